package reports

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// DifferencesCSV writes every difference in long form, a plan, measure, segment and period a line. What does not
// exist is an empty cell.
func DifferencesCSV(w io.Writer, c *Comparison) error {
	out := csv.NewWriter(w)
	out.Write([]string{"other", "measure", "segment", "period", "unit", "n", "base_mean", "other_mean", "mean", "sd", "mc_error",
		"p5", "p10", "p25", "p50", "p75", "p90", "p95", "better", "better_low", "better_high", "same", "pairing_gain"})
	for _, r := range c.Rivals {
		for _, pair := range r.Pairs {
			d := pair.Difference
			line := []string{r.Name, pair.Measure.Name, pair.Segment, pair.Period.Name, string(pair.Measure.Unit), strconv.Itoa(d.N)}
			line = append(line, cell(d.From), cell(d.To))
			line = append(line, spreadCells(d.Distribution)...)
			line = append(line, cell(d.Better.P), cell(d.Better.Low), cell(d.Better.High))
			out.Write(append(line, strconv.Itoa(d.Same), cell(d.Gain)))
		}
	}
	out.Flush()
	return out.Error()
}

// ComparedTrialsCSV writes every measure that all plans have by fiscal year, a plan and trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole fiscal year. What does not exist is
// an empty cell.
func ComparedTrialsCSV(w io.Writer, c *Comparison) error {
	plans := []*Study{c.Base}
	for _, r := range c.Rivals {
		plans = append(plans, r.Study)
	}
	header := []string{"plan", "trial"}
	columns := make([][][]float64, len(plans))
	periods := c.Base.periods()
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
			header = append(header, columnName(column))
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
				line = append(line, cell(values[k]))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}
