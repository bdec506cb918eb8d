package scenarios_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/scenarios"
)

// bench is a partner with places for all that comes.
const (
	bench  = "delivery.partners.bench={concurrent_projects: 1000, lead_time: 1w, effort_factor: 1.15, oversight: 10%, price_per_hour: 197}"
	half   = "delivery.routes=[{partner: bench, mode: whole, share: 50%}]"
	smb    = "delivery.routes=[{partner: bench, mode: whole, segments: [smb]}]"
	minded = "outcomes.leaving.partner_quality=3"
)

func managed(team string, more string) string {
	return "delivery.partners.bench.managed={team: " + team + more + "}"
}

func TestTheShareOfProjectsOfEachPartner(t *testing.T) {
	few, more := means(t, bench, "delivery.routes=[{partner: bench, mode: whole, share: 20%}]"), means(t, bench, half)
	assert.InDelta(t, .2, few("partner_share"), .05)
	assert.InDelta(t, .5, more("partner_share"), .05)
	assert.Less(t, more("hours_used"), few("hours_used"))
	taken := meansOf(t, "team/bench", bench, half)("taken_share")
	assert.InDelta(t, more("partner_share"), taken, .01, "what is in flight counts for neither")
}

func TestARouteThatOpensLaterKeepsMoreInHouse(t *testing.T) {
	route := func(opens string) func(measure string) float64 {
		return means(t, bench, "delivery.routes=[{partner: bench, mode: whole, share: 20%, grows_to: 80%, half: 1y"+opens+"}]")
	}
	soon, later, never := route(""), route(", opens: {at: 1y}"), route(", opens: {arr: 1000M}")
	assert.Greater(t, soon("partner_share"), later("partner_share"))
	assert.Greater(t, later("partner_share"), never("partner_share"))
	assert.Zero(t, never("partner_share"))
	assert.Less(t, soon("hours_used"), never("hours_used"))
}

// The ARR of board is 20M on the first day, of which some is not live.
func TestARouteOpensByARROnTheFirstDayAndAsMonthsStart(t *testing.T) {
	const month = 65. / 3
	for _, c := range []struct {
		arr  string
		want func(day float64) bool
	}{
		{"1M", func(day float64) bool { return day == 0 }},
		{"22M", func(day float64) bool { return day > 0 && math.Abs(day/month-math.Round(day/month)) < 1e-9 }},
		{"20000M", nil},
	} {
		p := load(t, "board", bench, "delivery.routes=[{partner: bench, mode: whole, opens: {arr: "+c.arr+"}}]")
		simulated := company.New(p, 1)
		simulated.Trace()
		var days []float64
		arr := 0.0
		for _, f := range simulated.Run(1).Facts() {
			switch f.Kind {
			case ledger.Held, ledger.Began, ledger.Expanded, ledger.Uplifted:
				arr += f.Amount
			case ledger.Churned, ledger.Contracted:
				arr -= f.Amount
			case ledger.RouteOpened:
				days = append(days, f.At)
				assert.GreaterOrEqual(t, arr, float64(*p.Delivery.Routes[0].Opens.ARR))
			case ledger.Started:
				assert.Equal(t, len(days) > 0 && f.Marks&ledger.Partner != 0, f.Marks&ledger.Partner != 0, "no project before it opens")
			}
		}
		if c.want == nil {
			assert.Empty(t, days, c.arr)
			continue
		}
		require.Len(t, days, 1, c.arr)
		assert.True(t, c.want(days[0]), "%s: on day %v", c.arr, days[0])
	}
}

func TestPartnersWhoAreLookedAfterDeliverBetterAndFaster(t *testing.T) {
	with := func(people string) func(measure string) float64 {
		return means(t, bench, smb, minded, "success.teams.partner-managers={people: "+people+", cost: 150k}", managed("partner-managers", ", quality: 40%, lead_time: 6w"))
	}
	none, one, many := with("0"), with("1"), with("50")
	assert.Less(t, many("time_to_live_mean"), one("time_to_live_mean"))
	assert.Less(t, one("time_to_live_mean"), none("time_to_live_mean"))
	assert.Less(t, many("arr_churn"), none("arr_churn"))
	assert.Less(t, none("partners_managed"), .1)
	assert.Equal(t, 1., many("partners_managed"))
	assert.Greater(t, one("partners_managed"), none("partners_managed"))
	ideal := means(t, bench, smb, minded, "success.teams.partner-managers={people: 0, cost: 150k}", managed("partner-managers", ", quality: 40%, lead_time: 6w"), "ideal=[partner-management]")
	for _, measure := range []string{"time_to_live_mean", "arr_churn", "arr_closing", "late_share"} {
		assert.Equal(t, many(measure), ideal(measure), measure)
	}
}

