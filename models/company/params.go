package company

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"time"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/deals"
	"postsale/models/delivery"
	"postsale/models/dictionary"
	"postsale/models/engineering"
	"postsale/models/events"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/money"
	"postsale/models/offerings"
	"postsale/models/people"
	"postsale/models/starts"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/targets"
	"postsale/models/units"
	"postsale/models/works"
)

// Params are a scenario.
type Params struct {
	Name             units.Title           `yaml:"name"`
	Description      string                `yaml:"description"`
	Start            units.Date            `yaml:"start"`
	FiscalYearStarts units.Month           `yaml:"fiscal_year_starts"`
	Horizon          units.Duration        `yaml:"horizon"` // whole quarters
	WarmUp           units.Duration        `yaml:"warm_up"` // whole quarters, simulated first and not measured
	Trials           units.Count           `yaml:"trials"`
	Targets          []targets.Target      `yaml:"targets"`
	Ideal            []units.Name          `yaml:"ideal"`    // mechanisms that cost nothing
	ARRFrom          units.Name            `yaml:"arr_from"` // signature or go-live
	Accounts         *accounts.Export      `yaml:"accounts"`
	Actuals          *units.DataFile       `yaml:"actuals"` // what was before the run
	Segments         units.Map[Segment]    `yaml:"segments"`
	Deals            deals.Params          `yaml:"deals"`
	Delivery         delivery.Params       `yaml:"delivery"`
	Support          support.Params        `yaml:"support"`
	Engineering      *engineering.Params   `yaml:"engineering"` // nil: what is referred takes support.engineering.lag
	Success          success.Params        `yaml:"success"`
	Works            units.Map[works.Work] `yaml:"works"`
	Adoption         *works.Adoption       `yaml:"adoption"`
	Offerings        offerings.Params      `yaml:"offerings"`
	Outcomes         customers.Outcomes    `yaml:"outcomes"`
	Money            money.Params          `yaml:"money"`
	Later            []Policy              `yaml:"later"` // in order of time
	Events           []events.Event        `yaml:"events"`
}

//go:embed parameters.yaml
var parameters string

// Keys say what stands in a scenario file of the keys of a scenario as a whole.
var Keys = dictionary.New("models/company/parameters.yaml", strings.Replace(parameters, "IDEALISATIONS", strings.Join(IdealisationNames(), ", "), 1))

// Dictionaries describe every key of a scenario file, a file a mechanism.
func Dictionaries() []*dictionary.Dictionary {
	return []*dictionary.Dictionary{Keys, accounts.Keys, customers.Keys, deals.Keys, starts.Keys, delivery.Keys, people.Keys, support.Keys,
		engineering.Keys, success.Keys, works.Keys, offerings.Keys, money.Keys, events.Keys}
}

// has returns what the company has of what it may lack and a measure wants, by its path in a scenario file.
func (p *Params) has() (list []string) {
	for _, part := range []struct {
		path  string
		there bool
	}{
		{"support.tier2", p.Support.Escalates()},
		{"stand_in", p.some(func(t people.Team) bool { return t.StandIn != "" })},
		{"switching", p.switches(func(*units.Duration) bool { return true })},
		{"engineering", p.Engineering != nil},
		{"engineering.bugs", p.Engineering != nil && p.Engineering.Bugs != nil},
		{"segments.*.success", p.HasCare()},
		{"success.renewals", p.Success.Renewals != nil && p.works(func(s *success.Segment) bool { return s.Renewal != nil })},
		{"success.expansions", p.Success.Expansions != nil && p.works(func(s *success.Segment) bool { return s.Expansion != nil })},
		{"works", len(p.Works) > 0},
		{"adoption", p.Adoption != nil},
		{"success.health", p.Success.Health != nil},
		{"success.sponsors", p.Success.Sponsors != nil},
		{"success.executives", p.Success.Executives != nil},
		{"success.rescue", p.Success.Rescue != nil && p.works(func(s *success.Segment) bool { return s.Rescue != nil })},
		{"offerings", len(p.Offerings) > 0},
		{"money.acquisition", p.Money.Acquisition != nil},
		{"money.multiple", p.Money.Multiple != nil},
		{"engineering or a team of line research", p.pays(ledger.ResearchLine)},
		{"deals.detractors or deals.references", p.Deals.Detractors != nil || p.Deals.References != nil},
		{"hire_when", p.Hires()},
		{"support.office_hours", p.Support.OfficeHours != nil},
		{"delivery.projects.*.phases[].slots", p.Delivery.TakesPlaces()},
		{"delivery.projects.*.deters", p.Sold().Delivery.Deters()},
		{"delivery.routes[].share or delivery.routes[].opens", p.Delivery.IsGradual()},
		{"delivery.partners.*.managed", p.Delivery.AreManaged()},
		{"segments.*.expansion.projects", p.Expands()},
		{"delivery.projects.*.scoping", p.Delivery.Foresees()},
		{"delivery.projects.*.phases[].blocked", p.Delivery.Blocks()},
		{"segments.*.starts", p.gathers(func(s *Segment) bool { return s.Starts != nil })},
		{"events[].leaves", events.Has(p.Events, events.Leaves)},
		{"events[].pays_late", events.Has(p.Events, events.PaysLate)},
		{"segments.*.starts.pulled", p.gathers(func(s *Segment) bool { return s.Starts.Pulls() })},
	} {
		if part.there {
			list = append(list, part.path)
		}
	}
	return list
}

