package workbook

import (
	"postsale/models/results"
	"postsale/models/results/turns"
	"postsale/reports"
	"postsale/reports/document"
	"postsale/reports/sheet"
	"postsale/reports/turning"
)

// The names of sheets of many runs.
const (
	scenariosName = "Scenarios"
	valuesName    = "Values"
)

// OfBatch returns the workbook of a batch: what each scenario came to, and where it is from.
func OfBatch(b *results.Batch) sheet.Workbook {
	book := sheet.Workbook{Title: reports.Scenarios(len(b.Scenarios)), Maker: "postsale " + b.Program, Document: reports.Batch(b)}
	t := sheet.Table{Name: scenariosName, Note: "NRR and GRR of each scenario in the last period that has NRR. The tables of the batch have everything else, a trial a row.",
		Columns: []sheet.Column{{Title: "scenario", Width: 32}, {Title: "period"}, {Title: "trials"}, {Title: "failed_trials"}, {Title: "nrr_p10"}, {Title: "nrr_p50"}, {Title: "nrr_p90"},
			{Title: "grr_p10"}, {Title: "grr_p50"}, {Title: "grr_p90"}, {Title: "first_failure", Width: 60}}}
	var rows [][]sheet.Value
	for _, l := range b.Scenarios {
		row := []sheet.Value{sheet.Words(l.Name), sheet.Words(l.Period), sheet.Count(l.Done), sheet.Count(l.Failed)}
		for _, d := range []results.Distribution{l.NRR, l.GRR} {
			row = append(row, sheet.Figure(d.P10, sheet.Share), sheet.Figure(d.P50, sheet.Share), sheet.Figure(d.P90, sheet.Share))
		}
		rows = append(rows, append(row, sheet.Words(l.Cause)))
	}
	if at := len(rows); at > 1 && at <= mostCharted {
		for _, c := range []struct {
			title  string
			middle int
		}{{"NRR", 5}, {"GRR", 8}} {
			book.Charts = append(book.Charts, ranged(c.title+" of each scenario: median, 8 in 10 futures (p10 to p90)", scenariosName, 0, c.middle, 0, at-1, sheet.Share))
		}
	}
	from := sheet.Table{Name: "Files", Note: "Where each scenario is from; plan.json of the batch has all that it says.",
		Columns: []sheet.Column{{Title: "scenario", Width: 32}, {Title: "from", Width: 60}, {Title: "trials"}, {Title: "sha256", Width: 68}}}
	var files [][]sheet.Value
	for _, p := range b.Planned {
		files = append(files, []sheet.Value{sheet.Words(p.Name), sheet.Words(p.From), sheet.Count(p.Trials), sheet.Words(p.SHA256)})
	}
	book.Tables = append(book.Tables, filled(t, rows), filled(from, files), made(reports.BatchOrigin(b)))
	return book
}

// mostCharted is of how many scenarios there is a chart: more have no room for their names (JUDGEMENT).
const mostCharted = 40

// OfArgument returns the workbook of an argument of the field that was tried: what the plans differ by at each value.
func OfArgument(a *turns.Argument) sheet.Workbook {
	book := sheet.Workbook{Title: a.Title, Maker: "postsale " + a.Program, Document: turning.Document(a)}
	t := sheet.Table{Name: valuesName, Note: "What the second plan has more than the first at each value, trial by trial; differences of shares are in points.",
		Columns: []sheet.Column{{Title: "measure", Width: 28}, {Title: "segment", Width: 22}, {Title: "period"}, {Title: "unit"}, {Title: "value", Width: 16}, {Title: "n"}, {Title: "first"}, {Title: "second"},
			{Title: "mean"}, {Title: "mc_error"}, {Title: "p10"}, {Title: "p90"}, {Title: "second_better"}, {Title: "same"}, {Title: "winner"}}}
	var rows [][]sheet.Value
	for i := range a.Measures {
		m := &a.Measures[i]
		scale, form, size, unit := moved(m.Measure.Unit)
		own := formOf(m.Measure.Unit)
		from := len(rows)
		for k, d := range m.Gaps {
			winner := ""
			if i == 0 {
				winner = a.Levels[k].Winner.String()
			}
			rows = append(rows, []sheet.Value{sheet.Words(m.Measure.Name), sheet.Words(m.Segment), sheet.Words(m.Period), sheet.Words(unit), sheet.Words(a.Levels[k].Text),
				sheet.Count(d.N), sheet.Figure(d.From, own), sheet.Figure(d.To, own), sheet.Figure(scale*d.Mean, form), sheet.Figure(scale*d.MCError, size),
				sheet.Figure(scale*d.P10, form), sheet.Figure(scale*d.P90, form), sheet.Figure(d.Better.P, sheet.Share), sheet.Count(d.Same), sheet.Words(winner)})
		}
		title := turning.Label(m) + ", " + a.Second.Name + " less " + a.First.Name + ", by " + a.Across.Says + ": mean, 8 in 10 futures (p10 to p90)"
		c := ranged(title, valuesName, 4, 8, from, len(rows)-1, form)
		for k, column := range []int{11, 8, 10} {
			c.Series[k].Name.Column, c.Series[k].Values.Column = column, column
		}
		book.Charts = append(book.Charts, c)
	}
	book.Tables = append(book.Tables, filled(t, rows), made(turning.Made(a)))
	return book
}

// made is the sheet of what made a record.
func made(of document.Terms) sheet.Table {
	t := sheet.Table{Name: "Origin", Note: "What made this workbook, and how it is made again.", Columns: []sheet.Column{{Title: "what", Width: 24}, {Title: "is", Width: 100}}}
	var rows [][]sheet.Value
	for _, term := range of {
		rows = append(rows, []sheet.Value{sheet.Words(term.Name), sheet.Words(term.Text)})
	}
	return filled(t, rows)
}

// ranged is a chart of rows of a table: a middle, and the columns beside it that it lies between.
func ranged(title, name string, labels, middle, from, to int, form sheet.Form) sheet.Chart {
	c := sheet.Chart{Title: title, Kind: sheet.Lines, Up: form}
	in := func(column, from, to int) sheet.Range {
		return sheet.Range{Sheet: name, Column: column, From: from, To: to}
	}
	for _, l := range []line{{middle + 1, sheet.Strong, 1.75}, {middle, sheet.Deep, 3}, {middle - 1, sheet.Strong, 1.75}} {
		c.Series = append(c.Series, sheet.Series{Name: in(l.quantile, -1, -1), Labels: in(labels, from, to), Values: in(l.quantile, from, to), Color: l.color, Width: l.width})
	}
	return c
}
