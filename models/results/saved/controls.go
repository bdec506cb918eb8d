package saved

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"postsale/models/measures"
	"postsale/models/results"
)

// ControlsName is the file of the controls, in the folders of runs and comparisons that are not plain.
const ControlsName = "controls.csv"

// ControlsCSV writes the controls of a run, or of all plans of a comparison, as trials.csv has measures: a trial a line, of a
// plan, and a control a column (stayed.smb.FY27), whose cells are empty of a plan that has no such control. Each has mean 0.
func ControlsCSV(w io.Writer, compared bool, plans ...*results.Run) error {
	var names []string
	for _, s := range plans {
		for _, c := range s.Table.Luck.List {
			if name := c.Name(); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	lead := []string{"trial"}
	if compared {
		lead = []string{"plan", "trial"}
	}
	out := csv.NewWriter(w)
	out.Write(append(lead, names...))
	for _, s := range plans {
		columns := make([][]float64, len(names)) // nil of controls that the plan does not have
		for i, name := range names {
			if at := s.Table.Luck.Find(name); at >= 0 {
				columns[i] = s.Table.Luck.Values(at)
			}
		}
		for k, trial := range s.Table.Trials {
			line := make([]string, 0, len(lead)+len(names))
			if compared {
				line = append(line, s.Name)
			}
			line = append(line, strconv.Itoa(trial))
			for _, values := range columns {
				if values == nil {
					line = append(line, "")
				} else {
					line = append(line, Cell(values[k]))
				}
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}

// free gives a table the controls of its trials, if the folder has any: all that its scenario has, and no other.
func (f *Folder) free(s *results.Run, name string, table *measures.Table, luck *trials) error {
	if luck == nil {
		return nil
	}
	numbers := luck.plan(name)
	if !slices.Equal(numbers.numbers, table.Trials) {
		return &fault{file: f.in(ControlsName), says: "must have the trials that trials.csv has"}
	}
	list := s.Layout.Controls()
	var values [][]float64
	for _, c := range list {
		at, there := luck.find(c.Name())
		if !there || slices.ContainsFunc(numbers.values[at], math.IsNaN) {
			return &fault{file: f.in(ControlsName), says: fmt.Sprintf("must have %s in every trial of %s", c.Name(), s.Name)}
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
		return &fault{file: f.in(ControlsName), line: 1, says: fmt.Sprintf("must have the %d controls of %s and no other, got %d", len(list), s.Name, filled)}
	}
	table.Luck = measures.ControlsOf(list, values)
	return nil
}

// controls reads the controls by trial; nil if the folder has none.
func (f *Folder) controls(compared bool) (all *trials, err error) {
	if !slices.ContainsFunc(f.Manifest.Files, func(r FileRecord) bool { return r.Name == ControlsName }) {
		return nil, nil
	}
	err = f.read(ControlsName, func(from io.Reader) (err error) {
		all, err = readTrials(from, compared)
		return err
	})
	return all, err
}
