package textbook

import (
	"fmt"

	"postsale/models/ledger"
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
		chain := birthDeath(load, func(n int) float64 { return min(float64(n)/2, 1) })
		busy, queue := chain.split(c.slots)
		name := fmt.Sprintf("%d slots: ", c.slots)
		list = append(list, study{file: "theory-slots", source: limited, quick: c.quick, full: c.full,
			sets: []string{fmt.Sprintf("delivery.teams.crew.concurrent_projects=%d", c.slots)}, lines: []line{
				{name + "slots taken", busy, average(ledger.SlotsBusy)},
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

// chain is the steady state of a birth-death process: the probabilities of 0, 1, 2 and so on.
type chain []float64

// birthDeath returns that of births at a rate and deaths at a rate that depends on the number, truncated where
// nothing is left.
func birthDeath(births float64, deaths func(n int) float64) chain {
	p := chain{1}
	sum := 1.0
	for n := 1; p[n-1] > 1e-18*sum; n++ {
		p = append(p, p[n-1]*births/deaths(n))
		sum += p[n]
	}
	for n := range p {
		p[n] /= sum
	}
	return p
}

// split returns the mean numbers up to a limit and beyond it.
func (p chain) split(limit int) (within, beyond float64) {
	for n, chance := range p {
		within += chance * float64(min(n, limit))
		beyond += chance * float64(max(0, n-limit))
	}
	return within, beyond
}
