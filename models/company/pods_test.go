package company_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
)

// The board with architects of whom larger projects need one while they are configured, and office hours of the implementers.
var scarce = []string{
	"delivery.teams.architects={people: 2, concurrent_projects: 2, cost: 200k}",
	"delivery.projects.mid-market-package.phases[1].team=architects", "delivery.projects.mid-market-package.phases[1].slots=0.5",
	"delivery.projects.enterprise-custom.phases[1].team=architects", "delivery.projects.enterprise-custom.phases[1].slots=1",
	"support.office_hours={team: implementation, seats: 30, share: 50%}",
}

func TestPodsPlacesAndSessionsAllocateNothing(t *testing.T) {
	c := company.New(load(t, "board", append([]string{"delivery.teams.implementation.heads=2"}, scarce...)...), 1)
	round := func() {
		for trial := range 3 {
			c.Run(1 + trial)
		}
	}
	round()
	round()
	assert.Zero(t, testing.AllocsPerRun(2, round))
	l := c.Run(1)
	for _, flow := range []ledger.Flow{ledger.PhaseStarts, ledger.SessionAnswers, ledger.SessionSeats} {
		assert.Positive(t, l.Sum(flow, l.All(), 0, l.Quarters))
	}
}

// The pay of a pod is that of its heads who are there, and whole it is the cost of the file.
func TestThePayOfAPodIsThatOfItsHeads(t *testing.T) {
	c := company.New(load(t, "board", "delivery.teams.implementation.heads=4"), 1)
	c.Trace()
	heads, paid, missing := 0., 0, false
	for _, f := range c.Run(1).Facts() {
		switch {
		case f.Kind == ledger.Staffed && int(f.Scope) == len(c.Story().Segments)+1:
			heads = f.Amount
			missing = missing || int(heads)%4 != 0
		case f.Kind == ledger.PaidRate && f.Subject == ledger.ServicesLine && int(f.Scope) == len(c.Story().Segments)+1:
			paid++
			assert.InDelta(t, heads/4*140e3/fiscal.Year, f.Amount, 1e-6)
		}
	}
	assert.True(t, missing)
	assert.Greater(t, paid, 4)
}

// Without any links what customers sign, ask and decide is the same with all of it and without.
func TestPodsPlacesAndSessionsLeaveAllOtherLuckAlone(t *testing.T) {
	off := []string{"outcomes={}", "horizon=8q", "success.sponsors=null", "adoption=null", "works=null", "events=[]", "engineering=null", "support.induced=null",
		"segments.smb.expansion.per_year=0", "segments.mid-market.expansion.per_year=0", "segments.enterprise.expansion.per_year=0"}
	luck := func(sets ...string) (list []string) {
		c := company.New(load(t, "board", append(append([]string{}, off...), sets...)...), 1)
		c.Trace()
		for _, f := range c.Run(1).Facts() {
			switch f.Kind {
			case ledger.Held, ledger.Signed, ledger.Renewed, ledger.Churned:
				list = append(list, fmt.Sprint(f.At, f.Kind, f.Customer, f.Amount))
				kind, multiplier, ok := c.Project(f.Customer)
				list = append(list, fmt.Sprint(kind, multiplier, ok))
			}
		}
		return list
	}
	plain := luck()
	require.Greater(t, len(plain), 1000)
	assert.Equal(t, plain, luck(append([]string{"delivery.teams.implementation.heads=3"}, scarce...)...))
}

func TestASessionTakesAPersonOfItsTeam(t *testing.T) {
	hours := func(sets ...string) float64 {
		l := worked(t, append([]string{"delivery.teams.spare={people: 1, productive_hours: 20h/w}"}, sets...)...)
		return fiscal.Week * l.Mean(ledger.HoursDrawn, l.Team(1), 0, l.Quarters)
	}
	assert.Zero(t, hours())
	weeks := fiscal.Quarter / fiscal.Week * 12
	assert.InDelta(t, 2*(weeks-1)/weeks, hours("support.office_hours={team: spare, length: 2h, share: 50%}"), 1e-9, "of its work, whatever it is stretched to")
	assert.InDelta(t, 2*2*(weeks-.5)/weeks, hours("support.office_hours={team: spare, every: 2.5d, length: 2h, share: 50%}"), 1e-9)
	assert.Zero(t, hours("support.office_hours={team: spare, length: 2h, share: 50%}", "ideal=[interrupts]"))
}

func TestIdealPhasesOfABoardWaitForNobody(t *testing.T) {
	plain, ideal := worked(t, scarce...), worked(t, append([]string{"ideal=[phase-wait]"}, scarce...)...)
	waits := func(l *ledger.Ledger) float64 { return l.Sum(ledger.PhaseDays, l.All(), 0, l.Quarters) }
	assert.Positive(t, waits(plain))
	assert.Zero(t, waits(ideal))
	assert.Greater(t, plain.Sum(ledger.LiveDays, plain.All(), 0, 12), ideal.Sum(ledger.LiveDays, ideal.All(), 0, 12))
	for sets, applies := range map[string]bool{"": false, scarce[0]: false} {
		p := load(t, "board")
		if sets != "" {
			p = load(t, "board", sets)
		}
		assert.Equal(t, applies, applying(p, "phase-wait"))
	}
	assert.True(t, applying(load(t, "board", scarce...), "phase-wait"))
}

func applying(p *company.Params, name units.Name) bool {
	for _, m := range p.Applying() {
		if m.Name == name {
			return true
		}
	}
	return false
}
