package review

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"postsale/models/accounts"
	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/offerings"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

// Doubts returns what in a valid scenario is perhaps not what was meant, each cause once.
func Doubts(p *company.Params) []string {
	p = p.Sold()
	list := bookDoubts(p)
	if past, _ := p.Past(); past != nil {
		list = append(list, past.Doubts()...)
	}
	for _, m := range company.Idealisations {
		if slices.Contains(p.Ideal, m.Name) {
			list = append(list, fmt.Sprintf("idealised: %s (%s)", m.Name, m.Ideal))
		}
	}
	list = append(list, partnerDoubts(p)...)
	list = append(list, routeDoubts(p)...)
	list = append(list, managerDoubts(p)...)
	list = append(list, laterDoubts(p)...)
	list = append(list, eventDoubts(p)...)
	list = append(list, teamDoubts(p)...)
	list = append(list, hiringDoubts(p)...)
	list = append(list, placeDoubts(p)...)
	list = append(list, successDoubts(p)...)
	list = append(list, sponsorDoubts(p)...)
	list = append(list, ticketDoubts(p)...)
	list = append(list, officeDoubts(p)...)
	list = append(list, workDoubts(p)...)
	list = append(list, linkDoubts(p)...)
	list = append(list, promiseDoubts(p)...)
	list = append(list, dealDoubts(p)...)
	list = append(list, demandDoubts(p)...)
	list = append(list, startDoubts(p)...)
	list = append(list, churnDoubts(p)...)
	list = append(list, furtherDoubts(p)...)
	for _, e := range p.Segments {
		for _, term := range e.Value.Customers.MistakenTerms() {
			list = append(list, fmt.Sprintf("segments.%s.terms: a contract of %s lasts %g working days, of which a year has %g: months are written 1mo, years 1y",
				e.Name, term, float64(term), fiscal.Year))
		}
	}
	for _, e := range p.Segments {
		for _, term := range e.Value.Customers.LastingTerms() {
			list = append(list, fmt.Sprintf("segments.%s.terms: a contract of %s is longer than %d years, before which nobody on it leaves", e.Name, term, accounts.LastingYears))
		}
	}
	list = append(list, lawDoubts(p)...)
	slices.Sort(list)
	return list
}

// linkDoubts are links from what no customer of the company lives through.
func linkDoubts(p *company.Params) (list []string) {
	for _, link := range []struct {
		from, wants string
		there       bool
	}{
		{"unattended", "segments.*.success, who looks after customers,", p.HasCare()},
		{"unworked", "success.renewals", p.Success.Renewals != nil},
		{"sponsor_lost", "success.sponsors", p.Success.Sponsors != nil},
		{"unadopted", "adoption", p.Adoption != nil},
	} {
		if p.Outcomes.Feels(link.from) && !link.there {
			list = append(list, fmt.Sprintf("outcomes.*.%s: moves nobody: %s is left out", link.from, link.wants))
		}
	}
	return list
}

// mindsQuality reports whether it makes a difference how well a partner delivers.
func mindsQuality(p *company.Params) bool {
	return p.Outcomes.Feels("partner_quality") || p.Support.PoorDelivery != 1
}

func partnerDoubts(p *company.Params) (list []string) {
	for _, e := range p.Delivery.Partners {
		if !slices.ContainsFunc(p.Delivery.Routes, func(r delivery.Route) bool { return r.Partner == e.Name }) {
			list = append(list, fmt.Sprintf("delivery.partners.%s: no route leads to it, so it gets no project", e.Name))
		} else if poor := e.Value.IsPoor(); poor && !mindsQuality(p) {
			list = append(list, fmt.Sprintf("delivery.partners.%s: its quality moves nothing: outcomes.leaving.partner_quality, "+
				"outcomes.expanding.partner_quality and support.poor_delivery_multiple are all 1", e.Name))
		}
	}
	return list
}

// routeDoubts are routes that no project takes, and project types that nobody buys.
func routeDoubts(p *company.Params) (list []string) {
	taken := make([]bool, len(p.Delivery.Routes))
	sold := map[units.Name]bool{}
	names, mixes := mixes(p)
	for i, mix := range mixes {
		for _, e := range mix {
			if e.Value > 0 {
				sold[e.Name] = true
				routes, _ := p.Delivery.RoutesOf(units.Name(names[i]), e.Name)
				for _, i := range routes {
					taken[i] = true
				}
			}
		}
	}
	for i, r := range p.Delivery.Routes {
		switch opens := r.Opens; {
		case r.TakesNone():
			list = append(list, fmt.Sprintf("delivery.routes[%d]: no project takes it: its share is 0%%, for good", i))
		case opens != nil && opens.At != nil && float64(*opens.At) >= float64(p.Horizon):
			list = append(list, fmt.Sprintf("delivery.routes[%d].opens: it opens at %s, after the run, which ends at %s", i, opens.At.On(p.Calendar()), p.Horizon))
		case !taken[i]:
			list = append(list, fmt.Sprintf("delivery.routes[%d]: no project takes it: those that it names go by a route before it, or nobody buys them", i))
		}
	}
	for _, e := range p.Delivery.Projects {
		if !sold[e.Name] {
			list = append(list, fmt.Sprintf("delivery.projects.%s: no segment buys it", e.Name))
		}
	}
	return list
}

