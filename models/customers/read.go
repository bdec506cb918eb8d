package customers

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

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
// its line.
func Read(data []byte, file string, names []string, segments []Segment, calendar fiscal.Calendar) ([]Account, []error) {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
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
		line, _ := rows.FieldPos(0)
		r.header(header, line)
	}
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	var book []Account
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.unreadable(err)
			continue
		}
		line, _ := rows.FieldPos(0)
		book = append(book, r.account(row, line))
	}
	if len(book) == 0 && len(r.faults) == 0 {
		r.fault(1, "must have a row for each account, got none")
	}
	return book, r.faults
}

// reader reads the lines of one file.
type reader struct {
	file     string
	names    []string
	segments []Segment
	calendar fiscal.Calendar
	width    int
	columns  map[string]int
	lines    map[string]int // of the ids so far
	faults   []error
}

func (r *reader) fault(line int, format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("%s:%d: "+format, append([]any{units.Printable(r.file), line}, args...)...))
}

func (r *reader) unreadable(err error) {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		r.fault(parse.Line, "%w", parse.Err)
	}
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
	before := len(r.faults)
	a.ID = row.id()
	a.Entity = random.Name("account", a.ID)
	a.Segment = row.segment()
	a.ARR = row.arr()
	a.Live = row.live()
	row.contract(&a)
	if len(r.faults) == before {
		a.settle(r.segments[a.Segment].Terms.lengths())
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

// contract reads start, term and renewal; a missing term is 0, a missing renewal
// NaN.
func (r row) contract(a *Account) {
	signed, dated := r.date("start")
	if a.Signed = signed; dated && !(signed <= 0) {
		r.fault("start: must be on or before the first day of the run, got %s", r.text("start"))
	}
	if text := r.text("term"); text != "" {
		var term units.Duration
		if err := term.UnmarshalText([]byte(text)); err != nil {
			r.fault("term: %w", err)
		} else if a.Term = float64(term); !(a.Term >= 1) {
			r.fault("term: must be a day or more, got %s", term)
		}
	}
	a.Renews = math.NaN()
	if text := r.text("renewal"); text != "" {
		renews, ok := r.date("renewal")
		if a.Renews = renews; ok && !(renews >= 0) {
			r.fault("renewal: must be on or after the first day of the run, got %s", text)
		} else if ok && dated && !(renews > signed) {
			r.fault("renewal: must be after start, got %s", text)
		}
	} else if r.text("term") == "" {
		r.fault("must have a renewal or a term, got neither")
	}
}

func (r row) date(column string) (day float64, ok bool) {
	var d units.Date
	if err := d.UnmarshalText([]byte(r.text(column))); err != nil {
		r.fault("%s: %w", column, err)
		return 0, false
	}
	return r.calendar.Clock(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)), true
}

// settle works out the missing one of term and renewal, and the renewals so far.
func (a *Account) settle(lengths []units.Duration) {
	if math.IsNaN(a.Renews) {
		a.renewNext()
		return
	}
	age := a.Renews - a.Signed
	if a.Term == 0 && len(lengths) > 0 {
		a.Term = float64(slices.MinFunc(lengths, func(x, y units.Duration) int {
			return cmp.Compare(math.Abs(float64(x)-age), math.Abs(float64(y)-age))
		}))
	}
	a.Survived = max(0, int(math.Round(age/a.Term))-1)
}
