package delivery

import (
	"slices"

	"postsale/models/fiscal"
	"postsale/models/product"
	"postsale/models/units"
	"postsale/sim/random"
)

// Further are the shares of the expansions of a segment that bring a project, by its type; the rest bring none.
type Further units.Map[units.Share]

// Validate adds what is wrong with the shares to the faults.
func (s Further) Validate(f *units.Faults, p Params) {
	const rounding = 1e-9
	if sum := p.validateShares(f, "segments.*.expansion.projects", units.Map[units.Share](s)); sum > 1+rounding {
		f.Add("", "must add up to at most 100%%, got %s", sum)
	}
}

// brings reports whether an expansion may bring a project.
func (s Further) brings() bool {
	return slices.ContainsFunc(s, func(e units.Entry[units.Share]) bool { return e.Value > 0 })
}

// Brings reports whether an expansion of any segment may bring a project.
func Brings(list []Further) bool { return slices.ContainsFunc(list, Further.brings) }

// offer is a project type that a segment's customers buy, and how it is
// delivered to them.
type offer struct {
	number       int // of the project type, in the parameters
	kind         *projectType
	share        float64
	route        int        // in the parameters
	instead      *offer     // where the route does not take a project; nil where it takes all
	mode         units.Name // "" is by the own team
	bench        *bench     // nil with it
	after        float64
	coordination float64
	byPartner    []bool  // phases, in co-delivery
	part         float64 // of the hours until go-live that are in those
}

// projectType is a type of project.
type projectType struct {
	team       *team
	slots      float64
	promised   float64 // days
	multiplier random.Distribution
	price      Price
	deters     float64 // probability with which it keeps a deal from being signed
	scoping    scoping
	matures    *product.Maturity
	phases     []phase
	effort     float64 // hours of all phases
	ours       float64 // of them, those of delivery
	planned    float64 // those stated
}

type phase struct {
	lacks       product.Feature
	wait        random.Distribution // days
	hours       float64
	pace        float64 // hours a day
	shared      float64 // of the hours, by all in a cohort
	team        *team
	slots       float64 // of that team, held throughout; 0 is none
	afterGoLive bool
}

// newProjectType returns a type of project that no team has been given yet.
func newProjectType(params Params, number int) projectType {
	p := params.Projects[number].Value
	factor := params.factor(p)
	kind := projectType{slots: float64(p.Slots), promised: float64(p.Promised), multiplier: random.Must(p.EffortMultiplier.Distribution()),
		price: p.Price, deters: p.deters(), scoping: newScoping(params, p.Scoping), matures: p.Matures}
	for _, ph := range p.Phases {
		next := phase{wait: random.Must(ph.CustomerWait.Distribution()), hours: 8 * float64(ph.Effort) * factor,
			pace: float64(ph.Pace) / fiscal.Week, afterGoLive: ph.AfterGoLive, lacks: product.NewFeature(ph.Blocked, p.Matures), shared: float64(ph.Shared)}
		if ph.Slots != nil {
			next.slots = float64(*ph.Slots)
		}
		kind.phases = append(kind.phases, next)
		kind.effort += next.hours
		kind.planned += 8 * float64(ph.Effort)
	}
	return kind
}

// give gives the type of project to its team, and each phase to whose hours it takes.
func (k *projectType) give(p Project, of func(name units.Name) *team) {
	k.team = of(p.Team)
	for i, ph := range p.Phases {
		k.phases[i].team = k.team
		if ph.Team != "" {
			k.phases[i].team = of(ph.Team)
		}
		if k.phases[i].team.marks == 0 {
			k.ours += k.phases[i].hours
		}
	}
}

// days returns how long some hours of a phase take at full attention.
func (p phase) days(hours float64) float64 {
	if hours == 0 {
		return 0
	}
	return hours / p.pace
}

// newOffer returns an offer of a project type by a route, nil for the own team alone, which no type and no bench have been
// given yet.
func newOffer(p Params, r *Route, project units.Name, share float64) offer {
	o := offer{number: p.Projects.Find(project), share: share}
	phases := p.Projects[o.number].Value.Phases
	o.byPartner = make([]bool, len(phases))
	if r == nil {
		return o
	}
	o.mode, o.after, o.coordination = r.Mode, float64(r.After), float64(r.Coordination)
	theirs, all := 0.0, 0.0
	for i, ph := range phases {
		o.byPartner[i] = slices.Contains(r.Phases, ph.Name)
		if ph.AfterGoLive {
			continue
		}
		all += float64(ph.Effort)
		if o.byPartner[i] {
			theirs += float64(ph.Effort)
		}
	}
	if theirs > 0 {
		o.part = theirs / all
	}
	return o
}

// define makes the types of projects.
func (d *Practice) define(p Params) []projectType {
	types := make([]projectType, len(p.Projects))
	for i, e := range p.Projects {
		types[i] = newProjectType(p, i)
		types[i].give(e.Value, func(name units.Name) *team { return &d.teams[p.Teams.Find(name)] })
	}
	return types
}

// sell makes what the segments buy, and what their expansions bring, from a change of that on.
func (d *Practice) sell(p Params, types []projectType, mixes []Mix, further []Further, segments []string) {
	var c catalogue
	for i, segment := range segments {
		c.offers = append(c.offers, d.offers(p, types, units.Name(segment), units.Map[units.Share](mixes[i])))
	}
	for i, mix := range further {
		c.further = append(c.further, d.offers(p, types, units.Name(segments[i]), units.Map[units.Share](mix)))
	}
	d.projects.catalogues = append(d.projects.catalogues, c)
}

// offers returns what a segment buys, by shares of project types.
func (d *Practice) offers(p Params, types []projectType, segment units.Name, shares units.Map[units.Share]) (list []offer) {
	for _, e := range shares {
		list = append(list, *d.chain(p, types, segment, e))
	}
	return list
}

// chain makes the offer of a project type to a segment, by each route in turn that it fits.
func (d *Practice) chain(p Params, types []projectType, segment units.Name, e units.Entry[units.Share]) (first *offer) {
	routes, own := p.RoutesOf(segment, e.Name)
	if own {
		o := newOffer(p, nil, e.Name, float64(e.Value))
		o.kind = &types[o.number]
		first = &o
	}
	for _, i := range slices.Backward(routes) {
		r := &p.Routes[i]
		o := newOffer(p, r, e.Name, float64(e.Value))
		o.kind, o.bench = &types[o.number], &d.benches[p.Partners.Find(r.Partner)]
		o.route, o.instead = i, first
		first = &o
	}
	return first
}

// pick returns the offer at a uniform, nil where it is beyond all shares.
func pick(offers []offer, u float64) *offer {
	for i := range offers {
		if u -= offers[i].share; u < 0 {
			return &offers[i]
		}
	}
	return nil
}
