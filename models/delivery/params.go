package delivery

import (
	"slices"

	"postsale/models/people"
	"postsale/models/units"
)

// Params say how customers get live.
type Params struct {
	HandOff    units.Duration     `yaml:"hand_off"` // from signature to the queue
	Teams      units.Map[Team]    `yaml:"teams"`
	Partners   units.Map[Partner] `yaml:"partners"`
	Projects   units.Map[Project] `yaml:"projects"`
	FreeEffort *units.Share       `yaml:"free_effort"` // of what is stated, for projects without a price; nil: all
	Routes     []Route            `yaml:"routes"`      // the first that takes a project holds
	AtMost     *units.Share       `yaml:"at_most"`     // of ARR, up to which rules may let its line cost a year; nil: whatever
	Later      []Sold             `yaml:"-"`           // to those who sign after each change of it
	Ideal      Ideal              `yaml:"-"`
}

// Sold is what is sold from a day on.
type Sold struct {
	Projects units.Map[Project] // those of the beginning, at other prices
	Mixes    []Mix              // by segment
}

// Team is a team that delivers projects.
type Team struct {
	people.Team        `yaml:",inline"`
	ConcurrentProjects units.Number    `yaml:"concurrent_projects"` // slots of a person; 1 for a pod
	Queue              units.Name      `yaml:"queue"`
	Skill              *Skill          `yaml:"skill"`     // hours of what it does for another team; nil: those of that team
	Switching          *units.Duration `yaml:"switching"` // work of one person, at every interrupt; nil: none
	Beside             bool            `yaml:"-"`         // of another line: it holds no project, and its hours are not those of delivery
}

// The disciplines of a team's queue.
const (
	FirstCome     units.Name = "first-come"
	SmallestFirst units.Name = "smallest-first-that-fits"
	LargestARR    units.Name = "largest-arr"
	SegmentOrder  units.Name = "segment-order"
)

// Partner is a bench of another company.
type Partner struct {
	ConcurrentProjects units.Number   `yaml:"concurrent_projects"` // slots
	Growth             units.Share    `yaml:"growth"`              // of the slots, a year, in whole slots
	LeadTime           units.Duration `yaml:"lead_time"`           // from slot to first work
	EffortFactor       units.Number   `yaml:"effort_factor"`
	PricePerHour       units.Money    `yaml:"price_per_hour"`
	Oversight          units.Share    `yaml:"oversight"` // of the partner's pace
	Quality            units.Share    `yaml:"quality"`   // 1 is that of the own team
	Learning           *Learning      `yaml:"learning"`
	Minimum            *Minimum       `yaml:"minimum"`
	Managed            *Managed       `yaml:"managed"` // nil: as if partner managers were always enough
}

// Learning is how a partner gets better with projects delivered.
type Learning struct {
	HalfEvery    units.Number `yaml:"half_every"` // projects, for half of the way
	EffortFactor units.Number `yaml:"effort_factor"`
	Quality      units.Share  `yaml:"quality"`
}

// Minimum is the volume below which a partner has other customers first.
type Minimum struct {
	ProjectsPerQuarter units.Count    `yaml:"projects_per_quarter"`
	LeadTime           units.Duration `yaml:"lead_time"` // in a quarter after one with fewer
}

// Managed is how a partner does that nobody here looks after.
type Managed struct {
	Team              units.Name     `yaml:"team"` // whose people look after it
	ProjectsPerPerson units.Number   `yaml:"projects_per_person"`
	Quality           units.Share    `yaml:"quality"`   // without them
	LeadTime          units.Duration `yaml:"lead_time"` // without them
}

// Mix is a segment's shares of project types.
type Mix units.Map[units.Share]

// Whole makes a scenario that extends another state the whole mix.
func (Mix) Whole() {}

// Validate adds what is wrong with the mix to the faults.
func (m Mix) Validate(f *units.Faults, p Params) {
	sum := 0.0
	for _, e := range m {
		f.Known(string(e.Name), "name a project that exists", e.Name, p.Projects.Names())
		Keys.Section(f, "segments.*.projects").CheckNamed("*", string(e.Name), e.Value)
		sum += float64(e.Value)
	}
	f.Whole("", units.Share(sum))
}

