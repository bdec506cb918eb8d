package delivery

import (
	"math"

	"postsale/models/ledger"
	"postsale/sim"
)

// bench is a partner's.
type bench struct {
	Partner
	slots     *sim.Slots
	scope     int16
	places    float64 // slots there, as last recorded
	delivered int
	started   int // in this quarter
	slow      bool
}

func (b *bench) begin() {
	b.slots.Reset(0)
	b.places, b.delivered, b.started, b.slow = 0, 0, 0, false
}

// OpenQuarter says that a quarter of the run begins; those of a warm-up are below
// 0. First tells that nothing went before it.
func (d *Practice) OpenQuarter(quarter int, first bool) {
	for i := range d.benches {
		b := &d.benches[i]
		places := float64(b.ConcurrentProjects)
		if b.Growth != 0 {
			const rounding = 1e-9
			places = math.Floor(places*math.Pow(1+float64(b.Growth), float64(quarter)/4) + rounding)
		}
		b.slow = !first && b.Minimum != nil && b.started < int(b.Minimum.ProjectsPerQuarter)
		b.started = 0
		d.tellBench(b, max(places, b.slots.Busy()))
		b.slots.SetCapacity(places)
	}
}

// tellBench records the slots of a partner that are there.
func (d *Practice) tellBench(b *bench, places float64) {
	b.places = places
	d.book.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Slotted, Scope: b.scope, Customer: ledger.None, Amount: places, Marks: ledger.Partner})
}

// retellBench records them again where projects hold others beyond the capacity than before.
func (d *Practice) retellBench(b *bench) {
	if places := max(b.slots.Capacity(), b.slots.Busy()); places != b.places {
		d.tellBench(b, places)
	}
}

// lead returns the days from slot to first work.
func (b *bench) lead() float64 {
	if b.slow {
		return float64(b.Minimum.LeadTime)
	}
	return float64(b.LeadTime)
}

// skill returns the effort factor and the quality of a project that starts now.
func (b *bench) skill() (factor, quality float64) {
	factor, quality = float64(b.EffortFactor), float64(b.Quality)
	if l := b.Learning; l != nil {
		left := math.Exp2(-float64(b.delivered) / float64(l.HalfEvery))
		factor = float64(l.EffortFactor) + (factor-float64(l.EffortFactor))*left
		quality = float64(l.Quality) + (quality-float64(l.Quality))*left
	}
	return factor, quality
}
