// Package outcome tells what a search for a value that reaches a goal found: the answer in a sentence and how sure it is, the
// parts of the curve that reach the goal, and the curve itself, value by value, with a picture of it in letters.
//
//	reports.Write(out, "text", outcome.Search(record), ...)
//
// It decides nothing: what is found, and what the trials cannot tell apart, stands in the record (package sought). JSON and Read
// write a record and read it again, and Files are those of a folder of results.
package outcome

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/models/results/sought"
	"postsale/reports/document"
	"postsale/reports/words"
)

// Search tells a search.
func Search(s *sought.Search) document.Document {
	var list []document.Block
	if s.Of.Interrupted {
		list = append(list, section("", document.Paragraph("INTERRUPTED: the search did not come to its end; what follows is what was known by then.")))
	}
	if len(s.Of.Warnings) > 0 {
		list = append(list, section("", document.Warnings{Texts: s.Of.Warnings}))
	}
	list = append(list, section("", lines(answer(s))...))
	if more := besides(s); len(more) > 0 {
		list = append(list, section("", lines(more)...))
	}
	if len(s.Points) > 0 && s.Outcome != sought.Unmoved && s.Outcome != sought.Absent {
		list = append(list, curve(s))
	}
	return document.Document{Blocks: append(list, section("", lines(method(s))...))}
}

func section(title string, blocks ...document.Block) document.Block {
	return document.Section{Title: title, Blocks: blocks}
}

// lines are sentences that begin a line each.
func lines(texts []string) []document.Block {
	var list []document.Block
	for _, text := range texts {
		list = append(list, document.Paragraph(text))
	}
	return list
}

// answer says what was found.
func answer(s *sought.Search) []string {
	goal := goalOf(s)
	reach := fmt.Sprintf("from %s to %s", s.Range.From, s.Range.To)
	best := s.Best()
	switch s.Outcome {
	case sought.Unknown:
		return []string{"No trial was done: nothing is known."}
	case sought.Absent:
		return []string{fmt.Sprintf("%s does not exist: none of %s trials has it, with any of %d values of %s %s that were tried. postsale measures %s says what it is of.",
			figureOf(s), words.Count(best.Trials), len(s.Points), s.Key, reach, s.Goal.Measure)}
	case sought.Unmoved:
		verdict := "None of them reaches " + goal + "."
		if s.Reached() {
			verdict = "All of them reach " + goal + "."
		}
		return []string{fmt.Sprintf("%s moves nothing of %s: all %d values %s that were tried come to the same in each of %s trials, %s. %s",
			s.Key, figureOf(s), len(s.Points), reach, words.Count(best.Trials), told(s, best.Estimate), verdict)}
	case sought.None:
		text := "The best that was tried is " + best.Value + ", with"
		if best.Estimate == s.Worst().Estimate && len(s.Points) > 1 {
			text = "All that were tried come to"
		}
		list := []string{fmt.Sprintf("No value of %s %s reaches %s. %s %s (error %s).", s.Key, reach, goal, text, told(s, best.Estimate), gap(s, best.Error))}
		if !best.Sure {
			list = append(list, "The trials cannot rule out that it does: more of them (--trials) may tell.")
		}
		return list
	case sought.Every:
		text := fmt.Sprintf("Every value of %s that was tried, %s, reaches %s", s.Key, reach, goal)
		if p := s.Point(s.Answer); p != nil && p.Stated {
			text += fmt.Sprintf("; with %s, as the file states, it is %s (error %s)", p.Value, told(s, p.Estimate), gap(s, p.Error))
		}
		list := []string{text + "."}
		if worst := s.Worst(); !worst.Sure {
			list = append(list, fmt.Sprintf("The trials cannot rule out that %s does not: more of them (--trials) may tell.", worst.Value))
		}
		return list
	}
	p := s.Point(s.Answer)
	which := superlative(s)
	stated := ""
	if p.Stated {
		stated = ", as the file states,"
	}
	text := fmt.Sprintf("%s: %s%s is %s that reaches %s, with %s (error %s)", s.Key, s.Answer, stated, which, goal, told(s, p.Estimate), gap(s, p.Error))
	if beside := s.Beside(); beside != nil {
		text += fmt.Sprintf("; with %s it is %s", beside.Value, told(s, beside.Estimate))
	}
	if !s.Inside {
		text += "; it is the last value there, and some beyond it may do too"
	}
	return append([]string{text + "."}, interval(s)...)
}

