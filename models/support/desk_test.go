package support_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/sim/random"
)

func TestTicketsQueueAtTheFrontLine(t *testing.T) {
	h := open(t, plan())
	h.ask(0, standard, question)
	h.ask(.5, standard, breakage)
	h.ask(.75, standard, question)
	assert.Equal(t, []string{
		"0 A opens", "0 A is answered after 0",
		"0.5 B opens", "0.75 C opens",
		"1 B is answered after 0.5", "1 A is resolved after 1",
		"3 C is answered after 2.25", "3 B is resolved after 2.5",
		"4 C is resolved after 3.25",
	}, h.story(100, life...))
	assert.Equal(t, []string{"1 customer 0: kept at 1", "3 customer 0: kept at 3", "4 customer 0: kept at 4"}, h.judged)
	assert.Equal(t, []string{"0 tier1 has 1 there", "0 tier2 has 1 there"}, h.tell(ledger.Seated))
}

func TestAShareOfCustomersIsPremium(t *testing.T) {
	const customers = 1000
	p := plan()
	h := open(t, p)
	h.openNow(customers, standard, product, breakage)
	for range 2 {
		for customer := range int32(customers) {
			h.openNow(customer, mixed, product, question)
		}
	}
	h.sim.Run(1e5)
	var order []int32
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Answered && f.Customer < customers {
			order = append(order, f.Customer)
		}
	}
	classes := 0 // of customers in the order of their tickets, each of whom comes twice
	for i := 1; i < len(order); i++ {
		if order[i] <= order[i-1] {
			classes++
		}
	}
	assert.Equal(t, 3, classes, "premium twice, then standard twice")
	first := slices.IndexFunc(order[1:], func(customer int32) bool { return customer <= order[0] }) + 1
	assert.Equal(t, order[:first], order[first:2*first], "once premium, always premium")
	assert.InDelta(t, customers/2, first, critical(1)*math.Sqrt(customers/4))
}

func TestPremiumGoesFirstAtTierTwoToo(t *testing.T) {
	p := plan()
	p.Tier1.People = 3
	p.BreakFix.Escalated = 1
	h := open(t, p)
	h.ask(0, standard, breakage)
	h.ask(.5, standard, breakage)
	h.ask(1, premium, breakage)
	assert.Equal(t, []string{"5 A is resolved after 5", "8 C is resolved after 7", "11 B is resolved after 10.5"}, h.story(100, ledger.Resolved))
}

func TestTouchTimeIsStretchedByWhatElsePeopleDo(t *testing.T) {
	p := plan()
	p.Tier1.ProductiveHours = 20
	p.Tier2.ProductiveHours = 30
	p.BreakFix.Escalated = 1
	h := open(t, p)
	h.ask(0, standard, breakage)
	assert.Equal(t, []string{"4 A goes to tier 2", "8 A is resolved after 8"}, h.story(100, ledger.Escalated, ledger.Resolved)) // 2 × 40/20, 3 × 40/30
}

func TestQuestionsMayAnswerThemselves(t *testing.T) {
	p := plan()
	p.HowDoI.Deflected = .4
	h := open(t, p)
	deflectable := issue{.15, .2} // a half of .4
	h.openNow(0, standard, product, deflectable)
	h.openNow(0, standard, product, issue{.2, .25})
	h.openNow(0, standard, product, breakage)
	h.openNow(0, standard, configuration, deflectable)
	h.openNow(0, standard, support.Found, deflectable)
	assert.Equal(t, []string{
		"0 customer 0 helps itself",
		"0 A opens", "0 B opens", "0 C opens", "0 D opens",
		"1 A is resolved after 1",
		"3 B is resolved after 3", // a breakage
		"7 C is resolved after 7", // a configuration issue
		"8 D is resolved after 8", // a question that was open at the start
	}, h.story(100, ledger.Deflected, ledger.Opened, ledger.Resolved))
	var found []bool
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Opened {
			found = append(found, f.Marks&ledger.Found != 0)
		}
	}
	assert.Equal(t, []bool{false, false, false, true}, found)
}

func TestEscalationIsByIssue(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *support.Params)
		want   []string
	}{
		{name: "none"},
		{name: "questions", change: func(p *support.Params) { p.HowDoI.Escalated = 1 }, want: []string{"1 A goes to tier 2"}},
		{name: "breakages", change: func(p *support.Params) { p.BreakFix.Escalated = 1 }, want: []string{"3 B goes to tier 2"}},
		{name: "configuration", change: func(p *support.Params) { p.Configuration.Escalated = 1 }, want: []string{"7 C goes to tier 2"}},
	} {
		p := plan()
		if c.change != nil {
			c.change(&p)
		}
		h := open(t, p)
		h.ask(0, standard, question)
		h.ask(0, standard, breakage)
		h.misconfigure(0, standard)
		assert.Equal(t, c.want, h.story(100, ledger.Escalated), c.name)
	}
}

