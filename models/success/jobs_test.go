package success_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/models/ledger"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/sim/random"
	"postsale/sim/theory"
)

func days(d units.Duration) *units.Duration { return &d }

// busy is an office with jobs of all kinds, of smb at success and of large with closers.
func busy() plan {
	p := plain()
	p.params = success.Params{
		Renewals:   &success.Renewals{Owner: success.Own, Lead: 20},
		Expansions: &success.Expansions{Owner: "closers", Patience: 15, Alone: .6},
		Health:     &success.Health{Every: 10, Yellow: 1.15, Red: 1.4},
		Rescue:     &success.Rescue{Saves: .4, Relief: .7, Again: 30},
	}
	p.segments[0].Renewal, p.segments[0].Expansion, p.segments[0].Rescue = days(1), days(2), days(3)
	p.segments[1] = &success.Segment{Team: "closers", AccountsPerPerson: 1, HalfAt: .5, Renewal: days(4), Rescue: days(0)}
	return p
}

// One person, opportunities at load .8 of a day each, who all wait for as long as it takes.
func TestOpportunitiesWaitAsPollaczekSays(t *testing.T) {
	const load, replications, from, until = .8, 100, 200., 1700.
	p := plain()
	p.params.Expansions = &success.Expansions{Owner: success.Own, Patience: 1e6}
	p.segments[0].Expansion = days(1)
	o := p.open()
	luck := random.New(7, "arrivals")
	var waits []float64
	for replication := range uint64(replications) {
		o.begin(replication)
		o.staff("success", 1)
		o.enter("smb", 0)
		trial, day := luck.Trial(replication), 0.
		for k := uint64(0); day < until; k++ {
			day -= math.Log(1-trial.Uniform(1, k)) / load
			o.at(day, func() { o.come(0) })
		}
		o.sim.Run(until)
		sum, n := 0., 0.
		for _, f := range o.ledger.Facts() {
			if f.Kind == ledger.JobTaken && f.At >= from {
				sum, n = sum+f.Amount, n+1
			}
		}
		waits = append(waits, sum/n)
	}
	mean, square := 0., 0.
	for _, w := range waits {
		mean += w / replications
	}
	for _, w := range waits {
		square += (w - mean) * (w - mean) / (replications - 1)
	}
	const critical = 3.5 // of a normal, at 1 in 2,000
	assert.InDelta(t, 2, theory.Pollaczek(load, 0), 1e-12)
	assert.InDelta(t, 2, mean, critical*math.Sqrt(square/replications))
	assert.Less(t, math.Sqrt(square/replications), .08)
}

