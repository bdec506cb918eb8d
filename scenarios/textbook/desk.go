package textbook

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"

	"gonum.org/v1/gonum/integrate/quad"
)

// asking sets how many tickets a day ten customers of a segment open.
func asking(segment string, perDay float64) string {
	return fmt.Sprintf("segments.%s.tickets.per_month=%v", segment, perDay*fiscal.Month/10)
}

// desk are the tickets: who waits, who comes back, who asks and what is remembered.
func desk() []study {
	var list []study
	for _, c := range []struct {
		servers           int
		premium, standard float64 // a day
		quick, full       int
	}{{1, .3, .5, 500, 4000}, {3, 1, 1.4, 300, 1500}} {
		waits := theory.Cobham(c.servers, c.premium, c.standard)
		name := fmt.Sprintf("c %d: ", c.servers)
		list = append(list, study{file: "theory-priorities", source: headOfLine, quick: c.quick, full: c.full,
			sets: []string{fmt.Sprintf("support.tier1.people=%d", c.servers), asking("premium", c.premium), asking("standard", c.standard)},
			lines: []line{
				{name + "wait of premium", waits[0], ratioOf(ledger.AnswerDays, ledger.Answers, 0)},
				{name + "wait of standard", waits[1], ratioOf(ledger.AnswerDays, ledger.Answers, 1)},
			}})
	}

	const rate, reopened = .56, .3
	const visits = rate / (1 - reopened)
	list = append(list, study{file: "theory-reopened", source: jackson, quick: 1000, full: 5000, lines: []line{
		{"visits of a ticket", 1 / (1 - reopened), visitsOf},
		{"mean number open", visits / (1 - visits), average(ledger.Backlog)},
		{"mean time to resolve", visits / (1 - visits) / rate, ratio(ledger.ResolutionDays, ledger.Resolutions)},
	}})

	const tickets, escalated, touch = 2, .5, 1.2
	first := theory.ErlangWait(3, tickets)
	inSecond := touch * (theory.ErlangWait(2, tickets*escalated*touch) + 1)
	list = append(list, study{file: "theory-two-tiers", source: burke, traced: true, quick: 150, full: 1200, lines: []line{
		{"wait for tier 1", first, ratio(ledger.AnswerDays, ledger.Answers)},
		{"P(wait > 1 day)", theory.ErlangTail(3, tickets, 1), beyond(ledger.Answered, 1)},
		{"time at tier 2", inSecond, escalatedFor},
		{"mean number open", tickets*(first+1) + tickets*escalated*inSecond, average(ledger.Backlog)},
	}})
	return append(append(list, earlyLife(), forgetting()), officeHours()...)
}

// officeHours are sessions to which a Poisson number of questions come.
func officeHours() []study {
	const come, seats = 5., 6 // a week
	answered, left, chance := 0., 1., math.Exp(-come)
	for n := range seats {
		answered += float64(n) * chance
		left -= chance
		chance *= come / float64(n+1)
	}
	answered += seats * left
	return []study{
		{file: "theory-office-hours", source: poisson, quick: 60, full: 300, lines: []line{
			{"mean wait for a session", fiscal.Week / 2, ratio(ledger.SessionDays, ledger.SessionAnswers)},
			{"questions in a session", come, perWeek(ledger.SessionAnswers)},
		}},
		{file: "theory-office-hours", source: poisson, sets: []string{fmt.Sprintf("support.office_hours.seats=%d", seats)}, quick: 60, full: 300, lines: []line{
			{"six seats: share of them used", answered / seats, ratio(ledger.SessionAnswers, ledger.SessionSeats)},
			{"six seats: tickets a week", come + come - answered, perWeek(ledger.Tickets)},
		}},
	}
}

// perWeek is how much of a flow there is in a measured week.
func perWeek(flow ledger.Flow) reading {
	return func(l *ledger.Ledger) theory.Tally {
		return theory.Tally{Sum: l.Sum(flow, l.All(), 0, l.Quarters), Count: fiscal.Quarter / fiscal.Week * float64(l.Quarters)}
	}
}

func visitsOf(l *ledger.Ledger) theory.Tally {
	tickets := l.Sum(ledger.Tickets, l.All(), 0, l.Quarters)
	return theory.Tally{Sum: tickets + l.Sum(ledger.Reopenings, l.All(), 0, l.Quarters), Count: tickets}
}

// escalatedFor is the time from escalation to resolution of the tickets resolved in the measured run.
func escalatedFor(l *ledger.Ledger) theory.Tally {
	var t theory.Tally
	type ticket struct{ customer, subject int32 }
	since := map[ticket]float64{}
	for _, f := range l.Facts() {
		name := ticket{f.Customer, f.Subject}
		switch at, escalated := since[name]; {
		case f.Kind == ledger.Escalated:
			since[name] = f.At
		case f.Kind == ledger.Resolved && escalated && f.At >= 0:
			t.Sum += f.At - at
			t.Count++
		}
	}
	return t
}

