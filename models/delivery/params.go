package delivery

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"postsale/models/dictionary"
	"postsale/models/partners"
	"postsale/models/product"

	"postsale/models/people"
	"postsale/models/units"
)

//go:embed parameters.yaml
var parameters string

// Keys say what stands in a scenario file of the keys that this package reads.
var Keys = dictionary.New("models/delivery/parameters.yaml", parameters)

// Params say how customers get live.
type Params struct {
	HandOff    units.Duration              `yaml:"hand_off"` // from signature to the queue
	Teams      units.Map[Team]             `yaml:"teams"`
	Partners   units.Map[partners.Partner] `yaml:"partners"`
	Projects   units.Map[Project]          `yaml:"projects"`
	FreeEffort *units.Share                `yaml:"free_effort"` // of what is stated, for projects without a price; nil: all
	Routes     []Route                     `yaml:"routes"`      // the first that takes a project holds
	AtMost     *units.Share                `yaml:"at_most"`     // of ARR, up to which rules may let its line cost a year; nil: whatever
	Later      []Sold                      `yaml:"-"`           // to those who sign after each change of it
	Ideal      Ideal                       `yaml:"-"`
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

// Mix is a segment's shares of project types.
type Mix units.Map[units.Share]

// Whole makes a scenario that extends another state the whole mix.
func (Mix) Whole() {}

// Validate adds what is wrong with the mix to the faults.
func (m Mix) Validate(f *units.Faults, p Params) {
	f.Whole("", p.validateShares(f, "segments.*.projects", units.Map[units.Share](m)))
}

// validateShares adds what is wrong with shares of project types, which stand in a section, to the faults, and returns their sum.
func (p Params) validateShares(f *units.Faults, section string, shares units.Map[units.Share]) units.Share {
	sum := 0.0
	for _, e := range shares {
		f.Known(string(e.Name), "name a project that exists", e.Name, p.Projects.Names())
		Keys.Section(f, section).CheckNamed("*", string(e.Name), e.Value)
		sum += float64(e.Value)
	}
	return units.Share(sum)
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
	Matures          *product.Maturity          `yaml:"matures"`
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

// some reports whether some type of project is like that.
func (p Params) some(like func(kind Project) bool) bool {
	return slices.ContainsFunc(p.Projects, func(e units.Entry[Project]) bool { return like(e.Value) })
}

// Deters reports whether the price of any project type, at any time, may keep a deal from being signed.
func (p Params) Deters() bool {
	deters := func(kind Project) bool { return kind.deters() > 0 }
	return p.some(deters) || slices.ContainsFunc(p.Later, func(s Sold) bool { return Params{Projects: s.Projects}.some(deters) })
}

// TakesPlaces reports whether a phase of any project type takes slots of another own team.
func (p Params) TakesPlaces() bool {
	takes := func(ph Phase) bool { return ph.Slots != nil }
	return p.some(func(kind Project) bool { return slices.ContainsFunc(kind.Phases, takes) })
}

// Blocks reports, of parameters that need not be valid, whether a phase of any project type may wait for a feature.
func (p Params) Blocks() bool {
	return p.some(func(kind Project) bool {
		return slices.ContainsFunc(kind.Phases, func(ph Phase) bool { return product.MayWait(ph.Blocked, kind.Matures) })
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
	Blocked      *product.Blocked             `yaml:"blocked"` // nil: the product does what it needs
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
		e.Value.Validate(Keys.Section(f.Under("partners."+string(e.Name)), "delivery.partners.*"))
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
		p.Matures.Validate(Keys.Section(f.Under("matures"), "delivery.projects.*.matures"))
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
			phase.Blocked.Validate(Keys.Section(at.Under("blocked"), "delivery.projects.*.phases[].blocked"))
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

// validateSlots adds what is wrong with the slots of a phase to the faults; own tells whether an own team may do it.
func (p Phase) validateSlots(f *units.Faults, teams units.Map[Team], own bool) {
	if p.Slots == nil {
		return
	}
	Keys.Section(f, "delivery.projects.*.phases[]").Check("slots", *p.Slots)
	switch i := teams.Find(p.Team); {
	case p.Team == "":
		f.Add("slots", "must come with team, whose slots they are: those of its own team the project holds anyway")
	case i < 0: // told already
	case teams[i].Value.Beside:
		f.Add("slots", "must be left out for the team %s, who hold no project, got %s", p.Team, *p.Slots)
	case own && float64(*p.Slots) > teams[i].Value.most():
		f.Add("slots", "must fit into the team %s, which never has more than %v slots, got %s", p.Team, teams[i].Value.most(), *p.Slots)
	}
}

// validateTurns demands that no teams wait for each other's slots in a circle: all of these might be held by projects that wait.
// Who stands in for a team holds its projects, and waits as it would.
func (p Params) validateTurns(f *units.Faults, segments []string) {
	waits := map[units.Name][]units.Name{} // for the slots of which teams those who hold a team's slots may wait
	for _, e := range p.Projects {
		for i, ph := range e.Value.Phases {
			from, to := e.Value.Team, ph.Team
			if ph.Slots == nil || to == "" || !p.own(e.Name, ph.Name, segments) {
				continue
			}
			at := "projects." + string(e.Name) + "." + units.At("phases", i) + ".slots"
			for _, holder := range holders(p.Teams, p.Teams.Find(from)) {
				by, as := p.Teams[holder].Name, ""
				if by != from {
					as = fmt.Sprintf(", where %s stands in for %s", by, from)
				}
				if way := units.Way(waits, to, by); way != nil {
					f.Add(at, "must make no circle of teams that wait for each other's slots, got %s%s", strings.Join(append([]string{string(by)}, way...), " -> "), as)
					break
				}
				waits[by] = append(waits[by], to)
			}
		}
	}
}
