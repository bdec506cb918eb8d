package textbook

import (
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
