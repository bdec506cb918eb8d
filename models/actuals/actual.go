package actuals

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/units"
)

// Actual is what a measure came to in a period that is over.
type Actual struct {
	Measure  *measures.Measure
	Segment  string
	Period   string  // FY26, FY27 Q1 or FY27 to date
	From, To int     // its quarters From to To-1, counted from the first of the run
	Value    float64 // in the unit of the measure

	rounding float64 // how far off it may be, as it is written
	line     int
}

// String returns what is stated, without its value.
func (a Actual) String() string { return named(a.Measure.Name, a.Segment, a.Period) }

// Told returns its value in the unit of its measure.
func (a Actual) Told() string { return told(a.Measure, a.Value) }

// named returns what an actual is called: arr_churn of FY27 Q1, or arr_churn of smb of FY27 Q1.
func named(measure, segment, period string) string {
	if segment != measures.WholeCompany {
		measure += " of " + segment
	}
	return measure + " of " + period
}

// agrees reports whether a value is the actual one as far as rounding lets it be told.
func (a Actual) agrees(v, rounding float64) bool {
	const sure = 1e-9
	return math.Abs(a.Value-v) <= (a.rounding+rounding)*(1+sure)
}

// Company is what actuals are of.
type Company struct {
	Calendar fiscal.Calendar
	Quarters int       // of the run
	Has      []string  // of what a company may lack and a measure wants
	Segments []Opening // by segment
}

// reader reads the rows of one file.
type reader struct {
	of      Company
	file    string
	columns map[string]int
	list    []Actual
	faults  []error
	more    int
}

// columns are those of a file; the last may be left out.
var columns = []string{"measure", "period", "value", "segment"}

// Bounds on what is read and told.
const (
	mostRows   = 100_000
	mostFaults = 50
)

// read returns the rows of a file, and what is wrong with them.
func read(file units.DataFile, of Company) ([]Actual, []error) {
	r := reader{of: of, file: file.Name, columns: map[string]int{}}
	rows, wrong := units.NewRows(file.Data)
	if wrong != nil {
		return nil, []error{wrong.In(file.Name)}
	}
	if r.header(rows); len(r.faults) > 0 {
		return nil, r.faults
	}
	known := map[string]int{}
	for n := 0; ; n++ {
		cells, wrong := rows.Read()
		if cells == nil && wrong == nil {
			break
		}
		if n == mostRows {
			return nil, []error{(&units.RowError{Line: rows.Line, Err: fmt.Errorf("must have at most %s rows, got more", units.Grouped(mostRows))}).In(r.file)}
		}
		if wrong != nil {
			r.fault(wrong.Line, "%w", wrong)
			continue
		}
		a, ok := r.row(cells, rows.Line)
		if !ok {
			continue
		}
		name := fmt.Sprintf("%s %s %d %d", a.Measure.Name, a.Segment, a.From, a.To)
		if first, twice := known[name]; twice {
			r.fault(a.line, "must be stated once, got %s again (first in line %d)", a, first)
			continue
		}
		known[name] = a.line
		r.list = append(r.list, a)
	}
	if len(r.list) == 0 && len(r.faults) == 0 {
		r.fault(1, "must have a row for each figure, got none")
	}
	if r.more > 0 {
		r.faults = append(r.faults, fmt.Errorf("%s: and %d more", units.Printable(r.file), r.more))
	}
	return r.list, r.faults
}

func (r *reader) fault(line int, format string, args ...any) {
	if len(r.faults) == mostFaults {
		r.more++
		return
	}
	r.faults = append(r.faults, (&units.RowError{Line: line, Err: fmt.Errorf(format, args...)}).In(r.file))
}

// header finds the columns.
func (r *reader) header(rows *units.Rows) {
	for _, name := range columns {
		at, err := rows.Find(name)
		switch {
		case err != nil:
			r.fault(rows.Line, "%w", err)
		case at >= 0:
			r.columns[name] = at
		}
	}
	if len(r.faults) > 0 {
		return
	}
	for _, name := range columns {
		if _, there := r.columns[name]; there {
			continue
		}
		meant := units.Nearest(name, rows.Header)
		switch {
		case meant != "" && r.columnNamed(meant) == "":
			r.fault(rows.Line, "must have a column %s, got %s", name, units.Quote(meant))
		case name != "segment":
			r.fault(rows.Line, "must have the columns measure, period and value, and may have segment; %s is missing", name)
		}
	}
}

// columnNamed returns which of our columns a name of the header is, or "".
func (r *reader) columnNamed(name string) string {
	for _, ours := range columns {
		if units.Alike(ours, name) {
			return ours
		}
	}
	return ""
}

