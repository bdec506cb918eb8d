package changes

import (
	"postsale/models/company"
	"postsale/models/people"
)

// Plan is the plan of a team, and where it stands in a scenario file.
type Plan struct {
	Path string
	people.Team
}

// Plans returns those of all teams of a company.
func Plans(p *company.Params) (list []Plan) {
	p.WithPlans(func(path string, plan *people.Team) { list = append(list, Plan{path, *plan}) })
	return list
}
