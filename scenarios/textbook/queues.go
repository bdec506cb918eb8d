package textbook

import (
	"fmt"
	"math"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

// Parameters as --set takes them.

func deals(perDay float64) string {
	return fmt.Sprintf("segments.jobs.deals_per_quarter=%v", 65*perDay)
}

func crew(people int) string { return fmt.Sprintf("delivery.teams.crew.people=%d", people) }

func effort(spread string) string { return "delivery.projects.job.effort_multiplier=" + spread }

var startDelay = ratio(ledger.StartDays, ledger.Starts)

// queues are those of projects for a slot, a person each; effort is a day on average.
func queues() []study {
	single := func(load float64, quick, full int, more ...string) study {
		return study{file: "theory-mm1", source: singleServer, sets: append(more, deals(load)), quick: quick, full: full,
			lines: []line{{fmt.Sprintf("rho %v: mean wait", load), theory.ErlangWait(1, load), startDelay}}}
	}
	tail := single(.8, 100, 600)
	tail.traced, tail.lines = true, []line{{"rho 0.8: P(wait > 4 days)", theory.ErlangTail(1, .8, 4), beyond(ledger.Started, 4)}}
	// The nearer to saturation, the longer the start from an empty company is felt.
	list := []study{single(.5, 100, 400), single(.8, 600, 3000), tail, single(.9, 0, 4000, "warm_up=24q")}
	for _, c := range []struct {
		servers     int
		load        float64
		quick, full int
	}{{2, 1.5, 0, 800}, {3, 2, 100, 600}, {5, 4, 0, 600}, {10, 9, 0, 800}, {20, 18, 0, 600}} {
		name := fmt.Sprintf("c %d, a %v: ", c.servers, c.load)
		list = append(list, study{file: "theory-mm3", source: erlang, sets: []string{crew(c.servers), deals(c.load)},
			quick: c.quick, full: c.full, traced: true, lines: []line{
				{name + "mean wait", theory.ErlangWait(c.servers, c.load), startDelay},
				{name + "P(wait > 1 day)", theory.ErlangTail(c.servers, c.load, 1), beyond(ledger.Started, 1)},
			}})
	}
	for _, c := range []struct {
		name, law   string
		square      float64 // of the coefficient of variation
		warmUp      int     // quarters
		quick, full int
	}{
		{"deterministic", "1", 0, 8, 100, 1200},
		{"Erlang-4", "{gamma: {mean: 1, cv: 0.5}}", .25, 8, 200, 1200},
		{"squared cv 4", "{gamma: {mean: 1, cv: 2}}", 4, 24, 0, 4000},
	} {
		sets := []string{effort(c.law), fmt.Sprintf("warm_up=%dq", c.warmUp)}
		list = append(list, study{file: "theory-mg1", source: generalService, sets: sets, quick: c.quick, full: c.full,
			lines: []line{{c.name + ": mean wait", theory.Pollaczek(.8, c.square), startDelay}}})
	}
	empty := study{file: "theory-warm-up", source: transient, traced: true, quick: 60, full: 100, block: 50}
	delays := theory.Delays(100, .8)
	for _, n := range []int{2, 3, 5, 10, 20, 50, 100} {
		empty.lines = append(empty.lines, line{fmt.Sprintf("delay of project %d", n), delays[n-1], delayOf(n)})
	}
	warm := study{file: "theory-warm-up", source: transient, sets: []string{"warm_up=20q"}, traced: true, full: 100, block: 50,
		lines: []line{{"after a warm-up: of project 2", 4, delayOf(2)}}}
	return append(append(list, empty, warm, pods()), architects()...)
}

// pods are down while they wait for one of theirs, and then the payroll has one less.
func pods() study {
	const number, heads, backfill = 100, 4, 10. / 52
	hazard := -heads * math.Log1p(-.15)
	down := hazard * backfill / (1 + hazard*backfill)
	return study{file: "theory-pods", source: alternating, quick: 60, full: 200, lines: []line{
		{"share of the time that a pod is down", down, func(l *ledger.Ledger) theory.Tally {
			return theory.Mean(1 - l.Mean(ledger.HoursThere, l.All(), 0, l.Quarters)/(8*number))
		}},
		{"heads of a pod", heads - down, func(l *ledger.Ledger) theory.Tally {
			return theory.Mean(l.Mean(ledger.Headcount, l.Team(0), 0, l.Quarters) / number)
		}},
	}}
}

// architects are slots that phases take in the middle of projects.
func architects() []study {
	wait := ratio(ledger.PhaseDays, ledger.PhaseStarts)
	return []study{
		{file: "theory-architects", source: erlang, traced: true, quick: 60, full: 200, lines: []line{
			{"c 3, a 2: mean wait", theory.ErlangWait(3, 2), wait},
			{"c 3, a 2: P(wait > 1 day)", theory.ErlangTail(3, 2, 1), beyond(ledger.PhaseStarted, 1)},
			{"slots taken", 2, func(l *ledger.Ledger) theory.Tally {
				return theory.Mean(l.Mean(ledger.SlotsBusy, l.Team(1), 0, l.Quarters))
			}},
		}},
		{file: "theory-architects", source: generalService, sets: []string{"delivery.teams.architects.people=1", deals(.8), effort("1"), "warm_up=8q", "horizon=40q"},
			quick: 60, full: 300, lines: []line{{"deterministic, rho 0.8: mean wait", theory.Pollaczek(.8, 0), wait}}},
	}
}

// delayOf is the start delay of the n-th project that starts in the measured run.
func delayOf(n int) reading {
	return func(l *ledger.Ledger) theory.Tally {
		left := n
		for _, f := range l.Facts() {
			if f.Kind != ledger.Started || f.At < 0 {
				continue
			}
			if left--; left == 0 {
				return theory.Mean(f.Amount)
			}
		}
		return theory.Tally{}
	}
}

// littleTickets are more than a trial of Little's law has, and many more than it has projects.
const littleTickets = 5_000

// little holds what begins and ends empty to Little's law. The area takes a difference, a product and a sum when a
// ticket comes and when it goes, its time there a difference and a sum; and then they are divided. The projects are so few
// that this is more than enough for them, whose days in slots are a difference of sums.
func little() []study {
	area := func(stock ledger.Stock, days func(sum func(ledger.Flow) float64) float64) reading {
		return func(l *ledger.Ledger) theory.Tally {
			sum := func(f ledger.Flow) float64 { return l.Sum(f, l.All(), 0, l.Quarters) }
			return theory.Tally{Sum: l.Area(stock, l.All(), 0, l.Quarters), Count: days(sum)}
		}
	}
	return []study{{file: "theory-little", source: littles, exact: true, rounding: theory.Rounding(8*littleTickets+1, 1), lines: []line{
		{"queue over start delays", 1, area(ledger.Queue, func(sum func(ledger.Flow) float64) float64 { return sum(ledger.StartDays) })},
		{"slots over days in them", 1, area(ledger.SlotsBusy, func(sum func(ledger.Flow) float64) float64 {
			return sum(ledger.LiveDays) - sum(ledger.StartDays)
		})},
		{"backlog over resolutions", 1, area(ledger.Backlog, func(sum func(ledger.Flow) float64) float64 { return sum(ledger.ResolutionDays) })},
	}}}
}

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
