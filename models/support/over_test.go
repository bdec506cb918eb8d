package support_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
	"postsale/models/support"
	"postsale/models/units"
)

// referring returns parameters by which a breakage goes through two tiers in five days, and to engineering for eight; the
// targets are one day for the first response, four for the resolution and three for the fix.
func referring() support.Params {
	p, fix := plan(), units.Duration(3)
	p.BreakFix.Escalated, p.Engineering.Share = 1, 1
	p.Targets = support.Targets{FirstResponse: 1, Resolution: 4, Fix: &fix}
	return p
}

// minded opens a helpdesk whose customers mind how late tickets are, and notes what they are told.
func minded(t *testing.T, p support.Params) (h *helpdesk, told *[]string) {
	h, told = open(t, p), new([]string)
	h.OnOverran = func(customer int32, weeks float64) {
		*told = append(*told, fmt.Sprintf("%.6g customer %d: %.6g weeks", h.sim.Now(), customer, weeks))
	}
	h.begin(0, map[support.Station]int{support.Tier1: 1, support.Tier2: 1})
	return h, told
}

func TestATicketIsOverByTheTargetThatItMissesMost(t *testing.T) {
	h, told := minded(t, referring())
	h.ask(0, standard, breakage)
	for _, c := range []struct{ day, weeks float64 }{
		{3, 0},
		{4.5, .5 / 5},           // resolution: 4.5 − 4
		{7, 1. / 5},             // that clock stands still from day 5 on
		{12, (12 - 5 - 3) / 5.}, // fix
	} {
		h.sim.Run(c.day)
		assert.InDelta(t, c.weeks, h.Over(standard), 1e-12, "on day %v", c.day)
	}
	h.sim.Run(100)
	assert.Equal(t, []string{"13 customer 0: 1 weeks"}, *told) // (13 − 5 − 3)/5
	assert.Zero(t, h.Over(standard), "none is open")
}

func TestATicketIsOverByAtMostHalfAYear(t *testing.T) {
	p := referring()
	p.Engineering.Lag = fixedTouch(1000)
	h, told := minded(t, p)
	h.ask(0, standard, breakage)
	h.ask(0, standard, breakage)
	h.sim.Run(900)
	assert.Equal(t, 52., h.Over(standard), "two of them")
	h.sim.Run(2000)
	assert.Equal(t, []string{"1005 customer 0: 26 weeks", "1008 customer 0: 26 weeks"}, *told)
}

func TestALateAnswerIsRememberedUntilTheTicketIsClosed(t *testing.T) {
	p := plan()
	p.Targets = support.Targets{FirstResponse: 1, Resolution: 20}
	h, told := minded(t, p)
	for range 3 {
		h.ask(0, standard, breakage) // two days each
	}
	h.sim.Run(100)
	assert.Equal(t, []string{"4 customer 0: 0.2 weeks", "6 customer 0: 0.6 weeks"}, *told) // (2 − 1)/5, (4 − 1)/5
}

func TestAFixThatIsLateIsMissedBeforeItShips(t *testing.T) {
	p := referring()
	p.Targets.Resolution = 20
	h := open(t, p)
	h.ask(0, standard, breakage)
	h.at(9, func() { h.Review(standard) })
	h.sim.Run(100)
	assert.Equal(t, []string{"9 customer 0: broken at 8"}, h.judged) // 5 + 3
}

func TestEngineersShipWhatIsReferredToThem(t *testing.T) {
	p := referring()
	share := units.Share(1)
	p.Urgent = &share
	h := open(t, p)
	var calls []string
	h.OnReferred = func(ticket int32, class int) {
		entity, visit := h.Visit(ticket)
		assert.Equal(t, ticketOf(standard, support.Opening{From: product, Number: h.opened - 1}), entity)
		calls = append(calls, fmt.Sprintf("%.6g class %d visit %d", h.sim.Now(), class, visit))
		h.Ship(ticket, h.sim.Now()+2)
	}
	h.begin(0, map[support.Station]int{support.Tier1: 1, support.Tier2: 1})
	h.ask(0, standard, breakage)
	h.sim.Run(100)
	assert.Equal(t, []string{"5 class 0 visit 0"}, calls)
	var shipped []float64
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Shipped {
			shipped = append(shipped, f.At, f.Amount)
		}
	}
	assert.Equal(t, []float64{7, 2}, shipped)
}

// A third of breakages is urgent, and no question is.
func TestUrgencyIsTheLuckOfATicket(t *testing.T) {
	p, share := plan(), units.Share(1)/3
	p.Urgent, p.BreakFix.Escalated, p.HowDoI.Escalated, p.Engineering.Share = &share, 1, 1, 1
	h := open(t, p)
	classes := [3]int{}
	h.OnReferred = func(ticket int32, class int) { classes[class]++; h.Ship(ticket, h.sim.Now()) }
	h.begin(0, map[support.Station]int{support.Tier1: 900, support.Tier2: 900})
	const n = 900
	for range n {
		h.openNow(standard, standard, product, breakage)
	}
	h.sim.Run(50)
	assert.InDelta(t, n/3., classes[0], 4*14.2) // √(900·1/3·2/3)
	assert.Zero(t, classes[1])
	before := classes[0]
	for range n {
		h.openNow(standard, standard, product, question)
	}
	h.sim.Run(60)
	assert.Equal(t, before, classes[0])
	assert.Equal(t, 2*n, classes[0]+classes[2])
}
