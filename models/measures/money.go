package measures

import (
	"math"

	"postsale/models/ledger"
)

var inMoney = &Section{Title: "People and money", In: "money in " + Money}

// ruled is what a company must have for measures of hiring to exist.
const ruled = "hire_when"

var ofPeople = []Measure{
	{Name: "headcount", Section: inMoney, Label: "headcount",
		Contrast: Contrast{Label: "headcount"},
		Unit:     Number, Scopes: Company | Payroll,
		Definition: "people on the payroll of the post-sale teams", Formula: "time average", Of: mean(ledger.Headcount)},
	{Name: "hires", Section: inMoney, Label: "  hired by rule", Wants: ruled,
		Contrast: Contrast{Label: "  hired by rule", AYear: true},
		Unit:     Number, Scopes: Company | Ruled, Source: guide,
		Definition: "people who joined because a rule hired them", Formula: "count", Of: sum(ledger.Hires)},
}

var ofMoney = []Measure{
	{Name: "cost_services", Section: inMoney, Label: "cost of services",
		Contrast: Contrast{Label: "services, $k", AYear: true},
		Unit:     Dollars, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of delivering projects: own teams and partners", Formula: "pay + partner hours x price",
		Of: services},
	{Name: "cost_partners", Section: inMoney, Label: "  of it partners", PartnersOnly: true,
		Contrast: Contrast{Label: "  partners, $k", AYear: true},
		Unit:     Dollars, Better: Down, Scopes: Company | Partners,
		Definition: "of it, what partners were paid", Formula: "partner hours x price", Of: sum(ledger.PartnerCost)},
	{Name: "cost_support", Section: inMoney, Label: "cost of support",
		Contrast: Contrast{Label: "support, $k", AYear: true},
		Unit:     Dollars, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of the support teams", Formula: "pay", Of: supports},
	{Name: "cost_success", Section: inMoney, Label: "cost of success",
		Contrast: Contrast{Label: "success, $k", AYear: true},
		Unit:     Dollars, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of the success teams", Formula: "pay",
		Of: func(v View) float64 { return v.area(ledger.SuccessPay) }},
	{Name: "cost_research", Section: inMoney, Label: "cost of engineering",
		Contrast: Contrast{Label: "engineering, $k", AYear: true},
		Unit:     Dollars, Better: Down, Scopes: Company, Wants: "engineering or a team of line research",
		Definition: "cost of the engineers who fix what support cannot, and bugs, and of teams of that line", Formula: "pay",
		Of: func(v View) float64 { return v.area(ledger.ResearchPay) }},
	{Name: "cost_total", Section: inMoney,
		Contrast: Contrast{Label: "cost in all, $k", AYear: true},
		Unit:     Dollars, Better: Down, Scopes: Company,
		Definition: "cost of services, support and success, and of engineering where a scenario has it", Formula: "sum of these lines",
		Of: total},
	{Name: "cost_net", Section: inMoney,
		Contrast: Contrast{Label: "net of those, $k", AYear: true, Last: true},
		Unit:     Dollars, Better: Down, Scopes: Company,
		Definition: "cost of services, support, success and engineering, less what services were sold for", Formula: "cost_total - revenue_services",
		Of: func(v View) float64 { return total(v) - servicesRevenue(v) - v.area(ledger.OfferedSupport) }},
	{Name: "overdue", Section: inMoney, Label: "bills overdue at the end", Wants: "events[].pays_late",
		Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "bills that the file states to be paid late and that are not paid as the period ends; all others are paid in time",
		Formula:    "ARR of the day x min(1 year, term) / 1 year, of each bill that is not paid", Of: func(v View) float64 { return v.closing(ledger.Overdue) }},
	{Name: "overdue_peak", Section: inMoney, Label: "  at the peak", Wants: "events[].pays_late",
		Unit: Dollars, Better: Down, Scopes: bySegment,
		Definition: "bills that the file states to be paid late and that are not paid yet, at most", Formula: "maximum", Of: peak(ledger.Overdue)},
	{Name: "revenue_subscription", Section: inMoney, Label: "subscription revenue",
		Contrast: Contrast{Label: "subscription, $k", AYear: true, Last: true},
		Unit:     Dollars, Better: Up, Scopes: bySegment,
		Definition: "subscription revenue", Formula: "time average of ARR x years", Of: subscription},
	{Name: "revenue_services", Section: inMoney, Label: "services revenue",
		Contrast: Contrast{Label: "services sold, $k", AYear: true},
		Unit:     Dollars, Better: Up, Scopes: bySegment,
		Definition: "services revenue, as hours are delivered", Formula: "sum over hours delivered", Of: servicesRevenue},
	{Name: "contribution", Section: inMoney, Label: "contribution",
		Contrast: Contrast{Label: "contribution, $k", AYear: true, Last: true},
		Unit:     Dollars, Better: Up, Scopes: Company,
		Definition: "subscription, services and support revenue, less what services, support, success, engineering and hosting cost, " +
			"and sales and marketing where a scenario says what they take for new ARR",
		Formula: "revenue - cost_total - hosting - acquisition x new ARR", Of: contribution},
	{Name: "contribution_to_date", Section: inMoney,
		Unit: Dollars, Better: Up, Scopes: Company,
		Definition: "contribution since the first measured day", Formula: "sum of contribution to the end of the period",
		Of: func(v View) float64 {
			v.from = 0
			return contribution(v)
		}},
	{Name: "arr_value", Section: inMoney, Label: "value of the ARR", Wants: "money.multiple",
		Contrast: Contrast{Label: "value of ARR at end, $k", Last: true},
		Unit:     Dollars, Better: Up, Scopes: Company,
		Definition: "ARR at the end of the period, times what a dollar of it is worth to who would buy the company; no part of the contribution",
		Formula:    "arr_closing x multiple", Of: func(v View) float64 { return v.closing(ledger.ARR) * v.roles.Multiple }},
	{Name: "services_margin", Section: inMoney, Label: "services margin",
		Unit: Share, Better: Up, Scopes: Company, Source: guide + ": about 0",
		Definition: "services revenue less its cost, over services revenue", Formula: "(revenue - cost) / revenue",
		Of: func(v View) float64 {
			const cent = .01 // less is what rounding leaves
			revenue := servicesRevenue(v)
			if revenue < cent {
				return math.NaN()
			}
			return ratio(revenue-services(v), revenue)
		}},
	{Name: "services_revenue_share", Section: inMoney, Label: "services in revenue",
		Unit: Share, Scopes: bySegment, Source: guide + ": much of it is hard to scale",
		Definition: "services revenue, over subscription, services and support revenue", Formula: "services revenue / revenue",
		Of: func(v View) float64 {
			revenue := servicesRevenue(v)
			return ratio(revenue, subscription(v)+revenue+v.area(ledger.OfferedSupport))
		}},
	{Name: "cost_per_project", Section: inMoney, Label: "cost a project", ByPartner: "a project", Told: InDollars,
		Unit: Dollars, Better: Down, Scopes: Company | Partners, Source: guide,
		Definition: "cost of services, over projects finished; of a partner, what it was paid, over customers who went live by it",
		Formula:    "cost / projects",
		Of: ofPartner(func(v View) float64 { return ratio(v.sum(ledger.PartnerCost), v.sum(ledger.PartnerLives)) },
			func(v View) float64 { return ratio(services(v), v.sum(ledger.Finishes)) })},
	{Name: "platform_margin", Section: inMoney, Label: "platform margin",
		Unit: Share, Better: Up, Scopes: Company, Source: guide + ": above 70 %",
		Definition: "subscription revenue less hosting and support, over subscription revenue",
		Formula:    "(revenue - hosting - support) / revenue",
		Of: func(v View) float64 {
			revenue := subscription(v) + v.area(ledger.OfferedSupport)
			return ratio(revenue-v.area(ledger.HostingPay)-supports(v), revenue)
		}},
	{Name: "success_cost_share", Section: inMoney, Label: "success cost in ARR",
		Unit: Share, Better: Down, Scopes: Company, Source: guide + ": at most 10 %",
		Definition: "cost of success a year, over average ARR", Formula: "cost / (time average of ARR x years)",
		Of: func(v View) float64 { return ratio(v.area(ledger.SuccessPay), subscription(v)) }},
	{Name: "success_per_new_dollar", Section: inMoney,
		Unit: Share, Better: Down, Scopes: Company, Source: guide + ": 10 to 12 cents",
		Definition: "cost of success, over new ARR", Formula: "cost / new ARR",
		Of: func(v View) float64 { return ratio(v.area(ledger.SuccessPay), v.sum(ledger.NewARR)) }},
	{Name: "replacement_share", Section: inMoney,
		Unit: Share, Better: Down, Scopes: bySegment, Source: guide,
		Definition: "ARR lost by customers who left, over new ARR: the part of sales that only replaces", Formula: "churned ARR / new ARR",
		Of: per(ledger.ChurnARR, ledger.NewARR)},
	{Name: "magic_number", Section: inMoney, Label: "magic number", Told: InHundredths, Wants: "money.acquisition",
		Contrast: Contrast{Label: "magic number", Told: InHundredths},
		Unit:     Number, Better: Up, Scopes: Company, Source: guide,
		Definition: "what ARR grew by, over what sales, marketing and success cost; none without new ARR",
		Formula:    "(new + expansion + uplift - contraction - churn) / (acquisition x new ARR + cost of success)",
		Of: func(v View) float64 {
			sold := v.sum(ledger.NewARR)
			if !(sold > 0) {
				return math.NaN()
			}
			grown := sold + v.sum(ledger.ExpansionARR) + v.sum(ledger.UpliftARR) - v.sum(ledger.ContractionARR) - v.sum(ledger.ChurnARR)
			return ratio(grown, v.roles.Acquisition*sold+v.area(ledger.SuccessPay))
		}},
	{Name: "support_cost_share", Section: inMoney, Label: "support cost in revenue",
		Unit: Share, Better: Down, Scopes: Company, Source: guide,
		Definition: "cost of support, over subscription and services revenue", Formula: "cost / revenue",
		Of: func(v View) float64 {
			return ratio(supports(v), subscription(v)+servicesRevenue(v)+v.area(ledger.OfferedSupport))
		}},
	{Name: "cost_per_case", Section: inMoney,
		Unit: Dollars, Better: Down, Scopes: Company,
		Definition: "cost of support, over tickets resolved", Formula: "cost / tickets resolved",
		Of: func(v View) float64 { return ratio(supports(v), v.sum(ledger.Resolutions)) }},
}

// subscription is the time average of ARR, in dollars over the view.
func subscription(v View) float64 { return v.mean(ledger.ARR) * v.years() }

// contribution is what revenue leaves when all that a scenario has is paid.
func contribution(v View) float64 {
	revenue := subscription(v) + servicesRevenue(v) + v.area(ledger.OfferedSupport)
	return revenue - total(v) - v.area(ledger.HostingPay) - v.roles.Acquisition*v.sum(ledger.NewARR)
}

// servicesRevenue is what projects were sold for, and offerings of services.
func servicesRevenue(v View) float64 {
	return v.sum(ledger.ServicesRevenue) + v.area(ledger.OfferedServices)
}

func services(v View) float64 { return v.area(ledger.ServicesPay) + v.sum(ledger.PartnerCost) }

func supports(v View) float64 { return v.area(ledger.SupportPay) }

func total(v View) float64 {
	return services(v) + supports(v) + v.area(ledger.SuccessPay) + v.area(ledger.ResearchPay)
}

// ofOfferings are measures of what is sold beside subscriptions and projects.
var ofOfferings = []Measure{
	{Name: "revenue_offerings", Section: inMoney, Label: "of offerings", Wants: "offerings",
		Contrast: Contrast{Label: "offerings, $k", AYear: true},
		Unit:     Dollars, Better: Up, Scopes: bySegment,
		Definition: "revenue of what is sold beside subscriptions and projects, of services and of support", Formula: "integral of what is paid",
		Of: func(v View) float64 { return v.area(ledger.OfferedServices) + v.area(ledger.OfferedSupport) }},
	{Name: "revenue_support", Section: inMoney, Label: "  of it support", Wants: "offerings",
		Unit: Dollars, Better: Up, Scopes: bySegment, Source: guide,
		Definition: "revenue of support that is sold", Formula: "integral of what is paid",
		Of: func(v View) float64 { return v.area(ledger.OfferedSupport) }},
}