// teamDoubts are teams that have nothing to do, nobody to do it, or changes that come too late.
func teamDoubts(p *company.Params) (list []string) {
	works := p.Delivery.Working(mixes(p))
	plan := func(path string, t people.Team, busy bool, stays string) {
		list = append(list, planDoubts(p, path, t, busy, stays)...)
	}
	list = append(list, coverDoubts(p)...)
	list = append(list, transferDoubts(p)...)
	for i, e := range p.Delivery.Teams {
		busy := works[i] || p.Support.Configuration.Owner == e.Name || p.LooksAfter(e.Name) || p.Offerings.Takes(e.Name) || p.Support.Holds(e.Name) || len(p.Covered(e.Name)) > 0
		if !busy && (executive(p, e.Name) || manages(p, e.Name)) {
			continue
		}
		if !busy && e.Value.Cost == 0 && e.Value.Line == "" {
			list = append(list, fmt.Sprintf("delivery.teams.%s: it has nothing to do", e.Name))
		}
		plan("delivery.teams."+string(e.Name), e.Value.Team, busy, "so what it has then is never done, and projects keep their slots")
	}
	const waits = "so tickets that come to it are never done"
	if p.Asks() {
		plan("support.tier1", p.Support.Tier1, true, waits)
		if p.Support.Escalates() {
			plan("support.tier2", *p.Support.Tier2, p.Support.SendsOn(), escalatedForGood(p))
		}
	}
	if p.Cares() {
		for _, e := range p.Success.Teams {
			if !p.LooksAfter(e.Name) && (executive(p, e.Name) || manages(p, e.Name)) {
				continue
			}
			plan("success.teams."+string(e.Name), e.Value, p.LooksAfter(e.Name), "its customers get no attention then, and what it owns is not worked")
		}
	}
	if engineers := p.Support.CSEngineers; engineers != nil {
		plan("support.cs_engineers", *engineers, p.Support.Configuration.Owner == support.OwnerCSEngineers, waits)
	}
	if e := p.Engineering; e != nil {
		refers := p.Refers()
		busy := refers || e.Bugs != nil || slices.ContainsFunc(p.Delivery.Projects, lends)
		plan(company.Engineers, e.Team, busy, "so tickets that are referred to it are never fixed")
		list = append(list, engineeringDoubts(p, refers)...)
	}
	return list
}

// planDoubts are people of a team who have nothing to do, changes that come too late, and nobody being there: then what it has
// stays as it is said.
func planDoubts(p *company.Params, path string, t people.Team, busy bool, stays string) (list []string) {
	if cost := float64(t.Cost) * float64(t.People); !busy && cost > 0 && t.Line == "" {
		list = append(list, fmt.Sprintf("%s: it has nothing to do, for %s a year", path, amount(cost)))
	}
	for _, c := range []struct {
		key     string
		changes []people.Change
	}{{"hires", t.Hires}, {"cuts", t.Cuts}, {"transfers", t.Comings()}} {
		if late := slices.DeleteFunc(slices.Clone(c.changes), func(c people.Change) bool { return float64(c.At) < float64(p.Horizon) }); len(late) > 0 {
			list = append(list, fmt.Sprintf("%s.%s: those at %s come after the run, which ends at %s", path, c.key, late[0].At.On(p.Calendar()), p.Horizon))
		}
	}
	if day, gone := p.Remaining(path, t).Gone(); gone && busy && float64(day) < float64(p.Horizon) && len(t.HireWhen) == 0 && t.StandIn == "" {
		from := "nobody is there"
		if day > 0 {
			from = "nobody is there from " + day.On(p.Calendar()) + " on"
		}
		list = append(list, fmt.Sprintf("%s: %s, %s", path, from, stays))
	}
	return list
}

// escalatedForGood says what becomes of tickets that are escalated to nobody.
func escalatedForGood(p *company.Params) string {
	var shares []string
	for _, of := range []struct {
		name  string
		share units.Share
	}{{"break-fix", p.Support.BreakFix.Escalated}, {"how-do-I", p.Support.HowDoI.Escalated}, {"configuration issues", p.Support.Configuration.Escalated}} {
		if of.share > 0 {
			shares = append(shares, of.share.String()+" of "+of.name)
		}
	}
	return "and " + strings.Join(shares, " and ") + " is escalated to it: those tickets are never resolved"
}

// dealDoubts are deals that a season of nothing takes away.
func dealDoubts(p *company.Params) (list []string) {
	sells := slices.ContainsFunc(p.Segments, func(e units.Entry[company.Segment]) bool { return e.Value.Deals.PerQuarter > 0 })
	seasons := slices.ContainsFunc(p.Deals.Seasonality, func(factor units.Share) bool { return factor > 0 })
	if sells && !seasons {
		list = append(list, "deals.seasonality: is 0 in every quarter, so no deal is ever closed")
	}
	return list
}