// Every job that opens is done, withdrawn, waits or is under way, whatever happens; nobody waits while somebody is free, and
// the hours on jobs are those of the jobs under way.
func TestNoJobIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := busy()
		p.params.Renewals.Owner = rapid.SampledFrom([]units.Name{success.Own, "closers"}).Draw(t, "owner")
		o := p.open()
		steps := rapid.IntRange(1, 80).Draw(t, "steps")
		people := map[string]int{}
		var all []int32
		conserved := func() {
			opened, taken, over, late := 0, 0, 0, 0
			jobbing := map[int16]float64{}
			for _, f := range o.ledger.Facts() {
				switch f.Kind {
				case ledger.JobOpened:
					opened++
				case ledger.JobTaken:
					taken++
				case ledger.JobDone:
					over++
				case ledger.JobWithdrawn:
					late++
				case ledger.Jobbed:
					jobbing[f.Scope] = f.Amount
				}
			}
			waits, runs := o.Jobs()
			require.Equal(t, opened, over+late+waits+runs)
			require.Equal(t, taken, over+runs)
			hours := 0.
			for _, h := range jobbing {
				hours += h
			}
			require.InDelta(t, 8*float64(runs), hours, 1e-9)
			if people["success"] > runs && people["closers"] > runs {
				require.Zero(t, waits, "while somebody is free")
			}
		}
		for step := range steps {
			day := float64(rapid.IntRange(0, 200).Draw(t, "day")) + float64(step)/100
			what, number := rapid.IntRange(0, 5).Draw(t, "what"), rapid.IntRange(0, 6).Draw(t, "number")
			o.at(day, func() {
				team := teams[number%2]
				customer := int32(-1)
				if len(all) > 0 {
					customer = all[number*7%len(all)]
				}
				switch {
				case what == 0:
					people[team] = number / 2
					o.staff(team, number/2)
				case what == 1 || customer < 0:
					customer = o.enter(segments[number%2], float64(number))
					all = append(all, customer)
					o.GoLive(customer, o.sim.Now())
					o.agree(customer, 30+10*float64(number), 5+10*float64(number%3))
				case o.gone[customer]:
				case what == 2:
					o.come(customer)
				case what == 3:
					o.risks[customer] = 1 + float64(number)/5
				case what == 4 && number > 3:
					o.leave(customer)
				}
				conserved()
			})
		}
		o.sim.Run(220)
		conserved()
		follow(t, o)
		var decided []decision
		for _, d := range o.decisions {
			require.False(t, slices.ContainsFunc(decided, func(b decision) bool { return b.customer == d.customer && b.chance == d.chance }), "twice")
			decided = append(decided, d)
		}
	})
}

// follow follows the jobs of each customer and kind: none is taken up or withdrawn that does not wait, none done that is not
// taken up, and nothing new opens for who has left.
func follow(t require.TestingT, o *office) {
	type place struct{ customer, subject int32 }
	waits, runs := map[place]int{}, map[place]int{}
	for _, f := range o.ledger.Facts() {
		at := place{f.Customer, f.Subject}
		switch f.Kind {
		case ledger.JobOpened:
			waits[at]++
		case ledger.JobTaken:
			waits[at]--
			runs[at]++
		case ledger.JobWithdrawn:
			waits[at]--
		case ledger.JobDone:
			runs[at]--
		}
		require.GreaterOrEqual(t, min(waits[at], runs[at]), 0)
		if f.Subject != ledger.ExpansionJob {
			require.LessOrEqual(t, waits[at], 1)
		}
	}
	for at, n := range waits {
		require.True(t, n == 0 || !o.gone[at.customer], "waits for who has left")
	}
}

func TestATermOfExactlyTwiceTheLeadHasAJob(t *testing.T) {
	for months := range 24 {
		var lead, double units.Duration
		require.NoError(t, lead.UnmarshalText(fmt.Appendf(nil, "%dmo", months+1)))
		require.NoError(t, double.UnmarshalText(fmt.Appendf(nil, "%dmo", 2*months+2)))
		p := plain()
		p.params.Renewals = &success.Renewals{Owner: success.Own, Lead: lead}
		p.segments[0].Renewal = days(1)
		o := p.open()
		term := float64(double)
		o.enter("smb", 0)
		o.agree(0, term, term)
		o.enter("smb", 0)
		o.agree(1, term-1, term-1)
		o.sim.Run(term - 2)
		assert.Equal(t, 1, o.count(ledger.JobOpened, ledger.RenewalJob), "%d months", months+1)
	}
}

// A rescue goes before a renewal, and that before an opportunity; within a kind the first goes first.
func TestJobsAreTakenUpInOrder(t *testing.T) {
	p := busy()
	p.params.Expansions.Owner = success.Own
	o := p.open()
	o.enter("smb", 0)
	o.enter("smb", 0)
	o.agree(0, 40, 25) // opens at 5
	o.risks[1] = 2     // reviewed at 10
	o.at(1, func() { o.come(0) })
	o.at(2, func() { o.come(1) })
	o.at(11, func() { o.staff("success", 1) })
	o.sim.Run(24)
	o.tell("")
	assert.Subset(t, o.told, []string{"11 B: rescue taken up after 1", "14 A: renewal taken up after 9", "15 A: expansion taken up after 14"})
	assert.Contains(t, o.told, "17 B: expansion taken up after 15", "in the last moment of patience")
}

