package company_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/partners"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/targets"
	"postsale/models/units"
)

// messages returns what Validate says of the places that begin with a path.
func messages(p *company.Params, path string) []string {
	var faults units.Faults
	p.Validate(&faults)
	var list []string
	for _, f := range faults.All() {
		if f.Path == path {
			list = append(list, f.Message)
		}
	}
	return list
}

func TestValidateOfNothingDoesNotPanic(t *testing.T) {
	assert.Equal(t, []string{"must have at least one segment, got none"}, messages(&company.Params{}, "segments"))
}

func TestNoTwoTeamsShareAName(t *testing.T) {
	var p company.Params
	p.Delivery.Teams = append(p.Delivery.Teams, units.Entry[delivery.Team]{Name: "crew"})
	p.Delivery.Partners = append(p.Delivery.Partners, units.Entry[partners.Partner]{Name: "crew"})
	p.Success.Teams = append(p.Success.Teams, units.Entry[people.Team]{Name: "tier1"})
	assert.Contains(t, messages(&p, "delivery.partners.crew"), "must have a name of its own, got one of delivery.teams.crew")
	assert.Contains(t, messages(&p, "success.teams.tier1"), "must have a name of its own, got one of the support")

	p.Success.Teams = append(p.Success.Teams, units.Entry[people.Team]{Name: success.Own})
	assert.Empty(t, messages(&p, "success.teams.own"), "nobody may be called the owner")
	p.Success.Renewals = &success.Renewals{Owner: success.Own}
	assert.Contains(t, messages(&p, "success.teams.own"), "must have a name of its own, got one that stands for the team that looks after the customer")
}

func TestTargetsAskWhatTheirMeasureCanSay(t *testing.T) {
	bound := func(v float64) *units.Bound { return &units.Bound{Value: v} }
	for _, c := range []struct {
		target targets.Target
		path   string
		want   string
	}{
		{targets.Target{Measure: "nrrr", Segment: "all", AtLeast: bound(1)}, ".measure", `must be a measure, got "nrrr", did you mean "nrr"?`},
		{targets.Target{Measure: "nrr", Segment: "smb", AtLeast: bound(1)}, ".segment", `must be all or a segment, got "smb"`},
		{targets.Target{Measure: "nrr", Segment: "all", AtLeast: bound(104)}, ".at_least", "must be a share such as 104%, got 104"},
		{targets.Target{Measure: "nrr", Segment: "all", AtLeast: &units.Bound{Value: 5, As: units.AsDuration}}, ".at_least", "must be a share such as 104%, got 1w"},
		{targets.Target{Measure: "tickets", Segment: "all", AtMost: &units.Bound{Value: .05, As: units.AsShare}}, ".at_most", "must be a number such as 4 or 1.2M, got 5%"},
		{targets.Target{Measure: "headcount", Segment: "all", AtMost: &units.Bound{Value: 3, As: units.AsDuration}}, ".at_most", "must be a number such as 4 or 1.2M, got 3d"},
		{targets.Target{Measure: "hours_drawn", Segment: "all", AtMost: &units.Bound{Value: 3, As: units.AsDuration}}, ".at_most", "must be a number such as 4 or 1.2M, got 3d"},
		{targets.Target{Measure: "start_delay_mean", Segment: "all", AtMost: &units.Bound{Value: .05, As: units.AsShare}}, ".at_most", "must be a duration such as 6w, got 5%"},
		{targets.Target{Measure: "nrr", Segment: "all"}, "", "must have exactly one of at_least and at_most"},
		{targets.Target{Measure: "nrr", Segment: "all", AtLeast: bound(1), AtMost: bound(2)}, "", "must have exactly one of at_least and at_most"},
	} {
		p := company.Params{Targets: []targets.Target{c.target}}
		got := messages(&p, "targets[0]"+c.path)
		assert.True(t, slices.Contains(got, c.want), "%v: %v", c.want, got)
	}
}
