package company

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/deals"
	"postsale/models/delivery"
	"postsale/models/dictionary"
	"postsale/models/engineering"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/money"
	"postsale/models/offerings"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/support"
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
	Targets          []Target              `yaml:"targets"`
	Ideal            []units.Name          `yaml:"ideal"`    // mechanisms that cost nothing
	ARRFrom          units.Name            `yaml:"arr_from"` // signature or go-live
	Accounts         *accounts.Export      `yaml:"accounts"`
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
}

//go:embed parameters.yaml
var parameters string

// Keys say what stands in a scenario file of the keys of a scenario as a whole.
var Keys = dictionary.New("models/company/parameters.yaml", strings.Replace(parameters, "IDEALISATIONS", strings.Join(IdealisationNames(), ", "), 1))

// Dictionaries describe every key of a scenario file, a file a mechanism.
func Dictionaries() []*dictionary.Dictionary {
	return []*dictionary.Dictionary{Keys, accounts.Keys, customers.Keys, deals.Keys, delivery.Keys, people.Keys, support.Keys,
		engineering.Keys, success.Keys, works.Keys, offerings.Keys, money.Keys}
}

// has returns what the company has of what it may lack and a measure wants, by its path in a scenario file.
func (p *Params) has() (list []string) {
	for _, part := range []struct {
		path  string
		there bool
	}{
		{"support.tier2", p.Support.Escalates()},
		{"engineering", p.Engineering != nil},
		{"engineering.bugs", p.Engineering != nil && p.Engineering.Bugs != nil},
		{"segments.*.success", success.Acts(p.care())},
		{"success.renewals", p.Success.Renewals != nil && p.works(func(s *success.Segment) bool { return s.Renewal != nil })},
		{"success.expansions", p.Success.Expansions != nil && p.works(func(s *success.Segment) bool { return s.Expansion != nil })},
		{"works", len(p.Works) > 0},
		{"adoption", p.Adoption != nil},
		{"success.health", p.Success.Health != nil},
		{"success.sponsors", p.Success.Sponsors != nil},
		{"success.executives", p.Success.Executives != nil},
		{"success.rescue", p.Success.Rescue != nil && p.works(func(s *success.Segment) bool { return s.Rescue != nil })},
	} {
		if part.there {
			list = append(list, part.path)
		}
	}
	return append(list, p.answers()...)
}

// Target is what the board wants of a measure; one of its bounds is set.
type Target struct {
	Measure units.Name   `yaml:"measure"`
	Segment units.Name   `yaml:"segment"`
	AtLeast *units.Bound `yaml:"at_least"`
	AtMost  *units.Bound `yaml:"at_most"`
}

