package workbook

import (
	"math"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/sheet"
	"postsale/reports/words"
)

// retentions are the measures that everything is asked for, and how they are called.
var retentions = []struct{ measure, name string }{{"nrr", "NRR"}, {"grr", "GRR"}}

// The names of sheets that charts take their numbers from.
const (
	measuresName    = "Quarters and years"
	differencesName = "Differences"
	futuresName     = "Futures"
	bridgeName      = "ARR bridge"
	sharesName      = "Shares"
	trialsName      = "Trials"
)

// lead is how many columns of the table of measures stand before its distributions.
const lead = 5

func ofRun(b *sheet.Workbook, s *results.Run) {
	t, fans := measured(s)
	b.Charts = append(b.Charts, fans...)
	if !s.Kept() {
		t.Note += " Trials were not kept one by one: quantiles come from a sketch, and there is no sheet of trials."
	}
	b.Tables = append(b.Tables, t)
	var c curves
	for _, r := range retentions {
		var list []curve
		for _, p := range s.Layout.Years() {
			if at := s.Table.Find(r.measure, measures.WholeCompany, p.Name); at >= 0 && s.Many() {
				dots, _ := s.Dots(at)
				list = append(list, curve{r.name + " " + p.Name, dots, 1, sheet.Share})
			}
		}
		c.add(r.name+": share of futures that come to at most as much", "0%", list)
	}
	c.taken(b)
	if bridge, chart, some := bridged(s); some {
		b.Charts, b.Tables = append(b.Charts, chart), append(b.Tables, bridge)
	}
	if s.Kept() {
		b.Tables = append(b.Tables, trials("every measure by segment and fiscal year, a trial a row", []*results.Run{s}))
	}
}

// measured returns every measure by segment and period, as summary.json has them, and the fans of retention.
func measured(s *results.Run) (t sheet.Table, fans []sheet.Chart) {
	t = sheet.Table{Name: measuresName, Note: "Every measure by segment and quarter, fiscal year and run, over all trials.", Rest: "summary.json of --out has all of it",
		Columns: append([]sheet.Column{{Title: "measure", Width: 28}, {Title: "segment", Width: 22}, {Title: "period"}, {Title: "unit"}, {Title: "n"}}, spreadColumns()...)}
	var rows [][]sheet.Value
	quarters := s.Layout.Quarters()
	fanned := map[string]*fan{}
	for i, c := range s.Table.Columns {
		d := s.Distribution(i)
		if d.N == 0 {
			continue
		}
		if c.Segment == measures.WholeCompany && slices.Contains(quarters, c.Period) {
			if fanned[c.Measure.Name] == nil {
				fanned[c.Measure.Name] = &fan{from: len(rows)}
			}
			fanned[c.Measure.Name].add(len(rows), d, 1)
		}
		form := formOf(c.Measure.Unit)
		rows = append(rows, append([]sheet.Value{sheet.Words(c.Measure.Name), sheet.Words(c.Segment), sheet.Words(c.Period.Name),
			sheet.Words(string(c.Measure.Unit)), sheet.Count(d.N)}, spread(d, 1, form, form)...))
	}
	for _, r := range retentions {
		if f := fanned[r.measure]; f != nil {
			fans = append(fans, f.chart(measuresName, lead, 2, r.name+", twelve months to each quarter's end", sheet.Share))
		}
	}
	return filled(t, rows), fans
}

// banded is how many trials it takes to show between what most futures lie.
const banded = results.Banded

// fan is a measure by quarter: rows of a table that follow each other.
type fan struct {
	from, to  int
	least     int // trials of the quarter with fewest
	low, high float64
}

func (f *fan) add(row int, d results.Distribution, scale float64) {
	if row == f.from {
		f.least, f.low, f.high = d.N, math.Inf(1), math.Inf(-1)
	}
	f.to, f.least = row, min(f.least, d.N)
	low, high := d.P5, d.P95
	if f.least < banded {
		low, high = d.P50, d.P50
	}
	f.low, f.high = min(f.low, scale*low), max(f.high, scale*high)
}

