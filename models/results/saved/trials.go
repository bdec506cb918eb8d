package saved

import (
	"io"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/tables"
)

// ColumnName is what a column is called in a table by trial, such as nrr.all.FY27.
func ColumnName(c measures.Column) string {
	return strings.Join([]string{c.Measure.Name, c.Segment, c.Period.Name}, ".")
}

// Measured is a column of a measure in a table by trial, of one that is called so.
func Measured(name string, c measures.Column) tables.Column {
	return tables.Column{Name: name, Kind: tables.Real, Unit: string(c.Measure.Unit), Says: c.Measure.Definition}
}

// Trials returns every measure by fiscal year, a trial a row and a measure, segment and year a column (nrr.all.FY27); by
// quarter when the run has no whole fiscal year.
func Trials(s *results.Run) Table {
	var list []trialColumn
	periods := s.Periods()
	for i, c := range s.Table.Columns {
		if slices.Contains(periods, c.Period) {
			list = append(list, trialColumn{Measured(ColumnName(c), c), [][]float64{s.Table.Values(i)}})
		}
	}
	return ofTrials(TrialsName, "every measure by segment and fiscal year, a trial a row", aboutRun(s), false, []*results.Run{s}, list)
}

// ComparedTrials returns every measure that all plans have by fiscal year, a plan and trial a row and a measure, segment
// and year a column (nrr.all.FY27); by quarter when the run has no whole fiscal year.
func ComparedTrials(c *results.Comparison) Table {
	plans := c.Runs()
	var list []trialColumn
	periods := c.Base.Periods()
	for _, column := range c.Base.Table.Columns {
		if !slices.Contains(periods, column.Period) {
			continue
		}
		n := trialColumn{Column: Measured(ColumnName(column), column)}
		for _, s := range plans {
			if i := s.Table.Find(column.Measure.Name, column.Segment, column.Period.Name); i >= 0 {
				n.byPlan = append(n.byPlan, s.Table.Values(i))
			}
		}
		if len(n.byPlan) == len(plans) {
			list = append(list, n)
		}
	}
	return ofTrials(TrialsName, "every measure that all plans have by segment and fiscal year, a plan and trial a row", aboutComparison(c), true,
		plans, list)
}

// trials are the numbers of plans by trial.
type trials struct {
	columns []string // their names
	plans   map[string]*planTrials
}

type planTrials struct {
	numbers []int
	values  [][]float64 // by column
}

// plan returns the numbers of a plan, none if there are no such rows.
func (t *trials) plan(name string) *planTrials {
	if plan := t.plans[name]; plan != nil {
		return plan
	}
	return &planTrials{values: make([][]float64, len(t.columns))}
}

// find returns which column has a name, if there is one.
func (t *trials) find(name string) (at int, there bool) {
	at = slices.Index(t.columns, name)
	return at, at >= 0
}

// readTrials reads a table by trial, of the plans of a comparison or of a run, whose name is empty.
func readTrials(in source, compared bool) (*trials, error) {
	names := in.columns()
	var lead []string
	for _, c := range leading(compared) {
		lead = append(lead, c.Name)
	}
	if len(names) < len(lead) || !slices.Equal(names[:len(lead)], lead) {
		return nil, in.header("must begin with the column " + strings.Join(lead, " and the column "))
	}
	number := len(lead) - 1
	all := &trials{columns: names[len(lead):], plans: map[string]*planTrials{}}
	for {
		switch err := in.next(); {
		case err == io.EOF:
			return all, nil
		case err != nil:
			return nil, err
		}
		name := ""
		if compared {
			name = in.text(0)
		}
		plan := all.plans[name]
		if plan == nil {
			plan = &planTrials{values: make([][]float64, len(all.columns))}
			all.plans[strings.Clone(name)] = plan
		}
		trial, err := in.whole(number)
		if last := len(plan.numbers) - 1; err != nil || trial < 0 || last >= 0 && trial <= plan.numbers[last] {
			return nil, in.cell(number, "must be a whole number from 0, above the one before, got "+excerpt([]byte(in.text(number))))
		}
		plan.numbers = append(plan.numbers, trial)
		for i := range all.columns {
			v, err := in.real(len(lead) + i)
			if err != nil {
				return nil, in.cell(len(lead)+i, err.Error())
			}
			plan.values[i] = append(plan.values[i], v)
		}
	}
}
