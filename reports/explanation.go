package reports

import (
	"encoding/csv"
	"io"
	"math/bits"
	"strconv"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Explanation is why a scenario's measures are what they are, or what moved them from one scenario to another: what
// causes do together, divided among them.
type Explanation struct {
	Command   string // in canonical form
	Of        *Study // how the trials went; it has no table
	To        *Study // the scenario that was changed to; nil when mechanisms are idealised
	Sets      int    // of causes, each lived through every trial
	Causes    []Cause
	Changes   []Change // what differs between the two files
	Divisions []Division
}

// Cause is a mechanism that is idealised, or a part of a scenario that changed.
type Cause struct {
	Name string
	Says string // what idealised means, or what the part settles
}

// Division is how a measure is divided among the causes.
type Division struct {
	measures.Column
	Statistic estimate.Statistic
	Worth     []float64 // the statistic by set of causes, as a bit mask; NaN where it does not exist
	Shares    []estimate.Share
	Whole     estimate.Share
}

// find returns the division of a measure of the company in a period, or nil.
func (e *Explanation) find(measure, period string) *Division {
	for i := range e.Divisions {
		d := &e.Divisions[i]
		if d.Measure.Name == measure && d.Segment == company && d.Period.Name == period {
			return d
		}
	}
	return nil
}

// last returns the last division of a measure of the company that exists, or nil.
func (e *Explanation) last(measure string) *Division {
	var found *Division
	for _, p := range e.Of.periods() {
		if d := e.find(measure, p.Name); d != nil && exists(d.Whole.Value) {
			found = d
		}
	}
	return found
}

// from and to return what the statistic is without any cause, and with all.
func (d *Division) from() float64 { return d.Worth[0] }
func (d *Division) to() float64   { return d.Worth[len(d.Worth)-1] }

// alone returns what a cause does when it is the only one.
func (d *Division) alone(cause int) float64 { return d.Worth[1<<cause] - d.Worth[0] }

// last returns what a cause does after all others.
func (d *Division) after(cause int) float64 {
	all := len(d.Worth) - 1
	return d.Worth[all] - d.Worth[all&^(1<<cause)]
}

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

func (e *Explanation) contents() ([]content, []string, error) {
	plots, notes, err := e.Plots()
	list := []content{
		{"why.json", func(to io.Writer) error { return ExplainJSON(to, e) }},
		{"shares.csv", func(to io.Writer) error { return SharesCSV(to, e) }},
		{"sets.csv", func(to io.Writer) error { return SetsCSV(to, e) }},
	}
	for _, f := range plots {
		list = append(list, f.content())
	}
	return list, notes, err
}

func (e *Explanation) manifest(notes []string, files []fileRecord) manifest {
	m := e.Of.manifest(notes, files)
	m.Command = e.Command
	if e.To != nil {
		m.Others = []scenarioRecord{{e.To.Name, e.To.SHA256}}
	}
	return m
}
