package changes

import (
	"postsale/models/company"
	"postsale/models/people"
	"postsale/models/units"
)

// ruled are the rules by which teams hire, by where their plans stand, and the limits on them.
type ruled struct {
	of                         map[string][]people.Rule
	services, support, success *units.Share
}

func rulesOf(p *company.Params) ruled {
	r := ruled{of: map[string][]people.Rule{}, services: p.Delivery.AtMost, support: p.Support.AtMost, success: p.Success.AtMost}
	p.WithPlans(func(path string, plan *people.Team) { r.of[path] = plan.HireWhen })
	return r
}

// set sets the rules of the teams that it knows, and the limits.
func (r ruled) set(p *company.Params) {
	*p = *p.WithPlans(func(path string, plan *people.Team) {
		if rules, known := r.of[path]; known {
			plan.HireWhen = rules
		}
	})
	p.Delivery.AtMost, p.Support.AtMost, p.Success.AtMost = r.services, r.support, r.success
}

var hiringRules = Part{"hiring rules", "when teams hire beside their plans, and up to which cost",
	func(into, from *company.Params) { rulesOf(from).set(into) }}

// unruled returns a part without the rules that are in it: those of teams that stay are another part.
func (p Part) unruled() Part {
	take := p.take
	p.take = func(into, from *company.Params) {
		rules := rulesOf(into)
		take(into, from)
		rules.set(into)
	}
	return p
}

func unruled(list []Part) (without []Part) {
	for _, part := range list {
		without = append(without, part.unruled())
	}
	return without
}
