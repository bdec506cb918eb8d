package support

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/sim"
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
	factor    float64 // on tickets about the product, against the company of today
	reach     reach
	opened    int
	luck      [origins]random.Stream
	trial     [origins]random.Stream
}

// asker is a customer as the demand for tickets sees it.
type asker struct {
	entity   random.Entity
	live     float64 // day of go-live
	delivery float64
	asked    float64 // tickets about the product, a day, in the company of today
	segment  int16
	asks     bool
	sources  [origins]source
}

// source is one customer's tickets of one origin.
type source struct {
	rate   float64    // a day; early life's, on the day of go-live
	left   float64    // of its integral until the next ticket
	since  float64    // day at which that much was left
	young  float64    // youth of its customer then; of early life's only
	number uint64     // of the next ticket
	four   [4]float64 // unit exponentials before the tickets around it
}

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
	d.customers, d.factor, d.opened = d.customers[:0], 1, 0
	d.reach = reach{from: math.Inf(-1), until: math.Inf(1)}
	for i := range d.luck {
		d.trial[i] = d.luck[i].Trial(trial)
	}
}

// GoLive starts a customer's tickets: it went live on a day not after now, with
// that ARR in dollars, after a delivery whose quality was by flaw below 1.
func (d *Demand) GoLive(customer int32, entity random.Entity, segment int, arr, live, flaw float64) {
	for int(customer) >= len(d.customers) {
		d.customers = append(d.customers, asker{})
	}
	c := &d.customers[customer]
	*c = asker{entity: entity, segment: int16(segment), live: live, delivery: 1 + (d.poor-1)*flaw, asks: true}
	for i, rate := range d.rates(c, arr) {
		c.sources[i] = source{rate: rate, since: d.sim.Now()}
		if rate > 0 {
			d.age(c, Origin(i))
			d.draw(c, Origin(i))
			d.await(customer, Origin(i))
		}
	}
}

// Resize changes a customer's ARR, in dollars.
func (d *Demand) Resize(customer int32, arr float64) {
	if int(customer) >= len(d.customers) || !d.customers[customer].asks {
		return
	}
	c := &d.customers[customer]
	d.change(customer, d.rates(c, arr))
}

// Rescale changes how often everybody asks about the product, by a factor on what the company of today is asked.
func (d *Demand) Rescale(factor float64) {
	if factor == d.factor {
		return
	}
	d.factor = factor
	for i := range d.customers {
		if c := &d.customers[i]; c.asks {
			d.change(int32(i), d.scaled(c))
		}
	}
}

// change gives a customer's sources other rates: what is left of their exponentials runs on.
func (d *Demand) change(customer int32, rates [origins]float64) {
	c := &d.customers[customer]
	for i, rate := range rates {
		s := &c.sources[i]
		if rate == s.rate {
			continue
		}
		if d.spent(c, Origin(i)) {
			s.rate = rate
			continue
		}
		if s.four[0] == 0 { // nothing was drawn while its rate was 0
			d.draw(c, Origin(i))
		}
		d.settle(c, Origin(i))
		s.rate = rate
		d.await(customer, Origin(i))
	}
}

// reach is the span of which tickets are in the calendar. Where rates change from span to span, what lies beyond would be moved
// every time.
type reach struct {
	from, until float64
	fades       float64 // what is left of youth at its end, of that at its beginning
}

// Reach says that rates stay as they are until a day: tickets that open before it are put into the calendar, and the others
// when it is told of another day, which is to be on that day. Before it is told of any, all are.
func (d *Demand) Reach(day float64) {
	now := d.sim.Now()
	next := reach{now, day, math.Exp((now - day) / fade)}
	for i := range d.customers {
		c := &d.customers[i]
		for from := range origins {
			if c.asks && c.sources[from].rate > 0 {
				d.settle(c, from)
			}
		}
	}
	d.reach = next
	for i := range d.customers {
		c := &d.customers[i]
		for from := range origins {
			if c.asks && c.sources[from].rate > 0 {
				d.await(int32(i), from)
			}
		}
	}
}

// settle brings what is left of a source's exponential up to now.
func (d *Demand) settle(c *asker, from Origin) {
	s := &c.sources[from]
	if s.since == d.sim.Now() {
		return
	}
	before := s.young
	d.age(c, from)
	s.left = max(0, s.left-d.exposed(s, from, before))
	s.since = d.sim.Now()
}

// spent reports whether a source of early life opens no ticket any more, whatever the factor: the customer is too old, and its
// ARR does not move its rate.
func (d *Demand) spent(c *asker, from Origin) bool {
	const most = 100 // works, induced demand and bugs together make less of today's rate
	s := &c.sources[from]
	return from >= earlyProduct && d.segments[c.segment].Size == 0 && s.four[0] != 0 && s.rate > 0 && d.factor > 0 && s.left*d.factor > most*s.rate*fade*s.young
}

// Leave ends a customer's tickets.
func (d *Demand) Leave(customer int32) {
	if int(customer) >= len(d.customers) {
		return
	}
	d.customers[customer].asks = false
	for _, kind := range d.kinds {
		d.sim.Cancel(kind, customer)
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
	d.age(c, from)
	s.since = d.sim.Now()
	d.draw(c, from)
	d.OnTicket(customer, c.entity, int(c.segment), opening)
	d.await(customer, from)
}

// rates returns the rates of a customer's sources at an ARR in dollars.
func (d *Demand) rates(c *asker, arr float64) [origins]float64 {
	s := &d.segments[c.segment]
	size := 1.0
	if s.Size != 0 {
		size = math.Pow(arr/d.acv[c.segment], float64(s.Size))
	}
	c.asked = float64(s.PerMonth) / fiscal.Month * size * c.delivery
	return d.scaled(c)
}

// scaled returns the rates of a customer's sources at the ARR that it has.
func (d *Demand) scaled(c *asker) [origins]float64 {
	s := &d.segments[c.segment]
	asked := c.asked * d.factor
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

// await makes the next ticket open when its exponential has run out, if that is in reach.
func (d *Demand) await(customer int32, from Origin) {
	c := &d.customers[customer]
	s := &c.sources[from]
	at := math.Inf(1)
	switch {
	case s.rate <= 0 || d.reach.until <= d.sim.Now():
	case from < earlyProduct:
		at = s.since + s.left/s.rate
	default:
		youth := s.young - s.left/(s.rate*fade)
		beyond := s.since == d.reach.from && youth < s.young*d.reach.fades
		if youth > 0 && !beyond {
			at = max(s.since, c.live-fade*math.Log(youth))
		}
	}
	if at >= d.reach.until {
		at = math.Inf(1)
	}
	d.sim.Schedule(d.kinds[from], customer, at)
}

// exposed returns the integral of a source's rate since it was last set, when its customer was so young.
func (d *Demand) exposed(s *source, from Origin, before float64) float64 {
	if from < earlyProduct {
		return s.rate * (d.sim.Now() - s.since)
	}
	return s.rate * fade * (before - s.young)
}

// age notes how young a customer is now, if that moves the source.
func (d *Demand) age(c *asker, from Origin) {
	if from < earlyProduct {
		return
	}
	s, now := &c.sources[from], d.sim.Now()
	if s.since == d.reach.from && now == d.reach.until {
		s.young *= d.reach.fades
		return
	}
	s.young = c.youth(now)
}

// fade is the e-folding time of early life, in days.
const fade = fiscal.Quarter

// youth returns what is left of a customer's early life on a day.
func (c *asker) youth(day float64) float64 { return math.Exp((c.live - day) / fade) }