func TestTheClockStandsStillWhileEngineeringHasATicket(t *testing.T) {
	p := plan()
	p.BreakFix.Escalated, p.Engineering.Share = 1, 1
	h := open(t, p)
	h.ask(0, standard, breakage)
	assert.Equal(t, []string{
		"0 A opens", "0 A is answered after 0",
		"2 A goes to tier 2",
		"5 A waits for engineering",
		"13 A is resolved after 5",
	}, h.story(100, life...))
	h.Settle()
	assert.Equal(t, []string{"100 tier1 worked 2 days", "100 tier2 worked 3 days"}, h.tell(ledger.Served))
}

func TestConfigurationIssuesGoToTheirOwner(t *testing.T) {
	for _, c := range []struct {
		owner units.Name
		want  []string
		calls []string
	}{
		{owner: support.OwnerSupport, want: []string{
			"0 A is answered after 0", "1 B is answered after 1", "1 A is resolved after 1", "5 B is resolved after 5"}},
		{owner: support.OwnerCSEngineers, want: []string{
			"0 A is answered after 0", "0 B is answered after 0", "1 A is resolved after 1", "8 B is resolved after 8"}}, // of half the hours
		{owner: "implementation", calls: []string{"0 B"}, want: []string{
			"0 A is answered after 0", "0 B is answered after 0", "1 A is resolved after 1", "4 B is resolved after 4"}},
	} {
		t.Run(string(c.owner), func(t *testing.T) {
			p := plan()
			p.CSEngineers = &people.Team{People: 1, ProductiveHours: 20}
			p.Configuration.Owner = c.owner
			h := open(t, p)
			h.ask(0, standard, question)
			h.misconfigure(0, standard)
			assert.Equal(t, c.want, h.story(100, ledger.Answered, ledger.Resolved))
			assert.Equal(t, c.calls, h.calls)
		})
	}
}

func TestADeliveryTeamEscalatesAndGetsTicketsBack(t *testing.T) {
	p := plan()
	p.Configuration.Owner = "implementation"
	p.Configuration.Escalated = 1
	p.Reopened = .5
	h := open(t, p)
	customer := reopens(t, configuration, anything, 1)
	h.at(0, func() { h.Open(customer, entity(customer), standard, support.Opening{From: configuration}) })
	assert.Equal(t, []string{
		"0 A opens", "0 A is answered after 0", "4 A goes to tier 2", "7 A reopens",
		"11 A goes to tier 2", "14 A is resolved after 14",
	}, h.story(100, life...))
	assert.Equal(t, []string{"0 A", "7 A"}, h.calls)
}

// reopens returns a customer whose first ticket reopens so often, 0 or 1, where
// half of the tickets reopen.
func reopens(t *testing.T, from support.Origin, about issue, times int) int32 {
	luck := random.New(1, "ticket handling").Trial(0)
	for customer := range int32(100) {
		ticket := ticketOf(customer, support.Opening{From: from})
		_, _, first, what := luck.Four(ticket, 0)
		_, _, second, _ := luck.Four(ticket, 2)
		if (first < .5) == (times == 1) && second >= .5 && what >= about.low && what < about.high {
			return customer
		}
	}
	t.Fatal("there must be such a customer")
	return 0
}

func TestATicketReopensAtOnceAndQueuesAgain(t *testing.T) {
	p := plan()
	p.BreakFix.Escalated, p.Engineering.Share, p.Reopened = 1, 1, .5
	h := open(t, p)
	a, b := reopens(t, product, breakage, 1), reopens(t, product, question, 0)
	h.at(0, func() { h.Open(a, entity(a), standard, support.Opening{From: product}) })
	h.at(12.5, func() { h.Open(b, entity(b), standard, support.Opening{From: product}) })
	assert.Equal(t, []string{
		"0 A opens", "0 A is answered after 0", "2 A goes to tier 2", "5 A waits for engineering",
		"12.5 B opens", "12.5 B is answered after 0",
		"13 A reopens",
		"13.5 B is resolved after 1",
		"15.5 A goes to tier 2", "18.5 A waits for engineering",
		"26.5 A is resolved after 10.5", // 5, and 5.5 since it reopened
	}, h.story(100, life...))
}

