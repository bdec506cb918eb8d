package support_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/models/ledger"
	"postsale/models/support"
	"postsale/models/units"
)

// Days are multiples of a quarter, so that sums are exact and a target may be met
// to the moment.
func TestATicketIsJudgedWhenItIsLateOrCloses(t *testing.T) {
	for _, c := range []struct {
		name    string
		targets support.Targets
		change  func(p *support.Params)
		deeds   func(h *helpdesk)
		want    []string // told to the judges
		facts   []string
	}{
		{
			name: "in time", targets: support.Targets{FirstResponse: 1, Resolution: 2},
			want: []string{"2 customer 0: kept at 2"}, facts: []string{"2 A is resolved after 2"},
		},
		{
			name: "resolved late", targets: support.Targets{FirstResponse: 1, Resolution: 1.75},
			want: []string{"2 customer 0: broken at 1.75"}, facts: []string{"1.75 A is late", "2 A is resolved after 2"},
		},
		{
			name: "answered at the last moment", targets: support.Targets{FirstResponse: 2, Resolution: 50},
			deeds: func(h *helpdesk) { h.ask(0, premium, breakage) },
			want:  []string{"2 customer 1: kept at 2", "4 customer 0: kept at 4"},
		},
		{
			name: "answered late", targets: support.Targets{FirstResponse: 1.75, Resolution: 50},
			deeds: func(h *helpdesk) { h.ask(0, premium, breakage) },
			want:  []string{"2 customer 1: kept at 2", "4 customer 0: broken at 1.75"},
		},
		{
			name: "answered and resolved late", targets: support.Targets{FirstResponse: 1.75, Resolution: 1.25},
			deeds: func(h *helpdesk) { h.ask(0, premium, question) },
			want:  []string{"1 customer 1: kept at 1", "3 customer 0: broken at 1.25"},
		},
		{
			name: "without engineering's time", targets: support.Targets{FirstResponse: 1, Resolution: 5},
			change: func(p *support.Params) { p.BreakFix.Escalated, p.Engineering.Share = 1, 1 },
			want:   []string{"13 customer 0: kept at 13"},
		},
		{
			name: "late before engineering had it", targets: support.Targets{FirstResponse: 1, Resolution: 4.5},
			change: func(p *support.Params) { p.BreakFix.Escalated, p.Engineering.Share = 1, 1 },
			want:   []string{"13 customer 0: broken at 4.5"},
		},
		{
			name: "known before a renewal", targets: support.Targets{FirstResponse: 1, Resolution: 1.5},
			deeds: func(h *helpdesk) {
				h.at(1.5, func() { h.Review(0) }) // not yet
				h.at(1.75, func() { h.Review(0) })
				h.at(1.875, func() { h.Review(0) }) // already
				h.at(1.875, func() { h.Review(7) }) // of nobody
			},
			want: []string{"1.75 customer 0: broken at 1.5"}, facts: []string{"1.5 A is late", "2 A is resolved after 2"},
		},
		{
			name: "known at a quarter's end", targets: support.Targets{FirstResponse: .5, Resolution: 50},
			deeds: func(h *helpdesk) {
				h.ask(.25, standard, question)
				h.ask(.25, premium, question)
				h.at(1.75, h.Settle)
			},
			want: []string{"1.75 customer 0: broken at 0.75", "1.75 customer 1: broken at 0.75", "2 customer 0: kept at 2"},
		},
		{
			name: "by those who have not been answered yet", targets: support.Targets{FirstResponse: .5, Resolution: 1},
			deeds: func(h *helpdesk) {
				h.at(0, func() { h.Staff(support.Tier1, 0) })
				h.at(40, h.Settle)
			},
			want: []string{"40 customer 0: broken at 0.5"},
		},
		{
			name: "while engineering has it nobody is late", targets: support.Targets{FirstResponse: 1, Resolution: 6},
			change: func(p *support.Params) { p.BreakFix.Escalated, p.Engineering.Share = 1, 1 },
			deeds:  func(h *helpdesk) { h.at(12, h.Settle) },
			want:   []string{"13 customer 0: kept at 13"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan()
			p.Targets = c.targets
			if c.change != nil {
				c.change(&p)
			}
			h := open(t, p)
			if c.deeds != nil {
				c.deeds(h)
			}
			h.ask(0, standard, breakage)
			facts := h.story(100, ledger.Breached, ledger.Resolved)
			assert.ElementsMatch(t, c.want, h.judged)
			if c.facts != nil {
				assert.Equal(t, c.facts, facts)
			}
		})
	}
}

