package success_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"postsale/models/ledger"
	"postsale/models/success"
	"postsale/models/units"
)

// 10 % leave at the first renewal after a year, new and live at once; of half the attention they leave 1.45^(2^(-A/.5) - 1/4)
// times as fast.
func TestAttentionThatIsHeldMovesChurnAsItsCurveSays(t *testing.T) {
	const theta, ratio = .1, 1.45
	for _, c := range []struct {
		people    int // for 20 accounts, 2 a person
		attention float64
		want      float64
	}{{0, 0, .1300}, {5, .5, .1092}, {10, 1, .1000}, {20, 2, .0936}} {
		o := plain().open()
		o.staff("success", c.people)
		for range 20 {
			o.GoLive(o.enter("smb", 0), 0)
		}
		var x float64
		o.at(260, func() { x = o.Unattended(0) })
		o.sim.Run(260)
		assert.InDelta(t, math.Exp2(-c.attention/.5)-.25, x, 1e-12, "attention %v", c.attention)
		assert.InDelta(t, c.want, 1-math.Pow(1-theta, math.Pow(ratio, x)), .5e-4, "attention %v", c.attention)
	}
}

func TestMorePeopleHelpAndLessAndLess(t *testing.T) {
	missed := func(people int) float64 {
		o := plain().open()
		o.staff("success", people)
		for range 4 {
			o.GoLive(o.enter("smb", 0), 0)
		}
		o.sim.Run(50)
		return o.Unattended(3)
	}
	for people := range 5 {
		assert.Less(t, missed(people+1), missed(people))
		assert.Less(t, missed(people+1)-missed(people+2), missed(people)-missed(people+1))
	}
}

// What works make of the hours of a team moves what there is, and not what accounts need.
func TestMoreHoursOfThePeopleAreMoreAttention(t *testing.T) {
	o := plain().open()
	o.staff("success", 2)
	for range 4 {
		o.GoLive(o.enter("smb", 0), 0)
	}
	o.Employ(o.Find("success"), 1.5)
	o.sim.Run(10)
	assert.InDelta(t, math.Exp2(-1.5/.5)-.25, o.Unattended(0), 1e-12)
}

// A job takes a person away from accounts for its hours x 40 over those of a week.
func TestAJobTakesItsHoursOfOnePerson(t *testing.T) {
	for _, c := range []struct {
		hours units.Pace
		job   units.Duration // days of 8 hours
		want  float64        // days
	}{{40, 1, 1}, {20, 1, 2}, {27.7, .75, .75 * 40 / 27.7}, {40, 0, 0}} {
		p := plain()
		p.hours = c.hours
		p.params.Expansions = &success.Expansions{Owner: success.Own, Patience: 65, Alone: .6}
		p.segments[0].Expansion = &c.job
		o := p.open()
		o.staff("success", 2)
		o.enter("smb", 0)
		o.at(3, func() { o.come(0) })
		o.sim.Run(100)
		if assert.Len(t, o.decisions, 1) {
			assert.InDelta(t, 3+c.want, o.decisions[0].at, 1e-12, "%v of a person of %v", c.job, c.hours)
		}
		spent, since, rate := 0.0, 0.0, 0.0
		for _, f := range o.ledger.Facts() {
			if f.Kind == ledger.Jobbed {
				spent += rate * (f.At - since)
				since, rate = f.At, f.Amount
			}
		}
		assert.InDelta(t, 8*float64(c.job), spent, 1e-9, "hours on jobs")
	}
}

