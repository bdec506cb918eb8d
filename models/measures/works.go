package measures

import "postsale/models/ledger"

var inWorks = &Section{Title: "Works and adoption"}

var ofWorks = []Measure{
	{Name: "self_service_share", Section: inWorks, Label: "how-do-I questions that self-service answers",
		Contrast: Contrast{Label: "self-service, %"},
		Unit:     Share, Better: Up, Scopes: bySegment, Wants: "works",
		Definition: "how-do-I questions answered by self-service, over all how-do-I questions", Formula: "deflected / (deflected + opened)",
		Of: func(v View) float64 {
			return ratio(v.sum(ledger.Deflections), v.sum(ledger.Deflections)+v.sum(ledger.Questions))
		}},
	{Name: "work_hours", Section: inWorks,
		Unit: Hours, Better: Up, Scopes: Workers, Wants: "works",
		Definition: "hours of a work that are not out of date, at the end of the period", Formula: "stock", Of: closing(ledger.WorkHours)},
	{Name: "work_value", Section: inWorks,
		Unit: Share, Scopes: Workers, Wants: "works",
		Definition: "what a work moves, at the end of the period: share of questions deflected, or questions or productivity against today, or gap in adoption",
		Formula:    "to + (today - to) x 2^(-(stock - opening) / half)", Of: closing(ledger.WorkValue)},
	{Name: "unadopted_share", Section: inWorks, Label: "product left unused by live customers",
		Contrast: Contrast{Label: "unadopted, %"},
		Unit:     Share, Better: Down, Scopes: bySegment, Wants: "adoption",
		Definition: "share of the product that live customers leave unused, at the end of the period", Formula: "sum of shares / live customers",
		Of: func(v View) float64 { return ratio(v.closing(ledger.Unused), v.closing(ledger.Users)) }},
}

func closing(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.closing(stock) }
}
