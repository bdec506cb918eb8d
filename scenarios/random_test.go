package scenarios_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/models/company"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// random draws a small valid scenario in which every mechanism may be on.
func random(t *rapid.T) (*company.Params, error) {
	return settled(drawn.Draw(t, "scenario"))
}

// settled returns the random scenario with some settings.
func settled(sets []string) (*company.Params, error) {
	s, err := scenarios.Load("testdata/random.yaml", sets)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(sets, " "), err)
	}
	return &s.Params, nil
}

// mustSettle is settled for settings that are valid.
func mustSettle(t require.TestingT, sets ...string) *company.Params {
	p, err := settled(sets)
	require.NoError(t, err)
	return p
}

// drawn are the settings that make testdata/random.yaml a random scenario: every key by what its dictionary says of it, and
// then, by hand, what only makes sense together.
var drawn = rapid.Custom(func(t *rapid.T) []string {
	share := func(name string) string { return fmt.Sprintf("%d%%", rapid.IntRange(0, 100).Draw(t, name)) }
	pick := func(name string, from ...string) string { return evenly(t, name, from) }
	var sets []string
	set := func(path, value string) { sets = append(sets, path+"="+value) }
	for _, turn := range turns() {
		if value := evenly(t, turn.path, turn.values); value != turn.stated {
			set(turn.path, value)
		}
	}

	chance := pick("chance", "50%", "20%", "null")
	if chance == "null" { // nothing raises what is certain
		sets = slices.DeleteFunc(sets, func(set string) bool {
			path, value, _ := strings.Cut(set, "=")
			ratio, err := strconv.ParseFloat(value, 64)
			return strings.HasPrefix(path, "outcomes.expanding.") && err == nil && ratio > 1
		})
	}
	set("horizon", pick("horizon", "4q", "1q", "6q", "9q"))
	year := pick("fiscal year", "february", "may", "november")
	set("fiscal_year_starts", year)
	set("targets", pick("targets", "null", "[{measure: nrr, at_least: 100%}, {measure: start_delay_mean, segment: small, at_most: 2w}]"))
	set("deals.profile", pick("profile", "flat", "flat", "default", "severe", "last-day", "last-day", "{last_week: 30%}", "{weeks: [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4]}", "{weeks: [1, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 9]}"))
	set("deals.seasonality", pick("seasonality", "[1, 1, 1, 1]", "[0.8, 0.9, 1, 1.3]", "[0, 1, 3, 0]"))

	crew := "delivery.teams.crew."
	set(crew+"people", pick("people", "1", "2", "4"))
	set(crew+"hires", pick("hires", "[]", "[{at: 5w, people: 2}]", "[{at: 2027-06-12, people: 2}]", "[{at: 0d, people: 1}, {at: 4q, people: 1}]"))
	set(crew+"cuts", pick("cuts", "[]", "[{at: 1q, people: 1}]", "[{at: FY28 Q3, people: 1}]"))
	set(crew+"ramp", pick("ramp", "[0%, 50%, 50%]", "[]", "[100%, 0%]"))
	set(crew+"heads", pick("heads", "4", "2", "6", "null"))
	set(crew+"productive_hours", pick("hours", "8h/w", "19.1h/w", "40h/w"))
	set(crew+"concurrent_projects", pick("slots", "2", "2.5", "5"))
	gradual := pick("gradual route", "{partner: helper, mode: overflow, share: 20%, grows_to: 90%, half: 1q}, ",
		"{partner: helper, mode: whole, share: 50%, opens: {at: 2027-05-20}}, ", "",
		"{partner: helper, mode: whole, share: 0%, grows_to: 60%, half: 20d, opens: {arr: 10k}}, ",
		"{partner: helper, mode: co-deliver, phases: [build], share: 70%, grows_to: 10%, half: 1mo, opens: {at: 0d}}, ", "",
		"{partner: helper, mode: overflow, opens: {arr: 500k}, segments: [small]}, ")
	set("delivery.routes", strings.Replace(pick("routes",
		"[{partner: helper, mode: overflow}]", "[]",
		"[{partner: helper, mode: overflow, after: 1w}]",
		"[{partner: helper, mode: whole, segments: [small]}]",
		"[{partner: helper, mode: co-deliver, phases: [build], coordination: 20%, segments: [small]}, {partner: helper, mode: whole}]",
		"[{partner: helper, mode: co-deliver, phases: [build, launch], projects: [large]}, {partner: helper, mode: overflow}]"), "[", "["+gradual, 1))
	set("delivery.teams.architects.concurrent_projects", pick("architect's slots", "0.5", "0.5", "1"))
	for _, phase := range []string{"small.phases[1]", "large.phases[2]"} {
		if slots := pick("slots of "+phase, "0.5", "0.5", "0.25", "0.5", "none"); slots != "none" {
			set("delivery.projects."+phase+".team", "architects")
			set("delivery.projects."+phase+".slots", slots)
		}
	}
	helper := "delivery.partners.helper."
	set(helper+"concurrent_projects", pick("bench", "1", "3", "1000"))
	set(helper+"growth", pick("bench growth", "20%", "0%", "-50%"))
	set(helper+"learning", pick("learning", "{half_every: 3, effort_factor: 0.9}", "null", "{half_every: 1, effort_factor: 2, quality: 50%}"))
	set(helper+"managed", pick("managed", "{team: success, projects_per_person: 0.1, quality: 40%, lead_time: 4w}", "null",
		"{team: tier1, projects_per_person: 0.1, quality: 0%, lead_time: 2w}", "{team: crew, projects_per_person: 0.1, quality: 60%, lead_time: 0d}",
		"{team: success, projects_per_person: 0.2, quality: 70%, lead_time: 3w}"))
	set("later", pick("later", "[{at: 20d, segments: {small: {terms: {1y: 50%, 2y: 50%}}, large: {projects: {small: 80%, large: 20%}}}, "+
		"delivery: {projects: {small: {price: {fixed: 9k}}, large: {}}}}]", "null",
		"[{at: 0d, segments: {small: {projects: {large: 100%}}}}, {at: 30d, delivery: {projects: {small: {price: {first_year_share: 50%}}, large: {price: {per_hour: 10}}}}}]",
		"[{at: 2027-06-10, segments: {large: {terms: {3y: 100%}, projects: {large: 100%}}, small: {projects: {small: 50%, large: 50%}}}}]"))
	set(helper+"minimum", pick("minimum", "{projects_per_quarter: 2, lead_time: 3w}", "null"))
	for _, kind := range []string{"small", "large"} {
		set("delivery.projects."+kind+".price", pick(kind+" price", "{fixed: 3k}", "{per_hour: 200}", "{first_year_share: 10%}", "null"))
		set("delivery.projects."+kind+".promised", pick(kind+" promised", "2w", "5w", "30w"))
		set("delivery.projects."+kind+".deters", pick(kind+" deters", "0%", "20%", "50%"))
	}
	set("delivery.projects.small.slots", pick("small slots", "0.5", "0.5", "0"))
	set("delivery.projects.large.scoping", pick("scoping", "{team: architects, hours: 6h, win_rate: 25%, lead: 4w, foresees: 60%}",
		"{team: crew, hours: 20h, win_rate: 100%, lead: 0d, foresees: 100%}", "{team: crew, hours: 0h, foresees: 30%}", "null"))
	set("delivery.projects.small.phases[0].shared", pick("shared", "80%", "100%", "null"))
	set("delivery.projects.large.phases[1].blocked", pick("blocked", "{share: 90%, wait: {exponential: {mean: 3w}}}", "{share: 60%, wait: 4w}", "{share: 100%, wait: 1w}", "null"))
	if pick("matures", "it does", "it does", "it does not") == "it does not" {
		sets = slices.DeleteFunc(sets, func(set string) bool { return strings.HasPrefix(set, "delivery.projects.large.matures.") })
		set("delivery.projects.large.matures", "null")
	}
	set("delivery.free_effort", pick("free effort", "120%", "50%", "120%", "null"))
	set("deals.detractors", pick("detractors", "null", "{per_point: 1%, normal: 10%}", "{per_point: 5%, normal: 0%}"))
	set("offerings.premium.share", pick("premium share", "{small: 30%, large: 60%}", "{small: 100%}", "{small: 0%, large: 20%}"))
	set("offerings.premium.price", pick("premium price", "{arr_share: 15%}", "{a_year: 2k}"))
	premium := pick("premium", "false", "true")
	set("offerings.premium.premium", premium)
	sets = append(sets, stoodIn(t)...)
	set("support.reopened", pick("reopened", "5%", "0%", "60%"))
	if pick("office hours", "held", "held", "held", "none") == "none" {
		sets = slices.DeleteFunc(sets, func(set string) bool { return strings.HasPrefix(set, "support.office_hours.") })
		set("support.office_hours", "null")
	}
	set("support.induced", pick("induced", "null", "{elasticity: 50%, usual: 1h}", "{elasticity: 10%, usual: 2d}"))

	for _, work := range []string{"guides", "lessons", "tools"} {
		set("works."+work+".people", pick(work+" people", "0", "1", "5"))
	}
	set("works.guides.moves", pick("guides move", "deflection", "how-do-i"))
	set("works.guides.to", pick("guides to", "55%", "80%", "0%"))
	set("works.tools.of", pick("tools of", "[crew]", "[tier1, success]", "[architects, cs-engineers]"))
	if pick("works", "some", "none") == "none" {
		set("works", "null")
		set("adoption", pick("adoption", "{gap: 40%, time: 1q}", "null"))
	}

	if pick("sponsors", "there", "there", "there", "none") == "there" {
		set("success.sponsors.leave", pick("leave", "90%", "99%", "99%", "50%", "0%"))
		set("success.sponsors.regained", pick("regained", "{exponential: {mean: 1q}}", "{exponential: {mean: 2w}}"))
	} else {
		set("success.sponsors", "null")
	}
	if pick("executives", "there", "there", "there", "there", "none") == "there" {
		set("success.executives.team", pick("executive team", "crew", "crew", "success"))
		set("success.executives.segments", pick("executive segments", "[large, small]", "[large, small]", "[large]"))
		set("success.executives.accounts_per_person", pick("accounts a person", "20", "20", "2.5", "0.5"))
		set("success.executives.cushions", pick("cushions", "70%", "100%", "70%", "0%"))
		set("success.teams.success.cuts", pick("success cuts", "[]", "[{at: 20d, people: 1}, {at: 40d, people: 1}]"))
	} else {
		set("success.executives", "null")
	}

	switch pick("engineering", "bugs", "bugs", "bugs", "no bugs", "no bugs", "no bugs", "null", "null") {
	case "null":
		set("engineering", "null")
		set("support.engineering.lag", pick("lag", "{exponential: {mean: 10d}}", "0d", "5d", "{gamma: {mean: 8d, cv: 0.5}}"))
	case "no bugs":
		set("engineering.bugs", "null")
		set("delivery.projects.large.phases[0].team", pick("design", "engineering", "engineering", "engineering", "architects"))
	default:
		set("engineering.people", pick("engineers", "2", "0", "1"))
		set("delivery.projects.large.phases[0].team", pick("design", "engineering", "engineering", "engineering", "architects"))
	}

	for _, decision := range []string{"leaving", "expanding", "contracting"} {
		set("outcomes."+decision+".weeks_over", pick(decision+" by weeks over", "null", "0.9", "0.5"))
	}
	set("segments.large.acv", pick("large acv", "{triangular: {low: 20k, mode: 60k, high: 300k}}", "{lognormal: {mean: 90k, cv: 1}}",
		"{empirical: {file: random.csv, column: arr}}", "{pert: {low: 20k, mode: 60k, high: 300k}}"))
	set("delivery.projects.large.effort_multiplier", pick("large effort", "{lognormal: {mean: 1, cv: 0.8}}", "{lognormal: {median: 1, cv: 0.8}}", "1", "{exponential: {mean: 1}}", "{gamma: {mean: 1, cv: 0.8}}"))
	accounts, warmUp := rapid.IntRange(0, 3).Draw(t, "accounts") == 3, "0q"
	if accounts {
		set("accounts", "random.csv")
	} else {
		warmUp = pick("warm_up", "0q", "3q", "5q")
		set("warm_up", warmUp)
	}
	if year == "february" && warmUp == "0q" {
		set("actuals", pick("actuals", "null", "actuals.csv"))
	}
	for _, segment := range []string{"small", "large"} {
		at := "segments." + segment + "."
		if accounts {
			set(at+"opening.customers", "null")
			set(at+"opening.in_flight", "null")
			set(at+"opening.arr", "null")
		} else {
			set(at+"opening.customers", pick(segment+" customers", "3", "10"))
			set(at+"opening.in_flight", pick(segment+" in flight", "0", "2"))
			if all := pick(segment+" opening ARR", "null", "null", "90k"); segment == "small" { // the values of a column stay as they are
				set(at+"opening.arr", all)
			}
		}
		set(at+"deals_per_quarter", pick(segment+" deals", "0", "3.5", "10", "20"))
		set(at+"expansion.chance", chance)
		set(at+"expansion.projects", pick(segment+" expansion projects", "{small: 40%}", "{small: 50%, large: 50%}", "{large: 100%}", "null"))
		set(at+"starts", pick(segment+" starts", "{every: 1mo, cut_off: 2d, pulled: 60%, window: 10d}", "{every: 2w, pulled: 100%, window: 3d}",
			"{every: 1q, cut_off: 1w}", "{every: 1w, cut_off: 2d, pulled: 100%, window: 4d}", "{every: 2w, cut_off: 3w, pulled: 80%}", "null"))
		set(at+"tickets.per_month", pick(segment+" tickets", "0", "0.5", "1.5", "3"))
		terms := pick(segment+" terms", "{1y: 100%}", "{1mo: 50%, 1y: 50%}", "{2y: 30%, 1q: 70%}")
		set(at+"terms", terms)
		if premium == "false" {
			set(at+"tickets.premium", share(segment+" premium"))
		}
		if first, _, _ := strings.Cut(strings.TrimPrefix(terms, "{"), ":"); pick(segment+" price by term", "one", "several") == "several" {
			set(at+"price_by_term", "{"+first+": "+pick(segment+" price of "+first, "90%", "120%")+"}")
		}
		var short []string // accounts have both
		for _, term := range []string{"1mo", "1q"} {
			if accounts || strings.Contains(terms, term) {
				short = append(short, term+": "+share(segment+" churn in "+term))
			}
		}
		set(at+"churn.by_term", "{"+strings.Join(short, ", ")+"}")
		set(at+"churn.concentration", pick(segment+" concentration", "null", "2", "50"))
		set(at+"projects", pick(segment+" projects", "{small: 30%, large: 70%}", "{small: 100%}"))
	}
	sets = append(sets, known(t, sets, accounts)...)
	sets = append(sets, caredFor(t, &sets)...)
	sets = append(sets, hiring(t, sets)...)
	if pick("offerings", "some", "some", "none") == "none" {
		sets = slices.DeleteFunc(sets, func(set string) bool { return strings.HasPrefix(set, "offerings.") })
		set("offerings", "null")
	}
	if pick("ideal", "none", "none", "none", "some", "some") == "some" {
		var ideal []string
		for _, name := range company.IdealisationNames() {
			if rapid.Bool().Draw(t, name) {
				ideal = append(ideal, name)
			}
		}
		set("ideal", "["+strings.Join(ideal, ", ")+"]")
	}
	return sets
})

