package textbook

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// stockAt returns the hours of a work on a day: 500 on the first, of which half are out of date after a year, and those of a
// week's hours since.
func stockAt(day, aWeek float64) float64 {
	const fading = math.Ln2 / fiscal.Year
	rest := aWeek / fiscal.Week / fading
	return rest + (500-rest)*math.Exp(-fading*day)
}

// worth returns what 500 hours and more, or less, make of today's value.
func worth(stock, today, to float64) float64 { return to + (today-to)*math.Exp2((500-stock)/500) }

// works are stocks of hours, what they move, and adoption.
func works() []study {
	const rounding = 1e-12
	at := func(name string, stock ledger.Stock) reading {
		return func(l *ledger.Ledger) theory.Tally {
			return theory.Mean(l.Closing(stock, l.Team(slices.Index(l.Teams, name)), 3))
		}
	}
	guides := func(aWeek float64) float64 { return worth(stockAt(fiscal.Year, aWeek), .25, .55) }
	kept := 500 * math.Ln2 / 52 // hours a week
	unused := .4 + .6*math.Exp(-4)
	list := []study{
		{file: "theory-works", source: firstOrder, exact: true, rounding: rounding, traced: true, lines: []line{
			{"self-service after a year, 20 h a week", guides(20), at("guides", ledger.WorkValue)},
			{"unused after a year", unused, func(l *ledger.Ledger) theory.Tally {
				return theory.Mean(l.Closing(ledger.Unused, l.All(), 3) / l.Closing(ledger.Users, l.All(), 3))
			}},
			{"chance of leaving after a year", leaves(.1, math.Pow(1.5, unused-.4)), averageOf(chances)},
		}},
		{file: "theory-works", sets: []string{"works.guides.people=0"}, source: firstOrder, exact: true, rounding: rounding, lines: []line{
			{"self-service after a year, nobody there", guides(0), at("guides", ledger.WorkValue)},
		}},
		{file: "theory-works", sets: []string{fmt.Sprintf("works.guides.productive_hours=%vh/w", kept)}, source: firstOrder, exact: true, rounding: 500 * rounding, lines: []line{
			{"hours after a year, 6.66 h a week", 500, at("guides", ledger.WorkHours)},
		}},
	}
	return append(list, guided(1, nil), guided(2, []string{"support.induced={elasticity: 10%}"}))
}

// guided is what is asked in a year: as months start works move it, and so do answers at once from the second month on.
func guided(induced float64, sets []string) study {
	const customers, each = 100, 2. // questions, and reports of what is broken, of each a month
	asked, answered := 0., 0.
	for month := range 12 {
		day := fiscal.Month * float64(month)
		questions := each * worth(stockAt(day, 0), 1, .8)
		if month > 0 {
			questions *= induced
		}
		asked += questions
		answered += questions * worth(stockAt(day, 20), .25, .55)
	}
	in := func(name string) string { return fmt.Sprintf("induced × %g: %s", induced, name) }
	year := func(l *ledger.Ledger, flow ledger.Flow) float64 { return l.Sum(flow, l.All(), 0, 4) }
	return study{file: "theory-works", sets: sets, source: poisson, quick: 60, full: 300, lines: []line{
		{in("questions"), asked, func(l *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: year(l, ledger.Questions) + year(l, ledger.Deflections), Count: customers}
		}},
		{in("answered by self-service"), answered, func(l *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: year(l, ledger.Deflections), Count: customers}
		}},
		{in("what is broken"), 12 * each, func(l *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: year(l, ledger.Tickets) - year(l, ledger.Questions), Count: customers}
		}},
	}}
}
