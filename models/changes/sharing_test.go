package changes_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/ledger"
)

// counted returns what luck made of a trial.
func counted(t testing.TB, sets ...string) *changes.Census {
	t.Helper()
	c := company.New(load(t, "board", sets...), 1)
	c.Trace()
	c.Run(1)
	return changes.NewCensus(c)
}

// sharedWith returns which luck a year of board shares with that of board when some
// settings are changed.
func sharedWith(t *testing.T, sets ...string) changes.Sharing {
	t.Helper()
	sets = append([]string{"horizon=4q"}, sets...)
	return changes.Shared(counted(t, "horizon=4q"), counted(t, sets...))
}

// sharedBeside is sharedWith of plans that have a setting in common.
func sharedBeside(t *testing.T, common string, sets ...string) changes.Sharing {
	t.Helper()
	both := []string{"horizon=4q", common}
	return changes.Shared(counted(t, both...), counted(t, append(both, sets...)...))
}

// all are the overlaps.
func all(s changes.Sharing) map[string]changes.Overlap {
	return map[string]changes.Overlap{"opening": s.Opening, "deals": s.Deals, "projects": s.Projects, "churn": s.Churn, "tickets": s.Tickets}
}

func TestAScenarioSharesAllItsLuckWithItself(t *testing.T) {
	s := sharedWith(t)
	for what, o := range all(s) {
		assert.Equal(t, changes.Overlap{Same: o.Both, Both: o.Both}, o, what)
		assert.Positive(t, o.Both, what)
	}
	assert.Equal(t, 300+160+40, s.Opening.Both)
	assert.Equal(t, s.Deals.Both+500, s.Churn.Both)
	assert.Equal(t, s.Deals.Both+7+9+5, s.Projects.Both)
	assert.Equal(t, s.Deals.Both, s.SameDay)
	assert.Empty(t, s.Partings)
}

func TestClumpingMovesDealsAndChangesNothingElseOfThem(t *testing.T) {
	s := sharedBeside(t, "engineering=null", "deals.profile=severe") // whose bugs make all customers ask more or less
	for what, o := range map[string]changes.Overlap{"opening": s.Opening, "deals": s.Deals, "projects": s.Projects, "churn": s.Churn} {
		assert.Equal(t, changes.Overlap{Same: o.Both, Both: o.Both}, o, what) // slip is by the quarter of the draw, so nobody is lost at the end
	}
	assert.Less(t, s.SameDay, s.Deals.Both/2)
	assert.Equal(t, s.Tickets.Same, s.Tickets.Both)
	assert.Positive(t, s.Tickets.First+s.Tickets.Second, "who is live for longer has more of them")
	require.Len(t, s.Partings, 1)
	assert.Equal(t, ledger.Signed, s.Partings[0].Kind)
	assert.Less(t, s.Partings[0].Day, 65.0)
}

func TestHeadcountLeavesChurnAndTicketsAlone(t *testing.T) {
	s := sharedBeside(t, "engineering=null", "support.tier1.people=3", "delivery.teams.implementation.people=6")
	for what, o := range map[string]changes.Overlap{"opening": s.Opening, "deals": s.Deals, "projects": s.Projects, "churn": s.Churn} {
		assert.Equal(t, changes.Overlap{Same: o.Both, Both: o.Both}, o, what)
	}
	assert.Equal(t, s.Deals.Both, s.SameDay)
	assert.Equal(t, s.Tickets.Same, s.Tickets.Both)
	assert.Greater(t, s.Tickets.Both, 5000)
	assert.Len(t, s.Partings, 1)
}

func TestWhatIsDrawnByOtherLawsIsNotShared(t *testing.T) {
	for _, c := range []struct {
		set  string
		what string // the one overlap that it touches at the draw
	}{
		{"segments.smb.churn.concentration=9", "churn"},
		{"segments.smb.churn.first_renewal=30%", "churn"},
		{"support.how_do_i.touch=1h", "tickets"},
		{"delivery.projects.smb-package.effort_multiplier={lognormal: {mean: 1.5, cv: 0.35}}", "projects"},
	} {
		s := sharedWith(t, c.set)
		for what, o := range all(s) {
			if what == c.what {
				assert.Less(t, o.Same, o.Both, "%s: %s", c.set, what)
				assert.Positive(t, o.Same, "%s: %s", c.set, what)
			} else {
				assert.Equal(t, o.Both, o.Same, "%s: %s", c.set, what)
			}
		}
	}
	s := sharedWith(t, "segments.enterprise.acv={lognormal: {mean: 200k, cv: 0.5}}")
	assert.Equal(t, s.Opening.Both-40, s.Opening.Same)
	assert.Less(t, s.Deals.Same, s.Deals.Both)

	s = sharedWith(t, "segments.smb.deals_per_quarter=40")
	assert.Zero(t, s.Deals.First)
	assert.Positive(t, s.Deals.Second)
	assert.Equal(t, s.Deals.Both, s.Deals.Same)
	assert.Equal(t, s.Deals.Both, s.SameDay)
}