// Project is a type of project.
type Project struct {
	Team             units.Name                 `yaml:"team"`
	Slots            units.Number               `yaml:"slots"`
	Promised         units.Duration             `yaml:"promised"` // from signature to go-live
	EffortMultiplier units.Spread[units.Number] `yaml:"effort_multiplier"`
	Price            Price                      `yaml:"price"`
	Deters           units.Share                `yaml:"deters"` // of deals whose project it is, by its price
	Scoping          *Scoping                   `yaml:"scoping"`
	Matures          *Maturity                  `yaml:"matures"`
	Phases           []Phase                    `yaml:"phases"`
}

// Price is what a project is sold for; at most one of its fields is set, and none
// is free.
type Price struct {
	Fixed          *units.Money `yaml:"fixed"`
	FirstYearShare *units.Share `yaml:"first_year_share"` // of the subscription's ARR at signature
	PerHour        *units.Money `yaml:"per_hour"`
}

// Choice marks a price as one of its forms.
func (Price) Choice() {}

// String says the price in words.
func (p Price) String() string {
	switch {
	case p.Fixed != nil:
		return "sold for $" + p.Fixed.String()
	case p.FirstYearShare != nil:
		return "sold for " + p.FirstYearShare.String() + " of the ARR at signature"
	case p.PerHour != nil:
		return "sold for $" + p.PerHour.String() + " an hour"
	}
	return "free"
}

// IsFree reports whether nothing is charged.
func (p Price) IsFree() bool { return p.Fixed == nil && p.FirstYearShare == nil && p.PerHour == nil }

// factor returns by which factor the effort of a project type differs from what its phases state.
func (p Params) factor(kind Project) float64 {
	if p.FreeEffort == nil || !kind.Price.IsFree() {
		return 1
	}
	return float64(*p.FreeEffort)
}

// Deters reports whether the price of any project type may keep a deal from being signed.
func (p Params) Deters() bool {
	deters := func(e units.Entry[Project]) bool { return e.Value.deters() > 0 }
	return slices.ContainsFunc(p.Projects, deters) ||
		slices.ContainsFunc(p.Later, func(s Sold) bool { return slices.ContainsFunc(s.Projects, deters) })
}

// TakesPlaces reports whether a phase of any project type takes slots of another own team.
func (p Params) TakesPlaces() bool {
	return slices.ContainsFunc(p.Projects, func(e units.Entry[Project]) bool {
		return slices.ContainsFunc(e.Value.Phases, func(ph Phase) bool { return ph.Slots != nil })
	})
}

// deters returns the probability with which the price keeps a deal from being signed.
func (p Project) deters() float64 {
	if p.Price.IsFree() {
		return 0
	}
	return float64(p.Deters)
}

// Phase is a part of a project.
type Phase struct {
	Name         units.Name                   `yaml:"name"`
	Blocked      *Blocked                     `yaml:"blocked"` // nil: the product does what it needs
	CustomerWait units.Spread[units.Duration] `yaml:"customer_wait"`
	Effort       units.Duration               `yaml:"effort"` // of one person, before the project's multiplier
	Pace         units.Pace                   `yaml:"pace"`   // at full attention
	Team         units.Name                   `yaml:"team"`   // whose hours, if not the project's
	Slots        *units.Number                `yaml:"slots"`  // of that team, held from its beginning to its end; nil: none
	Shared       units.Share                  `yaml:"shared"` // of the effort, by all projects of the type in a cohort
	AfterGoLive  bool                         `yaml:"after_go_live"`
}

// Validate adds what is wrong with the parameters to the faults; segments are
// those of the scenario.
func (p Params) Validate(f *units.Faults, segments []string) {
	Keys.Section(f, "delivery").Check("hand_off", p.HandOff)
	if p.FreeEffort != nil {
		Keys.Section(f, "delivery").Check("free_effort", *p.FreeEffort)
	}
	if p.AtMost != nil {
		Keys.Section(f, "delivery").Check("at_most", *p.AtMost)
	}
	for _, e := range p.Teams {
		if !e.Value.Beside { // what stands elsewhere is checked there
			e.Value.validate(f.Under("teams." + string(e.Name)))
		}
	}
	for _, e := range p.Partners {
		e.Value.validate(f.Under("partners." + string(e.Name)))
	}
	for _, e := range p.Projects {
		own := func(phase units.Name) bool { return p.own(e.Name, phase, segments) }
		e.Value.validate(f.Under("projects."+string(e.Name)), p.Teams, own)
	}
	p.validateTurns(f, segments)
	for i, r := range p.Routes {
		r.validate(f.Under(units.At("routes", i)), p, segments)
	}
}