// The ticket is worked on until 5, fixed and reopened at 13, and worked on again
// until 18 and fixed at 26.
func TestAReopenedTicketIsJudgedOnceByItsWholeClock(t *testing.T) {
	customer := reopens(t, product, breakage, 1)
	for _, c := range []struct {
		name       string
		resolution units.Duration
		settle     float64
		want       string
	}{
		{name: "kept to the last closing", resolution: 10, want: "26 customer 0: kept at 26"},
		{name: "late after it reopened", resolution: 9, want: "26 customer 0: broken at 17"},
		{name: "late before", resolution: 4, want: "13.25 customer 0: broken at 4"},
		{name: "late before and known", resolution: 4, settle: 4.5, want: "4.5 customer 0: broken at 4"},
		{name: "late after and known", resolution: 9, settle: 20, want: "20 customer 0: broken at 17"},
		{name: "not late yet", resolution: 5, settle: 12, want: "13.25 customer 0: broken at 13"},
	} {
		p := plan()
		p.BreakFix.Escalated, p.Engineering.Share, p.Reopened = 1, 1, .5
		p.Targets = support.Targets{FirstResponse: 1, Resolution: c.resolution}
		h := open(t, p)
		h.at(0, func() { h.Open(0, entity(customer), standard, support.Opening{From: product}) })
		h.at(c.settle, h.Settle)
		h.at(13.25, h.Settle)
		h.sim.Run(100)
		assert.Equal(t, []string{c.want}, h.judged, c.name)
	}
}

// TestEveryTicketIsJudgedOnceAsItsFactsSay holds the desk's judgements, whenever
// they are asked for, to what follows from the facts alone.
func TestEveryTicketIsJudgedOnceAsItsFactsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := plan()
		p.HowDoI.Escalated, p.BreakFix.Escalated, p.Engineering.Share, p.Reopened = .2, .5, .5, .4
		p.Configuration.Owner = rapid.SampledFrom([]units.Name{"support", "implementation"}).Draw(t, "owner")
		p.BreakFix.Touch = units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 2}}
		p.Targets.FirstResponse = units.Duration(rapid.Float64Range(.1, 5).Draw(t, "first response"))
		p.Targets.Resolution = units.Duration(rapid.Float64Range(.1, 20).Draw(t, "resolution"))
		h := open(t, p)
		customer := rapid.Int32Range(0, 3)
		t.Repeat(map[string]func(*rapid.T){
			"open": func(t *rapid.T) {
				from := rapid.SampledFrom([]support.Origin{product, product, configuration, support.Found}).Draw(t, "from")
				who := customer.Draw(t, "customer")
				h.openNow(who, int(who%2), from, anything)
			},
			"staff":  func(t *rapid.T) { h.Staff(support.Tier1, rapid.IntRange(0, 2).Draw(t, "people")) },
			"wait":   func(t *rapid.T) { h.sim.Run(h.sim.Now() + rapid.Float64Range(0, 5).Draw(t, "days")) },
			"review": func(t *rapid.T) { h.Review(customer.Draw(t, "customer")) },
			"settle": func(*rapid.T) { h.Settle() },
		})
		h.Staff(support.Tier1, 1)
		h.sim.Run(h.sim.Now() + 1e5)
		h.Settle()
		checkJudgements(t, h, p.Targets)
	})
}

// checkJudgements reads the life of every ticket from the facts.
func checkJudgements(t require.TestingT, h *helpdesk, targets support.Targets) {
	type record struct {
		clock, since, opened, missed float64
		answered, referred           bool
	}
	records := map[name]*record{}
	judged, resolved := map[name]ledger.Fact{}, map[name]bool{}
	for _, f := range h.ledger.Facts() {
		r := records[nameOf(f)]
		tick := func() {
			if late := r.since + float64(targets.Resolution) - r.clock; !r.referred && f.At > late {
				r.missed = min(r.missed, max(r.since, late))
			}
			if !r.referred {
				r.clock += f.At - r.since
			}
			r.since = f.At
		}
		switch f.Kind {
		case ledger.Opened:
			records[nameOf(f)] = &record{since: f.At, opened: f.At, missed: math.Inf(1)}
		case ledger.Answered:
			require.False(t, r.answered, "a ticket is answered once")
			r.answered = true
			if due := r.opened + float64(targets.FirstResponse); f.At > due {
				r.missed = min(r.missed, due)
			}
		case ledger.Referred:
			tick()
			r.referred = true
		case ledger.Reopened, ledger.Resolved:
			tick()
			r.referred = false
			if f.Kind == ledger.Resolved {
				if f.Marks&ledger.Kept != 0 {
					require.NotContains(t, judged, nameOf(f), "a ticket is judged once")
					judged[nameOf(f)] = f
				}
				require.InDelta(t, r.clock, f.Amount, 1e-9)
				require.False(t, resolved[nameOf(f)], "a ticket is resolved once")
				resolved[nameOf(f)] = true
			}
		case ledger.Breached:
			require.NotContains(t, judged, nameOf(f), "a ticket is judged once")
			judged[nameOf(f)] = f
		}
	}
	require.Len(t, resolved, len(records), "every ticket is resolved in the end")
	require.Len(t, judged, len(records))
	require.Len(t, h.judged, len(records))
	for ticket, r := range records {
		f := judged[ticket]
		require.Equal(t, !math.IsInf(r.missed, 1), f.Kind == ledger.Breached)
		if f.Kind == ledger.Breached {
			require.InDelta(t, r.missed, f.At, 1e-9)
		}
	}
}
