package support

import (
	"slices"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/sim"
	"postsale/sim/random"
)

// Kinds are the event kinds of Demand and Desk, in the order of ties.
type Kinds struct {
	Tier1Done, Tier2Done, EngineersDone, Fixed sim.Kind
	Asked, Misconfigured                       sim.Kind
	AskedEarly, MisconfiguredEarly             sim.Kind // by early life
	SessionCame                                sim.Kind
}

// Desk handles tickets.
type Desk struct {
	OnJudged    func(customer int32, breached bool, at float64) // a ticket met or missed its targets
	OnInterrupt func(ticket int32)                              // a delivery team is to Attend the ticket
	OnHelp      func(ticket int32, team, class int)             // and so is the one of that number, in place of a station
	OnCrowd     func(open int)                                  // more tickets are open at once than ever in the trial
	Tells       bool                                            // of every ticket that opens whether it is a how-do-I question
	OnReferred  func(ticket int32, class int)                   // if set: engineers fix the ticket, those of the lowest class first, and then Ship it
	OnOverran   func(customer int32, weeks float64)             // if set: a ticket is closed that went over a target by so many weeks
	Sessions    *Sessions                                       // nil if no office hours are held

	sim     *sim.Simulator
	kinds   Kinds
	ledger  *ledger.Ledger
	params  Params
	handled [issues]handled
	asked   float64 // share of how-do-I questions now
	answers float64 // share of them that self-service answers now
	month   month
	premium []float64 // share of customers, by segment
	desks   [stations]desk
	meters  [stations + 1]*people.Meter // of the stations and Elsewhere; nil if nobody asks
	moved   []int32                     // tickets that are offered anew
	tier2   random.Distribution         // touch
	lag     random.Distribution
	owner   Station // of configuration issues
	urgent  float64 // share of break-fix
	targets [classes]target
	minds   bool // whether any of what delays keeps is wanted
	tickets []ticket
	delays  []delay // of the tickets, if somebody minds
	vacant  []int32 // tickets that are resolved, whose place is free
	clients []client
	luck    streams
	trial   streams
}

type streams struct{ premium, handling, urgency random.Stream }

// The classes of tickets, of which the lower go first.
const (
	urgent = iota
	premium
	standard
	classes
)

// issue is what a ticket is about.
type issue uint8

const (
	howDoI issue = iota
	breakFix
	misconfigured
	issues
)

// handled is how an issue is handled.
type handled struct {
	touch     random.Distribution
	escalated float64
}

// NewDesk returns the desk of a scenario; premium is the share of each segment's
// customers, scopes are the ledger's of the stations, and held is that of the team
// that holds office hours, if there are any. The parameters must be valid.
func NewDesk(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, seed uint64, p Params, premium []float64, scopes [3]int, held int) *Desk {
	d := &Desk{sim: s, kinds: kinds, ledger: l, params: p, premium: premium,
		tier2: random.Must(p.Tier2Touch.Distribution()), lag: random.Must(p.Engineering.Lag.Distribution())}
	d.handled = [issues]handled{
		howDoI:        {random.Must(p.HowDoI.Touch.Distribution()), float64(p.HowDoI.Escalated)},
		breakFix:      {random.Must(p.BreakFix.Touch.Distribution()), float64(p.BreakFix.Escalated)},
		misconfigured: {random.Must(p.Configuration.Touch.Distribution()), float64(p.Configuration.Escalated)},
	}
	d.luck = streams{random.New(seed, "premium"), random.New(seed, "ticket handling"), random.New(seed, "urgency")}
	if p.Urgent != nil {
		d.urgent = float64(*p.Urgent)
	}
	d.targets = p.Targets.byClass()
	hours := [stations]float64{Tier1: float64(p.Tier1.ProductiveHours)}
	if p.Escalates() {
		hours[Tier2] = float64(p.Tier2.ProductiveHours)
	} else {
		for i := range d.handled {
			d.handled[i].escalated = 0
		}
	}
	if p.CSEngineers != nil {
		hours[CSEngineers] = float64(p.CSEngineers.ProductiveHours)
	}
	for i, done := range [stations]sim.Kind{kinds.Tier1Done, kinds.Tier2Done, kinds.EngineersDone} {
		station := Station(i)
		d.desks[i] = desk{done: done, usual: 40 / hours[i], scope: int16(scopes[i])}
		d.desks[i].Servers = sim.NewServers(classes, func(number int32) { d.start(station, number) })
		s.Handle(done, func(number int32) { d.finish(station, number) })
	}
	s.Handle(kinds.Fixed, d.fixed)
	if p.OfficeHours != nil {
		d.Sessions = newSessions(s, kinds.SessionCame, l, seed, *p.OfficeHours, held)
		d.Sessions.onTicket = d.sendOn
		d.Sessions.onCrowd = func(waiting int) { d.OnCrowd(len(d.tickets) + waiting) }
	}
	switch p.Configuration.Owner {
	case OwnerSupport:
		d.owner = Tier1
	case OwnerCSEngineers:
		d.owner = CSEngineers
	default:
		d.owner = Elsewhere
	}
	return d
}

