package partners

import (
	"math"

	"postsale/models/dictionary"
	"postsale/models/units"
	"postsale/sim/exponential"
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

// Validate adds what is wrong with the partner to the faults of its section; who looks after it has to be checked where all
// teams are known.
func (p Partner) Validate(in dictionary.Section) {
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
	if m := p.Managed; m != nil {
		in.Check("managed.projects_per_person", m.ProjectsPerPerson)
		in.Check("managed.quality", m.Quality)
		in.Check("managed.lead_time", m.LeadTime)
	}
}

// Slots returns how many slots there are in a quarter of the run; those of a warm-up are below 0.
func (p Partner) Slots(quarter int) float64 {
	slots := float64(p.ConcurrentProjects)
	if p.Growth == 0 {
		return slots
	}
	const rounding = 1e-9
	return math.Floor(slots*exponential.Power(1+float64(p.Growth), float64(quarter)/4) + rounding)
}

// Care returns how far the partner is looked after that has so many projects beside one that starts, by so many people: from 0
// to 1.
func (p Partner) Care(people, others float64) float64 {
	if p.Managed == nil || !(others > 0) {
		return 1
	}
	return min(1, people*float64(p.Managed.ProjectsPerPerson)/others)
}

// Lead returns the days from slot to first work of a project that is looked after as far as that, of a partner who may be slow in
// the quarter; who is not is never the
// quicker for it.
func (p Partner) Lead(slow bool, managed float64) float64 {
	own := float64(p.LeadTime)
	if slow {
		own = float64(p.Minimum.LeadTime)
	}
	if p.Managed == nil {
		return own
	}
	alone := max(own, float64(p.Managed.LeadTime))
	return alone + (own-alone)*managed
}

// Skill returns the effort factor and the quality of a project that starts after so many delivered and is looked after as far as that; who is
// not is never the better for it.
func (p Partner) Skill(delivered, managed float64) (factor, quality float64) {
	factor, quality = float64(p.EffortFactor), float64(p.Quality)
	if l := p.Learning; l != nil {
		left := math.Exp2(-delivered / float64(l.HalfEvery))
		factor = float64(l.EffortFactor) + (factor-float64(l.EffortFactor))*left
		quality = float64(l.Quality) + (quality-float64(l.Quality))*left
	}
	if m := p.Managed; m != nil {
		alone := min(quality, float64(m.Quality))
		quality = alone + (quality-alone)*managed
	}
	return factor, quality
}

// Perfect returns the partner as one who delivers as well as the own teams.
func (p Partner) Perfect() Partner {
	p.Quality = 1
	if p.Learning != nil {
		learning := *p.Learning
		learning.Quality = 1
		p.Learning = &learning
	}
	if p.Managed != nil {
		managed := *p.Managed
		managed.Quality = 1
		p.Managed = &managed
	}
	return p
}

// IsPoor reports whether it may deliver worse or better than the own teams.
func (p Partner) IsPoor() bool {
	return p.Quality != 1 || p.Learning != nil && p.Learning.Quality != 1 || p.Managed != nil && p.Managed.Quality != 1
}
