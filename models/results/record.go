package results

// Record is what a study found: a *Run of one scenario, a *Comparison of several, or an *Explanation of what causes do.
type Record interface {
	// Went returns how its trials went.
	Went() *Run
}

// Went returns the run itself.
func (r *Run) Went() *Run { return r }

// Went returns the run of the base, whose trials are those of all plans.
func (c *Comparison) Went() *Run { return c.Base }

// Went returns how the trials of all sets went.
func (e *Explanation) Went() *Run { return e.Of }
