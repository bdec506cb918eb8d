package reports

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"postsale/models/results"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

// Explain writes what each cause does, for people: the largest first in a sentence, then all of them, which add up to
// the whole, and what was done to find it out.
func Explain(w io.Writer, e *results.Explanation) error {
	p := &page{}
	p.partial(e.Of)
	p.warned(e.Of.Warnings)
	if e.Last("nrr") == nil && e.Last("grr") == nil {
		p.wrap("NRR and GRR do not exist in every combination: the run is too short, or there are no customers of twelve months before.", "", "")
	}
	explanationAnswer(e, p, "")
	explanationOrigin(e, p)
	divisions(e, p)
	years(e, p)
	meaning(e, p)
	assumed(e.Of, p)
	failed(e.Of, p)
	p.heading("In short", "")
	explanationAnswer(e, p, "  ")
	_, err := io.WriteString(w, p.String())
	return err
}

// answer tells what all causes do together.
func explanationAnswer(e *results.Explanation, p *page, indent string) {
	for _, measure := range words.Divided {
		if d := e.Last(measure.Name); d != nil && measure.Answers {
			p.wrap(explanationSentence(e, d, measure.Label), indent, indent)
		}
	}
}

// sentence says what all causes do together, and which do most of it.
func explanationSentence(e *results.Explanation, d *results.Division, label string) string {
	name, of := words.Clean(e.Of.Name), label+" "+d.Period.Name
	amount := fmt.Sprintf("%s points (error %s)", words.Signed(d.Whole.Value, words.Points2), words.Points2.Number(d.Whole.Error))
	begin := fmt.Sprintf("With all of these mechanisms idealised, %s of %s would be %s points higher (error %s)",
		of, name, words.Points2.Number(d.Whole.Value), words.Points2.Number(d.Whole.Error))
	switch {
	case e.To != nil:
		begin = fmt.Sprintf("From %s to %s the median of %s moves by %s, from %s to %s", name, words.Clean(e.To.Name), of, amount, words.ShareLabel(d.From()), words.ShareLabel(d.To()))
	case d.Whole.Value == 0 && d.Whole.Error == 0:
		return fmt.Sprintf("Nothing that these mechanisms do moves %s of %s.", of, name)
	case !results.Sure(d.Whole):
		begin = fmt.Sprintf("What these mechanisms do to %s of %s together is not beyond what %s can tell: %s", of, name, words.Trials(e.Of), amount)
	case d.Whole.Value < 0:
		begin = fmt.Sprintf("With all of these mechanisms idealised, %s of %s would be %s points lower (error %s)",
			of, name, words.Points2.Number(-d.Whole.Value), words.Points2.Number(d.Whole.Error))
	}
	parts := largest(e, d)
	if len(parts) == 0 {
		return begin + "; no share is beyond twice its error."
	}
	return begin + ". Largest, of what is beyond twice its error: " + strings.Join(parts, ", ") + "."
}

// largest returns the three largest shares that are clear, with their causes.
func largest(e *results.Explanation, d *results.Division) []string {
	var told []int
	for i, s := range d.Shares {
		if results.Sure(s) {
			told = append(told, i)
		}
	}
	slices.SortStableFunc(told, func(a, b int) int {
		return cmp.Compare(math.Abs(d.Shares[b].Value), math.Abs(d.Shares[a].Value))
	})
	var parts []string
	for _, i := range told[:min(3, len(told))] {
		parts = append(parts, words.Clean(e.Causes[i].Name)+" "+words.Signed(d.Shares[i].Value, words.Points2))
	}
	return parts
}

func explanationOrigin(e *results.Explanation, p *page) {
	p.line("")
	if e.To != nil {
		p.wrap(fmt.Sprintf("%s of each of %d scenarios between the two files, under the same luck, seed %d: each group of changes alone and in every combination. "+
			"A share is what a group adds to those before it, on average over all orders (Shapley 1953).",
			words.Trials(e.Of), e.Sets, e.Of.Seed), "", "")
	} else {
		p.wrap(fmt.Sprintf("%s of scenario %s, each lived %d times under the same luck, seed %d: with every combination of mechanisms idealised. "+
			"A share is what idealising a mechanism adds to those idealised before it, on average over all orders (Shapley 1953).",
			words.Trials(e.Of), words.Clean(e.Of.Name), e.Sets, e.Of.Seed), "", "")
	}
	p.wrap("Shares add up to the whole. The error is the Monte Carlo error (one standard error), which more trials would shrink.", "", "")
}

