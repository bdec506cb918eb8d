package textbook

import (
	"fmt"
	"math"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

// sponsorship is a case of theory-sponsors: leave and regained are rates a year.
type sponsorship struct {
	name     string
	ratio    float64
	regained float64 // a year
	sets     []string
}

// left is the rate a year at which a fifth of the sponsors leave within a year, and cushioned what is left of a loss.
var left, cushioned = -math.Log(.8), 1 - .7

func (s sponsorship) away() float64 { return left / (left + s.regained) }

// chance is that of leaving at a renewal of 10 %, of a customer who lacks so much of a sponsor: with the mean hazard of the file
// over customers who have one or not.
func (s sponsorship) chance(lacks float64) float64 {
	return leaves(.1, math.Pow(s.ratio, lacks)/(1+s.away()*(s.ratio-1)))
}

var sponsorships = []sponsorship{
	{"6mo, ratio 1.5", 1.5, 2, nil},
	{"9mo, ratio 2", 2, 4. / 3, []string{"success.sponsors.regained={exponential: {mean: 9mo}}", "outcomes.leaving.sponsor_lost=2"}},
}

// sponsors leave customers, who mind, and executives cushion that. Who stays has more often a sponsor than who leaves, so that
// the share without is known where nobody leaves, and the mean hazard at the first renewal.
func sponsors() []study {
	var list []study
	for _, s := range sponsorships {
		name := s.name + ": "
		exactly := study{file: "theory-sponsors", source: proportionalHazard, sets: s.sets, traced: true, exact: true, rounding: theory.Rounding(40, s.ratio)}
		for _, who := range []struct {
			name       string
			lost, held bool
			lacks      float64
		}{{"with a sponsor", false, false, 0}, {"with a sponsor, held", false, true, 0}, {"without", true, false, 1}, {"without, held", true, true, cushioned}} {
			want := s.chance(who.lacks)
			exactly.lines = append(exactly.lines, line{fmt.Sprintf("%schance that is furthest from that %s", name, who.name), want, furthest(want, chancesOf(who.lost, who.held))})
		}
		exactly.lines = append(exactly.lines, line{name + "accounts held", 100, average(ledger.AccountsHeld)})
		list = append(list, exactly,
			study{file: "theory-sponsors", source: alternating, sets: append([]string{"segments.customers.churn.first_renewal=0%"}, s.sets...), quick: 60, full: 200, lines: []line{
				{name + "nobody leaves, share without a sponsor", s.away(), func(l *ledger.Ledger) theory.Tally {
					return theory.Tally{Sum: l.Mean(ledger.SponsorsAway, l.All(), 0, l.Quarters), Count: l.Mean(ledger.Sponsoring, l.All(), 0, l.Quarters)}
				}},
			}},
			study{file: "theory-sponsors", source: proportionalHazard, sets: append([]string{"success.executives=null"}, s.sets...), traced: true, quick: 60, full: 200,
				lines: []line{{name + "mean hazard, nobody held", -math.Log1p(-.1), hazard}}})
	}
	return list
}

// hazard is the mean hazard of the decisions at renewals.
func hazard(l *ledger.Ledger) theory.Tally {
	var t theory.Tally
	for _, chance := range chances(l) {
		t.Sum -= math.Log1p(-chance)
		t.Count++
	}
	return t
}

// chancesOf are those of leaving of customers who then had no sponsor, or one, and whom an executive held, or none.
func chancesOf(lost, held bool) numbers {
	return func(l *ledger.Ledger) (list []float64) {
		deciding(l, func(f ledger.Fact, without, covered bool) {
			if without == lost && covered == held {
				list = append(list, f.Extra)
			}
		})
		return list
	}
}

// deciding calls each with every decision at a renewal, and whether the customer was without a sponsor and held then.
func deciding(l *ledger.Ledger, each func(f ledger.Fact, without, covered bool)) {
	without, covered := map[int32]bool{}, map[int32]bool{}
	for _, f := range l.Facts() {
		switch f.Kind {
		case ledger.SponsorLost, ledger.SponsorRegained:
			without[f.Customer] = f.Kind == ledger.SponsorLost
		case ledger.Covered, ledger.Released:
			covered[f.Customer] = f.Kind == ledger.Covered
		case ledger.Churned, ledger.Renewed:
			each(f, without[f.Customer], covered[f.Customer])
		}
	}
}