// Whatever a team does besides, its people look after partners.
func TestAnyTeamMayLookAfterPartners(t *testing.T) {
	for _, team := range []string{"implementation", "tier1", "tier2", "smb-success", "engineering", "guides"} {
		with := means(t, bench, smb, "works={guides: {people: 9, moves: deflection, to: 55%}}", managed(team, ""))
		assert.Greater(t, with("partners_managed"), .5, team)
	}
}

const cheaper = "later=[{at: 1y, segments: {smb: {terms: {3y: 100%}}}, delivery: {projects: {smb-package: {price: {fixed: 1k}}}}}]"

// Deals, their luck, and who signed before stay as they are.
func TestOnlyWhoSignsLaterIsMovedByWhatIsSoldLater(t *testing.T) {
	plain, changed := load(t, "board"), load(t, "board", cheaper)
	require.Equal(t, signed(plain, 1, 1), signed(changed, 1, 1))
	lived := func(p *company.Params) (day map[int32]float64, paid, renewed map[int32]float64, told int) {
		c := company.New(p, 1)
		c.Trace()
		day, paid, renewed = map[int32]float64{}, map[int32]float64{}, map[int32]float64{}
		for _, f := range c.Run(1).Facts() {
			switch f.Kind {
			case ledger.Signed:
				day[f.Customer] = f.At
			case ledger.Billed:
				paid[f.Customer] += f.Amount
			case ledger.Renewed, ledger.Churned:
				if renewed[f.Customer] == 0 {
					renewed[f.Customer] = f.At - day[f.Customer]
				}
			case ledger.Changed:
				told++
				assert.Equal(t, 260., f.At)
			}
		}
		return day, paid, renewed, told
	}
	day, paid, renewed, none := lived(plain)
	_, paidLater, renewedLater, told := lived(changed)
	assert.Zero(t, none)
	assert.Equal(t, 1, told)
	moved := 0
	for customer, at := range day {
		if at < 260 {
			assert.Equal(t, paid[customer], paidLater[customer], "signed on day %v", at)
			if renewed[customer] > 0 && renewedLater[customer] > 0 {
				assert.Equal(t, renewed[customer], renewedLater[customer])
			}
		} else if paidLater[customer] < paid[customer] {
			moved++
			assert.LessOrEqual(t, paidLater[customer], 1000+1e-6)
		}
	}
	assert.Greater(t, moved, 50)
	smbs := means(t, cheaper)
	assert.Less(t, smbs("revenue_services"), means(t)("revenue_services"))
}

// A change that says what is sold anyway, and one at the end of the run, move nothing else.
func TestAChangeToTheSameMovesNothing(t *testing.T) {
	for _, set := range []string{
		"later=[{at: 1y, segments: {smb: {terms: {1y: 65%, 2y: 15%, 3y: 20%}, projects: {smb-package: 100%}}}}]",
		"later=[{at: 3y, segments: {smb: {terms: {5y: 100%}}}}]",
		"later=[{at: 1y}]",
	} {
		plain, changed := numbers(load(t, "board"), 1), numbers(load(t, "board", set), 1)
		assert.Equal(t, plain, changed, set)
	}
}

func TestEachChangeGoesOnFromTheOneBefore(t *testing.T) {
	p := load(t, "board", "later=[{at: 1y, segments: {smb: {terms: {3y: 100%}}}}, {at: 1y, segments: {enterprise: {terms: {2y: 100%}}}}, {at: 2y, segments: {smb: {terms: {1y: 100%}}}}]").Sold()
	smb, enterprise := p.Segments[p.Segments.Find("smb")].Value.Customers, p.Segments[p.Segments.Find("enterprise")].Value.Customers
	require.Len(t, smb.Later, 3)
	for i, want := range []units.Duration{780, 780, 260} {
		assert.Equal(t, []units.Duration{want}, smb.Later[i].Lengths())
	}
	assert.Equal(t, enterprise.Terms, enterprise.Later[0])
	assert.Equal(t, []units.Duration{520}, enterprise.Later[1].Lengths())
	assert.Equal(t, enterprise.Later[1], enterprise.Later[2])
	assert.Equal(t, p, p.Sold(), "worked out again it is the same")
}

