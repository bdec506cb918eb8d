package company

import (
	"fmt"
	"slices"
	"sync"

	"postsale/models/accounts"
	"postsale/models/units"
)

// ReadAccounts returns the accounts of the file, which the scenario must have, what it has besides, and what is wrong with
// it. Whoever asks for the same shares what was read: nobody may change it.
func (p *Params) ReadAccounts() (book []accounts.Account, rest accounts.Rest, faults []error) {
	asked := &bookRead{export: p.Accounts, by: fmt.Sprint(p.Start, p.FiscalYearStarts, p.Segments.Names())}
	var terms [][]units.Duration
	for _, e := range p.Segments {
		asked.by += fmt.Sprint(e.Value.Customers.Terms)
		terms = append(terms, e.Value.Customers.Terms.Lengths())
	}
	b := booksRead.find(asked)
	b.once.Do(func() {
		b.book, b.rest, b.faults = accounts.Read(*p.Accounts, p.Segments.Names(), terms, p.Calendar())
	})
	return b.book, b.rest, b.faults
}

// bookRead is a file that was read for a scenario.
type bookRead struct {
	export *accounts.Export
	by     string // what else decides on what is read
	once   sync.Once

	book   []accounts.Account
	rest   accounts.Rest
	faults []error
}

// shelf keeps the latest books, for all plans and workers of the process: as many as fit into the size of the largest.
type shelf struct {
	sync.Mutex
	books []*bookRead
}

var booksRead shelf

// find returns the book that is asked for: one that is there, or the new one.
func (s *shelf) find(asked *bookRead) *bookRead {
	const most = 64 << 20 // bytes of their files
	s.Lock()
	defer s.Unlock()
	for _, b := range s.books {
		if b.export == asked.export && b.by == asked.by {
			return b
		}
	}
	bytes := len(asked.export.File.Data)
	for i, b := range slices.Backward(s.books) {
		if bytes += len(b.export.File.Data); bytes > most {
			s.books = slices.Delete(s.books, 0, i+1)
			break
		}
	}
	s.books = append(s.books, asked)
	return asked
}