// Segment is one kind of customer, in the sections of the mechanisms.
type Segment struct {
	Customers customers.Segment `yaml:",inline"`
	Deals     deals.Segment     `yaml:",inline"`
	Tickets   support.Segment   `yaml:"tickets"`
	Projects  delivery.Mix      `yaml:"projects"`
	Success   *success.Segment  `yaml:"success"` // nil where nobody looks after them
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

// Bounds on what a scenario may list; no plan needs more, and nobody could read it.
const (
	maxTargets  = 100
	maxSegments = 50
	maxTeams    = 50
	maxProjects = 50
	maxPhases   = 50 // of a project
	maxRoutes   = 50
)

// Validate adds what is wrong with the scenario to the faults.
func (p *Params) Validate(f *units.Faults) {
	if p.validateLists(f); len(f.All()) > 0 {
		return // the checks of very many would take long
	}
	_, err := p.calendar()
	if err != nil && p.FiscalYearStarts > 0 {
		f.Add("start", "%v", err)
	}
	if n := len(p.Description); n > MaxDescription {
		f.Add("description", "must be at most %d bytes long, got %d", MaxDescription, n)
	}
	in := Keys.Section(f, "")
	in.Check("horizon", p.Horizon)
	in.Check("warm_up", p.WarmUp)
	in.Check("trials", p.Trials)
	in.Word("arr_from", p.ARRFrom)
	if len(p.Segments) == 0 {
		f.Add("segments", "must have at least one segment, got none")
	}
	names := p.Segments.Names()
	for _, e := range p.Segments {
		at := f.Under("segments." + string(e.Name))
		if e.Name == measures.WholeCompany {
			at.Add("", "must not be named all: that stands for the whole company")
		}
		e.Value.Customers.Validate(at)
		e.Value.Deals.Validate(at)
		e.Value.Tickets.Validate(at.Under("tickets"))
		e.Value.Projects.Validate(at.Under("projects"), p.Delivery)
		e.Value.Success.Validate(at.Under("success"), p.Success, p.Delivery.Teams.Names())
	}
	for i, t := range p.Targets {
		t.validate(f.Under("targets["+strconv.Itoa(i)+"]"), names, p.has())
	}
	p.validateIdeal(f.Under("ideal"))
	p.Deals.Validate(f.Under("deals"))
	p.delivering().Validate(f.Under("delivery"), names)
	p.Support.Validate(f.Under("support"), p.Delivery.Teams.Names())
	p.validateEngineering(f)
	p.Success.Validate(f.Under("success"), p.Delivery.Teams.Names())
	works.Validate(f.Under("works"), p.Works, p.productive(), p.Adoption != nil)
	if p.Adoption != nil {
		p.Adoption.Validate(f.Under("adoption"))
	}
	p.Success.ValidateSponsors(f.Under("success"), names, p.Delivery.Teams.Names())
	p.validateAnswers(f)
	p.validateNames(f)
	p.Outcomes.Validate(f.Under("outcomes"))
	if i := slices.IndexFunc(p.Segments, func(e units.Entry[Segment]) bool { return e.Value.Customers.Expansion.IsCertain() }); i >= 0 {
		p.Outcomes.ValidateRaising(f.Under("outcomes"), names[i])
	}
	p.Money.Validate(f.Under("money"))
	if customers, live, ok := p.validateBook(f, err == nil); ok {
		p.validateTickets(f, live)
		if err == nil { // otherwise the columns have no names
			p.validateSize(f, customers)
		}
	}
}

// validateLists demands that no list is too long.
func (p *Params) validateLists(f *units.Faults) {
	atMost := func(path string, most, n int) {
		if n > most {
			f.Add(path, "must be at most %d, got %d", most, n)
		}
	}
	atMost("targets", maxTargets, len(p.Targets))
	atMost("ideal", len(Idealisations), len(p.Ideal))
	atMost("segments", maxSegments, len(p.Segments))
	if n := len(p.Delivery.Teams) + len(p.Delivery.Partners) + len(p.Success.Teams) + len(p.Works); n > maxTeams {
		f.Add("delivery", "must have at most %d teams and partners with those of success and works, got %d", maxTeams, n)
	}
	atMost("delivery.projects", maxProjects, len(p.Delivery.Projects))
	for _, e := range p.Delivery.Projects {
		atMost("delivery.projects."+string(e.Name)+".phases", maxPhases, len(e.Value.Phases))
	}
	atMost("delivery.routes", maxRoutes, len(p.Delivery.Routes))
	for i, r := range p.Delivery.Routes {
		at := "delivery.routes[" + strconv.Itoa(i) + "]"
		atMost(at+".segments", maxSegments, len(r.Segments))
		atMost(at+".projects", maxProjects, len(r.Projects))
		atMost(at+".phases", maxProjects*maxPhases, len(r.Phases))
	}
	for _, e := range p.Works {
		atMost("works."+string(e.Name)+".of", maxTeams, len(e.Value.Of))
	}
	atMost("offerings", offerings.Most, len(p.Offerings))
	for _, e := range p.Offerings {
		atMost("offerings."+string(e.Name)+".share", maxSegments, len(e.Value.Share))
	}
	for _, e := range p.Segments {
		atMost("segments."+string(e.Name)+".projects", maxProjects, len(e.Value.Projects))
	}
}

// validateNames demands that no two teams share a name.
func (p *Params) validateNames(f *units.Faults) {
	taken := map[units.Name]string{tier1: "of the support", tier2: "of the support", csEngineers: "of the support", "support": "of the support"}
	if p.Engineering != nil {
		taken[engineers] = "of engineering"
	}
	take := func(path string, name units.Name) {
		path += "." + string(name)
		if whose, twice := taken[name]; twice {
			f.Add(path, "must have a name of its own, got one %s", whose)
		}
		taken[name] = "of " + path
	}
	for _, e := range p.Delivery.Teams {
		take("delivery.teams", e.Name)
	}
	for _, e := range p.Delivery.Partners {
		take("delivery.partners", e.Name)
	}
	for _, e := range p.Success.Teams {
		take("success.teams", e.Name)
	}
	for _, e := range p.Works {
		take("works", e.Name)
	}
}

// validate adds what is wrong with a target to the faults.
func (t Target) validate(f *units.Faults, segments, has []string) {
	m, ok := measures.Find(string(t.Measure))
	if !ok {
		f.Add("measure", "must be a measure, got %s%s", units.Quote(string(t.Measure)), units.Hint(string(t.Measure), measures.Names()))
	}
	switch valid := append([]string{measures.WholeCompany}, segments...); {
	case !slices.Contains(valid, string(t.Segment)):
		f.Add("segment", "must be all or a segment, got %s%s", units.Quote(string(t.Segment)), units.Hint(string(t.Segment), valid))
	case ok && !m.Exists(has):
		f.Add("measure", "must be of this company: %s wants %s, which is left out", t.Measure, m.Wants)
	case ok && t.Segment != measures.WholeCompany && m.Scopes&measures.Segments == 0:
		f.Add("segment", "must be all: %s exists for the whole company only, got %s", t.Measure, t.Segment)
	}
	if (t.AtLeast == nil) == (t.AtMost == nil) {
		f.Add("", "must have exactly one of at_least and at_most")
	}
	for path, bound := range map[string]*units.Bound{"at_least": t.AtLeast, "at_most": t.AtMost} {
		if !ok || bound == nil {
			continue
		}
		if err := CheckBound(m, *bound); err != nil {
			f.Add(path, "%v", err)
		}
	}
}

// CheckBound says what a bound of a measure must be, if it is not that.
func CheckBound(m *measures.Measure, bound units.Bound) error {
	const most = 10 // a share that is more was meant in per cent
	switch {
	case m.Unit == measures.Share && (bound.As == units.AsDuration || bound.Value > most):
		return fmt.Errorf("must be a share such as 104%%, got %s", bound)
	case m.Unit == measures.Days && bound.As == units.AsShare:
		return fmt.Errorf("must be a duration such as 6w, got %s", bound)
	case m.Unit != measures.Share && m.Unit != measures.Days && bound.As != units.Plain:
		return fmt.Errorf("must be a number such as 4 or 1.2M, got %s", bound)
	}
	return nil
}

// validateBook counts the opening customers of each segment, and the live ones; ok
// is false when they cannot be known.
func (p *Params) validateBook(f *units.Faults, dated bool) (opening, live []int, ok bool) {
	opening, live = make([]int, len(p.Segments)), make([]int, len(p.Segments))
	if p.Accounts == nil {
		for i, e := range p.Segments {
			o := e.Value.Customers.Opening
			opening[i], live[i] = int(o.Customers), int(o.Customers)-int(o.InFlight)
			e.Value.Customers.ValidateTerms(f.Under("segments."+string(e.Name)), nil, "")
		}
		return opening, live, true
	}
	if p.WarmUp > 0 {
		f.Add("warm_up", "must be 0 with accounts: a book of today cannot be warmed up, got %s", p.WarmUp)
	}
	var made []string
	for _, e := range p.Segments {
		if o := e.Value.Customers.Opening; o.Customers > 0 || o.InFlight > 0 {
			made = append(made, string(e.Name))
		}
	}
	if len(made) > 0 {
		f.Add("accounts", "must be all the opening customers there are, but segments have others of their own: take them away with "+
			"opening: {customers: null, in_flight: null} in %s", strings.Join(made, ", "))
	}
	if !dated || len(p.Segments) == 0 {
		return nil, nil, false
	}
	before := len(f.All())
	if p.Accounts.Validate(f.Under("accounts"), p.Segments.Names()); len(f.All()) > before {
		return nil, nil, false // the rows would only repeat it
	}
	book, _, faults := p.ReadAccounts()
	for _, err := range faults {
		f.Add("accounts", "%v", err)
	}
	if len(faults) > 0 {
		return nil, nil, false
	}
	const most = 2000
	if n := customers.CountKinds(book, p.customerSegments()); n > most {
		f.Add("accounts", "must be of at most %d kinds by segment, churn of the term and renewals so far, got %d", most, n)
		return nil, nil, false
	}
	for i, e := range p.Segments {
		e.Value.Customers.ValidateTerms(f.Under("segments."+string(e.Name)), accounts.HeldTerms(book, i), p.Accounts.File.Name)
	}
	for _, a := range book {
		opening[a.Segment]++
		if a.Live {
			live[a.Segment]++
		}
	}
	return opening, live, true
}

// validateTickets demands a live opening customer for the tickets that are open
// at the start.
func (p *Params) validateTickets(f *units.Faults, live []int) {
	for i, e := range p.Segments {
		if n := e.Value.Customers.Opening.OpenTickets; n > 0 && live[i] == 0 {
			f.Add("segments."+string(e.Name)+".opening.open_tickets", "must be 0 without a live opening customer, got %d", n)
		}
	}
}

func (p *Params) calendar() (fiscal.Calendar, error) {
	start := time.Date(p.Start.Year, time.Month(p.Start.Month), p.Start.Day, 0, 0, 0, 0, time.UTC)
	return fiscal.New(start, time.Month(p.FiscalYearStarts))
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
