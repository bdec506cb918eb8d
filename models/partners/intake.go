package partners

import (
	"math"

	"postsale/models/dictionary"
	"postsale/models/units"
)

// Intake is how many of the projects that fit a route to a partner go to it, and from when on.
type Intake struct {
	Share   *units.Share    `yaml:"share"`    // of the projects that fit, as it opens; nil: all
	GrowsTo *units.Share    `yaml:"grows_to"` // nil: it stays
	Half    *units.Duration `yaml:"half"`     // in which half of that growth is done
	Opens   *Opens          `yaml:"opens"`    // nil: it is open
}

// Opens is when a route opens; one of its fields is set.
type Opens struct {
	At  *units.Moment `yaml:"at"`
	ARR *units.Money  `yaml:"arr"` // that the company has come to, as a month starts
}

// Choice marks the opening of a route as one of its forms.
func (Opens) Choice() {}

// Validate adds what is wrong with it to the faults, of which in is the section.
func (r Intake) Validate(f *units.Faults, in dictionary.Section) {
	if r.Share != nil {
		in.Check("share", *r.Share)
	}
	if r.GrowsTo != nil {
		in.Check("grows_to", *r.GrowsTo)
	}
	if r.Half != nil {
		in.Check("half", *r.Half)
	}
	switch grows := r.GrowsTo != nil; {
	case grows && r.Share == nil:
		f.Add("share", "must be given with grows_to: the share from which it grows")
	case grows && r.Half == nil:
		f.Add("half", "must be given with grows_to: the time in which half of the growth is done")
	case !grows && r.Half != nil:
		f.Add("half", "must be left out without grows_to, got %s", *r.Half)
	}
	if o := r.Opens; o != nil {
		if o.At != nil {
			in.Check("opens.at", *o.At)
		}
		if o.ARR != nil {
			in.Check("opens.arr", *o.ARR)
		}
		if (o.At == nil) == (o.ARR == nil) {
			f.Add("opens", "must be one of at and arr")
		}
	}
}

// ShareAt returns which share of the projects that fit it a route takes at an age, in days from its opening:
// share + (grows_to - share)(1 - 2^(-age/half)).
func (r Intake) ShareAt(age float64) float64 {
	switch {
	case r.Share == nil:
		return 1
	case r.GrowsTo == nil:
		return float64(*r.Share)
	}
	return float64(*r.Share) + float64(*r.GrowsTo-*r.Share)*-math.Expm1(-math.Ln2*max(0, age)/float64(*r.Half))
}

// IsGradual reports whether the route does not take every project that fits it, always.
func (r Intake) IsGradual() bool { return r.Share != nil || r.Opens != nil }

// TakesAll reports whether no project that fits the route can pass it by.
func (r Intake) TakesAll() bool {
	return r.Opens == nil && (r.Share == nil || *r.Share == 1 && (r.GrowsTo == nil || *r.GrowsTo == 1))
}

// TakesNone reports whether every project passes the route by, whatever it fits.
func (r Intake) TakesNone() bool {
	return r.Share != nil && *r.Share == 0 && (r.GrowsTo == nil || *r.GrowsTo == 0)
}
