package accounts

import (
	"maps"
	"slices"

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

// Dates returns the days of its renewals, where the calendar tells them.
func (a Account) Dates() (dates fiscal.Recurrence, ok bool) {
	if a.dates == nil {
		return dates, false
	}
	return *a.dates, true
}

// RenewNext makes an account renew at the end of its running term; one that ends
// on the first day is still to be renewed.
func (a *Account) RenewNext(renewals fiscal.Recurrence) {
	a.Survived = renewals.Before(0)
	a.Renews = renewals.At(a.Survived + 1)
}

// RenewsFrom returns the first of its renewals on a day or after it, if it stays and its contract is not another by then.
func (a Account) RenewsFrom(day float64) float64 {
	for n := 0; ; n++ {
		at := a.Renews + float64(n)*a.Term
		if a.dates != nil {
			at = a.dates.At(a.Survived + 1 + n)
		}
		if at >= day {
			return at
		}
	}
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

// Held are contract lengths that accounts of a file have: how many of them, and the line of the first.
type Held map[units.Duration]struct{ Accounts, Line int }

// Lengths returns the contract lengths, the shortest first.
func (h Held) Lengths() []units.Duration { return slices.Sorted(maps.Keys(h)) }

// HeldTerms returns the contract lengths that the accounts of a segment have.
func HeldTerms(book []Account, segment int) Held {
	held := Held{}
	for _, a := range book {
		if a.Segment != segment {
			continue
		}
		h := held[units.Duration(a.Term)]
		if h.Accounts++; h.Accounts == 1 {
			h.Line = a.line
		}
		held[units.Duration(a.Term)] = h
	}
	return held
}

// IDs returns the ids of accounts, in their order.
func IDs(book []Account) (ids []string) {
	for _, a := range book {
		ids = append(ids, a.ID)
	}
	return ids
}
