package support

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/sim"
	"postsale/sim/exponential"
	"postsale/sim/random"
)

// Origin tells where tickets come from.
type Origin uint8

const (
	product Origin = iota
	configuration
	earlyProduct // early life's own tickets, besides those of the lasting rate
	earlyConfiguration
	origins
	Found = origins // open at the start
)

// configures reports whether the tickets are configuration issues.
func (o Origin) configures() bool { return o == configuration || o == earlyConfiguration }

// Opening is a ticket that a customer opens, named by its origin and number.
type Opening struct {
	From   Origin
	Number uint64
}

// called is what people call the tickets of an origin.
var called = [...]string{product: "ticket", configuration: "configuration issue", earlyProduct: "early ticket",
	earlyConfiguration: "early configuration issue", Found: "found ticket"}

// Subject returns what facts call the ticket; no other of its customer is called so.
func (o Opening) Subject() int32 { return int32(o.Number)*int32(len(called)) + int32(o.From) }

// TicketName returns what people call the ticket of a subject, such as early ticket 2, numbered from 1.
func TicketName(subject int32) string {
	origins := int32(len(called))
	return fmt.Sprintf("%s %d", called[subject%origins], subject/origins+1)
}

// Demand opens tickets for live customers.
type Demand struct {
	OnTicket func(customer int32, entity random.Entity, segment int, o Opening) // called when one opens
	Most     int                                                                // tickets of a trial, which panics at more; 0 is any number

	sim       *sim.Simulator
	kinds     [origins]sim.Kind
	segments  []Segment
	acv       []float64 // segment means, dollars
	poor      float64
	customers []asker
	next      [origins][]mark // by customer: when its next ticket opens
	paces     [origins]pace
	opened    int
	luck      [origins]random.Stream
	trial     [origins]random.Stream
}

// asker is a customer as the demand for tickets sees it.
type asker struct {
	entity   random.Entity
	live     float64 // day of go-live
	delivery float64
	segment  int16
	asks     bool
	sources  [origins]source
}

// source is one customer's tickets of one origin.
type source struct {
	rate   float64    // a day, in the company of today; early life's, on the day of go-live
	left   float64    // of its integral until the next ticket, when it was last marked
	number uint64     // of the next ticket
	four   [4]float64 // unit exponentials before the tickets around it
}

// mark is when a source opens its next ticket, by a measure that its rate does not move: for those of the lasting rate days of
// the company of today, see pace, for early life's the youth of the customer times the pace, which falls. Marks stand by
// themselves, as every month goes through those of all.
type mark struct {
	since float64 // measured when it was set
	ahead float64 // until the next ticket
	scale float64 // youth of the customer on day 0
}

// pace is how fast the tickets of an origin come, as a factor on the company of today.
type pace struct {
	factor float64
	since  float64 // day from which on it holds
	passed float64 // days of the company of today that had passed by then
	until  float64 // tickets that open before that day are in the calendar; the others would be moved with every factor
	falls  float64 // to what youth that was 1 on day 0 falls by then
}

// days returns how many days of the company of today have passed on a day: as many as there were, at a factor of 1.
func (p *pace) days(day float64) float64 { return p.passed + p.factor*(day-p.since) }

// NewDemand returns the demand of segments whose mean ARR is acv, in dollars.
func NewDemand(s *sim.Simulator, kinds Kinds, seed uint64, segments []Segment, acv []float64, poor float64) *Demand {
	d := &Demand{sim: s, segments: segments, acv: acv, poor: poor}
	d.kinds = [...]sim.Kind{kinds.Asked, kinds.Misconfigured, kinds.AskedEarly, kinds.MisconfiguredEarly}
	for i, purpose := range [...]string{"ticket", "configuration issue", "early ticket", "early configuration issue"} {
		d.luck[i] = random.New(seed, purpose)
	}
	for i := range d.kinds {
		s.HandleMovable(d.kinds[i], func(customer int32) { d.open(customer, Origin(i)) })
	}
	return d
}

