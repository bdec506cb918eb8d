package reports

import (
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// QuartersCSV writes every measure by quarter in long form, a measure, segment and
// quarter a line. What does not exist is an empty cell.
func QuartersCSV(w io.Writer, s *Study) error {
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
		out.Write(append(line, cell(d.P5Error), cell(d.P50Error), cell(d.P95Error)))
	}
	out.Flush()
	return out.Error()
}

// TrialsCSV writes every measure by fiscal year, a trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole
// fiscal year. What does not exist is an empty cell.
func TrialsCSV(w io.Writer, s *Study) error {
	header := []string{"trial"}
	var columns [][]float64
	periods := s.periods()
	for i, c := range s.Table.Columns {
		if slices.Contains(periods, c.Period) {
			header = append(header, columnName(c))
			columns = append(columns, s.Table.Values(i))
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	line := make([]string, len(header))
	for i, trial := range s.Table.Trials {
		line[0] = strconv.Itoa(trial)
		for j, values := range columns {
			line[j+1] = cell(values[i])
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
		cells = append(cells, cell(v))
	}
	return cells
}

func columnName(c measures.Column) string {
	return strings.Join([]string{c.Measure.Name, c.Segment, c.Period.Name}, ".")
}

// cell returns the shortest digits that give the number back, in the form of JSON.
func cell(v float64) string {
	form := byte('f')
	switch size := math.Abs(v); {
	case !exists(v):
		return ""
	case size > 0 && size < 1e-6 || size >= 1e21:
		form = 'e'
	}
	return strconv.FormatFloat(v, form, -1, 64)
}
