package measures

import (
	"postsale/models/fiscal"
	"postsale/models/ledger"
)

var inSupport = &Section{Title: "Support", In: "times in working hours"}

var ofSupport = []Measure{
	{Name: "tickets", Section: inSupport, Label: "tickets", Told: Whole,
		Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "tickets opened that a person had to answer, configuration issues included", Formula: "count", Of: sum(ledger.Tickets)},
	{Name: "tickets_deflected", Section: inSupport,
		Unit: Number, Scopes: bySegment,
		Definition: "questions answered by self-service", Formula: "count", Of: sum(ledger.Deflections)},
	{Name: "ticket_backlog", Section: inSupport, Label: "not resolved, on average",
		Contrast: Contrast{Label: "open tickets"},
		Unit:     Number, Better: Down, Scopes: bySegment, Source: queueing,
		Definition: "tickets not resolved, wherever they are", Formula: "time average", Of: mean(ledger.Backlog)},
	{Name: "ticket_backlog_peak", Section: inSupport, Label: "  at the peak",
		Contrast: Contrast{Label: "  at their peak", Told: Whole},
		Unit:     Number, Better: Down, Scopes: bySegment,
		Definition: "tickets not resolved, at most", Formula: "maximum", Of: peak(ledger.Backlog)},
	{Name: "first_response_mean", Section: inSupport, Label: "mean first response, hours", Told: InWorkingHours,
		Contrast: Contrast{Label: "first response, h", Told: InWorkingHours},
		Unit:     Days, Better: Down, Scopes: bySegment,
		Definition: "days from opening to the first person, of tickets answered in the period", Formula: "sum of days / tickets answered",
		Of: per(ledger.AnswerDays, ledger.Answers)},
	{Name: "first_response_p90", Section: inSupport, Label: "  9 in 10 tickets within", Told: InWorkingHours,
		Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from opening to the first person that 9 in 10 tickets answered in the period stayed within", Formula: "90 % quantile", Of: p90(ledger.AnswerTimes)},
	{Name: "resolution_mean", Section: inSupport, Label: "mean resolution, hours", Told: InWorkingHours,
		Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from opening to the last closing without engineering's, of tickets resolved in the period",
		Formula:    "sum of days / tickets resolved", Of: per(ledger.ResolutionDays, ledger.Resolutions)},
	{Name: "first_contact_share", Section: inSupport,
		Unit: Share, Better: Up, Scopes: bySegment, Source: guide,
		Definition: "tickets that whoever took them first settled for good, not escalated and never reopened, over tickets resolved",
		Formula:    "settled at first contact / tickets resolved", Of: per(ledger.FirstContacts, ledger.Resolutions)},
	{Name: "cases_per_person", Section: inSupport,
		Unit: Number, Better: Up, Scopes: Company, Source: cherkas,
		Definition: "tickets resolved, over the people on the payroll of the teams that answer tickets, a month", Formula: "tickets resolved / months of people",
		Of: func(v View) float64 {
			people := 0.0
			for _, team := range v.roles.Support {
				people += v.at(team).area(ledger.Headcount)
			}
			return ratio(v.sum(ledger.Resolutions), people/fiscal.Month)
		}},
	{Name: "escalation_share", Section: inSupport,
		Unit: Share, Better: Down, Scopes: bySegment,
		Definition: "escalations to tier 2, over closings of tickets (reopened ones close again)",
		Formula:    "escalated / (resolved + reopened)", Of: perClosing(ledger.Escalations)},
	{Name: "reopen_share", Section: inSupport,
		Unit: Share, Better: Down, Scopes: bySegment,
		Definition: "closings of tickets that did not last, over closings", Formula: "reopened / (resolved + reopened)",
		Of: perClosing(ledger.Reopenings)},
	{Name: "breach_share", Section: inSupport, Label: "tickets that missed a target",
		Contrast: Contrast{Label: "breached, %"},
		Unit:     Share, Better: Down, Scopes: bySegment,
		Definition: "tickets that missed a target, over tickets judged: at the miss, or else at the closing", Formula: "breached / judged",
		Of: per(ledger.Breaches, ledger.Judgements)},
	{Name: "session_answers", Section: inSupport, Label: "questions answered in office hours", Told: Whole,
		Contrast: Contrast{Label: "in office hours", Told: Whole},
		Unit:     Number, Scopes: bySegment, Wants: "support.office_hours",
		Definition: "how-do-I questions answered in office hours; they are no tickets", Formula: "count", Of: sum(ledger.SessionAnswers)},
	{Name: "session_wait_mean", Section: inSupport,
		Unit: Days, Better: Down, Scopes: bySegment, Wants: "support.office_hours",
		Definition: "days from asking to the session, of questions answered in office hours in the period", Formula: "sum of days / questions answered in office hours",
		Of: per(ledger.SessionDays, ledger.SessionAnswers)},
	{Name: "seats_used", Section: inSupport, Label: "  seats of office hours used",
		Unit: Share, Scopes: Company, Wants: "support.office_hours",
		Definition: "questions answered in office hours, over seats in the sessions held", Formula: "answered / seats",
		Of: per(ledger.SessionAnswers, ledger.SessionSeats)},
	{Name: "tier1_utilisation", Section: inSupport, Label: "tier 1 busy",
		Unit: Share, Scopes: Company, Source: queueing,
		Definition: "tier 1 people on tickets over fully productive people there", Formula: "integral of busy / integral of there",
		Of: func(v View) float64 { return served(v.at(v.roles.Tier1)) }},
	{Name: "tier2_utilisation", Section: inSupport, Label: "tier 2 busy",
		Unit: Share, Scopes: Company, Wants: "support.tier2", Source: queueing,
		Definition: "tier 2 people on tickets over fully productive people there", Formula: "integral of busy / integral of there",
		Of: func(v View) float64 { return served(v.at(v.roles.Tier2)) }},
}

func perClosing(part ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.sum(part), v.sum(ledger.Resolutions)+v.sum(ledger.Reopenings)) }
}

// served is the utilisation of a team that answers tickets.
func served(v View) float64 { return ratio(v.sum(ledger.ServedDays), v.area(ledger.ServersThere)) }

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
