package scenarios_test

import (
	"github.com/stretchr/testify/require"
	"math"
	"slices"

	"postsale/models/ledger"
)

// life is what a customer has lived through so far.
type life struct {
	segment                                  int16
	project, queued, started, live, finished bool
	withdrawn, left                          bool
	at, leftAt                               float64
	own, partner                             float64 // slots held
	further                                  map[int32]*life
}

// follow holds that every customer comes in once, that its project is queued,
// started, live and finished in this order and once each, that all slots are
// given back, and that nothing but tickets and a job in hand follows its leaving; and that customers
// and projects are conserved by segment.
func follow(t require.TestingT, l *ledger.Ledger) {
	lives := map[int32]*life{}
	for _, f := range l.Facts() {
		if f.Customer == ledger.None || ofTicket(f.Kind) {
			continue
		}
		c, known := lives[f.Customer]
		if f.Kind == ledger.Held || f.Kind == ledger.Signed {
			require.False(t, known, "customer %d comes in twice", f.Customer)
			lives[f.Customer] = &life{segment: f.Scope, at: f.At, project: f.Kind == ledger.Signed, live: f.Kind == ledger.Held, finished: f.Kind == ledger.Held}
			continue
		}
		must := func(holds bool, what string) {
			if !holds {
				require.Fail(t, what, "customer %d, fact %d at %v", f.Customer, f.Kind, f.At)
			}
		}
		must(known, "it has not come in")
		must(f.At >= c.at, "time goes back")
		c.at = f.At
		if f.Subject > 0 && ofProject(f.Kind) {
			c.followFurther(must, f)
			continue
		}
		if c.left {
			after := []ledger.Kind{ledger.JobDone, ledger.Unmet, ledger.Settled} // what is in hand is done for nothing, and what it owes is paid
			must(f.At == c.leftAt || slices.Contains(after, f.Kind), "it left before")
		}
		switch f.Kind {
		case ledger.Resumed:
			must(!c.project && c.live, "an opening customer's project")
			c.project, c.started, c.live, c.finished = true, true, false, false
		case ledger.Queued:
			must(c.project && !c.queued && !c.started, "queues once, before its start")
			c.queued = true
		case ledger.Unqueued:
			must(c.queued, "is queued")
			c.queued = false
		case ledger.Started:
			must(c.project && !c.queued && !c.started && f.Amount >= 0, "starts once, out of the queue")
			c.started = true
		case ledger.WentLive:
			must(c.started && !c.live && f.Amount >= 0, "goes live once, after its start")
			c.live = true
		case ledger.Finished:
			must(c.live && !c.finished, "is finished once, when it is live")
			c.finished = true
		case ledger.Withdrawn:
			must(c.left && !c.finished, "is withdrawn because the customer left")
			c.withdrawn = true
		case ledger.Took, ledger.Freed:
			amount := f.Amount
			if f.Kind == ledger.Freed {
				amount = -amount
			}
			if f.Marks&ledger.Partner != 0 {
				c.partner += amount
			} else {
				c.own += amount
			}
			must(c.own >= 0 && c.partner >= 0 && c.partner <= 1, "holds the slots that it took")
		case ledger.Churned:
			c.left, c.leftAt = true, f.At
		case ledger.Worked, ledger.Paid, ledger.Billed:
			must(f.Amount >= 0, "work and money are not below 0")
		}
	}
	type total struct{ in, live, inFlight, left, projects, finished, withdrawn, underWay int }
	totals := make([]total, len(l.Segments))
	for number, c := range lives {
		s := &totals[c.segment]
		s.in++
		switch {
		case c.left:
			s.left++
		case c.live:
			s.live++
		default:
			s.inFlight++
		}
		if !c.project {
			continue
		}
		s.projects++
		switch {
		case c.finished:
			s.finished++
		case c.withdrawn:
			s.withdrawn++
		default:
			require.False(t, c.left, "customer %d left its project behind", number)
			s.underWay++
		}
		if c.finished || c.withdrawn {
			require.Zero(t, c.own+c.partner, "customer %d keeps slots", number)
		}
	}
	for number, c := range lives {
		for n, p := range c.further {
			over := p.finished || p.withdrawn
			require.False(t, c.left && !over, "customer %d left project %d behind", number, n)
			require.False(t, over && p.own+p.partner != 0, "customer %d, project %d keeps slots", number, n)
		}
	}
	last := l.Quarters - 1
	for segment, s := range totals {
		closing := l.Closing(ledger.Logos, segment, last)
		require.Equal(t, float64(s.live+s.inFlight), closing, "customers of segment %d", segment)
		require.Equal(t, s.in, s.live+s.inFlight+s.left)
		require.Equal(t, s.projects, s.finished+s.withdrawn+s.underWay)
	}
}

