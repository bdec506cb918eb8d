package reports

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"postsale/sim/estimate"
)

// Explain writes what each cause does, for people: the largest first in a sentence, then all of them, which add up to
// the whole, and what was done to find it out.
func Explain(w io.Writer, e *Explanation) error {
	p := &page{}
	p.partial(e.Of)
	p.warned(e.Of.Warnings)
	if e.last("nrr") == nil && e.last("grr") == nil {
		p.wrap("NRR and GRR do not exist in every combination: the run is too short, or there are no customers of twelve months before.", "", "")
	}
	e.answer(p, "")
	e.origin(p)
	e.divisions(p)
	e.years(p)
	e.meaning(p)
	e.Of.assumed(p)
	e.Of.failed(p)
	p.heading("In short", "")
	e.answer(p, "  ")
	_, err := io.WriteString(w, p.String())
	return err
}

// answer tells what all causes do together.
func (e *Explanation) answer(p *page, indent string) {
	for _, measure := range divided {
		if d := e.last(measure.name); d != nil && measure.answers {
			p.wrap(e.sentence(d, measure.label), indent, indent)
		}
	}
}

// divided are the measures that are told, and in which unit their shares are.
var divided = []struct {
	name, label, unit string
	told              style
	answers           bool // tells it in a sentence
}{
	{"nrr", "NRR", "points", points2, true},
	{"grr", "GRR", "points", points2, true},
	{"arr_closing", "ARR", "$k", thousands, false},
}

// sentence says what all causes do together, and which do most of it.
func (e *Explanation) sentence(d *Division, label string) string {
	name, of := clean(e.Of.Name), label+" "+d.Period.Name
	amount := fmt.Sprintf("%s points (error %s)", signed(d.Whole.Value, points2), points2.number(d.Whole.Error))
	begin := fmt.Sprintf("With all of these mechanisms idealised, %s of %s would be %s points higher (error %s)",
		of, name, points2.number(d.Whole.Value), points2.number(d.Whole.Error))
	switch {
	case e.To != nil:
		begin = fmt.Sprintf("From %s to %s the median of %s moves by %s, from %s to %s", name, clean(e.To.Name), of, amount, shareLabel(d.from()), shareLabel(d.to()))
	case d.Whole.Value == 0 && d.Whole.Error == 0:
		return fmt.Sprintf("Nothing that these mechanisms do moves %s of %s.", of, name)
	case !sure(d.Whole):
		begin = fmt.Sprintf("What these mechanisms do to %s of %s together is not beyond what %s can tell: %s", of, name, e.Of.trials(), amount)
	case d.Whole.Value < 0:
		begin = fmt.Sprintf("With all of these mechanisms idealised, %s of %s would be %s points lower (error %s)",
			of, name, points2.number(-d.Whole.Value), points2.number(d.Whole.Error))
	}
	parts := e.largest(d)
	if len(parts) == 0 {
		return begin + "; no share is beyond twice its error."
	}
	return begin + ". Largest, of what is beyond twice its error: " + strings.Join(parts, ", ") + "."
}

// largest returns the three largest shares that are clear, with their causes.
func (e *Explanation) largest(d *Division) []string {
	var told []int
	for i, s := range d.Shares {
		if sure(s) {
			told = append(told, i)
		}
	}
	slices.SortStableFunc(told, func(a, b int) int {
		return cmp.Compare(math.Abs(d.Shares[b].Value), math.Abs(d.Shares[a].Value))
	})
	var parts []string
	for _, i := range told[:min(3, len(told))] {
		parts = append(parts, clean(e.Causes[i].Name)+" "+signed(d.Shares[i].Value, points2))
	}
	return parts
}

func (e *Explanation) origin(p *page) {
	p.line("")
	if e.To != nil {
		p.wrap(fmt.Sprintf("%s of each of %d scenarios between the two files, under the same luck, seed %d: each group of changes alone and in every combination. "+
			"A share is what a group adds to those before it, on average over all orders (Shapley 1953).",
			e.Of.trials(), e.Sets, e.Of.Seed), "", "")
	} else {
		p.wrap(fmt.Sprintf("%s of scenario %s, each lived %d times under the same luck, seed %d: with every combination of mechanisms idealised. "+
			"A share is what idealising a mechanism adds to those idealised before it, on average over all orders (Shapley 1953).",
			e.Of.trials(), clean(e.Of.Name), e.Sets, e.Of.Seed), "", "")
	}
	p.wrap("Shares add up to the whole. The error is the Monte Carlo error (one standard error), which more trials would shrink.", "", "")
}