func TestWhatIsWrongWithWhatIsSoldLater(t *testing.T) {
	for _, c := range []struct{ set, want string }{
		{"later=[{at: -1d}]", `later[0].at: want a time since the first day such as 6w`},
		{"later=[{at: 2y}, {at: 1y}]", "later[1].at: must not come before the change above it, at 2y, got 1y"},
		{"later=[{segments: {}}]", "later[0].at: missing, want a time"},
		{"later=[{at: 1y, segments: {smbs: {terms: {1y: 100%}}}}]", `later[0].segments.smbs: must name a segment that exists, got "smbs", did you mean "smb"?`},
		{"later=[{at: 1y, segments: {smb: {terms: {1y: 90%}}}}]", "later[0].segments.smb.terms: must add up to 100%, got 90%"},
		{"later=[{at: 1y, segments: {smb: {terms: {}}}}]", "later[0].segments.smb.terms: must name at least one contract length, got none"},
		{"later=[{at: 1y, segments: {smb: {projects: {smb-package: 90%}}}}]", "later[0].segments.smb.projects: must add up to 100%, got 90%"},
		{"later=[{at: 1y, segments: {smb: {projects: {smb: 100%}}}}]", `later[0].segments.smb.projects.smb: must name a project that exists, got "smb"`},
		{"later=[{at: 1y, delivery: {projects: {smb: {}}}}]", `later[0].delivery.projects.smb: must name a project that exists, got "smb"`},
		{"later=[{at: 1y, delivery: {projects: {smb-package: {price: {fixed: -1}}}}}]", "later[0].delivery.projects.smb-package.price.fixed: want an amount of money"},
		{"later=[{at: 1y, delivery: {projects: {smb-package: {price: {first_year_share: 1100%}}}}}]", "later[0].delivery.projects.smb-package.price.first_year_share: must be between 0% and 1000%, got 1100%"},
		{"later=[{at: 1y, segments: {smb: {terms: {1mo: 100%}}}}]", "must state the churn of a contract of 1mo, which renews more often than once a year, got none"},
		{"later=[{at: 1y, segments: {smb: {project: {smb-package: 90%}}}}]", `later[0].segments.smb.project: unknown key, did you mean "projects"?`},
		{"delivery.partners.p={concurrent_projects: 3, managed: {team: nobody}}", `delivery.partners.p.managed.team: must name a team that exists, got "nobody"`},
	} {
		_, err := scenarios.Load("board", []string{c.set})
		require.Error(t, err, c.set)
		assert.ErrorContains(t, err, c.want)
	}
	for _, set := range []string{
		"segments.smb.churn.by_term={4y: 10%}", "segments.smb.price_by_term={4y: 80%}",
	} {
		_, err := scenarios.Load("board", []string{set})
		require.Error(t, err, set)
		load(t, "board", set, "later=[{at: 1y, segments: {smb: {terms: {4y: 100%}}}}]") // what is sold later may have them
	}
}

func TestWhatIsSoldLaterIsReadWrittenAndSet(t *testing.T) {
	const set = "later=[{at: 1y, segments: {smb: {terms: {3y: 100%}}}, delivery: {projects: {smb-package: {price: {fixed: 1k}}}}}, {at: 2y, delivery: {projects: {smb-package: {}}}}]"
	s, err := scenarios.Load("board", []string{set})
	require.NoError(t, err)
	again, err := scenarios.Restore("again", s.Resolved(), s.Files)
	require.NoError(t, err)
	assert.Equal(t, s.Params.Later, again.Params.Later)
	require.Len(t, s.Params.Later, 2)
	assert.True(t, s.Params.Later[1].Delivery.Projects[0].Value.Price.IsFree(), "without a price it is free")

	p := load(t, "board", set, "later[0].segments.smb.terms={2y: 100%}", "later[1].at=5q", "later[0].delivery.projects.smb-package.price={per_hour: 100}")
	assert.Equal(t, []units.Duration{520}, p.Later[0].Segments[0].Value.Terms.Lengths())
	assert.EqualValues(t, 325, p.Later[1].At)
	assert.EqualValues(t, 100, *p.Later[0].Delivery.Projects[0].Value.Price.PerHour)
}

