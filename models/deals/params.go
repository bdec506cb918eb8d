package deals

import (
	"math"
	"strconv"

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
	p.Profile.validate(f.Under("profile"))
	if n := len(p.Seasonality); n != 4 {
		f.Add("seasonality", "must have 4 values, one a fiscal quarter, got %d", n)
	}
	for i, s := range p.Seasonality {
		f.Between("seasonality["+strconv.Itoa(i)+"]", s, units.Share(0), units.Share(10))
	}
	if _, err := random.Gamma(1, float64(p.ShockCV)); err != nil {
		f.Add("shock_cv", "%v", err)
	}
	f.Share01("slip", p.Slip)
	if p.Counts != Poisson && p.Counts != Fixed {
		f.Add("counts", "must be poisson or fixed, got %s%s", units.Quote(string(p.Counts)),
			units.Hint(string(p.Counts), []string{string(Poisson), string(Fixed)}))
	}
}

// Validate adds what is wrong with the parameters to the faults.
func (s Segment) Validate(f *units.Faults) {
	f.Between("deals_per_quarter", s.PerQuarter, units.Number(0), units.Number(1e6))
	if !(s.Growth > -1 && s.Growth <= 10) {
		f.Add("deals_growth", "must be above -100%% and at most 1000%%, got %s", s.Growth)
	}
}

func (p Profile) validate(f *units.Faults) {
	switch {
	case p.LastWeek != nil:
		if !(*p.LastWeek >= 1.0/13 && *p.LastWeek <= 0.99) {
			f.Add("last_week", "must be between 1/13 (7.7%%) and 99%%, got %s", *p.LastWeek)
		}
	case p.Weeks != nil:
		if n := len(p.Weeks); n != 13 {
			f.Add("weeks", "must be 13 weekly weights, got %d", n)
		}
		sum := 0.0
		for i, w := range p.Weeks {
			f.NotNegative("weeks["+strconv.Itoa(i)+"]", w)
			sum += float64(w)
		}
		if !(sum > 0) || math.IsInf(sum, 0) {
			f.Add("weeks", "must have a positive sum, got %v", sum)
		}
	default:
		if _, ok := weekly[p.Named]; !ok && p.Named != lastDay {
			names := []string{"flat", "default", "severe", string(lastDay)}
			f.Add("named", "must be flat, default, severe or last-day, got %s%s", units.Quote(string(p.Named)), units.Hint(string(p.Named), names))
		}
	}
}