// superlative says which value it is, of those that reach the goal: of those near what the file states, where others lie beyond
// values that do not.
func superlative(s *sought.Search) string {
	text := "the " + extreme(s) + " value"
	last := len(s.Parts) - 1
	beyond := last > 0 && s.Side == "nearest" && (up(s) && s.Parts[0].From != s.Answer || !up(s) && s.Parts[last].To != s.Answer)
	switch {
	case beyond && s.Stated != "":
		text += " near what the file states"
	case beyond:
		text += " of its part of the curve"
	}
	return text
}

// extreme says at which end of its part of the curve it is.
func extreme(s *sought.Search) string {
	if s.Side == "least" || s.Side == "nearest" && up(s) {
		return "smallest"
	}
	return "largest"
}

// up reports whether the values above the answer reach the goal.
func up(s *sought.Search) bool {
	beside, p := s.Beside(), s.Point(s.Answer)
	return beside == nil || p == nil || beside.At < p.At
}

// interval says which values may be the answer.
func interval(s *sought.Search) []string {
	level := fmt.Sprintf("%.0f %%", 100*s.Level)
	from, to := s.From, s.To
	if !up(s) {
		from, to = to, from
	}
	switch {
	case from.Value == to.Value && !from.Open && !to.Open:
		return []string{fmt.Sprintf("That is sure with %s.", level)}
	case from.Open && to.Open:
		return []string{fmt.Sprintf("With %s the trials cannot tell it from any other of the values: more of them (--trials) may tell.", level)}
	}
	text := fmt.Sprintf("With %s the %s is from %s to %s: these the trials cannot tell apart", level, extreme(s), from.Value, to.Value)
	switch {
	case from.Open || to.Open:
		text += ", and on one side only the range ends them"
	case s.To.Value != s.Answer:
		text += fmt.Sprintf("; %s reaches it surely", s.To.Value)
	default:
		text += fmt.Sprintf("; %s itself reaches it surely", s.Answer)
	}
	return []string{text + "."}
}

// besides says what else there is to know of the curve.
func besides(s *sought.Search) []string {
	var list []string
	if len(s.Parts) > 1 || s.Turns {
		var parts []string
		for _, p := range s.Parts {
			text := p.From
			if p.To != p.From {
				text = "from " + p.From + " to " + p.To
			}
			if !p.Sure {
				text += " (not surely)"
			}
			parts = append(parts, text)
		}
		turn := "The curve may turn, or seem to by luck"
		if s.Turns {
			turn = "The curve turns"
		}
		list = append(list, fmt.Sprintf("%s: of the values that were tried, these reach the goal: %s.", turn, strings.Join(parts, "; ")))
	}
	for _, p := range s.Points {
		if p.Stated && p.Value != s.Answer && s.Outcome != sought.Unmoved && s.Outcome != sought.Absent {
			verb := "does not reach"
			if p.Reaches {
				verb = "reaches"
			}
			if !p.Sure {
				verb = "perhaps " + verb
			}
			list = append(list, fmt.Sprintf("The file states %s, which %s it: %s (error %s).", p.Value, verb, told(s, p.Estimate), gap(s, p.Error)))
		}
	}
	return list
}