// row reads a row; all its cells are judged.
func (r *reader) row(cells []string, line int) (a Actual, ok bool) {
	before := len(r.faults) + r.more
	text := func(column string) string {
		if at, there := r.columns[column]; there {
			return strings.TrimSpace(cells[at])
		}
		return ""
	}
	a.line = line
	m, known := measures.Find(text("measure"))
	switch {
	case !known:
		r.fault(line, "measure: must be a measure, as postsale measures lists them, got %s%s", units.Quote(text("measure")), hint(text("measure"), measures.Names()))
	case !m.Exists(r.of.Has):
		r.fault(line, "measure: must be of this company: %s wants %s, which is left out", m.Name, m.Wants)
	}
	a.Measure, a.Segment = m, measures.WholeCompany
	if segment := text("segment"); segment != "" && segment != measures.WholeCompany {
		var names []string
		for _, o := range r.of.Segments {
			names = append(names, o.Name)
		}
		a.Segment = segment
		switch {
		case !slices.Contains(names, segment):
			r.fault(line, "segment: must be all or a segment (%s), got %s%s", strings.Join(names, ", "), units.Quote(segment), hint(segment, names))
		case known && m.Scopes&measures.Segments == 0:
			r.fault(line, "segment: must be all: %s exists for the whole company only, got %s", m.Name, units.Quote(segment))
		}
	} else if known && m.Scopes&measures.Company == 0 {
		r.fault(line, "measure: must exist for the company or a segment; %s exists for teams only", m.Name)
	}
	if err := r.period(&a, text("period")); err != nil {
		r.fault(line, "period: %w", err)
	}
	if known {
		var err error
		if a.Value, err = value(m, text("value")); err != nil {
			r.fault(line, "value: %w", err)
		}
		a.rounding = rounding(text("value"), a.Value)
	}
	return a, len(r.faults)+r.more == before
}

func hint(text string, names []string) string {
	if near := units.Nearest(text, names); near != "" {
		return fmt.Sprintf(", did you mean %q?", near)
	}
	return ""
}

var periods = units.Pattern(`^(?i:FY)([0-9]{2}|[1-9][0-9]{3})(?:([ -](?i:Q)([1-4]))|( to date))?$`)

// period reads which quarters a figure is of.
func (r *reader) period(a *Actual, text string) error {
	const want = "a fiscal year, a quarter or what is in of the running year, such as FY26, FY27 Q1 or FY27 to date"
	part := periods().FindStringSubmatch(text)
	if part == nil {
		return fmt.Errorf("want %s, got %s", want, units.Quote(text))
	}
	year, _ := strconv.Atoi(part[1])
	calendar, quarter := r.of.Calendar, part[3]
	first := int(math.Round(calendar.QuarterOf(year, 1) / fiscal.Quarter))
	a.From, a.To = first, first+4
	a.Period = calendar.YearName(first)
	over := "the run starts on " + calendar.Date(0).Format("2006-01-02")
	switch {
	case quarter != "":
		a.From += int(quarter[0] - '1')
		a.To = a.From + 1
		a.Period = calendar.QuarterName(a.From)
	case part[4] != "" && (a.From >= 0 || a.To <= 0):
		return fmt.Errorf("must be the fiscal year in which the run starts, got %s: %s", units.Quote(text), over)
	case part[4] != "":
		a.To, a.Period = 0, toDate(a.Period)
	case a.From < 0 && a.To > 0:
		return fmt.Errorf("must be over before the run starts, got %s: %s; what is in of it are %s, or %s", units.Quote(text), over,
			"its quarters up to "+calendar.QuarterName(-1), toDate(a.Period))
	}
	if a.To > 0 {
		return fmt.Errorf("must be over before the run starts, got %s: %s", units.Quote(text), over)
	}
	return nil
}

// toDate is what is in of a fiscal year.
func toDate(year string) string { return year + " to date" }

// value reads a figure as the program prints it or a scenario states it: 97.5 %, $1.2M, 6w, 1,234.
func value(m *measures.Measure, text string) (float64, error) {
	const most = 10 // a share that is more was meant in per cent
	may := rules[m.Name]
	switch m.Unit {
	case measures.Share:
		var s units.Share
		if number, ok := strings.CutSuffix(text, " %"); ok {
			text = number + "%"
		}
		err := s.UnmarshalText([]byte(text))
		if err == nil && (s > most || s < -most) {
			err = fmt.Errorf("must be a share such as 97.5%%, got %s", units.Quote(text))
		}
		if err == nil && (s < 0 && !may.below0 || s > 1 && may.part) {
			err = fmt.Errorf("must be between 0%% and 100%%, got %s", units.Quote(text))
			if !may.part {
				err = fmt.Errorf("must be 0%% or more, got %s", units.Quote(text))
			} else if may.below0 {
				err = fmt.Errorf("must be at most 100%%, got %s", units.Quote(text))
			}
		}
		return float64(s), err
	case measures.Days:
		var d units.Duration
		err := d.UnmarshalText([]byte(text))
		return float64(d), err
	}
	amount, err := units.Amount(text)
	switch {
	case m.Unit != measures.Dollars && (err != nil || amount < 0 || strings.Contains(text, "$")):
		err = fmt.Errorf("must be a number of 0 or more, got %s", units.Quote(text))
	case err == nil && amount < 0 && !may.below0:
		err = fmt.Errorf("must be 0 or more: what is lost or spent is stated without a sign, got %s", units.Quote(text))
	}
	return float64(amount), err
}

var (
	written  = units.Pattern(`[0-9]+(?:\.([0-9]*))?([kKMB%]?)`)
	unspaced = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "")
)

// rounding returns how far off a figure may be: half of its last digit, or a thousandth.
func rounding(text string, value float64) float64 {
	const thousandth = 1e-3
	digit := 0.5
	if part := written().FindStringSubmatch(unspaced.Replace(text)); part != nil {
		digit *= math.Pow10(-len(part[1]))
		digit *= map[string]float64{"": 1, "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "%": 1e-2}[part[2]]
	}
	return max(digit, thousandth*math.Abs(value))
}