// known draws what is known to happen.
func known(t *rapid.T, sets []string, accounts bool) []string {
	var list []string
	some := func(name string, events ...string) {
		if i := rapid.IntRange(0, len(events)).Draw(t, name); i > 0 {
			list = append(list, events[i-1])
		}
	}
	some("an account leaves", "{at: 30d, leaves: {largest: large}}", "{at: 0d, leaves: {largest: all}}", "{at: 2027-06-21, leaves: {largest: small}}")
	some("another leaves", "{at: 30d, leaves: {largest: small}}", "{at: 20d, leaves: {largest: small}}")
	some("an account renews", "{at: 20d, renews: {largest: all}}", "{at: 0d, renews: {largest: small}}")
	some("an account pays late", "{at: 25d, pays_late: {largest: small, by: 4w}}", "{at: 0d, pays_late: {largest: large, by: 4h}}", "{at: 40d, pays_late: {largest: all}}")
	some("people leave", "{at: 15d, loses: {team: crew, people: 1}}", "{at: 0d, loses: {team: generalists, people: 1}}", "{at: 40d, loses: {team: tier2, people: 1}}")
	some("prices rise", "{at: 10d, prices_rise: {by: 10%, segment: small}}", "{at: 0d, prices_rise: 40%}", "{at: 5w, prices_rise: {by: 3%, segment: large}}")
	some("prices rise again", "{at: 45d, prices_rise: 7%}")
	if !slices.Contains(sets, "engineering=null") {
		some("a release slips", "{at: 12d, release_slips: 3w}", "{at: 0d, release_slips: 3d}")
		some("another slips", "{at: 13d, release_slips: 1w}")
	}
	if accounts {
		some("one of the accounts", "{at: 10d, leaves: a-02}, {at: 20d, renews: a-02}", "{at: 1d, pays_late: a-01}, {at: 3d, renews: a-01}")
	} else {
		some("too many leave", strings.Repeat("{at: 50d, leaves: {largest: small}}, ", 20)+"{at: 50d, pays_late: {largest: small}}")
	}
	return []string{"events=[" + strings.Join(list, ", ") + "]"}
}