func (t Team) validate(f *units.Faults) {
	t.Team.Validate(f)
	in := Keys.Section(f, "delivery.teams.*")
	in.Check("concurrent_projects", t.ConcurrentProjects)
	in.Word("queue", t.Queue)
	t.validateCover(in)
}

// most returns the slots of the team when all its seats are taken.
func (t Team) most() float64 { return float64(t.Ever()) * float64(t.ConcurrentProjects) }

func (p Partner) validate(f *units.Faults) {
	in := Keys.Section(f, "delivery.partners.*")
	in.Check("concurrent_projects", p.ConcurrentProjects)
	in.Check("growth", p.Growth)
	in.Check("lead_time", p.LeadTime)
	in.Check("effort_factor", p.EffortFactor)
	in.Check("price_per_hour", p.PricePerHour)
	in.Check("oversight", p.Oversight)
	in.Check("quality", p.Quality)
	if l := p.Learning; l != nil {
		in.Check("learning.half_every", l.HalfEvery)
		in.Check("learning.effort_factor", l.EffortFactor)
		in.Check("learning.quality", l.Quality)
	}
	if m := p.Minimum; m != nil {
		in.Check("minimum.projects_per_quarter", m.ProjectsPerQuarter)
		in.Check("minimum.lead_time", m.LeadTime)
	}
	if m := p.Managed; m != nil { // its team is checked where all teams are known
		in.Check("managed.projects_per_person", m.ProjectsPerPerson)
		in.Check("managed.quality", m.Quality)
		in.Check("managed.lead_time", m.LeadTime)
	}
}

// validate adds the faults of a project type; own tells of which of its phases an
// own team does the work, and of "" whether it holds own slots.
func (p Project) validate(f *units.Faults, teams units.Map[Team], own func(phase units.Name) bool) {
	in := Keys.Section(f, "delivery.projects.*")
	in.Check("slots", p.Slots)
	if i := f.Known("team", "name a team that exists", p.Team, teams.Names()); i >= 0 && teams[i].Value.Beside {
		f.Add("team", "must be a team of delivery, got %s, who hold no project: name them in phases[].team", p.Team)
	} else if i >= 0 && own("") {
		for _, team := range holders(teams, i) {
			if most := teams[team].Value.most(); float64(p.Slots) > most {
				f.Add("slots", "must fit into the team %s, which never has more than %v slots, got %s", teams[team].Name, most, p.Slots)
				break
			}
		}
	}
	in.Check("promised", p.Promised)
	in.Spread("effort_multiplier", p.EffortMultiplier)
	p.ValidatePrice(f)
	in.Check("deters", p.Deters)
	if p.Scoping != nil {
		p.Scoping.validate(f.Under("scoping"), teams)
	}
	if p.Matures != nil {
		p.Matures.validate(f.Under("matures"))
	}
	if len(p.Phases) == 0 {
		f.Add("phases", "must have at least one phase, got none")
	}
	after := false
	for i, phase := range p.Phases {
		at := f.Under(units.At("phases", i))
		in := Keys.Section(at, "delivery.projects.*.phases[]")
		in.Check("effort", phase.Effort)
		in.Spread("customer_wait", phase.CustomerWait)
		in.Check("shared", phase.Shared)
		if phase.Blocked != nil {
			phase.Blocked.validate(at.Under("blocked"))
		}
		if phase.Effort > 0 || phase.Pace != 0 {
			at.Positive("pace", phase.Pace)
		}
		if phase.Team != "" {
			team := at.Known("team", "name a team that exists", phase.Team, teams.Names())
			if team >= 0 && phase.Effort > 0 && own(phase.Name) && teams[team].Value.Ever() == 0 && teams[team].Value.StandIn == "" {
				at.Add("team", "must be a team that has people at some time, got %s", phase.Team)
			}
		}
		phase.validateSlots(at, teams, own(phase.Name))
		if after && !phase.AfterGoLive {
			at.Add("after_go_live", "must be true for every phase after the first such one")
		}
		after = after || phase.AfterGoLive
		for _, earlier := range p.Phases[:i] {
			if earlier.Name == phase.Name {
				at.Add("name", "must differ from phase to phase, got %s twice", phase.Name)
			}
		}
	}
}

