package results

import (
	"math"
	"slices"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Explanation is why a scenario's measures are what they are, or what moved them from one scenario to another: what
// causes do together, divided among them.
type Explanation struct {
	Command   string // in canonical form
	Of        *Run   // how the trials went; it has no table
	To        *Run   // the scenario that was changed to; nil when mechanisms are idealised
	Sets      int    // of causes, that each trial was lived with
	Orders    int    // in which causes come, that were drawn to divide by; 0 if the sets are all that there are
	ByTrial   bool   // each trial has drawn its orders anew
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
	Sets      []uint64  // that every trial was lived with, as bit masks, ascending from none to all; nil if they are all that there are
	Worth     []float64 // the statistic by set; NaN where it does not exist
	Shares    []estimate.Share
	Whole     estimate.Share
	Fewer     float64 // how many times as many trials the whole takes with known luck left in; 1 if it is in
}

// Division returns the division of a measure of the company in a period, or nil.
func (e *Explanation) Division(measure, period string) *Division {
	for i := range e.Divisions {
		d := &e.Divisions[i]
		if d.Measure.Name == measure && d.Segment == measures.WholeCompany && d.Period.Name == period {
			return d
		}
	}
	return nil
}

// Last returns the last division of a measure of the company that exists, or nil.
func (e *Explanation) Last(measure string) *Division {
	var found *Division
	for _, p := range e.Of.Periods() {
		if d := e.Division(measure, p.Name); d != nil && Exists(d.Whole.Value) {
			found = d
		}
	}
	return found
}

// From and to return what the statistic is without any cause, and with all.
func (d *Division) From() float64 { return d.Worth[0] }

func (d *Division) To() float64 { return d.Worth[len(d.Worth)-1] }

// Alone returns what a cause does when it is the only one, NaN if not every trial has lived that.
func (d *Division) Alone(cause int) float64 { return d.worth(1<<cause) - d.From() }

// After returns what a cause does after all others, NaN if not every trial has lived that.
func (d *Division) After(cause int) float64 {
	all := d.Mask(len(d.Worth) - 1)
	return d.To() - d.worth(all&^(1<<cause))
}

// Mask returns the causes of a set, as bits, given its place in Worth.
func (d *Division) Mask(place int) uint64 {
	if d.Sets == nil {
		return uint64(place)
	}
	return d.Sets[place]
}

// worth returns what a set comes to.
func (d *Division) worth(set uint64) float64 {
	if d.Sets == nil {
		return d.Worth[set]
	}
	if place, lived := slices.BinarySearch(d.Sets, set); lived {
		return d.Worth[place]
	}
	return math.NaN()
}
