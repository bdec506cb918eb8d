package delivery_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
)

// TestWhateverHappensTheBooksAgree signs, expands, withdraws, staffs, interrupts and waits
// in any order, and holds an auditor's own books to what must always be true.
func TestWhateverHappensTheBooksAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyAgency(t)
		a := audited(t, p)
		a.found = false
		for range rapid.IntRange(0, 4).Draw(t, "in flight") {
			a.resume(rapid.SampledFrom(a.types).Draw(t, "type"), rapid.Float64Range(0, .999).Draw(t, "behind"))
			a.add(named{customer: a.signed - 1}, card{found: true})
		}
		a.audit()
		a.found = true
		t.Repeat(map[string]func(*rapid.T){
			"sign": func(t *rapid.T) { a.signNow(rapid.SampledFrom(a.types).Draw(t, "type")) },
			"expand": func(t *rapid.T) {
				if a.signed > 0 {
					a.expand(a.sim.Now(), rapid.Int32Range(0, a.signed-1).Draw(t, "customer"), 50)
					a.sim.Run(a.sim.Now())
				}
			},
			"withdraw": func(t *rapid.T) {
				if a.signed > 0 {
					a.Cancel(rapid.Int32Range(0, a.signed-1).Draw(t, "customer"))
				}
			},
			"staff": func(t *rapid.T) {
				full, learning := rapid.IntRange(0, 3).Draw(t, "full"), rapid.IntRange(0, 2).Draw(t, "learning")
				a.Staff(rapid.IntRange(0, 1).Draw(t, "team"),
					people.Staffing{Payroll: full + learning, Full: full, Working: float64(full) + float64(learning)/2})
			},
			"interrupt": func(t *rapid.T) {
				a.touch = append(a.touch, rapid.Float64Range(.1, 3).Draw(t, "touch"))
				a.Interrupt(0, delivery.Tickets, int32(len(a.touch)-1), 0)
			},
			"wait":   func(t *rapid.T) { a.sim.Run(a.sim.Now() + rapid.Float64Range(0, 5).Draw(t, "days")) },
			"settle": func(*rapid.T) { a.Settle() },
			"":       func(*rapid.T) { a.audit() },
		})

		a.staff(0, 3)
		a.staff(1, 3)
		a.sim.Run(a.sim.Now() + 1e5)
		a.audit()
		a.close(p.Partners[0].Value.Oversight == 0)
		fresh := audited(t, p)
		fresh.staff(0, 3)
		fresh.staff(1, 3)
		require.InDeltaSlice(t, fresh.probe(), a.probe(), 1e-6, "all is again as on the first day")
	})
}

// audited is a workshop whose expansions bring what the segment buys.
func audited(t require.TestingT, p delivery.Params) *auditor {
	var mixes []delivery.Mix
	var further []delivery.Further
	for _, name := range p.Projects.Names() {
		mixes, further = append(mixes, delivery.Mix{{Name: units.Name(name), Value: 1}}), append(further, delivery.Further{{Name: units.Name(name), Value: 1}})
	}
	return &auditor{workshop: openGrowing(t, p, mixes, further), t: t, after: float64(p.Routes[0].After), found: true, cards: map[named]*card{}}
}

// anyAgency is an agency of any parameters, with architects for its designs.
func anyAgency(t *rapid.T) delivery.Params {
	oneOf := func(what string, values ...float64) float64 { return rapid.SampledFrom(values).Draw(t, what) }
	p := agency()
	p.HandOff = units.Duration(oneOf("hand-off", 0, 1))
	p.Teams[0].Value.People = 3 // at most
	p.Teams[1].Value.People = 3
	slots := units.Number(oneOf("slots of a design", 0, 1, 2))
	for i := range p.Projects {
		job := &p.Projects[i].Value
		job.Price.Fixed = new(units.Money(1000))
		job.EffortMultiplier = units.Lognormal(units.Number(1), .5)
		design := phase("sketch", 0, 1)
		design.Team = "architects"
		if slots > 0 {
			design = takes(slots, design)
		}
		job.Phases = slices.Insert(job.Phases, 1, design)
		job.Phases[2].CustomerWait = units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 2}}
	}
	p.Routes[0].After = units.Duration(oneOf("after", 0, 2))
	partner := &p.Partners[0].Value
	partner.LeadTime = units.Duration(oneOf("lead", 0, 2))
	partner.Oversight = units.Share(oneOf("oversight", 0, .5))
	partner.EffortFactor = units.Number(oneOf("factor", .5, 1, 1.5))
	return p
}

// auditor follows the facts of a workshop.
type auditor struct {
	*workshop
	t        require.TestingT
	after    float64 // of the overflow
	found    bool    // the projects in flight are
	read     int
	now      float64
	cards    map[named]*card
	scopes   [3]account // own, architects, partner
	most     float64    // slots that a phase has waited for
	on       int        // people on interrupts
	drawn    float64    // hours of the own teams
	answered float64    // hours of people on interrupts
	worked   float64    // hours of projects, by the own teams
}

// named names a project.
type named struct{ customer, opportunity int32 }

// card is what an auditor knows of a project.
type card struct {
	kind                       string
	found, started, live, over bool
	queued                     bool
	turn                       bool    // is awaited
	since                      float64 // when it is queued
	holds                      [3]float64
	billed                     float64
}

// account is what an auditor knows of a team.
type account struct{ busy, slots, hours, draws float64 }

func (a *auditor) signNow(kind string) {
	customer, segment := a.enter(kind, 100, ledger.Held)
	a.add(named{customer: customer}, card{kind: kind})
	a.Sign(customer, entity(customer), segment, 100)
}

