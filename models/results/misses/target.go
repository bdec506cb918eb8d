package misses

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/models/targets"
	"postsale/models/units"
)

// Target is a bound on a number that a run reports.
type Target struct {
	measures.Column
	Bound  float64 // in the unit of the measure
	AtMost bool    // otherwise at least
}

// Read reads a target such as nrr.FY28 >= 100%. A column that names nothing is a *measures.UnknownError.
func Read(layout measures.Layout, text string) (t Target, err error) {
	at := strings.IndexAny(text, "<>=")
	if at < 0 {
		return t, fmt.Errorf("want COLUMN >= BOUND or COLUMN <= BOUND such as 'nrr.FY28 >= 100%%', got %s", units.Quote(text))
	}
	side := text[at:min(len(text), at+2)]
	bound := strings.TrimSpace(text[at+len(side):])
	if side != ">=" && side != "<=" || bound == "" {
		return t, fmt.Errorf("want >= or <= and a bound after the column, as in 'nrr.FY28 >= 100%%', got %s", units.Quote(text))
	}
	if t.Column, err = layout.Column(strings.TrimSpace(text[:at])); err != nil {
		return t, err
	}
	var read units.Bound
	if err = read.UnmarshalText([]byte(bound)); err == nil {
		err = targets.CheckBound(t.Measure, read)
	}
	if err != nil {
		return t, fmt.Errorf("the bound of %s %w", t.Measure.Name, err)
	}
	t.Bound, t.AtMost = read.Value, side == "<="
	return t, nil
}

// Name returns what the column is called on a command line.
func (t Target) Name() string {
	name := t.Measure.Name
	if t.Segment != measures.WholeCompany {
		name += "." + t.Segment
	}
	return name + "." + strings.Replace(t.Period.Name, " ", "-", 1)
}

// Text returns the target as Read takes it.
func (t Target) Text() string {
	bound := units.Bound{Value: t.Bound}
	switch t.Measure.Unit {
	case measures.Share:
		bound.As = units.AsShare
	case measures.Days:
		bound.As = units.AsDuration
	}
	return t.Name() + map[bool]string{false: " >= ", true: " <= "}[t.AtMost] + bound.String()
}

// Reached reports whether a value reaches the target; NaN does not.
func (t Target) Reached(v float64) bool {
	if t.AtMost {
		return v <= t.Bound
	}
	return v >= t.Bound
}

// Missed reports whether a value misses the target; NaN does not, as there is nothing to miss it with.
func (t Target) Missed(v float64) bool { return !math.IsNaN(v) && !t.Reached(v) }
