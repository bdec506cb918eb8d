package saved

import (
	"io"

	"postsale/models/results"
)

type causeRecord struct {
	Name string `json:"name"`
	Says string `json:"says"`
}

type shareRecord struct {
	Cause string `json:"cause"`
	Share Number `json:"share"`
	Error Number `json:"mc_error"`
	Alone Number `json:"alone"`
	After Number `json:"after_all_others"`
}

type divisionRecord struct {
	Measure   string        `json:"measure"`
	Segment   string        `json:"segment"`
	Period    string        `json:"period"`
	Unit      string        `json:"unit"`
	Statistic string        `json:"statistic"`
	From      Number        `json:"from"`
	To        Number        `json:"to"`
	Whole     Number        `json:"whole"`
	Error     Number        `json:"whole_mc_error"`
	Shares    []shareRecord `json:"shares"`
	Sets      []Number      `json:"by_set"`
	Masks     []uint64      `json:"sets,omitempty"`
}

// ExplainJSON writes an explanation for programs, a division a line. The sets are numbered by their bits: bit i is set
// in those that hold the i-th cause. If there are too many for each to be lived, orders says how many orders of causes
// were drawn, and sets which sets by_set is of.
func ExplainJSON(w io.Writer, e *results.Explanation) error {
	var causes, changes, divisions []any
	for _, c := range e.Causes {
		causes = append(causes, causeRecord(c))
	}
	for _, d := range e.Changes {
		changes = append(changes, changeRecord(d))
	}
	for i := range e.Divisions {
		divisions = append(divisions, recordOfDivision(e, &e.Divisions[i]))
	}
	o := Object{}
	o.Value("scenario", ScenarioRecord{e.Of.Name, e.Of.SHA256})
	if e.To != nil {
		o.Value("changed_to", ScenarioRecord{e.To.Name, e.To.SHA256})
	}
	o.Value("seed", e.Of.Seed)
	o.Value("trials", e.Of.Done)
	o.Value("partial", e.Of.Interrupted)
	o.Value("failed_trials", failedTrials(e.Of))
	o.Value("sets", e.Sets)
	if e.Orders > 0 {
		o.Value("orders", e.Orders)
	}
	o.List("causes", causes)
	if e.To != nil {
		o.List("changes", changes)
	}
	o.List("divisions", divisions)
	o.List("warnings", anyList(e.Of.Warnings))
	return o.Write(w)
}

func recordOfDivision(e *results.Explanation, d *results.Division) divisionRecord {
	record := divisionRecord{Measure: d.Measure.Name, Segment: d.Segment, Period: d.Period.Name, Unit: string(d.Measure.Unit),
		Statistic: d.Statistic.String(), From: Number(d.From()), To: Number(d.To()), Whole: Number(d.Whole.Value), Error: Number(d.Whole.Error)}
	for i, s := range d.Shares {
		record.Shares = append(record.Shares, shareRecord{e.Causes[i].Name, Number(s.Value), Number(s.Error), Number(d.Alone(i)), Number(d.After(i))})
	}
	record.Masks = d.Sets
	for _, v := range d.Worth {
		record.Sets = append(record.Sets, Number(v))
	}
	return record
}
