package textbook

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
	"postsale/sim/theory"
)

func grr(l *ledger.Ledger) float64 {
	return l.Sum(ledger.CohortCap, l.All(), 3, 4) / l.Sum(ledger.CohortARR, l.All(), 3, 4)
}

func nrr(l *ledger.Ledger) float64 {
	return l.Sum(ledger.CohortKept, l.All(), 3, 4) / l.Sum(ledger.CohortARR, l.All(), 3, 4)
}

// meanOf is a number of a trial, varianceOf its squared distance from a mean that is known.
func meanOf(number func(l *ledger.Ledger) float64) reading {
	return func(l *ledger.Ledger) theory.Tally { return theory.Mean(number(l)) }
}

func varianceOf(mean float64, number func(l *ledger.Ledger) float64) reading {
	return func(l *ledger.Ledger) theory.Tally { return theory.Mean(math.Pow(number(l)-mean, 2)) }
}

// retention are renewals and nothing else.
func retention() []study {
	const kept = .9
	var list []study
	for _, c := range []struct {
		customers   int
		p           [3]float64 // p5, p50, p95 of GRR, published
		quick, full int
	}{{100, [...]float64{.85, .90, .95}, 100, 200}, {500, [...]float64{.878, .900, .922}, 0, 200}} {
		n := float64(c.customers)
		name := fmt.Sprintf("N %d: ", c.customers)
		s := study{file: "theory-equal-logos", source: binomial, quick: c.quick, full: c.full, block: 100,
			sets: []string{fmt.Sprintf("segments.customers.opening.customers=%d", c.customers)}, lines: []line{
				{name + "mean GRR", kept, meanOf(grr)},
				{name + "its variance", kept * (1 - kept) / n, varianceOf(kept, grr)},
			}}
		law := distuv.Binomial{N: n, P: kept}
		for _, share := range c.p {
			logos := math.Round(share * n)
			s.lines = append(s.lines, line{fmt.Sprintf("%sP(GRR <= %.1f %%)", name, 100*share), law.CDF(logos), atMost((logos + .5) / n)})
		}
		list = append(list, s)
	}
	const small, large = 10. / 2800, 100. / 2800 // shares of ARR of one of 80 and of one of 20
	list = append(list, study{file: "theory-unequal-logos", source: binomial, quick: 100, full: 200, block: 100, lines: []line{
		{"mean GRR", kept, meanOf(grr)},
		{"its variance", kept * (1 - kept) * (80*small*small + 20*large*large), varianceOf(kept, grr)},
	}})
	return append(list, survival(), base(), baseExactly())
}

func atMost(bound float64) reading {
	return func(l *ledger.Ledger) theory.Tally {
		if grr(l) <= bound {
			return theory.Mean(1)
		}
		return theory.Mean(0)
	}
}

// survival is of customers whose chance to leave is a Beta, as fitted to the Regular customers.
func survival() study {
	const a, b, customers = regularA, regularB, 500
	s := study{file: "theory-survival", source: betaGeometric, quick: 60, full: 200}
	alive := func(year int) reading {
		return func(l *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: l.Closing(ledger.Logos, l.All(), 4*year-1), Count: customers}
		}
	}
	for year := 1; year <= 12; year++ {
		s.lines = append(s.lines, line{fmt.Sprintf("S(%d)", year), survivors(a, b, year), alive(year)})
	}
	for year := 2; year <= 5; year++ {
		s.lines = append(s.lines, line{fmt.Sprintf("retention rate, year %d", year), survivors(a, b, year) / survivors(a, b, year-1),
			func(l *ledger.Ledger) theory.Tally {
				return theory.Tally{Sum: alive(year)(l).Sum, Count: alive(year - 1)(l).Sum}
			}})
	}
	return s
}

// survivors returns the share that is there after so many renewals.
func survivors(a, b float64, renewals int) float64 {
	return math.Exp(mathext.Lbeta(a, b+float64(renewals)) - mathext.Lbeta(a, b))
}

// base is the share of decisions that are to leave.
func base() study {
	return study{file: "theory-base-churn", source: proportional, traced: true, quick: 60, full: 200, lines: []line{
		{"share that leaves", .1, decidedToLeave},
	}}
}

// baseExactly is the chance itself, which the facts of a renewal tell. It becomes a hazard and a chance again by two
// functions (to a unit each) and two signs, none of more than the hazard.
func baseExactly() study {
	return study{file: "theory-base-churn", source: proportional, traced: true, exact: true, rounding: theory.Rounding(2*2+2, -math.Log1p(-.1)), lines: []line{
		{"chance that is furthest from it", .1, furthest(.1, chances)},
	}}
}

// books are opening books, which every seed draws anew.
func books() []study {
	const a, b, ratio, customers = 1.125, 3.375, .75, 500
	old := study{file: "theory-old-book", source: betaGeometric, seeds: true, quick: 60, full: 200, block: 10}
	for year := 1; year <= 3; year++ {
		there := 0.0
		for age := range 200 {
			there += (1 - ratio) * math.Pow(ratio, float64(age)) * survivors(a, b, age+year) / survivors(a, b, age)
		}
		old.lines = append(old.lines, line{fmt.Sprintf("customers left after year %d", year), there, func(l *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: l.Closing(ledger.Logos, l.All(), 4*year-1), Count: customers}
		}})
	}
	return []study{
		{file: "theory-terms", source: renewals, seeds: true, quick: 400, full: 2000, lines: []line{
			{"mean GRR", 1 - .12*(.6+.2/2+.2/3), meanOf(grr)},
		}},
		old,
	}
}

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

// luck are the built-in companies that are not the textbook's: of all that customers decide in a trial, what came of it
// less what was to be expected has mean 0, whatever went before. A broken rule of renewal or expansion shows here first.
func luck() []theory.Case {
	var cases []theory.Case
	for _, name := range scenarios.Names() {
		if scenarios.Textbook(name) {
			continue
		}
		s := study{file: name}
		c := theory.Case{Level: theory.ScenarioLevel, Full: 100}
		const many = 1000
		p := s.params()
		if sum(p.OpeningCustomers()) > many {
			s.sets, c.Full = []string{"horizon=4q"}, 50 // sums over so many customers are normal sooner, and trials take longer
			p = s.params()
		}
		layout := p.Layout()
		if name == "board" {
			c.Quick = 50
		}
		for _, kind := range layout.Lucks {
			c.Lines = append(c.Lines, theory.Line{Name: fmt.Sprintf("%s: luck, %s", name, kind.Name), Source: martingale})
		}
		c.New = func(seed uint64) func(replication int) []theory.Tally {
			simulated := company.New(s.params(), seed)
			return func(trial int) []theory.Tally {
				simulated.Run(trial)
				var tallies []theory.Tally
				for _, sum := range layout.ByLuck(simulated.Luck()) {
					tallies = append(tallies, theory.Mean(sum))
				}
				return tallies
			}
		}
		cases = append(cases, c)
	}
	return cases
}

func sum(list []int) (total int) {
	for _, n := range list {
		total += n
	}
	return total
}
