package textbook

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// scoping makes promises truer: what is late is beyond where the plan times the multiplier is what is promised.
func scoping() []study {
	const plan, promised, cv = 26., 30., .8
	sigma := math.Sqrt(math.Log1p(cv * cv))
	late := func(foresees float64) float64 {
		if promised*foresees >= plan {
			return 0
		}
		beyond := math.Log(promised*(1-foresees)/(plan-promised*foresees)) + sigma*sigma/2
		return math.Erfc(beyond/sigma/math.Sqrt2) / 2
	}
	const file = "theory-scoping"
	list := []study{{file: file, source: arithmetic, exact: true, rounding: theory.Rounding(200, 24), lines: []line{
		{"hours a deal", 6 / .25, ratio(ledger.ScopingHours, ledger.Deals)},
	}}}
	for _, c := range []struct {
		foresees    float64
		quick, full int
	}{{0, 50, 200}, {.5, 50, 200}, {.87, 0, 100}, {1, 20, 100}} {
		want := late(c.foresees)
		list = append(list, study{file: file, source: quantile, sets: []string{fmt.Sprintf("delivery.projects.custom.scoping.foresees=%v%%", 100*c.foresees)},
			traced: true, exact: want == 0, quick: c.quick, full: c.full, lines: []line{
				{fmt.Sprintf("%v %% foreseen: late", 100*c.foresees), want, lateOfFirst(promised * fiscal.Week)},
			}})
	}
	return list
}

// lateOfFirst is the share of the customers signed in the first quarter who were not live as promised, after so many days
// where nothing was foreseen.
func lateOfFirst(promised float64) reading {
	return func(l *ledger.Ledger) theory.Tally {
		due, late := map[int32]float64{}, theory.Tally{}
		for _, f := range l.Facts() {
			switch {
			case f.Kind == ledger.Signed && f.At < fiscal.Quarter:
				due[f.Customer] = f.At + promised
				late.Count++
			case f.Kind == ledger.Foreseen && due[f.Customer] > 0:
				due[f.Customer] = f.At + f.Amount
			case f.Kind == ledger.WentLive && due[f.Customer] > 0:
				if f.Marks&ledger.Late != 0 {
					late.Sum++
				}
				delete(due, f.Customer)
			}
		}
		for _, day := range due {
			if day < fiscal.Quarter*float64(l.Quarters) {
				late.Sum++
			}
		}
		return late
	}
}
