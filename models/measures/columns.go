package measures

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// Roles say which ledger scopes are which teams.
type Roles struct {
	Delivery     []int
	Partners     []int
	Slots        [][]float64 // of each partner, by measured quarter
	Tier1, Tier2 int         // Tier2 may be NoTeam
	Support      []int       // teams that answer tickets
	Payroll      []int       // every team with people
	Care         []int       // teams that look after customers
	CareOf       []int       // by segment: its team, or NoTeam
	Works        []int       // of them those that only work on a stock
	Acquisition  float64     // what sales and marketing cost a dollar of new ARR; 0 where nobody says
	Multiple     float64     // what a dollar of ARR is worth at the end; 0 where nobody says
	Ruled        []int       // of them those that hire by rule
	SlotHours    []float64   // of each partner, what a slot does of projects in a day
}

// NoTeam stands for a team that a company does not have.
const NoTeam = -1

// Layout is what a run is measured by.
type Layout struct {
	Ledger   ledger.Layout
	Roles    Roles
	Has      []string // of what a company may lack and a measure wants, such as support.tier2
	Calendar fiscal.Calendar
	Lucks    []Luck
	Changes  []string // of what is sold, in words
	Events   []string // of the file, in words
	Past     Past     // nil where nothing is told of what was before the run
}

// Past is what was before the run.
type Past interface {
	// Running reports whether the run starts inside a fiscal year that ends in it.
	Running() bool
	// Whole returns what a measure of a segment comes to in that year as a whole, by what simulated says of measures in the rest
	// of it; NaN where that is not known.
	Whole(m *Measure, segment string, simulated func(m *Measure) float64) float64
}

// Period is a span of measured quarters.
type Period struct {
	Name     string // FY27, FY27 Q4 or run
	From, To int    // quarters From to To-1
	Before   int    // quarters of it that were over before the run
}

// Quarters returns how many quarters the period has, those before the run counted.
func (p Period) Quarters() int { return p.Before + p.To - p.From }

// Run is the name of the period that is the whole run.
const Run = "run"

// Periods returns the whole fiscal years of the run, or its quarters if there is none.
func (l Layout) Periods() []Period {
	if years := l.Years(); len(years) > 0 {
		return years
	}
	return l.Quarters()
}

// Quarters returns the measured quarters.
func (l Layout) Quarters() []Period {
	var list []Period
	for q := range l.Ledger.Quarters {
		list = append(list, Period{Name: l.Calendar.QuarterName(q), From: q, To: q + 1})
	}
	return list
}

// Years returns the whole fiscal years of the run; the one in which it starts is whole with what was before.
func (l Layout) Years() []Period {
	var list []Period
	if l.Past != nil && l.Past.Running() {
		over := l.Calendar.Season(0)
		list = append(list, Period{Name: l.Calendar.YearName(0), To: 4 - over, Before: over})
	}
	for _, q := range l.Calendar.Years(l.Ledger.Quarters) {
		list = append(list, Period{Name: l.Calendar.YearName(q), From: q, To: q + 4})
	}
	return list
}

// WholeCompany is the name of the scope that is all segments and teams.
const WholeCompany = "all"

// ScopeName returns the name of a ledger scope: a segment, all, or team/NAME.
func (l Layout) ScopeName(scope int) string {
	switch all := l.Ledger.All(); {
	case scope < all:
		return l.Ledger.Segments[scope]
	case scope == all:
		return WholeCompany
	default:
		return "team/" + l.Ledger.Teams[scope-all-1]
	}
}

// Column is one number that a run reports for every trial.
type Column struct {
	Measure *Measure
	Scope   int
	Segment string // the scope's name
	Period  Period
}

// Columns returns what a run reports: every measure, by scope, then by quarter,
// whole fiscal year and run. Yearly measures have no period before twelve
// simulated months.
func (l Layout) Columns() []Column {
	list := make([]Column, 0, l.Width())
	l.each(func(m *Measure, scope int, periods []Period) {
		segment := l.ScopeName(scope)
		for _, p := range periods {
			list = append(list, Column{Measure: m, Scope: scope, Segment: segment, Period: p})
		}
	})
	return list
}

// Width returns how many columns there are.
func (l Layout) Width() (n int) {
	l.each(func(_ *Measure, _ int, periods []Period) { n += len(periods) })
	return n
}

// Annual returns the columns of the whole fiscal years, or of the quarters if there is none, and of the run.
func (l Layout) Annual() []Column {
	told := append(l.Periods(), l.run())
	return slices.DeleteFunc(l.Columns(), func(c Column) bool { return !slices.Contains(told, c.Period) })
}

func (l Layout) run() Period { return Period{Name: Run, To: l.Ledger.Quarters} }

