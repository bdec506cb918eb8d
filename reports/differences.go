package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// differences tell by how much each measure differs.
func differences(c *results.Comparison, r *results.Plan) []document.Block {
	t := document.Table{Columns: columns("", "first", "second", "more", "error", "8 in 10", "better")}
	for _, m := range measures.Compared() {
		for _, pair := range pairs(m, c, r) {
			label := m.Contrast.Label
			if m.Yearly {
				label += " " + pair.Period.Name
			}
			if d := pair.Difference; d.N > 0 && (d.From != 0 || d.To != 0) {
				t.Rows = append(t.Rows, contrast(label, pair))
			}
		}
	}
	if !c.Base.Many() {
		const certain = 3 // first, second and more
		t.Columns = t.Columns[:1+certain]
		for i := range t.Rows {
			t.Rows[i].Cells = t.Rows[i].Cells[:certain]
		}
	}
	list := []document.Block{t}
	if text := worth(c, r); text != "" {
		list = append(list, document.Paragraph(text))
	}
	return titled(fmt.Sprintf("%s (second) against %s (first)", r.Name, c.Base.Name),
		"means; more: the second less the first, trial by trial; costs and revenue a year", list...)
}

// worth says what a point of NRR costs, where that can be told.
func worth(c *results.Comparison, r *results.Plan) string {
	how := r.Standing.Bargain
	if how == results.Unknown {
		return ""
	}
	value := fmt.Sprintf("$%sk a year (error $%sk)", words.Thousands.Number(math.Abs(r.Price.Value)), words.Thousands.Number(r.Price.Error))
	net := r.Standing.NRR
	of := "NRR " + net.Period.Name
	switch {
	case how == results.Vague:
		return "What a point of " + of + " costs cannot be told: there the plans do not clearly differ."
	case how == results.Costless:
		return "A point of " + of + " has no price here: the costs do not clearly differ."
	case how == results.Better:
		return r.Name + " keeps more and costs less."
	case how == results.Worst:
		return r.Name + " keeps less and costs more."
	case net.Difference.Mean > 0:
		return "Each point of " + of + " gained costs " + value + "."
	default:
		return "Each point of " + of + " given up saves " + value + "."
	}
}

// pairs returns those of the periods of which a measure is told.
func pairs(m *measures.Measure, c *results.Comparison, r *results.Plan) []measures.Pair {
	if pair := r.Pair(m.Name, measures.WholeCompany, measures.Run); pair != nil && !m.Yearly {
		return []measures.Pair{*pair}
	}
	var list []measures.Pair
	for _, period := range c.PeriodsWith(r) {
		if pair := r.Pair(m.Name, measures.WholeCompany, period.Name); pair != nil {
			list = append(list, *pair)
		}
	}
	if !m.Yearly && len(list) > 0 { // the runs are not the same days
		list = list[len(list)-1:]
	}
	return list
}

// contrast is the line of a measure in a comparison.
func contrast(label string, pair measures.Pair) document.Row {
	m := pair.Measure
	told := formOf(m.Contrast.Told, m.Unit, thousands)
	if m.Unit == measures.Share {
		told = told.bare()
	}
	places := told.Places
	if m.Yearly { // they differ by little
		places = points.Places
	}
	d, form := pair.Difference, told.more(places)
	if m.Contrast.AYear {
		d = results.ByYear(pair)
	}
	more, err, better := moreOf(d, form)
	var spread document.Cell = document.Absent
	switch {
	case results.Found(d) == results.None:
		spread, better = better, document.Absent
	case d.N > 1:
		spread = form.span(d.P10, d.P90)
	}
	if m.Better == measures.Neither {
		better = document.Absent
	}
	return document.Row{Label: label, Cells: []document.Cell{told.number(d.From), told.number(d.To), more, err, spread, better}}
}

// moreOf returns a mean difference, its error and how often it is one for the better; of what is the same in all trials,
// that it is.
func moreOf(d results.Paired, form scale) (more, err, better document.Cell) {
	if results.Found(d) == results.None {
		return wholes.number(0), wholes.number(0), document.Text("the same")
	}
	return form.number(d.Mean), form.size().number(d.MCError), document.Odds{Odds: d.Better}
}

// shared tells what the pairing rests on and how much it helped.
func shared(c *results.Comparison, r *results.Plan) []document.Block {
	if !c.Base.Many() {
		return nil
	}
	var helped, useless []string
	for _, m := range measures.Compared() {
		told := pairs(m, c, r)
		if len(told) == 0 || strings.HasPrefix(m.Contrast.Label, " ") {
			continue
		}
		pair := told[len(told)-1]
		name, _, _ := strings.Cut(m.Contrast.Label, ",")
		if m.Yearly {
			name += " " + pair.Period.Name
		}
		switch results.HelpOf(pair.Difference) {
		case results.Useless:
			useless = append(useless, name)
		case results.Helped:
			helped = append(helped, name+" "+times(pair.Difference.Gain))
		}
	}
	var list []document.Block
	if len(helped) > 0 {
		list = append(list, document.Paragraph(strings.Join(helped, ", ")+"."))
	}
	if len(useless) > 0 {
		list = append(list, document.Paragraph("WARNING: pairing did not help with "+strings.Join(useless, ", ")+
			": their differences are no surer than between independent runs."))
	}
	note := ""
	if len(list) > 0 {
		note = "how many times as many independent trials would tell a difference as surely"
	}
	if r.Shared.Trials > 0 {
		list = append(list, document.Section{Blocks: luck(r.Shared)})
	}
	if len(list) == 0 {
		return nil
	}
	return titled("The same luck", note, list...)
}

