// Package sheets are the tables of a batch: which there are, what their columns are, and how a scenario's run becomes rows of them.
//
//	set := sheets.New(sheets.Of{...})
//	set.Widen(&layout)       // of every scenario, as the columns are those of all
//	err := set.Open()
//	defer set.Discard()      // what has no place in the end
//	err = set.Add(0, run)    // a scenario after the other
//	err = set.End()
//	files, err := set.Place()
package sheets

import (
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/results/tables"
	"postsale/sim/estimate"
)

// Scenario is one of a batch, as far as its rows tell of it.
type Scenario struct {
	Name, From, SHA256 string
	Varied             []string // what stands at the paths that vary
}

// Of is what the tables are of.
type Of struct {
	Dir       string
	Forms     []saved.Form
	Quarters  bool     // a row a trial and quarter too
	Varied    []string // paths
	Scenarios []Scenario
	About     func(says string) []tables.About // of a file, what it says of itself
}

// Set is the tables while they are written.
type Set struct {
	of                Of
	varied            varied
	annual, quarterly union

	scenarios, trials, quarters, summary, aims, rows table
}

// The tables, by the names of their files.
const (
	scenariosTable = "scenarios"
	trialsTable    = saved.TrialsName
	summaryTable   = "summary"
	targetsTable   = "targets"
	quartersTable  = saved.QuartersName
	rowsTable      = "trial-quarters"
)

// Names returns the files of the tables, in the order in which they are written.
func Names(forms []saved.Form, quarters bool) []string {
	list := []string{scenariosTable, trialsTable, summaryTable, targetsTable, quartersTable}
	if quarters {
		list = append(list, rowsTable)
	}
	var names []string
	for _, name := range list {
		for _, form := range forms {
			names = append(names, saved.FileOf(name, form))
		}
	}
	return names
}

// New returns tables that are not begun yet.
func New(of Of) *Set { return &Set{of: of, varied: variedOf(of.Varied, of.Scenarios)} }

// Widen adds the columns of a scenario.
func (set *Set) Widen(layout *measures.Layout) {
	periods, quarters := layout.Periods(), layout.Quarters()
	for _, c := range layout.Columns() {
		if slices.Contains(periods, c.Period) {
			set.annual.add(annual(c))
		}
		if set.of.Quarters && slices.Contains(quarters, c.Period) {
			set.quarterly.add(quarterly(c))
		}
	}
}

// Open begins the files of the tables.
func (set *Set) Open() (err error) {
	lead := slices.Concat([]tables.Column{scenarioColumn}, set.varied.columns)
	open := func(to *table, name, says string, columns []tables.Column) {
		if err == nil {
			*to, err = newTable(set.of.Dir, name, columns, set.of.Forms, set.of.About(says))
		}
	}
	open(&set.scenarios, scenariosTable, "the scenarios of a batch", slices.Concat(scenarioColumns, set.varied.columns))
	open(&set.trials, trialsTable, "a row a scenario and trial, a column a measure, segment and fiscal year",
		slices.Concat(lead, []tables.Column{trialColumn}, set.annual.columns))
	open(&set.summary, summaryTable, "the distributions over trials by fiscal year and of the run",
		spreadColumns(lead, text("period", "a fiscal year, or run; a quarter where there is no whole year")))
	open(&set.aims, targetsTable, "how often targets were reached", targetColumns(lead))
	open(&set.quarters, quartersTable, "the distributions over trials by quarter", spreadColumns(lead, text("quarter", "of the run")))
	if set.of.Quarters {
		open(&set.rows, rowsTable, "a row a scenario, trial and quarter, a column a measure and segment",
			slices.Concat(lead, []tables.Column{trialColumn, text("quarter", "of the run")}, set.quarterly.columns))
	}
	if err != nil {
		set.Discard()
	}
	return err
}

func (set *Set) all() []table {
	return []table{set.scenarios, set.trials, set.summary, set.aims, set.quarters, set.rows}
}

