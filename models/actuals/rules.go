package actuals

import (
	"strings"

	"postsale/models/measures"
)

// how a whole year follows from its parts.
type how uint8

const (
	unknown how = iota
	adds
	closes // as the year ends, whatever was before
	opens
	averages
	peaks
	shares   // the sum of what it is of, over the sum of what it is over
	retained // of the customers of the year's beginning
)

// rule says how the whole year of a measure follows from its parts. Of what adds up and of shares it may name the measures
// that it is the sum of, those after a minus taken away; a share is over the sum of others.
type rule struct {
	how      how
	of, over string

	below0 bool // it may be
	part   bool // of a whole, so that it is never above it
}

// ahead are measures of what a file states to come: nothing of it was before the run, unless that is stated.
var ahead = []string{"arr_churn_stated", "overdue_peak"}

// rules are those of the measures of which it is known; a test holds them to years that were simulated as a whole.
var rules = withLists(map[string]rule{
	"cost_total": {how: adds, of: "cost_services cost_support cost_success cost_research"},
	"cost_net":   {how: adds, of: "cost_services cost_support cost_success cost_research -revenue_services -revenue_support"},

	"services_margin":        {how: shares, of: "revenue_services -cost_services", over: "revenue_services"},
	"services_revenue_share": {how: shares, of: "revenue_services", over: "revenue_subscription revenue_services revenue_support"},
	"success_cost_share":     {how: shares, of: "cost_success", over: "revenue_subscription"},
	"success_per_new_dollar": {how: shares, of: "cost_success", over: "arr_new"},
	"support_cost_share":     {how: shares, of: "cost_support", over: "revenue_subscription revenue_services revenue_support"},
	"replacement_share":      {how: shares, of: "arr_churn", over: "arr_new"},
	"platform_margin":        {how: shares, over: "revenue_subscription revenue_support"},
	"start_delay_mean":       {how: shares, over: "projects_started"},
	"partner_share":          {how: shares, over: "projects_started"},
	"time_to_live_mean":      {how: shares, over: "go_lives"},
	"blocked_days_mean":      {how: shares, over: "go_lives"},
	"late_share":             {how: shares, over: "go_lives"},
	"bookings_month_1":       {how: shares, over: "bookings"},
	"bookings_month_2":       {how: shares, over: "bookings"},
	"bookings_month_3":       {how: shares, over: "bookings"},
	"bookings_last_week":     {how: shares, over: "bookings"},
	"churn_green":            {how: shares, over: "arr_churn"},
	"churn_red":              {how: shares, over: "arr_churn"},
	"fix_time_mean":          {how: shares, over: "fixes"},
	"session_wait_mean":      {how: shares, over: "session_answers"},

	"arr_opening": {how: opens},
})

func withLists(rules map[string]rule) map[string]rule {
	for h, names := range map[how]string{
		adds: `arr_new arr_expansion arr_uplift arr_contraction arr_churn arr_churn_stated customers_lost deals bookings deals_pulled deals_deterred
			go_lives projects_started further_projects_started further_projects_finished scoping_hours tickets tickets_deflected
			session_answers fixes rescues rescues_won rescues_too_late renewals_unworked expansions_lost hires stand_in_hours switching_hours
			cost_services cost_partners cost_support cost_success cost_research revenue_subscription revenue_services revenue_offerings
			revenue_support contribution`,
		closes:   "arr_closing customers arr_value overdue contribution_to_date health_green health_yellow health_red bugs_open unadopted_share work_hours work_value",
		averages: "headcount hours_drawn projects_queued slots_busy ticket_backlog partner_busy accounts_held stood_in_for word_of_mouth",
		peaks:    "hours_drawn_peak projects_queued_peak slots_busy_peak ticket_backlog_peak partner_busy_peak overdue_peak",
		retained: "nrr grr logo_retention nrr_flow grr_flow",
	} {
		for _, name := range strings.Fields(names) {
			rules[name] = rule{how: h}
		}
	}
	for _, name := range strings.Fields("contribution contribution_to_date cost_net services_margin platform_margin grr_flow") {
		r := rules[name]
		r.below0 = true
		rules[name] = r
	}
	for _, name := range strings.Fields(`grr grr_flow logo_retention renewal_rate late_share go_live_share breach_share partner_share
		partner_hours_share first_contact_share health_green health_yellow health_red churn_green churn_red sponsors_lost
		bookings_month_1 bookings_month_2 bookings_month_3 bookings_last_week services_revenue_share self_service_share services_margin
		platform_margin`) {
		r := rules[name]
		r.part = true
		rules[name] = r
	}
	return rules
}

// term is a measure of a sum, which is added or taken away.
type term struct {
	measure *measures.Measure
	sign    float64
}

// terms returns the measures of a sum that a company has.
func terms(names string, has []string) (list []term) {
	for _, name := range strings.Fields(names) {
		bare, minus := strings.CutPrefix(name, "-")
		m, _ := measures.Find(bare)
		if !m.Exists(has) {
			continue
		}
		list = append(list, term{m, 1})
		if minus {
			list[len(list)-1].sign = -1
		}
	}
	return list
}
