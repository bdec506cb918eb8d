package measures

import (
	"postsale/models/fiscal"
	"postsale/models/ledger"
)

const (
	bySegment = Segments | Company
	saas      = "SaaS Capital, 2019 B2B SaaS Retention Benchmarks"
	board     = "SaaS Metrics Standards Board; ChartMogul"
	guide     = "A Guide to Building your First Customer Success Organization (2020)"
	queueing  = "Law, Simulation Modeling and Analysis (2015), ch. 1"
)

func sum(flow ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return v.sum(flow) }
}

func mean(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.mean(stock) }
}

func peak(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.peak(stock) }
}

func per(part, whole ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.sum(part), v.sum(whole)) }
}

// yearly is of the twelve months that end with the view.
func yearly(part, whole ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.last(part), v.last(whole)) }
}

func used(part, whole ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return ratio(v.area(part), v.area(whole)) }
}

// served is the utilisation of a team that answers tickets.
func served(v View) float64 { return ratio(v.sum(ledger.ServedDays), v.area(ledger.ServersThere)) }

func p90(sample ledger.Sample) func(v View) float64 {
	return func(v View) float64 { return v.p90(sample) }
}

func perClosing(part ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.sum(part), v.sum(ledger.Resolutions)+v.sum(ledger.Reopenings)) }
}

// subscription is the time average of ARR, in dollars over the view.
func subscription(v View) float64 { return v.mean(ledger.ARR) * v.years() }

func services(v View) float64 { return v.area(ledger.ServicesPay) + v.sum(ledger.PartnerCost) }

func supports(v View) float64 { return v.area(ledger.SupportPay) }

func total(v View) float64 { return services(v) + supports(v) + v.area(ledger.SuccessPay) }

