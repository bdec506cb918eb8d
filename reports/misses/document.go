package misses

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results/misses"
	"postsale/reports/document"
	"postsale/reports/words"
)

// mostDrivers is how many measures are told.
const mostDrivers = 12

// widestDriver leaves room for the figures in a terminal.
const widestDriver = 31

// Document tells what was found.
func Document(m *misses.Missed) document.Document {
	blocks := []document.Block{document.Answer{Lines: Answer(m)}}
	if m.Verdict == misses.Compared {
		blocks = append(blocks, parts(m)...)
		blocks = append(blocks, losses(m), drivers(m))
	}
	for i := range m.Futures {
		blocks = append(blocks, Future(&m.Futures[i]))
	}
	return document.Document{Title: fmt.Sprintf("%s: what the futures that miss a target have in common", words.Clean(m.Name)), Blocks: blocks}
}

// Answer says how often the target is missed and by how much, in sentences.
func Answer(m *misses.Missed) []string {
	target := words.Clean(m.Text())
	futures := words.Count(m.Odds.N) + " futures"
	var lines []string
	switch m.Verdict {
	case misses.Never:
		return append(lines, fmt.Sprintf("%s is reached in each of %s: there is none to tell of that misses it.", target, futures))
	case misses.Always:
		lines = append(lines, fmt.Sprintf("%s is missed in each of %s: there is none to set them against. A bound that some reach can be told of.", target, futures))
	default:
		lines = append(lines, fmt.Sprintf("%s is missed in %s of %s (%s).", target, words.Count(m.Odds.Hits), futures, words.Interval(m.Odds)))
	}
	form := formOf(m.Measure)
	switch m.Verdict {
	case misses.Compared:
		lines = append(lines, fmt.Sprintf("The mean is %s where it is missed and %s where it is reached: %s %s, give or take %s.",
			form.told(m.Missing.Mean), form.told(m.Reaching.Mean), form.apart(math.Abs(m.Gap.Difference)), moreOrLess(m.Gap.Difference), form.apart(m.Gap.Error)))
		if part, driver := m.Foremost(); part != nil {
			lines = append(lines, fmt.Sprintf("The largest part of that is %s%s: %s %% (error %s).", part.Kind, ofSegment(part.Segment), words.Decimal(100*part.Share, 0), words.Decimal(100*part.ShareError, 0)))
			if driver != nil {
				lines = append(lines, fmt.Sprintf("Of how the company worked, %s in %s goes along with %s %% of it (error %s).",
					label(driver.Column), driver.Period.Name, words.Decimal(100*driver.Along, 0), words.Decimal(100*driver.AlongError, 0)))
			}
		}
	case misses.TooFew:
		which, n := words.Plural(m.Odds.Hits, "misses", "miss"), m.Odds.Hits
		if reached := m.Odds.N - n; reached < n {
			which, n = words.Plural(reached, "reaches", "reach"), reached
		}
		lines = append(lines, fmt.Sprintf("Only %s %s it, and %d are the fewest of which it can be told what they have in common: take more --trials, or another bound.",
			words.Count(n), which, misses.Fewest))
	}
	if m.Absent > 0 {
		lines = append(lines, fmt.Sprintf("In %s trials it has no value, and they are left out.", words.Count(m.Absent)))
	}
	return lines
}

func ofSegment(name string) string {
	if name == measures.WholeCompany {
		return ""
	}
	return " of " + words.Clean(name)
}

func moreOrLess(v float64) string {
	if v < 0 {
		return "less"
	}
	return "more"
}

var kinds = map[string]string{misses.Opening: "opening ARR", misses.New: "+ new", misses.Churn: "- churn", misses.Contraction: "- contraction",
	misses.Expansion: "+ expansion", misses.Uplift: "+ uplift", misses.Newcomers: "- gained by newcomers"}

// parts are what the gap consists of.
func parts(m *misses.Missed) []document.Block {
	if len(m.Parts) == 0 {
		return nil
	}
	form := formOf(m.Measure)
	t := document.Table{Columns: columns("", "missed", "reached", "gap", "error", "share, %", "error")}
	row := func(label string, p misses.Part) document.Row {
		return document.Row{Label: label, Cells: append(form.contrast(p.Contrast), number(100*p.Share, 0), number(100*p.ShareError, 0))}
	}
	if m.Measure.Unit == measures.Share {
		t.Rows = append(t.Rows, document.Row{Label: "opening ARR", Cells: []document.Cell{form.level(1), form.level(1), document.Absent, document.Absent, document.Absent, document.Absent}})
	}
	for _, k := range m.Kinds {
		t.Rows = append(t.Rows, row(kinds[k.Kind], k))
		for _, p := range m.Parts {
			if p.Kind == k.Kind && p.Segment != k.Segment {
				t.Rows = append(t.Rows, row("    "+words.Clean(p.Segment), p))
			}
		}
	}
	t.Rows = append(t.Rows, document.Row{Label: "= " + name(m.Measure), Cells: append(form.contrast(m.Gap), number(100, 0), document.Absent)})
	note := "means"
	text := ""
	if m.Measure.Unit == measures.Share {
		note = "means, of the ARR twelve months before"
		if slices.ContainsFunc(m.Kinds, func(p misses.Part) bool { return p.Kind == misses.Newcomers && p.Missing != 0 }) {
			text = "Gained by newcomers: what customers gained, less what they lost, who came within the twelve months. The lines above count it, and NRR does not."
		}
	}
	blocks := []document.Block{t}
	if text != "" {
		blocks = append(blocks, document.Paragraph(text))
	}
	return []document.Block{document.Section{Title: "What the gap consists of" + form.in, Note: note, Blocks: blocks}}
}

