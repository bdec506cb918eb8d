package changes

import (
	"strings"

	"postsale/models/company"
	"postsale/models/people"
	"postsale/models/units"
)

// standIns makes teams stand in, and be stood in for, as those of the same name in another scenario. Nobody stands in for those
// of works and engineering.
func standIns(into, from *company.Params) {
	by := map[string]units.Name{}
	from.WithPlans(func(path string, plan *people.Team) {
		if section, _, _ := strings.Cut(path, "."); section != "works" && section != company.Engineers {
			by[path] = plan.StandIn
		}
	})
	*into = *into.WithPlans(func(path string, plan *people.Team) {
		if name, known := by[path]; known {
			plan.StandIn = name
		}
	})
	for i, e := range into.Delivery.Teams {
		if n := from.Delivery.Teams.Find(e.Name); n >= 0 {
			to, of := &into.Delivery.Teams[i].Value, &from.Delivery.Teams[n].Value
			to.Skill, to.Switching = of.Skill, of.Switching
		}
	}
}
