package success

import (
	"math"

	"postsale/models/people"
)

// Cover says that from now on a team does what another has to do, or that again itself: its accounts, and what opens. What waits
// stays until it is offered anew.
func (f *Portfolio) Cover(team, by int) {
	was := f.teams[team].by
	f.teams[team].by = by
	f.assign()
	for _, number := range [...]int{was, by} {
		f.teams[number].left = math.NaN() // as none was shared among these accounts
		f.share(number)
	}
}

// assign finds out for whom each team works.
func (f *Portfolio) assign() {
	for i := range f.teams {
		f.teams[i].homes, f.teams[i].serves = f.teams[i].homes[:0], f.teams[i].serves[:0]
	}
	for i := range f.teams {
		by := &f.teams[f.teams[i].by]
		by.homes = append(by.homes, i)
	}
	for i := range f.segments {
		if s := &f.segments[i]; s.team >= 0 {
			s.at = f.teams[s.team].by
			f.teams[s.at].serves = append(f.teams[s.at].serves, i)
		}
	}
}

// OfferAnew offers the jobs that wait at a team of success to who does its work now.
func (f *Portfolio) OfferAnew(team int) {
	t := &f.teams[team]
	t.vacating, f.moved = true, f.moved[:0]
	people.Empty(t.servers)
	t.vacating = false
	for _, number := range f.moved {
		f.Offer(number)
	}
}

// Offer offers a job that waits to who does it now, if it has not been withdrawn.
func (f *Portfolio) Offer(number int32) {
	if f.jobs[number].state == withdrawn {
		f.free(number)
		return
	}
	f.offer(number)
}
