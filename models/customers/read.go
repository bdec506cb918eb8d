package customers

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

// Read reads an opening book from CSV with a header line. Its columns are id,
// segment, arr (dollars a year), start (the day the first contract began),
// renewal (the next day of renewal) or term (such as 1y) or both, and live (yes
// or no; without the column all are). Where the term is missing, it is the
// segment's nearest to the time from start to renewal; where the renewal is
// missing, it is the next end of a term. Every bad row is an error that names
// its line; the first 100 are kept, and then one that tells how many more there are.
func Read(data []byte, file string, names []string, segments []Segment, calendar fiscal.Calendar) ([]Account, []error) {
	rows := units.NewRows(data)
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	r := reader{file: file, names: names, segments: segments, calendar: calendar, lines: map[string]int{}}
	header, err := rows.Read()
	switch {
	case errors.Is(err, io.EOF):
		r.fault(1, "must have a header line and a row for each account, got an empty file")
	case err != nil:
		r.unreadable(err)
	default:
		r.line, _ = rows.FieldPos(0)
		r.header(header, r.line)
	}
	if len(r.faults) > 0 {
		return nil, r.all()
	}
	var book []Account
	for read := 0; ; read++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if read == mostAccounts {
			r.fault(r.line, "must have at most %d accounts, got more", mostAccounts)
			break
		}
		if err != nil {
			if !r.unreadable(err) {
				break
			}
			continue
		}
		r.line, _ = rows.FieldPos(0)
		if a := r.account(row, r.line); r.wrong == 0 {
			book = append(book, a)
		}
	}
	if len(book) == 0 && r.wrong == 0 {
		r.fault(1, "must have a row for each account, got none")
	}
	return book, r.all()
}

// The most accounts that are read, and the most faults that are told.
const (
	mostAccounts = 1_000_000
	mostFaults   = 100
)

// reader reads the lines of one file.
type reader struct {
	file     string
	names    []string
	segments []Segment
	calendar fiscal.Calendar
	width    int
	columns  map[string]int
	line     int            // of the latest row
	lines    map[string]int // of the ids so far
	faults   []error
	wrong    int // faults, with those that are not kept
}

func (r *reader) fault(line int, format string, args ...any) {
	r.wrong++
	if r.wrong > mostFaults {
		return
	}
	r.faults = append(r.faults, fmt.Errorf("%s:%d: "+format, append([]any{units.Printable(r.file), line}, args...)...))
}

// all returns the faults, and how many there are besides.
func (r *reader) all() []error {
	if more := r.wrong - len(r.faults); more > 0 {
		return append(r.faults, fmt.Errorf("%s: and %d more", units.Printable(r.file), more))
	}
	return r.faults
}

// unreadable notes an error and says whether there may be further rows.
func (r *reader) unreadable(err error) bool {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		r.fault(parse.Line, "%w", parse.Err)
		return true
	}
	r.fault(r.line+1, "%w", err)
	return false
}

func (r *reader) header(names []string, line int) {
	r.width, r.columns = len(names), map[string]int{}
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := r.columns[name]; twice {
			r.fault(line, "must have no column twice, got %s again", units.Quote(name))
		}
		r.columns[name] = i
	}
	for _, need := range []string{"id", "segment", "arr", "start"} {
		if _, ok := r.columns[need]; !ok {
			r.fault(line, "must have the columns id, segment, arr, start, and renewal or term, got none named %s", need)
		}
	}
	_, renewal := r.columns["renewal"]
	if _, term := r.columns["term"]; !renewal && !term {
		r.fault(line, "must have a column renewal or term, got neither")
	}
}

func (r *reader) account(cells []string, line int) (a Account) {
	row := row{r, cells, line}
	if len(cells) != r.width {
		row.fault("must have %d fields like the header, got %d", r.width, len(cells))
		return a
	}
	before := r.wrong
	a.line = line
	a.ID = row.id()
	a.Entity = random.Name("account", a.ID)
	a.Segment = row.segment()
	a.ARR = row.arr()
	a.Live = row.live()
	c := row.contract()
	if r.wrong == before {
		a.settle(c, r.segments[a.Segment].Terms.lengths(), r.calendar)
	}
	return a
}

// row is an account's.
type row struct {
	*reader
	cells []string
	line  int
}

func (r row) fault(format string, args ...any) { r.reader.fault(r.line, format, args...) }

// text returns the cell of a column, or "" when there is no such column.
func (r row) text(column string) string {
	if i, ok := r.columns[column]; ok {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

func (r row) id() string {
	id := r.text("id")
	switch first, twice := r.lines[id]; {
	case id == "":
		r.fault("id: must not be empty")
	case utf8.RuneCountInString(id) > units.LongestName:
		r.fault("id: must be at most %d characters long, got %d", units.LongestName, utf8.RuneCountInString(id))
	case twice:
		r.fault("id: must be unique, got %s again (first in line %d)", units.Quote(id), first)
	default:
		r.lines[id] = r.line
	}
	return id
}

func (r row) segment() int {
	name := r.text("segment")
	i := slices.Index(r.names, name)
	if i < 0 {
		r.fault("segment: must be one of %s, got %s%s", strings.Join(r.names, ", "), units.Quote(name), units.Hint(name, r.names))
	}
	return i
}

func (r row) arr() float64 {
	var arr units.Money
	if err := arr.UnmarshalText([]byte(r.text("arr"))); err != nil {
		r.fault("arr: %w", err)
	} else if !(arr > 0) {
		r.fault("arr: must be above 0, got %s", arr)
	}
	return float64(arr)
}

func (r row) live() bool {
	switch live := strings.ToLower(r.text("live")); live {
	case "", "yes", "true", "y", "1":
		return true
	case "no", "false", "n", "0":
	default:
		r.fault("live: must be yes or no, got %s", units.Quote(live))
	}
	return false
}
