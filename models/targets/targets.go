// Package targets is what a board wants: a bound on a measure, at least or at most, in every fiscal year of a run or in a period that it names.
//
// A Target is what a scenario file says; which measure it is of, and in what such a bound is told, measures know. An Aim is a
// target in one year, which a run reaches or misses.
package targets

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/units"
)

// Target is what the board wants of a measure; one of its bounds is set.
type Target struct {
	Measure units.Name   `yaml:"measure"`
	Segment units.Name   `yaml:"segment"`
	AtLeast *units.Bound `yaml:"at_least"`
	AtMost  *units.Bound `yaml:"at_most"`
	In      units.Period `yaml:"in"` // empty: every fiscal year
}

// Validate adds what is wrong with a target to the faults, in a company that has some segments and some of what measures want.
func (t Target) Validate(f *units.Faults, segments, has []string) {
	m, ok := measures.Find(string(t.Measure))
	f.Known("measure", "be a measure", t.Measure, measures.Names())
	switch valid := append([]string{measures.WholeCompany}, segments...); {
	case f.Known("segment", "be all or a segment", t.Segment, valid) < 0:
	case ok && !m.Exists(has):
		f.Add("measure", "must be of this company: %s wants %s, which is left out", t.Measure, m.Wants)
	case ok && t.Segment != measures.WholeCompany && m.Scopes&measures.Segments == 0:
		f.Add("segment", "must be all: %s exists for the whole company only, got %s", t.Measure, t.Segment)
	}
	if (t.AtLeast == nil) == (t.AtMost == nil) {
		f.Add("", "must have exactly one of at_least and at_most")
	}
	for path, bound := range map[string]*units.Bound{"at_least": t.AtLeast, "at_most": t.AtMost} {
		if !ok || bound == nil {
			continue
		}
		if err := CheckBound(m, *bound); err != nil {
			f.Add(path, "%v", err)
		}
	}
}

// CheckBound says what a bound of a measure must be, if it is not that.
func CheckBound(m *measures.Measure, bound units.Bound) error {
	const most = 10 // a share that is more was meant in per cent
	switch {
	case m.Unit == measures.Share && (bound.As == units.AsDuration || bound.Value > most):
		return fmt.Errorf("must be a share such as 104%%, got %s", bound)
	case m.Unit == measures.Days && bound.As == units.AsShare:
		return fmt.Errorf("must be a duration such as 6w, got %s", bound)
	case m.Unit != measures.Share && m.Unit != measures.Days && bound.As != units.Plain:
		return fmt.Errorf("must be a number such as 4 or 1.2M, got %s", bound)
	}
	return nil
}

// Aim is a target in one period of the run.
type Aim struct {
	Measure         *measures.Measure
	Segment, Period string
	Bound           float64 // in the unit of the measure
	AtMost          bool    // otherwise at least
}

// In returns the aims that targets are in the fiscal years of a run, or in the period that they name.
func In(l measures.Layout, list []Target) (aims []Aim) {
	for _, t := range list {
		m, _ := measures.Find(string(t.Measure))
		bound := t.AtLeast
		if bound == nil {
			bound = t.AtMost
		}
		aim := Aim{Measure: m, Segment: string(t.Segment), Period: string(t.In), Bound: bound.Value, AtMost: t.AtMost != nil}
		if t.In != "" {
			aims = append(aims, aim)
			continue
		}
		for _, year := range l.Years() {
			aim.Period = year.Name
			aims = append(aims, aim)
		}
	}
	return aims
}

// ValidatePeriods adds which targets are of a period that the run does not tell of their measure to the faults.
func ValidatePeriods(f *units.Faults, l measures.Layout, list []Target) {
	for i, t := range list {
		if first := slices.IndexFunc(list[:i], t.same); first >= 0 {
			f.Add(units.At("targets", i), "must be stated once, and is the same as %s", units.At("targets", first))
			continue
		}
		if t.In == "" {
			continue
		}
		m, _ := measures.Find(string(t.Measure))
		var years, quarters []string
		for _, p := range l.PeriodsOf(m) {
			switch {
			case p.Name == measures.Run:
			case p.Quarters() == 1:
				quarters = append(quarters, p.Name)
			default:
				years = append(years, p.Name)
			}
		}
		told := years
		if strings.Contains(string(t.In), " ") {
			told = quarters
		}
		if slices.Contains(told, string(t.In)) {
			continue
		}
		at, hint := units.At("targets", i)+".in", ""
		if string(t.In) == l.Calendar.YearName(0) && l.Calendar.Season(0) > 0 {
			hint = "; it began before the run: state under actuals what is in of it"
		}
		if len(told) == 0 {
			f.Add(at, "must be left out: the run tells no such period of %s, got %s%s", m.Name, t.In, hint)
			continue
		}
		span := "from " + told[0] + " to " + told[len(told)-1]
		if len(told) == 1 {
			span = "in " + told[0] + " alone"
		}
		f.Add(at, "must be of the run, which tells %s %s, got %s%s", m.Name, span, t.In, hint)
	}
}

// same reports whether two valid targets ask the same.
func (t Target) same(other Target) bool {
	bound := func(b *units.Bound) units.Bound {
		if b == nil {
			return units.Bound{}
		}
		return *b
	}
	return t.Measure == other.Measure && t.Segment == other.Segment && t.In == other.In && (t.AtLeast == nil) == (other.AtLeast == nil) &&
		bound(t.AtLeast).Value == bound(other.AtLeast).Value && bound(t.AtMost).Value == bound(other.AtMost).Value
}
