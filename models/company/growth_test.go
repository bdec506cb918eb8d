package company_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/ledger"
)

// Slots, utilisation, waits and cost are all those of a plan that had known who would come.
func TestWhoJoinsBeyondThePlanIsAsIfPlanned(t *testing.T) {
	for _, c := range []struct{ team, path, moved string }{
		{"implementation", "delivery.teams.implementation", "team_utilisation"},
		{"tier1", "support.tier1", "tier1_utilisation"},
		{"smb-success", "success.teams.smb-success", "success_cost_share"},
	} {
		const day, people = "100.37d", 5
		common := []string{"horizon=6q", c.path + ".attrition=30%", c.path + ".hires=[]", c.path + ".cuts=[]"}
		p := load(t, "board", common...)
		layout := p.Layout()
		columns := layout.Columns()
		row := func(simulated *company.Company, trial int) []float64 {
			return layout.Row(columns, simulated.Run(trial))
		}
		planned := company.New(load(t, "board", append(common, fmt.Sprintf("%s.hires=[{at: %s, people: %d}]", c.path, day, people))...), 1)
		grown, base := company.New(p, 1), company.New(p, 1)
		grown.HireOn(100.37, c.team, people)
		for _, trial := range []int{1, 2, 1} {
			want, got, without := row(planned, trial), row(grown, trial), row(base, trial)
			moved := 0
			for i, column := range columns {
				assert.Equal(t, math.Float64bits(want[i]), math.Float64bits(got[i]), "%s: %s: %v, not %v", c.team, column.Measure.Name, got[i], want[i])
				if column.Measure.Name == c.moved && got[i] != without[i] {
					moved++
				}
			}
			assert.Positive(t, moved, "%s: %s", c.team, c.moved)
		}
	}
}

// Five people of two projects each have ten slots, as soon as they have learned.
func TestSlotsGrowWithWhoJoins(t *testing.T) {
	p := load(t, "board", "horizon=4q", "delivery.teams.implementation.ramp=[50%]", "delivery.teams.implementation.attrition=0%",
		"delivery.teams.implementation.hires=[]")
	team := &p.Delivery.Teams[p.Delivery.Teams.Find("implementation")].Value
	grown := company.New(p, 1)
	grown.Trace()
	grown.HireOn(100, "implementation", 5)
	l := grown.Run(1)
	before := float64(team.People) * float64(team.ConcurrentProjects)
	after := before + 5*float64(team.ConcurrentProjects)
	slots, hours, day := before, 0.0, 0.0
	for _, f := range grown.Facts() {
		if int(f.Scope) != l.Team(0) {
			continue
		}
		switch f.Kind {
		case ledger.Slotted:
			slots, day = f.Amount, f.At
		case ledger.Timed:
			hours = f.Amount
		}
	}
	assert.Equal(t, after, slots)
	assert.InDelta(t, 100+65./3, day, 1e-9, "a month of learning")
	assert.InDelta(t, float64(team.People+5)*float64(team.ProductiveHours)/5, hours, 1e-9)
}