// Begin starts a trial.
func (d *Demand) Begin(trial uint64) {
	d.customers, d.opened = d.customers[:0], 0
	for i := range d.luck {
		d.trial[i] = d.luck[i].Trial(trial)
		d.next[i] = d.next[i][:0]
		d.paces[i] = pace{factor: 1, until: math.Inf(1)}
	}
}

// GoLive starts a customer's tickets: it went live on a day not after now, with
// that ARR in dollars, after a delivery whose quality was by flaw below 1.
func (d *Demand) GoLive(customer int32, entity random.Entity, segment int, arr, live, flaw float64) {
	for int(customer) >= len(d.customers) {
		d.customers = append(d.customers, asker{})
		for i := range d.next {
			d.next[i] = append(d.next[i], idle)
		}
	}
	c := &d.customers[customer]
	*c = asker{entity: entity, segment: int16(segment), live: live, delivery: 1 + (d.poor-1)*flaw, asks: true}
	scale := c.youth(0)
	for i, rate := range d.rates(c, arr) {
		c.sources[i] = source{rate: rate}
		d.next[i][customer] = mark{ahead: math.Inf(1), scale: scale}
		if rate > 0 {
			d.draw(c, Origin(i))
			d.next[i][customer].since = d.measure(c, Origin(i))
			d.mark(customer, Origin(i))
		}
	}
}

// Resize changes a customer's ARR, in dollars.
func (d *Demand) Resize(customer int32, arr float64) {
	if int(customer) >= len(d.customers) || !d.customers[customer].asks {
		return
	}
	c := &d.customers[customer]
	for i, rate := range d.rates(c, arr) {
		s := &c.sources[i]
		if rate == s.rate {
			continue
		}
		if s.four[0] == 0 { // nothing was drawn while its rate was 0
			d.draw(c, Origin(i))
		}
		d.settle(customer, Origin(i))
		s.rate = rate
		d.mark(customer, Origin(i))
	}
}

// Rescale changes how often everybody asks about the product, by a factor on what the company of today is asked.
func (d *Demand) Rescale(factor float64) {
	now := d.sim.Now()
	lasting, early := &d.paces[product], &d.paces[earlyProduct]
	if factor == lasting.factor {
		return
	}
	lasting.passed, lasting.since = lasting.days(now), now
	moved := (factor - early.factor) * exponential.Of(-now/fade)
	for i := range d.next[earlyProduct] {
		m := &d.next[earlyProduct][i]
		m.since += moved * m.scale
	}
	lasting.factor, early.factor = factor, factor
	if now < lasting.until {
		d.awaitAll()
	}
}

// Reach says that rates stay as they are until a day: tickets about the product that open before it are put into the calendar,
// and the others when it is told of another day, which is to be on that day. Before it is told of any, all are.
func (d *Demand) Reach(day float64) {
	lasting, early := &d.paces[product], &d.paces[earlyProduct]
	before := lasting.until
	lasting.until, early.until, early.falls = day, day, exponential.Of(-day/fade)
	if d.sim.Now() < before {
		d.awaitAll()
		return
	}
	passed, falls := lasting.days(day), early.factor*early.falls
	for i := range d.next[product] {
		if m := &d.next[product][i]; m.since+m.ahead < passed {
			d.await(int32(i), product)
		}
		if m := &d.next[earlyProduct][i]; m.since-m.ahead > falls*m.scale {
			d.await(int32(i), earlyProduct)
		}
	}
}

// awaitAll puts the next tickets about the product into the calendar, or takes them out where they are not in reach.
func (d *Demand) awaitAll() {
	for i := range d.customers {
		if d.customers[i].asks {
			d.await(int32(i), product)
			d.await(int32(i), earlyProduct)
		}
	}
}

// settle brings what is left of a source's exponential up to now.
func (d *Demand) settle(customer int32, from Origin) {
	c, m := &d.customers[customer], &d.next[from][customer]
	s, measure := &c.sources[from], d.measure(c, from)
	if from < earlyProduct {
		s.left = max(0, s.left-s.rate*(measure-m.since))
	} else {
		s.left = max(0, s.left-s.rate*fade*(m.since-measure))
	}
	m.since = measure
}