// Begin starts a trial without tickets or people.
func (d *Desk) Begin(trial uint64) {
	d.tickets, d.vacant, d.clients, d.delays = d.tickets[:0], d.vacant[:0], d.clients[:0], d.delays[:0]
	d.minds = d.OnOverran != nil || d.OnReferred != nil || slices.ContainsFunc(d.targets[:], target.fixes)
	d.asked, d.answers = float64(d.params.HowDoI.Share), float64(d.params.HowDoI.Deflected)
	d.month = month{factor: 1}
	d.Sessions.begin(trial)
	d.trial = streams{d.luck.premium.Trial(trial), d.luck.handling.Trial(trial), d.luck.urgency.Trial(trial)}
	for i := range d.desks {
		d.desks[i].Reset(0)
		d.desks[i].there, d.desks[i].stretch, d.desks[i].by = 0, d.desks[i].usual, nobody
		d.desks[i].busy.Reset(d.sim.Now(), 0)
	}
	for _, meter := range d.meters {
		meter.Reset()
	}
}

// Mix says which share of tickets about the product are how-do-I questions from now on, and which share of these self-service
// answers.
func (d *Desk) Mix(questions, answered float64) { d.asked, d.answers = questions, answered }

// Open takes a ticket of a customer.
func (d *Desk) Open(customer int32, entity random.Entity, segment int, o Opening) {
	c := d.client(customer, entity, segment)
	name := c.origins[o.From].Child(o.Number)
	fate := d.fate(name, 0)
	about := breakFix
	switch {
	case o.From.configures():
		about = misconfigured
	case fate.about < d.asked*d.answers && o.From != Found:
		d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Deflected, Customer: customer, Subject: o.Subject(), Scope: int16(segment)})
		return
	case fate.about < d.asked:
		about = howDoI
	}
	asks := about == howDoI && o.From != Found
	if asks && d.Sessions.takes(name) {
		d.Sessions.wait(question{name, o, d.sim.Now(), customer, int16(segment)})
		d.question(customer, segment, o)
		return
	}
	i, t := d.admit(customer, int16(segment), name, o, about, fate)
	if asks {
		d.question(customer, segment, o)
	}
	d.visit(i, t)
}

// sendOn makes a ticket of a question that found no seat in a session, as if it were asked only now.
func (d *Desk) sendOn(q *question) {
	i, t := d.admit(q.customer, q.segment, q.entity, q.opening, howDoI, d.fate(q.entity, 0))
	d.record(t, ledger.SessionFull, 0, 0)
	d.visit(i, t)
}

// question tells of a how-do-I question that a person has to answer.
func (d *Desk) question(customer int32, segment int, o Opening) {
	if d.Tells {
		d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Questioned, Customer: customer, Subject: o.Subject(), Scope: int16(segment)})
	}
}

// admit opens a ticket.
func (d *Desk) admit(customer int32, segment int16, name random.Entity, o Opening, about issue, fate fate) (int32, *ticket) {
	c := &d.clients[customer]
	i, t := d.place()
	t.entity, t.customer, t.subject, t.segment, t.class, t.issue = name, customer, o.Subject(), segment, c.class, about
	if d.urgent > 0 && about == breakFix && d.trial.urgency.Uniform(name, 0) < d.urgent {
		t.class = urgent
	}
	t.begin(d.sim.Now())
	t.older, t.newer = c.open, none
	if c.open != none {
		d.tickets[c.open].newer = i
	}
	c.open = i
	var marks ledger.Marks
	if o.From == Found {
		marks = ledger.Found
	}
	d.draw(t, fate)
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Opened, Customer: customer, Subject: t.subject, Scope: t.segment,
		Extra: t.touch, Marks: marks})
	return i, t
}