// LineOf returns what a run came to, in a few numbers.
func LineOf(r *results.Run) results.BatchLine {
	l := results.BatchLine{Name: r.Name, Done: r.Done, Failed: len(r.Failures), NRR: estimate.Of(nil), GRR: estimate.Of(nil)}
	if l.Failed > 0 {
		l.Cause = r.Failures[0].Cause
	}
	if period, ok := r.Last("nrr"); ok {
		l.Period = period
		l.NRR, l.GRR = r.Estimate("nrr", measures.WholeCompany, period), r.Estimate("grr", measures.WholeCompany, period)
	}
	return l
}

// Add writes what a scenario came to, of its number among all.
func (set *Set) Add(at int, r *results.Run) error {
	s := &set.of.Scenarios[at]
	name := tables.Values{Texts: []string{s.Name}}
	varied := set.varied.of(s)
	lead := slices.Concat([]tables.Values{name}, varied)
	line := LineOf(r)
	err := set.scenarios.write(1, slices.Concat([]tables.Values{name, {Texts: []string{s.From}}, {Texts: []string{s.SHA256}}, said(r.Description),
		{Wholes: []int64{int64(line.Done)}}, {Wholes: []int64{int64(line.Failed)}}, said(line.Cause)}, varied))
	if err != nil {
		return err
	}
	numbers := make([]int64, len(r.Table.Trials))
	for i, trial := range r.Table.Trials {
		numbers[i] = int64(trial)
	}
	periods := r.Periods()
	values := slices.Concat(lead, []tables.Values{{Wholes: numbers}}, make([]tables.Values, len(set.annual.columns)))
	for i, c := range r.Table.Columns {
		if slices.Contains(periods, c.Period) {
			values[len(lead)+1+set.annual.add(annual(c))].Reals = r.Table.Values(i)
		}
	}
	if err := set.trials.write(len(numbers), values); err != nil {
		return err
	}
	told := append(slices.Clone(periods), measures.Period{Name: measures.Run, To: r.Layout.Ledger.Quarters})
	rows, values := spreads(r, lead, func(c measures.Column) bool { return slices.Contains(told, c.Period) })
	if err := set.summary.write(rows, values); err != nil {
		return err
	}
	rows, values = targets(r, lead)
	if err := set.aims.write(rows, values); err != nil {
		return err
	}
	quarters := r.Layout.Quarters()
	rows, values = spreads(r, lead, func(c measures.Column) bool { return slices.Contains(quarters, c.Period) })
	if err := set.quarters.write(rows, values); err != nil {
		return err
	}
	if !set.of.Quarters {
		return nil
	}
	for _, q := range quarters {
		values := slices.Concat(lead, []tables.Values{{Wholes: numbers}, {Texts: []string{q.Name}}}, make([]tables.Values, len(set.quarterly.columns)))
		for i, c := range r.Table.Columns {
			if c.Period == q {
				values[len(lead)+2+set.quarterly.add(quarterly(c))].Reals = r.Table.Values(i)
			}
		}
		if err := set.rows.write(len(numbers), values); err != nil {
			return err
		}
	}
	return nil
}

// said is a text, or that there is none.
func said(text string) tables.Values {
	if text == "" {
		return tables.Values{}
	}
	return tables.Values{Texts: []string{text}}
}

// End writes what is left of the tables.
func (set *Set) End() error {
	for _, t := range set.all() {
		if err := t.end(); err != nil {
			return err
		}
	}
	return nil
}

// Place gives the files their names, and returns what they are.
func (set *Set) Place() ([]saved.FileRecord, error) {
	var list []saved.FileRecord
	for _, t := range set.all() {
		files, err := t.place()
		if err != nil {
			return nil, err
		}
		list = append(list, files...)
	}
	return list, nil
}

// Discard takes away what has no place.
func (set *Set) Discard() {
	for _, t := range set.all() {
		t.discard()
	}
}