// divisions lists the shares of the last period.
func divisions(e *results.Explanation, p *page) {
	t := table{}
	t.add("")
	var columns []*results.Division
	var period string
	for _, measure := range words.Divided {
		if d := e.Last(measure.Name); d != nil {
			columns, period = append(columns, d), d.Period.Name
			t.rows[0] = append(t.rows[0], measure.Label+", "+measure.Unit, "error")
		}
	}
	if len(columns) == 0 {
		p.line("")
		p.wrap("NRR, GRR and ARR do not exist in all combinations: there is nothing to divide.", "", "")
		return
	}
	row := func(label string, of func(d *results.Division) estimate.Share) {
		cells := []string{label}
		for _, d := range columns {
			cells = append(cells, shareCells(words.StyleOf(d), of(d))...)
		}
		t.add(cells...)
	}
	for i, c := range e.Causes {
		row(words.Clean(c.Name), func(d *results.Division) estimate.Share { return d.Shares[i] })
	}
	row("all of them", func(d *results.Division) estimate.Share { return d.Whole })
	level := func(label string, of func(d *results.Division) float64) {
		cells := []string{label}
		for _, d := range columns {
			cells = append(cells, words.LevelOf(d, of(d)), "")
		}
		t.add(cells...)
	}
	begin, end, title := "as simulated", "all idealised", "What each costs in "+period
	if e.To != nil {
		begin, end, title = words.Shortened(e.Of.Name, 30), words.Shortened(e.To.Name, 30), "What each moves in "+period
	}
	level(begin, (*results.Division).From)
	level(end, (*results.Division).To)
	note := "means"
	if e.To != nil {
		note = "medians"
	}
	p.heading(title, note)
	p.table(t)
}

// shareCells are a share and its error; what does nothing in any trial is a plain 0.
func shareCells(told words.Style, s estimate.Share) []string {
	if s.Value == 0 && s.Error == 0 {
		return []string{"0", "0"}
	}
	return []string{told.Number(s.Value), told.Number(s.Error)}
}

// years lists the shares of NRR by fiscal year.
func years(e *results.Explanation, p *page) {
	t := table{}
	t.add("")
	var columns []*results.Division
	for _, period := range e.Of.Periods() {
		if d := e.Division("nrr", period.Name); d != nil && results.Exists(d.Whole.Value) {
			columns = append(columns, d)
			t.rows[0] = append(t.rows[0], period.Name, "error")
		}
	}
	if len(columns) < 2 {
		return
	}
	for i, c := range e.Causes {
		cells := []string{words.Clean(c.Name)}
		for _, d := range columns {
			cells = append(cells, shareCells(words.Points2, d.Shares[i])...)
		}
		t.add(cells...)
	}
	cells := []string{"all of them"}
	for _, d := range columns {
		cells = append(cells, shareCells(words.Points2, d.Whole)...)
	}
	t.add(cells...)
	p.heading("NRR by fiscal year", "points")
	p.table(t)
}

// meaning says what idealised means, or which settings are in a group.
func meaning(e *results.Explanation, p *page) {
	if e.To == nil {
		p.heading("Idealised means", "ideal: [NAME] in a scenario, or --set, does the same")
		longest := 0
		for _, c := range e.Causes {
			longest = max(longest, words.Width(words.Clean(c.Name)))
		}
		for _, c := range e.Causes {
			p.wrap(words.Clean(c.Says), "  "+words.Padded(words.Clean(c.Name), longest)+"  ", strings.Repeat(" ", longest+4))
		}
		return
	}
	p.heading("What changed", "")
	for _, c := range e.Causes {
		p.wrap(words.Clean(c.Name)+": "+words.Clean(c.Says), "  ", "    ")
	}
	p.line("")
	listed(p, e.Changes)
}