// chart shows the fan as lines: areas would show what lies between two quantiles, which no record tells, and areas that lie
// over each other stand in another order in each program.
func (f *fan) chart(name string, first, periods int, title string, form sheet.Form) sheet.Chart {
	c := sheet.Chart{Title: title + ": median", Kind: sheet.Lines, Up: form, Rise: around(f.low, f.high)}
	lines := []line{{atP50, sheet.Deep, 3}}
	if f.least >= banded {
		c.Title += ", 8 in 10 futures (p10 to p90), 9 in 10 (p5 to p95)"
		lines = []line{{atP95, sheet.Middle, 1.25}, {atP90, sheet.Strong, 1.75}, {atP50, sheet.Deep, 3}, {atP10, sheet.Strong, 1.75}, {atP5, sheet.Middle, 1.25}}
	}
	for _, l := range lines {
		at := func(column, from, to int) sheet.Range {
			return sheet.Range{Sheet: name, Column: column, From: from, To: to}
		}
		c.Series = append(c.Series, sheet.Series{Name: at(first+l.quantile, -1, -1), Labels: at(periods, f.from, f.to), Values: at(first+l.quantile, f.from, f.to),
			Color: l.color, Width: l.width})
	}
	return c
}

// line is how a quantile looks in a fan.
type line struct {
	quantile int
	color    sheet.Color
	width    float64
}

// around returns bounds of an axis that hold two numbers, at steps that people count in.
func around(low, high float64) sheet.Bounds {
	if !results.Exists(low) || !results.Exists(high) {
		return sheet.Bounds{}
	}
	const most = 8 // steps
	span := max(high-low, 1e-3*max(math.Abs(low), math.Abs(high)), 1e-9)
	step := math.Pow(10, math.Floor(math.Log10(span/most)))
	for _, times := range []float64{1, 2, 5, 10} {
		if span/(times*step) <= most {
			step *= times
			break
		}
	}
	return sheet.Bounds{Low: step * math.Floor(low/step-0.01), High: step * math.Ceil(high/step+0.01), Step: step}
}

// curve is the futures of something, in order.
type curve struct {
	name  string
	dots  []float64
	scale float64
	form  sheet.Form
}

// curves are charts of distributions and the table that they take their numbers from.
type curves struct {
	rows   [][]sheet.Value
	charts []sheet.Chart
}

// add adds a chart of curves, where any has futures.
func (c *curves) add(title string, up sheet.Form, list []curve) {
	chart := sheet.Chart{Title: title, Kind: sheet.Curves, Up: up, Rise: sheet.Bounds{Low: 0, High: 1, Step: 0.1}}
	low, high := math.Inf(1), math.Inf(-1)
	for _, k := range list {
		if len(k.dots) < 2 {
			continue
		}
		from, to := len(c.rows), len(c.rows)+len(k.dots)-1
		for i, v := range k.dots {
			c.rows = append(c.rows, []sheet.Value{sheet.Words(k.name), sheet.Figure(k.scale*v, k.form), sheet.Figure((float64(i)+0.5)/float64(len(k.dots)), "0%")})
		}
		low, high = min(low, k.scale*k.dots[0]), max(high, k.scale*k.dots[len(k.dots)-1])
		in := func(column, from, to int) sheet.Range {
			return sheet.Range{Sheet: futuresName, Column: column, From: from, To: to}
		}
		chart.Along = k.form
		chart.Series = append(chart.Series, sheet.Series{Name: in(0, from, from), Labels: in(1, from, to), Values: in(2, from, to),
			Color: sheet.Shades[len(chart.Series)%len(sheet.Shades)], Width: 2.25})
	}
	if len(chart.Series) > 0 {
		chart.Run = around(low, high)
		c.charts = append(c.charts, chart)
	}
}

// taken adds charts and their table to a workbook.
func (c *curves) taken(b *sheet.Workbook) {
	if len(c.rows) == 0 {
		return
	}
	b.Charts = append(b.Charts, c.charts...)
	b.Tables = append(b.Tables, filled(sheet.Table{Name: futuresName, Note: "Futures that stand for all trials, in order, and the share of futures that come to at most as much.",
		Columns: []sheet.Column{{Title: "of", Width: 32}, {Title: "future"}, {Title: "share"}}}, c.rows))
}

