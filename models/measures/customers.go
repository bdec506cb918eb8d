package measures

import (
	"postsale/models/ledger"
)

var inARR = &Section{Title: "ARR", In: "in " + Money, Means: true, Decided: true}

var ofARR = []Measure{
	{Name: "arr_opening", Section: inARR, Label: "  opening",
		Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR as the period begins", Formula: "sum m(t)",
		Of: func(v View) float64 { return v.ledger.OpeningARR(v.scope, v.from) }},
	{Name: "arr_new", Section: inARR, Label: "+ new",
		Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR of new customers that began to count", Formula: "sum over customers", Of: sum(ledger.NewARR)},
	{Name: "arr_expansion", Section: inARR, Label: "+ expansion",
		Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR gained by expansion", Formula: "sum over expansions", Of: sum(ledger.ExpansionARR)},
	{Name: "arr_uplift", Section: inARR, Label: "+ uplift",
		Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR gained by price uplifts at renewals", Formula: "sum over renewals", Of: sum(ledger.UpliftARR)},
	{Name: "arr_contraction", Section: inARR, Label: "- contraction",
		Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "ARR lost by contraction at renewals", Formula: "sum over renewals", Of: sum(ledger.ContractionARR)},
	{Name: "arr_churn", Section: inARR, Label: "- churn",
		Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "ARR lost with customers who left", Formula: "sum over churned customers", Of: sum(ledger.ChurnARR)},
	{Name: "arr_churn_stated", Section: inARR, Label: "    of it by events", Wants: "events[].leaves",
		Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "of arr_churn, what left because the file states it", Formula: "sum over events", Of: sum(ledger.StatedChurnARR)},
	{Name: "arr_closing", Section: inARR, Label: "= closing",
		Contrast: Contrast{Label: "ARR at end, $k"},
		Unit:     Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR as the period ends", Formula: "opening + new + expansion + uplift - contraction - churn",
		Of: func(v View) float64 { return v.closing(ledger.ARR) }},
	{Name: "renewal_rate", Section: inARR,
		Unit: Share, Better: Up, Scopes: bySegment,
		Definition: "ARR renewed, before contraction and uplift, over ARR that came up for renewal", Formula: "renewed / (renewed + churned)",
		Of: func(v View) float64 {
			renewed := v.sum(ledger.RenewedARR)
			return ratio(renewed, renewed+v.sum(ledger.ChurnARR))
		}},
	{Name: "customers", Section: inARR,
		Unit: Number, Better: Up, Scopes: bySegment,
		Definition: "customers under contract as the period ends", Formula: "count",
		Of: func(v View) float64 { return v.closing(ledger.Logos) }},
	{Name: "customers_lost", Section: inARR,
		Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "customers who left", Formula: "count", Of: sum(ledger.Churns)},
}

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
