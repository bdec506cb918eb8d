package support_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

var nan = math.NaN()

func TestBadParametersAreRefused(t *testing.T) {
	for _, c := range []struct {
		change func(p *support.Params)
		want   []string
	}{
		{func(*support.Params) {}, nil},
		{func(p *support.Params) { p.Tier1.Cost, p.Tier2.Backfill = -1, -1 },
			[]string{"tier1.cost: must be 0 or more, got -1", "tier2.backfill: must be 0 or more, got -1d"}},
		{func(p *support.Params) { p.CSEngineers = &people.Team{ProductiveHours: 40, Attrition: 1} },
			[]string{"cs_engineers.attrition: must be 0 or more and below 100%, got 100%"}},
		{func(p *support.Params) {
			p.HowDoI = support.HowDoI{Share: -1, Deflected: 2, Escalated: units.Share(nan), Touch: units.Fixed(units.Duration(-1))}
		}, []string{
			"how_do_i.share: must be between 0% and 100%, got -100%",
			"how_do_i.deflected: must be between 0% and 100%, got 200%",
			"how_do_i.touch: must have no value below 0, got -1",
			"how_do_i.escalated: must be between 0% and 100%, got NaN%",
		}},
		{func(p *support.Params) { p.BreakFix = support.BreakFix{Escalated: 2} }, []string{
			"break_fix.touch: want a quantity or a spread such as {lognormal: {mean: ..., cv: ...}}, got nothing",
			"break_fix.escalated: must be between 0% and 100%, got 200%",
		}},
		{func(p *support.Params) { p.Configuration = support.Configuration{Owner: "suport", Escalated: -1} }, []string{
			"configuration.touch: want a quantity or a spread such as {lognormal: {mean: ..., cv: ...}}, got nothing",
			"configuration.escalated: must be between 0% and 100%, got -100%",
			`configuration.owner: must be support, cs-engineers or a delivery team, got "suport", did you mean "support"?`,
		}},
		{func(p *support.Params) { p.Configuration.Owner = support.OwnerCSEngineers },
			[]string{"configuration.owner: must be a team that exists: support.cs_engineers is not given"}},
		{func(p *support.Params) { p.Configuration.Owner = "implementation" }, nil},
		{func(p *support.Params) {
			p.CSEngineers = &people.Team{ProductiveHours: 40}
			p.Configuration.Owner = support.OwnerCSEngineers
		}, nil},
		{func(p *support.Params) {
			p.Tier2Touch = units.Spread[units.Duration]{Gamma: &units.MeanCV[units.Duration]{Mean: 1, CV: 11}}
			p.Engineering = support.Engineering{Share: 2, Lag: units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{}}}
		}, []string{
			"tier2_touch: gamma: cv must be 0 or from 0.01 to 10, got 11",
			"engineering.share: must be between 0% and 100%, got 200%",
			"engineering.lag: exponential: mean must be above 0, got 0",
		}},
		{func(p *support.Params) { p.Reopened = .96 }, []string{"reopened: must be between 0% and 95%, got 96%"}},
		{func(p *support.Params) { p.Reopened = units.Share(nan) }, []string{"reopened: must be between 0% and 95%, got NaN%"}},
		{func(p *support.Params) { p.Targets = support.Targets{Resolution: -1} },
			[]string{"targets.first_response: must be above 0, got 0", "targets.resolution: must be above 0, got -1d"}},
		{func(p *support.Params) { p.PoorDelivery = -1 }, []string{"poor_delivery_multiple: must be between 0 and 100, got -1"}},
	} {
		p := plan()
		c.change(&p)
		assert.Equal(t, c.want, units.Found(func(f *units.Faults) { p.Validate(f, []string{"implementation"}) }))
	}
}

func TestBadSegmentsAreRefused(t *testing.T) {
	bad := support.Segment{PerMonth: 10_001, Size: 3, EarlyMultiple: 0, ConfigurationPerWeek: -1, Premium: units.Share(nan)}
	assert.Equal(t, []string{
		"per_month: must be between 0 and 10000, got 10001",
		"size: must be between 0 and 2, got 3",
		"early_multiple: must be between 1 and 100, got 0",
		"configuration_per_week: must be between 0 and 1000, got -1",
		"premium: must be between 0% and 100%, got NaN%",
	}, units.Found(bad.Validate))
	assert.Empty(t, units.Found(support.Segment{EarlyMultiple: 1}.Validate))
}

func TestHalfDecodedParametersAreRefusedWithoutPanic(t *testing.T) {
	assert.NotEmpty(t, units.Found(func(f *units.Faults) { support.Params{}.Validate(f, nil) }))
	assert.False(t, support.Params{}.Escalates() || support.Params{}.SendsOn())
	assert.NotEmpty(t, units.Found(func(f *units.Faults) { support.Params{CSEngineers: new(people.Team)}.Validate(f, nil) }))
	assert.Len(t, units.Found(support.Segment{}.Validate), 1, "early_multiple")
}
