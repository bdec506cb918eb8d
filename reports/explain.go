package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// Explanation tells what each cause does: the largest first in a sentence, then all of them, which add up to the whole, and
// what was done to find it out.
func Explanation(e *results.Explanation) document.Document {
	lead := whole(e)
	if e.Last("nrr") == nil && e.Last("grr") == nil {
		lead = []document.Block{document.Paragraph("NRR and GRR do not exist in every combination: the run is too short, or there are no customers of twelve months before.")}
	}
	return document.Document{Blocks: slices.Concat(interrupted(e.Of), warned(e.Of.Warnings), titled("", "", lead...),
		method(e), divisions(e), divisionsByYear(e), meaning(e), assumed(e.Of), failed(e.Of), titled(inShortTitle, "", whole(e)...))}
}

// whole tells what all causes do together.
func whole(e *results.Explanation) []document.Block {
	var list []document.Block
	for _, measure := range words.Divided {
		if d := e.Last(measure.Name); d != nil && measure.Answers {
			list = append(list, document.Answer{Lines: []string{divided(e, d, measure.Label)}})
		}
	}
	return list
}

// divided says what all causes do together, and which do most of it.
func divided(e *results.Explanation, d *results.Division, label string) string {
	name, of := e.Of.Name, label+" "+d.Period.Name
	size, err := words.Points2.Number(math.Abs(d.Whole.Value)), words.Points2.Number(d.Whole.Error)
	amount := fmt.Sprintf("%s points (error %s)", words.Signed(d.Whole.Value, words.Points2), err)
	begin := fmt.Sprintf("With all of these mechanisms idealised, %s of %s would be %s points higher (error %s)", of, name, size, err)
	switch {
	case e.To != nil:
		begin = fmt.Sprintf("From %s to %s the median of %s moves by %s, from %s to %s", name, e.To.Name, of, amount, words.ShareLabel(d.From()), words.ShareLabel(d.To()))
	case results.Idle(d.Whole):
		return fmt.Sprintf("Nothing that these mechanisms do moves %s of %s.", of, name)
	case !results.Sure(d.Whole):
		begin = fmt.Sprintf("What these mechanisms do to %s of %s together is not beyond what %s can tell: %s", of, name, words.Trials(e.Of), amount)
	case d.Whole.Value < 0:
		begin = fmt.Sprintf("With all of these mechanisms idealised, %s of %s would be %s points lower (error %s)", of, name, size, err)
	}
	clear := d.Clearest()
	if len(clear) == 0 {
		return begin + "; no share is beyond twice its error."
	}
	var parts []string
	for _, i := range clear[:min(3, len(clear))] {
		parts = append(parts, e.Causes[i].Name+" "+words.Signed(d.Shares[i].Value, words.Points2))
	}
	return begin + ". Largest, of what is beyond twice its error: " + strings.Join(parts, ", ") + "."
}

// method tells what was done.
func method(e *results.Explanation) []document.Block {
	every, over := "every combination", "all orders"
	if e.Orders > 0 {
		every, over = "many combinations", words.Count(e.Orders)+" orders that were drawn"
	}
	if e.ByTrial {
		return titled("", "", document.Paragraph(fmt.Sprintf("%s of scenario %s, each lived %d times under the same luck, seed %d: as simulated, "+
			"and with mechanisms idealised one after the other, in an order drawn for the trial and in its reverse. "+
			"A share is what idealising a mechanism adds to those idealised before it, on average over orders and trials (Shapley 1953).",
			words.Trials(e.Of), e.Of.Name, e.Sets, e.Of.Seed)), document.Paragraph(addsUp+freedWhole(e)))
	}
	text := fmt.Sprintf("%s of scenario %s, each lived %d times under the same luck, seed %d: with %s of mechanisms idealised. "+
		"A share is what idealising a mechanism adds to those idealised before it, on average over %s (Shapley 1953).",
		words.Trials(e.Of), e.Of.Name, e.Sets, e.Of.Seed, every, over)
	if e.To != nil {
		text = fmt.Sprintf("%s of each of %d scenarios between the two files, under the same luck, seed %d: each group of changes alone and in %s. "+
			"A share is what a group adds to those before it, on average over %s (Shapley 1953).",
			words.Trials(e.Of), e.Sets, e.Of.Seed, every, over)
	}
	return titled("", "", document.Paragraph(text), document.Paragraph(addsUp+freedWhole(e)))
}

