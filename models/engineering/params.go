package engineering

import (
	"postsale/models/people"
	"postsale/models/units"
)

// Params say who fixes what support cannot.
type Params struct {
	people.Team `yaml:",inline"`
	Fix         units.Spread[units.Duration] `yaml:"fix"`       // an engineer's working time
	Ships       units.Duration               `yaml:"ships"`     // from release to release
	Switching   *units.Duration              `yaml:"switching"` // of an engineer, at every fix; nil: none
	Bugs        *Bugs                        `yaml:"bugs"`      // nil: as many as today
	Ideal       bool                         `yaml:"-"`         // fixes at once, and takes no engineer
}

// Bugs are those in the product.
type Bugs struct {
	Opening units.Number `yaml:"opening"`
	Created units.Number `yaml:"created_per_month"`
	Fixed   units.Number `yaml:"fixed_per_month"` // by a person who does nothing else
	Known   units.Share  `yaml:"known"`           // of today's break-fix that they cause
}

// Validate adds what is wrong with the parameters to the faults.
func (p Params) Validate(f *units.Faults) {
	p.Team.Validate(f)
	in := Keys.Section(f, "engineering")
	in.Spread("fix", p.Fix)
	in.Check("ships", p.Ships)
	if p.Switching != nil {
		in.Check("switching", *p.Switching)
	}
	if b := p.Bugs; b != nil {
		in.Check("bugs.opening", b.Opening)
		in.Check("bugs.created_per_month", b.Created)
		in.Check("bugs.fixed_per_month", b.Fixed)
		in.Check("bugs.known", b.Known)
	}
}
