package misses

import (
	"fmt"
	"strings"
	"time"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/misses"
	"postsale/reports/document"
	"postsale/reports/words"
)

var why = map[misses.Chosen]string{misses.Middle: "near the middle of those that miss", misses.Bad: "one in ten of those that miss is worse", misses.Asked: "in short"}

// Future tells a future in some ten lines.
func Future(f *misses.Future) document.Block {
	title := fmt.Sprintf("Trial %d, %s", f.Trial, why[f.Chosen])
	if f.Failure != "" {
		return document.Section{Title: title, Blocks: []document.Block{document.Paragraph("The trial failed: " + f.Failure)}}
	}
	arr := told(f.Sums, func(c measures.Column) string { return strings.TrimPrefix(c.Measure.Name, "arr_") })
	if results.Exists(f.Deals.Here) {
		arr += ", deals " + beside(quantity(f.Deals.Measure, f.Deals.Here), quantity(f.Deals.Measure, f.Deals.Usual))
	}
	list := document.Terms{
		{Name: name(f.Measure) + " " + f.Period.Name, Text: beside(quantity(f.Measure, f.Value), quantity(f.Measure, f.Usual))},
		{Name: "ARR " + f.Year.Name, Text: arr},
		{Name: "who left", Text: left(f)},
	}
	if len(f.Largest) > 0 {
		list = append(list, document.Term{Name: "  the largest", Text: largest(f)})
	}
	if len(f.Quarter) > 1 {
		list = append(list, document.Term{Name: "  quarters", Text: told(f.Quarter, func(c measures.Column) string { return c.Period.Name[max(0, strings.LastIndex(c.Period.Name, " ")+1):] })})
	}
	for _, m := range results.FuturePeaks {
		var of []misses.Figure
		for _, p := range f.Peaks {
			if p.Measure.Name == m {
				of = append(of, p)
			}
		}
		if len(of) > 0 {
			list = append(list, document.Term{Name: strings.ReplaceAll(m, "_", " "), Text: peaks(of)})
		}
	}
	return document.Section{Title: title, Note: "(median of all futures)", Blocks: []document.Block{append(list, document.Term{Name: "people who left", Text: people(f)})}}
}

// beside tells a value and the usual one.
func beside(here, usual string) string { return here + " (" + usual + ")" }

func told(list []misses.Figure, call func(c measures.Column) string) string {
	var texts []string
	for _, f := range list {
		texts = append(texts, call(f.Column)+" "+beside(quantity(f.Measure, f.Here), quantity(f.Measure, f.Usual)))
	}
	return strings.Join(texts, ", ")
}

func left(f *misses.Future) string {
	text := "how many is not stated" // of quarters before the run
	if results.Exists(f.Lost.Here) {
		text = beside(quantity(f.Lost.Measure, f.Lost.Here), quantity(f.Lost.Measure, f.Lost.Usual)) + " customers"
	}
	if len(f.Churned) > 1 {
		text += "; " + told(f.Churned, func(c measures.Column) string { return words.Clean(c.Segment) })
	}
	return text
}

// largest names the largest customers who left, and what they had lived through.
func largest(f *misses.Future) string {
	var texts []string
	for _, d := range f.Largest {
		text := fmt.Sprintf("%s, %s on %s", words.Clean(d.Customer), words.Dollars(d.ARR), d.On.Format(time.DateOnly))
		switch {
		case !d.Live:
			text += ", never live"
		case d.Delay > 0:
			text += ", live " + words.Decimal(d.Delay, 0) + " days late"
		}
		if d.Missed > 0 {
			text += ", " + words.Plural(d.Missed, "1 target", words.Count(d.Missed)+" targets") + " of tickets missed"
		}
		if d.Red {
			text += ", red"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

// peaks tells a measure year by year.
func peaks(list []misses.Figure) string {
	var texts []string
	for i, f := range list {
		when := f.Period.Name
		if f.Quarter != "" {
			when = f.Quarter
		}
		if team, ok := strings.CutPrefix(f.Segment, "team/"); ok && (i == 0 || list[i-1].Segment != f.Segment) {
			when = words.Clean(team) + " " + when
		}
		texts = append(texts, when+" "+beside(quantity(f.Measure, f.Here), quantity(f.Measure, f.Usual)))
	}
	return strings.Join(texts, ", ")
}

func people(f *misses.Future) string {
	var texts []string
	for _, l := range f.Leavers {
		texts = append(texts, fmt.Sprintf("%s %d (%s)", words.Clean(l.Team), l.People, strings.Join(l.Quarters, ", ")))
	}
	if len(texts) == 0 {
		return "none"
	}
	return strings.Join(texts, "; ")
}

// quantity tells a value in short.
func quantity(m *measures.Measure, v float64) string {
	switch {
	case !results.Exists(v):
		return words.Absent
	case m.Unit == measures.Share:
		return words.ShareLabel(v)
	case m.Unit == measures.Dollars:
		return words.Dollars(v)
	case m.Unit == measures.Days:
		return words.Decimal(v/fiscal.Week, 1) + " w"
	}
	return words.Short(v, 1)
}
