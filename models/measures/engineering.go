package measures

import "postsale/models/ledger"

var inEngineering = &Section{Title: "Engineering"}

var ofEngineering = []Measure{
	{Name: "fixes", Section: inEngineering, Label: "fixes shipped", Told: Whole,
		Unit: Number, Scopes: bySegment, Wants: "engineering",
		Definition: "fixes shipped that tickets waited for", Formula: "count", Of: sum(ledger.Fixes)},
	{Name: "fix_time_mean", Section: inEngineering, Label: "mean time to a fix, working days",
		Contrast: Contrast{Label: "time to a fix, days"},
		Unit:     Days, Better: Down, Scopes: bySegment, Wants: "engineering",
		Definition: "days from the referral of a ticket until its fix shipped, of fixes shipped in the period",
		Formula:    "sum of days / fixes shipped", Of: per(ledger.FixDays, ledger.Fixes)},
	{Name: "bugs_open", Section: inEngineering, Label: "bugs at the end",
		Contrast: Contrast{Label: "bugs at the end", Told: Whole},
		Unit:     Number, Better: Down, Scopes: Company, Wants: "engineering.bugs",
		Definition: "bugs in the product as the period ends", Formula: "as the period ends",
		Of: func(v View) float64 { return v.closing(ledger.BugsOpen) }},
	{Name: "engineers_used", Section: inEngineering, Label: "engineers on fixes, the rest on bugs",
		Contrast: Contrast{Label: "engineers used, %"},
		Unit:     Share, Scopes: Company, Wants: "engineering",
		Definition: "hours of engineers drawn by fixes and projects, over hours there (ramp counted); what is left goes into bugs",
		Formula:    "integral of drawn / integral of there", Of: used(ledger.EngineersDrawn, ledger.EngineersThere)},
}
