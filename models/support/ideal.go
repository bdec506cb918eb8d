package support

import (
	"math"

	"postsale/models/people"
	"postsale/models/units"
)

// Punctual returns the parameters of a support whose tickets miss no target.
func (p Params) Punctual() Params {
	never := units.Duration(math.Inf(1))
	p.Targets = Targets{FirstResponse: never, Resolution: never}
	return p
}

// Settled returns the parameters of teams that nobody leaves, and in which who joins is productive at once.
func (p Params) Settled() Params {
	p.Tier1 = p.Tier1.Settled()
	for _, team := range []**people.Team{&p.Tier2, &p.CSEngineers} {
		if *team != nil {
			settled := (*team).Settled()
			*team = &settled
		}
	}
	return p
}

// Undisturbing returns the parameters of a support whose configuration issues take no time of a delivery team and are
// solved at once, if one owns them, and whose office hours take none.
func (p Params) Undisturbing() Params {
	if p.Configuration.OfDelivery() {
		p.Configuration.Touch = units.Fixed(units.Duration(0))
	}
	if p.OfficeHours != nil {
		office := *p.OfficeHours
		office.Length = 0
		p.OfficeHours = &office
	}
	return p
}

// OfDelivery reports whether a delivery team owns configuration issues.
func (c Configuration) OfDelivery() bool {
	return c.Owner != OwnerSupport && c.Owner != OwnerCSEngineers
}
