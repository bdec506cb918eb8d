package reports

import (
	"math"
	"strings"

	"postsale/models/fiscal"
)

// section is a table of measures by year.
type section struct {
	title, note string
	lines       []line
}

// line is a measure of the company and how its values are told.
type line struct {
	label, measure string
	told           style
}

// style formats a value; thousands of dollars may be millions.
type style func(v float64, scale money) string

var (
	shares  style = func(v float64, _ money) string { return percent(v) + " %" }
	days    style = func(v float64, _ money) string { return decimal(v, 1) }
	weeks   style = func(v float64, _ money) string { return decimal(v/fiscal.Week, 1) }
	hours   style = func(v float64, _ money) string { return decimal(v/fiscal.Hour, 1) }
	levels  style = func(v float64, _ money) string { return decimal(v, 1) }
	wholes  style = func(v float64, _ money) string { return decimal(v, 0) }
	amounts style = func(v float64, scale money) string { return decimal(v/scale.dollars, 0) }
)

// money is the unit of a report's amounts.
type money struct {
	dollars float64
	name    string
}

var sections = []section{
	{"ARR", "means, in MONEY; they add up", []line{
		{"  opening", "arr_opening", amounts},
		{"+ new", "arr_new", amounts},
		{"+ expansion", "arr_expansion", amounts},
		{"+ uplift", "arr_uplift", amounts},
		{"- contraction", "arr_contraction", amounts},
		{"- churn", "arr_churn", amounts},
		{"= closing", "arr_closing", amounts},
	}},
	{"Delivery", "means", []line{
		{"start delay, working days", "start_delay_mean", days},
		{"  9 in 10 projects within", "start_delay_p90", days},
		{"time to live, weeks", "time_to_live_mean", weeks},
		{"go-lives after the promise", "late_share", shares},
		{"projects queued, on average", "projects_queued", levels},
		{"  at the peak", "projects_queued_peak", levels},
		{"own slots taken", "team_utilisation", shares},
		{"own hours used", "hours_used", shares},
		{"projects at partners", "partner_share", shares},
	}},
	{"Support", "means; times in working hours", []line{
		{"tickets", "tickets", wholes},
		{"not resolved, on average", "ticket_backlog", levels},
		{"  at the peak", "ticket_backlog_peak", levels},
		{"first response, hours", "first_response_mean", hours},
		{"  9 in 10 tickets within", "first_response_p90", hours},
		{"resolution, hours", "resolution_mean", hours},
		{"tickets that missed a target", "breach_share", shares},
		{"tier 1 busy", "tier1_utilisation", shares},
		{"tier 2 busy", "tier2_utilisation", shares},
	}},
	{"People and money", "means, money in MONEY", []line{
		{"headcount", "headcount", levels},
		{"cost of services", "cost_services", amounts},
		{"  of it partners", "cost_partners", amounts},
		{"cost of support", "cost_support", amounts},
		{"cost of success", "cost_success", amounts},
		{"subscription revenue", "revenue_subscription", amounts},
		{"services revenue", "revenue_services", amounts},
		{"services margin", "services_margin", shares},
		{"platform margin", "platform_margin", shares},
		{"success cost in ARR", "success_cost_share", shares},
		{"support cost in revenue", "support_cost_share", shares},
		{"billable utilisation", "billable_utilisation", shares},
	}},
}

// scale returns thousands of dollars, or millions for a company whose thousands
// take more than seven digits.
func (s *Study) scale() money {
	largest := 0.0
	for _, p := range s.periods() {
		if d := s.estimate("arr_closing", company, p.Name); d.N > 0 {
			largest = math.Max(largest, d.P90)
		}
	}
	if largest >= 1e10 {
		return money{1e6, "millions of dollars"}
	}
	return money{1e3, "thousands of dollars"}
}

// section writes the means by period, and the spread of futures in the last.
func (s *Study) section(p *page, of section) {
	if s.Done == 0 {
		return
	}
	scale := s.scale()
	periods := s.periods()
	last := periods[len(periods)-1].Name
	t := table{}
	t.add("")
	for _, period := range periods {
		t.rows[0] = append(t.rows[0], period.Name)
	}
	if s.many() {
		t.rows[0] = append(t.rows[0], "8 in 10 in "+last)
	}
	for _, l := range of.lines {
		cells := []string{l.label + s.bounds(l.measure, last)}
		any := false
		for _, period := range periods {
			d := s.estimate(l.measure, company, period.Name)
			any = any || d.N > 0
			cells = append(cells, l.told(d.Mean, scale))
		}
		if s.many() {
			d := s.estimate(l.measure, company, last)
			cells = append(cells, span(l.told(d.P10, scale), l.told(d.P90, scale), ""))
		}
		if any {
			t.add(cells...)
		}
	}
	if len(t.rows) == 1 {
		return
	}
	note := strings.Replace(of.note, "MONEY", scale.name, 1)
	if !s.many() {
		note = strings.TrimPrefix(strings.TrimPrefix(note, "means"), ", ")
	}
	p.heading(of.title, note)
	p.table(t)
}

// bounds returns what the targets of the company ask of a measure in a period.
func (s *Study) bounds(measure, period string) string {
	var list []string
	for _, t := range s.targets(measure, company, period) {
		list = append(list, bound(t))
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}