// bridged returns how ARR came from the beginning of the run to its end, in means, which add up.
func bridged(s *results.Run) (t sheet.Table, c sheet.Chart, some bool) {
	mean := func(measure string) float64 { return s.Estimate(measure, measures.WholeCompany, measures.Run).Mean }
	opening, closing := mean("arr_opening"), mean("arr_closing")
	if !results.Exists(opening) || !results.Exists(closing) {
		return t, c, false
	}
	none := sheet.Figure(math.NaN(), sheet.Dollars)
	row := func(label string, stands, level, gain, loss sheet.Value) []sheet.Value {
		return []sheet.Value{sheet.Words(label), stands, level, gain, loss}
	}
	rows := [][]sheet.Value{row("opening", none, sheet.Figure(opening, sheet.Dollars), none, none)}
	at := opening
	for _, part := range []struct {
		label, measure string
		gains          bool
	}{{"new", "arr_new", true}, {"expansion", "arr_expansion", true}, {"uplift", "arr_uplift", true}, {"contraction", "arr_contraction", false}, {"churn", "arr_churn", false}} {
		v := mean(part.measure)
		if part.gains {
			rows = append(rows, row(part.label, sheet.Figure(at, sheet.Dollars), none, sheet.Figure(v, sheet.Dollars), none))
			at += v
			continue
		}
		at -= v
		rows = append(rows, row(part.label, sheet.Figure(at, sheet.Dollars), none, none, sheet.Figure(v, sheet.Dollars)))
	}
	rows = append(rows, row("closing", none, sheet.Figure(closing, sheet.Dollars), none, none))
	t = filled(sheet.Table{Name: bridgeName, Note: "ARR from the beginning of the run to its end, means over trials, which add up. Where a step stands is for the chart.",
		Columns: []sheet.Column{{Title: "step", Width: 24}, {Title: "stands at", Width: 16}, {Title: "ARR", Width: 16}, {Title: "gain", Width: 16}, {Title: "loss", Width: 16}}}, rows)
	c = sheet.Chart{Title: "ARR from the beginning of the run to its end, means of " + words.Trials(s), Kind: sheet.Steps, Up: `"$"#,##0.0,,"M"`}
	if max(opening, closing) < 2e6 {
		c.Up = `"$"#,##0,"k"`
	}
	in := func(column, from, to int) sheet.Range {
		return sheet.Range{Sheet: bridgeName, Column: column, From: from, To: to}
	}
	for column, color := range []sheet.Color{sheet.Unseen, sheet.Deep, sheet.Strong, sheet.Loss} {
		c.Series = append(c.Series, sheet.Series{Name: in(1+column, -1, -1), Labels: in(0, 0, len(rows)-1), Values: in(1+column, 0, len(rows)-1), Color: color})
	}
	return t, c, true
}

// trials are the numbers of plans by trial, of the measures that all have by fiscal year, or by quarter if there is none: the
// columns of trials.csv.
func trials(says string, plans []*results.Run) sheet.Table {
	base := plans[0]
	t := sheet.Table{Name: trialsName, Note: says + ".", Long: true, Rest: "trials.csv of --out has all of it"}
	several := len(plans) > 1
	if several {
		t.Columns = append(t.Columns, sheet.Column{Title: "plan", Width: 24})
	}
	t.Columns = append(t.Columns, sheet.Column{Title: "trial", Width: 9})
	var forms []sheet.Form
	values := make([][][]float64, len(plans))
	periods := base.Periods()
	for _, c := range base.Table.Columns {
		if !slices.Contains(periods, c.Period) {
			continue
		}
		places := make([]int, len(plans))
		for i, s := range plans {
			places[i] = s.Table.Find(c.Measure.Name, c.Segment, c.Period.Name)
		}
		if slices.Contains(places, -1) {
			continue
		}
		t.Columns, forms = append(t.Columns, sheet.Column{Title: saved.ColumnName(c), Width: 18}), append(forms, formOf(c.Measure.Unit))
		for i, s := range plans {
			values[i] = append(values[i], s.Table.Values(places[i]))
		}
	}
	for _, s := range plans {
		t.Count += len(s.Table.Trials)
	}
	t.Rows = func(yield func([]sheet.Value) bool) {
		for i, s := range plans {
			for k, trial := range s.Table.Trials {
				var row []sheet.Value
				if several {
					row = append(row, sheet.Words(s.Name))
				}
				row = append(row, sheet.Count(trial))
				for column, v := range values[i] {
					row = append(row, sheet.Figure(v[k], forms[column]))
				}
				if !yield(row) {
					return
				}
			}
		}
	}
	return t
}
