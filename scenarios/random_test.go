package scenarios_test

import (
	"context"
	"fmt"
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

// drawn are the settings that make testdata/random.yaml a random scenario.
var drawn = rapid.Custom(func(t *rapid.T) []string {
	share := func(name string) string { return fmt.Sprintf("%d%%", rapid.IntRange(0, 100).Draw(t, name)) }
	number := func(name string, low, high float64) string {
		return fmt.Sprintf("%.3f", rapid.Float64Range(low, high).Draw(t, name))
	}
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	var sets []string
	set := func(path, value string) { sets = append(sets, path+"="+value) }
	effect := func(path string, low, high float64) {
		if on := rapid.IntRange(0, 2).Draw(t, path+" on") > 0; on {
			set(path, number(path, low, high))
		}
	}

	set("horizon", pick("horizon", "4q", "1q", "6q", "9q"))
	set("fiscal_year_starts", pick("fiscal year", "february", "may", "november"))
	set("arr_from", pick("arr_from", "signature", "go-live"))
	set("targets", pick("targets", "null", "[{measure: nrr, at_least: 100%}, {measure: start_delay_mean, segment: small, at_most: 2w}]"))
	set("deals.profile", pick("profile", "flat", "default", "severe", "last-day", "{last_week: 30%}", "{weeks: [1, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 9]}"))
	set("deals.seasonality", pick("seasonality", "[1, 1, 1, 1]", "[0.8, 0.9, 1, 1.3]", "[0, 1, 3, 0]"))
	set("deals.slip", share("slip"))
	set("deals.shock_cv", pick("shock", "0", "0.1", "1"))
	set("deals.counts", pick("counts", "poisson", "fixed"))

	set("delivery.hand_off", pick("hand_off", "0d", "3d"))
	crew := "delivery.teams.crew."
	set(crew+"people", pick("people", "1", "2", "4"))
	set(crew+"hires", pick("hires", "[]", "[{at: 5w, people: 2}]", "[{at: 0d, people: 1}, {at: 4q, people: 1}]"))
	set(crew+"cuts", pick("cuts", "[]", "[{at: 1q, people: 1}]"))
	set(crew+"ramp", pick("ramp", "[0%, 50%, 50%]", "[]", "[100%, 0%]"))
	set(crew+"productive_hours", pick("hours", "8h/w", "19.1h/w", "40h/w"))
	set(crew+"concurrent_projects", pick("slots", "2", "2.5", "5"))
	set(crew+"queue", pick("queue", "first-come", "smallest-first-that-fits", "largest-arr", "segment-order"))
	set(crew+"attrition", pick("attrition", "50%", "0%", "90%"))
	set("delivery.routes", pick("routes",
		"[{partner: helper, mode: overflow}]", "[]",
		"[{partner: helper, mode: overflow, after: 1w}]",
		"[{partner: helper, mode: whole, segments: [small]}]",
		"[{partner: helper, mode: co-deliver, phases: [build], coordination: 20%, segments: [small]}, {partner: helper, mode: whole}]",
		"[{partner: helper, mode: co-deliver, phases: [build, launch], projects: [large]}, {partner: helper, mode: overflow}]"))
	helper := "delivery.partners.helper."
	set(helper+"quality", share("quality"))
	set(helper+"oversight", share("oversight"))
	set(helper+"concurrent_projects", pick("bench", "1", "3", "1000"))
	set(helper+"growth", pick("bench growth", "20%", "0%", "-50%"))
	set(helper+"lead_time", pick("lead time", "1w", "0d"))
	set(helper+"effort_factor", pick("effort factor", "1.3", "1", "0.5"))
	set(helper+"learning", pick("learning", "{half_every: 3, effort_factor: 0.9}", "null", "{half_every: 1, effort_factor: 2, quality: 50%}"))
	set(helper+"minimum", pick("minimum", "{projects_per_quarter: 2, lead_time: 3w}", "null"))
	for _, kind := range []string{"small", "large"} {
		set("delivery.projects."+kind+".price", pick(kind+" price", "{fixed: 3k}", "{per_hour: 200}", "{first_year_share: 10%}", "null"))
		set("delivery.projects."+kind+".promised", pick(kind+" promised", "2w", "5w", "30w"))
	}

	set("support.tier1.people", pick("tier 1", "1", "3"))
	set("support.configuration.owner", pick("owner", "crew", "support", "cs-engineers"))
	set("support.configuration.escalated", share("configuration escalated"))
	set("support.how_do_i.deflected", share("deflected"))
	set("support.how_do_i.escalated", share("how-do-I escalated"))
	set("support.engineering.share", share("engineering"))
	set("support.reopened", pick("reopened", "5%", "0%", "60%"))
	set("support.targets.first_response", pick("first response", "4h", "30min", "5d"))
	set("support.targets.resolution", pick("resolution", "24h", "4h", "30d"))
	set("support.poor_delivery_multiple", pick("poor delivery", "1", "4", "0"))
	set("money.hosting", pick("hosting", "10%", "0%"))

	set("outcomes.late_fades", share("late fades"))
	set("outcomes.forgets", pick("forgets", "6mo", "1w"))
	effect("outcomes.leaving.month_late", .5, 2)
	effect("outcomes.leaving.not_live", .5, 3)
	effect("outcomes.leaving.tickets_breached", .5, 3)
	effect("outcomes.leaving.partner_delivered", .5, 2)
	effect("outcomes.leaving.partner_quality", .5, 3)
	effect("outcomes.expanding.month_late", .5, 1)
	effect("outcomes.expanding.tickets_breached", .1, 1)
	effect("outcomes.expanding.partner_delivered", .5, 1)
	effect("outcomes.expanding.partner_quality", .5, 1)

	set("segments.large.acv", pick("large acv", "{triangular: {low: 20k, mode: 60k, high: 300k}}", "{lognormal: {mean: 90k, cv: 1}}",
		"{empirical: {file: random.csv, column: arr}}", "{pert: {low: 20k, mode: 60k, high: 300k}}"))
	set("delivery.projects.large.effort_multiplier", pick("large effort", "{lognormal: {mean: 1, cv: 0.8}}", "1", "{exponential: {mean: 1}}", "{gamma: {mean: 1, cv: 0.8}}"))
	accounts := rapid.IntRange(0, 3).Draw(t, "accounts") == 3
	if accounts {
		set("accounts", "random.csv")
	} else {
		set("warm_up", pick("warm_up", "0q", "3q", "5q"))
	}
	for _, segment := range []string{"small", "large"} {
		at := "segments." + segment + "."
		if accounts {
			set(at+"opening.customers", "null")
			set(at+"opening.in_flight", "null")
		} else {
			set(at+"opening.customers", pick(segment+" customers", "3", "10"))
			set(at+"opening.in_flight", pick(segment+" in flight", "0", "2"))
			set(at+"opening.age_ratio", pick(segment+" ages", "75%", "0%"))
		}
		set(at+"opening.open_tickets", pick(segment+" open tickets", "0", "2"))
		set(at+"deals_per_quarter", pick(segment+" deals", "0", "3.5", "10", "20"))
		set(at+"deals_growth", pick(segment+" growth", "0%", "50%", "-50%"))
		terms := pick(segment+" terms", "{1y: 100%}", "{1mo: 50%, 1y: 50%}", "{2y: 30%, 1q: 70%}")
		set(at+"terms", terms)
		var short []string // accounts have both
		for _, term := range []string{"1mo", "1q"} {
			if accounts || strings.Contains(terms, term) {
				short = append(short, term+": "+share(segment+" churn in "+term))
			}
		}
		set(at+"churn.by_term", "{"+strings.Join(short, ", ")+"}")
		set(at+"churn.first_renewal", share(segment+" churn"))
		set(at+"churn.concentration", pick(segment+" concentration", "null", "2", "50"))
		set(at+"contraction.probability", share(segment+" contraction"))
		set(at+"uplift", pick(segment+" uplift", "2%", "0%", "30%"))
		set(at+"expansion.per_year", pick(segment+" expansion", "0", "1", "4"))
		set(at+"tickets.per_month", number(segment+" tickets", 0, 3))
		set(at+"tickets.configuration_per_week", pick(segment+" configuration", "0.3", "0"))
		set(at+"tickets.early_multiple", number(segment+" early", 1, 5))
		set(at+"tickets.size", pick(segment+" size", "0", "0.5", "1"))
		set(at+"tickets.premium", share(segment+" premium"))
		set(at+"projects", pick(segment+" projects", "{small: 30%, large: 70%}", "{small: 100%}"))
	}
	if pick("ideal", "none", "none", "some") == "some" {
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

// onAllCores does something for the numbers 1 to n and hands over what comes of
// it, in order.
func onAllCores[R any](t *testing.T, n int, do func(number int) R, each func(number int, r R)) {
	t.Helper()
	s := experiment.Run(context.Background(), experiment.Options{First: 1, Trials: n}, func(int) func(int) R { return do },
		func(number int, results []R) { each(number, results[0]) })
	require.Empty(t, s.Failures)
}
