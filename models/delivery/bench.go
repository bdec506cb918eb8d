package delivery

import (
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/sim"
)

// bench is a partner's.
type bench struct {
	recorder
	partners.Partner
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
	if b.enough {
		return 1
	}
	return b.Care(b.managers, others)
}