// stoodIn draws who stands in for whom, and who moves.
func stoodIn(t *rapid.T) (sets []string) {
	pick := func(name string, from ...string) string { return evenly(t, name, from) }
	set := func(path, value string) { sets = append(sets, path+"="+value) }
	generalists := "delivery.teams.generalists."
	set(generalists+"people", pick("generalists", "1", "2", "3"))
	set(generalists+"switching", pick("switching", "15min", "1h", "null"))
	set(generalists+"skill.small", pick("small", "10h", "12h", "12h", "0h"))
	set("engineering.switching", pick("switching of engineers", "null", "15min"))
	if pick("stand-ins", "there", "there", "none") == "none" {
		for _, path := range []string{"delivery.teams.crew", "delivery.teams.architects", "support.tier1", "support.tier2", "support.cs_engineers", "success.teams.success"} {
			set(path+".stand_in", "null")
		}
		set("support.tier1.people", pick("tier 1", "1", "3"))
		return sets
	}
	set("support.tier1.people", pick("tier 1", "0", "1", "3"))
	set("support.tier1.hires", pick("tier 1 hires", "[]", "[{at: 2w, people: 1}]"))
	set("support.cs_engineers.people", pick("cs engineers", "0", "1"))
	set("delivery.teams.crew.transfers", pick("transfers", "[]", "[{at: 30d, from: generalists, people: 1}]", "[{at: 1q, from: generalists, people: 1}]"))
	set("delivery.teams.crew.ramp_inside", pick("ramp inside", "[50%, 100%]", "[]"))
	return sets
}

