package delivery

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/product"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

func share(s units.Share) *units.Share { return &s }

// room is a practice whose team has room for all, of one type of project.
func room(t *testing.T, kind Project, ideal Ideal) (*Practice, *sim.Simulator, *ledger.Ledger) {
	t.Helper()
	kind.Team, kind.Slots, kind.Promised, kind.EffortMultiplier = "own", 1, 20, units.Fixed(units.Number(1))
	p := Params{Ideal: ideal, Teams: units.Map[Team]{{Name: "own", Value: Team{Team: people.Team{People: 5000, ProductiveHours: 40}, ConcurrentProjects: 1, Queue: FirstCome}}},
		Projects: units.Map[Project]{{Name: "job", Value: kind}}}
	var f units.Faults
	p.Validate(&f, []string{"all"})
	require.Empty(t, f.All())
	s, l := sim.New(), ledger.New(ledger.Layout{Segments: []string{"all"}, Teams: []string{"own"}, Quarters: 40})
	l.Keep()
	d := New(s, Kinds{0, 1, 10, [Sources]sim.Kind{2, 3, 4, 5, 12}, 6, 7, 8, 9, 11, 13, 14}, l, 1, p, []Mix{{{Name: "job", Value: 1}}}, nil, []string{"all"}, []int{2})
	d.OnPromised = func(int32, float64) {}
	d.OnLive = func(customer int32, _, _ float64) {
		l.Record(ledger.Fact{At: s.Now(), Kind: ledger.WentLive, Customer: customer, Amount: s.Now()})
	}
	s.Reset(0)
	l.Reset()
	d.Begin(1)
	d.Staff(0, people.Staffing{Payroll: 5000, Full: 5000, Working: 5000})
	return d, s, l
}

// enter lets a customer into the books.
func enter(l *ledger.Ledger, customer int32) {
	l.Record(ledger.Fact{Kind: ledger.Signed, Customer: customer, Amount: 100})
}

// liveAfter signs customers on the first day and returns when each went live.
func liveAfter(d *Practice, s *sim.Simulator, l *ledger.Ledger, n int) []float64 {
	for i := range n {
		enter(l, int32(i))
		d.Sign(int32(i), random.Name("customer").Child(uint64(i)), 0, 100)
	}
	s.Run(2600)
	days := make([]float64, n)
	for _, f := range l.Facts() {
		if f.Kind == ledger.WentLive {
			days[f.Customer] = f.Amount
		}
	}
	return days
}

func TestPhasesWaitForFeaturesByTheirOwnLuck(t *testing.T) {
	const n = 4000
	wait := units.Lognormal(units.Duration(30), 1)
	step := func(name units.Name, blocked *product.Blocked) Phase {
		return Phase{Name: name, Blocked: blocked, CustomerWait: units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 4}}, Effort: 1, Pace: 40}
	}
	kind := Project{Phases: []Phase{step("design", &product.Blocked{Share: .2, Wait: wait}), step("build", &product.Blocked{Share: .4, Wait: wait}), step("launch", nil)}}
	plain := Project{Phases: []Phase{step("design", nil), step("build", nil), step("launch", nil)}}
	d, s, l := room(t, kind, Ideal{})
	with := liveAfter(d, s, l, n)
	without := played(t, plain, Ideal{}, n)
	assert.Equal(t, without, played(t, kind, Ideal{Features: true}, n), "ideally nothing is missing")
	mean, blocked, both, facts := 0.0, 0, 0, map[int32]int{}
	days := map[int32]float64{}
	for _, f := range l.Facts() {
		if f.Kind == ledger.Blocked {
			facts[f.Customer]++
			days[f.Customer] += f.Amount
		}
	}
	for i := range with {
		mean += (with[i] - without[i]) / n
		assert.InDelta(t, with[i], without[i]+days[int32(i)], 1e-9, "what it waits besides is all that differs: the customer's luck stays")
		switch facts[int32(i)] {
		case 2:
			both++
			fallthrough
		case 1:
			blocked++
		}
	}
	waits := [2]struct{ sum, n float64 }{} // of the rest, by whether the first phase is blocked: drawn by another luck
	for _, f := range l.Facts() {
		if f.Kind == ledger.Blocked && f.At == 0 {
			waits[1].sum, waits[1].n = waits[1].sum+without[f.Customer], waits[1].n+1
		}
	}
	for _, day := range without {
		waits[0].sum, waits[0].n = waits[0].sum+day, waits[0].n+1
	}
	assert.InDelta(t, waits[0].sum/waits[0].n, waits[1].sum/waits[1].n, 4*math.Sqrt(3*16/waits[1].n), "who is blocked waits no longer for the customer")
	assert.InDelta(t, .2*n, waits[1].n, 4*math.Sqrt(.16*n))
	sd := math.Sqrt((.6*30*30*2 - .04*900 - .16*900) / n) // of a sum of two independent waits
	assert.InDelta(t, .6*30, mean, 4*sd)
	assert.InDelta(t, 1-.8*.6, float64(blocked)/n, 4*math.Sqrt(.25/n))
	assert.InDelta(t, .2*.4, float64(both)/n, 4*math.Sqrt(.08*.92/n), "each phase anew")
	assert.InDelta(t, .6*30*n, l.Sum(ledger.BlockedDays, 1, 0, 40), 4*sd*n)

	more := Project{Phases: []Phase{step("design", &product.Blocked{Share: .5, Wait: wait}), step("build", &product.Blocked{Share: .4, Wait: wait}), step("launch", nil)}}
	for i, day := range played(t, more, Ideal{}, n) {
		require.GreaterOrEqual(t, day, with[i]-1e-9, "a larger share takes nothing away")
	}
}

