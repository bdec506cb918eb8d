package support

import (
	"math"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/sim"
)

// Station is a team that answers tickets.
type Station int8

// The stations.
const (
	Tier1 Station = iota
	Tier2
	CSEngineers
	stations
	Elsewhere = stations // with a delivery team
)

// nobody is who stands in for a station that does its own work.
const nobody = -1

// desk is a station's people.
type desk struct {
	*sim.Servers
	done    sim.Kind
	usual   float64 // stretch of touch time, as the plan has it
	stretch float64 // of touch time now
	scope   int16
	there   int       // people, as last recorded
	busy    sim.Level // people on tickets

	by       int  // the delivery team that does what comes, or nobody
	vacating bool // what waits is being taken out
}

// Meter returns what tells how a station fares, to be asked for before the first trial: the tickets that wait for it, how long
// from opening to the first answer, and its people on tickets of those there. That of Elsewhere knows no people.
func (d *Desk) Meter(station Station) *people.Meter {
	if d.meters[station] == nil {
		d.meters[station] = people.NewMeter(d.sim)
	}
	return d.meters[station]
}

// Staff says how many fully productive people a station has from now on.
func (d *Desk) Staff(station Station, full int) {
	desk := &d.desks[station]
	d.seat(station, full)
	desk.SetCapacity(full)
}

// Employ says by which factor what else is done for a station's people changes the hours that they have from now on: it
// shortens the tickets that they begin then.
func (d *Desk) Employ(station Station, factor float64) {
	desk := &d.desks[station]
	desk.stretch = desk.usual / factor
}

// seat records how many people are there: of more than the capacity, those who finish a ticket.
func (d *Desk) seat(station Station, capacity int) {
	desk := &d.desks[station]
	desk.there = max(capacity, desk.Busy())
	d.meters[station].SetThere(float64(desk.there))
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Seated, Scope: desk.scope, Customer: ledger.None, Amount: float64(desk.there)})
}

// arrive puts a ticket into the queue of a station, or gives it to who stands in.
func (d *Desk) arrive(station Station, i int32, t *ticket) {
	desk := &d.desks[station]
	t.stage = station
	if desk.by >= 0 {
		d.OnHelp(i, desk.by, int(t.class))
		return
	}
	d.waits(station, i, t)
	desk.Arrive(i, int(t.class))
}

// waits tells the meter of a station that a ticket waits for it, if somebody has asked: who has had an answer waits for no first
// one.
func (d *Desk) waits(station Station, i int32, t *ticket) {
	since := t.opened
	if t.answered {
		since = math.NaN()
	}
	d.meters[station].Arrive(i, since)
}

func (d *Desk) start(station Station, i int32) {
	desk := &d.desks[station]
	if desk.vacating {
		d.moved = append(d.moved, i)
		return
	}
	d.meters[station].Start(i)
	d.meters[station].SetUsed(float64(desk.Busy()))
	t := &d.tickets[i]
	touch := d.touch(t)
	d.answer(i, t)
	desk.busy.Add(d.sim.Now(), 1)
	d.sim.Schedule(desk.done, i, d.sim.Now()+touch*desk.stretch)
}

func (d *Desk) finish(station Station, i int32) {
	desk := &d.desks[station]
	desk.busy.Add(d.sim.Now(), -1)
	desk.Release()
	d.meters[station].SetUsed(float64(desk.Busy()))
	if desk.there > desk.Capacity() {
		d.seat(station, desk.Capacity())
	}
	d.proceed(i, &d.tickets[i])
}
