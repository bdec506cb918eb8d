package saved

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strconv"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/tables"
	"postsale/sim/estimate"
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
	Fewer      Number `json:"controls_gain"`
}

type divisionRecord struct {
	dividedRecord
	From Number `json:"from"`
	To   Number `json:"to"`
	wholeRecord
	Shares []shareRecord `json:"shares"`
	Sets   []Number      `json:"by_set"`
	Masks  []uint64      `json:"sets,omitempty"`
}

type explanationRecord struct {
	Scenario  ScenarioRecord   `json:"scenario"`
	ChangedTo *ScenarioRecord  `json:"changed_to,omitempty"`
	Seed      uint64           `json:"seed"`
	Trials    int              `json:"trials"`
	Partial   bool             `json:"partial"`
	Failed    []int            `json:"failed_trials"`
	Sets      int              `json:"sets"`
	Orders    int              `json:"orders,omitempty"`
	ByTrial   bool             `json:"orders_by_trial,omitempty"`
	Causes    []causeRecord    `json:"causes" each:"line"`
	Changes   []changeRecord   `json:"changes,omitempty" each:"line"`
	Divisions []divisionRecord `json:"divisions" each:"line"`
	Warnings  []string         `json:"warnings" each:"line"`
}

// ExplainJSON writes an explanation for programs, a division a line. The sets are numbered by their bits: bit i is set
// in those that hold the i-th cause. If not all of them were lived, orders says how many orders of causes were drawn, for
// all trials or for each anew, and the sets of a division are those that every trial was lived with, of which by_set is.
func ExplainJSON(w io.Writer, e *results.Explanation) error {
	r := explanationRecord{Scenario: ScenarioRecord{e.Of.Name, e.Of.SHA256}, Seed: e.Of.Seed, Trials: e.Of.Done, Partial: e.Of.Interrupted,
		Failed: failedTrials(e.Of), Sets: e.Sets, Orders: e.Orders, ByTrial: e.ByTrial, Warnings: e.Of.Warnings}
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
		wholeRecord: wholeRecord{Number(d.Whole.Value), Number(d.Whole.Error), Number(d.Fewer)}, Masks: d.Sets,
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
	return ofRecords("shares", "", nil, func(yield func(shareLine) bool) {
		for i := range e.Divisions {
			d := recordOfDivision(e, &e.Divisions[i])
			for _, s := range d.Shares {
				if !yield(shareLine{d.dividedRecord, s, d.wholeRecord}) {
					return
				}
			}
		}
	}).Write(w, CSV)
}

// SetsCSV writes what every set of causes comes to that all trials were lived with, a measure, segment, period and set a line; the causes are columns
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
			line := []string{d.Measure.Name, d.Segment, d.Period.Name, string(d.Measure.Unit), d.Statistic.String(), tables.Cell(v), strconv.Itoa(bits.OnesCount64(set))}
			for k := range e.Causes {
				line = append(line, strconv.FormatUint(set>>k&1, 10))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
}

// Explanation returns what an explanation found, of a scenario of which everything is known that no trial tells, or of two
// where it tells what moved the measures from one to the other.
func (f *Folder) Explanation(of results.Run, to *results.Run) (*results.Explanation, error) {
	var r explanationRecord
	if err := f.object(OfExplanation, &r); err != nil {
		return nil, err
	}
	if err := f.agrees(r.Scenario, r.Seed, r.Trials, r.Failed); err != nil {
		return nil, in(f.in(OfExplanation), err)
	}
	if (r.ChangedTo == nil) != (to == nil) {
		return nil, &fault{file: f.in(OfExplanation), path: "changed_to", says: "must be the other scenario of " + ManifestName + ", if it has one"}
	}
	e := &results.Explanation{Command: f.Manifest.Command, Of: f.of(of), Sets: r.Sets, Orders: r.Orders, ByTrial: r.ByTrial}
	e.Of.Name, e.Of.SHA256, e.Of.Warnings = r.Scenario.Name, r.Scenario.SHA256, r.Warnings
	if to != nil {
		e.To = f.of(*to)
		e.To.Name, e.To.SHA256 = r.ChangedTo.Name, r.ChangedTo.SHA256
	}
	for _, c := range r.Causes {
		e.Causes = append(e.Causes, results.Cause(c))
	}
	for _, c := range r.Changes {
		e.Changes = append(e.Changes, results.Change(c))
	}
	known := columnsByName(e.Of.Layout)
	for i, d := range r.Divisions {
		division, err := d.read(e, known)
		if err != nil {
			return nil, &fault{file: f.in(OfExplanation), path: fmt.Sprintf("divisions[%d]", i), says: err.Error()}
		}
		e.Divisions = append(e.Divisions, division)
	}
	return e, nil
}

func (r divisionRecord) read(e *results.Explanation, known map[string]measures.Column) (results.Division, error) {
	d := results.Division{Whole: estimate.Share{Value: float64(r.Whole), Error: float64(r.WholeError)}, Fewer: float64(r.Fewer)}
	column, measured := known[r.Measure+"."+r.Segment+"."+r.Period]
	statistics := []estimate.Statistic{estimate.Mean, estimate.Median}
	statistic := slices.IndexFunc(statistics, func(s estimate.Statistic) bool { return s.String() == r.Statistic })
	switch {
	case !measured:
		return d, fmt.Errorf("%s of %s in %s is not measured in this scenario", r.Measure, r.Segment, r.Period)
	case string(column.Measure.Unit) != r.Unit:
		return d, fmt.Errorf("unit: must be %s, got %s", column.Measure.Unit, excerpt([]byte(r.Unit)))
	case statistic < 0:
		return d, fmt.Errorf("statistic: must be one of %v, got %s", statistics, excerpt([]byte(r.Statistic)))
	case len(r.Shares) != len(e.Causes):
		return d, fmt.Errorf("shares: must be one of each cause, %d, got %d", len(e.Causes), len(r.Shares))
	case len(r.Sets) != e.Sets && !e.ByTrial || !whole(r.Masks, len(r.Sets), len(e.Causes)):
		return d, fmt.Errorf("by_set: must be one of each set of the %d causes, or of those of sets, got %d", len(e.Causes), len(r.Sets))
	}
	d.Column, d.Statistic, d.Sets = column, statistics[statistic], r.Masks
	for i, s := range r.Shares {
		if s.Cause != e.Causes[i].Name {
			return d, fmt.Errorf("shares[%d].cause: must be %s, got %s", i, e.Causes[i].Name, excerpt([]byte(s.Cause)))
		}
		d.Shares = append(d.Shares, estimate.Share{Value: float64(s.Share), Error: float64(s.Error)})
	}
	for _, v := range r.Sets {
		d.Worth = append(d.Worth, float64(v))
	}
	return d, nil
}

// whole reports whether there are as many sets as all that causes have, or are these, ascending from none of the causes to
// all of them.
func whole(masks []uint64, sets, causes int) bool {
	if causes > 63 {
		return false
	}
	all := uint64(1)<<causes - 1
	if masks == nil {
		return uint64(sets) == all+1
	}
	return sets > 0 && len(masks) == sets && masks[0] == 0 && masks[sets-1] == all && slices.IsSorted(masks)
}
