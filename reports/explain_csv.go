package reports

import (
	"encoding/csv"
	"io"
	"math/bits"
	"strconv"
)

// SharesCSV writes every share in long form, a measure, segment, period and cause a line.
func SharesCSV(w io.Writer, e *Explanation) error {
	out := csv.NewWriter(w)
	out.Write([]string{"measure", "segment", "period", "unit", "statistic", "cause", "share", "mc_error", "alone", "after_all_others", "whole", "whole_mc_error"})
	for i := range e.Divisions {
		d := &e.Divisions[i]
		for k, s := range d.Shares {
			out.Write([]string{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String(), e.Causes[k].Name,
				cell(s.Value), cell(s.Error), cell(d.alone(k)), cell(d.after(k)), cell(d.Whole.Value), cell(d.Whole.Error)})
		}
	}
	out.Flush()
	return out.Error()
}

// SetsCSV writes what every set of causes comes to, a measure, segment, period and set a line; the causes are columns
// of 0 and 1.
func SetsCSV(w io.Writer, e *Explanation) error {
	out := csv.NewWriter(w)
	header := []string{"measure", "segment", "period", "unit", "statistic", "value", "causes"}
	for _, c := range e.Causes {
		header = append(header, c.Name)
	}
	out.Write(header)
	for i := range e.Divisions {
		d := &e.Divisions[i]
		for set, v := range d.Worth {
			line := []string{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String(), cell(v), strconv.Itoa(bits.OnesCount(uint(set)))}
			for k := range e.Causes {
				line = append(line, strconv.Itoa(set>>k&1))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}