// All are the measures, in the order in which they are told.
var All = []Measure{
	// Retention.
	{Name: "nrr", Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: saas,
		Definition: "net revenue retention: ARR now of the customers of twelve months ago, over their ARR then",
		Formula:    "sum m(t) / sum m(t-12) over customers with m(t-12) > 0",
		Of:         yearly(ledger.CohortKept, ledger.CohortARR)},
	{Name: "grr", Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: saas,
		Definition: "gross revenue retention: the same with no customer counted above its ARR then",
		Formula:    "sum min(m(t), m(t-12)) / sum m(t-12) over customers with m(t-12) > 0",
		Of:         yearly(ledger.CohortCap, ledger.CohortARR)},
	{Name: "logo_retention", Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: saas,
		Definition: "customers of twelve months ago who are still customers, over all of them",
		Formula:    "count m(t) > 0 / count m(t-12) > 0 over customers with m(t-12) > 0",
		Of:         yearly(ledger.CohortStay, ledger.CohortLogos)},
	{Name: "nrr_flow", Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: board,
		Definition: "net revenue retention by flows of the same customers: losses and gains of the twelve months",
		Formula:    "(opening - churn - contraction + expansion + uplift) / opening of the customers with m(t-12) > 0",
		Of: func(v View) float64 {
			opening := v.last(ledger.CohortARR)
			return ratio(opening-v.last(ledger.CohortLost)+v.last(ledger.CohortGain), opening)
		}},
	{Name: "grr_flow", Unit: Share, Better: Up, Scopes: bySegment, Yearly: true, Source: board,
		Definition: "gross revenue retention by flows of the same customers: no gain hides a loss; may fall below 0",
		Formula:    "(opening - churn - contraction) / opening of the customers with m(t-12) > 0",
		Of: func(v View) float64 {
			opening := v.last(ledger.CohortARR)
			return ratio(opening-v.last(ledger.CohortLost), opening)
		}},

	// ARR.
	{Name: "arr_opening", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR as the period begins", Formula: "sum m(t)",
		Of: func(v View) float64 { return v.book.OpeningARR(v.scope, v.from) }},
	{Name: "arr_new", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR of new customers that began to count", Formula: "sum over customers", Of: sum(ledger.NewARR)},
	{Name: "arr_expansion", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR gained by expansion", Formula: "sum over expansions", Of: sum(ledger.ExpansionARR)},
	{Name: "arr_uplift", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR gained by price uplifts at renewals", Formula: "sum over renewals", Of: sum(ledger.UpliftARR)},
	{Name: "arr_contraction", Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "ARR lost by contraction at renewals", Formula: "sum over renewals", Of: sum(ledger.ContractionARR)},
	{Name: "arr_churn", Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "ARR lost with customers who left", Formula: "sum over churned customers", Of: sum(ledger.ChurnARR)},
	{Name: "arr_closing", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR as the period ends", Formula: "opening + new + expansion + uplift - contraction - churn",
		Of: func(v View) float64 { return v.closing(ledger.ARR) }},
	{Name: "renewal_rate", Unit: Share, Better: Up, Scopes: bySegment,
		Definition: "ARR renewed, before contraction and uplift, over ARR that came up for renewal", Formula: "renewed / (renewed + churned)",
		Of: func(v View) float64 {
			renewed := v.sum(ledger.RenewedARR)
			return ratio(renewed, renewed+v.sum(ledger.ChurnARR))
		}},
	{Name: "customers", Unit: Number, Better: Up, Scopes: bySegment,
		Definition: "customers under contract as the period ends", Formula: "count",
		Of: func(v View) float64 { return v.closing(ledger.Logos) }},
	{Name: "customers_lost", Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "customers who left", Formula: "count", Of: sum(ledger.Churns)},

	// Deals.
	{Name: "deals", Unit: Number, Better: Up, Scopes: bySegment,
		Definition: "deals closed", Formula: "count", Of: sum(ledger.Deals)},
	{Name: "bookings", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "ARR of the deals closed", Formula: "sum over deals", Of: sum(ledger.Bookings)},
	{Name: "bookings_month_1", Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the first month of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsMonth1, ledger.Bookings)},
	{Name: "bookings_month_2", Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the second month of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsMonth2, ledger.Bookings)},
	{Name: "bookings_month_3", Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the last month of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsMonth3, ledger.Bookings)},
	{Name: "bookings_last_week", Unit: Share, Scopes: bySegment, Source: "bookings linearity",
		Definition: "bookings of the last week of the quarters, over all", Formula: "sum / bookings", Of: per(ledger.BookingsLastWeek, ledger.Bookings)},

	// Delivery.
	{Name: "start_delay_mean", Unit: Days, Better: Down, Scopes: bySegment, Source: guide,
		Definition: "days from signature to a slot, of projects started in the period", Formula: "sum of delays / projects started",
		Of: per(ledger.StartDays, ledger.Starts)},
	{Name: "start_delay_p90", Unit: Days, Better: Down, Scopes: bySegment, Source: guide,
		Definition: "days from signature to a slot that 9 in 10 projects started in the period stayed within", Formula: "90 % quantile",
		Of: p90(ledger.StartDelays)},
	{Name: "time_to_live_mean", Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from signature to go-live, of customers who went live in the period", Formula: "sum of days / go-lives",
		Of: per(ledger.LiveDays, ledger.GoLives)},
	{Name: "time_to_live_p90", Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from signature to go-live that 9 in 10 customers who went live in the period stayed within", Formula: "90 % quantile",
		Of: p90(ledger.LiveTimes)},
	{Name: "go_lives", Unit: Number, Better: Up, Scopes: bySegment,
		Definition: "customers who went live", Formula: "count", Of: sum(ledger.GoLives)},
	{Name: "late_share", Unit: Share, Better: Down, Scopes: bySegment,
		Definition: "go-lives after the promised day, over go-lives", Formula: "late go-lives / go-lives",
		Of: per(ledger.LateGoLives, ledger.GoLives)},
	{Name: "projects_started", Unit: Number, Scopes: bySegment,
		Definition: "projects that got their slot", Formula: "count", Of: sum(ledger.Starts)},
	{Name: "projects_queued", Unit: Number, Better: Down, Scopes: bySegment, Source: queueing,
		Definition: "projects that wait for a slot", Formula: "time average", Of: mean(ledger.Queue)},
	{Name: "projects_queued_peak", Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "projects that wait for a slot, at most", Formula: "maximum", Of: peak(ledger.Queue)},
	{Name: "slots_busy", Unit: Number, Scopes: bySegment | Delivery, Source: queueing,
		Definition: "own slots taken by projects", Formula: "time average", Of: mean(ledger.SlotsBusy)},
	{Name: "slots_busy_peak", Unit: Number, Scopes: bySegment | Delivery,
		Definition: "own slots taken by projects, at most", Formula: "maximum", Of: peak(ledger.SlotsBusy)},
	{Name: "team_utilisation", Unit: Share, Scopes: Company | Delivery, Source: queueing,
		Definition: "own slots taken over own slots there", Formula: "integral of taken / integral of there", Of: used(ledger.SlotsBusy, ledger.SlotsThere)},
	{Name: "hours_drawn", Unit: Hours, Scopes: Company | Delivery,
		Definition: "productive hours a week drawn by projects, oversight and interrupts", Formula: "time average",
		Of: func(v View) float64 { return fiscal.Week * v.mean(ledger.HoursDrawn) }},
	{Name: "hours_drawn_peak", Unit: Hours, Scopes: Company | Delivery,
		Definition: "productive hours a week drawn by projects, oversight and interrupts, at most", Formula: "maximum",
		Of: func(v View) float64 { return fiscal.Week * v.peak(ledger.HoursDrawn) }},
	{Name: "hours_used", Unit: Share, Scopes: Company | Delivery,
		Definition: "productive hours drawn by projects, oversight and interrupts, over hours there (ramp counted)",
		Formula:    "integral of drawn / integral of there", Of: used(ledger.HoursDrawn, ledger.HoursThere)},
	{Name: "billable_utilisation", Unit: Share, Better: Up, Scopes: Company,
		Definition: "hours of customers' projects done by the own teams, over 40 hours a week of everyone on the services payroll",
		Formula:    "own project hours / (8 h x integral of delivery headcount)",
		Of: func(v View) float64 {
			heads := 0.0
			for _, team := range v.roles.Delivery {
				heads += v.at(team).area(ledger.Headcount)
			}
			return ratio(v.sum(ledger.OwnHours), hoursADay*heads)
		}},
	{Name: "partner_share", Unit: Share, Scopes: bySegment,
		Definition: "projects that started at a partner, over projects started", Formula: "partner starts / starts",
		Of: per(ledger.PartnerStarts, ledger.Starts)},
	{Name: "partner_hours_share", Unit: Share, Scopes: bySegment,
		Definition: "project hours done by partners, over all project hours done", Formula: "partner hours / (own + partner hours)",
		Of: func(v View) float64 {
			partner := v.sum(ledger.PartnerHours)
			return ratio(partner, partner+v.sum(ledger.OwnHours))
		}},
	{Name: "partner_busy", Unit: Number, Scopes: bySegment | Partners, Source: queueing,
		Definition: "partner slots taken by projects", Formula: "time average", Of: mean(ledger.PartnerBusy)},
	{Name: "partner_busy_peak", Unit: Number, Scopes: bySegment | Partners,
		Definition: "partner slots taken by projects, at most", Formula: "maximum", Of: peak(ledger.PartnerBusy)},

	// Support.
	{Name: "tickets", Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "tickets opened that a person had to answer, configuration issues included", Formula: "count", Of: sum(ledger.Tickets)},
	{Name: "tickets_deflected", Unit: Number, Scopes: bySegment,
		Definition: "questions answered by self-service", Formula: "count", Of: sum(ledger.Deflections)},
	{Name: "ticket_backlog", Unit: Number, Better: Down, Scopes: bySegment, Source: queueing,
		Definition: "tickets not resolved, wherever they are", Formula: "time average", Of: mean(ledger.Backlog)},
	{Name: "ticket_backlog_peak", Unit: Number, Better: Down, Scopes: bySegment,
		Definition: "tickets not resolved, at most", Formula: "maximum", Of: peak(ledger.Backlog)},
	{Name: "first_response_mean", Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from opening to the first person, of tickets answered in the period", Formula: "sum of days / tickets answered",
		Of: per(ledger.AnswerDays, ledger.Answers)},
	{Name: "first_response_p90", Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from opening to the first person that 9 in 10 tickets answered in the period stayed within", Formula: "90 % quantile", Of: p90(ledger.AnswerTimes)},
	{Name: "resolution_mean", Unit: Days, Better: Down, Scopes: bySegment,
		Definition: "days from opening to the last closing without engineering's, of tickets resolved in the period",
		Formula:    "sum of days / tickets resolved", Of: per(ledger.ResolutionDays, ledger.Resolutions)},
	{Name: "escalation_share", Unit: Share, Better: Down, Scopes: bySegment,
		Definition: "escalations to tier 2, over closings of tickets (reopened ones close again)",
		Formula:    "escalated / (resolved + reopened)", Of: perClosing(ledger.Escalations)},
	{Name: "reopen_share", Unit: Share, Better: Down, Scopes: bySegment,
		Definition: "closings of tickets that did not last, over closings", Formula: "reopened / (resolved + reopened)",
		Of: perClosing(ledger.Reopenings)},
	{Name: "breach_share", Unit: Share, Better: Down, Scopes: bySegment,
		Definition: "tickets that missed a target, over tickets judged: at the miss, or else at the closing", Formula: "breached / judged",
		Of: per(ledger.Breaches, ledger.Judgements)},
	{Name: "tier1_utilisation", Unit: Share, Scopes: Company, Source: queueing,
		Definition: "tier 1 people on tickets over fully productive people there", Formula: "integral of busy / integral of there",
		Of: func(v View) float64 { return served(v.at(v.roles.Tier1)) }},
	{Name: "tier2_utilisation", Unit: Share, Scopes: Company, SecondTier: true, Source: queueing,
		Definition: "tier 2 people on tickets over fully productive people there", Formula: "integral of busy / integral of there",
		Of: func(v View) float64 { return served(v.at(v.roles.Tier2)) }},

	// People and money.
	{Name: "headcount", Unit: Number, Scopes: Company | Payroll,
		Definition: "people on the payroll of the post-sale teams", Formula: "time average", Of: mean(ledger.Headcount)},
	{Name: "cost_services", Unit: Dollars, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of delivering projects: own teams and partners", Formula: "pay + partner hours x price",
		Of: services},
	{Name: "cost_partners", Unit: Dollars, Better: Down, Scopes: Company | Partners,
		Definition: "of it, what partners were paid", Formula: "partner hours x price", Of: sum(ledger.PartnerCost)},
	{Name: "cost_support", Unit: Dollars, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of the support teams", Formula: "pay", Of: supports},
	{Name: "cost_success", Unit: Dollars, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of the success teams", Formula: "pay",
		Of: func(v View) float64 { return v.area(ledger.SuccessPay) }},
	{Name: "cost_total", Unit: Dollars, Better: Down, Scopes: Company,
		Definition: "cost of services, support and success", Formula: "sum of the three lines",
		Of: total},
	{Name: "cost_net", Unit: Dollars, Better: Down, Scopes: Company,
		Definition: "cost of services, support and success, less what services were sold for", Formula: "cost_total - revenue_services",
		Of: func(v View) float64 { return total(v) - v.sum(ledger.ServicesRevenue) }},
	{Name: "revenue_subscription", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "subscription revenue", Formula: "time average of ARR x years", Of: subscription},
	{Name: "revenue_services", Unit: Dollars, Better: Up, Scopes: bySegment,
		Definition: "services revenue, as hours are delivered", Formula: "sum over hours delivered", Of: sum(ledger.ServicesRevenue)},
	{Name: "services_margin", Unit: Share, Better: Up, Scopes: Company, Source: guide + ": about 0",
		Definition: "services revenue less its cost, over services revenue", Formula: "(revenue - cost) / revenue",
		Of: func(v View) float64 {
			revenue := v.sum(ledger.ServicesRevenue)
			return ratio(revenue-services(v), revenue)
		}},
	{Name: "platform_margin", Unit: Share, Better: Up, Scopes: Company, Source: guide + ": above 70 %",
		Definition: "subscription revenue less hosting and support, over subscription revenue",
		Formula:    "(revenue - hosting - support) / revenue",
		Of: func(v View) float64 {
			revenue := subscription(v)
			return ratio(revenue-v.area(ledger.HostingPay)-supports(v), revenue)
		}},
	{Name: "success_cost_share", Unit: Share, Better: Down, Scopes: Company, Source: guide + ": at most 10 %",
		Definition: "cost of success a year, over average ARR", Formula: "cost / (time average of ARR x years)",
		Of: func(v View) float64 { return ratio(v.area(ledger.SuccessPay), subscription(v)) }},
	{Name: "support_cost_share", Unit: Share, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of support, over subscription and services revenue", Formula: "cost / revenue",
		Of: func(v View) float64 { return ratio(supports(v), subscription(v)+v.sum(ledger.ServicesRevenue)) }},
	{Name: "cost_per_case", Unit: Dollars, Better: Down, Scopes: Company,
		Definition: "cost of support, over tickets resolved", Formula: "cost / tickets resolved",
		Of: func(v View) float64 { return ratio(supports(v), v.sum(ledger.Resolutions)) }},
}

// hoursADay is what everyone on the payroll is paid for.
const hoursADay = 1 / fiscal.Hour
