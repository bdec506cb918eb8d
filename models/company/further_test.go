package company_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// grown are the settings by which expansions of board bring projects, and what is custom is scoped.
var grown = []string{
	"segments.smb.expansion.projects={smb-package: 20%}",
	"segments.mid-market.expansion.projects={mid-market-package: 30%, smb-package: 10%}",
	"segments.enterprise.expansion.projects={enterprise-custom: 30%}",
	"delivery.projects.enterprise-custom.scoping={team: implementation}",
	"delivery.projects.mid-market-package.scoping={team: engineering, hours: 2h, lead: 2w, foresees: 80%}",
}

func TestFurtherProjectsAndScopingAllocateNothing(t *testing.T) {
	const trials = 3
	c := company.New(load(t, "board", grown...), 1)
	round := func() {
		for trial := range trials {
			c.Run(1 + trial)
		}
	}
	round()
	assert.Zero(t, testing.AllocsPerRun(2, round))
}

// What takes nobody's time leaves all else as it is: the same customers sign, go live, ask, renew, expand and leave.
func TestFurtherProjectsAndScopingLeaveAllOtherLuckAlone(t *testing.T) {
	const nothing = "delivery.projects.nothing={team: implementation, slots: 0, promised: 1w, phases: [{name: files, customer_wait: 3w}]}"
	plain := happenedIn(t, 1, nothing)
	with := happenedIn(t, 1, nothing, "segments.smb.expansion.projects={nothing: 50%}", "segments.enterprise.expansion.projects={nothing: 100%}",
		"delivery.projects.smb-package.scoping={team: implementation, hours: 0h, foresees: 0%}")
	assert.Equal(t, plain, with)
}

func TestOneInSoManyExpansionsBringsAProject(t *testing.T) {
	const share = .3
	expanded, brought := map[int16]float64{}, map[int16]float64{}
	for trial := range 3 {
		c := company.New(load(t, "board", "segments.smb.expansion.projects={smb-package: 20%, mid-market-package: 10%}"), 1)
		c.Trace()
		var last ledger.Fact
		for _, f := range c.Run(1 + trial).Facts() {
			switch f.Kind {
			case ledger.Expanded:
				expanded[f.Scope]++
				last = f
			case ledger.Brought:
				brought[f.Scope]++
				require.Equal(t, fmt.Sprint(last.At, last.Customer), fmt.Sprint(f.At, f.Customer), "with its expansion")
			}
		}
	}
	const errors = 3.3
	assert.InDelta(t, share, brought[0]/expanded[0], errors*math.Sqrt(share*(1-share)/expanded[0]))
	assert.Greater(t, expanded[0], 200.)
	assert.Zero(t, brought[1]+brought[2])
}

// Who has more to do is later, and only then.
func TestFurtherProjectsTakeThePlacesOfOthers(t *testing.T) {
	delay := func(sets ...string) (start, live float64) {
		l := company.New(load(t, "board", append(sets, "delivery.teams.implementation.people=7")...), 1).Run(1)
		first := func(flow ledger.Flow) float64 { return l.Sum(flow, l.All(), 0, l.Quarters) }
		return first(ledger.StartDays) / first(ledger.Starts), first(ledger.LiveDays) / first(ledger.GoLives)
	}
	start, live := delay()
	later, liveLater := delay("segments.smb.expansion.projects={mid-market-package: 100%}")
	assert.Greater(t, later, start)
	assert.Greater(t, liveLater, live)
}

// Scoping is done so long before the deal closes, though not before the quarter whose draw it is.
func TestScopingComesBeforeItsDeal(t *testing.T) {
	const lead, touch = 20, 3. / 8 * 40 / 20 // 3 h of people who are productive 20 hours a week
	const sets = "delivery.teams.scopers={people: 5000, productive_hours: 20h/w, ramp: []}"
	c := company.New(load(t, "board", sets, "horizon=4q", "deals.slip=20%", "segments.smb.deals_per_quarter=0", "segments.mid-market.deals_per_quarter=0",
		"segments.enterprise.deals_per_quarter=40", "delivery.projects.enterprise-custom.scoping={team: scopers, hours: 3h, win_rate: 100%, lead: 4w}"), 1)
	c.Trace()
	c.Run(1)
	names := c.CustomerNames()
	var want, got []string
	early := 0
	for _, f := range c.Facts() {
		switch f.Kind {
		case ledger.Signed:
			quarter := map[string]float64{"FY27Q1": 0, "FY27Q2": 1, "FY27Q3": 2, "FY27Q4": 3}[names[f.Customer][len("enterprise-"):len("enterprise-FY27Q1")]]
			if first := fiscal.Quarter * quarter; f.At-lead < first {
				early++
				want = append(want, fmt.Sprintf("%.6f", first+touch))
			} else {
				want = append(want, fmt.Sprintf("%.6f", f.At-lead+touch))
			}
		case ledger.Scoped:
			got = append(got, fmt.Sprintf("%.6f", f.At))
		}
	}
	assert.Greater(t, early, 10)
	assert.Greater(t, len(want), 100)
	assert.Subset(t, got, want) // others are drawn that sign after the end
	assert.InDelta(t, len(want), len(got), 15)
}
