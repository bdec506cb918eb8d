package saved

import (
	"io"
	"slices"

	"postsale/models/results"
)

type measureRecord struct {
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Period  string `json:"period"`
	Unit    string `json:"unit"`
	N       int    `json:"n"`
	spreadRecord
}

type targetRecord struct {
	Measure string  `json:"measure"`
	Segment string  `json:"segment"`
	Period  string  `json:"period"`
	AtLeast *Number `json:"at_least,omitempty"`
	AtMost  *Number `json:"at_most,omitempty"`
	Odds    Number  `json:"odds"`
	Low     Number  `json:"low"`
	High    Number  `json:"high"`
}

type summaryRecord struct {
	Scenario ScenarioRecord  `json:"scenario"`
	Seed     uint64          `json:"seed"`
	Trials   int             `json:"trials"`
	Failed   []int           `json:"failed_trials"`
	Until    *UntilRecord    `json:"until,omitempty"`
	Measures []measureRecord `json:"measures" each:"line"`
	Targets  []targetRecord  `json:"targets" each:"line"`
	Book     []bookRecord    `json:"opening_book,omitempty" each:"line"`
	Warnings []string        `json:"warnings" each:"line"`
}

// SummaryJSON writes the summary for programs, a measure or target a line. It has
// the measures that exist in at least one trial; sd and mc_error are null where
// one trial is all there is, and the odds of a target where its measure exists in
// none.
func SummaryJSON(w io.Writer, s *results.Run) error {
	r := summaryRecord{Scenario: ScenarioRecord{s.Name, s.SHA256}, Seed: s.Seed, Trials: s.Done, Failed: failedTrials(s),
		Until: UntilOf(s.Until, s.Done), Book: bookOf(s.Book), Warnings: s.Warnings}
	for i, c := range s.Table.Columns {
		if d := s.Estimates[i]; d.N > 0 {
			r.Measures = append(r.Measures, measureRecord{
				Measure: c.Measure.Name, Segment: c.Segment, Period: c.Period.Name, Unit: string(c.Measure.Unit), N: d.N,
				spreadRecord: spreadOf(d),
			})
		}
	}
	for _, t := range s.Targets {
		record := targetRecord{Measure: t.Measure, Segment: t.Segment, Period: t.Period,
			Odds: Number(t.Odds.P), Low: Number(t.Odds.Low), High: Number(t.Odds.High)}
		bound := Number(t.Bound)
		if t.AtMost {
			record.AtMost = &bound
		} else {
			record.AtLeast = &bound
		}
		r.Targets = append(r.Targets, record)
	}
	return WriteObject(w, r)
}

// quarterRecord is a line of the table by quarter.
type quarterRecord struct {
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Quarter string `json:"quarter"`
	Unit    string `json:"unit"`
	N       int    `json:"n"`
	spreadRecord
	P5Error  Number `json:"p5_error"`
	P50Error Number `json:"p50_error"`
	P95Error Number `json:"p95_error"`
}

// QuartersCSV writes every measure by quarter in long form, a measure, segment and
// quarter a line. What does not exist is an empty cell.
func QuartersCSV(w io.Writer, s *results.Run) error {
	quarters := s.Layout.Quarters()
	return writeLines(w, func(yield func(quarterRecord) bool) {
		for i, c := range s.Table.Columns {
			if !slices.Contains(quarters, c.Period) {
				continue
			}
			d := s.Estimates[i]
			if !yield(quarterRecord{c.Measure.Name, c.Segment, c.Period.Name, string(c.Measure.Unit), d.N, spreadOf(d),
				Number(d.P5Error), Number(d.P50Error), Number(d.P95Error)}) {
				return
			}
		}
	})
}
