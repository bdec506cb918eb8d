package textbook

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// demand is what demand answers: word of mouth, prices, and what is sold beside subscriptions.
func demand() []study {
	const customers, deals, leave, normal = 2000, 1000., .2, .1
	// Mean of exp(normal - lost/customers), of a binomial number lost.
	told := math.Exp(normal + customers*math.Log(1-leave+leave*math.Exp(-1./customers)))
	const fifth, premium = .2, .15
	return []study{
		{file: "theory-word-of-mouth", source: binomial, quick: 60, full: 400, lines: []line{
			{"factor after a year", told, func(l *ledger.Ledger) theory.Tally {
				return theory.Mean(l.Sum(ledger.WordOfMouth, l.All(), 4, 5))
			}},
			{"deals after a year", told, func(l *ledger.Ledger) theory.Tally {
				return theory.Tally{Sum: l.Sum(ledger.Deals, l.All(), 4, 5), Count: deals}
			}},
		}},
		{file: "theory-word-of-mouth", source: binomial, sets: []string{"deals.counts=fixed"}, full: 400, lines: []line{
			{"fixed counts: deals after a year", told, func(l *ledger.Ledger) theory.Tally {
				return theory.Tally{Sum: l.Sum(ledger.Deals, l.All(), 0, 5) - l.Sum(ledger.WordOfMouth, l.All(), 0, 4)*deals, Count: deals}
			}},
		}},
		{file: "theory-priced-projects", source: binomial, quick: 60, full: 200, lines: []line{
			{"share of deals signed", .9, func(l *ledger.Ledger) theory.Tally {
				signed := l.Sum(ledger.Deals, l.All(), 0, l.Quarters)
				return theory.Tally{Sum: signed, Count: signed + l.Sum(ledger.DealsDeterred, l.All(), 0, l.Quarters)}
			}},
		}},
		{file: "theory-priced-projects", source: arithmetic, sets: []string{"segments.customers.projects={free: 100%}"}, traced: true, exact: true,
			rounding: theory.Rounding(4, 12), lines: []line{
				{"hours of a free project", 10 * 1.2, furthest(12, finishedHours)},
			}},
		{file: "theory-priced-projects", source: arithmetic, traced: true, exact: true, rounding: theory.Rounding(4, 12), lines: []line{
			{"hours of a paid one", 10, furthest(10, finishedHours)},
		}},
		{file: "theory-offerings", source: binomial, quick: 60, full: 400, lines: []line{
			{"revenue over ARR", fifth * premium, func(l *ledger.Ledger) theory.Tally {
				return theory.Tally{Sum: l.Area(ledger.OfferedSupport, l.All(), 0, l.Quarters), Count: l.Area(ledger.ARR, l.All(), 0, l.Quarters) / fiscal.Year}
			}},
		}},
		{file: "theory-price-by-term", source: binomial, quick: 60, full: 200, lines: []line{
			{"mean ARR of a deal", 10e3 * (.5 + .5*.9), ratio(ledger.Bookings, ledger.Deals)},
		}},
	}
}

// finishedHours are those of every finished project.
func finishedHours(l *ledger.Ledger) (list []float64) {
	hours := map[int32]float64{}
	for _, f := range l.Facts() {
		switch f.Kind {
		case ledger.Worked:
			hours[f.Customer] += f.Amount
		case ledger.Finished:
			list = append(list, hours[f.Customer])
		}
	}
	return list
}
