package success

import (
	"postsale/models/people"
	"postsale/models/units"
)

// Params say which teams look after customers.
type Params struct {
	Teams units.Map[people.Team] `yaml:"teams"`
}

// Validate adds what is wrong with the parameters to the faults.
func (p Params) Validate(f *units.Faults) {
	for _, e := range p.Teams {
		e.Value.Validate(f.Under("teams." + string(e.Name)))
	}
}