// churnDoubts are short contracts whose churn a concentration that is meant for yearly ones puts on few customers.
func churnDoubts(p *company.Params) (list []string) {
	for _, e := range p.Segments {
		churn := &e.Value.Customers.Churn
		if churn.Concentration == nil {
			continue
		}
		for _, term := range slices.Sorted(maps.Keys(churn.ByTerm)) {
			const far = 2. / 3
			if leave, alike := churn.FirstYear(term); term < fiscal.Year && leave < far*alike {
				list = append(list, fmt.Sprintf("segments.%s.churn: %s%% of the customers with contracts of %s leave in their first year, and %s%% would if all were alike: "+
					"concentration %s is per renewal, and leaves few who are likely to go", e.Name, units.Rough(100*leave, 3), term, units.Rough(100*alike, 3), churn.Concentration))
			}
		}
	}
	return list
}

// ticketDoubts are customers who never ask.
func ticketDoubts(p *company.Params) (list []string) {
	var silent []string
	book := BookOf(p)
	for i, e := range p.Segments {
		t, opening := &e.Value.Tickets, int(e.Value.Customers.Opening.Customers)
		if book != nil {
			opening = book.Segments[i].Customers
		}
		if t.PerMonth == 0 && t.ConfigurationPerWeek == 0 && opening > 0 {
			silent = append(silent, string(e.Name))
		}
	}
	if len(silent) > 0 {
		list = append(list, fmt.Sprintf("segments.%s.tickets: opening customers never open a ticket: per_month is 0", strings.Join(silent, ", ")))
	}
	return list
}

// promiseDoubts are targets of tickets that there are not.
func promiseDoubts(p *company.Params) (list []string) {
	premium := slices.ContainsFunc(p.Segments, func(e units.Entry[company.Segment]) bool { return e.Value.Tickets.Premium > 0 }) ||
		slices.ContainsFunc(p.Offerings, func(e units.Entry[offerings.Offering]) bool { return e.Value.Premium })
	if p.Support.Targets.Premium != nil && !premium {
		list = append(list, "support.targets.premium: no customer has premium support: tickets.premium of every segment is 0%")
	}
	if urgent := p.Support.Urgent; p.Support.Targets.Urgent != nil && (urgent == nil || *urgent == 0) {
		list = append(list, "support.targets.urgent: no ticket is urgent: support.urgent is 0% or left out")
	}
	return list
}

// mixes are the project types that segments buy, at some time, and those that their expansions bring, and which segment each is
// of.
func mixes(p *company.Params) (segments []string, list []delivery.Mix) {
	for _, e := range p.Segments {
		segments, list = append(segments, string(e.Name)), append(list, e.Value.Projects)
		if e.Value.Customers.Expansion.PerYear > 0 {
			segments, list = append(segments, string(e.Name)), append(list, delivery.Mix(e.Value.Customers.Expansion.Brings))
		}
	}
	for _, later := range p.Delivery.Later {
		segments, list = append(segments, p.Segments.Names()...), append(list, later.Mixes...)
	}
	return segments, list
}

// lawDoubts are laws of chance of which samples fall short of the mean: much of it is in values that hardly ever occur.
func lawDoubts(p *company.Params) (list []string) {
	const rare, much = 1e-3, 1. / 3
	eachLaw(reflect.ValueOf(*p), "", func(path string, s units.Law) {
		if share := beyond(s, rare); share > much {
			list = append(list, fmt.Sprintf("%s: %.0f%% of its mean is in values that occur once in %g draws: most futures see a smaller mean", path, 100*share, 1/rare))
		}
	})
	return list
}

// beyond returns which share of the mean of a law is in its largest values, of a chance.
func beyond(s units.Law, chance float64) float64 {
	law, err := s.Distribution()
	if err != nil || !(law.Mean() > 0) {
		return 0
	}
	const steps = 2000
	below, width := 0.0, (1-chance)/steps
	for i := range steps {
		below += width * law.Quantile(width*(float64(i)+0.5))
	}
	return 1 - below/law.Mean()
}

// eachLaw calls each with every law of chance in a part of the parameters, and its path.
func eachLaw(v reflect.Value, path string, each func(path string, s units.Law)) {
	if s, ok := v.Interface().(units.Law); ok {
		each(path, s)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachLaw(v.Elem(), path, each)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if named := v.Index(i); named.Kind() == reflect.Struct && named.FieldByName("Value").IsValid() {
				eachLaw(named.FieldByName("Value"), path+"."+named.FieldByName("Name").String(), each)
			} else {
				eachLaw(named, fmt.Sprintf("%s[%d]", path, i), each)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			below := strings.TrimPrefix(path+"."+name, ".")
			if option == "inline" {
				below = path
			}
			if name != "-" && v.Type().Field(i).IsExported() {
				eachLaw(v.Field(i), below, each)
			}
		}
	}
}
