package start

import (
	"fmt"
	"math"

	"postsale/models/units"
)

// retention is GRR or NRR of last year, and of a first year.
type retention struct {
	name            string
	told, is, error float64
	why             string // it may be out of reach
}

// beside returns what was told of last year beside what a first year keeps.
func (p *Plan) beside(r Reached) []retention {
	return []retention{
		{"GRR", p.told.GRR, r.GRR, r.GRRError, "not all contracts end within a year, and what customers live through costs some"},
		{"NRR", p.told.NRR, r.NRR, r.NRRError, "churn, price rises and the chance that an opportunity is taken do not go together with it"},
	}
}

// Misses says which figures of last year the first year of a run misses by more than two of its errors, by how much and why.
func (p *Plan) Misses(ran Reached) (list []string) {
	const errors = 2
	quarters := [...]string{1: "a quarter", 2: "two quarters", 3: "three quarters"}
	fitted, later := p.beside(*p.reached), p.later()
	for i, of := range p.beside(ran) {
		miss := math.Abs(of.is - of.told)
		if !(miss > errors*of.error) {
			continue
		}
		why := fmt.Sprintf("%s first years by themselves keep %s, and a run frees its figures of the luck of later years too",
			units.Grouped(p.reached.Trials), percent(fitted[i].is))
		switch {
		case math.Abs(fitted[i].is-of.told) > errors*fitted[i].error:
			why = of.why
			if miss < nearly {
				why = "the file states chances with three digits, and the fit came no nearer"
			}
		case later > 0:
			why = fmt.Sprintf("its year begins %s after the first day, and what keeps %s is the twelve months from that day", quarters[later], percent(fitted[i].is))
		case p.reached.Trials > ran.Trials:
			why = fmt.Sprintf("that is chance, in so few futures: %s first years keep %s", units.Grouped(p.reached.Trials), percent(fitted[i].is))
		case p.reached.Trials < ran.Trials:
			why = fmt.Sprintf("churn and expansion are fitted on %s first years, as more of %s customers take long",
				units.Grouped(p.reached.Trials), units.Grouped(p.customers()))
		}
		list = append(list, fmt.Sprintf("%s misses last year's by %.2f points, which is more than two errors: %s.", of.name, 100*miss, why))
	}
	return list
}

// later returns how many quarters after the first day the first whole fiscal year begins.
func (p *Plan) later() int {
	scenario, err := p.Load()
	if err != nil {
		return 0
	}
	return (4 - scenario.Params.Calendar().Season(0)) % 4
}