// ofProject reports whether facts of a kind are of a project.
func ofProject(kind ledger.Kind) bool {
	return kind >= ledger.Queued && kind <= ledger.Brought || slices.Contains([]ledger.Kind{ledger.Took, ledger.Freed, ledger.Paid, ledger.Billed}, kind)
}

// followFurther holds that a project that an expansion brought comes while its customer is live and there, is queued, started and
// finished in this order and once each, and is withdrawn when the customer leaves.
func (c *life) followFurther(must func(holds bool, what string), f ledger.Fact) {
	if f.Kind == ledger.Brought {
		must(c.live && !c.left, "expands while it is live")
		if c.further == nil {
			c.further = map[int32]*life{}
		}
		must(c.further[f.Subject] == nil, "an expansion brings one project")
		c.further[f.Subject] = &life{}
		return
	}
	p := c.further[f.Subject]
	if p == nil {
		must(false, "an expansion brought it")
	}
	switch over := p.finished || p.withdrawn; f.Kind {
	case ledger.Queued:
		must(!p.queued && !p.started && !over, "queues once, before its start")
		p.queued = true
	case ledger.Unqueued:
		must(p.queued, "is queued")
		p.queued = false
	case ledger.Started:
		must(!p.queued && !p.started && !over && !c.left && f.Amount >= 0, "starts once, out of the queue")
		p.started = true
	case ledger.Finished:
		must(p.started && !over, "is finished once, after its start")
		p.finished = true
	case ledger.Withdrawn:
		must(c.left && f.At == c.leftAt && !over, "is withdrawn because the customer left")
		p.withdrawn = true
	case ledger.Took:
		must(p.started, "takes slots from its start on")
		p.hold(f, f.Amount)
	case ledger.Freed:
		must(p.own+p.partner > 0, "frees the slots that it took")
		p.hold(f, -f.Amount)
	case ledger.Worked, ledger.Paid, ledger.Billed:
		must(p.started && f.Amount >= 0, "is worked on from its start on")
	}
}

// hold moves the slots that a project holds.
func (c *life) hold(f ledger.Fact, amount float64) {
	if f.Marks&ledger.Partner != 0 {
		c.partner += amount
	} else {
		c.own += amount
	}
}

// ofTicket reports whether facts of a kind are of a ticket, which its customer may leave behind.
func ofTicket(kind ledger.Kind) bool {
	return kind >= ledger.Opened && kind <= ledger.Breached || kind == ledger.Shipped
}

// followTickets holds that every ticket is opened, answered and resolved once
// each, in this order, judged once, and referred only after an escalation; and
// that what is not resolved is the backlog.
func followTickets(t require.TestingT, l *ledger.Ledger) {
	type ticket struct {
		segment                               int16
		at                                    float64
		answered, escalated, judged, resolved bool
		referred                              float64 // day, if it is at engineering
	}
	type name struct{ customer, subject int32 }
	tickets := map[name]*ticket{}
	for _, f := range l.Facts() {
		if !ofTicket(f.Kind) || f.Kind == ledger.Deflected {
			continue
		}
		called := name{f.Customer, f.Subject}
		k, known := tickets[called]
		if f.Kind == ledger.Opened {
			require.False(t, known, "ticket %v opens twice", called)
			tickets[called] = &ticket{segment: f.Scope, at: f.At, referred: math.NaN()}
			continue
		}
		must := func(holds bool, what string) {
			if !holds {
				require.Fail(t, what, "ticket %v, fact %d at %v", called, f.Kind, f.At)
			}
		}
		must(known && !k.resolved, "it is open")
		if f.Kind == ledger.Breached {
			must(!k.judged, "judged once")
			k.judged = true
			continue
		}
		must(f.At >= k.at, "time goes back")
		k.at = f.At
		switch f.Kind {
		case ledger.Answered:
			must(!k.answered && f.Amount >= 0, "answered once")
			k.answered = true
		case ledger.Escalated:
			must(k.answered && !k.escalated, "escalated by who answered it, once a visit")
			k.escalated = true
		case ledger.Referred:
			must(k.escalated, "referred by tier 2")
			k.referred = f.At
		case ledger.Shipped:
			must(f.Amount == f.At-k.referred, "fixed once a referral, since when it was waiting")
			k.referred = math.NaN()
		case ledger.Reopened:
			must(k.answered, "reopened after an answer")
			k.escalated = false
		case ledger.Resolved:
			must(k.answered && k.judged != (f.Marks&ledger.Kept != 0) && f.Amount >= 0, "answered before, and judged before or now")
			k.resolved = true
		}
	}
	open := make([]float64, len(l.Segments))
	for _, k := range tickets {
		if !k.resolved {
			open[k.segment]++
		}
	}
	for segment, n := range open {
		require.Equal(t, n, l.Closing(ledger.Backlog, segment, l.Quarters-1), "backlog of segment %d", segment)
	}
}
