package review

import (
	"fmt"

	"postsale/models/company"
	"postsale/models/units"
)

// officeDoubts are office hours that nobody comes to, that are never held, or that take longer than the time between them.
func officeDoubts(p *company.Params) (list []string) {
	o := p.Support.OfficeHours
	if o == nil {
		return nil
	}
	team := &p.Delivery.Teams[p.Delivery.Teams.Find(o.Team)].Value
	const fullWeek = 40
	length := float64(o.Length) * fullWeek / float64(team.ProductiveHours)
	add := func(format string, values ...any) {
		list = append(list, fmt.Sprintf("support.office_hours"+format, values...))
	}
	switch {
	case o.Every >= p.Horizon:
		add(".every: the first session comes after %s, and the run ends at %s: no question that waits for it is ever answered", o.Every, p.Horizon)
	case !asksHow(p) || o.Share == 0:
		add(": nobody comes: no how-do-I question waits for a session")
	case length > float64(o.Every):
		add(".length: a session takes a person of %s %s days and there is one every %s", o.Team, units.Rough(length, 3), units.Rough(float64(o.Every), 3))
	}
	return list
}
