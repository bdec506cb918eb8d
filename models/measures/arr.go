package measures

import "postsale/models/ledger"

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
