package measures

import "postsale/models/ledger"

// ofAnswers are measures of demand that answers back.
var ofAnswers = []Measure{
	{Name: "word_of_mouth", Section: inDeals, Label: "deals by word of mouth, times", Contrast: Contrast{Label: "word of mouth"}, Wants: "deals.detractors or deals.references",
		Unit: Number, Better: Up, Scopes: Company,
		Definition: "factor on the number of deals by what customers tell others", Formula: "mean over quarters",
		Of: func(v View) float64 { return v.sum(ledger.WordOfMouth) / float64(v.to-v.from) }},
	{Name: "deals_deterred", Section: inDeals, Label: "deals lost to prices", Told: Whole, Wants: "delivery.projects.deters",
		Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "deals that were not signed because of the price of their project", Formula: "count", Of: sum(ledger.DealsDeterred)},
}

// ofOfferings are measures of what is sold beside subscriptions and projects.
var ofOfferings = []Measure{
	{Name: "revenue_offerings", Section: inMoney, Label: "of offerings", Wants: "offerings",
		Contrast: Contrast{Label: "offerings, $k", AYear: true},
		Unit:     Dollars, Better: Up, Scopes: bySegment,
		Definition: "revenue of what is sold beside subscriptions and projects, of services and of support", Formula: "integral of what is paid",
		Of: func(v View) float64 { return v.area(ledger.OfferedServices) + v.area(ledger.OfferedSupport) }},
}