func TestEveryTouchOfATicketHasItsOwnLuck(t *testing.T) {
	const tickets = 4000
	p := plan()
	p.BreakFix.Escalated, p.Reopened = 1, .5
	p.BreakFix.Touch = units.Spread[units.Duration]{Uniform: &units.Range[units.Duration]{Low: 0, High: 1}}
	p.Tier2Touch = p.BreakFix.Touch
	h := open(t, p)
	h.Staff(support.Tier1, tickets)
	h.Staff(support.Tier2, tickets)
	for customer := range int32(tickets) {
		h.openNow(customer, standard, product, breakage)
	}
	h.sim.Run(100)
	touches, since := make([][]float64, tickets), make([]float64, tickets) // of customers with a ticket each
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Escalated || f.Kind == ledger.Reopened || f.Kind == ledger.Resolved {
			touches[f.Customer] = append(touches[f.Customer], f.At-since[f.Customer])
			since[f.Customer] = f.At
		}
	}
	touches = slices.DeleteFunc(touches, func(list []float64) bool { return len(list) < 4 }) // at the tiers of two visits
	column := func(i int) []float64 {
		list := make([]float64, len(touches))
		for k := range list {
			list[k] = touches[k][i]
		}
		return list
	}
	assert.InDelta(t, tickets/2, len(touches), critical(7)*math.Sqrt(tickets/4))
	for i := range 4 {
		for j := range i {
			assert.InDelta(t, 0, stat.Correlation(column(i), column(j), nil), critical(7)/math.Sqrt(float64(len(touches))), "touches %d and %d", j, i)
		}
	}
}

// critical returns how many standard errors a number of true statements may be
// off, all of them but with one chance in a thousand.
func critical(statements int) float64 {
	return distuv.UnitNormal.Quantile(1 - 1e-3/2/float64(statements))
}

func TestFewerPeopleFinishWhatTheyHave(t *testing.T) {
	p := plan()
	p.Tier1.People = 2
	h := open(t, p)
	for range 3 {
		h.ask(0, standard, breakage)
	}
	h.at(1, func() { h.Staff(support.Tier1, 0) })
	h.at(5, func() { h.Staff(support.Tier1, 1) })
	assert.Equal(t, []string{
		"2 A is resolved after 2", "2 B is resolved after 2", "7 C is resolved after 7",
	}, h.story(7, ledger.Resolved))
	h.Settle()
	assert.Equal(t, []string{
		"0 tier1 has 2 there", "0 tier2 has 1 there", "1 tier1 has 2 there", "2 tier1 has 1 there", "2 tier1 has 0 there",
		"5 tier1 has 1 there", "7 tier1 worked 6 days",
	}, h.tell(ledger.Seated, ledger.Served))
}

func TestATrialIsTheSameWhateverWasRunBefore(t *testing.T) {
	p := plan()
	p.BreakFix.Escalated, p.Engineering.Share, p.Reopened = .5, .5, .5
	p.BreakFix.Touch = units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 2}}
	run := func(h *helpdesk, trial uint64, until float64) []string {
		h.sim.Reset(0)
		h.ledger.Reset()
		h.deeds, h.opened, h.trial = nil, 0, trial
		h.Begin(trial)
		h.Staff(support.Tier1, 1)
		h.Staff(support.Tier2, 1)
		for day := range 20 {
			h.ask(float64(day), day%2, breakage)
		}
		return h.story(until, append(life, ledger.Breached)...)
	}
	used := open(t, p)
	first := run(used, 1, 11) // and stopped in the middle
	second := run(used, 2, 500)
	assert.Equal(t, run(open(t, p), 2, 500), second)
	assert.NotEqual(t, first, run(used, 2, 11))
}

func TestAResolvedTicketLeavesItsPlaceToAnother(t *testing.T) {
	h := open(t, plan())
	for _, day := range []float64{0, 0, 0, 100, 200, 200, 300} {
		h.ask(day, standard, breakage)
	}
	assert.Len(t, h.story(400, ledger.Resolved), 7)
	assert.Equal(t, 3, h.crowd)
}

func TestWithoutASecondTierNothingIsEscalated(t *testing.T) {
	p := plan()
	p.Tier2, p.BreakFix.Escalated, p.HowDoI.Escalated, p.Configuration.Escalated = nil, 1, 1, 1
	h := open(t, p)
	h.ask(0, standard, breakage)
	h.ask(0, standard, question)
	assert.Equal(t, []string{"2 A is resolved after 2", "3 B is resolved after 3"}, h.story(100, ledger.Escalated, ledger.Resolved))
	assert.Equal(t, []string{"0 tier1 has 1 there"}, h.tell(ledger.Seated))
}
