package support_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/sim/random"
)

func TestFasterAnswersInduceMoreQuestions(t *testing.T) {
	p := plan()
	p.Induced = &support.Induced{Elasticity: .1, Usual: 2}
	h := open(t, p)
	assert.Equal(t, 1., h.Induce(), "nothing was answered yet")
	h.ask(0, standard, question)
	h.ask(.5, standard, question)
	h.ask(.75, standard, question)
	h.sim.Run(10) // answered after 0, .5 and 1.25 days
	assert.InEpsilon(t, math.Pow(2/(1.75/3), .1), h.Induce(), 1e-12)
	assert.InEpsilon(t, math.Pow(2/(1.75/3), .1), h.Induce(), 1e-12, "unchanged after a month without answers")
	h.ask(20, standard, breakage)
	h.sim.Run(30)
	assert.Equal(t, 2., h.Induce(), "at once")
	for range 8 {
		h.ask(40, standard, breakage) // 2 days each: 7 on average
	}
	h.sim.Run(60)
	assert.InEpsilon(t, math.Pow(2./7, .1), h.Induce(), 1e-12)
	var told []float64
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Induced {
			told = append(told, f.Amount)
			assert.Equal(t, int16(h.ledger.All()), f.Scope)
		}
	}
	assert.Len(t, told, 3, "only when it changes")

	h.begin(1, nil)
	assert.Equal(t, 1., h.Induce(), "a trial knows nothing of the one before")
}

func TestInducedDemandIsAtLeastHalfAndAtMostTwice(t *testing.T) {
	for usual, want := range map[units.Duration]float64{1000: 2, 1e-3: .5} {
		p := plan()
		p.Induced = &support.Induced{Elasticity: 1, Usual: usual}
		h := open(t, p)
		h.ask(0, standard, question)
		h.ask(0, standard, question)
		h.sim.Run(10)
		assert.Equal(t, want, h.Induce())
	}
	p := plan()
	p.Induced = &support.Induced{Elasticity: 0, Usual: 1}
	h := open(t, p)
	h.ask(0, standard, question)
	h.sim.Run(10)
	assert.Equal(t, 1., h.Induce(), "off")
}

// Of a ticket the same uniform says what it is about, whatever the mix, and the rest of its luck is its own.
func TestTheMixMovesWhatTicketsAreAboutAndLeavesTheirLuck(t *testing.T) {
	const tickets = 2000
	p := plan()
	p.HowDoI.Touch, p.BreakFix.Touch = units.Fixed(units.Duration(0)), units.Fixed(units.Duration(0))
	h := open(t, p)
	h.Tells = true
	luck := random.New(1, "ticket handling").Trial(0)
	for _, mix := range []struct{ questions, answered float64 }{{.5, 0}, {.2, .5}, {.8, .25}, {0, .9}} {
		h.begin(0, map[support.Station]int{support.Tier1: 1, support.Tier2: 1})
		h.Mix(mix.questions, mix.answered)
		deflected, questions := 0, 0
		for n := range uint64(tickets) {
			o := support.Opening{From: product, Number: n}
			h.Open(0, entity(0), standard, o)
			u := luck.Uniform(ticketOf(0, o), 3)
			for _, f := range h.ledger.Facts() {
				if f.Subject == o.Subject() && f.Kind == ledger.Deflected {
					deflected++
					assert.Less(t, u, mix.questions*mix.answered)
				}
				if f.Subject == o.Subject() && f.Kind == ledger.Questioned {
					questions++
					assert.Less(t, u, mix.questions)
				}
			}
			h.ledger.Reset()
		}
		assert.InDelta(t, mix.questions*mix.answered, float64(deflected)/tickets, 4*math.Sqrt(.25/tickets))
		assert.InDelta(t, mix.questions*(1-mix.answered), float64(questions)/tickets, 4*math.Sqrt(.25/tickets))
	}
}

func TestMoreProductiveHoursShortenTheTicketsThatAreBegunThen(t *testing.T) {
	h := open(t, plan())
	h.ask(0, standard, breakage)
	h.ask(1, standard, breakage)
	h.at(1, func() { h.Employ(support.Tier1, 1.25) })
	h.at(10, func() { h.Employ(support.Tier1, .5) })
	h.ask(20, standard, breakage)
	assert.Equal(t, []string{"0 A opens", "0 A is answered after 0", "1 B opens", "2 B is answered after 1", "2 A is resolved after 2",
		"3.6 B is resolved after 2.6", "20 C opens", "20 C is answered after 0", "24 C is resolved after 4"}, h.story(100, life...))
	h.sim.Reset(0)
	h.begin(0, map[support.Station]int{support.Tier1: 1})
	h.ask(0, standard, breakage)
	assert.Contains(t, h.story(100, life...), "2 A is resolved after 2", "the file's hours again")
}

func TestWhatIsWrongWithInducedDemandIsTold(t *testing.T) {
	p := plan()
	p.Tier1, p.Tier2 = people.Team{ProductiveHours: 40}, nil
	p.Induced = &support.Induced{Elasticity: 2, Usual: 0}
	var f units.Faults
	p.Validate(f.Under("support"), nil)
	assert.Equal(t, []units.Fault{
		{Path: "support.induced.elasticity", Message: "must be between 0% and 100%, got 200%"},
		{Path: "support.induced.usual", Message: "must be above 0, got 0"},
	}, f.All())
}