func played(t *testing.T, kind Project, ideal Ideal, n int) []float64 {
	d, s, l := room(t, kind, ideal)
	return liveAfter(d, s, l, n)
}

func TestAProjectIsAsMatureAsItsProductAtItsSlot(t *testing.T) {
	kind := Project{Matures: &product.Maturity{Half: 260, Effort: share(.6)}, Phases: []Phase{{Name: "work", CustomerWait: units.Fixed(units.Duration(0)), Effort: 10, Pace: 40}}}
	d, s, l := room(t, kind, Ideal{})
	d.Staff(0, people.Staffing{})
	enter(l, 0)
	d.Sign(0, 1, 0, 100) // waits for somebody for two years
	s.Run(520)
	d.Staff(0, people.Staffing{Payroll: 1, Full: 1, Working: 1})
	s.Run(521)
	d.Staff(0, people.Staffing{Payroll: 2, Full: 2, Working: 2})
	s.Run(521 + 5000*1./2)
	hours := 0.0
	for _, f := range l.Facts() {
		if f.Kind == ledger.Worked {
			hours += f.Amount
		}
	}
	assert.InDelta(t, 80*.7, hours, 1e-9)
}

// A project found in flight started when it was signed, and what it has behind it is of its own waits too.
func TestInFlightFeaturesAreBehindOrAhead(t *testing.T) {
	kind := Project{Matures: &product.Maturity{Half: 260, Age: 520, Effort: share(.6)}, Phases: []Phase{
		{Name: "files", CustomerWait: units.Fixed(units.Duration(0)), Effort: 10, Pace: 40},
		{Name: "work", Blocked: &product.Blocked{Share: 1, Wait: units.Fixed(units.Duration(16))}, CustomerWait: units.Fixed(units.Duration(6)), Effort: 5, Pace: 40}}}
	const ease = .8 // signed a year before, at an age of one
	all := 15*ease + 16 + 6
	for _, c := range []struct {
		behind, had, waits float64
	}{{0, 0, 16}, {8 / all, 0, 16}, {16 / all, 8, 8}, {25 / all, 16, 0}, {33 / all, 16, 0}} {
		d, s, l := room(t, kind, Ideal{})
		enter(l, 0)
		d.Resume(0, 1, 0, 100, -260, c.behind)
		s.Run(500)
		had, waits, live := 0.0, 0.0, 0.0
		for _, f := range l.Facts() {
			switch {
			case f.Kind == ledger.WentLive:
				live = f.At
			case f.Kind == ledger.Blocked && f.Marks&ledger.Found != 0:
				had += f.Amount
			case f.Kind == ledger.Blocked:
				waits += f.Amount
			}
		}
		assert.InDelta(t, all*(1-c.behind), live, 1e-9, "%v", c.behind)
		assert.InDelta(t, c.had, had, 1e-9, "%v", c.behind)
		assert.InDelta(t, c.waits, waits, 1e-9, "%v", c.behind)
	}
	d, s, l := room(t, kind, Ideal{Delivery: true})
	enter(l, 0)
	d.Resume(0, 1, 0, 100, -260, 16/all)
	s.Run(500)
	for _, f := range l.Facts() {
		require.NotEqual(t, ledger.Blocked, f.Kind, "who goes live as promised waits for nothing")
	}
}

func TestPlannedDaysKnowFeaturesAndTheAgeOfToday(t *testing.T) {
	kind := Project{Team: "own", EffortMultiplier: units.Fixed(units.Number(1.5)), Matures: &product.Maturity{Half: 260, Age: 520, Effort: share(.6), Blocked: share(0)},
		Phases: []Phase{{Name: "work", Blocked: &product.Blocked{Share: .4, Wait: units.Fixed(units.Duration(30))}, CustomerWait: units.Fixed(units.Duration(2)), Effort: 10, Pace: 40}}}
	p := Params{Projects: units.Map[Project]{{Name: "job", Value: kind}}}
	want := .1*30 + 2 + 1.5*10*.7
	assert.InDelta(t, want, Planned(p, Mix{{Name: "job", Value: 1}}), 1e-12)
	p.Ideal.Features = true
	assert.InDelta(t, want, Planned(p, Mix{{Name: "job", Value: 1}}), 1e-12, "the book is what it is")
	assert.True(t, p.Blocks())
	for _, never := range []product.Blocked{{Share: 0, Wait: units.Fixed(units.Duration(30))}, {Share: 1, Wait: units.Fixed(units.Duration(0))}} {
		q := Params{Projects: units.Map[Project]{{Name: "job", Value: Project{Phases: []Phase{{Blocked: &never}}}}}}
		assert.False(t, q.Blocks())
		q.Projects[0].Value.Matures = &product.Maturity{Half: 260, Blocked: share(.5)}
		assert.Equal(t, never.Share == 0, q.Blocks(), "it may come to something")
	}
}
