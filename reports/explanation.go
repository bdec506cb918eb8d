package reports

import (
	"io"

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

// after returns what a cause does after all others.
func (d *Division) after(cause int) float64 {
	all := len(d.Worth) - 1
	return d.Worth[all] - d.Worth[all&^(1<<cause)]
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
