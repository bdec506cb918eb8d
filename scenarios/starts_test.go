package scenarios_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/scenarios"
)

// idleHours are a crew with time for everything, which no partner helps, and customers who stay.
var idleHours = []string{"deals.detractors=null", "delivery.routes=[]", "outcomes={}", "delivery.teams.crew.people=60", "delivery.teams.crew.cuts=[]", "delivery.teams.crew.hire_when=[]", "delivery.teams.architects.people=60",
	"support.configuration.owner=support", "delivery.projects.large.phases[0].team=architects", "offerings=null", "works=null", "ideal=[]"}

// Where people have time, who starts in cohorts only waits for them.
func TestCohortsNeverBringGoLiveForwardWherePeopleHaveTime(t *testing.T) {
	direction{
		sets: append(idleHours, "segments.small.starts={every: 1mo, cut_off: 2d}", "segments.large.starts={every: 1mo, cut_off: 2d}",
			"delivery.projects.small.phases[0].shared=null", "delivery.projects.large.matures=null"),
		trials: 8, traced: true,
		change: func(p *company.Params) {
			for i := range p.Segments {
				p.Segments[i].Value.Starts = nil
			}
		},
		of: until(ledger.WentLive),
	}.neverRaises(t, 80)
}

func TestSharingNeverTakesMoreHours(t *testing.T) {
	direction{
		sets:   append(idleHours, "segments.small.starts={every: 1mo, cut_off: 2d}", "delivery.projects.small.phases[0].shared=null"),
		trials: 8,
		change: func(p *company.Params) { p.Delivery.Projects[0].Value.Phases[0].Shared = .8 },
		of:     func(l *ledger.Ledger) float64 { return l.Sum(ledger.OwnHours, l.All(), 0, l.Quarters) },
	}.neverRaises(t, 80)
}

func TestFeaturesThatAreBuiltNeverDelayGoLive(t *testing.T) {
	direction{
		sets: append(idleHours, "delivery.projects.large.phases[1].blocked={share: 60%, wait: {exponential: {mean: 3w}}}", "delivery.projects.large.matures=null",
			"segments.large.projects={large: 100%}", "segments.large.deals_per_quarter=10"),
		trials: 8, traced: true,
		change: func(p *company.Params) { p.Delivery.Projects[1].Value.Phases[1].Blocked = nil },
		of:     until(ledger.WentLive),
	}.neverRaises(t, 80)
}

// Cohorts move when projects start and when deals close within a quarter, and draw no luck but their own.
func TestCohortsAndFeaturesLeaveAllOtherLuckAlone(t *testing.T) {
	pulled, blocked := 0, 0
	for number := range max(4, few()) { // fewer pull nobody
		sets := append(append(drawn.Example(number), alone...), "ideal=[]", "events=[]", "outcomes={}", "later=null", "deals.detractors=null", "delivery.routes=[]", "delivery.projects.large.matures=null",
			"delivery.projects.small.phases[0].shared=null", "arr_from=signature", "segments.large.acv={lognormal: {mean: 90k, cv: 1}}")
		without := mustSettle(t, append(sets, "segments.small.starts=null", "segments.large.starts=null", "delivery.projects.large.phases[1].blocked=null")...)
		with := mustSettle(t, append(sets, "segments.small.starts={every: 2w, cut_off: 2d, pulled: 100%, window: 1w}", "segments.large.starts={every: 1mo}",
			"delivery.projects.large.phases[1].blocked={share: 50%, wait: 2w}")...)
		require.Equal(t, byQuarter(signed(without, 1, number)), byQuarter(signed(with, 1, number)), "scenario %d", number)
		a, b := fates(without, number), fates(with, number)
		for arr, one := range a {
			other := b[arr]
			require.NotNil(t, other)
			n := min(len(one.decisions), len(other.decisions))
			require.Equal(t, one.decisions[:n], other.decisions[:n], "scenario %d", number)
			require.Equal(t, one.chances[:n], other.chances[:n], "scenario %d", number)
			if one.finished && other.finished {
				require.InDelta(t, one.hours, other.hours, 1e-6*one.hours, "scenario %d", number)
			}
		}
		for _, f := range facts(with) {
			switch f.Kind {
			case ledger.Pulled:
				pulled++
			case ledger.Blocked:
				blocked++
			}
		}
	}
	assert.Positive(t, pulled)
	assert.Positive(t, blocked)
}