// curve is the table of all values that were tried.
func curve(s *sought.Search) document.Block {
	const longest = 19
	last := words.Shortened(s.Key[strings.LastIndexByte(s.Key, '.')+1:], longest)
	form := formOf(s)
	t := document.Table{Columns: []document.Column{{Title: last}, {Title: heading(s)}, {Title: "error"}, {Title: "trials"}, {Title: "does it", Holds: document.Words},
		{Title: "", Holds: document.Words}}}
	for i, p := range s.Points {
		verdict := "no"
		if p.Reaches {
			verdict = "yes"
		}
		if !p.Sure {
			verdict += "?"
		}
		t.Rows = append(t.Rows, document.Row{Label: p.Value, Cells: []document.Cell{form.number(p.Estimate), form.size(p.Error),
			document.Number{Value: float64(p.Trials)}, document.Text(verdict), document.Text(picture(s, i))}})
	}
	return document.Section{Title: "The curve", Note: figureOf(s) + "; |: the goal; ?: unsure", Blocks: []document.Block{t}}
}

// picture draws a value of the curve between its least and its most, with its interval and the goal.
func picture(s *sought.Search, at int) string {
	const wide = 17
	low, high := s.Goal.Value, s.Goal.Value
	for _, p := range s.Points {
		if finite(p.Estimate) {
			low, high = math.Min(low, p.Estimate), math.Max(high, p.Estimate)
		}
	}
	place := func(v float64) int {
		if !(high > low) {
			return wide / 2
		}
		return int(math.Round((math.Max(low, math.Min(high, v)) - low) / (high - low) * (wide - 1)))
	}
	strip := []byte(strings.Repeat(" ", wide))
	p := s.Points[at]
	if finite(p.Low) && finite(p.High) {
		for i := place(p.Low); i <= place(p.High); i++ {
			strip[i] = '-'
		}
	}
	strip[place(s.Goal.Value)] = '|'
	if finite(p.Estimate) {
		strip[place(p.Estimate)] = 'o'
	}
	return strings.ReplaceAll(string(strip), " ", ".")
}

// method says how it was found.
func method(s *sought.Search) []string {
	step := "by " + s.Range.Step
	values := fmt.Sprintf("Values of %s from %s to %s %s", s.Key, s.Range.From, s.Range.To, step)
	if s.Counted != "" && s.Counted != "count" {
		values += " (" + s.Counted + ")"
	}
	if !s.Range.Given {
		values += ", near what the file states (--from, --to and --step say otherwise)"
	}
	text := fmt.Sprintf("%s. %d of %d were tried, in %s trials in all, each at most %s; all of them live through the same trials, seed %d.",
		values, len(s.Points), s.Range.Values, words.Count(s.Trials), words.Count(s.Of.Asked), s.Of.Seed)
	if s.Goal.Against != "" && s.Goal.Both {
		text += fmt.Sprintf(" In %s it is moved too.", s.Goal.Against)
	} else if s.Goal.Against != "" {
		text += fmt.Sprintf(" %s stays as it is (--both moves the key there too).", s.Goal.Against)
	}
	if s.Goal.Worth > 0 {
		text += fmt.Sprintf(" Figures are what a year's gain in points is worth, less what it costs a year more; at 0 a point costs %s.", words.Dollars(s.Goal.Worth))
	}
	list := []string{text, "The error is the Monte Carlo error (one standard error). What is sure allows for every look at every value, and takes it that the curve does not " +
		"turn between two values that were tried. More trials of a value (--trials) tell values apart that are closer."}
	if s.Of.Invented {
		list = append(list, "The opening book is made up for the seed: another seed may move figures by more than their error.")
	}
	if s.Rough {
		list = append(list, "So few trials make intervals rough: take 200 or more.")
	}
	return list
}

// goalOf says what is to be reached, in its own words; beside another plan, whose name they may not tell.
func goalOf(s *sought.Search) string {
	if s.Goal.Against != "" {
		return s.Goal.Text + " (" + s.Goal.Against + ")"
	}
	return s.Goal.Text
}