// Attend says that a person of a delivery team takes a ticket up, and returns
// its touch time in working days.
func (d *Desk) Attend(i int32) float64 {
	t := &d.tickets[i]
	touch := d.touch(t)
	if t.stage == Elsewhere {
		d.meters[Elsewhere].Start(i)
	}
	d.answer(i, t)
	return touch
}

// Attended says that the person of a delivery team has done with the ticket.
func (d *Desk) Attended(i int32) { d.proceed(i, &d.tickets[i]) }

// touch returns the touch time of a ticket at the station where it is, in working days.
func (d *Desk) touch(t *ticket) float64 {
	if t.stage == Tier2 {
		return d.escalation(t)
	}
	return t.touch
}

// proceed sends a ticket on from the station where it is.
func (d *Desk) proceed(i int32, t *ticket) {
	switch {
	case t.stage != Tier2:
		d.decide(i, t)
	case t.lag >= 0:
		d.refer(i, t)
	default:
		d.close(i, t)
	}
}

// decide sends a ticket on from its first station.
func (d *Desk) decide(i int32, t *ticket) {
	if t.escalate {
		d.record(t, ledger.Escalated, 0, 0)
		d.arrive(Tier2, i, t)
		return
	}
	d.close(i, t)
}

// close ends a visit: the ticket reopens, or is resolved.
func (d *Desk) close(i int32, t *ticket) {
	if t.reopen {
		t.visit++
		d.record(t, ledger.Reopened, 0, 0)
		d.draw(t, d.fate(t.entity, t.visit))
		d.visit(i, t)
		return
	}
	d.settle(i, t)
	var marks ledger.Marks
	if !t.judged {
		marks = ledger.Kept
		d.OnJudged(t.customer, false, d.sim.Now())
	}
	passed := float64(t.visit)
	if t.escalate {
		passed++
	}
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Resolved, Customer: t.customer, Subject: t.subject, Scope: t.segment,
		Amount: t.clock, Extra: passed, Marks: marks})
	if d.OnOverran != nil {
		if weeks := d.over(i, t); weeks > 0 {
			d.OnOverran(t.customer, weeks)
		}
	}
	if t.older != none {
		d.tickets[t.older].newer = t.newer
	}
	if t.newer != none {
		d.tickets[t.newer].older = t.older
	} else {
		d.clients[t.customer].open = t.older
	}
	d.vacant = append(d.vacant, i)
}

// fate are the uniforms of a visit.
type fate struct{ touch, about, escalated, reopened float64 }

func (d *Desk) fate(ticket random.Entity, visit uint32) fate {
	touch, escalated, reopened, about := d.trial.handling.Four(ticket, 2*uint64(visit))
	return fate{touch, about, escalated, reopened}
}

// escalation draws how a visit goes at tier 2 and beyond, and returns the touch
// time there, in working days.
func (d *Desk) escalation(t *ticket) (touch float64) {
	work, referred, lag, _ := d.trial.handling.Four(t.entity, 2*uint64(t.visit)+1)
	t.lag = -1
	if referred < float64(d.params.Engineering.Share) {
		t.lag = d.lag.Quantile(lag)
	}
	return d.tier2.Quantile(work)
}

// answer notes the first person on a ticket.
func (d *Desk) answer(i int32, t *ticket) {
	if t.answered {
		return
	}
	d.miss(t)
	if d.minds {
		d.delays[i].keep(d.sim.Now() - t.opened - d.targets[t.class].first)
	}
	t.answered = true
	d.month.answer(d.sim.Now() - t.opened)
	d.record(t, ledger.Answered, d.sim.Now()-t.opened, 0)
}

func (d *Desk) record(t *ticket, kind ledger.Kind, amount float64, marks ledger.Marks) {
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Customer: t.customer, Subject: t.subject, Scope: t.segment, Amount: amount, Marks: marks})
}