// caredFor draws who looks after customers, and takes out of the settings what is of nobody.
func caredFor(t *rapid.T, sets *[]string) (cared []string) {
	pick := func(name string, from ...string) string { return evenly(t, name, from) }
	set := func(path, value string) { cared = append(cared, path+"="+value) }
	without := func(path string) {
		*sets = slices.DeleteFunc(*sets, func(set string) bool { return strings.HasPrefix(set, path+".") })
		set(path, "null")
	}
	people := []string{"2", "6", "0", "0", "1", "0"}
	if slices.ContainsFunc(*sets, func(set string) bool { return strings.HasPrefix(set, "success.teams.success.cuts=[{") }) {
		people = people[:2]
	}
	set("success.teams.success.people", pick("success people", people...))
	if pick("contracting", "by the file", "by the file", "as in part one") == "as in part one" {
		without("outcomes.contracting")
	}
	if pick("success", "acts", "acts", "acts", "rests") == "rests" {
		for _, path := range []string{"segments.small.success", "segments.large.success", "success.rescue", "success.health", "success.expansions", "success.renewals"} {
			without(path)
		}
		return cared
	}
	lacks := pick("success lacks", "nothing", "nothing", "nothing", "renewals", "expansions", "rescue")
	if lacks != "nothing" {
		without("success." + lacks)
	}
	for _, part := range []string{"renewals", "expansions"} {
		if part != lacks {
			set("success."+part+".owner", pick(part+" owner", "own", "success", "crew"))
		}
	}
	set("success.health.yellow", pick("yellow", "1.15", "1.05"))
	set("success.health.red", pick("red", "1.4", "1.2", "1.15"))
	set("success.sold_by_success_today", pick("sold today", "false", "true", "false", "false", "null"))
	set("segments.small.success.team", pick("who cares for small", "success", "success", "crew"))
	set("segments.large.success.team", pick("who cares for large", "crew", "success"))
	return cared
}