// figureOf says what the curve is of.
func figureOf(s *sought.Search) string {
	if s.Goal.Against != "" {
		return s.Goal.Says + ", less that of " + s.Goal.Against
	}
	return s.Goal.Says
}

// heading is the title of the figures.
func heading(s *sought.Search) string {
	switch {
	case s.Goal.Odds():
		return "odds, %"
	case s.Goal.Against != "":
		return "more" + formOf(s).title
	}
	name := s.Goal.Statistic
	if name == "p50" {
		name = "median"
	}
	return name + formOf(s).title
}

// scale is how figures are told: what they are divided by, in how many places, and the unit behind them.
type scale struct {
	by     float64
	places int
	signed bool
	unit   string
	title  string
}

func formOf(s *sought.Search) scale {
	g := s.Goal
	k := scale{by: 1, signed: g.Against != "" && !g.Odds()}
	switch {
	case g.Odds():
		k = scale{by: .01, unit: " %", title: ", %"}
	case g.Unit == measures.Share && g.Against != "":
		k.by, k.unit, k.title = .01, " points", ", points"
	case g.Unit == measures.Share:
		k.by, k.unit, k.title = .01, " %", ", %"
	case g.Unit == measures.Dollars:
		k.by, k.unit, k.title = 1e3, "k", ", $k"
	case g.Unit == measures.Days:
		k = timeOf(g.Text, k)
	case g.Unit == measures.Hours:
		k.unit, k.title = " hours", ", hours"
	}
	k.places = places(s, k.by)
	return k
}

// timeOf tells times in the unit in which the goal is stated: hours, weeks, and otherwise days.
func timeOf(goal string, k scale) scale {
	unit := "working days"
	switch {
	case strings.HasSuffix(goal, "h"):
		k.by, unit = words.Hours.Unit, "working hours"
	case strings.HasSuffix(goal, "w"):
		k.by, unit = words.Weeks.Unit, "weeks"
	}
	k.unit, k.title = " "+unit, ", "+unit
	return k
}

// places returns in how many places figures are told: as finely as the surest of those near the goal is known, and so that the
// answer is told from the value beside it, which does not reach the goal.
func places(s *sought.Search, by float64) int {
	const most = 4
	least := math.Inf(1)
	for _, p := range s.Points {
		if finite(p.Error) && p.Error > 0 {
			least = math.Min(least, p.Error/by)
		}
	}
	if near := s.Point(s.Answer); near != nil && finite(near.Error) && near.Error > 0 {
		least = near.Error / by
	}
	n := 1
	if !math.IsInf(least, 1) {
		n = max(0, min(most, 1-int(math.Floor(math.Log10(least)))))
	}
	if near, beside := s.Point(s.Answer), s.Beside(); near != nil && beside != nil && near.Estimate != beside.Estimate {
		for n < most && words.Decimal(near.Estimate/by, n) == words.Decimal(beside.Estimate/by, n) {
			n++
		}
	}
	return n
}

func (k scale) number(v float64) document.Number {
	return document.Number{Value: v / k.by, Form: document.Form{Places: k.places, Signed: k.signed}}
}

func (k scale) size(v float64) document.Number {
	return document.Number{Value: v / k.by, Form: document.Form{Places: k.places}}
}

// told tells a figure in a sentence, and gap an error of it.
func told(s *sought.Search, v float64) string {
	k := formOf(s)
	text := words.Decimal(math.Abs(v)/k.by, k.places) + k.unit
	if s.Goal.Unit == measures.Dollars && !s.Goal.Odds() {
		text = "$" + text
	}
	switch {
	case !finite(v):
		return words.Absent
	case v < 0:
		return "-" + text
	case k.signed && v > 0:
		return "+" + text
	}
	return text
}

func gap(s *sought.Search, v float64) string { return words.Decimal(v/formOf(s).by, formOf(s).places) }

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
