package textbook

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// starts are projects that start in cohorts, wait for features, and get easier as the product matures.
func starts() []study {
	const cutOff, window, pulled = 2., 5., .3
	const effort, shared, size = 10., .8, 15. / 3 // hours, and projects of a month
	// Of a quarter's cut-offs two have their window in it whole, the last two days of it; who would close x days after one
	// waits from it instead, and so a month less x less.
	pull := pulled * (2*window*(fiscal.Month-window/2) + cutOff*(fiscal.Month-cutOff/2)) / fiscal.Quarter
	wait := ratio(ledger.CohortDays, ledger.CohortStarts)
	return []study{
		{file: "theory-cohorts", source: residual, quick: 60, full: 400, lines: []line{
			{"mean wait", fiscal.Month/2 + cutOff, wait}, // 12.83
			// A cohort of n takes (n(1-s) + s) of the hours of one, if there is anybody.
			{"hours of a project", effort * (1 - shared + shared*(1-math.Exp(-size))/size), ratio(ledger.OwnHours, ledger.CohortStarts)},
			{"size of its cohort", 1 + size, ratio(ledger.CohortSizes, ledger.CohortStarts)},
		}},
		{file: "theory-cohorts", source: residual, sets: []string{"segments.customers.starts.pulled=30%", "segments.customers.starts.window=5d"}, quick: 60, full: 400, lines: []line{
			{"with pull: mean wait", fiscal.Month/2 + cutOff - pull, wait}, // 11.76
			{"with pull: share of deals pulled", pulled * (2*window + cutOff) / fiscal.Quarter, ratio(ledger.DealsPulled, ledger.Deals)},
		}},
		{file: "theory-cohorts", source: residual, sets: []string{"segments.customers.starts.every=2w"}, full: 400, lines: []line{
			{"every two weeks: mean wait", 2*fiscal.Week/2 + cutOff, wait}, // 7
		}},
		{file: "theory-features", source: compound, quick: 60, full: 200, lines: []line{
			{"days blocked", .2 * 6 * fiscal.Week, ratio(ledger.BlockedDays, ledger.GoLives)},
		}},
		{file: "theory-features", source: halving, traced: true, exact: true, rounding: theory.Rounding(100, 10), lines: []line{
			{"hours after a year", effort * .8, furthest(effort*.8, hoursOfStart(fiscal.Year))},
			{"hours after two", effort * .7, furthest(effort*.7, hoursOfStart(2*fiscal.Year))},
		}},
	}
}

// hoursOfStart are those of every finished project that started on a day.
func hoursOfStart(day float64) numbers {
	return func(l *ledger.Ledger) (list []float64) {
		hours := map[int32]float64{}
		for _, f := range l.Facts() {
			switch {
			case f.Kind == ledger.Started && f.At == day:
				hours[f.Customer] = 0
			case f.Kind == ledger.Worked:
				if _, here := hours[f.Customer]; here {
					hours[f.Customer] += f.Amount
				}
			case f.Kind == ledger.Finished:
				if h, here := hours[f.Customer]; here {
					list = append(list, h)
				}
			}
		}
		return list
	}
}

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
