package saved

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"reflect"
	"strconv"
	"strings"

	"postsale/models/results"
	"postsale/models/results/tables"
)

// Form is how a table is written.
type Form string

// The forms.
const (
	CSV     Form = "csv"
	Parquet Form = "parquet"
)

// Writer returns what writes a table in the form; what the table is about has a place in Parquet only.
func (f Form) Writer(to io.Writer, columns []tables.Column, about []tables.About) (tables.Writer, error) {
	switch f {
	case CSV:
		return tables.NewCSV(to, columns), nil
	case Parquet:
		return tables.NewParquet(to, columns, about)
	}
	panic("saved: no form " + f)
}

// Forms are all forms, the usual one first.
var Forms = []Form{CSV, Parquet}

// Joined returns the names of forms, with something between them.
func Joined(forms []Form, by string) string {
	var names []string
	for _, form := range forms {
		names = append(names, string(form))
	}
	return strings.Join(names, by)
}

// The names of tables.
const (
	TrialsName      = "trials"
	QuartersName    = "quarters"
	DifferencesName = "differences"
	ControlsName    = "controls"
)

// Table is a table of a record.
type Table struct {
	name    string
	says    string // what it is
	about   []tables.About
	columns []tables.Column
	blocks  iter.Seq2[int, []tables.Values]
}

// TablesOf returns the tables of a run or a comparison that stand in its folder; of a run that kept no trials there are none.
func TablesOf(record results.Record) []Table {
	switch r := record.(type) {
	case *results.Run:
		if !r.Kept() {
			return nil
		}
		list := []Table{Quarters(r), Trials(r)}
		if r.Table.Luck != nil {
			list = append(list, controls(aboutRun(r), false, r))
		}
		return list
	case *results.Comparison:
		list := []Table{Differences(r), ComparedTrials(r)}
		if r.Base.Table.Luck != nil {
			list = append(list, controls(aboutComparison(r), true, r.Runs()...))
		}
		return list
	}
	panic(fmt.Sprintf("saved: no tables of a %T", record))
}

// File returns what the file of the table is called in a form: trials.csv.
func (t Table) File(form Form) string { return FileOf(t.name, form) }

// FileOf returns what the file of a table is called in a form.
func FileOf(table string, form Form) string { return table + "." + string(form) }

// Write writes the table in a form. What does not exist is an empty cell in CSV and a null in Parquet, which also tells what
// the table is of, and of each column the unit and what it means.
func (t Table) Write(to io.Writer, form Form) error {
	out, err := form.Writer(to, t.columns, append([]tables.About{{Key: "table", Value: t.says}}, t.about...))
	if err != nil {
		return err
	}
	for rows, values := range t.blocks {
		if err := out.Write(rows, values); err != nil {
			return err
		}
	}
	return out.Close()
}

// aboutRun returns what made a run, as the manifest tells it.
func aboutRun(s *results.Run) []tables.About {
	return []tables.About{{Key: "program", Value: Program + " " + s.Program}, {Key: "command", Value: s.Command},
		{Key: "seed", Value: strconv.FormatUint(s.Seed, 10)}, {Key: "scenario", Value: s.Name}, {Key: "scenario_sha256", Value: s.SHA256}}
}

// aboutComparison returns what made a comparison, whose scenario is the base.
func aboutComparison(c *results.Comparison) []tables.About {
	base := *c.Base
	base.Command = c.Command
	list := []ScenarioRecord{}
	for _, o := range c.Others {
		list = append(list, ScenarioRecord{o.Name, o.SHA256})
	}
	others, err := json.Marshal(list)
	if err != nil {
		panic(err) // it is of text alone
	}
	return append(aboutRun(&base), tables.About{Key: "others", Value: string(others)})
}

// mostInBlock is how many rows are written at a time.
const mostInBlock = 4096

// unitOfRow is the unit of numbers whose unit stands in their row.
const unitOfRow = "that of the row"

// ofRecords makes a table of records: the names of their fields, and a record a row.
func ofRecords[R any](name, says string, about []tables.About, records iter.Seq[R]) Table {
	fields := fieldsOf(reflect.TypeFor[R]())
	t := Table{name: name, says: says, about: about}
	for _, f := range fields {
		of := reflect.TypeFor[R]().FieldByIndex(f.index)
		c := tables.Column{Name: f.name, Unit: of.Tag.Get("unit"), Says: of.Tag.Get("says")}
		switch of.Type.Kind() {
		case reflect.Float64:
			if c.Kind = tables.Real; c.Unit == "" {
				c.Unit = unitOfRow
			}
		case reflect.Int:
			c.Kind = tables.Whole
		}
		t.columns = append(t.columns, c)
	}
	t.blocks = func(yield func(int, []tables.Values) bool) {
		rows, values := 0, make([]tables.Values, len(fields))
		for record := range records {
			v := reflect.ValueOf(record)
			for i, f := range fields {
				switch of := v.FieldByIndex(f.index); t.columns[i].Kind {
				case tables.Real:
					values[i].Reals = append(values[i].Reals, Finite(of.Float()))
				case tables.Whole:
					values[i].Wholes = append(values[i].Wholes, of.Int())
				default:
					values[i].Texts = append(values[i].Texts, of.String())
				}
			}
			if rows++; rows == mostInBlock {
				if !yield(rows, values) {
					return
				}
				rows = 0
				clear(values)
			}
		}
		yield(rows, values)
	}
	return t
}

// Finite returns a number if there is one to tell, and else NaN: a spread may be infinite.
func Finite(v float64) float64 {
	if !results.Exists(v) {
		return math.NaN()
	}
	return v
}

// trialColumn is one of a table by trial: of each plan the numbers of its trials, nil where it has none.
type trialColumn struct {
	tables.Column
	byPlan [][]float64
}

// leading returns the columns with which a table by trial begins, of the plans of a comparison or of a run.
func leading(compared bool) []tables.Column {
	trial := tables.Column{Name: "trial", Kind: tables.Whole, Says: "number of the trial, from 1: with the seed it says which luck it has"}
	if !compared {
		return []tables.Column{trial}
	}
	return []tables.Column{{Name: "plan", Kind: tables.Text, Says: "name of the plan, which lives through the luck of the trial"}, trial}
}

// ofTrials makes a table of numbers by trial, a trial a row, of each plan after the other.
func ofTrials(name, says string, about []tables.About, compared bool, plans []*results.Run, list []trialColumn) Table {
	t := Table{name: name, says: says, about: about, columns: leading(compared)}
	for _, c := range list {
		t.columns = append(t.columns, c.Column)
	}
	t.blocks = func(yield func(int, []tables.Values) bool) {
		for i, s := range plans {
			for from := 0; from < len(s.Table.Trials); from += mostInBlock {
				to := min(from+mostInBlock, len(s.Table.Trials))
				var trial tables.Values
				for _, number := range s.Table.Trials[from:to] {
					trial.Wholes = append(trial.Wholes, int64(number))
				}
				values := []tables.Values{trial}
				if compared {
					values = []tables.Values{{Texts: []string{s.Name}}, trial}
				}
				for _, c := range list {
					var v tables.Values
					if of := c.byPlan[i]; of != nil {
						v.Reals = of[from:to]
					}
					values = append(values, v)
				}
				if !yield(to-from, values) {
					return
				}
			}
		}
	}
	return t
}
