package money

import (
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
)

// Params say what things cost that are not people.
type Params struct {
	Hosting     units.Share   `yaml:"hosting"`     // of subscription revenue
	Acquisition *units.Number `yaml:"acquisition"` // sales and marketing, dollars a dollar of new ARR; nil where nobody says
	Multiple    *units.Number `yaml:"multiple"`    // what a dollar of ARR is worth at the end, dollars; nil where nobody says
}

// Validate adds what is wrong with the parameters to the faults.
func (p Params) Validate(f *units.Faults) {
	in := Keys.Section(f, "money")
	in.Check("hosting", p.Hosting)
	if p.Acquisition != nil {
		in.Check("acquisition", *p.Acquisition)
	}
	if p.Multiple != nil {
		in.Check("multiple", *p.Multiple)
	}
}

// Team is a team on the payroll.
type Team struct {
	Scope int     // in the ledger
	Line  int32   // ledger.ServicesLine, SupportLine, SuccessLine or ResearchLine
	Cost  float64 // of a head, dollars a year
}

// Accounts records costs.
type Accounts struct {
	sim     *sim.Simulator
	ledger  *ledger.Ledger
	teams   []Team
	hosting float64
}

// New returns the accounts of teams.
func New(s *sim.Simulator, l *ledger.Ledger, p Params, teams []Team) *Accounts {
	return &Accounts{sim: s, ledger: l, teams: teams, hosting: float64(p.Hosting)}
}

// Employ says how many people a team has on the payroll from now on.
func (a *Accounts) Employ(team, people int) {
	t := &a.teams[team]
	a.ledger.Record(ledger.Fact{At: a.sim.Now(), Kind: ledger.PaidRate, Scope: int16(t.Scope), Customer: ledger.None,
		Subject: t.Line, Amount: float64(people) * t.Cost / fiscal.Year})
}

// Host says how much ARR counts from now on, in dollars.
func (a *Accounts) Host(arr float64) {
	a.ledger.Record(ledger.Fact{At: a.sim.Now(), Kind: ledger.Hosted, Scope: int16(a.ledger.All()), Customer: ledger.None,
		Amount: a.hosting * arr / fiscal.Year})
}