// A rescue is won with the luck of its customer and its number, whoever does it and whenever; half of many are by a chance of
// a half.
func TestRescuesAreWonWithTheirChance(t *testing.T) {
	won := func(saves units.Share, people int) []int32 {
		p := plain()
		p.params.Health = &success.Health{Every: 10, Yellow: 1.15, Red: 1.4}
		p.params.Rescue = &success.Rescue{Saves: saves, Relief: .5, Again: 1000}
		p.segments[0].Rescue = days(1)
		o := p.open()
		o.staff("success", people)
		for range 400 {
			o.risks[o.enter("smb", 0)] = 2
		}
		o.sim.Run(500)
		require.Equal(t, 400, o.count(ledger.JobDone, ledger.RescueJob))
		slices.Sort(o.relieved)
		return o.relieved
	}
	half := won(.5, 1)
	assert.InDelta(t, 200, len(half), 3.5*math.Sqrt(400*.25))
	assert.Equal(t, half, won(.5, 7))
	assert.Subset(t, won(.7, 1), half)
	assert.Empty(t, won(0, 1))
	assert.Len(t, won(1, 1), 400)
}

// All ratios 1: nobody is anything but green, nothing is rescued.
func TestWithoutRiskAllAreGreen(t *testing.T) {
	p := busy()
	o := p.open()
	for i := range 10 {
		o.enter("smb", float64(i))
	}
	o.Look()
	o.sim.Run(100)
	for _, f := range o.ledger.Facts() {
		assert.NotEqual(t, ledger.Turned, f.Kind)
	}
	assert.Zero(t, o.count(ledger.JobOpened, ledger.RescueJob))
}

// A trial is the same whatever was run before.
func TestATrialOfAnOfficeIsTheSameWhateverWasRunBefore(t *testing.T) {
	run := func(o *office, trial uint64) []ledger.Fact {
		o.begin(trial)
		o.staff("success", 1)
		for i := range 20 {
			customer := o.enter(segments[i%2], 0)
			o.GoLive(customer, 0)
			o.agree(customer, 40, 40)
			o.risks[customer] = 1 + float64(i%3)
		}
		for i := range 20 {
			o.at(float64(3*i), func() { o.come(int32(i)) })
		}
		o.at(50, func() { o.leave(3) })
		o.sim.Run(100)
		return slices.Clone(o.ledger.Facts())
	}
	worn := busy().open()
	first, second := run(worn, 1), run(worn, 2)
	assert.NotEqual(t, first, second)
	assert.Equal(t, second, run(busy().open(), 2))
	assert.Equal(t, first, run(worn, 1))
}

func TestWhetherSuccessSellsIsToldAgainstToday(t *testing.T) {
	yes, no := true, false
	own, other := &success.Renewals{Owner: success.Own}, &success.Renewals{Owner: "closers"}
	for _, c := range []struct {
		renewals *success.Renewals
		today    *bool
		want     float64
	}{{own, nil, 0}, {other, nil, 0}, {nil, nil, 0}, {own, &yes, 0}, {own, &no, 1}, {other, &yes, -1}, {other, &no, 0}, {nil, &yes, -1}} {
		assert.Equal(t, c.want, success.Params{Renewals: c.renewals, SoldToday: c.today}.Sells())
	}
	p := plain()
	p.params = success.Params{Renewals: own, SoldToday: &no}
	o := p.open()
	assert.Equal(t, 1., o.Sold(o.enter("smb", 0)))
	assert.Zero(t, o.Sold(o.enter("large", 0)), "nobody looks after it")
	assert.Equal(t, 1., success.Params{Expansions: &success.Expansions{Owner: success.Own}, SoldToday: &no}.Sells())
}
