package measures

import "postsale/models/ledger"

var inRetention = &Section{Title: "Retention", Decided: true}

var ofRetention = []Measure{
	{Name: "nrr", Section: inRetention,
		Contrast: Contrast{Label: "NRR"},
		Unit:     Share, Better: Up, Scopes: bySegment, Yearly: true, Source: saas,
		Definition: "net revenue retention: ARR now of the customers of twelve months ago, over their ARR then",
		Formula:    "sum m(t) / sum m(t-12) over customers with m(t-12) > 0",
		Of:         yearly(ledger.CohortKept, ledger.CohortARR)},
	{Name: "grr", Section: inRetention,
		Contrast: Contrast{Label: "GRR"},
		Unit:     Share, Better: Up, Scopes: bySegment, Yearly: true, Source: saas,
		Definition: "gross revenue retention: the same with no customer counted above its ARR then",
		Formula:    "sum min(m(t), m(t-12)) / sum m(t-12) over customers with m(t-12) > 0",
		Of:         yearly(ledger.CohortCap, ledger.CohortARR)},
	{Name: "logo_retention", Section: inRetention,
		Contrast: Contrast{Label: "customers kept"},
		Unit:     Share, Better: Up, Scopes: bySegment, Yearly: true, Source: saas,
		Definition: "customers of twelve months ago who are still customers, over all of them",
		Formula:    "count m(t) > 0 / count m(t-12) > 0 over customers with m(t-12) > 0",
		Of:         yearly(ledger.CohortStay, ledger.CohortLogos)},
	{Name: "nrr_flow", Section: inRetention,
		Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: board,
		Definition: "net revenue retention by flows of the same customers: losses and gains of the twelve months",
		Formula:    "(opening - churn - contraction + expansion + uplift) / opening of the customers with m(t-12) > 0",
		Of: func(v View) float64 {
			opening := v.last(ledger.CohortARR)
			return ratio(opening-v.last(ledger.CohortLost)+v.last(ledger.CohortGain), opening)
		}},
	{Name: "grr_flow", Section: inRetention,
		Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: board,
		Definition: "gross revenue retention by flows of the same customers: no gain hides a loss; may fall below 0",
		Formula:    "(opening - churn - contraction) / opening of the customers with m(t-12) > 0",
		Of: func(v View) float64 {
			opening := v.last(ledger.CohortARR)
			return ratio(opening-v.last(ledger.CohortLost), opening)
		}},
}

// yearly is of the twelve months that end with the view.
func yearly(part, whole ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.last(part), v.last(whole)) }
}
