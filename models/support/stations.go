package support

import (
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/sim"
)

// Station is a team that answers tickets.
type Station int

// The stations.
const (
	Tier1 Station = iota
	Tier2
	CSEngineers
	stations
	elsewhere = stations // with a delivery team
)

// desk is a station's people.
type desk struct {
	*sim.Servers
	done    sim.Kind
	usual   float64 // stretch of touch time, as the plan has it
	stretch float64 // of touch time now
	scope   int16
	there   int           // people, as last recorded
	busy    sim.Level     // people on tickets
	meter   *people.Meter // nil if nobody asks
}

// Meter returns what tells the load of a station, to be asked for before the first trial.
func (d *Desk) Meter(station Station) *people.Meter {
	desk := &d.desks[station]
	if desk.meter == nil {
		desk.meter = people.NewMeter(d.sim)
	}
	return desk.meter
}

// Staff says how many fully productive people a station has from now on.
func (d *Desk) Staff(station Station, full int) {
	desk := &d.desks[station]
	d.seat(desk, full)
	desk.SetCapacity(full)
}

// Employ says by which factor what else is done for a station's people changes the hours that they have from now on: it
// shortens the tickets that they begin then.
func (d *Desk) Employ(station Station, factor float64) {
	desk := &d.desks[station]
	desk.stretch = desk.usual / factor
}

// seat records how many people are there: of more than the capacity, those who finish a ticket.
func (d *Desk) seat(desk *desk, capacity int) {
	desk.there = max(capacity, desk.Busy())
	if desk.meter != nil {
		desk.meter.SetCapacity(float64(desk.there))
	}
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Seated, Scope: desk.scope, Customer: ledger.None, Amount: float64(desk.there)})
}

// arrive puts a ticket into the queue of a station.
func (d *Desk) arrive(station Station, i int32, t *ticket) {
	desk := &d.desks[station]
	if desk.meter != nil {
		desk.meter.Arrive(i, d.sim.Now())
	}
	desk.Arrive(i, int(t.class))
}

func (d *Desk) start(station Station, i int32) {
	desk := &d.desks[station]
	if desk.meter != nil {
		desk.meter.Start(i)
		desk.meter.SetBusy(float64(desk.Busy()))
	}
	t := &d.tickets[i]
	touch := t.touch
	if station == Tier2 {
		touch = d.escalation(t)
	}
	d.answer(i, t)
	desk.busy.Add(d.sim.Now(), 1)
	d.sim.Schedule(desk.done, i, d.sim.Now()+touch*desk.stretch)
}

func (d *Desk) finish(station Station, i int32) {
	desk := &d.desks[station]
	desk.busy.Add(d.sim.Now(), -1)
	desk.Release()
	if desk.meter != nil {
		desk.meter.SetBusy(float64(desk.Busy()))
	}
	if desk.there > desk.Capacity() {
		d.seat(desk, desk.Capacity())
	}
	t := &d.tickets[i]
	if station != Tier2 {
		d.decide(i, t)
		return
	}
	if t.lag >= 0 {
		d.refer(i, t)
		return
	}
	d.close(i, t)
}
