package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/story"
	"postsale/reports/words"
)

var sideMarks = [...]string{results.Both: "=", results.First: "<", results.Second: ">"}

// TraceAgainst writes the same trial of two scenarios for people: where they part,
// what each came to, and one log of both.
func TraceAgainst(w io.Writer, a *results.TracePair) error {
	out := bufio.NewWriter(w)
	l := a.First
	fmt.Fprintf(out, "Trial %d of scenario %s against %s, seed %d%s\n\n", l.Trial, words.Clean(l.Name), words.Clean(a.Second.Name), l.Seed, toldSelection(l.Only))
	if l.Near != nil {
		fmt.Fprintf(out, "%s\n", paragraph(String(l.Near)))
	}
	if c := l.Only.Customer; c != "" {
		for _, s := range [...]results.Side{results.First, results.Second} {
			fmt.Fprintf(out, "%s\n", paragraph(fmt.Sprintf("In %s: %s", story.Name(a, s), cmp.Or(story.Story(a.Log(s), c), "no such customer."))))
		}
	}
	all := story.BothEntries(a, a.Match())
	list := []story.Sided{{Entry: columnNames}}
	for _, s := range all {
		if a.Tells(s.Side, s.Fact) {
			list = append(list, s)
		}
	}
	var named []story.Entry
	for _, s := range list {
		named = append(named, s.Entry)
	}
	widths := widthsOf(named)
	fmt.Fprint(out, tellParting(a, story.Part(a, all), widths))
	fmt.Fprintln(out, pairSums(a))
	fmt.Fprint(out, paragraph(fmt.Sprintf("= in both, < only in %s, > only in %s", story.Name(a, results.First), story.Name(a, results.Second))), "\n")
	for i, s := range list {
		mark := sideMarks[s.Side]
		if i == 0 {
			mark = " "
		}
		fmt.Fprintln(out, mark, lineOf(&s.Entry, widths))
	}
	return out.Flush()
}

// tell says where they part.
func tellParting(a *results.TracePair, p story.Parting, w widths) string {
	start := p.Start()
	if start == nil {
		return paragraph(fmt.Sprintf("They do not part, in %s of customers.", events(&p)))
	}
	text := paragraph(fmt.Sprintf("They part on %s, day %s, after %s of customers in both:", start.Date, start.Day, events(&p)))
	lines := partingLines(&p, w, 1)
	if lines[results.First] == lines[results.Second] {
		lines = partingLines(&p, w, 4)
	}
	for _, s := range [...]results.Side{results.First, results.Second} {
		text += sideMarks[s] + " " + lines[s] + "\n"
	}
	return text
}

func events(p *story.Parting) string {
	if p.Alike == 1 {
		return "1 event"
	}
	return words.Count(p.Alike) + " events"
}

// tell returns the lines that part, with so many places of the day.
func partingLines(p *story.Parting, w widths, places int) (lines [3]string) {
	for s, line := range p.Lines {
		lines[s] = "nothing instead"
		if line != nil {
			e := line.Entry
			e.Day = words.Decimal(e.Fact.At, places)
			lines[s] = lineOf(&e, w)
		}
	}
	return lines
}

// sums returns what each came to, and the difference.
func pairSums(a *results.TracePair) (text string) {
	for _, s := range [...]results.Side{results.First, results.Second} {
		l := a.Log(s)
		if l.Failure != "" {
			text += "\n" + paragraph(fmt.Sprintf("In %s the trial failed: %s", story.Name(a, s), words.Clean(l.Failure)))
			continue
		}
		text += sums(fmt.Sprintf("The whole trial, all customers: %s", story.Name(a, s)), l.Periods(), func(measure, period string) string { return story.Cell(l, measure, period) })
	}
	if a.First.Failure != "" || a.Second.Failure != "" {
		return text
	}
	periods := slices.DeleteFunc(a.First.Periods(), func(name string) bool { return !slices.Contains(a.Second.Periods(), name) })
	return text + sums(fmt.Sprintf("The difference: %s less %s", story.Name(a, results.Second), story.Name(a, results.First)), periods, func(measure, period string) string { return difference(a, measure, period) })
}

func difference(a *results.TracePair, measure, period string) string {
	from, unit := a.First.Value(measure, period)
	to, _ := a.Second.Value(measure, period)
	const rounding = 1e-9
	d := to - from
	sign := "+"
	if d < 0 {
		sign = "-"
	}
	switch {
	case !results.Exists(d):
		return words.Absent
	case math.Abs(d) <= rounding*max(1, math.Abs(from)):
		return "0"
	case unit == measures.Share:
		return sign + words.Percent(math.Abs(d)) + " pt"
	}
	return sign + story.Cash(math.Abs(d))
}