// divisions lists the shares of the last period.
func (e *Explanation) divisions(p *page) {
	t := table{}
	t.add("")
	var columns []*Division
	var period string
	for _, measure := range divided {
		if d := e.last(measure.name); d != nil {
			columns, period = append(columns, d), d.Period.Name
			t.rows[0] = append(t.rows[0], measure.label+", "+measure.unit, "error")
		}
	}
	if len(columns) == 0 {
		p.line("")
		p.wrap("NRR, GRR and ARR do not exist in all combinations: there is nothing to divide.", "", "")
		return
	}
	row := func(label string, of func(d *Division) estimate.Share) {
		cells := []string{label}
		for _, d := range columns {
			cells = append(cells, shareCells(styleOf(d), of(d))...)
		}
		t.add(cells...)
	}
	for i, c := range e.Causes {
		row(clean(c.Name), func(d *Division) estimate.Share { return d.Shares[i] })
	}
	row("all of them", func(d *Division) estimate.Share { return d.Whole })
	level := func(label string, of func(d *Division) float64) {
		cells := []string{label}
		for _, d := range columns {
			cells = append(cells, levelOf(d, of(d)), "")
		}
		t.add(cells...)
	}
	begin, end, title := "as simulated", "all idealised", "What each costs in "+period
	if e.To != nil {
		begin, end, title = shortened(e.Of.Name, 30), shortened(e.To.Name, 30), "What each moves in "+period
	}
	level(begin, (*Division).from)
	level(end, (*Division).to)
	note := "means"
	if e.To != nil {
		note = "medians"
	}
	p.heading(title, note)
	p.table(t)
}

// shareCells are a share and its error; what does nothing in any trial is a plain 0.
func shareCells(told style, s estimate.Share) []string {
	if s.Value == 0 && s.Error == 0 {
		return []string{"0", "0"}
	}
	return []string{told.number(s.Value), told.number(s.Error)}
}

func styleOf(d *Division) style {
	for _, measure := range divided {
		if measure.name == d.Measure.Name {
			return measure.told
		}
	}
	return levels
}

// levelOf is the statistic itself, as a report tells it.
func levelOf(d *Division, v float64) string {
	if d.Measure.Name == "arr_closing" {
		return thousands.number(v)
	}
	return shareLabel(v)
}

// years lists the shares of NRR by fiscal year.
func (e *Explanation) years(p *page) {
	t := table{}
	t.add("")
	var columns []*Division
	for _, period := range e.Of.periods() {
		if d := e.find("nrr", period.Name); d != nil && exists(d.Whole.Value) {
			columns = append(columns, d)
			t.rows[0] = append(t.rows[0], period.Name, "error")
		}
	}
	if len(columns) < 2 {
		return
	}
	for i, c := range e.Causes {
		cells := []string{clean(c.Name)}
		for _, d := range columns {
			cells = append(cells, shareCells(points2, d.Shares[i])...)
		}
		t.add(cells...)
	}
	cells := []string{"all of them"}
	for _, d := range columns {
		cells = append(cells, shareCells(points2, d.Whole)...)
	}
	t.add(cells...)
	p.heading("NRR by fiscal year", "points")
	p.table(t)
}

// meaning says what idealised means, or which settings are in a group.
func (e *Explanation) meaning(p *page) {
	if e.To == nil {
		p.heading("Idealised means", "ideal: [NAME] in a scenario, or --set, does the same")
		longest := 0
		for _, c := range e.Causes {
			longest = max(longest, width(clean(c.Name)))
		}
		for _, c := range e.Causes {
			p.wrap(clean(c.Says), "  "+padded(clean(c.Name), longest)+"  ", strings.Repeat(" ", longest+4))
		}
		return
	}
	p.heading("What changed", "")
	for _, c := range e.Causes {
		p.wrap(clean(c.Name)+": "+clean(c.Says), "  ", "    ")
	}
	p.line("")
	listed(p, e.Changes)
}
