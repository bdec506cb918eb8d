package success

import (
	"postsale/models/people"
	"postsale/models/units"
)

// Params say which teams look after customers, and what they do besides.
type Params struct {
	Teams      units.Map[people.Team] `yaml:"teams"`
	Renewals   *Renewals              `yaml:"renewals"`
	Expansions *Expansions            `yaml:"expansions"`
	AtMost     *units.Share           `yaml:"at_most"`               // of ARR, up to which rules may let its line cost a year; nil: whatever
	SoldToday  *bool                  `yaml:"sold_by_success_today"` // whether own teams own renewals or expansions today; nil as the file has it
	Health     *Health                `yaml:"health"`
	Rescue     *Rescue                `yaml:"rescue"`
	Sponsors   *Sponsorship           `yaml:"sponsors"`
	Executives *ExecutiveCover        `yaml:"executives"`
}

// Own stands for the team that looks after the customer.
const Own units.Name = "own"

// Renewals say who works a renewal before it comes.
type Renewals struct {
	Owner units.Name     `yaml:"owner"` // own, or a team
	Lead  units.Duration `yaml:"lead"`  // before the renewal
}

// Expansions say who works an opportunity to expand.
type Expansions struct {
	Owner    units.Name     `yaml:"owner"`    // own, or a team
	Patience units.Duration `yaml:"patience"` // after which nobody takes it up
	Alone    units.Share    `yaml:"alone"`    // of its chance that it has then
}

// Health says how often customers are looked at, and from which risk on they are yellow and red.
type Health struct {
	Every  units.Duration `yaml:"every"`
	Yellow units.Number   `yaml:"yellow"` // multiple of the hazard of leaving
	Red    units.Number   `yaml:"red"`
}

// Rescue is what becomes of customers who are red.
type Rescue struct {
	Saves  units.Share    `yaml:"saves"`  // chance that it works
	Relief units.Share    `yaml:"relief"` // of what the customer minds
	Again  units.Duration `yaml:"again"`  // after one ended, there is no other
}

// Segment says who looks after a segment's customers, and how many hours that takes.
type Segment struct {
	Team              units.Name      `yaml:"team"`
	AccountsPerPerson units.Number    `yaml:"accounts_per_person"` // beside jobs
	HalfAt            units.Share     `yaml:"half_at"`             // attention that halves what is missed
	Renewal           *units.Duration `yaml:"renewal"`             // work of one person
	Expansion         *units.Duration `yaml:"expansion"`
	Rescue            *units.Duration `yaml:"rescue"`
}

// Validate adds what is wrong with the parameters to the faults; delivery are the delivery teams, which may look after
// customers too.
func (p Params) Validate(f *units.Faults, delivery []string) {
	for _, e := range p.Teams {
		e.Value.Validate(f.Under("teams." + string(e.Name)))
	}
	if p.AtMost != nil {
		Keys.Section(f, "success").Check("at_most", *p.AtMost)
	}
	if r := p.Renewals; r != nil {
		in := Keys.Section(f.Under("renewals"), "success.renewals")
		p.validateOwner(f.Under("renewals"), r.Owner, delivery)
		in.Check("lead", r.Lead)
	}
	if e := p.Expansions; e != nil {
		in := Keys.Section(f.Under("expansions"), "success.expansions")
		p.validateOwner(f.Under("expansions"), e.Owner, delivery)
		in.Check("patience", e.Patience)
		in.Check("alone", e.Alone)
	}
	if h := p.Health; h != nil {
		in := Keys.Section(f.Under("health"), "success.health")
		in.Check("every", h.Every)
		in.Check("yellow", h.Yellow)
		in.Check("red", h.Red)
		if h.Red < h.Yellow {
			f.Add("health.red", "must be at least yellow, %s, got %s", h.Yellow, h.Red)
		}
	}
	if r := p.Rescue; r != nil {
		in := Keys.Section(f.Under("rescue"), "success.rescue")
		in.Check("saves", r.Saves)
		in.Check("relief", r.Relief)
		in.Check("again", r.Again)
		if p.Health == nil {
			f.Add("rescue", "must have success.health beside it, which finds who is to be rescued")
		}
	}
}

func (p Params) validateOwner(f *units.Faults, owner units.Name, delivery []string) {
	if owner != Own {
		f.Known("owner", "be own, or a team of success or delivery", owner, p.teams(delivery))
	}
}

// teams returns the names of those who may look after customers.
func (p Params) teams(delivery []string) []string { return append(p.Teams.Names(), delivery...) }

// Validate adds what is wrong with a segment's care to the faults; p and delivery are the teams there are.
func (s *Segment) Validate(f *units.Faults, p Params, delivery []string) {
	if s == nil {
		return
	}
	f.Known("team", "be a team of success or delivery", s.Team, p.teams(delivery))
	in := Keys.Section(f, "segments.*.success")
	in.Check("accounts_per_person", s.AccountsPerPerson)
	in.Check("half_at", s.HalfAt)
	for _, job := range []struct {
		key   string
		hours *units.Duration
	}{{"renewal", s.Renewal}, {"expansion", s.Expansion}, {"rescue", s.Rescue}} {
		if job.hours != nil {
			in.Check(job.key, *job.hours)
		}
	}
}

// sellsToday reports whether the teams that look after customers own renewals or expansions, and whether they do in the
// company of today.
func (p Params) sells() (now, today bool) {
	now = p.Renewals != nil && p.Renewals.Owner == Own || p.Expansions != nil && p.Expansions.Owner == Own
	if p.SoldToday != nil {
		return now, *p.SoldToday
	}
	return now, now
}
