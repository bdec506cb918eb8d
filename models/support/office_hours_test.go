package support_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/sim/random"
)

// sessions gives a support office hours every week, for a share of questions.
func sessions(p support.Params, seats units.Count, share units.Share) support.Params {
	p.OfficeHours = &support.OfficeHours{Team: "implementation", Every: fiscal.Week, Length: .125, Seats: seats, Share: share}
	return p
}

// afternoon are a helpdesk's facts of sessions.
var afternoon = []ledger.Kind{ledger.SessionHeld, ledger.AnsweredInSession, ledger.SessionFull}

func TestASessionWaitsForSomebodyToHoldIt(t *testing.T) {
	h := open(t, sessions(plan(), 10, 1))
	h.free = 12
	h.ask(1, standard, question)
	h.ask(7, standard, question)
	h.ask(11, standard, question)
	h.ask(13, standard, question)
	assert.Equal(t, []string{
		"12 a session of 10 seats begins", "12 A is answered in it after 11", "12 B is answered in it after 5", "12 C is answered in it after 1",
		"15 a session of 10 seats begins", "15 D is answered in it after 2", "20 a session of 10 seats begins",
	}, h.story(22, afternoon...), "those who asked meanwhile are in it, and the session of day 10 is no second one")
}

func TestWhoHasLeftComesToNoSession(t *testing.T) {
	h := open(t, sessions(plan(), 1, 1))
	h.ask(1, standard, question)
	h.ask(2, premium, question)
	h.at(3, func() { h.Sessions.Leave(standard) })
	assert.Equal(t, []string{"5 a session of 1 seats begins", "5 B is answered in it after 3"}, h.story(8, afternoon...))
}

func TestSessionsAreCountedFromTheFirstDay(t *testing.T) {
	p := sessions(plan(), 10, 1)
	p.OfficeHours.Every = 2.5
	h := open(t, p)
	assert.Equal(t, []string{"2.5 a session of 10 seats begins", "5 a session of 10 seats begins", "7.5 a session of 10 seats begins"}, h.story(9, afternoon...))
}

func TestWhatIsFoundOrBrokenWaitsForNoSession(t *testing.T) {
	p := sessions(plan(), 10, 1)
	p.HowDoI.Share, p.HowDoI.Deflected = 1, .5
	h := open(t, p)
	h.at(0, func() { h.openNow(0, standard, support.Found, anything) })
	h.at(0, func() { h.openNow(0, standard, product, issue{0, .5}) })
	h.misconfigure(0, standard)
	assert.Equal(t, []string{"0 A opens", "0 A is answered after 0", "0 B opens", "1 B is answered after 1", "1 A is resolved after 1", "5 B is resolved after 5", "5 a session of 10 seats begins"}, h.story(6, life...))
	assert.Equal(t, []string{"0 customer 0 helps itself"}, h.tell(ledger.Deflected))
}

func TestQuestionsInASessionAreJudgedByNobody(t *testing.T) {
	p := sessions(plan(), 1, 1)
	p.Targets.FirstResponse, p.Targets.Resolution = .5, .75
	h := open(t, p)
	h.ask(1, standard, question)
	h.ask(2, standard, question)
	h.at(4, func() { h.Review(standard) })
	h.at(5.6, func() { h.Review(standard) })
	h.sim.Run(6.5)
	assert.Equal(t, []string{"6 customer 0: broken at 5.75"}, h.judged, "the second is a ticket from day 5 on, and a day is too long for its solution alone")
	assert.Equal(t, []string{"5 B is answered after 0", "6 B is resolved after 1"}, h.tell(ledger.Answered, ledger.Resolved))
}

func TestATicketWithoutASeatIsTheOneThatItWouldHaveBeen(t *testing.T) {
	p := plan()
	p.HowDoI.Share, p.HowDoI.Touch = 1, units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 1}}
	p.HowDoI.Escalated, p.Reopened = .5, .5
	fate := func(p support.Params, day float64, number uint64) (lines []string) {
		h := open(t, p)
		if p.OfficeHours != nil {
			h.ask(1, standard, anything) // who has the seat
		}
		h.at(day, func() {
			h.Open(premium, entity(premium), premium, support.Opening{From: product, Number: number})
		})
		h.sim.Run(200)
		for _, f := range h.ledger.Facts() {
			if f.Customer == premium && f.Kind != ledger.SessionAwaited && f.Kind != ledger.SessionFull {
				lines = append(lines, fmt.Sprintf("%.6g %v %.6g %.6g", f.At, f.Kind, f.Amount, f.Extra))
			}
		}
		return lines
	}
	for number := range uint64(20) {
		want := fate(p, 5, number)
		require.NotEmpty(t, want)
		assert.Equal(t, want, fate(sessions(p, 1, 1), 2, number), "question %d", number)
	}
}

// Of many questions a share waits; those that come at any time wait half a week on average, uniformly between nothing and a week.
func TestQuestionsWaitHalfTheTimeBetweenSessions(t *testing.T) {
	const n, falseAlarm = 4000, .001
	p := sessions(plan(), 10_000, .3)
	p.HowDoI.Share = 1
	h := open(t, p)
	luck := random.New(1, "when").Trial(0)
	h.begin(0, map[support.Station]int{support.Tier1: 10_000})
	for i := range n {
		h.ask(60*luck.Uniform(0, uint64(i)), standard, anything)
	}
	h.sim.Run(60)
	var waits, square, count float64
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.AnsweredInSession {
			waits, square, count = waits+f.Amount, square+f.Amount*f.Amount, count+1
		}
	}
	critical := distuv.UnitNormal.Quantile(1 - falseAlarm/4)
	assert.InDelta(t, .3*n, count, critical*math.Sqrt(.3*.7*n))
	assert.InDelta(t, 2.5, waits/count, critical*math.Sqrt((square/count-math.Pow(waits/count, 2))/count))
}

