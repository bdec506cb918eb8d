package measures

import "postsale/models/ledger"

var inDeals = &Section{Title: "Deals"}

var ofDeals = []Measure{
	{Name: "deals", Section: inDeals,
		Unit: Number, Better: Up, Scopes: bySegment,
		Definition: "deals closed", Formula: "count", Of: sum(ledger.Deals)},
	{Name: "bookings", Section: inDeals,
		Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR of the deals closed", Formula: "sum over deals", Of: sum(ledger.Bookings)},
	{Name: "bookings_month_1", Section: inDeals,
		Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the first month of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsMonth1, ledger.Bookings)},
	{Name: "bookings_month_2", Section: inDeals,
		Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the second month of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsMonth2, ledger.Bookings)},
	{Name: "bookings_month_3", Section: inDeals,
		Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the last month of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsMonth3, ledger.Bookings)},
	{Name: "bookings_last_week", Section: inDeals,
		Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the last week of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsLastWeek, ledger.Bookings)},
}

// ofAnswers are measures of demand that answers back.
var ofAnswers = []Measure{
	{Name: "word_of_mouth", Section: inDeals, Label: "deals by word of mouth, times", Contrast: Contrast{Label: "word of mouth"}, Wants: "deals.detractors or deals.references",
		Unit: Number, Better: Up, Scopes: Company,
		Definition: "factor on the number of deals by what customers tell others", Formula: "mean over quarters",
		Of: func(v View) float64 { return v.sum(ledger.WordOfMouth) / float64(v.to-v.from) }},
	{Name: "deals_pulled", Section: inDeals, Label: "deals pulled to a cut-off", Told: Whole, Wants: "segments.*.starts.pulled",
		Unit: Number, Scopes: bySegment, Source: retentionStarts,
		Definition: "deals that closed at a cut-off and would have closed after it", Formula: "count", Of: sum(ledger.DealsPulled)},
	{Name: "deals_deterred", Section: inDeals, Label: "deals lost to prices", Told: Whole, Wants: "delivery.projects.*.deters",
		Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "deals that were not signed because of the price of their project", Formula: "count", Of: sum(ledger.DealsDeterred)},
}
