package delivery_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/partners"
	"postsale/models/people"
	"postsale/models/product"
	"postsale/models/units"
)

var nan = math.NaN()

func refusals(p delivery.Params) []string {
	return units.Found(func(f *units.Faults) { p.Validate(f, []string{"smb", "enterprise"}) })
}

func TestBadParametersAreRefused(t *testing.T) {
	amount, share := units.Money(-1), units.Share(11)
	for _, c := range []struct {
		change func(p *delivery.Params)
		want   []string
	}{
		{func(p *delivery.Params) { p.HandOff = -1 }, []string{"hand_off: must be 0 or more, got -1d"}},
		{func(p *delivery.Params) { p.HandOff = units.Duration(nan) }, []string{"hand_off: must be 0 or more, got NaNd"}},
		{func(p *delivery.Params) { p.Teams[0].Value.Backfill = -1 }, []string{"teams.own.backfill: must be 0 or more, got -1d"}},
		{func(p *delivery.Params) { p.Teams[0].Value.ConcurrentProjects = 0 }, []string{
			"teams.own.concurrent_projects: must be above 0, got 0",
			"projects.job.slots: must fit into the team own, which never has more than 0 slots, got 1"}},
		{func(p *delivery.Params) { p.Teams[0].Value.Queue = "first" },
			[]string{`teams.own.queue: must be one of first-come, smallest-first-that-fits, largest-arr, segment-order, got "first", did you mean "first-come"?`}},
		{func(p *delivery.Params) {
			p.Partners[0].Value = partners.Partner{ConcurrentProjects: .5, Growth: -1, LeadTime: -1, PricePerHour: -1, Oversight: 2, Quality: units.Share(nan),
				Learning: &partners.Learning{Quality: 2}, Minimum: &partners.Minimum{LeadTime: -1}}
		}, []string{
			"partners.partner.concurrent_projects: must be 1 or more, got 0.5",
			"partners.partner.growth: must be between -99% and 1000%, got -100%",
			"partners.partner.lead_time: must be 0 or more, got -1d",
			"partners.partner.effort_factor: must be above 0, got 0",
			"partners.partner.price_per_hour: must be 0 or more, got -1",
			"partners.partner.oversight: must be between 0% and 100%, got 200%",
			"partners.partner.quality: must be between 0% and 100%, got NaN%",
			"partners.partner.learning.half_every: must be above 0, got 0",
			"partners.partner.learning.effort_factor: must be above 0, got 0",
			"partners.partner.learning.quality: must be between 0% and 100%, got 200%",
			"partners.partner.minimum.lead_time: must be 0 or more, got -1d",
		}},
		{func(p *delivery.Params) { p.Projects[0].Value.Team = "owm" },
			[]string{`projects.job.team: must name a team that exists, got "owm", did you mean "own"?`}},
		{func(p *delivery.Params) { p.Projects[0].Value.Slots = 2.5 },
			[]string{"projects.job.slots: must fit into the team own, which never has more than 2 slots, got 2.5"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Slots = -1 }, []string{"projects.job.slots: must be 0 or more, got -1"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Promised = 0 }, []string{"projects.job.promised: must be above 0, got 0"}},
		{func(p *delivery.Params) { p.Projects[0].Value.EffortMultiplier = units.Fixed(units.Number(0)) },
			[]string{"projects.job.effort_multiplier: must have a mean above 0, got 0"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases = nil }, []string{
			"projects.job.phases: must have at least one phase, got none",
			`routes[1].phases[0]: must name a phase that exists, got "build"`}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases[0].Effort = -1 }, []string{"projects.job.phases[0].effort: must be 0 or more, got -1d"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases[0].Pace = 0 }, []string{"projects.job.phases[0].pace: must be above 0, got 0h/w"}},
		{func(p *delivery.Params) {
			p.Projects[0].Value.Phases[0].CustomerWait = units.Lognormal(units.Duration(0), 1)
		}, []string{"projects.job.phases[0].customer_wait: lognormal: mean must be above 0, got 0"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases[0].Shared = units.Share(nan) }, []string{"projects.job.phases[0].shared: must be between 0% and 100%, got NaN%"}},
		{func(p *delivery.Params) {
			p.Projects[0].Value.Phases[1].Blocked = &product.Blocked{Share: 2, Wait: units.Fixed(units.Duration(-1))}
		}, []string{"projects.job.phases[1].blocked.share: must be between 0% and 100%, got 200%", "projects.job.phases[1].blocked.wait: must have no value below 0, got -1"}},
		{func(p *delivery.Params) {
			p.Projects[0].Value.Phases[1].Blocked = &product.Blocked{Share: units.Share(nan), Wait: units.Fixed(units.Duration(nan))}
		}, []string{"projects.job.phases[1].blocked.share: must be between 0% and 100%, got NaN%", "projects.job.phases[1].blocked.wait: constant: value must be a number within ±1e+100, got NaN"}},
		{func(p *delivery.Params) {
			no, much := units.Share(0), units.Share(2)
			p.Projects[0].Value.Matures = &product.Maturity{Age: -1, Effort: &no, Blocked: &much}
		}, []string{"projects.job.matures.half: must be between 1d and 100y, got 0", "projects.job.matures.age: must be between 0d and 100y, got -1d",
			"projects.job.matures.effort: must be above 0% and at most 1000%, got 0%", "projects.job.matures.blocked: must be between 0% and 100%, got 200%"}},
		{func(p *delivery.Params) {
			no := units.Share(nan)
			p.Projects[0].Value.Matures = &product.Maturity{Half: units.Duration(nan), Age: units.Duration(nan), Effort: &no, Blocked: &no}
		}, []string{"projects.job.matures.half: must be between 1d and 100y, got NaNd", "projects.job.matures.age: must be between 0d and 100y, got NaNd",
			"projects.job.matures.effort: must be above 0% and at most 1000%, got NaN%", "projects.job.matures.blocked: must be between 0% and 100%, got NaN%"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases[0].Team = "nobody" },
			[]string{`projects.job.phases[0].team: must name a team that exists, got "nobody"`}},
		{func(p *delivery.Params) {
			p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "ghosts", Value: team(0)})
			p.Projects[0].Value.Phases[0].Team = "ghosts"
		}, []string{"projects.job.phases[0].team: must be a team that has people at some time, got ghosts"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases[0].AfterGoLive = true },
			[]string{"projects.job.phases[1].after_go_live: must be true for every phase after the first such one"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Phases[1].Name = "kick-off" }, []string{
			"projects.job.phases[1].name: must differ from phase to phase, got kick-off twice",
			`routes[1].phases[0]: must name a phase that exists, got "build"`}},
		{func(p *delivery.Params) { p.Projects[0].Value.Price = delivery.Price{Fixed: &amount, PerHour: &amount} }, []string{
			"projects.job.price.fixed: must be 0 or more, got -1",
			"projects.job.price.per_hour: must be 0 or more, got -1",
			"projects.job.price: must be one of fixed, first_year_share and per_hour, got 2 of them"}},
		{func(p *delivery.Params) { p.Projects[0].Value.Price = delivery.Price{FirstYearShare: &share} },
			[]string{"projects.job.price.first_year_share: must be between 0% and 1000%, got 1100%"}},
		{func(p *delivery.Params) {
			price := units.Money(5)
			p.Projects[0].Value.Price.Fixed = &price
			p.Projects[0].Value.Phases[0].Effort, p.Projects[0].Value.Phases[1].Effort = 0, 0
		}, []string{"projects.job.price: must have effort to be earned with, got none in any phase"}},
		{func(p *delivery.Params) {
			p.Routes[0] = delivery.Route{Segments: []units.Name{"smbs"}, Projects: []units.Name{"jobs"}, Partner: "part", Mode: "some", After: -1, Coordination: -1}
		}, []string{
			`routes[0].segments[0]: must name a segment that exists, got "smbs", did you mean "smb"?`,
			`routes[0].projects[0]: must name a project that exists, got "jobs", did you mean "job"?`,
			`routes[0].partner: must name a partner that exists, got "part"`,
			`routes[0].mode: must be one of overflow, whole, co-deliver, got "some"`,
			"routes[0].after: must be 0 or more, got -1d",
			"routes[0].coordination: must be between 0% and 1000%, got -100%",
			"routes[0].after: must be left out unless the mode is overflow, got -1d",
			"routes[0].coordination: must be left out unless the mode is co-deliver, got -100%",
		}},
		{func(p *delivery.Params) { p.Routes[1].After = 5 }, []string{"routes[1].after: must be left out unless the mode is overflow, got 1w"}},
		{func(p *delivery.Params) { p.Routes[1].Phases = nil }, []string{"routes[1].phases: must name the partner's phases, got none"}},
		{func(p *delivery.Params) { p.Routes[1].Phases[0] = "built" },
			[]string{`routes[1].phases[0]: must name a phase that exists, got "built", did you mean "build"?`}},
		{func(p *delivery.Params) { p.Routes[0].Phases = []units.Name{"build"} },
			[]string{"routes[0].phases: must be left out unless the mode is co-deliver, got 1 phases"}},
	} {
		p := validPlan()
		c.change(&p)
		assert.Equal(t, c.want, refusals(p))
	}
	assert.Empty(t, refusals(validPlan()))
}