func (a *auditor) add(name named, c card) { a.cards[name] = &c }

// audit reads what is new and then looks at who waits.
func (a *auditor) audit() {
	facts := a.ledger.Facts()
	for ; a.read < len(facts); a.read++ {
		a.book(facts[a.read])
	}
	for _, s := range a.scopes[:2] {
		require.LessOrEqual(a.t, s.draws, s.hours+1e-9, "hours drawn are there")
	}
	for _, c := range a.cards {
		if c.queued && c.kind != "whole" {
			require.Greater(a.t, a.scopes[0].busy+1, a.scopes[0].slots, "who waits finds no own slot")
		}
		if c.turn {
			require.Greater(a.t, a.scopes[1].busy+a.most, a.scopes[1].slots, "nor one of the architects who waits for them")
		}
		if c.queued && (c.kind == "whole" || c.kind == "overflow" && a.sim.Now() >= c.since+a.after) {
			require.Greater(a.t, a.scopes[2].busy+1, a.scopes[2].slots, "nor one of the partner")
		}
	}
}

func (a *auditor) book(f ledger.Fact) {
	a.drawn += (a.scopes[0].draws + a.scopes[1].draws) * (f.At - a.now)
	a.answered += min(a.scopes[0].hours, 8*float64(a.on)) * (f.At - a.now)
	a.now = f.At
	switch f.Kind {
	case ledger.Answered:
		a.on++
		return
	case ledger.Resolved:
		a.on--
		return
	case ledger.Slotted:
		a.scope(f).slots = f.Amount
		return
	case ledger.Timed:
		a.scope(f).hours = f.Amount
		return
	case ledger.Drew:
		a.scope(f).draws = f.Amount
		return
	case ledger.Held, ledger.Resumed, ledger.Paid:
		return
	}
	name := named{f.Customer, f.Subject}
	if f.Kind == ledger.Brought {
		require.NotContains(a.t, a.cards, name)
		a.add(name, card{kind: a.types[f.Scope], live: true})
		return
	}
	c := a.cards[name]
	require.False(a.t, c.over && f.Kind != ledger.Freed, "nothing happens to who is gone")
	switch f.Kind {
	case ledger.Took:
		s, i := a.scope(f), a.number(f)
		require.Zero(a.t, c.holds[i], "a project takes its slots once")
		c.holds[i] = f.Amount
		s.busy += f.Amount
		require.True(a.t, !a.found || s.busy <= s.slots, "slots are taken when they are free")
	case ledger.Freed:
		i := a.number(f)
		require.Equal(a.t, c.holds[i], f.Amount, "a project frees what it took")
		c.holds[i] = 0
		a.scope(f).busy -= f.Amount
	case ledger.Queued:
		c.queued, c.since = true, f.At
	case ledger.Unqueued:
		require.True(a.t, c.queued)
		c.queued = false
	case ledger.PhaseQueued:
		require.True(a.t, !c.turn && c.holds[1] == 0)
		c.turn, a.most = true, max(a.most, f.Amount)
	case ledger.PhaseStarted:
		require.Equal(a.t, c.turn, f.Marks&ledger.Late != 0, "who waited says so")
		require.Positive(a.t, c.holds[1])
		require.Zero(a.t, c.holds[2], "what a partner does takes none")
		c.turn = false
	case ledger.Started:
		require.False(a.t, c.started || c.queued || c.found)
		c.started = true
	case ledger.WentLive:
		require.False(a.t, c.live)
		c.live = true
	case ledger.Worked:
		require.Positive(a.t, f.Amount)
		if f.Marks&ledger.Partner == 0 {
			a.worked += f.Amount
		}
	case ledger.Billed:
		c.billed += f.Amount
		require.LessOrEqual(a.t, c.billed, 1000+1e-6)
	case ledger.Finished:
		require.True(a.t, c.live)
		require.True(a.t, c.found || math.Abs(c.billed-1000) < 1e-6, "a whole project earns its whole price")
		c.over = true
	case ledger.Withdrawn:
		c.over, c.turn = true, false
	}
}

func (a *auditor) number(f ledger.Fact) int { return int(f.Scope) - a.ledger.Team(0) }

func (a *auditor) scope(f ledger.Fact) *account { return &a.scopes[a.number(f)] }

// close holds the books of the end, when all work is done.
func (a *auditor) close(exactly bool) {
	for _, c := range a.cards {
		require.True(a.t, c.over)
		require.Zero(a.t, c.holds)
		require.False(a.t, c.queued || c.turn)
	}
	for _, s := range a.scopes {
		require.Zero(a.t, s.busy)
		require.Zero(a.t, s.draws)
	}
	if exactly {
		require.InDelta(a.t, a.drawn, a.worked+a.answered, 1e-6, "hours drawn are hours of projects and interrupts")
	} else {
		require.GreaterOrEqual(a.t, a.drawn+1e-6, a.worked+a.answered, "or of oversight")
	}
}

// probe signs a project of each type and returns when things happen to them, in
// days since.
func (a *auditor) probe() []float64 {
	begin := a.sim.Now()
	for i, kind := range a.types {
		customer, segment := a.enter(kind, 100, ledger.Held)
		a.add(named{customer: customer}, card{kind: kind})
		a.Sign(customer, entity(int32(1000+i)), segment, 100)
	}
	a.sim.Run(begin + 1000)
	var days []float64
	for _, f := range a.ledger.Facts() {
		if f.At >= begin && slices.Contains(append(life, ledger.Drew, ledger.Took, ledger.Freed), f.Kind) {
			days = append(days, f.At-begin)
		}
	}
	return days
}
