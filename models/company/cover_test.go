package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/ledger"
)

func TestARescueThatWorksWinsASponsor(t *testing.T) {
	for _, c := range []struct {
		saves string
		wins  bool
	}{{"100%", true}, {"0%", false}} {
		p := load(t, "theory-sponsors", "outcomes.leaving.sponsor_lost=2", "success.executives=null",
			"segments.customers.success={team: executives, accounts_per_person: 100, rescue: 1h}", "success.health={}", "success.rescue={saves: "+c.saves+"}")
		simulated := company.New(p, 1)
		simulated.Trace()
		simulated.Run(1)
		rescued, rescues, won := map[int32]float64{}, 0, 0
		lost := map[int32]bool{}
		for _, f := range simulated.Facts() {
			switch f.Kind {
			case ledger.SponsorLost:
				lost[f.Customer] = true
			case ledger.Rescued:
				assert.True(t, lost[f.Customer], "nothing else makes a customer red")
				rescued[f.Customer] = f.At
				rescues++
			case ledger.SponsorRegained:
				if rescued[f.Customer] == f.At {
					won++
				}
				lost[f.Customer] = false
			}
		}
		assert.Equal(t, c.wins, won > 10, "%d of %d", won, rescues)
		assert.Equal(t, rescues, won)
	}
}

// Executives are worth what they cushion, and the largest accounts are theirs.
func TestExecutivesKeepARR(t *testing.T) {
	lost := func(sets ...string) (arr float64) {
		c := company.New(load(t, "theory-sponsors", append([]string{"outcomes.leaving.sponsor_lost=3", "segments.customers.acv={lognormal: {mean: 10k, cv: 2}}"}, sets...)...), 1)
		for trial := 1; trial <= 50; trial++ {
			l := c.Run(trial)
			arr += l.Sum(ledger.ChurnARR, l.All(), 0, 4)
		}
		return arr
	}
	none, some, more, all := lost("success.executives=null"), lost(), lost("success.executives.cushions=100%"), lost("success.executives.cushions=100%", "success.executives.accounts_per_person=40")
	assert.Less(t, some, none)
	assert.Less(t, more, some)
	assert.Less(t, all, more)
}

// Whoever holds accounts may be of delivery, and people who learn hold none yet.
func TestFullyProductivePeopleOfAnyTeamHoldAccounts(t *testing.T) {
	c := company.New(load(t, "theory-sponsors", "success.executives.team=crew", "delivery.teams.crew.hires=[{at: 1q, people: 2}]", "delivery.teams.crew.ramp=[50%]",
		"delivery.teams.crew.attrition=0%", "delivery.teams.crew.cuts=[{at: 3q, people: 3}]", "segments.customers.churn.first_renewal=0%"), 1)
	l := c.Run(1)
	assert.Equal(t, 20.0, l.Mean(ledger.AccountsHeld, l.All(), 0, 1))
	assert.InDelta(t, 20+40*2./3, l.Mean(ledger.AccountsHeld, l.All(), 1, 2), 1e-9, "from the second month on")
	assert.Equal(t, 60.0, l.Mean(ledger.AccountsHeld, l.All(), 2, 3))
	assert.Zero(t, l.Mean(ledger.AccountsHeld, l.All(), 3, 4))
}