// losses are who left.
func losses(m *misses.Missed) document.Block {
	people, money := form{by: 1, places: 1, finer: 1}, form{by: 1e3}
	customers := document.Table{Columns: columns("customers", "missed", "reached", "gap", "error")}
	arr := document.Table{Columns: columns("ARR, $k", "missed", "reached", "gap", "error")}
	for _, l := range m.Losses {
		segment := words.Clean(l.Segment)
		customers.Rows = append(customers.Rows, document.Row{Label: segment, Cells: people.contrast(l.Customers)})
		arr.Rows = append(arr.Rows, document.Row{Label: segment, Cells: money.contrast(l.ARR)})
	}
	return document.Section{Title: "Who left in " + m.Period.Name, Note: "means", Blocks: []document.Block{customers, arr}}
}

// drivers are what went along with a miss.
func drivers(m *misses.Missed) document.Block {
	told := m.Clearest(mostDrivers)
	if len(told) == 0 {
		return document.Section{Title: "What went along with it", Blocks: []document.Block{document.Paragraph(fmt.Sprintf(
			"None of %s measures of how the company worked differs beyond chance.", words.Count(m.Looked)))}}
	}
	t := document.Table{Columns: columns("", "in", "missed", "reached", "errors", "share %", "error")}
	t.Columns[1].Holds = document.Words
	for _, d := range told {
		form := formOf(d.Measure)
		t.Rows = append(t.Rows, document.Row{Label: words.Shortened(label(d.Column)+form.in, widestDriver), Cells: []document.Cell{document.Text(d.Period.Name),
			form.level(d.Missing), form.level(d.Reaching), signed(d.InErrors(), 1), number(100*d.Along, 0), number(100*d.AlongError, 0)}})
	}
	rest := ""
	if n := len(m.Drivers) - len(told); n > 0 {
		rest = fmt.Sprintf(" %s more %s, in other years or less clearly.", words.Count(n), words.Plural(n, "differs", "differ"))
	}
	note := fmt.Sprintf("%s measures were looked at, by year up to %s, of the company and its teams; these differ beyond a limit that one or more of them would pass by "+
		"chance in at most %s of such tables (Bonferroni).%s Errors: the difference in its standard errors. Share: of the gap of the target, what goes along with "+
		"the measure; shares overlap and do not add up. It is association and not cause: postsale why tells what mechanisms cause.",
		words.Count(m.Looked), m.Period.Name, words.ShareLabel(misses.Level), rest)
	return document.Section{Title: "What went along with it", Note: "means", Blocks: []document.Block{t, document.Paragraph(note)}}
}

func columns(titles ...string) (list []document.Column) {
	for _, title := range titles {
		list = append(list, document.Column{Title: title})
	}
	return list
}

func number(v float64, places int) document.Cell {
	return document.Number{Value: v, Form: document.Form{Places: places}}
}

func signed(v float64, places int) document.Cell {
	return document.Number{Value: v, Form: document.Form{Places: places, Signed: true, Bare: true}}
}

// form is how a measure is told: what its values are divided by, its unit behind a label, its places and those of differences.
type form struct {
	by            float64
	in            string
	places, finer int
}

func formOf(m *measures.Measure) form {
	switch {
	case m.Unit == measures.Share && m.Yearly:
		return form{1. / 100, ", %", 1, 2}
	case m.Unit == measures.Share:
		return form{1. / 100, ", %", 1, 1}
	case m.Unit == measures.Dollars && m.Told == measures.InDollars:
		return form{1, ", $", 0, 0}
	case m.Unit == measures.Dollars:
		return form{1e3, ", $k", 0, 0}
	case m.Told == measures.InWorkingHours:
		return form{fiscal.Hour, ", h", 1, 1}
	case m.Told == measures.InWeeks:
		return form{fiscal.Week, ", w", 1, 1}
	case m.Unit == measures.Days:
		return form{1, ", d", 1, 1}
	case m.Told == measures.InHundredths:
		return form{1, "", 2, 2}
	}
	return form{1, "", 1, 1}
}

func (f form) level(v float64) document.Cell { return number(v/f.by, f.places) }
func (f form) more(v float64) document.Cell  { return signed(v/f.by, f.finer) }

func (f form) contrast(c misses.Contrast) []document.Cell {
	return []document.Cell{f.level(c.Missing), f.level(c.Reaching), f.more(c.Difference), number(c.Error/f.by, f.finer)}
}

// told tells a value with its unit, and apart a difference.
func (f form) told(v float64) string { return f.with(words.Decimal(v/f.by, f.places), " %") }

func (f form) apart(v float64) string { return f.with(words.Decimal(v/f.by, f.finer), " points") }

func (f form) with(text, percent string) string {
	switch f.in {
	case ", %":
		return text + percent
	case ", $", ", $k":
		return "$" + text + strings.TrimPrefix(f.in, ", $")
	}
	return text + strings.ReplaceAll(f.in, ",", "")
}

// name is what a measure is called, without its unit.
func name(m *measures.Measure) string {
	text, _, _ := strings.Cut(strings.TrimLeft(cmp.Or(m.Contrast.Label, m.Label, m.Name), " +-="), ", ")
	return text
}

// label is what a column is called: measures of many sections are told side by side, and their labels in these are short.
func label(c measures.Column) string {
	text := strings.ReplaceAll(c.Measure.Name, "_", " ")
	if team, ok := strings.CutPrefix(c.Segment, "team/"); ok {
		return text + ", " + words.Clean(team)
	}
	return text
}
