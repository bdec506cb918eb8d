package success

import (
	"math"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// Sponsorship is how customers lose whoever wanted the product there, and win another.
type Sponsorship struct {
	Leave     units.Share                  `yaml:"leave"`      // probability that a sponsor leaves within a year
	Regained  units.Spread[units.Duration] `yaml:"regained"`   // after so long; exponential
	AwayToday *units.Share                 `yaml:"away_today"` // customers without one in the company of today; nil as the file has it
	Stay      bool                         `yaml:"-"`          // ideally: none ever leaves
}

// ExecutiveCover is which accounts executives hold beside their sponsors.
type ExecutiveCover struct {
	Team              units.Name   `yaml:"team"` // of success or delivery
	Segments          []units.Name `yaml:"segments"`
	AccountsPerPerson units.Number `yaml:"accounts_per_person"`
	Cushions          units.Share  `yaml:"cushions"` // of what a lost sponsor does
}

// ValidateSponsors adds what is wrong with sponsors and executives to the faults; segments and delivery teams are those of
// the scenario.
func (p Params) ValidateSponsors(f *units.Faults, segments, delivery []string) {
	if p.Sponsors != nil {
		in := Keys.Section(f.Under("sponsors"), "success.sponsors")
		in.Check("leave", p.Sponsors.Leave)
		if p.Sponsors.AwayToday != nil {
			in.Check("away_today", *p.Sponsors.AwayToday)
		}
		before := len(f.All())
		if in.Spread("regained", p.Sponsors.Regained); len(f.All()) == before && p.Sponsors.Regained.Exponential == nil {
			f.Add("sponsors.regained", "must be exponential, such as {exponential: {mean: 9mo}}: who begins without a sponsor has waited already")
		}
	}
	if p.Executives != nil {
		at := f.Under("executives")
		at.Known("team", "be a team of success or delivery", p.Executives.Team, p.teams(delivery))
		p.Executives.validate(at, segments)
	}
}

func (e *ExecutiveCover) validate(f *units.Faults, segments []string) {
	in := Keys.Section(f, "success.executives")
	in.Check("accounts_per_person", e.AccountsPerPerson)
	in.Check("cushions", e.Cushions)
	if len(e.Segments) == 0 {
		f.Add("segments", "must name a segment, got none of %s", strings.Join(segments, ", "))
	}
	f.KnownOnce("segments", "name a segment that exists", e.Segments, segments)
}

// Faithful returns the parameters of customers whose sponsors never leave, beside a company of which the file says otherwise.
func (p Params) Faithful() Params {
	if p.Sponsors != nil {
		faithful := *p.Sponsors
		faithful.Stay = true
		p.Sponsors = &faithful
	}
	return p
}

// rates are those at which sponsors leave and are regained, a day.
func (s *Sponsorship) rates() (leave, regain float64) {
	return -math.Log1p(-float64(s.Leave)) / fiscal.Year, 1 / float64(s.Regained.Exponential.Mean)
}

// Away returns which share of customers has no sponsor in the company of today, whose churn is that of the file.
func (s *Sponsorship) Away() float64 {
	if s.AwayToday != nil {
		return float64(*s.AwayToday)
	}
	leave, regain := s.rates()
	return leave / (leave + regain)
}

// ChangesADay returns how often sponsors leave or are regained, a customer and day.
func (s *Sponsorship) ChangesADay() float64 {
	leave, regain := s.rates()
	return 2 * leave * regain / (leave + regain)
}

// Places returns how many accounts so many fully productive people hold.
func (e *ExecutiveCover) Places(people int) int {
	const rounding, most = 1e-9, math.MaxInt32
	return int(min(most, math.Floor(float64(people)*float64(e.AccountsPerPerson)+rounding)))
}
