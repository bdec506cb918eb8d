package company_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
)

// cared are the settings by which success acts in board: a team of its own for two segments, and the implementers for the third.
var cared = []string{
	"segments.smb.success={team: smb-success, accounts_per_person: 150, renewal: 3h, expansion: 6h, rescue: 1h}",
	"segments.mid-market.success={team: smb-success, accounts_per_person: 80, renewal: 6h, expansion: 12h, rescue: 6h}",
	"segments.enterprise.success={team: implementation, accounts_per_person: 10, renewal: 12h, expansion: 20h, rescue: 20h}",
	"success.renewals={}", "success.expansions={patience: 1mo}", "success.health={}", "success.rescue={}",
	"outcomes.leaving.unattended=1.45", "outcomes.leaving.unworked=1.5", "outcomes.expanding.unattended=0.75", "outcomes.contracting={unattended: 1.5}",
	"segments.smb.expansion.chance=50%", "segments.mid-market.expansion.chance=50%", "segments.enterprise.expansion.chance=50%",
}

// In steady state what success does takes no more memory: trials that have happened before.
func TestWhatSuccessDoesAllocatesNothing(t *testing.T) {
	const trials = 3
	for _, sets := range [][]string{nil, cared} {
		c := company.New(load(t, "board", sets...), 1)
		round := func() {
			for trial := range trials {
				c.Run(1 + trial)
			}
		}
		round()
		assert.Zero(t, testing.AllocsPerRun(2, round), "%d settings", len(sets))
	}
}

// happened is what a trial makes of its customers.
type happened struct {
	signed, live, asked, renewed []string
	kinds                        map[int32]string
	chances                      map[string]float64 // of leaving, at each renewal
	left                         map[string]bool
}

func happenedIn(t *testing.T, trial int, sets ...string) happened {
	h := happened{kinds: map[int32]string{}, chances: map[string]float64{}, left: map[string]bool{}}
	c := company.New(load(t, "board", append(append(slices.Clone(cared), "horizon=8q", "segments.enterprise.success.team=smb-success"), sets...)...), 1)
	c.Trace()
	renewals := map[int32]int{}
	for _, f := range c.Run(trial).Facts() {
		switch f.Kind {
		case ledger.Signed:
			h.signed = append(h.signed, fmt.Sprint(f.At, f.Customer, f.Amount))
		case ledger.WentLive:
			h.live = append(h.live, fmt.Sprint(f.At, f.Customer, f.Extra))
		case ledger.Opened:
			h.asked = append(h.asked, fmt.Sprint(f.At, f.Customer, f.Subject))
		case ledger.Renewed, ledger.Churned:
			at := fmt.Sprint(f.Customer, " at ", f.At)
			renewals[f.Customer]++
			h.renewed = append(h.renewed, fmt.Sprint(at, f.Kind))
			h.chances[at], h.left[at] = f.Extra, f.Kind == ledger.Churned
		}
		if f.Customer != ledger.None {
			kind, multiplier, ok := c.Project(f.Customer)
			h.kinds[f.Customer] = fmt.Sprint(kind, multiplier, ok)
		}
	}
	return h
}

// With the links off the same customers sign, buy the same projects, open the same tickets, go live and leave at the same
// moments, however many people success has.
func TestHowManyPeopleSuccessHasLeavesAllOtherLuckAlone(t *testing.T) {
	off := []string{"outcomes={}", "segments.smb.tickets.size=0", "segments.mid-market.tickets.size=0", "segments.enterprise.tickets.size=0"}
	few := happenedIn(t, 1, append(off, "success.teams.smb-success.people=0")...)
	many := happenedIn(t, 1, append(off, "success.teams.smb-success.people=30")...)
	require.Greater(t, len(few.asked), 1000)
	require.Greater(t, len(few.renewed), 100)
	assert.Equal(t, few, many)
}

