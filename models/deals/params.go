package deals

import (
	"math"

	"postsale/models/units"
	"postsale/sim/random"
)

// Params say when deals close.
type Params struct {
	Profile     Profile       `yaml:"profile"`
	Seasonality []units.Share `yaml:"seasonality"` // by fiscal quarter, 1 for an average one
	ShockCV     units.Number  `yaml:"shock_cv"`    // of the quarter's shock
	Slip        units.Share   `yaml:"slip"`
	Counts      units.Name    `yaml:"counts"` // poisson or fixed
	Detractors  *Detractors   `yaml:"detractors"`
	References  *References   `yaml:"references"`
}

// Segment says how many deals a segment closes.
type Segment struct {
	PerQuarter units.Number `yaml:"deals_per_quarter"`
	Growth     units.Share  `yaml:"deals_growth"` // a year
}

// Profile says when in the quarter deals close; one of its fields is set.
type Profile struct {
	Named    units.Name     `yaml:"named"` // flat, default, severe, last-day
	Weeks    []units.Number `yaml:"weeks"` // 13 weights
	LastWeek *units.Share   `yaml:"last_week"`
}

// Choice marks a profile as one of its forms.
func (Profile) Choice() {}

// ScalarKey says that a plain word is a named profile.
func (Profile) ScalarKey() string { return "named" }

// The weekly weights of the named profiles. The default lies inside the "mild
// hockey stick" band of practitioners (22 % of bookings in the last week), the
// severe one is the teaching case after Larkin (70 %).
var weekly = map[units.Name][]units.Number{
	"flat":    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
	"default": {.05, .045, .045, .05, .055, .055, .06, .065, .07, .075, .09, .12, .22},
	"severe":  {.025, .025, .025, .025, .025, .025, .025, .025, .025, .025, .025, .025, .70},
}

const lastDay units.Name = "last-day"

// How the number of deals comes from its mean.
const (
	Poisson units.Name = "poisson"
	Fixed   units.Name = "fixed"
)

// Validate adds what is wrong with the parameters to the faults.
func (p Params) Validate(f *units.Faults) {
	in := Keys.Section(f, "deals")
	p.Profile.validate(f.Under("profile"))
	if n := len(p.Seasonality); n != 4 {
		f.Add("seasonality", "must have 4 values, one a fiscal quarter, got %d", n)
	}
	for i, s := range p.Seasonality {
		in.Check(units.At("seasonality", i), s)
	}
	if _, err := random.Gamma(1, float64(p.ShockCV)); err != nil {
		f.Add("shock_cv", "%v", err)
	}
	in.Check("slip", p.Slip)
	in.Word("counts", p.Counts)
	if p.Detractors != nil {
		p.Detractors.validate(f.Under("detractors"))
	}
	if p.References != nil {
		p.References.validate(f.Under("references"))
	}
}

// Validate adds what is wrong with the parameters to the faults.
func (s Segment) Validate(f *units.Faults) {
	in := Keys.Section(f, "segments.*")
	in.Check("deals_per_quarter", s.PerQuarter)
	in.Check("deals_growth", s.Growth)
}

func (p Profile) validate(f *units.Faults) {
	in := Keys.Section(f, "deals.profile")
	switch {
	case p.LastWeek != nil:
		in.Check("last_week", *p.LastWeek)
	case p.Weeks != nil:
		if n := len(p.Weeks); n != 13 {
			f.Add("weeks", "must be 13 weekly weights, got %d", n)
		}
		sum := 0.0
		for i, w := range p.Weeks {
			in.Check(units.At("weeks", i), w)
			sum += float64(w)
		}
		if !(sum > 0) || math.IsInf(sum, 0) {
			f.Add("weeks", "must have a positive sum, got %v", sum)
		}
	default:
		in.Word("named", p.Named)
	}
}
