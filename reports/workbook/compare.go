package workbook

import (
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/sheet"
)

// leadGap is how many columns of the table of differences stand before its distributions.
const leadGap = 8

func ofComparison(b *sheet.Workbook, c *results.Comparison) {
	t := sheet.Table{Name: differencesName, Note: "What each other plan has less what the base has, trial by trial, of every measure by segment and period; differences of shares are in points.",
		Rest:    "differences.csv of --out has all of it",
		Columns: append([]sheet.Column{{Title: "other", Width: 24}, {Title: "measure", Width: 28}, {Title: "segment", Width: 22}, {Title: "period"}, {Title: "unit"}, {Title: "n"}, {Title: "base_mean"}, {Title: "other_mean"}}, spreadColumns()...)}
	for _, title := range []string{"better", "better_low", "better_high", "same", "pairing_gain"} {
		t.Columns = append(t.Columns, sheet.Column{Title: title})
	}
	var rows [][]sheet.Value
	for _, r := range c.Others {
		var f *fan
		quarters := map[string]bool{}
		for _, q := range c.Base.Layout.Quarters() {
			quarters[q.Name] = true
		}
		for _, p := range r.Pairs {
			d := p.Difference
			scale, form, size, unit := moved(p.Measure.Unit)
			if p.Measure.Name == "nrr" && p.Segment == measures.WholeCompany && quarters[p.Period.Name] && d.N > 0 {
				if f == nil {
					f = &fan{from: len(rows)}
				}
				f.add(len(rows), d.Distribution, scale)
			}
			row := append([]sheet.Value{sheet.Words(r.Name), sheet.Words(p.Measure.Name), sheet.Words(p.Segment), sheet.Words(p.Period.Name), sheet.Words(unit),
				sheet.Count(d.N), sheet.Figure(d.From, formOf(p.Measure.Unit)), sheet.Figure(d.To, formOf(p.Measure.Unit))}, spread(d.Distribution, scale, form, size)...)
			rows = append(rows, append(row, sheet.Figure(d.Better.P, sheet.Share), sheet.Figure(d.Better.Low, sheet.Share), sheet.Figure(d.Better.High, sheet.Share),
				sheet.Count(d.Same), sheet.Figure(d.Gain, sheet.Tenths)))
		}
		if f != nil {
			b.Charts = append(b.Charts, f.chart(differencesName, leadGap, 3, "NRR with "+r.Name+" less with "+c.Base.Name+", points, by quarter", sheet.Points))
		}
	}
	b.Tables = append(b.Tables, filled(t, rows))
	var k curves
	for _, m := range retentions {
		period, exists := c.Last(m.measure)
		if !exists {
			continue
		}
		var list []curve
		for _, r := range c.Others {
			if p := r.Pair(m.measure, measures.WholeCompany, period); p != nil && c.Base.Many() {
				dots, _ := results.Dots(c.Gaps(r, p))
				list = append(list, curve{r.Name + ": " + m.name + " " + period, dots, 100, sheet.Points})
			}
		}
		k.add(m.name+" "+period+" less with "+c.Base.Name+", points: share of futures that come to at most as much", "0%", list)
	}
	k.taken(b)
	if c.Base.Kept() {
		b.Tables = append(b.Tables, trials("every measure that all plans have by segment and fiscal year, a plan and trial a row", c.Runs()))
	}
}

// moved returns how a difference of a unit is shown: of shares, in points.
func moved(u measures.Unit) (scale float64, form, size sheet.Form, unit string) {
	switch u {
	case measures.Share:
		return 100, sheet.Points, `0.00" pt"`, "points"
	case measures.Dollars:
		return 1, sheet.Moved, sheet.Dollars, string(u)
	}
	return 1, sheet.Form("+" + formOf(u) + ";-" + formOf(u) + ";" + formOf(u)), formOf(u), string(u)
}

func ofExplanation(b *sheet.Workbook, e *results.Explanation) {
	t := sheet.Table{Name: sharesName, Note: "What each cause does to a measure, and all of them together; of shares in points, with Monte Carlo errors (one standard error).",
		Columns: []sheet.Column{{Title: "measure", Width: 20}, {Title: "segment", Width: 16}, {Title: "period"}, {Title: "unit"}, {Title: "cause", Width: 32}, {Title: "share"}, {Title: "error"}, {Title: "from"}, {Title: "to"}}}
	var rows [][]sheet.Value
	for i := range e.Divisions {
		d := &e.Divisions[i]
		scale, form, size, unit := moved(d.Measure.Unit)
		from := len(rows)
		add := func(cause string, s results.Share, ends ...sheet.Value) {
			rows = append(rows, append([]sheet.Value{sheet.Words(d.Measure.Name), sheet.Words(d.Segment), sheet.Words(d.Period.Name), sheet.Words(unit),
				sheet.Words(cause), sheet.Figure(scale*s.Value, form), sheet.Figure(scale*s.Error, size)}, ends...))
		}
		for k, s := range d.Shares {
			add(e.Causes[k].Name, s)
		}
		add("all of them", d.Whole, sheet.Figure(d.From(), formOf(d.Measure.Unit)), sheet.Figure(d.To(), formOf(d.Measure.Unit)))
		if last := e.Last(d.Measure.Name); d != last {
			continue
		}
		in := func(column, from, to int) sheet.Range {
			return sheet.Range{Sheet: sharesName, Column: column, From: from, To: to}
		}
		for _, m := range named {
			if m.measure == d.Measure.Name {
				if d.Measure.Unit == measures.Dollars {
					form = thousands
				}
				b.Charts = append(b.Charts, sheet.Chart{Title: "What each does to " + m.name + " " + d.Period.Name + m.in, Kind: sheet.Bars, Up: form,
					Series: []sheet.Series{{Name: in(5, -1, -1), Labels: in(4, from, len(rows)-1), Values: in(5, from, len(rows)-1), Color: sheet.Strong}}})
			}
		}
	}
	b.Tables = append(b.Tables, filled(t, rows))
}

// thousands of dollars, for an axis.
const thousands sheet.Form = `+"$"#,##0,"k";-"$"#,##0,"k";0`

// named are the measures that are divided among causes, and how they are called.
var named = []struct{ measure, name, in string }{{"nrr", "NRR", ", points"}, {"grr", "GRR", ", points"}, {"arr_closing", "ARR", ", dollars"}}
