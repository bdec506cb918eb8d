package customers

import (
	"math"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

// schedule is when accounts renew that began on the same day, for the same term: worked out once, in all trials the same.
type schedule struct {
	dates fiscal.Recurrence
	first int // count of the first of them
	known []float64
}

// scheduleOf returns the schedule of an account, one of those that there are or a new one; nil without dates.
func scheduleOf(a accounts.Account, there map[fiscal.Recurrence]*schedule) *schedule {
	dates, ok := a.Dates()
	if !ok {
		return nil
	}
	s := there[dates]
	if s == nil {
		s = &schedule{dates: dates, first: a.Survived + 1}
		there[dates] = s
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
func Synthesise(seed uint64, segment int, name string, s Segment, planned float64) []accounts.Account {
	luck := random.New(seed, "opening book")
	acv, err := s.ACV.Distribution()
	if err != nil {
		panic(err)
	}
	terms := newTermPicker(s.Terms)
	book := make([]accounts.Account, s.Opening.Customers)
	total := 0.0
	for i := range book {
		a := &book[i]
		*a = accounts.Account{Entity: random.Name("opening", name).Child(uint64(i)), Segment: segment, Live: i >= int(s.Opening.InFlight)}
		size, term, age, renews := luck.Four(a.Entity, 0)
		a.ARR = acv.Quantile(size)
		total += a.ARR
		a.Term = float64(terms.pick(term))
		if a.Live {
			years := 0.0
			if r := float64(s.Opening.AgeRatio); r > 0 {
				years = math.Floor(math.Log(age) / math.Log(r))
			}
			a.Survived = wholeTerms(years*fiscal.Year, a.Term)
			a.Renews = renews * a.Term
			a.Signed = a.Renews - float64(a.Survived+1)*a.Term
			continue
		}
		a.Behind = luck.Uniform(a.Entity, 4)
		a.Signed = -a.Behind * planned
		a.RenewNext(fiscal.Every(a.Signed, a.Term))
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

// OpeningARR returns what the customers of a book that is made up pay together on the first day, in dollars; NaN where the seed
// decides that, as who is in flight does not pay until go-live.
func (s Segment) OpeningARR(fromGoLive bool) float64 {
	switch {
	case s.Opening.Customers == 0:
		return 0
	case fromGoLive && s.Opening.InFlight > 0:
		return math.NaN()
	}
	law, err := s.ACV.Distribution()
	if err != nil {
		return math.NaN() // told as a fault of acv
	}
	return float64(s.Opening.Customers) * law.Mean()
}

// wholeTerms returns how many whole terms an age holds, one that is missed by
// rounding included.
func wholeTerms(age, term float64) int { return int(math.Floor(age/term + 1e-9)) }

// termPicker picks terms by their shares.
type termPicker struct {
	lengths []units.Duration
	shares  []float64
}

func newTermPicker(t Terms) termPicker {
	p := termPicker{lengths: t.Lengths()}
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
