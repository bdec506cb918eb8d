package delivery

import (
	"slices"

	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/units"
)

// Route sends projects to a partner.
type Route struct {
	Segments     []units.Name   `yaml:"segments"` // all, when none is named
	Projects     []units.Name   `yaml:"projects"` // all, when none is named
	Partner      units.Name     `yaml:"partner"`
	Mode         units.Name     `yaml:"mode"`
	After        units.Duration `yaml:"after"`        // overflow: days in the queue
	Phases       []units.Name   `yaml:"phases"`       // co-deliver: those of the partner
	Coordination units.Share    `yaml:"coordination"` // co-deliver: added to the effort of those phases

	partners.Intake `yaml:",inline"`
}

// The modes of a route.
const (
	Overflow  units.Name = "overflow"
	Whole     units.Name = "whole"
	CoDeliver units.Name = "co-deliver"
)

func (r Route) validate(f *units.Faults, p Params, segments []string) {
	for i, s := range r.Segments {
		f.Known(units.At("segments", i), "name a segment that exists", s, segments)
	}
	for i, t := range r.Projects {
		f.Known(units.At("projects", i), "name a project that exists", t, p.Projects.Names())
	}
	f.Known("partner", "name a partner that exists", r.Partner, p.Partners.Names())
	in := Keys.Section(f, "delivery.routes[]")
	in.Word("mode", r.Mode)
	in.Check("after", r.After)
	in.Check("coordination", r.Coordination)
	r.Intake.Validate(f, in)
	if r.Mode != Overflow && r.After != 0 {
		f.Add("after", "must be left out unless the mode is overflow, got %s", r.After)
	}
	if r.Mode != CoDeliver {
		if r.Coordination != 0 {
			f.Add("coordination", "must be left out unless the mode is co-deliver, got %s", r.Coordination)
		}
		if len(r.Phases) > 0 {
			f.Add("phases", "must be left out unless the mode is co-deliver, got %d phases", len(r.Phases))
		}
		return
	}
	if len(r.Phases) == 0 {
		f.Add("phases", "must name the partner's phases, got none")
	}
	for i, name := range r.Phases {
		var phases []string
		for _, e := range p.Projects {
			if r.takes(e.Name) {
				phases = append(phases, e.Value.phaseNames()...)
			}
		}
		f.Known(units.At("phases", i), "name a phase that exists", name, phases)
	}
}

// takes reports whether a route holds for a project type.
func (r Route) takes(project units.Name) bool {
	return len(r.Projects) == 0 || slices.Contains(r.Projects, project)
}

// RoutesOf returns which routes a segment's projects of a type may go by, in order; own tells that some may go by none.
func (p Params) RoutesOf(segment, project units.Name) (routes []int, own bool) {
	for i := range p.Routes {
		r := &p.Routes[i]
		if !r.takes(project) || len(r.Segments) > 0 && !slices.Contains(r.Segments, segment) {
			continue
		}
		if routes = append(routes, i); r.TakesAll() {
			return routes, false
		}
	}
	return routes, true
}

// ways returns the routes that a segment's projects of a type may go by, with nil for the own team alone.
func (p Params) ways(segment, project units.Name) (list []*Route) {
	routes, own := p.RoutesOf(segment, project)
	for _, i := range routes {
		list = append(list, &p.Routes[i])
	}
	if own {
		list = append(list, nil)
	}
	return list
}

// IsGradual reports whether any route does not take every project that fits it, always.
func (p Params) IsGradual() bool {
	return slices.ContainsFunc(p.Routes, func(r Route) bool { return r.IsGradual() })
}

// AreManaged reports whether anybody looks after a partner.
func (p Params) AreManaged() bool {
	return slices.ContainsFunc(p.Partners, func(e units.Entry[partners.Partner]) bool { return e.Value.Managed != nil })
}

// AwaitsARR reports whether a route opens by how much ARR the company has.
func (p Params) AwaitsARR() bool {
	return slices.ContainsFunc(p.Routes, func(r Route) bool { return r.Opens != nil && r.Opens.ARR != nil })
}

// passage is how far a route is open, in a trial.
type passage struct {
	Route
	scope int16 // of its partner
	open  bool
	since float64
}

// takesAt returns which share of the projects that fit the route it takes at a moment.
func (r *passage) takesAt(now float64) float64 {
	if !r.open {
		return 0
	}
	return r.ShareAt(now - r.since)
}

// beginRoutes begins a trial in which those routes are open that always were, as far as they are on the first day of the run.
func (d *Practice) beginRoutes() {
	for i := range d.routes {
		r := &d.routes[i]
		r.open, r.since = r.Opens == nil, 0
		if r.Opens != nil && r.Opens.At != nil {
			if at := float64(*r.Opens.At); at <= d.sim.Now() {
				d.openRoute(int32(i))
			} else {
				d.sim.Schedule(d.routeOpens, int32(i), at)
			}
		}
	}
}

// Earn says how much ARR the company has, in dollars: routes that wait for it open, and stay open.
func (d *Practice) Earn(arr float64) {
	for i := range d.routes {
		if r := &d.routes[i]; !r.open && r.Opens.ARR != nil && arr >= float64(*r.Opens.ARR) {
			d.openRoute(int32(i))
		}
	}
}

func (d *Practice) openRoute(route int32) {
	r := &d.routes[route]
	r.open, r.since = true, d.sim.Now()
	d.projects.record(ledger.RouteOpened, ledger.None, r.scope, r.takesAt(r.since), 0, 0)
}

// send gives a project to the first route that takes it, or to the own team.
func (j *projects) send(p *project) {
	for p.offer.instead != nil && !j.accepts(p) {
		p.offer = p.offer.instead
	}
}

// accepts reports whether the route that a project is offered to takes it, by luck.
func (j *projects) accepts(p *project) bool {
	route := p.offer.route
	switch share := j.routes[route].takesAt(j.sim.Now()); share {
	case 0:
		return false
	case 1:
		return true
	default:
		return j.trial.route.Uniform(p.entity, uint64(route)) < share
	}
}

// sendFound gives a project that was under way before the run began to the first route that takes it: none that opens in
// the run.
func (j *projects) sendFound(p *project) {
	for p.offer.instead != nil && (j.routes[p.offer.route].Opens != nil || !j.accepts(p)) {
		p.offer = p.offer.instead
	}
}

func (p Project) phaseNames() []string {
	var names []string
	for _, phase := range p.Phases {
		names = append(names, string(phase.Name))
	}
	return names
}
