package textbook

import (
	"fmt"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

// sharing are people who work on several projects, or are pulled off them.
func sharing() []study {
	exponential := []string{"delivery.projects.half-day.effort_multiplier={exponential: {mean: 1}}",
		"delivery.projects.day-and-half.effort_multiplier={exponential: {mean: 1}}"}
	const load, small, large = .8, 0, 1
	list := []study{
		{file: "theory-processor-sharing", source: shared, quick: 300, full: 2400, lines: []line{
			{"half a day: mean sojourn", .5 / (1 - load), ratioOf(ledger.LiveDays, ledger.GoLives, small)},
			{"day and a half: mean sojourn", 1.5 / (1 - load), ratioOf(ledger.LiveDays, ledger.GoLives, large)},
			{"mean number", load / (1 - load), inSystem},
		}},
		{file: "theory-processor-sharing", source: shared, sets: exponential, full: 2400, lines: []line{
			{"exponential: mean number", load / (1 - load), inSystem},
		}},
	}
	for _, c := range []struct {
		slots       int
		quick, full int
	}{{2, 0, 1200}, {4, 300, 2400}} {
		present, queue := theory.LimitedSharing(float64(c.slots), 2, 2*load) // of two halves of the person's pace
		name := fmt.Sprintf("%d slots: ", c.slots)
		list = append(list, study{file: "theory-slots", source: limited, quick: c.quick, full: c.full,
			sets: []string{fmt.Sprintf("delivery.teams.crew.concurrent_projects=%d", c.slots)}, lines: []line{
				{name + "slots taken", present - queue, average(ledger.SlotsBusy)},
				{name + "queue", queue, average(ledger.Queue)},
				{name + "mean wait", queue / load, startDelay},
			}})
	}
	const interrupts, projects = .2, .5 // loads, of exponential days
	const residual = interrupts + projects
	return append(list, study{file: "theory-interrupts", source: preemption, quick: 200, full: 1500, lines: []line{
		{"first response to them", interrupts / (1 - interrupts), ratio(ledger.AnswerDays, ledger.Answers)},
		{"time to live of projects", 1/(1-interrupts) + residual/((1-interrupts)*(1-interrupts-projects)), ratio(ledger.LiveDays, ledger.GoLives)},
	}})
}
