package delivery

import (
	"slices"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

// Further are the shares of the expansions of a segment that bring a project, by its type; the rest bring none.
type Further units.Map[units.Share]

// Validate adds what is wrong with the shares to the faults.
func (s Further) Validate(f *units.Faults, p Params) {
	const rounding = 1e-9
	sum := 0.0
	for _, e := range s {
		f.Known(string(e.Name), "name a project that exists", e.Name, p.Projects.Names())
		Keys.Section(f, "segments.*.expansion.projects").CheckNamed("*", string(e.Name), e.Value)
		sum += float64(e.Value)
	}
	if sum > 1+rounding {
		f.Add("", "must add up to at most 100%%, got %s", units.Share(sum))
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
	matures    *Maturity
	phases     []phase
	effort     float64 // hours of all phases
	ours       float64 // of them, those of delivery
	planned    float64 // those stated
}

type phase struct {
	lacks       feature
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
			pace: float64(ph.Pace) / fiscal.Week, afterGoLive: ph.AfterGoLive, lacks: newFeature(ph.Blocked, p.Matures), shared: float64(ph.Shared)}
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

// pick returns the offer at a uniform, nil where it is beyond all shares.
func pick(offers []offer, u float64) *offer {
	for i := range offers {
		if u -= offers[i].share; u < 0 {
			return &offers[i]
		}
	}
	return nil
}

// Planned returns the mean days from slot to go-live of a mix of project types
// when nothing is in the way, with the product of the first day, and nothing is shared.
func Planned(p Params, mix Mix) float64 {
	days := 0.0
	for _, e := range mix {
		kind := newProjectType(p, p.Projects.Find(e.Name))
		today := kind.matures.ripeness(0)
		for _, ph := range kind.phases {
			if !ph.afterGoLive {
				days += float64(e.Value) * (ph.lacks.mean(today) + ph.wait.Mean() + ph.days(ph.hours*kind.multiplier.Mean()*kind.matures.ease(today)))
			}
		}
	}
	return days
}

// Places returns how many slots of each team the phases of others' projects hold on average, when nothing is in the way, of so
// many deals a day in each segment: of those that no partner may do.
func (p Params) Places(segments []string, mixes []Mix, deals []float64) []float64 {
	held := make([]float64, len(p.Teams))
	for i, mix := range mixes {
		for _, e := range mix {
			number, ways := p.Projects.Find(e.Name), p.ways(units.Name(segments[i]), e.Name)
			kind := newProjectType(p, number)
			for k, ph := range kind.phases {
				stated := &p.Projects[number].Value.Phases[k]
				theirs := func(r *Route) bool {
					return r != nil && (r.Mode != CoDeliver || slices.Contains(r.Phases, stated.Name))
				}
				if ph.slots > 0 && !slices.ContainsFunc(ways, theirs) {
					days := ph.wait.Mean() + ph.days(ph.hours*kind.multiplier.Mean())
					held[p.Teams.Find(stated.Team)] += deals[i] * float64(e.Value) * ph.slots * days
				}
			}
		}
	}
	return held
}

// Promised returns the mean promised days from signature to go-live of a mix.
func Promised(p Params, mix Mix) float64 {
	days := 0.0
	for _, e := range mix {
		kind := newProjectType(p, p.Projects.Find(e.Name))
		days += float64(e.Value) * kind.promised * kind.scoping.foresee(kind.multiplier.Mean())
	}
	return days
}
