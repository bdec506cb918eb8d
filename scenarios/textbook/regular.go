package textbook

import (
	"math"

	"gonum.org/v1/gonum/optimize"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// The Beta that was fitted to seven years of the Regular customers.
const regularA, regularB = .704077, 1.182043

// regular is a ledger of 1,000 Regular customers, whose survivors must give the fit that was published, to half a unit
// of its last places.
func regular() theory.Case {
	const published = 1e-6 / 2
	line := func(name string, want float64) theory.Line {
		return theory.Line{Name: "1,000 Regular customers: " + name, Source: betaGeometric, Want: want, Rounding: published}
	}
	return theory.Case{
		Level: theory.LedgerLevel, Exact: true,
		Lines: []theory.Line{
			line("log-likelihood of the fitted Beta", -1680.265188),
			line("a of the largest likelihood", regularA),
			line("b of the largest likelihood", regularB),
		},
		New: func(uint64) func(int) []theory.Tally {
			return func(int) []theory.Tally {
				alive := regularSurvivors()
				a, b := likeliest(alive)
				return []theory.Tally{theory.Mean(logLikelihood(alive, regularA, regularB)), theory.Mean(a), theory.Mean(b)}
			}
		},
	}
}

// regularSurvivors returns the customers at the ends of years 0 to 7, as the ledger tells them.
func regularSurvivors() []float64 {
	published := []int32{1000, 631, 468, 382, 326, 289, 262, 241}
	years := len(published) - 1
	var lives page
	for customer := range published[0] {
		lives.note(0, ledger.Held, customer, 1)
	}
	for year, left := range published[1:] {
		for customer := left; customer < published[year]; customer++ {
			lives.note(fiscal.Year*(float64(year)+.5), ledger.Churned, customer, 1)
		}
	}
	l := ledger.New(ledger.Layout{Segments: []string{"Regular"}, Quarters: 4 * years}).Write(lives...)
	alive := []float64{float64(published[0])}
	for year := range years {
		alive = append(alive, l.Closing(ledger.Logos, l.All(), 4*year+3))
	}
	return alive
}

// logLikelihood returns that of the customers who are there at the ends of years, counted from 0, when the chance to
// leave in a year is a customer's own, a Beta (Fader and Hardie 2007).
func logLikelihood(alive []float64, a, b float64) float64 {
	last := len(alive) - 1
	sum := alive[last] * math.Log(survivors(a, b, last))
	for year := range last {
		sum += (alive[year] - alive[year+1]) * math.Log(survivors(a, b, year)-survivors(a, b, year+1))
	}
	return sum
}

// likeliest returns the Beta of the largest likelihood.
func likeliest(alive []float64) (a, b float64) {
	unlikely := func(logs []float64) float64 { return -logLikelihood(alive, math.Exp(logs[0]), math.Exp(logs[1])) }
	found, err := optimize.Minimize(optimize.Problem{Func: unlikely}, []float64{0, 0}, nil, &optimize.NelderMead{})
	if err != nil {
		panic(err)
	}
	return math.Exp(found.X[0]), math.Exp(found.X[1])
}
