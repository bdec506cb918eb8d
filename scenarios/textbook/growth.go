package textbook

import (
	"math"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

// growth is expansion: a customer's ARR is compounded by a Poisson number of log-normal factors.
func growth() []study {
	const customers, perYear, mean, cv = 20, 1, .25, .6
	const square = 2*mean + mean*mean*(1+cv*cv) // E[(1+m)²] - 1
	grown := math.Exp(perYear * mean)
	variance := (math.Exp(perYear*square) - grown*grown) / customers
	return []study{{file: "theory-expansion", source: compound, quick: 100, full: 200, block: 200,
		lines: []line{
			{"mean NRR", grown, meanOf(nrr)},
			{"its variance", variance, varianceOf(grown, nrr)},
		}}}
}

// littleTickets are more than a trial of Little's law has, and many more than it has projects.
const littleTickets = 5_000

// little holds what begins and ends empty to Little's law. The area takes a difference, a product and a sum when a
// ticket comes and when it goes, its time there a difference and a sum; and then they are divided. The projects are so few
// that this is more than enough for them, whose days in slots are a difference of sums.
func little() []study {
	area := func(stock ledger.Stock, days func(sum func(ledger.Flow) float64) float64) reading {
		return func(book *ledger.Ledger) theory.Tally {
			sum := func(f ledger.Flow) float64 { return book.Sum(f, book.All(), 0, book.Quarters) }
			return theory.Tally{Sum: book.Area(stock, book.All(), 0, book.Quarters), Count: days(sum)}
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