// Segment is one kind of customer, in the sections of the mechanisms.
type Segment struct {
	Customers customers.Segment `yaml:",inline"`
	Deals     deals.Segment     `yaml:",inline"`
	Tickets   support.Segment   `yaml:"tickets"`
	Projects  delivery.Mix      `yaml:"projects"`
	Success   *success.Segment  `yaml:"success"` // nil where nobody looks after them
	Starts    *starts.Params    `yaml:"starts"`  // nil where projects start as they come
}

// gathers reports whether any segment is like that.
func (p *Params) gathers(like func(s *Segment) bool) bool {
	return slices.ContainsFunc(p.Segments, func(e units.Entry[Segment]) bool { return like(&e.Value) })
}

// From which day on ARR counts.
const (
	FromSignature units.Name = "signature"
	FromGoLive    units.Name = "go-live"
)

// MaxTrials is how many trials a run may have, and MostKept of how many the numbers are kept: what compares trial by trial
// can have no more.
const (
	MaxTrials = 10_000_000
	MostKept  = 100_000
)

// MaxDescription is how long a description may be, in bytes.
const MaxDescription = 10_000

func (p *Params) calendar() (fiscal.Calendar, error) { return CalendarOf(p.Start, p.FiscalYearStarts) }

// CalendarOf returns the calendar of a company by its keys start and fiscal_year_starts, for whoever reads the moments of a
// scenario before its parameters are there.
func CalendarOf(start units.Date, yearStarts units.Month) (fiscal.Calendar, error) {
	day := time.Date(start.Year, time.Month(start.Month), start.Day, 0, 0, 0, 0, time.UTC)
	return fiscal.New(day, time.Month(yearStarts))
}

// Calendar returns the company's calendar. The parameters must be valid.
func (p *Params) Calendar() fiscal.Calendar {
	calendar, err := p.calendar()
	if err != nil {
		panic(err)
	}
	return calendar
}

// Quarters returns the number of measured quarters.
func (p *Params) Quarters() int { return int(math.Round(float64(p.Horizon) / fiscal.Quarter)) }

// WarmUpQuarters returns the number of quarters before them.
func (p *Params) WarmUpQuarters() int { return int(math.Round(float64(p.WarmUp) / fiscal.Quarter)) }

func (p *Params) customerSegments() []customers.Segment {
	var list []customers.Segment
	for _, e := range p.Segments {
		list = append(list, e.Value.Customers)
	}
	return list
}

// Further returns which projects the expansions of each segment bring.
func (p *Params) Further() []delivery.Further {
	var list []delivery.Further
	for _, e := range p.Segments {
		list = append(list, delivery.Further(e.Value.Customers.Expansion.Brings))
	}
	return list
}

// Expands reports whether an expansion may bring a project.
func (p *Params) Expands() bool { return delivery.Brings(p.Further()) }

// premium returns the share of a segment's customers who have premium support.
func (p *Params) premium(segment int) float64 {
	e := &p.Segments[segment]
	if name, share := p.Offerings.Premium(e.Name); name != "" {
		return float64(share)
	}
	return float64(e.Value.Tickets.Premium)
}

// WithPlans returns the scenario with plans of teams that are changed; path is where the plan of each stands in a scenario file.
func (p *Params) WithPlans(change func(path string, plan *people.Team)) *Params {
	q := *p
	q.Delivery.Teams = slices.Clone(p.Delivery.Teams)
	for i := range q.Delivery.Teams {
		e := &q.Delivery.Teams[i]
		change("delivery.teams."+string(e.Name), &e.Value.Team)
	}
	change("support.tier1", &q.Support.Tier1)
	for i, plan := range []**people.Team{&q.Support.Tier2, &q.Support.CSEngineers} {
		if *plan != nil {
			changed := **plan
			change([]string{"support.tier2", "support.cs_engineers"}[i], &changed)
			*plan = &changed
		}
	}
	q.Success.Teams = slices.Clone(p.Success.Teams)
	for i := range q.Success.Teams {
		e := &q.Success.Teams[i]
		change("success.teams."+string(e.Name), &e.Value)
	}
	q.Works = slices.Clone(p.Works)
	for i := range q.Works {
		e := &q.Works[i]
		change("works."+string(e.Name), &e.Value.Team)
	}
	if p.Engineering != nil {
		engineers := *p.Engineering
		change(Engineers, &engineers.Team)
		q.Engineering = &engineers
	}
	return &q
}
