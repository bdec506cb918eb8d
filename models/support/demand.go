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

// Demand opens tickets for live customers.
type Demand struct {
	OnTicket func(customer int32, from Origin, number uint64) // called when one opens

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
	count uint64
}

// NewDemand returns the demand of segments whose mean ARR is acv, in dollars.
func NewDemand(s *sim.Simulator, kinds Kinds, seed uint64, segments []Segment, acv []float64, poor float64) *Demand {
	d := &Demand{sim: s, segments: segments, acv: acv, poor: poor}
	d.kinds = [...]sim.Kind{kinds.Asked, kinds.Misconfigured}
	d.luck = [...]random.Stream{random.New(seed, "ticket opening"), random.New(seed, "configuration issue opening")}
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
		c.sources[i] = source{rate: rates[i], since: d.sim.Now(), left: d.gap(c, i)}
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
		s.left = max(0, s.left-s.rate*d.exposure(c, s.since, d.sim.Now()))
		s.since, s.rate = d.sim.Now(), rate
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
	number := s.count
	s.count++
	s.left, s.since = d.gap(c, int(from)), d.sim.Now()
	d.await(customer, int(from))
	d.OnTicket(customer, from, number)
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

// gap draws the unit exponential before the next ticket.
func (d *Demand) gap(c *asker, i int) float64 {
	return -math.Log1p(-d.trial[i].Uniform(c.entity, c.sources[i].count))
}

// await makes the next ticket open when its exponential has run out.
func (d *Demand) await(customer int32, i int) {
	c := &d.customers[customer]
	s := &c.sources[i]
	if s.rate > 0 {
		d.sim.Schedule(d.kinds[i], customer, d.when(c, s.since, s.left/s.rate))
	} else {
		d.sim.Cancel(d.kinds[i], customer)
	}
}

// fade is the e-folding time of early life, in days.
const fade = fiscal.Quarter

// exposure returns ∫ early(t) dt between two days.
func (d *Demand) exposure(c *asker, from, to float64) float64 {
	boost := float64(d.segments[c.segment].EarlyMultiple) - 1
	return to - from + boost*fade*(math.Exp((c.live-from)/fade)-math.Exp((c.live-to)/fade))
}

// when returns the day by which so much exposure has gathered since a day, by
// Newton's method, whose error after a step is of the order of its square.
func (d *Demand) when(c *asker, from, exposure float64) float64 {
	boost := float64(d.segments[c.segment].EarlyMultiple) - 1
	start := boost * math.Exp((c.live-from)/fade)
	if math.Abs(start) < 1e-12 {
		return from + exposure
	}
	span := exposure / (1 + start)
	for range 50 {
		now := math.Exp(-span / fade)
		step := (exposure - span - start*fade*(1-now)) / (1 + start*now)
		span += step
		if math.Abs(step) <= 1e-7 {
			break
		}
	}
	return from + max(0, span)
}