func TestATraceTellsWhatIsSoldLater(t *testing.T) {
	p := load(t, "board", "later=[{at: 1y, segments: {smb: {terms: {1y: 20%, 3y: 80%}, projects: {smb-package: 100%}}}, delivery: {projects: {smb-package: {price: {fixed: 1k}}}}}, "+
		"{at: 6q, delivery: {projects: {smb-package: {}, enterprise-custom: {price: {per_hour: 250}}}}}, {at: 7q}]")
	assert.Equal(t, []string{
		"from FY28 Q1 on: smb buys smb-package 100%; smb signs for 1y 20%, 3y 80%; smb-package is sold for $1k",
		"from FY28 Q3 on: smb-package is free; enterprise-custom is sold for $250 an hour",
		"from FY28 Q4 on: nothing else is sold",
	}, p.Layout().Changes)
}

func TestDoubtsOfPartnersAndOfWhatIsSoldLater(t *testing.T) {
	const route = "delivery.routes=[{partner: bench, mode: whole, segments: [smb]}]"
	const minds = "outcomes.leaving.partner_quality=2"
	const managers = "success.teams.partner-managers={people: 1, cost: 150k}"
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{name: "partner managers who have nothing else to do", sets: []string{managers, managed("partner-managers", "")}},
		{name: "managers who do something else", sets: []string{managed("implementation", "")},
			want: []string{"delivery.partners.bench.managed.team: implementation has other work, and its people count whole here whatever of it they do"}},
		{name: "managers who make nothing better", sets: []string{managers, managed("partner-managers", ", quality: 100%, lead_time: 1w")},
			want: []string{"delivery.partners.bench.managed: partner managers make nothing better: without them quality and lead time are the partner's own"}},
		{name: "managers who are not there", sets: []string{"success.teams.partner-managers={people: 0, cost: 150k}", managed("partner-managers", "")},
			want: []string{"delivery.partners.bench.managed.team: partner-managers: nobody is there, so nobody looks after its projects"}},
		{name: "a route that opens too late", sets: []string{"delivery.routes=[{partner: bench, mode: whole, opens: {at: 3y}}]"},
			want: []string{"delivery.routes[0].opens: it opens at 3y, after the run, which ends at 3y"}},
		{name: "a route that takes nothing", sets: []string{"delivery.routes=[{partner: bench, mode: whole, share: 0%}]"},
			want: []string{"delivery.routes[0]: no project takes it: its share is 0%, for good"}},
		{name: "a route behind one that takes a share", sets: []string{"delivery.routes=[{partner: bench, mode: whole, share: 30%}, {partner: bench, mode: overflow}]"}},
		{name: "later than the run", sets: []string{"later=[{at: 3y, segments: {smb: {terms: {1y: 100%}}}}, {at: 3y}]"},
			want: []string{"later[0].at: it comes at 3y, after the run, which ends at 3y", "later[1].at: it comes at 3y, after the run, which ends at 3y"}},
		{name: "a change of nothing", sets: []string{"later=[{at: 1y}]"}, want: []string{"later[0]: it changes nothing"}},
		{name: "a project that is sold later", sets: []string{"delivery.projects.spare={team: implementation, promised: 4w, phases: [{name: a, effort: 1w, pace: 10h/w}]}",
			"later=[{at: 1y, segments: {smb: {projects: {spare: 100%}}}}]"}},
		{name: "a contract for ever, later", sets: []string{"later=[{at: 1y, segments: {smb: {terms: {1000y: 100%}}}}]"},
			want: []string{"segments.smb.terms: a contract of 1000y is longer than 10 years, before which nobody on it leaves"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, review.Doubts(load(t, "board", append([]string{bench, route, minds}, c.sets...)...)))
		})
	}
}