// ValidatePrice adds what is wrong with what a type of project is sold for from some day on.
func (p Project) ValidatePrice(f *units.Faults) {
	p.Price.validate(f.Under("price"))
	earns := slices.ContainsFunc(p.Phases, func(phase Phase) bool { return phase.Effort != 0 })
	if !earns && (p.Price.Fixed != nil || p.Price.FirstYearShare != nil) {
		f.Add("price", "must have effort to be earned with, got none in any phase")
	}
}

func (p Price) validate(f *units.Faults) {
	in := Keys.Section(f, "(Price)")
	given := 0
	if p.Fixed != nil {
		given++
		in.Check("fixed", *p.Fixed)
	}
	if p.FirstYearShare != nil {
		given++
		in.Check("first_year_share", *p.FirstYearShare)
	}
	if p.PerHour != nil {
		given++
		in.Check("per_hour", *p.PerHour)
	}
	if given > 1 {
		f.Add("", "must be one of fixed, first_year_share and per_hour, got %d of them", given)
	}
}

// Working reports which of the teams have something to do in the project types that segments buy: slots to hold, work of
// their own, or a partner's to oversee. Engineering need not be among them.
func (p Params) Working(segments []string, mixes []Mix) []bool {
	works := make([]bool, len(p.Teams))
	for i, mix := range mixes {
		for _, e := range mix {
			kind := p.Projects[p.Projects.Find(e.Name)].Value
			if e.Value == 0 {
				continue
			}
			if scopes := p.scopes(kind); scopes >= 0 {
				works[scopes] = true
			}
			for _, r := range p.ways(units.Name(segments[i]), e.Name) {
				p.mark(works, kind, r)
			}
		}
	}
	return works
}

// scopes returns which of the teams scopes a type of project, or -1.
func (p Params) scopes(kind Project) int {
	if !kind.Scopes() {
		return -1
	}
	return p.Teams.Find(kind.Scoping.Team)
}

// mark notes which of the teams have something to do in a project that goes a way, nil for the own team alone.
func (p Params) mark(works []bool, kind Project, r *Route) {
	whole := r != nil && r.Mode == Whole
	if whole && p.Partners[p.Partners.Find(r.Partner)].Value.Oversight == 0 {
		return
	}
	works[p.Teams.Find(kind.Team)] = true
	for _, phase := range kind.Phases {
		if lent := p.Teams.Find(phase.Team); lent >= 0 && (phase.Effort > 0 || phase.Slots != nil) && !whole && (r == nil || !slices.Contains(r.Phases, phase.Name)) {
			works[lent] = true
		}
	}
}

// MayHold reports whether a segment's projects of a type may hold slots of the own team.
func (p Params) MayHold(segment, project units.Name) bool {
	return p.own(project, "", []string{string(segment)})
}

// MayDo reports whether an own team may do a phase of a segment's projects of a type.
func (p Params) MayDo(segment, project, phase units.Name) bool {
	return p.own(project, phase, []string{string(segment)})
}

// own reports whether an own team may do a phase of a project type for any of the
// segments; of no phase, whether it may hold the project.
func (p Params) own(project, phase units.Name, segments []string) bool {
	return slices.ContainsFunc(segments, func(segment string) bool {
		return slices.ContainsFunc(p.ways(units.Name(segment), project), func(r *Route) bool {
			return r == nil || r.Mode != Whole && !slices.Contains(r.Phases, phase)
		})
	})
}

func (p Project) phaseNames() []string {
	var names []string
	for _, phase := range p.Phases {
		names = append(names, string(phase.Name))
	}
	return names
}
