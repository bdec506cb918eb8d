package customers

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

// Account is a customer of the opening book.
type Account struct {
	Entity   random.Entity
	ID       string // in the file; empty for a synthesised one
	Segment  int
	ARR      float64 // dollars a year
	Term     float64 // working days
	Signed   float64 // working days, 0 or less
	Renews   float64 // next, working days, 0 or more
	Survived int     // renewals so far
	Live     bool
	Behind   float64 // share of its project that is done, when it is not live

	dates *fiscal.Recurrence // of its renewals, where the calendar tells them
	fit   fit                // of its term and its dates
	line  int                // of the file
}

// schedule is when accounts renew that began on the same day, for the same term: worked out once, in all trials the same.
type schedule struct {
	dates fiscal.Recurrence
	first int // count of the first of them
	known []float64
}

// scheduleOf returns the schedule of an account, one of those that there are or a new one; nil without dates.
func scheduleOf(a Account, there map[fiscal.Recurrence]*schedule) *schedule {
	if a.dates == nil {
		return nil
	}
	s := there[*a.dates]
	if s == nil {
		s = &schedule{dates: *a.dates, first: a.Survived + 1}
		there[*a.dates] = s
	}
	return s
}

// at returns the day of the n-th renewal.
func (s *schedule) at(n int) float64 {
	if n < s.first { // of an account that has renewed more often
		return s.dates.At(n)
	}
	for len(s.known) <= n-s.first {
		s.known = append(s.known, s.dates.At(s.first+len(s.known)))
	}
	return s.known[n-s.first]
}

// Synthesise draws the opening book of a segment: the same for every trial of a
// seed. Ages are whole years, the next renewal is uniform in the running term,
// and ARR is scaled so that it sums to customers × mean. The first in-flight
// customers are of age 0 and signed a uniform share of the planned days to live
// ago. The parameters must be valid.
func Synthesise(seed uint64, segment int, name string, s Segment, planned float64) []Account {
	luck := random.New(seed, "opening book")
	acv, err := s.ACV.Distribution()
	if err != nil {
		panic(err)
	}
	terms := newTermPicker(s.Terms)
	book := make([]Account, s.Opening.Customers)
	total := 0.0
	for i := range book {
		a := &book[i]
		*a = Account{Entity: random.Name("opening", name).Child(uint64(i)), Segment: segment, Live: i >= int(s.Opening.InFlight)}
		u, v := luck.Four(a.Entity, 0), luck.Four(a.Entity, 1)
		a.ARR = acv.Quantile(u[0])
		total += a.ARR
		a.Term = float64(terms.pick(u[1]))
		if a.Live {
			years := 0.0
			if r := float64(s.Opening.AgeRatio); r > 0 {
				years = math.Floor(math.Log(u[2]) / math.Log(r))
			}
			a.Survived = wholeTerms(years*fiscal.Year, a.Term)
			a.Renews = u[3] * a.Term
			a.Signed = a.Renews - float64(a.Survived+1)*a.Term
			continue
		}
		a.Behind = v[0]
		a.Signed = -a.Behind * planned
		a.renewNext(fiscal.Every(a.Signed, a.Term))
	}
	scale := 0.0
	if total > 0 {
		scale = float64(len(book)) * acv.Mean() / total
	}
	for i := range book {
		book[i].ARR *= scale
	}
	return book
}

// wholeTerms returns how many whole terms an age holds, one that is missed by
// rounding included.
func wholeTerms(age, term float64) int { return int(math.Floor(age/term + 1e-9)) }

// renewNext makes an account renew at the end of its running term; one that ends
// on the first day is still to be renewed.
func (a *Account) renewNext(renewals fiscal.Recurrence) {
	a.Survived = renewals.Before(0)
	a.Renews = renewals.At(a.Survived + 1)
}

// Place gives the accounts of a file that are not live the share of their project
// that is done, by a seed.
func Place(seed uint64, book []Account) {
	luck := random.New(seed, "opening book")
	for i := range book {
		if !book[i].Live {
			book[i].Behind = luck.Uniform(book[i].Entity, 4)
		}
	}
}

// termPicker picks terms by their shares.
type termPicker struct {
	lengths []units.Duration
	shares  []float64
}

func newTermPicker(t Terms) termPicker {
	p := termPicker{lengths: t.lengths()}
	for _, length := range p.lengths {
		p.shares = append(p.shares, float64(t[length]))
	}
	return p
}

// pick returns the term at a uniform.
func (p termPicker) pick(u float64) units.Duration {
	for i, share := range p.shares {
		if u -= share; u < 0 {
			return p.lengths[i]
		}
	}
	return p.lengths[len(p.lengths)-1]
}
