package reports

import "io"

type causeRecord struct {
	Name string `json:"name"`
	Says string `json:"says"`
}

type shareRecord struct {
	Cause string `json:"cause"`
	Share number `json:"share"`
	Error number `json:"mc_error"`
	Alone number `json:"alone"`
	After number `json:"after_all_others"`
}

type divisionRecord struct {
	Measure   string        `json:"measure"`
	Segment   string        `json:"segment"`
	Period    string        `json:"period"`
	Unit      string        `json:"unit"`
	Statistic string        `json:"statistic"`
	From      number        `json:"from"`
	To        number        `json:"to"`
	Whole     number        `json:"whole"`
	Error     number        `json:"whole_mc_error"`
	Shares    []shareRecord `json:"shares"`
	Sets      []number      `json:"by_set"`
}

// ExplainJSON writes an explanation for programs, a division a line. The sets are numbered by their bits: bit i is set
// in those that hold the i-th cause.
func ExplainJSON(w io.Writer, e *Explanation) error {
	var causes, changes, divisions []any
	for _, c := range e.Causes {
		causes = append(causes, causeRecord(c))
	}
	for _, d := range e.Changes {
		changes = append(changes, changeRecord(d))
	}
	for i := range e.Divisions {
		divisions = append(divisions, e.record(&e.Divisions[i]))
	}
	o := object{}
	o.value("scenario", scenarioRecord{e.Of.Name, e.Of.SHA256})
	if e.To != nil {
		o.value("changed_to", scenarioRecord{e.To.Name, e.To.SHA256})
	}
	o.value("seed", e.Of.Seed)
	o.value("trials", e.Of.Done)
	o.value("partial", e.Of.Interrupted)
	o.value("failed_trials", e.Of.failedTrials())
	o.value("sets", e.Sets)
	o.list("causes", causes)
	if e.To != nil {
		o.list("changes", changes)
	}
	o.list("divisions", divisions)
	o.list("warnings", anyList(e.Of.Warnings))
	return o.write(w)
}

func (e *Explanation) record(d *Division) divisionRecord {
	record := divisionRecord{Measure: d.Measure.Name, Segment: d.Segment, Period: d.Period.Name, Unit: string(d.Measure.Unit),
		Statistic: d.Statistic.String(), From: number(d.from()), To: number(d.to()), Whole: number(d.Whole.Value), Error: number(d.Whole.Error)}
	for i, s := range d.Shares {
		record.Shares = append(record.Shares, shareRecord{e.Causes[i].Name, number(s.Value), number(s.Error), number(d.alone(i)), number(d.after(i))})
	}
	for _, v := range d.Worth {
		record.Sets = append(record.Sets, number(v))
	}
	return record
}
