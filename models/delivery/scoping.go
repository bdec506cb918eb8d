package delivery

import (
	"slices"

	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim/random"
)

// Scoping is finding out what a project takes before the deal of it closes.
type Scoping struct {
	Team     units.Name     `yaml:"team"`     // who does it
	Hours    units.Duration `yaml:"hours"`    // of one person, a deal that may be won
	WinRate  units.Share    `yaml:"win_rate"` // of those that are scoped; each that is won bears the hours of those lost
	Lead     units.Duration `yaml:"lead"`     // before closing
	Foresees units.Share    `yaml:"foresees"` // of how far the effort is from the plan
}

func (s Scoping) validate(f *units.Faults, teams units.Map[Team]) {
	in := Keys.Section(f, "delivery.projects.*.scoping")
	if i := f.Known("team", "name a team that exists", s.Team, teams.Names()); i >= 0 && s.Hours > 0 && teams[i].Value.Most() == 0 {
		f.Add("team", "must be a team that has people at some time, got %s", s.Team)
	}
	in.Check("hours", s.Hours)
	in.Check("win_rate", s.WinRate)
	in.Check("lead", s.Lead)
	in.Check("foresees", s.Foresees)
}

// Scopes reports whether it takes anybody's time to find out what a project of this type takes.
func (p Project) Scopes() bool { return p.Scoping != nil && p.Scoping.Hours > 0 }

// Scopes reports whether that is so of any type.
func (p Params) Scopes() bool { return p.some(Project.Scopes) }

// Foresees reports whether anybody finds out before a deal closes what its project takes.
func (p Params) Foresees() bool {
	return p.some(func(kind Project) bool { return kind.Scoping != nil })
}

// Foreseeing returns the parameters of projects of which somebody finds out in no time what they take.
func (p Params) Foreseeing() Params {
	p.Projects = slices.Clone(p.Projects)
	for i := range p.Projects {
		if kind := &p.Projects[i].Value; kind.Scoping != nil {
			scoping := *kind.Scoping
			scoping.Hours = 0
			kind.Scoping = &scoping
		}
	}
	return p
}

// scoping is that of a type of project; its zero value is none.
type scoping struct {
	team     int
	days     float64 // of one person, a deal that is won
	lead     float64
	foresees float64
}

func newScoping(p Params, s *Scoping) scoping {
	if s == nil {
		return scoping{}
	}
	return scoping{team: p.Teams.Find(s.Team), days: float64(s.Hours) / float64(s.WinRate), lead: float64(s.Lead), foresees: float64(s.Foresees)}
}

// foresee returns by which factor the promise and a fixed price differ from those of the plan, where effort does by a multiplier.
func (s scoping) foresee(multiplier float64) float64 { return 1 + s.foresees*(multiplier-1) }

// scopes are the scopings of a trial, each the number of its type of project.
type scopes []int16

// Scope makes somebody find out in time what the project of a deal takes that will close on a day.
func (d *Practice) Scope(entity random.Entity, segment int, closes float64) {
	kind := d.projects.buys(entity, segment).number
	d.scope(kind, closes-d.types[kind].scoping.lead)
}

// scope makes somebody find out what a project takes, on a day or now.
func (d *Practice) scope(kind int, day float64) {
	if d.types[kind].scoping.days == 0 {
		return
	}
	d.scopes = append(d.scopes, int16(kind))
	d.sim.Schedule(d.scoped, int32(len(d.scopes)-1), max(day, d.sim.Now()))
}

// beginScoping is told when a scoping is due, which is an interrupt.
func (d *Practice) beginScoping(number int32) {
	d.Interrupt(d.types[d.scopes[number]].scoping.team, Scopings, number, 0)
}

// takeScoping returns the days that it takes, as somebody takes it up.
func (d *Practice) takeScoping(number int32) (touch float64) {
	return d.types[d.scopes[number]].scoping.days
}

func (d *Practice) endScoping(number int32) {
	const hours = 8 // a day
	s := &d.types[d.scopes[number]].scoping
	t := &d.teams[s.team]
	t.record(ledger.Scoped, ledger.None, t.scope, s.days*hours, 0, 0)
}