// hiring draws by which rules teams hire, each of what it can have.
func hiring(t *rapid.T, sets []string) (rules []string) {
	value := func(path string) (last string) { // an earlier setting gives way
		for _, set := range sets {
			if at, v, _ := strings.Cut(set, "="); at == path {
				last = v
			}
		}
		return last
	}
	rule := func(path string, choices ...string) {
		rules = append(rules, path+".hire_when="+evenly(t, path+" hires by", choices))
	}
	crew := []string{"[]", "[{measure: start_delay, above: 1d, lead: 2w}]", "[{measure: start_delay, above: 2d, lead: 1mo, most: 6}, {measure: queue, above: 0.1, people: 2, lead: 0d, most: 9}]",
		"[{measure: used, above: 40%, people: 2, lead: 1mo, most: 12}]", "[{measure: queue, above: 0, lead: 3w, most: 9}]", "[{measure: queue, above: 0.1, lead: 1w, people: 2}]"}
	if value("support.configuration.owner") == "crew" {
		crew = append(crew[1:], "[{measure: backlog, above: 0.05, lead: 1w, most: 8}]", "[{measure: first_response, above: 2h, lead: 1w, most: 8}]")
	}
	if value("segments.large.success.team") == "crew" {
		crew = append(crew, "[{measure: load, above: 80%, lead: 2w, most: 12}]")
	}
	rule("delivery.teams.crew", crew...)
	rule("support.tier1", "[]", "[{measure: first_response, above: 1h, lead: 2w, most: 5}]",
		"[{measure: backlog, above: 1, lead: 0d, people: 3, most: 8}, {measure: used, above: 50%, lead: 1mo}]")
	rule("support.tier2", "[]", "[]", "[{measure: backlog, above: 0.5, lead: 1w, most: 5}]")
	if value("segments.small.success") != "null" {
		used := "[{measure: used, above: 10%, lead: 1mo, most: 9}]"
		switch {
		case value("segments.small.success.team") == "success" || value("segments.large.success.team") == "success":
			rule("success.teams.success", "[]", "[{measure: load, above: 100%, lead: 1w, most: 4}]", "[{measure: load, above: 70%, people: 2, lead: 1mo}]", used)
		case value("success.renewals.owner") == "success" || value("success.expansions.owner") == "success":
			rule("success.teams.success", "[]", used)
		}
	}
	if value("engineering") != "null" {
		rule("engineering", "[]", "[]", "[{measure: backlog, above: 0.2, lead: 2w, most: 5}]", "[{measure: used, above: 30%, lead: 1mo, most: 5}]")
	}
	return rules
}

// onAllCores does something for the numbers 1 to n and hands over what comes of
// it, in order.
func onAllCores[R any](t *testing.T, n int, do func(number int) R, each func(number int, r R)) {
	t.Helper()
	s := experiment.Run(context.Background(), experiment.Options{First: 1, Trials: n}, func(int) func(int) R { return do },
		func(number int, results []R) { each(number, results[0]) })
	require.Empty(t, s.Failures)
}
