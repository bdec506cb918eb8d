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
