package textbook

import (
	"fmt"
	"math"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

// books are opening books, which every seed draws anew.
func books() []study {
	const a, b, ratio, customers = 1.125, 3.375, .75, 500
	old := study{file: "theory-old-book", source: betaGeometric, seeds: true, quick: 60, full: 200, block: 10}
	for year := 1; year <= 3; year++ {
		there := 0.0
		for age := range 200 {
			there += (1 - ratio) * math.Pow(ratio, float64(age)) * survivors(a, b, age+year) / survivors(a, b, age)
		}
		old.lines = append(old.lines, line{fmt.Sprintf("customers left after year %d", year), there, func(book *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: book.Closing(ledger.Logos, book.All(), 4*year-1), Count: customers}
		}})
	}
	return []study{
		{file: "theory-terms", source: renewals, seeds: true, quick: 400, full: 2000, lines: []line{
			{"mean GRR", 1 - .12*(.6+.2/2+.2/3), meanOf(grr)},
		}},
		old,
	}
}
