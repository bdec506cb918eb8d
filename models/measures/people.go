package measures

import "postsale/models/ledger"

var ofPeople = []Measure{
	{Name: "headcount", Section: inMoney, Label: "headcount",
		Contrast: Contrast{Label: "headcount"},
		Unit:     Number, Scopes: Company | Payroll,
		Definition: "people on the payroll of the post-sale teams", Formula: "time average", Of: mean(ledger.Headcount)},
}
