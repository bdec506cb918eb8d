package accounts

import (
	"fmt"
	"slices"
	"sync"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// Shared is Read, for all who ask for the same: they share what was read, and nobody may change it.
func Shared(export *Export, names []string, terms [][]units.Duration, calendar fiscal.Calendar) (book []Account, rest Rest, faults []error) {
	b := booksRead.find(&bookRead{export: export, by: fmt.Sprint(names, terms, calendar)})
	b.once.Do(func() { b.book, b.rest, b.faults = Read(*export, names, terms, calendar) })
	return b.book, b.rest, b.faults
}

// bookRead is a file that was read for a scenario.
type bookRead struct {
	export *Export
	by     string // what else decides on what is read
	once   sync.Once

	book   []Account
	rest   Rest
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
