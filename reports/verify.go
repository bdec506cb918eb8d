package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
	"postsale/sim/theory"
)

// levels are what the lines went through, in the order of the report.
var levels = []level{
	{theory.KernelLevel, "Kernel", "clock, servers, slots and shared capacity alone"},
	{theory.ScenarioLevel, "Scenario files", "as a board run goes; postsale scenarios NAME prints one"},
	{theory.LedgerLevel, "Ledger", "what is measured of years that were written by hand"},
}

type level struct{ name, title, note string }

// Verification tells the table of theory: the lines by level and by what was simulated, with its sources, and then what
// they come to.
func Verification(v *results.Verification) document.Document {
	all := slices.Clone(levels)
	for _, verdict := range v.Verdicts {
		if !slices.ContainsFunc(all, func(l level) bool { return l.name == verdict.Level }) {
			all = append(all, level{name: verdict.Level, title: verdict.Level})
		}
	}
	var list []document.Block
	for _, l := range all {
		lines := slices.DeleteFunc(slices.Clone(v.Verdicts), func(verdict theory.Verdict) bool { return verdict.Level != l.name })
		if len(lines) > 0 {
			list = append(list, titled(l.title, l.note, judged(lines))...)
		}
	}
	return document.Document{Blocks: append(list, conclusion(v)...)}
}

// judged are lines by what was simulated.
func judged(lines []theory.Verdict) document.Groups {
	g := document.Groups{Columns: []document.Column{
		{Room: 35}, {Title: "expected", Room: 9}, {Title: "simulated", Room: 9}, {Title: "error", Room: 8}, {Title: "z", Room: 6}, {Title: "of", Room: 3}}}
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && subject(lines[n]) == subject(lines[0]) {
			n++
		}
		g.Groups = append(g.Groups, groupOf(lines[:n]))
		lines = lines[n:]
	}
	return g
}

// subject returns what was simulated, quantity what of it is known: a line is named "subject: quantity".
func subject(v theory.Verdict) string {
	subject, _, _ := strings.Cut(v.Name, ": ")
	return subject
}

func quantity(v theory.Verdict) string {
	_, quantity, _ := strings.Cut(v.Name, ": ")
	return cmp.Or(quantity, v.Name)
}

// groupOf are the lines of one subject.
func groupOf(lines []theory.Verdict) document.Group {
	var g document.Group
	var sources []string
	for _, v := range lines {
		for source := range strings.SplitSeq(v.Source, "; ") {
			if !slices.Contains(sources, source) {
				sources = append(sources, source)
			}
		}
		g.Rows = append(g.Rows, rowOf(v))
	}
	g.Title, g.Note = subject(lines[0]), strings.Join(sources, "; ")
	return g
}

func rowOf(v theory.Verdict) document.Row {
	row := document.Row{Label: quantity(v), Marked: !v.Holds}
	switch {
	case v.Failure != "":
		row.Label += " failed in " + v.Failure
	case v.Exact:
		row.Cells = []document.Cell{digits(v.Want, 5), digits(v.Got, 5), document.Text("exact")}
	default:
		known := asSurely(v.StandardError)
		row.Cells = []document.Cell{digits(v.Want, 5), known(v.Got), known(v.StandardError), hundredths.number(v.Z), tenths.number(v.Critical)}
	}
	return row
}

// digits is a number in so many digits that matter, and all of them before the point.
func digits(x float64, n int) document.Number {
	return document.Number{Value: x, Form: document.Form{Unit: document.Theory, Digits: n}}
}

// asSurely tells numbers as finely as they are known: in the places of the first two digits of a standard error, or in short
// where they are too many.
func asSurely(err float64) func(x float64) document.Number {
	places := 0
	if err > 0 {
		places = 1 - int(math.Floor(math.Log10(err)))
	}
	const most = 7
	if places > most {
		return func(x float64) document.Number { return digits(x, 2) }
	}
	return scale{1, document.Form{Unit: document.Theory, Places: max(0, places)}}.number
}

// conclusion tells what the table comes to.
func conclusion(v *results.Verification) []document.Block {
	var list []document.Block
	say := func(text string) { list = append(list, document.Paragraph(text)) }
	if n := len(v.Verdicts); n < v.Lines {
		say(fmt.Sprintf("INTERRUPTED: %s of %s lines were judged.", words.Count(n), words.Count(v.Lines)))
	}
	switch failing := len(v.Failing()); {
	case len(v.Verdicts) == 0:
		return titled("", "", list...)
	case len(v.Verdicts) == 1 && failing == 1:
		say("The line does not hold; it is marked with !.")
	case failing > 0:
		say(fmt.Sprintf("%s of %s lines %s not hold; %s marked with !.", words.Count(failing), words.Count(len(v.Verdicts)),
			words.Plural(failing, "does", "do"), words.Plural(failing, "it is", "they are")))
	default:
		say(fmt.Sprintf("%s.", words.Plural(len(v.Verdicts), "The line holds", "All "+words.Count(len(v.Verdicts))+" lines hold")))
	}
	if furthest := v.Furthest(); furthest != nil {
		say(fmt.Sprintf("The largest |z| is %s of the %s that its line is allowed: %s.",
			words.Decimal(math.Abs(furthest.Z), 2), words.Decimal(furthest.Critical, 2), furthest.Name))
	}
	say(fmt.Sprintf("z is the distance from theory in standard errors of the replications. Its limits (Student's t, Bonferroni: the more "+
		"lines are judged, the wider) let a table of true lines fail in less than 1 of %s runs.", words.Count(int(math.Round(1/theory.FalseAlarm)))))
	length := "full"
	if v.Quick {
		length = "quick"
	}
	say(fmt.Sprintf("Seed %d, the %s table.", v.Seed, length))
	return titled("", "", list...)
}
