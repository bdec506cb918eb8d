package textbook

import (
	"fmt"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// hiring is a rule that always holds: when it hires, and how many until a limit on the cost of their line.
func hiring() []study {
	const month, quarters = 13. / 3, 8 // weeks
	came := func(lead, every float64) (weeks []float64) {
		for week := month + lead; week < 13*quarters; week += every {
			weeks = append(weeks, week)
		}
		return weeks
	}
	hires := func(l *ledger.Ledger) (weeks []float64) {
		for _, f := range l.Facts() {
			if f.Kind == ledger.Hired {
				weeks = append(weeks, f.At/fiscal.Week)
			}
		}
		return weeks
	}
	many := func(l *ledger.Ledger) theory.Tally { return theory.Mean(l.Sum(ledger.Hires, l.All(), 0, quarters)) }
	first := func(l *ledger.Ledger) theory.Tally { return theory.Mean(hires(l)[0]) }
	between := func(l *ledger.Ledger) theory.Tally {
		weeks := hires(l)
		return theory.Tally{Sum: weeks[len(weeks)-1] - weeks[0], Count: float64(len(weeks) - 1)}
	}
	const rounding = 1e-9
	rule := func(rest string) []string {
		return []string{"support.tier1.hire_when=[{measure: used, above: 0%, " + rest + "}]"}
	}
	usual := came(12, 13)
	return []study{
		{file: "theory-hiring", source: months, exact: true, rounding: rounding, traced: true, lines: []line{
			{"weeks to the first hire", usual[0], first},
			{"weeks from hire to hire", 13, between},
			{"hires in two years", float64(len(usual)), many},
		}},
		{file: "theory-hiring", sets: rule("lead: 13w"), source: months, exact: true, rounding: rounding, traced: true, lines: []line{
			{"weeks from hire to hire, lead 13 weeks", 13, between},
		}},
		{file: "theory-hiring", sets: rule("lead: 14w"), source: months, exact: true, rounding: rounding, traced: true, lines: []line{
			{"weeks from hire to hire, lead 14 weeks", 4 * month, between},
		}},
		{file: "theory-hiring", sets: append(rule("lead: 0d, people: 3"), "support.at_most=3.5%"), source: arithmetic, exact: true, lines: []line{
			{"hires within 3.5 % of ARR", 2, many},
		}},
	}
}

// inSystemFor returns the mean time from coming to leaving in M/M/c, in mean services.
func inSystemFor(servers int, load float64) float64 { return 1 + theory.ErlangWait(servers, load) }

// apartFor and pooledFor are the mean times of two kinds of work, each as much as a share of so many specialists can do: with
// these, and with as many generalists in all who take longer by a factor.
func apartFor(specialists int, load float64) float64 {
	return inSystemFor(specialists, load*float64(specialists))
}

func pooledFor(specialists int, load, factor float64) float64 {
	return factor * inSystemFor(2*specialists, 2*load*float64(specialists)*factor)
}

// standing are two kinds of work apart, and in the hands of those who stand in for both. With a factor of 1.08 these are better
// with four specialists a kind, and worse with eight.
func standing() []study {
	const load = .8
	resolves := ratio(ledger.ResolutionDays, ledger.Resolutions)
	sets := func(specialists int) []string {
		perDay := load * float64(specialists)
		return []string{asking("standard", perDay), fmt.Sprintf("segments.standard.tickets.configuration_per_week=%v", perDay*fiscal.Week/10), "warm_up=12q"}
	}
	var list []study
	for _, c := range []struct{ specialists, quick, full int }{{1, 0, 200}, {2, 0, 150}, {4, 0, 100}, {8, 0, 60}} {
		people := fmt.Sprint(c.specialists)
		list = append(list, study{file: "theory-apart", source: erlang, quick: c.quick, full: c.full,
			sets:  append(sets(c.specialists), "support.tier1.people="+people, "support.cs_engineers.people="+people),
			lines: []line{{fmt.Sprintf("c %d: mean time to resolve", c.specialists), apartFor(c.specialists, load), resolves}}})
	}
	for _, c := range []struct {
		specialists int
		factor      float64
		quick, full int
	}{{1, 1, 100, 200}, {1, 1.1035, 0, 300}, {2, 1.0979, 0, 150}, {4, 1.0884, 0, 100}, {8, 1.0719, 0, 60}, {4, 1.08, 50, 100}, {8, 1.08, 0, 60}} {
		list = append(list, study{file: "theory-pooled", source: erlang, quick: c.quick, full: c.full,
			sets: append(sets(c.specialists), fmt.Sprintf("delivery.teams.generalists.people=%d", 2*c.specialists),
				fmt.Sprintf("delivery.teams.generalists.skill.tickets=%v%%", 100*c.factor)),
			lines: []line{{fmt.Sprintf("c %d, factor %v: mean time to resolve", c.specialists, c.factor), pooledFor(c.specialists, load, c.factor), resolves}}})
	}
	return list
}
