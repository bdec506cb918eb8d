package reports

import (
	"math"
	"strings"

	"postsale/models/fiscal"
)

// section is a table of measures by year: medians, or means where they are to add up.
type section struct {
	title, unit string
	means       bool
	lines       []line
	note        string // below the table, of one line
}

// line is a measure of the company and how its values are told.
type line struct {
	label, measure string
	told           style
}

// style is how the values of a measure are written.
type style struct {
	unit   float64 // that they are divided by; 0: thousands or millions of dollars
	places int
	suffix string
}

var (
	shares  = style{1. / 100, 1, " %"}
	days    = style{1, 1, ""}
	weeks   = style{fiscal.Week, 1, ""}
	hours   = style{fiscal.Hour, 1, ""}
	levels  = style{1, 1, ""}
	wholes  = style{1, 0, ""}
	amounts = style{0, 0, ""}

	thousands = style{1e3, 0, ""} // of dollars, whatever the size of the company
)

func (k style) value(v float64) string {
	if !exists(v) {
		return absent
	}
	return k.number(v) + k.suffix
}

func (k style) span(low, high float64) string { return span(k.number(low), k.number(high), k.suffix) }

func (k style) number(v float64) string { return decimal(v/k.unit, k.places) }

// money is the unit of a report's amounts.
type money struct {
	dollars float64
	name    string
}

var sections = []section{
	{"ARR", "in MONEY", true, []line{
		{"  opening", "arr_opening", amounts},
		{"+ new", "arr_new", amounts},
		{"+ expansion", "arr_expansion", amounts},
		{"+ uplift", "arr_uplift", amounts},
		{"- contraction", "arr_contraction", amounts},
		{"- churn", "arr_churn", amounts},
		{"= closing", "arr_closing", amounts},
	}, ""},
	{"Delivery", "", false, []line{
		{"mean start delay, working days", "start_delay_mean", days},
		{"  9 in 10 projects within", "start_delay_p90", days},
		{"mean time to live, weeks", "time_to_live_mean", weeks},
		{"go-lives after the promise", "late_share", shares},
		{"projects queued, on average", "projects_queued", levels},
		{"  at the peak", "projects_queued_peak", levels},
		{"own slots taken", "team_utilisation", shares},
		{"own hours used", "hours_used", shares},
		{"projects at partners", "partner_share", shares},
		{"project hours by partners", "partner_hours_share", shares},
	}, "slots: places that projects hold, waiting or not; hours: the work done in them"},
	{"Support", "times in working hours", false, []line{
		{"tickets", "tickets", wholes},
		{"not resolved, on average", "ticket_backlog", levels},
		{"  at the peak", "ticket_backlog_peak", levels},
		{"mean first response, hours", "first_response_mean", hours},
		{"  9 in 10 tickets within", "first_response_p90", hours},
		{"mean resolution, hours", "resolution_mean", hours},
		{"tickets that missed a target", "breach_share", shares},
		{"tier 1 busy", "tier1_utilisation", shares},
		{"tier 2 busy", "tier2_utilisation", shares},
	}, ""},
	{"People and money", "money in MONEY", false, []line{
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
	}, ""},
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

// section writes a table by period, and the spread of futures in the last.
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
		if l.told.unit == 0 {
			l.told.unit = scale.dollars
		}
		cells, some := []string{l.label + s.bounds(l.measure, last)}, false
		for _, period := range periods {
			d := s.estimate(l.measure, company, period.Name)
			some = some || d.N > 0
			if of.means {
				cells = append(cells, l.told.value(d.Mean))
			} else {
				cells = append(cells, l.told.value(d.P50))
			}
		}
		if s.many() {
			d := s.estimate(l.measure, company, last)
			cells = append(cells, l.told.span(d.P10, d.P90))
		}
		if some && (len(s.Layout.Roles.Partners) > 0 || !ofPartners[l.measure]) {
			t.add(cells...)
		}
	}
	var notes []string
	switch {
	case s.many() && of.means:
		notes = append(notes, "means, which add up")
	case s.many():
		notes = append(notes, "medians")
	}
	if of.unit != "" {
		notes = append(notes, strings.Replace(of.unit, "MONEY", scale.name, 1))
	}
	p.heading(of.title, strings.Join(notes, "; "))
	p.table(t)
	if of.note != "" {
		p.wrap(of.note, "  ", "  ")
	}
}

// ofPartners are the measures that say nothing of a company without partners.
var ofPartners = map[string]bool{"partner_share": true, "partner_hours_share": true, "cost_partners": true}

// bounds returns what the targets of the company ask of a measure in a period.
func (s *Study) bounds(measure, period string) string {
	var list []string
	for _, t := range s.targets(measure, company, period) {
		text := sign(t)
		for _, unit := range []string{" working days", " working hours"} { // the label has it
			text = strings.TrimSuffix(text, unit)
		}
		list = append(list, text)
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}