// The remembered mean is that of what was missed since go-live, forgotten as it goes: the closed form that the portfolio keeps
// a segment is held to an integral piece by piece, of the attention that facts tell.
func TestTheRememberedMeanIsAnIntegral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plain()
		p.forgets = units.Duration(rapid.IntRange(1, 400).Draw(t, "forgets")) // from 1.44 days: weights get a new unit
		p.segments[0].HalfAt = units.Share(float64(rapid.IntRange(1, 30).Draw(t, "half")) / 10)
		p.segments[1] = &success.Segment{Team: "success", AccountsPerPerson: 5, HalfAt: .5}
		o := p.open()
		steps := rapid.IntRange(1, 60).Draw(t, "steps")
		lives := map[int32]float64{}
		segment := map[int32]int{}
		var all []int32
		for step := range steps {
			day := float64(rapid.IntRange(0, 500).Draw(t, "day")) + float64(step)/100
			what, number := rapid.IntRange(0, 3).Draw(t, "what"), rapid.IntRange(0, 6).Draw(t, "number")
			o.at(day, func() {
				switch {
				case what == 0:
					o.employ("success", number, float64(number)/2)
				case what == 1 && len(all) > 0:
					if customer := all[number%len(all)]; lives[customer] > 0 && !o.gone[customer] {
						o.leave(customer)
					}
				default:
					customer := o.enter(segments[number%2], 0)
					segment[customer], lives[customer] = number%2, o.sim.Now()
					all = append(all, customer)
					o.GoLive(customer, o.sim.Now())
				}
			})
		}
		const until = 600
		o.sim.Run(until)
		tau := float64(p.forgets) / math.Ln2
		for _, customer := range all {
			if o.gone[customer] {
				continue
			}
			s := p.segments[segment[customer]]
			felt := 0.0
			piece := func(from, to, x float64) {
				from = max(from, lives[customer])
				if to > from {
					felt += x * tau * (math.Exp((to-until)/tau) - math.Exp((from-until)/tau))
				}
			}
			since, x := 0.0, 0.0
			for _, f := range o.ledger.Facts() {
				if f.Kind != ledger.Attended {
					continue
				}
				piece(since, f.At, x)
				since, x = f.At, 0
				if f.Extra > 0 {
					x = math.Exp2(-f.Amount/f.Extra/float64(s.HalfAt)) - math.Exp2(-1/float64(s.HalfAt))
				}
			}
			piece(since, until, x)
			mean := felt / (tau * (1 - math.Exp((lives[customer]-until)/tau)))
			// Sums of at most 1 each, of up to twice as many terms as steps, over a mean of at least (1 - 1/e) of the memory.
			rounding := 1e-15 * float64(8*steps+8) * tau / (tau * (1 - math.Exp((lives[customer]-until)/tau)))
			assert.InDelta(t, mean, o.Unattended(customer), rounding+1e-13, "%s", name(customer))
		}
	})
}

// What there is for accounts is the people that work, less those on jobs, and what they need is by the design load.
func TestHoursForAccountsAreThoseThatJobsLeave(t *testing.T) {
	p := plain()
	p.params.Expansions = &success.Expansions{Owner: success.Own, Patience: 65}
	p.segments[0].Expansion = new(units.Duration)
	*p.segments[0].Expansion = 10
	o := p.open()
	o.employ("success", 2, 2.5)
	for range 3 {
		o.GoLive(o.enter("smb", 0), 0)
	}
	o.at(1, func() { o.come(0) })
	o.at(2, func() { o.come(1) })
	o.at(3, func() { o.come(2) }) // waits: two are fully productive
	o.sim.Run(4)
	o.tell("")
	assert.Equal(t, []string{
		"0 success has 20 hours a day for 0 accounts that need 0",
		"0 success has 20 hours a day for 1 accounts that need 4",
		"0 success has 20 hours a day for 2 accounts that need 8",
		"0 success has 20 hours a day for 3 accounts that need 12",
		"1 A: expansion opens", "1 A: expansion taken up after 0",
		"1 success has 12 hours a day for 3 accounts that need 12", "1 success spends 8 on jobs",
		"2 B: expansion opens", "2 B: expansion taken up after 0",
		"2 success has 4 hours a day for 3 accounts that need 12", "2 success spends 16 on jobs",
		"3 C: expansion opens",
	}, o.told)
}

func TestReliefTakesAShareOffWhatWasMissedAndNothingOffGood(t *testing.T) {
	p := plain()
	p.params.Health = &success.Health{Every: 20, Yellow: 1.15, Red: 1.4}
	p.params.Rescue = &success.Rescue{Saves: 1, Relief: .7, Again: 1000}
	p.segments[0].Rescue = new(units.Duration)
	for _, c := range []struct {
		people int // before the rescue
		keeps  float64
	}{{0, .3}, {4, 1}} { // 4 people for one account have time: what it got beyond the design load stays
		o := p.open()
		o.staff("success", c.people)
		o.GoLive(o.enter("smb", 0), 0)
		o.risks[0] = 2
		var before, after, later float64
		// At 20 the review makes the job, which somebody takes up at once, or on day 20 when somebody comes for a moment.
		o.at(20, func() { before = o.Unattended(0) })
		o.at(20.5, func() { o.employ("success", 1, 0) })
		o.at(20.5, func() { o.staff("success", c.people) })
		o.at(21, func() { after = o.Unattended(0) })
		o.at(60, func() { later = o.Unattended(0) })
		o.sim.Run(70)
		assert.Equal(t, []int32{0}, o.relieved, fmt.Sprint(c.people))
		x := math.Exp2(-float64(c.people)*2/.5) - .25
		tau := 130 / math.Ln2
		at := func(day, rescued float64) float64 {
			felt := c.keeps*x*tau*(1-math.Exp(-rescued/tau))*math.Exp((rescued-day)/tau) + x*tau*(1-math.Exp((rescued-day)/tau))
			return felt / (tau * (1 - math.Exp(-day/tau)))
		}
		rescued := 20.5
		if c.people > 0 {
			rescued = 20
		}
		assert.InDelta(t, x, before, 1e-12)
		assert.InDelta(t, at(21, rescued), after, 1e-12)
		assert.InDelta(t, at(60, rescued), later, 1e-12)
	}
}