// freedWhole tells what taking out known luck was worth for the NRR as a whole.
func freedWhole(e *results.Explanation) string {
	d := e.Last("nrr")
	if d == nil || !(d.Fewer > 1) {
		return ""
	}
	return fmt.Sprintf(" Luck that is known, of customers' decisions, is taken out: with it (--plain) the whole of NRR %s would take %s as many trials to be as sure.",
		d.Period.Name, times(d.Fewer))
}

const addsUp = "Shares add up to the whole. The error is the Monte Carlo error (one standard error), which more trials would shrink."

// divisions lists the shares of the last period.
func divisions(e *results.Explanation) []document.Block {
	t := document.Table{Columns: columns("")}
	var list []*results.Division
	for _, measure := range words.Divided {
		if d := e.Last(measure.Name); d != nil {
			list = append(list, d)
			t.Columns = append(t.Columns, columns(measure.Label+", "+measure.Unit, "error")...)
		}
	}
	if len(list) == 0 {
		return titled("", "", document.Paragraph("NRR, GRR and ARR do not exist in all combinations: there is nothing to divide."))
	}
	t.Rows = sharesOf(e, list)
	level := func(label string, of func(d *results.Division) float64) {
		row := document.Row{Label: label}
		for _, d := range list {
			value := percent(of(d))
			if d.Measure.Unit == measures.Dollars {
				value = thousands.number(of(d))
			}
			row.Cells = append(row.Cells, value, nil)
		}
		t.Rows = append(t.Rows, row)
	}
	begin, end, title, note := "as simulated", "all idealised", "What each costs in ", "means"
	if e.To != nil {
		begin, end, title, note = words.Shortened(e.Of.Name, 30), words.Shortened(e.To.Name, 30), "What each moves in ", "medians"
	}
	level(begin, (*results.Division).From)
	level(end, (*results.Division).To)
	return titled(title+list[len(list)-1].Period.Name, note, t)
}

// sharesOf returns a row for each cause and one for all of them, with the share and its error of each division.
func sharesOf(e *results.Explanation, list []*results.Division) []document.Row {
	row := func(label string, of func(d *results.Division) results.Share) document.Row {
		r := document.Row{Label: label}
		for _, d := range list {
			form, s := points, of(d)
			switch {
			case results.Idle(s):
				form = wholes
			case d.Measure.Unit == measures.Dollars:
				form = thousands
			}
			r.Cells = append(r.Cells, form.number(s.Value), form.number(s.Error))
		}
		return r
	}
	var rows []document.Row
	for i, c := range e.Causes {
		rows = append(rows, row(c.Name, func(d *results.Division) results.Share { return d.Shares[i] }))
	}
	return append(rows, row("all of them", func(d *results.Division) results.Share { return d.Whole }))
}

// divisionsByYear lists the shares of NRR by fiscal year.
func divisionsByYear(e *results.Explanation) []document.Block {
	t := document.Table{Columns: columns("")}
	var list []*results.Division
	for _, period := range e.Of.Periods() {
		if d := e.Division("nrr", period.Name); d != nil && results.Exists(d.Whole.Value) {
			list = append(list, d)
			t.Columns = append(t.Columns, columns(period.Name, "error")...)
		}
	}
	if len(list) < 2 {
		return nil
	}
	t.Rows = sharesOf(e, list)
	return titled("NRR by fiscal year", "points", t)
}

// meaning says what idealised means, or which settings are in a group.
func meaning(e *results.Explanation) []document.Block {
	if e.To == nil {
		var terms document.Terms
		for _, c := range e.Causes {
			terms = append(terms, document.Term{Name: c.Name, Text: c.Says})
		}
		return titled("Idealised means", "ideal: [NAME] in a scenario, or --set, does the same", terms)
	}
	var groups document.List
	for _, c := range e.Causes {
		groups.Items = append(groups.Items, document.Item{Text: c.Name + ": " + c.Says})
	}
	return titled("What changed", "", groups, document.Section{Blocks: []document.Block{settings(e.Changes)}})
}
