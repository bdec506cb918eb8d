package actuals

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/units"
)

// atMost are measures that are never above others of the same period.
var atMost = map[string][]string{
	"grr":              {"nrr"},
	"grr_flow":         {"nrr_flow", "grr"},
	"arr_churn_stated": {"arr_churn"},
	"cost_partners":    {"cost_services"},
	"revenue_support":  {"revenue_offerings"},
	"overdue":          {"overdue_peak"},
	"hours_drawn":      {"hours_drawn_peak"},
	"projects_queued":  {"projects_queued_peak"},
	"slots_busy":       {"slots_busy_peak"},
	"ticket_backlog":   {"ticket_backlog_peak"},
	"partner_busy":     {"partner_busy_peak"},
}

// wants are measures that are 0 where others are.
var wants = map[string]string{"arr_churn": "customers_lost", "arr_closing": "customers", "bookings": "deals"}

// apart are shares of one whole that have nothing in common.
var apart = []string{"health_green health_yellow health_red", "churn_green churn_red", "bookings_month_1 bookings_month_2 bookings_month_3"}

// againstOthers demands that what is stated of one measure can be with what is stated of others of the same place and period.
func (p *Past) againstOthers(a Actual, fault faulter) {
	beside := func(name string) (Actual, bool) {
		b, ok := p.stated[place{name, a.Segment, a.From, a.To}]
		return b, ok
	}
	for _, name := range atMost[a.Measure.Name] {
		if b, ok := beside(name); ok && a.Value > b.Value+a.rounding+b.rounding {
			fault(a, "value: must be at most %s, %s in line %d, got %s", b, b.Told(), b.line, a.Told())
		}
	}
	if b, ok := beside(wants[a.Measure.Name]); ok && b.Value == 0 && a.Value > 0 {
		fault(a, "value: must be 0, as %s is in line %d, got %s", b, b.line, a.Told())
	}
	for _, names := range apart {
		list := strings.Fields(names)
		if !slices.Contains(list, a.Measure.Name) {
			continue
		}
		sum, off, last := 0.0, 0.0, 0
		for _, name := range list {
			if b, ok := beside(name); ok {
				sum, off, last = sum+b.Value, off+b.rounding, max(last, b.line)
			}
		}
		if a.line == last && sum > 1+off {
			list = slices.DeleteFunc(list, func(name string) bool { return name == a.Measure.Name })
			fault(a, "value: must be at most 100%% with %s, got %s in all", strings.Join(list, " and "), told(a.Measure, sum))
		}
	}
	p.againstParts(a, fault)
}

// againstParts demands that a sum is what its parts come to, and a share what it is of over what it is over.
func (p *Past) againstParts(a Actual, fault faulter) {
	r := rules[a.Measure.Name]
	sum := func(names string) (sum, off float64, ok bool) {
		list := terms(names, p.of.Has)
		for _, t := range list {
			one, stated := p.stated[place{t.measure.Name, a.Segment, a.From, a.To}]
			if !stated {
				return 0, 0, false
			}
			sum, off = sum+t.sign*one.Value, off+one.rounding
		}
		return sum, off, len(list) > 0
	}
	of, off, ok := sum(r.of)
	if !ok {
		return
	}
	if r.how == adds {
		if !a.agrees(of, off) {
			fault(a, "value: must be %s, %s, got %s", p.spelt(r.of), told(a.Measure, of), a.Told())
		}
		return
	}
	if over, more, ok := sum(r.over); ok && over > 0 && math.Abs(a.Value*over-of) > a.rounding*over+a.Value*more+off {
		fault(a, "value: must be %s over %s, %s, got %s", p.spelt(r.of), p.spelt(r.over), told(a.Measure, of/over), a.Told())
	}
}

// spelt writes a sum of measures with its signs.
func (p *Past) spelt(names string) (text string) {
	for i, t := range terms(names, p.of.Has) {
		switch {
		case t.sign < 0:
			text += " - "
		case i > 0:
			text += " + "
		}
		text += t.measure.Name
	}
	return text
}

// againstFlows demands that ARR leads from the beginning to the end of every period of which all is stated.
func (p *Past) againstFlows(a Actual, fault faulter) {
	at := func(name string, from, to int) (Actual, bool) {
		b, ok := p.stated[place{name, a.Segment, from, to}]
		return b, ok
	}
	if a.Measure.Name == "arr_opening" {
		for _, quarters := range []int{1, 4} {
			if b, ok := at("arr_closing", a.From-quarters, a.From); ok && !a.agrees(b.Value, b.rounding) {
				fault(a, "value: must be %s, %s in line %d, got %s", b, b.Told(), b.line, a.Told())
			}
		}
		return
	}
	if a.Measure.Name != "arr_closing" {
		return
	}
	start, ok := at("arr_opening", a.From, a.To)
	for _, quarters := range []int{1, 4} {
		if !ok {
			start, ok = at("arr_closing", a.From-quarters, a.From)
		}
	}
	if !ok {
		return
	}
	sum, off := start.Value, start.rounding
	for _, t := range terms("arr_new arr_expansion arr_uplift -arr_contraction -arr_churn", p.of.Has) {
		one, stated := at(t.measure.Name, a.From, a.To)
		if !stated {
			return
		}
		sum, off = sum+t.sign*one.Value, off+one.rounding
	}
	if !a.agrees(sum, off) {
		fault(a, "value: must be what %s and what is stated of %s (new + expansion + uplift - contraction - churn) come to, %s, got %s",
			start, a.Period, told(a.Measure, sum), a.Told())
	}
}

// Doubts returns what may be so and is hardly meant, each with its line.
func (p *Past) Doubts() (list []string) {
	if p.over == 0 {
		return nil
	}
	doubt := func(a Actual, format string, args ...any) {
		list = append(list, fmt.Sprintf("%s:%d: %s: ", units.Printable(p.file), a.line, a)+fmt.Sprintf(format, args...))
	}
	for _, segment := range p.segments() {
		for _, m := range p.movements(segment) {
			m.doubts(doubt)
		}
		p.doubtRevenue(segment, doubt)
	}
	return list
}

// doubtRevenue doubts subscription revenue that is far from what ARR as the year began and now comes to.
func (p *Past) doubtRevenue(segment string, doubt faulter) {
	const most = 2 // times
	revenue := p.side("revenue_subscription", segment)
	closing, _ := measures.Find("arr_closing")
	start, ok := p.asBegan(closing, segment)
	now := p.of.at(segment).ARR
	if !ok || !revenue.whole() || math.IsNaN(now) {
		return
	}
	part := float64(p.over) / 4
	low, high := part*min(start.Value, now), part*max(start.Value, now)
	if revenue.sum < low/most || revenue.sum > high*most {
		doubt(revenue.most, "%s in all of %s, where ARR was %s as it began and is %s now", told(closing, revenue.sum), toDate(p.year), told(closing, start.Value), told(closing, now))
	}
}
