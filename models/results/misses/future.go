package misses

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
)

// Chosen is why a future is told.
type Chosen int

const (
	Middle Chosen = iota // its value is near to the median of those that miss
	Bad                  // its value is near to what one in ten of those is beyond
	Asked                // somebody asked for it
)

// Future is what was largest and highest in a trial.
type Future struct {
	Trial  int
	Chosen Chosen
	measures.Column
	Value   float64         // of the column
	Usual   float64         // its median over all trials
	Year    measures.Period // that is told of
	Sums    []Figure        // what became of ARR in it
	Churned []Figure        // ARR that left in it, by segment
	Lost    Figure          // customers who left in it
	Deals   Figure          // signed in it
	Largest []Departure     // of the customers who left in it, the largest first
	Quarter []Figure        // ARR that left, by quarter
	Peaks   []Figure        // what was high, in it and the year before
	Leavers []Leaver        // people who left in it and the year before, by team, most first
	Failure string          // why the trial failed on another look; empty if it did not
}

// Figure is a number of a trial beside the median of all.
type Figure struct {
	measures.Column
	Here, Usual float64
	Quarter     string // of a peak, that in which it was highest; empty if it is not of one
}

// Departure is a customer who left.
type Departure struct {
	Customer, Segment string
	ARR               float64 // dollars
	On                time.Time
	Live              bool
	Delay             float64 // days after the promised day on which it went live; NaN if it was live at the start, or never
	Missed            int     // targets of its tickets
	Red               bool    // its health was red when it left
}

// Leaver is how many people left a team.
type Leaver struct {
	Team     string
	People   int
	Quarters []string // in which
}

// mostLargest is how many customers who left are named.
const mostLargest = 3

// FutureOf tells a trial by what happened in the year of a column: its period, or the last year if that is none.
func FutureOf(trace *results.Trace, column measures.Column, usual *results.Usual) Future {
	f := Future{Trial: trace.Trial, Column: column, Chosen: Asked, Failure: trace.Failure, Value: math.NaN(), Usual: math.NaN()}
	if trace.Failure != "" || trace.Row == nil {
		return f
	}
	t := teller{trace, usual}
	f.Year = t.year(column.Period)
	f.Value = t.here(column.Measure.Name, column.Segment, column.Period.Name)
	f.Usual = usual.Of(column.Measure.Name, column.Segment, column.Period.Name)
	for _, name := range results.FutureSums {
		f.Sums = append(f.Sums, t.figure(name, measures.WholeCompany, f.Year)...)
	}
	for _, segment := range trace.Layout.Ledger.Segments {
		for _, figure := range t.figure("arr_churn", segment, f.Year) {
			if results.Exists(figure.Here) {
				f.Churned = append(f.Churned, figure)
			}
		}
	}
	f.Lost, f.Deals = t.one("customers_lost", f.Year), t.one("deals", f.Year)
	f.Largest = t.largest(f.Year)
	for _, q := range t.quarters(f.Year) {
		f.Quarter = append(f.Quarter, t.figure("arr_churn", measures.WholeCompany, q)...)
	}
	for _, name := range results.FuturePeaks {
		for _, year := range trace.Layout.Periods() {
			if year.To > f.Year.To || year.From < f.Year.From-quartersOfYear {
				continue
			}
			for _, c := range t.scopes(name, year) {
				figure := Figure{Column: c, Here: t.here(name, c.Segment, year.Name), Usual: usual.Of(name, c.Segment, year.Name)}
				if strings.HasSuffix(name, "_peak") {
					figure.Quarter = t.highest(name, c.Segment, year)
				}
				if results.Exists(figure.Here) {
					f.Peaks = append(f.Peaks, figure)
				}
			}
		}
	}
	f.Leavers = t.leavers(f.Year)
	return f
}

type teller struct {
	*results.Trace
	usual *results.Usual
}

// year returns the period that is told of.
func (t teller) year(p measures.Period) measures.Period {
	periods := t.Layout.Periods()
	for _, year := range periods {
		if p.Name != measures.Run && year.From <= p.From && p.To <= year.To {
			return year
		}
	}
	return periods[len(periods)-1]
}

func (t teller) here(measure, segment, period string) float64 {
	for i, c := range t.Columns {
		if c.Measure.Name == measure && c.Segment == segment && c.Period.Name == period {
			return t.Row[i]
		}
	}
	return math.NaN()
}

