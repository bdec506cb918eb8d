package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
)

// contrast is a measure of the company as a comparison tells it.
type contrast struct {
	label, measure string
	told           style
	places         int  // of the difference
	period         when // which it is told of
}

type when int

const (
	everyYear when = iota // each fiscal year
	wholeRun
	byYear // a sum over the run, by year
)

var (
	percents  = style{1. / 100, 1, ""}
	contrasts = []contrast{
		{"NRR", "nrr", percents, 2, everyYear},
		{"GRR", "grr", percents, 2, everyYear},
		{"customers kept", "logo_retention", percents, 2, everyYear},
		{"ARR at end, $k", "arr_closing", thousands, 0, wholeRun},
		{"start delay, days", "start_delay_mean", days, 1, wholeRun},
		{"  9 in 10 within", "start_delay_p90", days, 1, wholeRun},
		{"time to live, days", "time_to_live_mean", days, 1, wholeRun},
		{"late go-lives, %", "late_share", percents, 1, wholeRun},
		{"queue at its peak", "projects_queued_peak", wholes, 0, wholeRun},
		{"open tickets", "ticket_backlog", levels, 1, wholeRun},
		{"  at their peak", "ticket_backlog_peak", wholes, 0, wholeRun},
		{"first response, h", "first_response_mean", hours, 1, wholeRun},
		{"breached, %", "breach_share", percents, 1, wholeRun},
		{"headcount", "headcount", levels, 1, wholeRun},
		{"services, $k", "cost_services", thousands, 0, byYear},
		{"  partners, $k", "cost_partners", thousands, 0, byYear},
		{"support, $k", "cost_support", thousands, 0, byYear},
		{"success, $k", "cost_success", thousands, 0, byYear},
		{"cost in all, $k", "cost_total", thousands, 0, byYear},
		{"services sold, $k", "revenue_services", thousands, 0, byYear},
		{"net of those, $k", "cost_net", thousands, 0, byYear},
		{"subscription, $k", "revenue_subscription", thousands, 0, byYear},
	}
)

// differences writes by how much each measure differs.
func (c *Comparison) differences(p *page, r *Rival) {
	t := table{}
	t.add("", "first", "second", "more", "error", "8 in 10", "better")
	for _, k := range contrasts {
		for _, pair := range c.told(r, k) {
			label := k.label
			if k.period == everyYear {
				label += " " + pair.Period.Name
			}
			if d := pair.Difference; d.N > 0 && (d.From != 0 || d.To != 0) {
				t.add(k.row(label, pair)...)
			}
		}
	}
	title := fmt.Sprintf("%s (second) against %s (first)", clean(r.Name), clean(c.Base.Name))
	p.heading(title, "means; more: the second less the first, trial by trial; costs and revenue a year")
	if !c.Base.many() {
		for i, row := range t.rows {
			t.rows[i] = row[:4]
		}
	}
	p.table(t)
	if text := c.worth(r); text != "" {
		p.wrap(text, "  ", "  ")
	}
}

// bargain is how NRR and cost of a rival stand to those of the base.
type bargain int

const (
	unknown  bargain = iota // one of them is not there in both
	vague                   // NRR does not clearly differ
	costless                // nor does the cost
	trade                   // more NRR for more money, or less for less
	better                  // more NRR for less money
	worst                   // less NRR for more money
)

// bargain returns what the trials say of that.
func (c *Comparison) bargain(r *Rival) bargain {
	net, total := c.headline(r), r.pair("cost_total", company, measures.Run)
	if net == nil || total == nil || !c.Base.many() || !exists(r.Price.Value) {
		return unknown
	}
	kept, cost := found(net.Difference), found(total.Difference)
	switch {
	case kept == none || kept == unclear:
		return vague
	case cost == none || cost == unclear:
		return costless
	case kept == cost:
		return trade
	case kept == more:
		return better
	default:
		return worst
	}
}

// worth says what a point of NRR costs, where that can be told.
func (c *Comparison) worth(r *Rival) string {
	how := c.bargain(r)
	if how == unknown {
		return ""
	}
	value := fmt.Sprintf("$%sk a year (error $%sk)", thousands.number(math.Abs(r.Price.Value)), thousands.number(r.Price.Error))
	net := c.headline(r)
	of := "NRR " + net.Period.Name
	switch {
	case how == vague:
		return "What a point of " + of + " costs cannot be told: there the plans do not clearly differ."
	case how == costless:
		return "A point of " + of + " has no price here: the costs do not clearly differ."
	case how == better:
		return clean(r.Name) + " keeps more and costs less."
	case how == worst:
		return clean(r.Name) + " keeps less and costs more."
	case net.Difference.Mean > 0:
		return "Each point of " + of + " gained costs " + value + "."
	default:
		return "Each point of " + of + " given up saves " + value + "."
	}
}

