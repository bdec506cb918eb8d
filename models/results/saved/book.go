package saved

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"postsale/models/results"
)

// bookRecord is a part of the book for programs.
type bookRecord struct {
	Segment  string             `json:"segment"`
	Accounts int                `json:"accounts"`
	NotLive  int                `json:"not_live"`
	FirstDay int                `json:"renew_on_first_day"`
	ARR      Number             `json:"arr"`
	ACV      Number             `json:"acv"`   // null for all
	Began    []string           `json:"began"` // the first and the last
	Terms    []results.BookTerm `json:"terms"`
	Renewals []dueRecord        `json:"next_renewals"`
}

type dueRecord struct {
	Quarter  string `json:"quarter"`
	Accounts int    `json:"accounts"`
	ARR      Number `json:"arr"`
}

// bookOf returns the book by part, nil if there is none.
func bookOf(b *results.Book) []bookRecord {
	if b == nil {
		return nil
	}
	var list []bookRecord
	for _, part := range b.Parts {
		r := bookRecord{Segment: part.Segment, Accounts: part.Customers, NotLive: part.NotLive, FirstDay: part.FirstDay,
			ARR: Number(part.ARR), ACV: Number(part.ACV), Began: []string{}, Terms: append([]results.BookTerm{}, part.Terms...)}
		if part.Customers > 0 {
			r.Began = []string{part.First.Format(time.DateOnly), part.Last.Format(time.DateOnly)}
		}
		for i, d := range part.Due {
			due := dueRecord{Quarter: "later", Accounts: d.Customers, ARR: Number(d.ARR)}
			if i < len(b.Quarters) {
				due.Quarter = b.Quarters[i]
			}
			r.Renewals = append(r.Renewals, due)
		}
		list = append(list, r)
	}
	return list
}

// readBook returns the book that was written, nil if none was; which file it is of, and how many rows were left out, the
// scenario tells.
func readBook(list []bookRecord, of *results.Book) (*results.Book, error) {
	switch {
	case (of == nil) != (list == nil):
		return nil, errors.New("must be there if the scenario has a file of accounts, and only then")
	case of == nil:
		return nil, nil
	case len(list) != len(of.Parts):
		return nil, fmt.Errorf("must have a line for each segment and one for all, %d, got %d", len(of.Parts), len(list))
	}
	book := &results.Book{File: of.File, Gone: of.Gone, Quarters: of.Quarters}
	for _, r := range list {
		part := results.BookPart{Segment: r.Segment, Customers: r.Accounts, NotLive: r.NotLive, FirstDay: r.FirstDay, ARR: float64(r.ARR), ACV: float64(r.ACV), Terms: r.Terms}
		if r.Accounts > 0 {
			var errFirst, errLast error
			if len(r.Began) == 2 {
				part.First, errFirst = time.Parse(time.DateOnly, r.Began[0])
				part.Last, errLast = time.Parse(time.DateOnly, r.Began[1])
			}
			if len(r.Began) != 2 || errFirst != nil || errLast != nil {
				return nil, fmt.Errorf("%s: began: must be two days such as 2026-01-31", r.Segment)
			}
		}
		if len(r.Renewals) != len(of.Quarters)+1 {
			return nil, fmt.Errorf("%s: next_renewals: must be of %s and later", r.Segment, strings.Join(of.Quarters, ", "))
		}
		for _, d := range r.Renewals {
			part.Due = append(part.Due, results.BookDue{Customers: d.Accounts, ARR: float64(d.ARR)})
		}
		book.Parts = append(book.Parts, part)
	}
	return book, nil
}
