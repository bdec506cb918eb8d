package saved

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"postsale/models/measures"
	"postsale/models/results"
)

// ControlsName is the file of the controls, in the folders of runs and comparisons that are not plain.
const ControlsName = "controls.csv"

// ControlsCSV writes the controls of a run, or those that all plans of a comparison have, as trials.csv has measures: a
// trial a line, of a plan, and a control a column (stayed.smb.FY27). Each has mean 0.
func ControlsCSV(w io.Writer, compared bool, plans ...*results.Run) error {
	header := []string{"trial"}
	if compared {
		header = []string{"plan", "trial"}
	}
	columns := make([][][]float64, len(plans))
	for i, c := range plans[0].Table.Luck.List {
		var values [][]float64
		for _, s := range plans {
			if at := s.Table.Luck.Find(c.Name()); at >= 0 {
				values = append(values, s.Table.Luck.Values(at))
			}
		}
		if len(values) == len(plans) {
			header = append(header, plans[0].Table.Luck.List[i].Name())
			for plan := range plans {
				columns[plan] = append(columns[plan], values[plan])
			}
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	for i, s := range plans {
		for k, trial := range s.Table.Trials {
			line := make([]string, 0, len(header))
			if compared {
				line = append(line, s.Name)
			}
			line = append(line, strconv.Itoa(trial))
			for _, values := range columns[i] {
				line = append(line, Cell(values[k]))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}

// free gives a table the controls of its trials, if the folder has any.
func (f *Folder) free(s *results.Run, name string, table *measures.Table, luck *trials) error {
	if luck == nil {
		return nil
	}
	numbers := luck.plan(name)
	if !slices.Equal(numbers.numbers, table.Trials) {
		return &fault{file: f.in(ControlsName), says: "must have the trials that trials.csv has"}
	}
	var list []measures.Control
	var values [][]float64
	for _, c := range s.Layout.Controls() {
		if at, there := luck.find(c.Name()); there {
			list, values = append(list, c), append(values, numbers.values[at])
		}
	}
	if len(list) != len(luck.columns) {
		return &fault{file: f.in(ControlsName), line: 1, says: fmt.Sprintf("must have controls of this scenario only, got %d of them in %d columns", len(list), len(luck.columns))}
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
