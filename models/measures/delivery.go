package measures

import (
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
)

var inDelivery = &Section{Title: "Delivery",
	Note: "slots: places that projects hold, waiting or not; hours: the work done in them"}

var ofDelivery = []Measure{
	{Name: "start_delay_mean", Section: inDelivery, Label: "mean start delay, working days",
		Contrast: Contrast{Label: "start delay, days"},
		Unit:     Days, Better: Down, Scopes: bySegment, Source: guide,
		Definition: "days from signature to a slot, of projects started in the period", Formula: "sum of delays / projects started",
		Of: per(ledger.StartDays, ledger.Starts)},
	{Name: "start_delay_p90", Section: inDelivery, Label: "  9 in 10 projects within",
		Contrast: Contrast{Label: "  9 in 10 within"},
		Unit:     Days, Better: Down, Scopes: bySegment, Source: guide,
		Definition: "days from signature to a slot that 9 in 10 projects started in the period stayed within", Formula: "90 % quantile",
		Of: p90(ledger.StartDelays)},
	{Name: "phase_wait_mean", Section: inDelivery, Label: "mean wait for a scarce role, working days",
		Contrast: Contrast{Label: "wait for a role, days"},
		Unit:     Days, Better: Down, Scopes: bySegment, Wants: "delivery.projects.*.phases[].slots", Source: queueing,
		Definition: "days from the beginning of a phase that takes slots of another own team until it has them, of those that got them in the period",
		Formula:    "sum of waits / phases that got their slots", Of: per(ledger.PhaseDays, ledger.PhaseStarts)},
	{Name: "cohort_wait_mean", Section: inDelivery, Label: "  to the start of the cohort", Wants: "segments.*.starts",
		Contrast: Contrast{Label: "  to the start of the cohort"},
		Unit:     Days, Better: Down, Scopes: bySegment, Source: retentionStarts,
		Definition: "days from signature to the start of the cohort, of projects whose cohort started in the period", Formula: "sum of days / those projects",
		Of: per(ledger.CohortDays, ledger.CohortStarts)},
	{Name: "cohort_size_mean", Section: inDelivery, Label: "  projects of a type in a cohort", Wants: "segments.*.starts",
		Unit: Number, Scopes: bySegment, Source: retentionStarts,
		Definition: "projects of a type that started in the same cohort, as a project of the period sees it, itself counted", Formula: "sum of sizes / projects whose cohort started",
		Of: per(ledger.CohortSizes, ledger.CohortStarts)},
	{Name: "time_to_live_mean", Section: inDelivery, Label: "mean time to live, weeks", Told: InWeeks,
		Contrast: Contrast{Label: "time to live, days"}, ByPartner: "weeks to live",
		Unit: Days, Better: Down, Scopes: bySegment | Partners,
		Definition: "days from signature to go-live, of customers who went live in the period; of a partner, of those whose project it did or a part of it",
		Formula:    "sum of days / go-lives",
		Of:         ofPartner(per(ledger.PartnerLiveDays, ledger.PartnerLives), per(ledger.LiveDays, ledger.GoLives))},
	{Name: "time_to_live_p90", Section: inDelivery,
		Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from signature to go-live that 9 in 10 customers who went live in the period stayed within", Formula: "90 % quantile",
		Of: p90(ledger.LiveTimes)},
	{Name: "blocked_days_mean", Section: inDelivery, Label: "  waiting for features, working days", Wants: "delivery.projects.*.phases[].blocked",
		Contrast: Contrast{Label: "  waiting for features"},
		Unit:     Days, Better: Down, Scopes: bySegment,
		Definition: "days that a project waited for features that were not built, of customers who went live in the period", Formula: "sum of days / go-lives",
		Of: per(ledger.BlockedDays, ledger.GoLives)},
	{Name: "go_lives", Section: inDelivery, ByPartner: "go-lives", Told: Whole,
		Unit: Number, Better: Up, Scopes: bySegment | Partners,
		Definition: "customers who went live; of a partner, those whose project it did or a part of it", Formula: "count",
		Of: ofPartner(sum(ledger.PartnerLives), sum(ledger.GoLives))},
	{Name: "go_live_share", Section: inDelivery, ByPartner: "share",
		Unit: Share, Scopes: Partners, Source: guide,
		Definition: "customers who went live by a partner, over all who went live", Formula: "go-lives of the partner / go-lives",
		Of: func(v View) float64 { return ratio(v.sum(ledger.PartnerLives), v.company().sum(ledger.GoLives)) }},
	{Name: "late_share", Section: inDelivery, Label: "go-lives after the promise",
		Contrast: Contrast{Label: "late go-lives, %"}, ByPartner: "late",
		Unit: Share, Better: Down, Scopes: bySegment | Partners,
		Definition: "go-lives after the promised day, over go-lives; of a partner, those by it", Formula: "late go-lives / go-lives",
		Of: ofPartner(per(ledger.PartnerLateLives, ledger.PartnerLives), per(ledger.LateGoLives, ledger.GoLives))},
	{Name: "projects_started", Section: inDelivery,
		Unit: Number, Scopes: bySegment,
		Definition: "projects that got their slot", Formula: "count", Of: sum(ledger.Starts)},
	{Name: "further_projects_started", Section: inDelivery, Label: "further projects started",
		Contrast: Contrast{Label: "further projects started a year", AYear: true},
		Unit:     Number, Scopes: bySegment, Wants: "segments.*.expansion.projects",
		Definition: "projects that expansions brought and that got their slot; they are among projects_started", Formula: "count", Of: sum(ledger.FurtherStarts)},
	{Name: "further_projects_finished", Section: inDelivery, Label: "  finished",
		Unit: Number, Better: Up, Scopes: bySegment, Wants: "segments.*.expansion.projects",
		Definition: "projects that expansions brought and that ended", Formula: "count", Of: sum(ledger.FurtherEnds)},
	{Name: "projects_queued", Section: inDelivery, Label: "projects queued, on average",
		Unit: Number, Better: Down, Scopes: bySegment, Source: queueing,
		Definition: "projects that wait for a slot", Formula: "time average", Of: mean(ledger.Queue)},
	{Name: "projects_queued_peak", Section: inDelivery, Label: "  at the peak",
		Contrast: Contrast{Label: "queue at its peak", Told: Whole},
		Unit:     Number, Better: Down, Scopes: bySegment,
		Definition: "projects that wait for a slot, at most", Formula: "maximum", Of: peak(ledger.Queue)},
	{Name: "slots_busy", Section: inDelivery,
		Unit: Number, Scopes: bySegment | Delivery, Source: queueing,
		Definition: "own slots taken by projects", Formula: "time average", Of: mean(ledger.SlotsBusy)},
	{Name: "slots_busy_peak", Section: inDelivery,
		Unit: Number, Scopes: bySegment | Delivery,
		Definition: "own slots taken by projects, at most", Formula: "maximum", Of: peak(ledger.SlotsBusy)},
	{Name: "team_utilisation", Section: inDelivery, Label: "own slots taken",
		Unit: Share, Scopes: Company | Delivery, Source: queueing,
		Definition: "own slots taken over own slots there", Formula: "integral of taken / integral of there", Of: used(ledger.SlotsBusy, ledger.SlotsThere)},
	{Name: "hours_drawn", Section: inDelivery,
		Unit: Hours, Scopes: Company | Delivery,
		Definition: "productive hours a week drawn by projects, oversight and interrupts", Formula: "time average",
		Of: func(v View) float64 { return fiscal.Week * v.mean(ledger.HoursDrawn) }},
	{Name: "hours_drawn_peak", Section: inDelivery,
		Unit: Hours, Scopes: Company | Delivery,
		Definition: "productive hours a week drawn by projects, oversight and interrupts, at most", Formula: "maximum",
		Of: func(v View) float64 { return fiscal.Week * v.peak(ledger.HoursDrawn) }},
	{Name: "hours_used", Section: inDelivery, Label: "own hours used",
		Unit: Share, Scopes: Company | Delivery,
		Definition: "productive hours drawn by projects, oversight and interrupts, over hours there (ramp counted)",
		Formula:    "integral of drawn / integral of there", Of: used(ledger.HoursDrawn, ledger.HoursThere)},
	{Name: "scoping_hours", Section: inDelivery, Label: "hours of scoping", Told: Whole,
		Contrast: Contrast{Label: "hours of scoping a year", AYear: true},
		Unit:     Hours, Scopes: Company | Delivery, Wants: "delivery.projects.*.scoping",
		Definition: "hours of finding out what projects take before their deals close, those lost included, done in the period", Formula: "sum",
		Of: sum(ledger.ScopingHours)},
	{Name: "billable_utilisation", Section: inMoney, Label: "billable utilisation", Last: true,
		Unit: Share, Better: Up, Scopes: Company,
		Definition: "hours of customers' projects done by the own teams, over 40 hours a week of everyone on the services payroll",
		Formula:    "own project hours / (8 h x integral of delivery headcount)",
		Of: func(v View) float64 {
			heads := 0.0
			for _, team := range v.roles.Delivery {
				heads += v.at(team).area(ledger.Headcount)
			}
			return ratio(v.sum(ledger.OwnHours), hoursADay*heads)
		}},
	{Name: "hours_per_project", Section: inDelivery, Label: "hours a project", Told: Whole,
		Unit: Hours, Better: Down, Scopes: bySegment, Source: guide,
		Definition: "hours of projects done, by own teams, partners and engineering, over projects finished", Formula: "hours done / projects finished",
		Of: func(v View) float64 {
			return ratio(v.sum(ledger.OwnHours)+v.sum(ledger.PartnerHours)+v.sum(ledger.ResearchHours), v.sum(ledger.Finishes))
		}},
	{Name: "delivery_headroom", Section: inDelivery, Label: "headroom of hours sold", Wants: ruled,
		Contrast: Contrast{Label: "headroom, %"},
		Unit:     Share, Better: Up, Scopes: Company, Source: guide,
		Definition: "hours of delivery, own ones (ramp counted) and what the slots of partners do by the plan, over the hours of the projects signed: below 1, hiring caps growth",
		Formula:    "(integral of own hours there + of partner slots x hours a slot) / hours of projects signed", Of: headroom},
	{Name: "partner_share", Section: inDelivery, Label: "projects at partners", PartnersOnly: true,
		Unit: Share, Scopes: bySegment,
		Definition: "projects that started at a partner, over projects started", Formula: "partner starts / starts",
		Of: per(ledger.PartnerStarts, ledger.Starts)},
	{Name: "partner_hours_share", Section: inDelivery, Label: "project hours by partners", PartnersOnly: true,
		Unit: Share, Scopes: bySegment,
		Definition: "project hours done by partners, over all project hours done", Formula: "partner hours / (own + partner hours)",
		Of: func(v View) float64 {
			partner := v.sum(ledger.PartnerHours)
			return ratio(partner, partner+v.sum(ledger.OwnHours)+v.sum(ledger.ResearchHours))
		}},
	{Name: "taken_share", Section: inDelivery,
		Unit: Share, Scopes: Partners, Wants: "delivery.routes[].share or delivery.routes[].opens",
		Definition: "projects that the partner had for the first time, over projects of the company that started", Formula: "projects taken up / starts",
		Of: func(v View) float64 {
			return ratio(v.sum(ledger.PartnerProjects), v.company().sum(ledger.Starts))
		}},
	{Name: "partners_managed", Section: inDelivery, Label: "partners looked after", PartnersOnly: true,
		Unit: Share, Better: Up, Scopes: Company | Partners, Wants: "delivery.partners.*.managed", Source: cherkas,
		Definition: "how far the partner managers were enough for the projects of the partner at which one started, on average over those that did",
		Formula:    "sum of min(1, people x projects_per_person / other projects there) / projects taken up", Of: per(ledger.PartnersManaged, ledger.PartnersMet)},
	{Name: "partner_busy", Section: inDelivery,
		Unit: Number, Scopes: bySegment | Partners, Source: queueing,
		Definition: "partner slots taken by projects", Formula: "time average", Of: mean(ledger.PartnerBusy)},
	{Name: "partner_busy_peak", Section: inDelivery,
		Unit: Number, Scopes: bySegment | Partners,
		Definition: "partner slots taken by projects, at most", Formula: "maximum", Of: peak(ledger.PartnerBusy)},
}