// With them on, deals and projects stay as they are, and at the first renewal whoever leaves at some chance leaves at any
// higher one: the luck of a renewal is the customer's.
func TestTheLuckOfARenewalIsThatOfTheCustomer(t *testing.T) {
	moved, left := 0, 0
	for trial := 1; trial <= 3; trial++ {
		few := happenedIn(t, trial, "success.teams.smb-success.people=0")
		many := happenedIn(t, trial, "success.teams.smb-success.people=30")
		require.Equal(t, few.signed, many.signed)
		for customer, kind := range few.kinds {
			require.Equal(t, kind, many.kinds[customer])
		}
		for at, chance := range few.chances {
			other, both := many.chances[at]
			if !both {
				continue
			}
			if chance != other {
				moved++
			}
			if chance >= other && many.left[at] {
				require.True(t, few.left[at], at)
				left++
			}
		}
	}
	assert.Greater(t, moved, 100)
	assert.Greater(t, left, 10)
}

// What a delivery team has for accounts is what its interrupts and projects leave of its hours, at every moment.
func TestADeliveryTeamAttendsWithWhatProjectsLeave(t *testing.T) {
	p := load(t, "board", append(slices.Clone(cared), "horizon=4q")...)
	c := company.New(p, 1)
	c.Trace()
	crew := int16(p.Layout().Ledger.Team(slices.Index(p.Layout().Ledger.Teams, "implementation")))
	there, drawn, left, checked, now := 0., 0., 0., 0, 0.
	for _, f := range c.Run(1).Facts() {
		if f.At > now {
			assert.InDelta(t, max(0, there-drawn), left, 1e-6, "at %v", now)
			checked++
			now = f.At
		}
		if f.Scope != crew || f.Customer != ledger.None {
			continue
		}
		switch f.Kind {
		case ledger.Timed:
			there = f.Amount
		case ledger.Drew:
			drawn = f.Amount
		case ledger.Attended:
			left = f.Amount
		}
	}
	assert.Greater(t, checked, 1000)
}

// Rescues that never work take hours, and change nothing else where neither attention nor unworked renewals move customers.
func TestRescuesThatNeverWorkAreHoursAndNothingElse(t *testing.T) {
	ofSuccess := []ledger.Kind{ledger.JobOpened, ledger.JobTaken, ledger.JobDone, ledger.JobWithdrawn, ledger.Rescued, ledger.RescueLate, ledger.Attended, ledger.Jobbed}
	without := func(rescues int, sets ...string) (facts []ledger.Fact, opened int) {
		sets = append(append(slices.Clone(cared), "horizon=8q", "segments.enterprise.success.team=smb-success", "success.teams.smb-success.people=3", "success.expansions=null",
			"success.health={yellow: 1.02, red: 1.05}", "outcomes.leaving={month_late: 1.5, tickets_breached: 2}"), sets...)
		c := company.New(load(t, "board", sets...), 1)
		c.Trace()
		for _, f := range c.Run(1).Facts() {
			if f.Kind == ledger.JobOpened && f.Subject == ledger.RescueJob {
				opened++
			}
			if !slices.Contains(ofSuccess, f.Kind) {
				facts = append(facts, f)
			}
		}
		assert.GreaterOrEqual(t, opened, rescues)
		return facts, opened
	}
	felt := []string{"outcomes.leaving.unattended=1.45", "outcomes.leaving.unworked=1.5"}
	off := []string{"outcomes.leaving.unattended=1", "outcomes.leaving.unworked=1", "outcomes.expanding.unattended=1", "outcomes.contracting=null"}
	nobody, _ := without(0, append(off, "success.rescue=null")...)
	never, opened := without(10, append(off, "success.rescue.saves=0%")...)
	assert.Positive(t, opened)
	assert.True(t, slices.Equal(nobody, never), "nothing else")
	always, _ := without(10, append(off, "success.rescue.saves=100%")...)
	assert.False(t, slices.Equal(nobody, always))
	hours, _ := without(10, append(felt, "success.rescue.saves=0%")...)
	none, _ := without(0, append(felt, "success.rescue=null")...)
	assert.False(t, slices.Equal(none, hours), "hours are attention")
}
