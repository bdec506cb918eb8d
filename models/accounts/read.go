package accounts

import (
	"fmt"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

// Read reads an opening book from CSV with a header line. Its columns are id,
// segment, arr (dollars a year), start (the day the first contract began),
// renewal (the next day of renewal) or term (such as 1y) or both, and live (yes
// or no; without the column, or where it is blank, all are), under the names and
// in the words that the export tells. Where the term is missing, it is the
// segment's nearest to the time from start to renewal; where the renewal is
// missing, it is the next end of a term. Every bad row is an error that names its
// line; what is wrong in one way in many rows is one error, and of 100 ways the
// rest is counted.
func Read(export Export, names []string, terms [][]units.Duration, calendar fiscal.Calendar) (book []Account, rest Rest, faults []error) {
	r := reader{causes: newCauses(export.File.Name), export: export, names: names, terms: terms, calendar: calendar, ids: map[string]place{},
		segments: heard{}, live: heard{}}
	rows, wrong := units.NewRows(export.File.Data)
	if wrong != nil {
		r.fault(wrong.Line, "%w", wrong)
		return nil, rest, r.all()
	}
	if r.header(rows); r.wrong > 0 {
		return nil, rest, r.all()
	}
	for read := 0; ; read++ {
		cells, wrong := rows.Read()
		if cells == nil && wrong == nil {
			break
		}
		if read == mostAccounts {
			r.fault(rows.Line, "must have at most %d accounts, got more", mostAccounts)
			break
		}
		if wrong != nil {
			r.fault(wrong.Line, "%w", wrong)
			continue
		}
		switch a, there := r.account(cells, rows.Line); {
		case !there:
			rest.Gone++
		case r.wrong == 0:
			book = append(book, a)
		}
	}
	if len(book) == 0 && r.wrong == 0 {
		r.fault(1, "must have a row for each account, got none")
	}
	_, column := r.columns["live"]
	rest.Segments, rest.Live, rest.Unread = slips(export.Segments, r.segments), slips(export.Live, r.live), !column && len(export.Live) > 0
	return book, rest, r.all()
}

// Rest is what a file has besides its book.
type Rest struct {
	Gone           int    // rows that are left out, as the export says of their live
	Segments, Live []Slip // in what the words of the file mean
	Unread         bool   // there is no column live, whose words the export explains
}

// Slip is a word of an export that no row has, and one that rows have and is nearly that.
type Slip struct{ Told, Said string }

// heard are the words of a column: true are those that the export explains.
type heard map[Word]bool

// slips returns the words of an export that no row has, and that rows nearly have.
func slips[V any](told map[Word]V, rows heard) (list []Slip) {
	var others []string
	for _, word := range sorted(rows) {
		if !rows[word] {
			others = append(others, string(word))
		}
	}
	for _, word := range sorted(told) {
		if near := units.Nearest(string(word), others); near != "" && !rows[word] {
			list = append(list, Slip{string(word), near})
		}
	}
	return list
}

// mostAccounts are read.
const mostAccounts = 1_000_000

// reader reads the lines of one file.
type reader struct {
	causes
	export   Export
	names    []string
	terms    [][]units.Duration
	calendar fiscal.Calendar
	columns  map[string]int // ours
	termName string         // of the column of terms
	unit     units.Unit     // of its plain numbers
	ids      map[string]place
	segments heard
	live     heard
}

// place is where an account stands.
type place struct {
	id   string
	line int
}

func (r *reader) fault(line int, format string, args ...any) {
	r.add(line, fmt.Errorf(format, args...).Error())
}

// account reads a row; there is false for a customer who is gone.
func (r *reader) account(cells []string, line int) (a Account, there bool) {
	row := row{r, cells, line}
	before := r.wrong
	live := row.isLive()
	if live == Gone {
		meant(r.export.Segments, row.text("segment"), r.segments)
		return a, false
	}
	a.line = line
	a.ID = row.id()
	a.Entity = random.Name("account", a.ID)
	a.Segment = row.segment()
	a.ARR = row.arr()
	a.Live = live == Yes
	c := row.contract()
	if r.wrong == before {
		a.settle(c, r.terms[a.Segment], r.calendar)
	}
	return a, true
}

// row is an account's.
type row struct {
	*reader
	cells []string
	line  int
}

func (r row) fault(format string, args ...any) { r.reader.fault(r.line, format, args...) }