// ofPartner is one measure of a partner and another of other scopes.
func ofPartner(partner, other func(v View) float64) func(v View) float64 {
	return func(v View) float64 {
		if slices.Contains(v.roles.Partners, v.scope) {
			return partner(v)
		}
		return other(v)
	}
}

// hoursADay is what everyone on the payroll is paid for.
const hoursADay = 1 / fiscal.Hour

// headroom is what delivery has for what it is sold.
func headroom(v View) float64 {
	there := v.area(ledger.HoursThere)
	for i, partner := range v.roles.Partners {
		there += v.at(partner).area(ledger.PartnerThere) * v.roles.SlotHours[i]
	}
	return ratio(there, v.sum(ledger.SoldHours))
}

var ofCover = []Measure{
	{Name: "stood_in_for", Section: inMoney, Label: "teams whose work others do",
		Unit: Number, Better: Down, Scopes: Company | Payroll, Wants: "stand_in", Source: cherkas,
		Definition: "teams whose work another team did, as nobody there was fully productive; of a team, the share of the time", Formula: "time average",
		Of: mean(ledger.StoodInFor)},
	{Name: "stand_in_hours", Section: inMoney,
		Unit: Hours, Scopes: Company | Delivery, Wants: "stand_in", Source: cherkas,
		Definition: "hours that delivery teams took for the work of teams that they stood in for: tickets, jobs and projects", Formula: "sum of hours, those of interrupts as they begin",
		Of: sum(ledger.HelpHours)},
	{Name: "stand_in_hours_share", Section: inMoney, Label: "delivery hours for other teams",
		Contrast: Contrast{Label: "standing in, %"},
		Unit:     Share, Scopes: Company | Delivery, Wants: "stand_in", Source: cherkas,
		Definition: "hours that delivery teams took for the work of teams that they stood in for, over all hours that projects, oversight and interrupts drew of them",
		Formula:    "hours for others / integral of drawn",
		Of:         func(v View) float64 { return ratio(v.sum(ledger.HelpHours), v.area(ledger.HoursDrawn)) }},
	{Name: "switching_hours", Section: inMoney, Label: "hours lost by switching", Told: Whole,
		Contrast: Contrast{Label: "hours of switching", AYear: true},
		Unit:     Hours, Better: Down, Scopes: Company | Delivery, Wants: "switching",
		Definition: "hours that people lost by being interrupted", Formula: "sum of hours, as interrupts begin",
		Of: sum(ledger.SwitchHours)},
}
