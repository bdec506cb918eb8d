package results

import "postsale/models/measures"

// Record is what a study found: a *Run of one scenario, a *Comparison of several, or an *Explanation of what causes do.
type Record interface {
	// Went returns how its trials went.
	Went() *Run
	// Runs returns the runs whose scenarios it is of, the base first.
	Runs() []*Run
	// CommandLine returns what made it, in canonical form.
	CommandLine() string
}

// Went returns the run itself.
func (r *Run) Went() *Run { return r }

// Went returns the run of the base, whose trials are those of all plans.
func (c *Comparison) Went() *Run { return c.Base }

// Went returns how the trials of all sets went.
func (e *Explanation) Went() *Run { return e.Of }

// Runs returns the run itself.
func (r *Run) Runs() []*Run { return []*Run{r} }

// Runs returns the run that is explained, and the one that it is to become, if there is one.
func (e *Explanation) Runs() []*Run {
	if e.To == nil {
		return []*Run{e.Of}
	}
	return []*Run{e.Of, e.To}
}

// CommandLine returns that of the run.
func (r *Run) CommandLine() string { return r.Command }

// CommandLine returns that of the comparison.
func (c *Comparison) CommandLine() string { return c.Command }

// CommandLine returns that of the explanation.
func (e *Explanation) CommandLine() string { return e.Command }

// Until is for what trials were added, and how that ended.
type Until struct {
	Expression string
	Settled    bool
	Looks      int // how often the trials so far were looked at
	Claims     []Claim
}

// Claim is a figure that was to be settled, with an interval of 95 % that allows for all looks.
type Claim struct {
	Name                string // such as odds(nrr.FY27 >= 104%)
	Measure             string // empty for odds
	Unit                measures.Unit
	Difference          bool    // of a plan less the base
	Estimate, Low, High float64 // in the unit; a bound may be infinite
}
