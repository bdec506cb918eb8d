package saved

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/tables"
)

// controls returns the controls of a run, or of all plans of a comparison, as the table of trials has measures: a trial a row,
// of a plan, and a control a column (stayed.smb.FY27), which does not exist in the rows of a plan that has no such control.
func controls(about []tables.About, compared bool, plans ...*results.Run) Table {
	var list []trialColumn
	for i, s := range plans {
		for at, c := range s.Table.Luck.List {
			k := slices.IndexFunc(list, func(n trialColumn) bool { return n.Name == c.Name() })
			if k < 0 {
				k = len(list)
				column := tables.Column{Name: c.Name(), Kind: tables.Real, Unit: string(measures.Dollars), Says: c.Luck.Says}
				list = append(list, trialColumn{column, make([][]float64, len(plans))})
			}
			list[k].byPlan[i] = s.Table.Luck.Values(at)
		}
	}
	return ofTrials(ControlsName, "the known luck of each trial, by kind, segment and fiscal year, each of mean 0", about, compared, plans, list)
}

// free gives a table the controls of its trials, if the folder has any: all that its scenario has, and no other.
func (f *Folder) free(s *results.Run, name string, table *measures.Table, luck *trials) error {
	if luck == nil {
		return nil
	}
	numbers := luck.plan(name)
	if !slices.Equal(numbers.numbers, table.Trials) {
		return &fault{file: f.in(f.TableFile(ControlsName)), says: "must have the trials that " + f.TableFile(TrialsName) + " has"}
	}
	list := s.Layout.Controls()
	var values [][]float64
	for _, c := range list {
		at, there := luck.find(c.Name())
		if !there || slices.ContainsFunc(numbers.values[at], math.IsNaN) {
			return &fault{file: f.in(f.TableFile(ControlsName)), says: fmt.Sprintf("must have %s in every trial of %s", c.Name(), s.Name)}
		}
		values = append(values, numbers.values[at])
	}
	filled := 0
	for _, column := range numbers.values {
		if slices.ContainsFunc(column, results.Exists) {
			filled++
		}
	}
	if filled != len(list) {
		return f.ofRow(ControlsName, 0, fmt.Sprintf("must have the %d controls of %s and no other, got %d", len(list), s.Name, filled))
	}
	table.Luck = measures.ControlsOf(list, values)
	return nil
}

// controls reads the controls by trial; nil if the folder has none.
func (f *Folder) controls(compared bool) (all *trials, err error) {
	if !f.has(f.TableFile(ControlsName)) {
		return nil, nil
	}
	err = f.table(ControlsName, func(in source) (err error) {
		all, err = readTrials(in, compared)
		return err
	})
	return all, err
}