func times(gain float64) string {
	switch {
	case gain >= 1000:
		return "over 1,000 times"
	case gain >= 10:
		return words.Decimal(gain, 0) + " times"
	}
	return words.Decimal(gain, 1) + " times"
}

// luck lists what both plans drew alike, and where they part.
func luck(h results.SharedLuck) []document.Block {
	t := document.Table{Columns: columns("the first "+words.Count(h.Trials)+" trials", "in both", "alike", "only first", "only second")}
	for _, l := range h.Luck {
		t.Rows = append(t.Rows, document.Row{Label: l.What + ": " + l.Alike, Cells: []document.Cell{count(l.Both), count(l.Same), count(l.First), count(l.Second)}})
	}
	if len(h.Partings) == 0 {
		return []document.Block{t, document.Paragraph("The plans never part there.")}
	}
	var ways []string
	for _, part := range h.Partings[:min(3, len(h.Partings))] {
		ways = append(ways, fmt.Sprintf("%s (%s)", ledger.Kinds[part.Kind].Parting, words.Count(part.Trials)))
	}
	when := "on day " + words.Decimal(h.Parts.P50, 1)
	if h.Parts.N > 1 {
		when += " (median)"
	}
	return []document.Block{t, document.Paragraph(fmt.Sprintf("The plans part %s, where %s.", when, strings.Join(ways, ", ")))}
}

// earns says whether a plan pays: what it earns more than the base, how surely, and since when.
func earns(c *results.Comparison, r *results.Plan) string {
	e, base := r.Earnings, c.Base.Name
	if e.Earned == nil || e.Earned.Difference.N == 0 {
		return ""
	}
	more := "more"
	if e.AYear < 0 {
		more = "less"
	}
	size := words.Dollars(math.Abs(e.AYear)) + " a year " + more
	when := since(e.Payback, r.Standing.Cost != nil && r.Standing.Cost.Says == results.More)
	switch {
	case e.Says == results.None:
		return "On money they come to the same."
	case !c.Base.Many():
		return "In it contribution is " + size + "."
	case e.Says == results.Unclear:
		return fmt.Sprintf("On money they do not clearly differ: contribution is %s on average (error %s)%s.", size, words.Dollars(e.Error), when)
	case e.Says == results.Less:
		return fmt.Sprintf("On money it loses to %s %s%s: contribution is %s on average (error %s)%s.", base, words.Often(e.Odds), alike(e.Tied), size, words.Dollars(e.Error), when)
	}
	return fmt.Sprintf("On money it beats %s %s%s: contribution is %s on average (error %s)%s.", base, words.Often(e.Odds), alike(e.Tied), size, words.Dollars(e.Error), when)
}

// since says, if at all, from when on a plan has earned more in most futures; only what costs more can pay for itself.
func since(p results.Payback, costsMore bool) string {
	switch {
	case p.Last == "":
		return ""
	case p.From == "" && !costsMore:
		return "; at the end of " + strings.TrimSuffix(p.Last, " Q4") + " it is not ahead in most futures"
	case p.From == "":
		return "; by the end of " + strings.TrimSuffix(p.Last, " Q4") + " it has not paid for itself in most futures"
	case p.Behind && costsMore:
		return "; it has paid for itself in most futures by the end of " + strings.TrimSuffix(p.From, " Q4")
	default:
		return "; in most futures it is ahead from the end of " + p.From + " on"
	}
}

// earned tells what a plan earns more than the base, by year and since the first day.
func earned(c *results.Comparison, r *results.Plan) []document.Block {
	if len(r.Earnings.Years) == 0 || r.Earnings.Says == results.None || !c.Base.Many() {
		return nil
	}
	money, called := moneyOf(c.Base)
	t := document.Table{Columns: columns("", "first", "second", "more", "error", "to date", "8 in 10", "ahead")}
	for _, y := range r.Earnings.Years {
		d, to := y.Itself.Difference, y.ToDate.Difference
		form := money.more(0)
		t.Rows = append(t.Rows, document.Row{Label: y.Itself.Period.Name, Cells: []document.Cell{money.number(d.From), money.number(d.To), form.number(d.Mean),
			form.size().number(d.MCError), form.number(to.Mean), form.span(to.P10, to.P90), document.Odds{Odds: to.Better}}})
	}
	return titled("Does it pay", fmt.Sprintf("contribution of the year in %s; to date: the second less the first since the first day, ahead: how often that is above 0", called), t)
}
