package support

import (
	"math"

	"postsale/models/fiscal"
	"postsale/sim"
	"postsale/sim/random"
)

// Origin tells product tickets from configuration issues.
type Origin uint8

const (
	product Origin = iota
	configuration
	Found // open at the start
)

// Opening is a ticket that a customer opens, named by its origin and number, with
// the uniforms that say what it is about.
type Opening struct {
	From     Origin
	Number   uint64
	Issue    float64
	Deflects float64
}

// Demand opens tickets for live customers.
type Demand struct {
	OnTicket func(customer int32, o Opening) // called when one opens

	sim       *sim.Simulator
	kinds     [configuration + 1]sim.Kind
	segments  []Segment
	acv       []float64 // segment means, dollars
	poor      float64
	customers []asker
	luck      [configuration + 1]random.Stream
	trial     [configuration + 1]random.Stream
}

// asker is a customer as the demand for tickets sees it.
type asker struct {
	entity   random.Entity
	live     float64 // day of go-live
	delivery float64
	segment  int16
	asks     bool
	sources  [configuration + 1]source
}

// source is one customer's tickets of one origin.
type source struct {
	rate  float64 // a day, without early life
	left  float64 // of the integral until the next ticket
	since float64 // day at which that much was left
	early float64 // by how much early life raised the rate then, as a share of it
	then  float64 // and will when the next ticket opens
	next  Opening
}

// NewDemand returns the demand of segments whose mean ARR is acv, in dollars.
func NewDemand(s *sim.Simulator, kinds Kinds, seed uint64, segments []Segment, acv []float64, poor float64) *Demand {
	d := &Demand{sim: s, segments: segments, acv: acv, poor: poor}
	d.kinds = [...]sim.Kind{kinds.Asked, kinds.Misconfigured}
	d.luck = [...]random.Stream{random.New(seed, "ticket"), random.New(seed, "configuration issue")}
	for i := range d.kinds {
		s.HandleMovable(d.kinds[i], func(customer int32) { d.open(customer, Origin(i)) })
	}
	return d
}

// Begin starts a trial.
func (d *Demand) Begin(trial uint64) {
	d.customers = d.customers[:0]
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
	rates := d.rates(c, arr)
	for i := range c.sources {
		c.sources[i] = source{rate: rates[i], since: d.sim.Now(), early: d.early(c)}
		d.draw(c, Origin(i), 0)
		d.await(customer, i)
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
		early := d.early(c)
		s.left = max(0, s.left-s.rate*(d.sim.Now()-s.since+fade*(s.early-early)))
		s.since, s.rate, s.early = d.sim.Now(), rate, early
		d.await(customer, i)
	}
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
	opening := s.next
	s.since, s.early = d.sim.Now(), s.then
	d.draw(c, from, opening.Number+1)
	d.await(customer, int(from))
	d.OnTicket(customer, opening)
}

func (d *Demand) rates(c *asker, arr float64) [configuration + 1]float64 {
	s := &d.segments[c.segment]
	size := 1.0
	if s.Size != 0 {
		size = math.Pow(arr/d.acv[c.segment], float64(s.Size))
	}
	return [...]float64{
		float64(s.PerMonth) / fiscal.Month * size * c.delivery,
		float64(s.ConfigurationPerWeek) / fiscal.Week,
	}
}

// draw draws the next ticket of a customer and the unit exponential before it.
func (d *Demand) draw(c *asker, from Origin, number uint64) {
	s := &c.sources[from]
	u := d.trial[from].Four(c.entity, number)
	s.left = -math.Log(1 - u[0])
	s.next = Opening{From: from, Number: number, Issue: u[1], Deflects: u[2]}
}

// await makes the next ticket open when its exponential has run out.
func (d *Demand) await(customer int32, i int) {
	c := &d.customers[customer]
	s := &c.sources[i]
	if s.rate > 0 {
		span, left := wait(s.left/s.rate, s.early)
		s.then = left
		d.sim.Schedule(d.kinds[i], customer, s.since+span)
	} else {
		d.sim.Cancel(d.kinds[i], customer)
	}
}

// fade is the e-folding time of early life, in days.
const fade = fiscal.Quarter

// early returns by how much early life raises a customer's rate now, as a share
// of it.
func (d *Demand) early(c *asker) float64 {
	return (float64(d.segments[c.segment].EarlyMultiple) - 1) * math.Exp((c.live-d.sim.Now())/fade)
}

// wait returns the days in which so much exposure gathers, ∫ 1 + early·exp(-t/fade) dt,
// and what is left of early by then. It solves y + early (1 - exp(-y)) = exposure,
// y in units of fade, by Newton's method from the root of the equation's third
// order. The error after a step is of the order of its square.
func wait(exposure, early float64) (days, left float64) {
	e := exposure / fade
	y := max(e-early, e/(1+early)) // below the root, as all steps from there
	if square := (1+early)*(1+early) - 2*early*e; square > 0 {
		y = 2 * e / (1 + early + math.Sqrt(square))
		y -= min(y/2, early*y*y*y/6/(1+early))
	}
	for range 50 {
		left = math.Exp(-y)
		step := (e - y - early*(1-left)) / (1 + early*left)
		y += step
		left *= early * (1 - step)
		if math.Abs(early)*step*step <= 1e-12 {
			break
		}
	}
	return fade * max(0, y), left
}