func TestTheFirstThingOfACustomerThatDiffersIsThePartingOfTwoStories(t *testing.T) {
	story := func(facts ...ledger.Fact) ledger.Story {
		return ledger.Story{Layout: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"own"}}, Customers: []string{"ann", "bob"}, Facts: facts}
	}
	signed := ledger.Fact{At: 1, Kind: ledger.Signed, Amount: 10}
	slots := ledger.Fact{At: 0, Kind: ledger.Slotted, Customer: ledger.None, Scope: 2, Amount: 3}
	unqueued := ledger.Fact{At: 5, Kind: ledger.Unqueued}
	started := ledger.Fact{At: 5, Kind: ledger.Started, Amount: 4}
	renewed := ledger.Fact{At: 4, Kind: ledger.Renewed, Customer: 1}
	for _, c := range []struct {
		name  string
		a, b  ledger.Story
		want  changes.Parting
		parts bool
	}{
		{name: "alike but for a team", a: story(slots, signed), b: story(signed)},
		{"a start, not the end of the queue", story(signed, unqueued, started), story(signed), changes.Parting{Day: 5, Kind: ledger.Started, Customer: "ann"}, true},
		{"in the second", story(signed), story(signed, unqueued, started), changes.Parting{Day: 5, Kind: ledger.Started, Customer: "ann"}, true},
		{"the earlier of two", story(signed, started), story(signed, renewed), changes.Parting{Day: 4, Kind: ledger.Renewed, Customer: "bob"}, true},
	} {
		got, parts := changes.PartingOf(c.a, c.b)
		assert.Equal(t, c.parts, parts, c.name)
		if parts {
			assert.Equal(t, c.want, got, c.name)
		}
	}
}

func TestTheFactsAfterAPartingTellNothingOfIt(t *testing.T) {
	story := func(trial int, sets ...string) ledger.Story {
		c := company.New(load(t, "board", sets...), 1)
		c.Trace()
		c.Run(trial)
		return c.Story()
	}
	trials := 3
	if testing.Short() {
		trials = 1
	}
	var bases []ledger.Story
	for trial := range trials {
		bases = append(bases, story(trial+1))
	}
	for _, sets := range [][]string{
		{"delivery.teams.implementation.people=8"},
		{"support.tier1.people=3"},
		{"deals.profile=severe"},
		{"outcomes=null"},
		{"outcomes=null", "deals.profile=flat"},
		{"segments.smb.churn.concentration=9"},
		{"segments.smb.opening.customers=299"},
	} {
		for i, a := range bases {
			trial := i + 1
			b := story(trial, sets...)
			want, parts := changes.PartingOfAll(a, b)
			got, found := changes.PartingOf(a, b)
			assert.Equal(t, parts, found, "%s, trial %d", sets, trial)
			if parts && found {
				assert.Equal(t, want, got, "%s, trial %d", sets, trial)
			}
		}
	}
}

func TestSharingAddsUpOverTrials(t *testing.T) {
	one := changes.Sharing{Opening: changes.Overlap{Same: 1, Both: 2, First: 3, Second: 4}, SameDay: 5, Partings: []changes.Parting{{Day: 6}}}
	sum := changes.Sharing{Tickets: changes.Overlap{Both: 7}}
	sum.Add(one)
	sum.Add(one)
	assert.Equal(t, changes.Sharing{Opening: changes.Overlap{Same: 2, Both: 4, First: 6, Second: 8}, SameDay: 10,
		Tickets: changes.Overlap{Both: 7}, Partings: []changes.Parting{{Day: 6}, {Day: 6}}}, sum)
}

// BenchmarkShared tells what two plans share in a trial.
func BenchmarkShared(b *testing.B) {
	base, lean := counted(b), counted(b, "delivery.teams.implementation.people=8")
	for b.Loop() {
		changes.Shared(base, lean)
	}
}

// BenchmarkCensus keeps what is to be known of a trial for that.
func BenchmarkCensus(b *testing.B) {
	c := company.New(load(b, "board"), 1)
	c.Trace()
	c.Run(1)
	for b.Loop() {
		changes.NewCensus(c)
	}
}