// Leave ends a customer's tickets.
func (d *Demand) Leave(customer int32) {
	if int(customer) >= len(d.customers) {
		return
	}
	d.customers[customer].asks = false
	for i, kind := range d.kinds {
		d.sim.Cancel(kind, customer)
		d.next[i][customer] = idle
	}
}

func (d *Demand) open(customer int32, from Origin) {
	c := &d.customers[customer]
	s := &c.sources[from]
	if d.opened++; d.opened-1 == d.Most && d.Most > 0 {
		panic(fmt.Sprintf("the trial comes to more than %d tickets", d.Most))
	}
	opening := Opening{from, s.number}
	s.number++
	d.next[from][customer].since = d.measure(c, from)
	d.draw(c, from)
	d.OnTicket(customer, c.entity, int(c.segment), opening)
	d.mark(customer, from)
}

// rates returns the rates of a customer's sources at an ARR in dollars, in the company of today.
func (d *Demand) rates(c *asker, arr float64) [origins]float64 {
	s := &d.segments[c.segment]
	size := 1.0
	if s.Size != 0 {
		size = exponential.Power(arr/d.acv[c.segment], float64(s.Size))
	}
	asked := float64(s.PerMonth) / fiscal.Month * size * c.delivery
	misconfigured := float64(s.ConfigurationPerWeek) / fiscal.Week
	more := float64(s.EarlyMultiple) - 1
	return [...]float64{product: asked, configuration: misconfigured, earlyProduct: more * asked, earlyConfiguration: more * misconfigured}
}

// draw draws the unit exponential before the next ticket: four at a time, whose
// logarithms need not wait for each other.
func (d *Demand) draw(c *asker, from Origin) {
	s := &c.sources[from]
	if s.number%4 == 0 {
		u0, u1, u2, u3 := d.trial[from].Four(c.entity, s.number/4)
		s.four = [4]float64{-math.Log(1 - u0), -math.Log(1 - u1), -math.Log(1 - u2), -math.Log(1 - u3)}
	}
	s.left = s.four[s.number%4]
}

// mark sets when a source opens its next ticket, of which all that is left lies ahead.
func (d *Demand) mark(customer int32, from Origin) {
	s, m := &d.customers[customer].sources[from], &d.next[from][customer]
	switch {
	case s.rate <= 0:
		m.ahead = math.Inf(1)
	case from < earlyProduct:
		m.ahead = s.left / s.rate
	default:
		m.ahead = s.left / (s.rate * fade)
	}
	d.await(customer, from)
}

// await makes the next ticket open when its exponential has run out, if that is in reach.
func (d *Demand) await(customer int32, from Origin) {
	m, p, at := &d.next[from][customer], &d.paces[from], math.Inf(1)
	switch {
	case p.factor <= 0 || p.until <= d.sim.Now():
	case from < earlyProduct:
		at = p.since + (m.since+m.ahead-p.passed)/p.factor
	default:
		if youth := m.since - m.ahead; youth > p.factor*p.falls*m.scale {
			at = d.customers[customer].live - fade*math.Log(youth/p.factor)
		}
	}
	switch now := d.sim.Now(); {
	case at < now:
		at = now
	case at >= p.until:
		at = math.Inf(1)
	}
	d.sim.Schedule(d.kinds[from], customer, at)
}

// measure returns what the marks of a customer's source are measured by, now.
func (d *Demand) measure(c *asker, from Origin) float64 {
	if from < earlyProduct {
		return d.paces[from].days(d.sim.Now())
	}
	return d.paces[from].factor * c.youth(d.sim.Now())
}

// idle is the mark of a source that opens no ticket.
var idle = mark{ahead: math.Inf(1)}

// fade is the e-folding time of early life, in days.
const fade = fiscal.Quarter

// youth returns what is left of a customer's early life on a day.
func (c *asker) youth(day float64) float64 { return exponential.Of((c.live - day) / fade) }
