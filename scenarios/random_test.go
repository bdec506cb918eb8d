package scenarios_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"postsale/models/company"
	"postsale/scenarios"
)

// random draws a small valid scenario in which every mechanism may be on.
func random(t *rapid.T) (*company.Params, error) {
	share := func(name string) string { return fmt.Sprintf("%d%%", rapid.IntRange(0, 100).Draw(t, name)) }
	number := func(name string, low, high float64) string {
		return fmt.Sprintf("%.3f", rapid.Float64Range(low, high).Draw(t, name))
	}
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	sets := []string{
		"horizon=" + pick("horizon", "1q", "4q", "6q", "9q"),
		"warm_up=" + pick("warm_up", "0q", "0q", "3q", "5q"),
		"arr_from=" + pick("arr_from", "signature", "go-live"),
		"deals.profile=" + pick("profile", "flat", "default", "severe", "last-day", "{last_week: 30%}", "{weeks: [1, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 9]}"),
		"deals.slip=" + share("slip"),
		"deals.shock_cv=" + pick("shock", "0", "0.1", "1"),
		"deals.counts=" + pick("counts", "poisson", "fixed"),
		"delivery.hand_off=" + pick("hand_off", "0d", "3d"),
		"delivery.teams.crew.people=" + pick("people", "1", "2", "4"),
		"delivery.teams.crew.cuts=" + pick("cuts", "[]", "[{at: 1q, people: 1}]"),
		"delivery.teams.crew.concurrent_projects=" + pick("slots", "2", "3.5", "5"),
		"delivery.teams.crew.queue=" + pick("queue", "first-come", "smallest-first-that-fits", "largest-arr", "segment-order"),
		"delivery.teams.crew.attrition=" + pick("attrition", "0%", "50%", "90%"),
		"delivery.routes=" + pick("routes", "[]",
			"[{partner: helper, mode: overflow}]", "[{partner: helper, mode: overflow, after: 1w}]",
			"[{partner: helper, mode: whole, segments: [small]}]",
			"[{partner: helper, mode: co-deliver, phases: [build], coordination: 20%}, {partner: helper, mode: whole}]",
			"[{partner: helper, mode: co-deliver, phases: [build, launch], projects: [large]}]"),
		"delivery.partners.helper.quality=" + share("quality"),
		"delivery.partners.helper.oversight=" + share("oversight"),
		"delivery.partners.helper.concurrent_projects=" + pick("bench", "1", "3", "1000"),
		"support.configuration.owner=" + pick("owner", "support", "crew", "cs-engineers"),
		"support.reopened=" + pick("reopened", "0%", "5%", "60%"),
		"support.tier1.people=" + pick("tier1", "1", "3"),
		"outcomes.leaving.month_late=" + number("late", .5, 2),
		"outcomes.leaving.tickets_breached=" + number("breached", .5, 3),
		"outcomes.leaving.not_live=" + number("not live", .5, 3),
		"outcomes.expanding.month_late=" + number("expanding", .5, 1),
	}
	for _, segment := range []string{"small", "large"} {
		at := "segments." + segment + "."
		sets = append(sets,
			at+"opening.customers="+pick(segment+" customers", "3", "10"),
			at+"opening.in_flight="+pick(segment+" in flight", "0", "2"),
			at+"deals_per_quarter="+number(segment+" deals", 0, 12),
			at+"deals_growth="+pick(segment+" growth", "0%", "50%", "-50%"),
			at+"terms="+pick(segment+" terms", "{1y: 100%}", "{1mo: 50%, 1y: 50%}", "{2y: 30%, 1q: 70%}"),
			at+"churn.first_renewal="+share(segment+" churn"),
			at+"contraction.probability="+share(segment+" contraction"),
			at+"expansion.per_year="+number(segment+" expansion", 0, 4),
			at+"tickets.early_multiple="+number(segment+" early", 1, 5),
			at+"tickets.size="+pick(segment+" size", "0", "0.5", "1"),
			at+"tickets.premium="+share(segment+" premium"),
		)
	}
	s, err := scenarios.Load("testdata/random.yaml", sets)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(sets, " "), err)
	}
	return &s.Params, nil
}