// scopes returns the columns of a measure in a period: of the whole company, or of teams if it has none of that.
func (t teller) scopes(measure string, p measures.Period) (list []measures.Column) {
	for _, c := range t.Columns {
		if c.Measure.Name == measure && c.Period == p && (c.Segment == measures.WholeCompany || strings.HasPrefix(c.Segment, "team/")) {
			list = append(list, c)
		}
	}
	if i := slices.IndexFunc(list, func(c measures.Column) bool { return c.Segment == measures.WholeCompany }); i >= 0 {
		return list[i : i+1]
	}
	return list
}

// figure returns a number of a trial, or none where it does not exist.
func (t teller) figure(measure, segment string, p measures.Period) []Figure {
	for i, c := range t.Columns {
		if c.Measure.Name == measure && c.Segment == segment && c.Period == p {
			return []Figure{{Column: c, Here: t.Row[i], Usual: t.usual.Of(measure, segment, p.Name)}}
		}
	}
	return nil
}

func (t teller) one(measure string, p measures.Period) Figure {
	for _, f := range t.figure(measure, measures.WholeCompany, p) {
		return f
	}
	return Figure{Here: math.NaN(), Usual: math.NaN()}
}

func (t teller) quarters(p measures.Period) (list []measures.Period) {
	for _, q := range t.Layout.Quarters() {
		if p.From <= q.From && q.To <= p.To {
			list = append(list, q)
		}
	}
	return list
}

// highest returns the quarter of a period in which a measure was highest.
func (t teller) highest(measure, segment string, p measures.Period) (name string) {
	most := 0.0
	for _, q := range t.quarters(p) {
		if v := t.here(measure, segment, q.Name); v > most {
			name, most = q.Name, v
		}
	}
	return name
}

// largest returns the largest customers who left in a period.
func (t teller) largest(p measures.Period) (list []Departure) {
	type life struct {
		live, red bool
		delay     float64
		missed    int
	}
	lives := map[int32]*life{}
	of := func(customer int32) *life {
		if lives[customer] == nil {
			lives[customer] = &life{delay: math.NaN()}
		}
		return lives[customer]
	}
	quarter := 0
	for _, f := range t.Facts {
		if f.Kind == ledger.QuarterClosed {
			quarter = int(math.Round(f.At / fiscal.Quarter))
		}
		if f.Customer == ledger.None {
			continue
		}
		switch c := of(f.Customer); f.Kind {
		case ledger.Held:
			c.live = true
		case ledger.Resumed:
			c.live = false
		case ledger.WentLive:
			c.live, c.delay = true, f.Extra
		case ledger.Breached:
			c.missed++
		case ledger.Turned:
			c.red = f.Marks&ledger.Red != 0
		case ledger.Churned:
			if p.From <= quarter && quarter < p.To {
				list = append(list, Departure{Customer: t.Customers[f.Customer], Segment: t.Layout.ScopeName(int(f.Scope)), ARR: f.Amount, On: t.Layout.Calendar.Date(f.At),
					Live: c.live, Delay: c.delay, Missed: c.missed, Red: c.red})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Departure) int { return cmp.Compare(b.ARR, a.ARR) })
	return list[:min(len(list), mostLargest)]
}

// leavers returns how many people left which teams in a period and the year before: those who are fewer without a change of plan.
func (t teller) leavers(p measures.Period) (list []Leaver) {
	before := map[int16]float64{}
	left := map[int16]*Leaver{}
	for _, f := range t.Facts {
		if f.Kind != ledger.Staffed {
			continue
		}
		had, known := before[f.Scope]
		before[f.Scope] = f.Amount
		gone := had - f.Amount
		if f.Extra < 0 {
			gone += f.Extra
		}
		if !known || gone <= 0 || f.At < math.Max(0, fiscal.Quarter*float64(p.From-quartersOfYear)) || f.At >= fiscal.Quarter*float64(p.To) {
			continue
		}
		l := left[f.Scope]
		if l == nil {
			l = &Leaver{Team: strings.TrimPrefix(t.Layout.ScopeName(int(f.Scope)), "team/")}
			left[f.Scope] = l
		}
		l.People += int(math.Round(gone))
		if q := t.Layout.Calendar.QuarterName(int(f.At / fiscal.Quarter)); !slices.Contains(l.Quarters, q) {
			l.Quarters = append(l.Quarters, q)
		}
	}
	for _, l := range left {
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b Leaver) int { return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Team, b.Team)) })
	return list
}
