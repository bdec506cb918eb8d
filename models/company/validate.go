package company

import (
	_ "embed"
	"slices"

	"postsale/models/accounts"
	"postsale/models/delivery"
	"postsale/models/events"
	"postsale/models/measures"
	"postsale/models/offerings"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/models/works"
)

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
	p.validateLater(f)
	p = p.Sold()
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
		delivery.Further(e.Value.Customers.Expansion.Brings).Validate(at.Under("expansion.projects"), p.Delivery)
		e.Value.Starts.Validate(at.Under("starts"))
		e.Value.Success.Validate(at.Under("success"), p.Success, p.Delivery.Teams.Names())
	}
	for i, t := range p.Targets {
		t.Validate(f.Under(units.At("targets", i)), names, p.has())
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
	p.validateManagers(f)
	p.Success.ValidateSponsors(f.Under("success"), names, p.Delivery.Teams.Names())
	p.validateRules(f)
	p.validateAnswers(f)
	p.validateNames(f)
	p.validateCover(f)
	p.Outcomes.Validate(f.Under("outcomes"))
	if i := slices.IndexFunc(p.Segments, func(e units.Entry[Segment]) bool { return e.Value.Customers.Expansion.IsCertain() }); i >= 0 {
		p.Outcomes.ValidateRaising(f.Under("outcomes"), names[i])
	}
	p.Money.Validate(f.Under("money"))
	customers, live, ok := p.validateBook(f, err == nil)
	p.validateEvents(f, ok)
	if ok {
		p.validateTickets(f, live)
		if err == nil { // otherwise the columns have no names
			p.validatePast(f)
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
		at := units.At("delivery.routes", i)
		atMost(at+".segments", maxSegments, len(r.Segments))
		atMost(at+".projects", maxProjects, len(r.Projects))
		atMost(at+".phases", maxProjects*maxPhases, len(r.Phases))
	}
	atMost("later", maxPolicies, len(p.Later))
	atMost("events", events.Most, len(p.Events))
	for i, policy := range p.Later {
		at := units.At("later", i)
		atMost(at+".segments", maxSegments, len(policy.Segments))
		atMost(at+".delivery.projects", maxProjects, len(policy.Delivery.Projects))
		for _, e := range policy.Segments {
			atMost(at+".segments."+string(e.Name)+".projects", maxProjects, len(e.Value.Projects))
		}
	}
	for _, e := range p.Works {
		atMost("works."+string(e.Name)+".of", maxTeams, len(e.Value.Of))
	}
	if e := p.Success.Executives; e != nil {
		atMost("success.executives.segments", maxSegments, len(e.Segments))
	}
	atMost("offerings", offerings.Most, len(p.Offerings))
	for _, e := range p.Offerings {
		atMost("offerings."+string(e.Name)+".share", maxSegments, len(e.Value.Share))
	}
	for _, e := range p.Segments {
		atMost("segments."+string(e.Name)+".projects", maxProjects, len(e.Value.Projects))
		atMost("segments."+string(e.Name)+".expansion.projects", maxProjects, len(e.Value.Customers.Expansion.Brings))
	}
}

// validateNames demands that no two teams share a name.
func (p *Params) validateNames(f *units.Faults) {
	taken := map[units.Name]string{tier1: "of the support", tier2: "of the support", csEngineers: "of the support", "support": "of the support"}
	if p.Engineering != nil {
		taken[Engineers] = "of engineering"
	}
	if p.Success.Renewals != nil || p.Success.Expansions != nil {
		taken[success.Own] = "that stands for the team that looks after the customer"
	}
	for _, of := range []struct {
		path  string
		names []string
	}{{"delivery.teams", p.Delivery.Teams.Names()}, {"delivery.partners", p.Delivery.Partners.Names()},
		{"success.teams", p.Success.Teams.Names()}, {"works", p.Works.Names()}} {
		for _, name := range of.names {
			path := of.path + "." + string(name)
			if whose, twice := taken[units.Name(name)]; twice {
				f.Add(path, "must have a name of its own, got one %s", whose)
			}
			taken[units.Name(name)] = "of " + path
		}
	}
}

// validateAnswers adds what is wrong with how demand answers back to the faults.
func (p *Params) validateAnswers(f *units.Faults) {
	p.Offerings.Validate(f.Under("offerings"), p.Segments.Names(), p.Delivery.Teams.Names())
	for _, e := range p.Segments {
		if name, _ := p.Offerings.Premium(e.Name); name != "" && e.Value.Tickets.Premium != 0 {
			f.Add("segments."+string(e.Name)+".tickets.premium", "must be left out where offerings.%s is premium support, got %s", name, e.Value.Tickets.Premium)
		}
	}
	if p.Deals.References != nil && p.Success.Health == nil {
		f.Add("deals.references", "must come with success.health, which tells who is green")
	}
}

// validateManagers demands that those exist who look after partners.
func (p *Params) validateManagers(f *units.Faults) {
	names := namesOf(p.staff())
	for _, e := range p.Delivery.Partners {
		if m := e.Value.Managed; m != nil {
			f.Known("delivery.partners."+string(e.Name)+".managed.team", "name a team that exists", m.Team, names)
		}
	}
}

func (p *Params) validateEngineering(f *units.Faults) {
	if p.Engineering == nil {
		return
	}
	p.Engineering.Validate(f.Under("engineering"))
	if !p.Support.Engineering.IsUsual() {
		f.Add("support.engineering.lag", "must be left out where engineering is given, which takes its place; or leave out engineering")
	}
}

// validateEvents adds what is wrong with events to the faults; accounts are known unless something is wrong with them.
func (p *Params) validateEvents(f *units.Faults, known bool) {
	teams := p.staff()
	of := events.Company{Segments: p.Segments.Names(), Teams: namesOf(teams), Releases: p.Engineering != nil, Ends: p.Horizon, Known: known,
		People: func(team int, at float64) int { return p.Remaining(teams[team].path(), teams[team].plan).There(at) }}
	if known && p.Accounts != nil && len(p.Events) > 0 {
		book, _, _ := p.ReadAccounts()
		of.Accounts, of.File = accounts.IDs(book), p.Accounts.File.Name
	}
	if calendar, err := p.calendar(); err == nil { // a fault is told elsewhere
		of.Calendar = calendar
	}
	events.Validate(f, p.Events, of)
}
