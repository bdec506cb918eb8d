package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
)

// contrast is a measure of the company as a comparison tells it.
type contrast struct {
	label, measure string
	told           words.Style
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
	percents  = words.Style{Unit: 1. / 100, Places: 1, Suffix: ""}
	contrasts = []contrast{
		{"NRR", "nrr", percents, 2, everyYear},
		{"GRR", "grr", percents, 2, everyYear},
		{"customers kept", "logo_retention", percents, 2, everyYear},
		{"ARR at end, $k", "arr_closing", words.Thousands, 0, wholeRun},
		{"start delay, days", "start_delay_mean", words.Days, 1, wholeRun},
		{"  9 in 10 within", "start_delay_p90", words.Days, 1, wholeRun},
		{"time to live, days", "time_to_live_mean", words.Days, 1, wholeRun},
		{"late go-lives, %", "late_share", percents, 1, wholeRun},
		{"queue at its peak", "projects_queued_peak", words.Wholes, 0, wholeRun},
		{"open tickets", "ticket_backlog", words.Levels, 1, wholeRun},
		{"  at their peak", "ticket_backlog_peak", words.Wholes, 0, wholeRun},
		{"first response, h", "first_response_mean", words.Hours, 1, wholeRun},
		{"breached, %", "breach_share", percents, 1, wholeRun},
		{"headcount", "headcount", words.Levels, 1, wholeRun},
		{"services, $k", "cost_services", words.Thousands, 0, byYear},
		{"  partners, $k", "cost_partners", words.Thousands, 0, byYear},
		{"support, $k", "cost_support", words.Thousands, 0, byYear},
		{"success, $k", "cost_success", words.Thousands, 0, byYear},
		{"cost in all, $k", "cost_total", words.Thousands, 0, byYear},
		{"services sold, $k", "revenue_services", words.Thousands, 0, byYear},
		{"net of those, $k", "cost_net", words.Thousands, 0, byYear},
		{"subscription, $k", "revenue_subscription", words.Thousands, 0, byYear},
	}
)

// differences writes by how much each measure differs.
func differences(c *results.Comparison, p *page, r *results.Plan) {
	t := table{}
	t.add("", "first", "second", "more", "error", "8 in 10", "better")
	for _, k := range contrasts {
		for _, pair := range toldPairs(c, r, k) {
			label := k.label
			if k.period == everyYear {
				label += " " + pair.Period.Name
			}
			if d := pair.Difference; d.N > 0 && (d.From != 0 || d.To != 0) {
				t.add(k.row(label, pair)...)
			}
		}
	}
	title := fmt.Sprintf("%s (second) against %s (first)", words.Clean(r.Name), words.Clean(c.Base.Name))
	p.heading(title, "means; more: the second less the first, trial by trial; costs and revenue a year")
	if !c.Base.Many() {
		for i, row := range t.rows {
			t.rows[i] = row[:4]
		}
	}
	p.table(t)
	if text := worth(c, r); text != "" {
		p.wrap(text, "  ", "  ")
	}
}

// worth says what a point of NRR costs, where that can be told.
func worth(c *results.Comparison, r *results.Plan) string {
	how := c.BargainOf(r)
	if how == results.Unknown {
		return ""
	}
	value := fmt.Sprintf("$%sk a year (error $%sk)", words.Thousands.Number(math.Abs(r.Price.Value)), words.Thousands.Number(r.Price.Error))
	net := c.Headline(r)
	of := "NRR " + net.Period.Name
	switch {
	case how == results.Vague:
		return "What a point of " + of + " costs cannot be told: there the plans do not clearly differ."
	case how == results.Costless:
		return "A point of " + of + " has no price here: the costs do not clearly differ."
	case how == results.Better:
		return words.Clean(r.Name) + " keeps more and costs less."
	case how == results.Worst:
		return words.Clean(r.Name) + " keeps less and costs more."
	case net.Difference.Mean > 0:
		return "Each point of " + of + " gained costs " + value + "."
	default:
		return "Each point of " + of + " given up saves " + value + "."
	}
}