// told returns the pairs of the periods of which a measure is told.
func (c *Comparison) told(r *Rival, k contrast) []measures.Pair {
	if pair := r.pair(k.measure, company, measures.Run); pair != nil && k.period != everyYear {
		return []measures.Pair{*pair}
	}
	var list []measures.Pair
	for _, period := range c.periodsWith(r) {
		if pair := r.pair(k.measure, company, period.Name); pair != nil {
			list = append(list, *pair)
		}
	}
	if k.period != everyYear && len(list) > 0 { // the runs are not the same days
		list = list[len(list)-1:]
	}
	return list
}

func (k contrast) row(label string, pair measures.Pair) []string {
	by := 1.0
	if k.period == byYear {
		by = years(pair)
	}
	d := pair.Difference
	fine := style{k.told.unit, k.places, ""}
	spread := absent
	if d.N > 1 {
		spread = signed(d.P10/by, fine) + " to " + signed(d.P90/by, fine)
	}
	if d.Same == d.N {
		return []string{label, k.told.number(d.From / by), k.told.number(d.To / by), "0", "0", "the same", absent}
	}
	better := absent
	if pair.Measure.Better != measures.Neither {
		better = chance(d.Better)
	}
	return []string{label, k.told.number(d.From / by), k.told.number(d.To / by), signed(d.Mean/by, fine), fine.number(d.MCError / by), spread, better}
}

// years returns how many years the period of a pair spans.
func years(pair measures.Pair) float64 {
	return float64(pair.Period.To-pair.Period.From) * fiscal.Quarter / fiscal.Year
}

// signed writes a number with its sign.
func signed(v float64, k style) string {
	text := k.number(v)
	if exists(v) && !strings.HasPrefix(text, "-") && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// shared writes what the pairing rests on and how much it helped.
func (c *Comparison) shared(p *page, r *Rival) {
	if !c.Base.many() {
		return
	}
	var helped, useless []string
	for _, k := range contrasts {
		pairs := c.told(r, k)
		if len(pairs) == 0 {
			continue
		}
		pair := pairs[len(pairs)-1]
		name := strings.TrimSpace(strings.Split(k.label, ",")[0])
		if strings.HasPrefix(k.label, "  ") {
			continue
		}
		if k.period == everyYear {
			name += " " + pair.Period.Name
		}
		switch gain := pair.Difference.Gain; {
		case math.IsNaN(gain), math.IsInf(gain, 1):
		case gain < helpful:
			useless = append(useless, name)
		default:
			helped = append(helped, fmt.Sprintf("%s %s", name, times(gain)))
		}
	}
	if len(helped)+len(useless)+r.Health.Trials == 0 {
		return
	}
	note := ""
	if len(helped)+len(useless) > 0 {
		note = "how many times as many independent trials would tell a difference as surely"
	}
	p.heading("The same luck", note)
	if len(helped) > 0 {
		p.wrap(strings.Join(helped, ", ")+".", "  ", "  ")
	}
	if len(useless) > 0 {
		p.wrap("WARNING: pairing did not help with "+strings.Join(useless, ", ")+
			": their differences are no surer than between independent runs.", "  ", "  ")
	}
	r.Health.tell(p)
}

// helpful is the gain below which pairing is said not to have helped.
const helpful = 1.2

func times(gain float64) string {
	switch {
	case gain >= 1000:
		return "over 1,000 times"
	case gain >= 10:
		return decimal(gain, 0) + " times"
	}
	return decimal(gain, 1) + " times"
}

// tell lists what both plans drew alike, and where they part.
func (h Health) tell(p *page) {
	if h.Trials == 0 {
		return
	}
	t := table{}
	t.add("the first "+count(h.Trials)+" trials", "in both", "alike", "only first", "only second")
	for _, l := range h.Luck {
		t.add(l.What+": "+l.Alike, count(l.Both), count(l.Same), count(l.First), count(l.Second))
	}
	p.line("")
	p.table(t)
	if len(h.Partings) == 0 {
		p.wrap("The plans never part there.", "  ", "  ")
		return
	}
	var ways []string
	for i, part := range h.Partings {
		if i == 3 {
			break
		}
		ways = append(ways, fmt.Sprintf("%s (%s)", ledger.Kinds[part.Kind].Parting, count(part.Trials)))
	}
	when := "on day " + decimal(h.Parts.P50, 1)
	if h.Parts.N > 1 {
		when += " (median)"
	}
	p.wrap(fmt.Sprintf("The plans part %s, where %s.", when, strings.Join(ways, ", ")), "  ", "  ")
}
