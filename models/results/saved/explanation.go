package saved

import (
	"encoding/csv"
	"io"
	"math/bits"
	"strconv"

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

// dividedRecord names what is divided.
type dividedRecord struct {
	Measure   string `json:"measure"`
	Segment   string `json:"segment"`
	Period    string `json:"period"`
	Unit      string `json:"unit"`
	Statistic string `json:"statistic"`
}

type wholeRecord struct {
	Whole      Number `json:"whole"`
	WholeError Number `json:"whole_mc_error"`
}

type divisionRecord struct {
	dividedRecord
	From Number `json:"from"`
	To   Number `json:"to"`
	wholeRecord
	Shares []shareRecord `json:"shares"`
	Sets   []Number      `json:"by_set"`
}

type explanationRecord struct {
	Scenario  ScenarioRecord   `json:"scenario"`
	ChangedTo *ScenarioRecord  `json:"changed_to,omitempty"`
	Seed      uint64           `json:"seed"`
	Trials    int              `json:"trials"`
	Partial   bool             `json:"partial"`
	Failed    []int            `json:"failed_trials"`
	Sets      int              `json:"sets"`
	Causes    []causeRecord    `json:"causes" each:"line"`
	Changes   []changeRecord   `json:"changes,omitempty" each:"line"`
	Divisions []divisionRecord `json:"divisions" each:"line"`
	Warnings  []string         `json:"warnings" each:"line"`
}

// ExplainJSON writes an explanation for programs, a division a line. The sets are numbered by their bits: bit i is set
// in those that hold the i-th cause.
func ExplainJSON(w io.Writer, e *results.Explanation) error {
	r := explanationRecord{Scenario: ScenarioRecord{e.Of.Name, e.Of.SHA256}, Seed: e.Of.Seed, Trials: e.Of.Done, Partial: e.Of.Interrupted,
		Failed: failedTrials(e.Of), Sets: e.Sets, Warnings: e.Of.Warnings}
	for _, c := range e.Causes {
		r.Causes = append(r.Causes, causeRecord(c))
	}
	if e.To != nil {
		r.ChangedTo, r.Changes = &ScenarioRecord{e.To.Name, e.To.SHA256}, []changeRecord{}
		for _, d := range e.Changes {
			r.Changes = append(r.Changes, changeRecord(d))
		}
	}
	for i := range e.Divisions {
		r.Divisions = append(r.Divisions, recordOfDivision(e, &e.Divisions[i]))
	}
	return WriteObject(w, r)
}

func recordOfDivision(e *results.Explanation, d *results.Division) divisionRecord {
	record := divisionRecord{
		dividedRecord: dividedRecord{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String()},
		From:          Number(d.From()), To: Number(d.To()),
		wholeRecord: wholeRecord{Number(d.Whole.Value), Number(d.Whole.Error)},
	}
	for i, s := range d.Shares {
		record.Shares = append(record.Shares, shareRecord{e.Causes[i].Name, Number(s.Value), Number(s.Error), Number(d.Alone(i)), Number(d.After(i))})
	}
	for _, v := range d.Worth {
		record.Sets = append(record.Sets, Number(v))
	}
	return record
}

// shareLine is a share with what it is a share of.
type shareLine struct {
	dividedRecord
	shareRecord
	wholeRecord
}

// SharesCSV writes every share in long form, a measure, segment, period and cause a line.
func SharesCSV(w io.Writer, e *results.Explanation) error {
	return writeLines(w, func(yield func(shareLine) bool) {
		for i := range e.Divisions {
			d := recordOfDivision(e, &e.Divisions[i])
			for _, s := range d.Shares {
				if !yield(shareLine{d.dividedRecord, s, d.wholeRecord}) {
					return
				}
			}
		}
	})
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
		for set, v := range d.Worth {
			line := []string{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String(), Cell(v), strconv.Itoa(bits.OnesCount(uint(set)))}
			for k := range e.Causes {
				line = append(line, strconv.Itoa(set>>k&1))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}
