package saved

import (
	"encoding/csv"
	"io"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

// DifferencesCSV writes every difference in long form, a plan, measure, segment and period a line. What does not
// exist is an empty cell.
func DifferencesCSV(w io.Writer, c *results.Comparison) error {
	out := csv.NewWriter(w)
	out.Write([]string{"other", "measure", "segment", "period", "unit", "n", "base_mean", "other_mean", "mean", "sd", "mc_error",
		"p5", "p10", "p25", "p50", "p75", "p90", "p95", "better", "better_low", "better_high", "same", "pairing_gain"})
	for _, r := range c.Others {
		for _, pair := range r.Pairs {
			d := pair.Difference
			line := []string{r.Name, pair.Measure.Name, pair.Segment, pair.Period.Name, string(pair.Measure.Unit), strconv.Itoa(d.N)}
			line = append(line, Cell(d.From), Cell(d.To))
			line = append(line, spreadCells(d.Distribution)...)
			line = append(line, Cell(d.Better.P), Cell(d.Better.Low), Cell(d.Better.High))
			out.Write(append(line, strconv.Itoa(d.Same), Cell(d.Gain)))
		}
	}
	out.Flush()
	return out.Error()
}

// ComparedTrialsCSV writes every measure that all plans have by fiscal year, a plan and trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole fiscal year. What does not exist is
// an empty cell.
func ComparedTrialsCSV(w io.Writer, c *results.Comparison) error {
	plans := []*results.Run{c.Base}
	for _, r := range c.Others {
		plans = append(plans, r.Run)
	}
	header := []string{"plan", "trial"}
	columns := make([][][]float64, len(plans))
	periods := c.Base.Periods()
	for _, column := range c.Base.Table.Columns {
		if !slices.Contains(periods, column.Period) {
			continue
		}
		var values [][]float64
		for _, s := range plans {
			if i := s.Table.Find(column.Measure.Name, column.Segment, column.Period.Name); i >= 0 {
				values = append(values, s.Table.Values(i))
			}
		}
		if len(values) == len(plans) {
			header = append(header, ColumnName(column))
			for i := range plans {
				columns[i] = append(columns[i], values[i])
			}
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	for i, s := range plans {
		for k, trial := range s.Table.Trials {
			line := []string{s.Name, strconv.Itoa(trial)}
			for _, values := range columns[i] {
				line = append(line, Cell(values[k]))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}

// QuartersCSV writes every measure by quarter in long form, a measure, segment and
// quarter a line. What does not exist is an empty cell.
func QuartersCSV(w io.Writer, s *results.Run) error {
	out := csv.NewWriter(w)
	out.Write([]string{"measure", "segment", "quarter", "unit", "n", "mean", "sd", "mc_error",
		"p5", "p10", "p25", "p50", "p75", "p90", "p95", "p5_error", "p50_error", "p95_error"})
	quarters := s.Layout.Quarters()
	for i, c := range s.Table.Columns {
		if !slices.Contains(quarters, c.Period) {
			continue
		}
		d := s.Estimates[i]
		line := []string{c.Measure.Name, c.Segment, c.Period.Name, string(c.Measure.Unit), strconv.Itoa(d.N)}
		line = append(line, spreadCells(d)...)
		out.Write(append(line, Cell(d.P5Error), Cell(d.P50Error), Cell(d.P95Error)))
	}
	out.Flush()
	return out.Error()
}

// TrialsCSV writes every measure by fiscal year, a trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole
// fiscal year. What does not exist is an empty cell.
func TrialsCSV(w io.Writer, s *results.Run) error {
	header := []string{"trial"}
	var columns [][]float64
	periods := s.Periods()
	for i, c := range s.Table.Columns {
		if slices.Contains(periods, c.Period) {
			header = append(header, ColumnName(c))
			columns = append(columns, s.Table.Values(i))
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	line := make([]string, len(header))
	for i, trial := range s.Table.Trials {
		line[0] = strconv.Itoa(trial)
		for j, values := range columns {
			line[j+1] = Cell(values[i])
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}

// spreadCells are how a number differs from trial to trial.
func spreadCells(d estimate.Distribution) []string {
	var cells []string
	for _, v := range []float64{d.Mean, d.SD, d.MCError, d.P5, d.P10, d.P25, d.P50, d.P75, d.P90, d.P95} {
		cells = append(cells, Cell(v))
	}
	return cells
}

func ColumnName(c measures.Column) string {
	return strings.Join([]string{c.Measure.Name, c.Segment, c.Period.Name}, ".")
}

// Cell returns the shortest digits that give the number back, in the form of JSON.
func Cell(v float64) string {
	form := byte('f')
	switch size := math.Abs(v); {
	case !results.Exists(v):
		return ""
	case size > 0 && size < 1e-6 || size >= 1e21:
		form = 'e'
	}
	return strconv.FormatFloat(v, form, -1, 64)
}

// SharesCSV writes every share in long form, a measure, segment, period and cause a line.
func SharesCSV(w io.Writer, e *results.Explanation) error {
	out := csv.NewWriter(w)
	out.Write([]string{"measure", "segment", "period", "unit", "statistic", "cause", "share", "mc_error", "alone", "after_all_others", "whole", "whole_mc_error"})
	for i := range e.Divisions {
		d := &e.Divisions[i]
		for k, s := range d.Shares {
			out.Write([]string{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String(), e.Causes[k].Name,
				Cell(s.Value), Cell(s.Error), Cell(d.Alone(k)), Cell(d.After(k)), Cell(d.Whole.Value), Cell(d.Whole.Error)})
		}
	}
	out.Flush()
	return out.Error()
}

// SetsCSV writes what every set of causes comes to, a measure, segment, period and set a line; the causes are columns
// of 0 and 1.
func SetsCSV(w io.Writer, e *results.Explanation) error {
	out := csv.NewWriter(w)
	header := []string{"measure", "segment", "period", "unit", "statistic", "value", "causes"}
	for _, c := range e.Causes {
		header = append(header, c.Name)
	}
	out.Write(header)
	for i := range e.Divisions {
		d := &e.Divisions[i]
		for place, v := range d.Worth {
			set := d.Mask(place)
			line := []string{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String(), Cell(v), strconv.Itoa(bits.OnesCount64(set))}
			for k := range e.Causes {
				line = append(line, strconv.FormatUint(set>>k&1, 10))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}
