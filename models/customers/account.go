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
}

// Synthesise draws the opening book of a segment: the same for every trial of a
// seed. Ages are whole years, the next renewal is uniform in the running term,
// and ARR is scaled so that it sums to customers × mean. The first in-flight
// customers are of age 0 and signed a uniform share of the planned days to live
// ago. The parameters must be valid.
func Synthesise(seed uint64, segment int, name string, s Segment, planned float64) []Account {
	luck := random.New(seed, "opening book")
	acv, err := s.ACV.Distribution()
	if err != nil {
		panic(err)
	}
	terms := newTermPicker(s.Terms)
	book := make([]Account, s.Opening.Customers)
	total := 0.0
	for i := range book {
		a := &book[i]
		*a = Account{Entity: random.Name("opening", name).Child(uint64(i)), Segment: segment, Live: i >= int(s.Opening.InFlight)}
		u, v := luck.Four(a.Entity, 0), luck.Four(a.Entity, 1)
		a.ARR = acv.Quantile(u[0])
		total += a.ARR
		a.Term = float64(terms.pick(u[1]))
		if a.Live {
			years := 0.0
			if r := float64(s.Opening.AgeRatio); r > 0 {
				years = math.Floor(math.Log(u[2]) / math.Log(r))
			}
			a.Survived = int(years * fiscal.Year / a.Term)
			a.Renews = u[3] * a.Term
			a.Signed = a.Renews - float64(a.Survived+1)*a.Term
			continue
		}
		a.Behind = v[0]
		a.Signed = -a.Behind * planned
		a.Renews = a.Signed + a.Term
		for a.Renews < 0 {
			a.Renews += a.Term
			a.Survived++
		}
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

// termPicker picks terms by their shares.
type termPicker struct {
	lengths []units.Duration
	shares  []float64
}

func newTermPicker(t Terms) termPicker {
	p := termPicker{lengths: t.lengths()}
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

// Read reads an opening book from CSV with a header line. Its columns are id,
// segment, arr (dollars a year), start (the day the first contract began),
// renewal (the next day of renewal) or term (such as 1y) or both, and live (yes
// or no; without the column all are). Where the term is missing, it is the
// segment's nearest to the time from start to renewal; where the renewal is
// missing, it is the next end of a term. Every bad row is an error that names
// its line.
func Read(data []byte, file string, names []string, segments []Segment, calendar fiscal.Calendar) ([]Account, []error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	var faults []error
	fault := func(format string, args ...any) {
		line, _ := r.FieldPos(0)
		faults = append(faults, fmt.Errorf("%s:%d: %s", units.Printable(file), line, fmt.Sprintf(format, args...)))
	}
	header, err := r.Read()
	if err != nil {
		return nil, []error{fmt.Errorf("%s: must have a header line and a row for each account, got %v", units.Printable(file), err)}
	}
	columns := map[string]int{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := columns[name]; twice {
			fault("column %s stands there twice", units.Quote(name))
		}
		columns[name] = i
	}
	for _, need := range []string{"id", "segment", "arr", "start"} {
		if _, ok := columns[need]; !ok {
			fault("must have the columns id, segment, arr, start, and renewal or term, got none named %s", need)
		}
	}
	_, renewal := columns["renewal"]
	if _, term := columns["term"]; !renewal && !term {
		fault("must have a column renewal or term, got neither")
	}
	if len(faults) > 0 {
		return nil, faults
	}

	reader := accounts{columns: columns, names: names, segments: segments, calendar: calendar, lines: map[string]int{}}
	var book []Account
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			faults = append(faults, fmt.Errorf("%s:%d: %v", units.Printable(file), bad.Line, bad.Err))
			break
		}
		line, _ := r.FieldPos(0)
		account, errs := reader.account(row, len(header), line)
		for _, err := range errs {
			fault("%v", err)
		}
		book = append(book, account)
	}
	if len(book) == 0 && len(faults) == 0 {
		fault("must have a row for each account, got none")
	}
	return book, faults
}

// accounts reads the rows of one file.
type accounts struct {
	columns  map[string]int
	names    []string
	segments []Segment
	calendar fiscal.Calendar
	lines    map[string]int // of the ids so far
}

func (r *accounts) account(row []string, width, line int) (a Account, faults []error) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if len(row) != width {
		fault("must have %d fields like the header, got %d", width, len(row))
		return a, faults
	}
	cell := func(name string) string {
		if i, ok := r.columns[name]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	date := func(name string) (float64, bool) {
		var d units.Date
		if err := d.UnmarshalText([]byte(cell(name))); err != nil {
			fault("%s: %w", name, err)
			return 0, false
		}
		return r.calendar.Clock(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)), true
	}

	a.ID, a.Renews = cell("id"), math.NaN()
	switch first, twice := r.lines[a.ID]; {
	case a.ID == "":
		fault("id: must not be empty")
	case twice:
		fault("id: must be unique, got %s again (first in line %d)", units.Quote(a.ID), first)
	default:
		r.lines[a.ID] = line
	}
	a.Entity = random.Name("account", a.ID)
	a.Segment = slices.Index(r.names, cell("segment"))
	if a.Segment < 0 {
		fault("segment: must be one of %s, got %s", strings.Join(r.names, ", "), units.Quote(cell("segment")))
	}
	var arr units.Money
	if err := arr.UnmarshalText([]byte(cell("arr"))); err != nil {
		fault("arr: %w", err)
	} else if a.ARR = float64(arr); !(a.ARR > 0) {
		fault("arr: must be above 0, got %s", arr)
	}
	switch live := strings.ToLower(cell("live")); live {
	case "", "yes", "true", "y", "1":
		a.Live = true
	case "no", "false", "n", "0":
	default:
		fault("live: must be yes or no, got %s", units.Quote(live))
	}
	signed, dated := date("start")
	if a.Signed = signed; dated && !(signed <= 0) {
		fault("start: must be on or before the first day of the run, got %s", cell("start"))
	}
	if text := cell("term"); text != "" {
		var term units.Duration
		if err := term.UnmarshalText([]byte(text)); err != nil {
			fault("term: %w", err)
		} else if a.Term = float64(term); !(a.Term >= 1) {
			fault("term: must be a day or more, got %s", term)
		}
	}
	if text := cell("renewal"); text != "" {
		if renews, ok := date("renewal"); ok {
			if a.Renews = renews; !(renews >= 0) {
				fault("renewal: must be on or after the first day of the run, got %s", text)
			} else if dated && !(renews > signed) {
				fault("renewal: must be after start, got %s", text)
			}
		}
	} else if a.Term == 0 {
		fault("must have a renewal or a term, got neither")
	}
	if len(faults) == 0 {
		a.settle(r.segments[a.Segment].Terms)
	}
	return a, faults
}

// settle works out the missing one of term and renewal, and the renewals so far.
func (a *Account) settle(terms Terms) {
	if math.IsNaN(a.Renews) {
		a.Survived = int(math.Floor(-a.Signed / a.Term))
		a.Renews = a.Signed + float64(a.Survived+1)*a.Term
		return
	}
	age := a.Renews - a.Signed
	if a.Term == 0 {
		lengths := terms.lengths()
		a.Term = float64(slices.MinFunc(lengths, func(x, y units.Duration) int {
			return cmp.Compare(math.Abs(float64(x)-age), math.Abs(float64(y)-age))
		}))
	}
	a.Survived = max(0, int(math.Round(age/a.Term))-1)
}