// earlyLife is ∫ base·(1 + (m-1) exp(-t/65)) dt from go-live on, of each quarter of a year.
func earlyLife() study {
	const customers, multiple = 100, 3
	const base = 1/fiscal.Month + .1/fiscal.Week // a day: tickets and configuration issues
	s := study{file: "theory-early-life", source: poisson, quick: 60, full: 200}
	for q := range 4 {
		from := fiscal.Quarter * float64(q)
		raised := fiscal.Quarter * math.Exp(-from/fiscal.Quarter) * -math.Expm1(-1)
		s.lines = append(s.lines, line{fmt.Sprintf("tickets of quarter %d", q+1), base * (fiscal.Quarter + (multiple-1)*raised),
			func(l *ledger.Ledger) theory.Tally {
				return theory.Tally{Sum: l.Sum(ledger.Tickets, l.All(), q, q+1), Count: customers}
			}})
	}
	return s
}

// forgetting is what is remembered of breached tickets at the first two renewals.
func forgetting() study {
	const (
		rate   = 1 / fiscal.Month // a day, of breached tickets as of others
		fades  = 2 * fiscal.Month / math.Ln2
		missed = .5 // days from opening to breach
	)
	s := study{file: "theory-forgetting", source: shotNoise, traced: true, quick: 100, full: 200}
	for year := range 2 {
		now := fiscal.Year * float64(year+1)
		s.lines = append(s.lines, line{fmt.Sprintf("B/(W+1) at renewal %d", year+1),
			remembered(rate, now-missed, rate, now, fades), memory(year)})
	}
	return s
}

// remembered returns the mean of B/(W+1): B is the shot noise of breached tickets, which come at a rate for so long,
// and W that of these and of other tickets; a shot of age t is exp(-t/fades). By Mecke's formula it is
//
//	breached ∫ w E[1/(1+w+W)] dt over the ages of one more breached ticket, w = exp(-t/fades),
//
// with 1/x = ∫ exp(-s·x) ds and E[exp(-s·W)] = exp(-Σ rate ∫ 1-exp(-s·w) dt).
func remembered(breached, breachedFor, others, othersFor, fades float64) float64 {
	const points = 60
	// ∫ (1-exp(-s·w)) dt over the ages up to so long; dt is fades·dw/w.
	noise := func(s, long float64) float64 {
		return fades * quad.Fixed(func(w float64) float64 { return -math.Expm1(-s*w) / w }, math.Exp(-long/fades), 1, points, nil, 0)
	}
	least := math.Exp(-breachedFor / fades)
	const enough = 40 // exp(-40) is nothing
	return breached * fades * quad.Fixed(func(s float64) float64 {
		return (math.Exp(-s*least) - math.Exp(-s)) / s *
			math.Exp(-s-breached*noise(s, breachedFor)-others*noise(s, othersFor))
	}, 0, enough, 4*points, nil, 0)
}

// memory is what customers remember at the renewals of a year, as the hazard ratio of ten tells it.
func memory(year int) reading {
	const churn, ratio = 1e-6, 10
	return func(l *ledger.Ledger) theory.Tally {
		var t theory.Tally
		for _, f := range l.Facts() {
			if f.Kind == ledger.Renewed && int(f.At/fiscal.Year) == year+1 {
				hazard := -math.Log1p(-f.Extra) / -math.Log1p(-churn)
				t.Sum += math.Log(hazard) / math.Log(ratio)
				t.Count++
			}
		}
		return t
	}
}

// fixing are engineers: what is left of bugs after a year, the releases that fixes wait for, and which tickets go first.
func fixing() []study {
	const opening, created, fixed, months = 200., 20., 5., 12.
	var list []study
	for _, c := range []struct {
		engineers int
		bugs      float64
	}{
		{3, opening + months*(created-3*fixed)},
		{5, created * opening / (5 * fixed) * (1 + (5*fixed/created-1)*math.Exp(-5*fixed*months/opening))},
	} {
		list = append(list, study{file: "theory-bugs", source: linear, exact: true, rounding: theory.Rounding(400, opening),
			sets: []string{fmt.Sprintf("engineering.people=%d", c.engineers)}, lines: []line{
				{fmt.Sprintf("%d engineers: bugs after a year", c.engineers), c.bugs, bugsAfterAYear},
			}})
	}

	const fix, ships = 1., 10.
	list = append(list, study{file: "theory-releases", source: residual, quick: 100, full: 600, lines: []line{
		{"days from a referral to its release", fix + ships/2, ratio(ledger.FixDays, ledger.Fixes)},
	}})

	waits := theory.Cobham(1, .2, .3, .3)
	first := study{file: "theory-urgency", source: headOfLine, quick: 400, full: 3000}
	for segment, name := range []string{"premium", "others", "urgent"} {
		class := []int{1, 2, 0}[segment]
		first.lines = append(first.lines, line{"wait of " + name, waits[class], ratioOf(ledger.AnswerDays, ledger.Answers, segment)})
	}
	return append(list, first)
}

// bugsAfterAYear are those as the fourth quarter ends.
func bugsAfterAYear(l *ledger.Ledger) theory.Tally {
	return theory.Mean(l.Closing(ledger.BugsOpen, l.All(), int(fiscal.Year/fiscal.Quarter)-1))
}
