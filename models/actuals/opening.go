package actuals

import (
	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// Opening is what a segment has on the first day.
type Opening struct {
	Name      string
	ARR       float64 // NaN where nobody can say: the seed decides whose ARR counts
	Customers int

	Dated        bool    // it is known who was a customer as the running fiscal year began
	OldARR       float64 // of those who were
	OldCustomers int
}

// Add adds a segment whose book is made up.
func (c *Company) Add(name string, customers int, arr float64) {
	c.Segments = append(c.Segments, Opening{Name: name, ARR: arr, Customers: customers, Dated: customers == 0})
}

// Count notes what segments have on the first day by the accounts of a book. Where ARR counts from go-live only, nobody knows
// who paid as the year began: accounts say when they signed.
func (c *Company) Count(book []accounts.Account, fromGoLive bool) {
	for i := range c.Segments {
		c.Segments[i] = Opening{Name: c.Segments[i].Name, Dated: !fromGoLive}
	}
	since := -fiscal.Quarter * float64(c.Calendar.Season(0))
	for _, a := range book {
		o := &c.Segments[a.Segment]
		o.Customers++
		if !fromGoLive || a.Live {
			o.ARR += a.ARR
		}
		if o.Dated && a.Signed < since {
			o.OldARR += a.ARR
			o.OldCustomers++
		}
	}
}

// Ledger returns the running year as the ledger of a trial follows its customers.
func (p *Past) Ledger() ledger.Running {
	if !p.Running() {
		return ledger.Running{}
	}
	return ledger.Running{Days: fiscal.Quarter * float64(p.over), Ends: 3 - p.over}
}
