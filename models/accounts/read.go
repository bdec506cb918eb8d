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
// rest is counted. Gone is how many rows are left out, as the export says of their
// live.
func Read(export Export, names []string, terms [][]units.Duration, calendar fiscal.Calendar) (book []Account, gone int, faults []error) {
	r := reader{causes: newCauses(export.File.Name), export: export, names: names, terms: terms, calendar: calendar, ids: map[string]place{}}
	rows, wrong := units.NewRows(export.File.Data)
	if wrong != nil {
		r.fault(wrong.Line, "%w", wrong)
		return nil, 0, r.all()
	}
	if r.header(rows); r.wrong > 0 {
		return nil, 0, r.all()
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
			gone++
		case r.wrong == 0:
			book = append(book, a)
		}
	}
	if len(book) == 0 && r.wrong == 0 {
		r.fault(1, "must have a row for each account, got none")
	}
	return book, gone, r.all()
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
	live := row.live()
	if live == Gone {
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
