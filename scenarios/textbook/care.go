package textbook

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// care are the teams that look after customers: attention, jobs, renewals that nobody works, and rescues.
func care() []study {
	return append(append(attention(), jobs()...), rescues()...)
}

// attention are customers who feel the same attention for a year, whose chance to leave the facts of a renewal tell. It is a
// hazard that a power of a ratio multiplies: eight functions and products, and what is missed of as many more.
func attention() []study {
	const leave, ratio, planned = .1, 1.45, 10 // people, of ten accounts each
	of := func(attention float64) float64 {
		return leaves(leave, math.Pow(ratio, math.Exp2(-attention/.5)-math.Exp2(-1/.5)))
	}
	list := []study{{file: "theory-attention", source: twiceAsMuch, quick: 60, full: 400, lines: []line{
		{"share that leaves", of(2), ratioOfLogos},
	}}}
	for _, people := range []int{0, planned / 2, planned, 2 * planned} {
		at := float64(people) / planned
		list = append(list, study{file: "theory-attention", sets: []string{fmt.Sprintf("success.teams.success.people=%d", people)},
			source: twiceAsMuch, traced: true, exact: true, rounding: theory.Rounding(2*8, 1), lines: []line{
				{fmt.Sprintf("attention of %v: chance that is furthest from it", at), of(at), furthest(of(at), chances)},
			}})
	}
	return list
}

// ratioOfLogos is of the customers who were there a year ago those who are lost.
func ratioOfLogos(l *ledger.Ledger) theory.Tally {
	there := l.Closing(ledger.Logos, l.All(), 0)
	return theory.Tally{Sum: l.Sum(ledger.Churns, l.All(), 4, 5), Count: there}
}

// jobs are a queue of one person, and what becomes of what nobody takes up.
func jobs() []study {
	const load, alone, chance = .8, .6, .5
	const customers, days, worked = 100, fiscal.Quarter, fiscal.Quarter + 1
	const base, ratio = .1, 1.5
	unworked := leaves(base, ratio)
	return []study{
		{file: "theory-jobs", source: generalService, traced: true, quick: 100, full: 800, lines: []line{
			{"mean wait", theory.Pollaczek(load, 0), waited},
			{"share that wait for nobody", 1 - load, func(l *ledger.Ledger) theory.Tally {
				some := beyond(ledger.JobTaken, 0)(l)
				return theory.Tally{Sum: some.Count - some.Sum, Count: some.Count}
			}},
			{"hours left for accounts", 8 * (1 - load), func(l *ledger.Ledger) theory.Tally {
				return theory.Mean(l.Mean(ledger.CareLeft, l.Team(successTeam), 0, l.Quarters))
			}},
			{"share that is taken", chance, taken},
		}},
		{file: "theory-jobs", source: binomial, sets: []string{"success.teams.success.people=0", "success.expansions.patience=1d"}, traced: true, quick: 60, full: 200,
			lines: []line{{"nobody there: share that is taken", alone * chance, taken}}},
		{file: "theory-unworked", source: proportional, exact: true, lines: []line{
			{"renewals that nobody worked", customers - worked, func(l *ledger.Ledger) theory.Tally {
				return theory.Mean(l.Sum(ledger.RenewalsUnworked, l.All(), 0, l.Quarters))
			}},
		}},
		{file: "theory-unworked", source: proportional, traced: true, quick: 100, full: 400, lines: []line{
			{"share that leaves", (base*worked + unworked*(customers-worked)) / customers, ratioOfLogos},
		}},
		{file: "theory-unworked", source: proportional, sets: []string{"success.teams.success.people=0"}, traced: true, exact: true, rounding: theory.Rounding(8, 1),
			lines: []line{{"nobody there: chance that is furthest from it", unworked, furthest(unworked, chances)}}},
	}
}

// successTeam is the place of the team of success among the teams of the files above: after crew and the two tiers.
const successTeam = 3

// waited is the mean wait of the jobs taken up in the measured run.
func waited(l *ledger.Ledger) theory.Tally {
	var t theory.Tally
	for _, f := range l.Facts() {
		if f.Kind == ledger.JobTaken && f.At >= 0 {
			t.Sum += f.Amount
			t.Count++
		}
	}
	return t
}

// taken is of the opportunities that were worked or given up those that were taken.
func taken(l *ledger.Ledger) theory.Tally {
	var t theory.Tally
	for _, f := range l.Facts() {
		switch {
		case f.At < 0:
		case f.Kind == ledger.Expanded:
			t.Sum++
		case f.Kind == ledger.JobDone || f.Kind == ledger.JobWithdrawn:
			t.Count++
		}
	}
	return t
}

// rescues are of customers who are later every month until they renew, 51 weeks after the promise.
func rescues() []study {
	const base, ratio, saves, relief = .1, 1.1, .4, .7
	const late = (fiscal.Year - fiscal.Week) / fiscal.Month
	leave := func(months float64) float64 { return leaves(base, math.Pow(ratio, months)) }
	lost := line{"share that leaves", saves*leave(late*(1-relief)) + (1-saves)*leave(late), decidedToLeave}
	odds := 2 * .06 / (1 - .06)
	return []study{
		{file: "theory-rescue", source: proportional, traced: true, quick: 60, full: 400, lines: []line{
			{"share that works", saves, ofFacts(ledger.Rescued, ledger.JobDone)},
			lost,
		}},
		{file: "theory-rescue", source: proportional, sets: []string{"success.rescue.saves=0%"}, traced: true, exact: true, rounding: theory.Rounding(20, 1), lines: []line{
			{"none works: chance that is furthest from it", leave(late), furthest(leave(late), chances)},
		}},
		{file: "theory-rescue", source: proportional, sets: []string{"outcomes.leaving.month_late=1"}, exact: true, lines: []line{
			{"all ratios 1: ARR that is not green", 0, func(l *ledger.Ledger) theory.Tally {
				return theory.Mean(l.Area(ledger.YellowARR, l.All(), 0, l.Quarters) + l.Area(ledger.RedARR, l.All(), 0, l.Quarters) + l.Sum(ledger.Rescues, l.All(), 0, l.Quarters))
			}},
		}},
		{file: "theory-contraction", source: logistic, traced: true, quick: 60, full: 200, lines: []line{
			{"share that gives back", odds / (1 + odds), ofFacts(ledger.Contracted, ledger.Renewed)},
		}},
	}
}

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