// Every project enters the queue on a day of its segment's grid, late enough after its signature and its hand-off, and with as
// many of its type as enter then.
func TestProjectsEnterOnStartDays(t *testing.T) {
	entered := 0
	for number := range few() {
		p := mustSettle(t, append(drawn.Example(number), "ideal=[]")...)
		handOff := float64(p.Delivery.HandOff)
		together := map[[2]float64]map[project]float64{} // by segment and day
		for _, f := range facts(p) {
			s := p.Segments[max(0, min(int(f.Scope), len(p.Segments)-1))].Value.Starts
			if f.Kind != ledger.Entered {
				continue
			}
			require.NotNil(t, s)
			every := float64(s.Every)
			require.InDelta(t, math.Round(f.At/every), f.At/every, 1e-9, "scenario %d: on a start day", number)
			require.GreaterOrEqual(t, f.Amount, max(handOff, float64(s.CutOff))-1e-9)
			require.Less(t, f.Amount, max(handOff, float64(s.CutOff))+every, "and on the first such day")
			at := [2]float64{float64(f.Scope), f.At}
			if together[at] == nil {
				together[at] = map[project]float64{}
			}
			together[at][projectOf(f)] = f.Extra
			entered++
		}
		for at, sizes := range together {
			sum := 0.0
			for _, n := range sizes {
				sum += 1 / n // each type adds up to 1
			}
			require.InDelta(t, math.Round(sum), sum, 1e-9, "scenario %d, %v: %v", number, at, sizes)
		}
	}
	assert.Positive(t, entered)
}

func TestCohortsAreAPartOfWhatDiffers(t *testing.T) {
	a, b := load(t, "board"), load(t, "board", "segments.smb.starts={every: 1mo, cut_off: 2d, pulled: 30%}")
	parts := changes.Changed(a, b)
	require.Len(t, parts, 1)
	assert.Equal(t, "cohorts", parts[0].Name)
	blend := changes.Blend(a, b, parts)
	assert.Equal(t, b.Segments[0].Value.Starts, blend.Segments[0].Value.Starts)
	assert.Nil(t, a.Segments[0].Value.Starts)

	blocked := load(t, "board", "delivery.projects.smb-package.phases[0].blocked={share: 20%, wait: 6w}")
	assert.Equal(t, []string{"delivery.projects.*.phases[].blocked"}, changes.Missing(blocked, a))
	assert.Empty(t, changes.Missing(b, a), "projects that start as they come are a plan")
}

// A cohort of several months costs customers time; the ideal tells how much, and takes no hours.
func TestTheIdealTellsWhatCohortsCost(t *testing.T) {
	p := load(t, "board", "segments.smb.starts={every: 1mo, cut_off: 2d}", "delivery.projects.smb-package.phases[0].shared=80%", "delivery.teams.implementation.people=40")
	ideal := p.Idealise(idealisation("cohorts"))
	delay := func(p *company.Params) (days, hours float64) {
		l := company.New(p, 1).Run(1)
		return l.Sum(ledger.StartDays, 0, 0, l.Quarters) / l.Sum(ledger.Starts, 0, 0, l.Quarters), l.Sum(ledger.OwnHours, 0, 1, l.Quarters-1)
	}
	days, hours := delay(p)
	none, same := delay(ideal)
	handOff := float64(p.Delivery.HandOff)
	wait := fiscal.Month/2 + max(2, handOff)
	assert.InDelta(t, wait, days, 2.5)
	assert.InDelta(t, handOff, none, .5)
	assert.InEpsilon(t, hours, same, .02)
	assert.True(t, slices.ContainsFunc(p.Applying(), func(m company.Idealisation) bool { return m.Name == "cohorts" }))
	assert.False(t, slices.ContainsFunc(load(t, "board").Applying(), func(m company.Idealisation) bool { return slices.Contains([]units.Name{"cohorts", "features"}, m.Name) }))
}

func TestAFeatureOfWhichNobodyKnowsWhenItIsThereIsAFault(t *testing.T) {
	const at = "delivery.projects.smb-package.phases[0].blocked"
	for _, c := range []struct{ stated, want string }{
		{"{share: 50%}", "missing, want a duration such as 6w, 3d or 4h, or a mapping"},
		{"{share: 50%, wait: {lognormal: {median: 1w, cv: 1e9}}}", "lognormal: cv must be from 0 to 1e+06, got 1e+09"},
	} {
		_, err := scenarios.Load("board", []string{at + "=" + c.stated})
		assert.EqualError(t, err, "--set "+at+"="+c.stated+": "+at+".wait: "+c.want)
	}
}
