package saved

import (
	"io"

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

// SummaryJSON writes the summary for programs, a measure or target a line. It has
// the measures that exist in at least one trial; sd and mc_error are null where
// one trial is all there is, and the odds of a target where its measure exists in
// none.
func SummaryJSON(w io.Writer, s *results.Run) error {
	var records, targets []any
	for i, c := range s.Table.Columns {
		if d := s.Estimates[i]; d.N > 0 {
			records = append(records, measureRecord{
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
		targets = append(targets, record)
	}

	o := Object{}
	o.Value("scenario", ScenarioRecord{s.Name, s.SHA256})
	o.Value("seed", s.Seed)
	o.Value("trials", s.Done)
	o.Value("failed_trials", failedTrials(s))
	if s.Until != nil {
		o.Value("until", UntilOf(s.Until, s.Done))
	}
	o.List("measures", records)
	o.List("targets", targets)
	if s.Book != nil {
		o.List("opening_book", bookOf(s.Book))
	}
	o.List("warnings", anyList(s.Warnings))
	return o.Write(w)
}
