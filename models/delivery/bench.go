package delivery

import (
	"math"

	"postsale/models/ledger"
	"postsale/sim"
)

// bench is a partner's.
type bench struct {
	recorder
	Partner
	scope     int16
	slots     *sim.Slots
	places    float64 // slots there, as last recorded
	delivered float64 // projects, as far as they were looked after
	started   int     // in this quarter
	slow      bool
	managers  float64 // people who look after it
	enough    bool    // see Ideal
	counts    bool    // its projects are told apart from those of other partners
}

// Slots returns how many slots there are in a quarter of the run; those of a warm-up are below 0.
func (p Partner) Slots(quarter int) float64 {
	slots := float64(p.ConcurrentProjects)
	if p.Growth == 0 {
		return slots
	}
	const rounding = 1e-9
	return math.Floor(slots*math.Pow(1+float64(p.Growth), float64(quarter)/4) + rounding)
}

func (b *bench) begin() {
	b.slots.Reset(0)
	b.places, b.delivered, b.started, b.slow, b.managers = 0, 0, 0, false, 0
}

// openQuarter says that a quarter of the run begins; first tells that nothing went before it.
func (b *bench) openQuarter(quarter int, first bool) {
	places := b.Slots(quarter)
	b.slow = !first && b.Minimum != nil && b.started < int(b.Minimum.ProjectsPerQuarter)
	b.started = 0
	b.tellSlots(max(places, b.slots.Busy()))
	b.slots.SetCapacity(places)
}

// took records a slot that a project has been given.
func (b *bench) took(p *project) {
	b.retellSlots()
	b.recordOf(p, ledger.Took, b.scope, 1, 0, ledger.Partner)
}

// free takes the slot back from a project.
func (b *bench) free(p *project) {
	b.recordOf(p, ledger.Freed, b.scope, 1, 0, ledger.Partner)
	b.slots.Free(1)
	b.retellSlots()
}

// tellSlots records the slots that are there.
func (b *bench) tellSlots(places float64) {
	b.places = places
	b.record(ledger.Slotted, ledger.None, b.scope, places, 0, ledger.Partner)
}

// retellSlots records them again where projects hold others beyond the capacity than before.
func (b *bench) retellSlots() {
	if places := max(b.slots.Capacity(), b.slots.Busy()); places != b.places {
		b.tellSlots(places)
	}
}

// begun says that the partner has a project for the first time.
func (b *bench) begun(customer int32, managed float64) {
	b.started++
	if b.counts {
		b.record(ledger.Assigned, customer, b.scope, 0, 0, 0)
	}
	if b.Managed != nil {
		b.record(ledger.LookedAfter, customer, b.scope, managed, 0, 0)
	}
}

// care returns how far the partner is looked after that has so many projects beside one that starts: from 0 to 1.
func (b *bench) care(others float64) float64 {
	if b.Managed == nil || b.enough || !(others > 0) {
		return 1
	}
	return min(1, b.managers*float64(b.Managed.ProjectsPerPerson)/others)
}

// lead returns the days from slot to first work of a project that is looked after as far as that; who is not is never the
// quicker for it.
func (b *bench) lead(managed float64) float64 {
	own := float64(b.LeadTime)
	if b.slow {
		own = float64(b.Minimum.LeadTime)
	}
	if b.Managed == nil {
		return own
	}
	alone := max(own, float64(b.Managed.LeadTime))
	return alone + (own-alone)*managed
}

// skill returns the effort factor and the quality of a project that starts now and is looked after as far as that; who is
// not is never the better for it.
func (b *bench) skill(managed float64) (factor, quality float64) {
	factor, quality = float64(b.EffortFactor), float64(b.Quality)
	if l := b.Learning; l != nil {
		left := math.Exp2(-b.delivered / float64(l.HalfEvery))
		factor = float64(l.EffortFactor) + (factor-float64(l.EffortFactor))*left
		quality = float64(l.Quality) + (quality-float64(l.Quality))*left
	}
	if m := b.Managed; m != nil {
		alone := min(quality, float64(m.Quality))
		quality = alone + (quality-alone)*managed
	}
	return factor, quality
}