// The more wait for a session the less tier 1 has to do, and of nobody else's tickets anything changes.
func TestSessionsTakeLoadOffTier1(t *testing.T) {
	worked := func(p support.Params) (days float64, broken []string) {
		p.Tier1.People = 50
		p.HowDoI.Touch = units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: .1}}
		h := open(t, p)
		for i := range 100 {
			h.ask(float64(i)/2, standard, anything)
		}
		h.sim.Run(60)
		h.Settle()
		for _, f := range h.ledger.Facts() {
			switch {
			case f.Kind == ledger.Served && int(f.Scope) == h.ledger.Team(0):
				days += f.Amount
			case f.Kind == ledger.Opened && f.Extra == 2:
				broken = append(broken, fmt.Sprint(f.At, f.Subject, f.Extra))
			}
		}
		return days, broken
	}
	plain, alike := worked(plan())
	none, _ := worked(sessions(plan(), 10, 0))
	some, _ := worked(sessions(plan(), 10, .5))
	all, same := worked(sessions(plan(), 10, 1))
	full, _ := worked(sessions(plan(), 1, 1))
	assert.Equal(t, plain, none, "a share of nothing is as if there were no session")
	assert.Greater(t, none, some)
	assert.Greater(t, some, all)
	assert.Greater(t, full, all, "with too few seats some come back to it")
	assert.Equal(t, alike, same)
}

func TestWhatIsWrongWithOfficeHours(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(o *support.OfficeHours)
		want []string
	}{
		{"nothing", func(*support.OfficeHours) {}, nil},
		{"no team", func(o *support.OfficeHours) { o.Team = "" }, []string{`office_hours.team: must name a delivery team, got ""`}},
		{"tier 1", func(o *support.OfficeHours) { o.Team = "tier1" }, []string{`office_hours.team: must name a delivery team, got "tier1"`}},
		{"too often", func(o *support.OfficeHours) { o.Every = .1 }, []string{"office_hours.every: must be between 1h and 1y, got 0.1d"}},
		{"no length", func(o *support.OfficeHours) { o.Length = 0 }, []string{"office_hours.length: must be above 0, got 0"}},
		{"no seats", func(o *support.OfficeHours) { o.Seats = 0 }, []string{"office_hours.seats: must be between 1 and 10000, got 0"}},
		{"more than all", func(o *support.OfficeHours) { o.Share = 1.5 }, []string{"office_hours.share: must be between 0% and 100%, got 150%"}},
		{"no numbers", func(o *support.OfficeHours) {
			nan := math.NaN()
			o.Every, o.Length, o.Share = units.Duration(nan), units.Duration(nan), units.Share(nan)
		}, []string{"office_hours.every: must be between 1h and 1y, got NaNd", "office_hours.length: must be above 0, got NaNd", "office_hours.share: must be between 0% and 100%, got NaN%"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sessions(plan(), 12, .5)
			c.edit(p.OfficeHours)
			assert.Equal(t, c.want, units.Found(func(f *units.Faults) { p.Validate(f, []string{"implementation"}) }))
		})
	}
}

func TestSessionsAllocateNothing(t *testing.T) {
	p := sessions(plan(), 3, 1)
	h := open(t, p)
	h.ledger.Forget()
	h.OnJudged = func(int32, bool, float64) {}
	trial := uint64(0)
	run := func() {
		trial++
		h.sim.Reset(0)
		h.deeds = h.deeds[:0]
		h.ledger.Reset()
		h.Begin(trial)
		h.Staff(support.Tier1, 1)
		for number := range uint64(60) {
			h.sim.Run(float64(number) / 2)
			h.Open(standard, entity(standard), standard, support.Opening{From: product, Number: number})
		}
		h.sim.Run(60)
	}
	for range 5 {
		run()
	}
	assert.Zero(t, testing.AllocsPerRun(5, run))
}

func TestATrialOfSessionsBeginsWithNobody(t *testing.T) {
	h := open(t, sessions(plan(), 10, 1))
	h.free = 1000
	h.ask(1, standard, question)
	h.sim.Run(12) // a session is still to be held
	h.free = 0
	h.deeds = nil
	h.sim.Reset(3)
	h.begin(1, map[support.Station]int{support.Tier1: 1})
	h.ask(4, premium, question)
	assert.Equal(t, []string{"8 a session of 10 seats begins", "8 A is answered in it after 4", "13 a session of 10 seats begins"}, h.story(14, afternoon...),
		"and they are counted from its first day")
}

func TestQuestionsThatWaitAreCountedAmongWhatIsOpen(t *testing.T) {
	h := open(t, sessions(plan(), 10, 1))
	for day := range 4 {
		h.ask(1+float64(day)/2, standard, question)
	}
	h.ask(4, standard, breakage)
	h.sim.Run(4.5)
	assert.Equal(t, 5, h.crowd)
}

func TestQuestionsOfSessionsAreNotReferred(t *testing.T) {
	come := support.Come{Found: 10, Asked: 1000, Misconfigured: 0}
	p := plan()
	p.HowDoI.Escalated, p.Engineering.Share = .5, 1
	assert.InDelta(t, .5*.5*1010, p.Referred(come), 1e-9)
	assert.InDelta(t, .5*.5*(10+.4*1000), sessions(p, 10, .6).Referred(come), 1e-9)
	p.HowDoI.Share, p.Tier1.People = 1, 0
	nobody := p.Left(come, nil, nil, 0, 0, 100)
	assert.InDelta(t, 1010, nobody, 1e-9)
	assert.InDelta(t, 10, sessions(p, 10, 1).Left(come, nil, nil, 0, 0, 100), 1e-9)
}