// validPlan has a team of at most two people and routes of two modes.
func validPlan() delivery.Params {
	p := withPartner(plan(project("job", phase("kick-off", 1, 1), phase("build", 1, 1))), partner(1),
		delivery.Route{Segments: []units.Name{"smb"}, Mode: delivery.Overflow, After: 5},
		delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"build"}, Coordination: .1})
	p.Teams[0].Value.Hires = []people.Change{{At: 65, People: 1}}
	return p
}

func TestATypeThatPartnersAlwaysDoNeedsNoTeamOfItsSize(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 1, 1))), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Teams[0].Value.People = 0
	assert.Empty(t, refusals(p))
	p.Routes[0].Segments = []units.Name{"smb"}
	assert.Equal(t, []string{"projects.job.slots: must fit into the team own, which never has more than 0 slots, got 1"}, refusals(p), "enterprise is done in-house")
}

func TestAPhaseThatPartnersDoNeedsNobody(t *testing.T) {
	p := coDelivery()
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "ghosts", Value: team(0)})
	p.Projects[0].Value.Phases[1].Team = "ghosts"
	assert.Empty(t, refusals(p))
}

func TestAMixAddsUp(t *testing.T) {
	p := validPlan()
	for _, c := range []struct {
		mix  delivery.Mix
		want []string
	}{
		{mix: delivery.Mix{{Name: "job", Value: 1}}},
		{mix: nil, want: []string{": must add up to 100%, got 0%"}},
		{mix: delivery.Mix{{Name: "jobs", Value: .9}}, want: []string{
			`jobs: must name a project that exists, got "jobs", did you mean "job"?`, ": must add up to 100%, got 90%"}},
		{mix: delivery.Mix{{Name: "job", Value: units.Share(nan)}}, want: []string{
			"job: must be between 0% and 100%, got NaN%", ": must add up to 100%, got NaN%"}},
		{mix: delivery.Mix{{Name: "job", Value: 1.5}, {Name: "job", Value: -.5}}, want: []string{
			"job: must be between 0% and 100%, got 150%", "job: must be between 0% and 100%, got -50%"}},
	} {
		assert.Equal(t, c.want, units.Found(func(f *units.Faults) { c.mix.Validate(f, p) }))
	}
}

func TestHalfDecodedParametersAreRefusedWithoutPanic(t *testing.T) {
	assert.Empty(t, units.Found(func(f *units.Faults) { delivery.Params{}.Validate(f, nil) }), "no project is no fault here, a mix without one is")
	p := delivery.Params{
		Teams:    units.Map[delivery.Team]{{}},
		Partners: units.Map[partners.Partner]{{Value: partners.Partner{Learning: new(partners.Learning), Minimum: new(partners.Minimum)}}},
		Projects: units.Map[delivery.Project]{{Value: delivery.Project{Price: delivery.Price{Fixed: new(units.Money), PerHour: new(units.Money), FirstYearShare: new(units.Share)}, Phases: make([]delivery.Phase, 2)}}},
		Routes:   []delivery.Route{{}, {Mode: delivery.CoDeliver, Segments: make([]units.Name, 1), Projects: make([]units.Name, 1), Phases: make([]units.Name, 1)}},
	}
	assert.NotEmpty(t, refusals(p))
	p.Teams, p.Partners = nil, nil
	assert.NotEmpty(t, refusals(p))
}
