package support

import "postsale/models/people"

// Cover says that from now on a delivery team does what comes to a station; TakeBack that the station does it itself again.
// What waits stays until it is offered anew.
func (d *Desk) Cover(station Station, by int) { d.desks[station].by = by }

// TakeBack says that a station does itself what comes from now on.
func (d *Desk) TakeBack(station Station) { d.desks[station].by = nobody }

// OfferAnew offers the tickets that wait at a station to who does its work now.
func (d *Desk) OfferAnew(station Station) {
	desk := &d.desks[station]
	desk.vacating, d.moved = true, d.moved[:0]
	people.Empty(desk.Servers)
	desk.vacating = false
	for _, i := range d.moved {
		d.meters[station].Leave(i)
		d.Offer(i)
	}
}

// Offer offers a ticket that waits to whoever does it now.
func (d *Desk) Offer(i int32) {
	t := &d.tickets[i]
	if t.stage == Elsewhere {
		d.OnInterrupt(i)
		return
	}
	d.arrive(t.stage, i, t)
}