// PeriodsOf returns the periods in which a measure is told.
func (l Layout) PeriodsOf(m *Measure) (periods []Period) {
	l.each(func(of *Measure, _ int, list []Period) {
		if of == m {
			periods = list
		}
	})
	return periods
}

// each calls do with every measure and scope, and the periods of theirs.
func (l Layout) each(do func(m *Measure, scope int, periods []Period)) {
	periods := append(append(l.Quarters(), l.Years()...), l.run())
	yearly := slices.DeleteFunc(slices.Clone(periods), func(p Period) bool { return p.Name == Run || p.Before == 0 && !l.Ledger.HasYear(p.To-1) })
	for i := range All {
		m := &All[i]
		for _, scope := range l.scopes(m) {
			if m.Yearly {
				do(m, scope, yearly)
			} else {
				do(m, scope, periods)
			}
		}
	}
}

// scopes returns the ledger scopes for which a measure exists.
func (l Layout) scopes(m *Measure) []int {
	var list []int
	kinds := m.Scopes
	if !m.Exists(l.Has) {
		return nil
	}
	if kinds&Company != 0 {
		list = append(list, l.Ledger.All())
	}
	if kinds&Segments != 0 {
		for i := range l.Ledger.Segments {
			list = append(list, i)
		}
	}
	if kinds&Delivery != 0 {
		list = append(list, l.Roles.Delivery...)
	}
	if kinds&Partners != 0 {
		list = append(list, l.Roles.Partners...)
	}
	if kinds&Payroll != 0 {
		list = append(list, l.Roles.Payroll...)
	}
	if kinds&Care != 0 {
		list = append(list, l.Roles.Care...)
	}
	if kinds&Workers != 0 {
		list = append(list, l.Roles.Works...)
	}
	if kinds&Ruled != 0 {
		list = append(list, l.Roles.Ruled...)
	}
	return list
}

// Row returns the number of every column in a trial's ledger; NaN where a measure
// does not exist. It panics when one is infinite.
func (l *Layout) Row(columns []Column, ledger *ledger.Ledger) []float64 {
	row := make([]float64, len(columns))
	for i := range columns {
		c := &columns[i]
		view := View{ledger: ledger, roles: &l.Roles, scope: c.Scope, from: c.Period.From, to: c.Period.To}
		if c.Period.Before > 0 {
			row[i] = l.Past.Whole(c.Measure, c.Segment, func(m *Measure) float64 { return m.Of(view) })
		} else {
			row[i] = c.Measure.Of(view)
		}
		if math.IsInf(row[i], 0) {
			panic(fmt.Sprintf("%s of %s in %s is infinite", c.Measure.Name, c.Segment, c.Period.Name))
		}
	}
	return row
}

// UnknownError says that a column was asked for by a word that names nothing.
type UnknownError struct {
	Of    string   // what was understood so far, such as nrr.smb; empty if nothing was
	Kind  string   // measure, segment or period
	Got   string   // the word
	Valid []string // what would name something
}

func (e *UnknownError) Error() string {
	switch {
	case e.Of == "":
		return fmt.Sprintf("no %s named %q", e.Kind, e.Got)
	case len(e.Valid) == 0:
		return fmt.Sprintf("%s is not measured in this run", e.Of)
	}
	return fmt.Sprintf("%s has no %s %q", e.Of, e.Kind, e.Got)
}

// Column returns the column of a name such as nrr.FY27, nrr.smb.FY27, nrr.FY27-Q4 or headcount.team/tier1.run: the
// whole company when no segment is named. What names nothing is an UnknownError.
func (l Layout) Column(name string) (Column, error) {
	parts := strings.Split(name, ".")
	if len(parts) == 2 {
		parts = slices.Insert(parts, 1, l.ScopeName(l.Ledger.All()))
	}
	if len(parts) != 3 || slices.Contains(parts, "") {
		return Column{}, fmt.Errorf("want MEASURE.PERIOD or MEASURE.SEGMENT.PERIOD such as nrr.FY27, got %q", name)
	}
	measure, segment, period := parts[0], parts[1], strings.Replace(parts[2], "-", " ", 1)
	m, ok := Find(measure)
	if !ok {
		return Column{}, &UnknownError{Kind: "measure", Got: measure, Valid: Names()}
	}
	var segments []string
	for _, scope := range l.scopes(m) {
		segments = append(segments, l.ScopeName(scope))
	}
	if !slices.Contains(segments, segment) {
		return Column{}, &UnknownError{Of: measure, Kind: "segment", Got: segment, Valid: segments}
	}
	var periods []string
	for _, c := range l.Columns() {
		if c.Measure != m || c.Segment != segment {
			continue
		}
		if c.Period.Name == period {
			return c, nil
		}
		periods = append(periods, c.Period.Name)
	}
	return Column{}, &UnknownError{Of: strings.TrimSuffix(name, "."+parts[2]), Kind: "period", Got: parts[2], Valid: periods}
}