// told returns the pairs of the periods of which a measure is told.
func toldPairs(c *results.Comparison, r *results.Plan, k contrast) []measures.Pair {
	if pair := r.Pair(k.measure, results.Company, measures.Run); pair != nil && k.period != everyYear {
		return []measures.Pair{*pair}
	}
	var list []measures.Pair
	for _, period := range c.PeriodsWith(r) {
		if pair := r.Pair(k.measure, results.Company, period.Name); pair != nil {
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
		by = results.YearsOf(pair)
	}
	d := pair.Difference
	fine := words.Style{Unit: k.told.Unit, Places: k.places, Suffix: ""}
	spread := words.Absent
	if d.N > 1 {
		spread = words.Signed(d.P10/by, fine) + " to " + words.Signed(d.P90/by, fine)
	}
	if d.Same == d.N {
		return []string{label, k.told.Number(d.From / by), k.told.Number(d.To / by), "0", "0", "the same", words.Absent}
	}
	better := words.Absent
	if pair.Measure.Better != measures.Neither {
		better = words.Chance(d.Better)
	}
	return []string{label, k.told.Number(d.From / by), k.told.Number(d.To / by), words.Signed(d.Mean/by, fine), fine.Number(d.MCError / by), spread, better}
}

// shared writes what the pairing rests on and how much it helped.
func shared(c *results.Comparison, p *page, r *results.Plan) {
	if !c.Base.Many() {
		return
	}
	var helped, useless []string
	for _, k := range contrasts {
		pairs := toldPairs(c, r, k)
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
	if len(helped)+len(useless)+r.Shared.Trials == 0 {
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
	tellShared(r.Shared, p)
}

// helpful is the gain below which pairing is said not to have helped.
const helpful = 1.2

func times(gain float64) string {
	switch {
	case gain >= 1000:
		return "over 1,000 times"
	case gain >= 10:
		return words.Decimal(gain, 0) + " times"
	}
	return words.Decimal(gain, 1) + " times"
}

// tell lists what both plans drew alike, and where they part.
func tellShared(h results.SharedLuck, p *page) {
	if h.Trials == 0 {
		return
	}
	t := table{}
	t.add("the first "+words.Count(h.Trials)+" trials", "in both", "alike", "only first", "only second")
	for _, l := range h.Luck {
		t.add(l.What+": "+l.Alike, words.Count(l.Both), words.Count(l.Same), words.Count(l.First), words.Count(l.Second))
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
		ways = append(ways, fmt.Sprintf("%s (%s)", partings[part.Kind], words.Count(part.Trials)))
	}
	when := "on day " + words.Decimal(h.Parts.P50, 1)
	if h.Parts.N > 1 {
		when += " (median)"
	}
	p.wrap(fmt.Sprintf("The plans part %s, where %s.", when, strings.Join(ways, ", ")), "  ", "  ")
}

// partings say what happens in one plan and not, or otherwise, in the other.
var partings = map[ledger.Kind]string{
	ledger.Held: "the opening book differs", ledger.Signed: "a deal closes", ledger.Renewed: "a customer renews", ledger.Churned: "a customer leaves",
	ledger.Contracted: "a contract shrinks", ledger.Uplifted: "a price rises", ledger.Expanded: "a contract grows", ledger.WentLive: "a customer goes live",
	ledger.Resumed: "a project is found in flight", ledger.Queued: "a project has to wait", ledger.Started: "a project starts", ledger.Took: "a project takes a slot",
	ledger.Worked: "work on a project is done", ledger.Finished: "a project ends", ledger.Withdrawn: "a project is withdrawn",
	ledger.Opened: "a ticket opens", ledger.Deflected: "a question is deflected", ledger.Answered: "a ticket is answered", ledger.Escalated: "a ticket is escalated",
	ledger.Referred: "a ticket goes to engineering", ledger.Reopened: "a ticket reopens", ledger.Resolved: "a ticket is resolved", ledger.Breached: "a ticket misses a target",
	ledger.Paid: "a partner is paid", ledger.Billed: "a customer is billed",
}
