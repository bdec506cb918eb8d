package reports

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// Summary tells what a run found: what is in doubt if anything is, the answer, where it comes from, and the answer again.
func Summary(s *results.Run) document.Document {
	list := slices.Concat(interrupted(s), warned(s.Warnings), answers(s), origin(s))
	if s.Book != nil {
		list = append(list, book(s.Book)...)
	}
	list = append(list, slices.Concat(retention(s), reached(s))...)
	for _, of := range measures.Sections {
		list = append(list, byPeriod(s, of)...)
	}
	return document.Document{Blocks: slices.Concat(list, segments(s), partners(s), assumed(s), failed(s), inShort(s))}
}

func origin(s *results.Run) []document.Block {
	trials := words.Trials(s)
	if n := len(s.Failures); n > 0 {
		trials += fmt.Sprintf(" (%s more failed, see below)", words.Count(n))
	}
	name := "Scenario " + s.Name
	if s.Description != "" {
		name += ": " + s.Description
	}
	list := document.List{Items: []document.Item{{Text: name}, {Text: fmt.Sprintf("%s, seed %d.", trials, s.Seed)}}}
	if freed := freed(s); freed != "" {
		list.Items = append(list.Items, document.Item{Text: freed})
	}
	if sketched := sketched(s); sketched != "" {
		list.Items = append(list.Items, document.Item{Text: sketched})
	}
	if s.Until != nil {
		list.Items = append(list.Items, until(s.Until, s))
	}
	if year, ok := s.Running(); ok {
		list.Items = append(list.Items, document.Item{Text: running(s, year)})
	}
	if len(s.Layout.Years()) == 0 {
		list.Items = append(list.Items, document.Item{Text: "The run has no whole fiscal year, so the figures are by quarter."})
	}
	return titled("", "", list)
}

// running tells what the fiscal year is in which the run starts.
func running(s *results.Run, year measures.Period) string {
	calendar := s.Layout.Calendar
	in := calendar.QuarterName(-year.Before)
	if year.Before > 1 {
		in += " to " + calendar.QuarterName(-1)
	}
	return fmt.Sprintf("%s is told as a whole: %s as actuals state it, the rest simulated; - where they do not say what it comes to.", year.Name, in)
}

// sketched tells where quantiles come from, if trials were not kept, and how far they may be off.
func sketched(s *results.Run) string {
	if s.Kept() {
		return ""
	}
	all, retained := s.Within(), 0.0
	for _, r := range retentions {
		for _, period := range s.FirstAndLast(r.measure) {
			retained = max(retained, s.Estimate(r.measure, measures.WholeCompany, period).Within)
		}
	}
	text := "So many trials are not kept one by one: quantiles, medians too, come from a sketch, each within " + words.Short(100*all, 4) + " % of its value"
	if retained > 0 && retained < all {
		text += ", those of NRR and GRR above within " + words.Short(100*retained, 4) + " %"
	}
	return text + "."
}

// freed tells what taking out known luck was worth; nothing if it was not done.
func freed(s *results.Run) string {
	return freeing("the mean NRR", s.Periods(), func(period string) results.Distribution {
		return s.Estimate("nrr", measures.WholeCompany, period)
	})
}

// freeing tells how many times as many trials something would take, by period, without taking out known luck.
func freeing(what string, periods []measures.Period, of func(period string) results.Distribution) string {
	var list []string
	for _, period := range periods {
		if d := of(period.Name); d.N > 0 && d.Fewer > 1 {
			list = append(list, fmt.Sprintf("%s in %s", times(d.Fewer), period.Name))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf("Luck that is known, of customers' decisions, is taken out of means, medians and chances of retention and ARR. As sure as this without it, %s takes more trials: %s; --plain leaves it in.",
		what, strings.Join(list, ", "))
}

func retention(s *results.Run) []document.Block {
	t := document.Table{Columns: columns("", "median", "8 in 10 futures")}
	for _, r := range retentions {
		for _, period := range s.Periods() {
			d := s.Estimate(r.measure, measures.WholeCompany, period.Name)
			if d.N == 0 {
				continue
			}
			row := document.Row{Label: r.name + " " + period.Name, Cells: []document.Cell{percent(d.P50), percents(d.P10, d.P90)}}
			var chances document.Chances
			for _, target := range s.TargetsOf(r.measure, measures.WholeCompany, period.Name) {
				chances = append(chances, document.Chance{Odds: target.Odds, Of: words.Sign(target)})
			}
			if len(chances) > 0 {
				row.Cells = append(row.Cells, chances)
			}
			if len(chances) > 0 && len(t.Columns) == 3 {
				t.Columns = append(t.Columns, document.Column{Title: "chance", Holds: document.Words})
			}
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) == 0 || !s.Many() {
		return nil
	}
	return titled("Retention", "customers of twelve months ago; new ones do not count", t)
}

// reached tells how likely each target is, a target a line and a period a column.
func reached(s *results.Run) []document.Block {
	if len(s.Targets) == 0 || s.Done == 0 {
		return nil
	}
	t := document.Table{Columns: columns("")}
	place := map[string]int{}
	for _, target := range s.Targets {
		if _, known := place[target.Period]; !known {
			place[target.Period] = len(place)
			t.Columns = append(t.Columns, document.Column{Title: target.Period})
		}
	}
	last, note := len(place), ""
	if s.Many() {
		t.Columns = append(t.Columns, document.Column{Title: "95 % interval"})
		note = "chances of reaching them; the interval belongs to the last"
	}
	lines := map[string]int{}
	for _, target := range s.Targets {
		name := words.Line(target)
		if _, known := lines[name]; !known {
			lines[name] = len(t.Rows)
			t.Rows = append(t.Rows, document.Row{Label: name, Cells: make([]document.Cell, len(t.Columns)-1)})
		}
		cells := t.Rows[lines[name]].Cells
		switch {
		case s.Many():
			cells[place[target.Period]], cells[last] = document.Odds{Odds: target.Odds}, document.Interval{Odds: target.Odds}
		case target.Odds.Hits > 0:
			cells[place[target.Period]] = document.Text("reached")
		default:
			cells[place[target.Period]] = document.Text("missed")
		}
	}
	return titled("Targets", note, t)
}

func segments(s *results.Run) []document.Block {
	period, ok := s.Last("nrr")
	if !ok || len(s.Layout.Ledger.Segments) < 2 {
		return nil
	}
	t, note := document.Table{Columns: columns("")}, ""
	for _, r := range retentions {
		t.Columns = append(t.Columns, document.Column{Title: r.name})
		if s.Many() {
			t.Columns = append(t.Columns, document.Column{Title: "8 in 10 futures"})
			note = "medians"
		}
	}
	for _, segment := range append(slices.Clone(s.Layout.Ledger.Segments), measures.WholeCompany) {
		row := document.Row{Label: segment}
		for _, r := range retentions {
			d := s.Estimate(r.measure, segment, period)
			row.Cells = append(row.Cells, percent(d.P50))
			if s.Many() {
				row.Cells = append(row.Cells, percents(d.P10, d.P90))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return slices.Concat(titled("By segment in "+period, note, t), care(s, period, note))
}

// care tells how the customers of each segment are looked after, where anybody does.
func care(s *results.Run, period, note string) []document.Block {
	t := document.Table{Columns: columns("")}
	var list []*measures.Measure
	for _, m := range measures.BySegment() {
		if m.Exists(s.Layout.Has) {
			list = append(list, m)
			t.Columns = append(t.Columns, document.Column{Title: m.BySegment})
		}
	}
	if len(list) == 0 {
		return nil
	}
	for _, segment := range append(slices.Clone(s.Layout.Ledger.Segments), measures.WholeCompany) {
		row := document.Row{Label: segment}
		for _, m := range list {
			row.Cells = append(row.Cells, formOf(m.Told, m.Unit, shares).number(s.Estimate(m.Name, segment, period).P50))
		}
		t.Rows = append(t.Rows, row)
	}
	return titled("Care by segment in "+period, note, t)
}

func assumed(s *results.Run) []document.Block {
	if len(s.Assumptions) == 0 {
		return nil
	}
	return titled("Assumptions", "the results rest on them, and no trial tests them", assumptions(s.Assumptions))
}

func assumptions(list []results.Assumption) document.Terms {
	var terms document.Terms
	for _, a := range list {
		terms = append(terms, document.Term{Name: a.Name, Text: a.Value + ", " + a.Source})
	}
	return terms
}

// interrupted says that trials are missing.
func interrupted(s *results.Run) []document.Block {
	if !s.Interrupted {
		return nil
	}
	return titled("", "", document.Paragraph(fmt.Sprintf("INTERRUPTED: the figures rest on %s of %s trials.", words.Count(s.Done), words.Count(s.Asked))))
}

// warned tells what is to be known before the figures are.
func warned(warnings []string) []document.Block {
	if len(warnings) == 0 {
		return nil
	}
	return titled("", "", document.Warnings{Texts: warnings})
}

// shown is how many failures a report names; all are in the JSON summary.
const shown = 10

func failed(s *results.Run) []document.Block {
	if len(s.Failures) == 0 {
		return nil
	}
	var list document.List
	for i, f := range s.Failures {
		if i == shown {
			list.Items = append(list.Items, document.Item{Text: fmt.Sprintf("and %s more", words.Count(len(s.Failures)-shown))})
			break
		}
		list.Items = append(list.Items, document.Item{Text: fmt.Sprintf("trial %d: %s", f.Trial, f.Cause)})
	}
	return titled("Failed trials", fmt.Sprintf("left out of all figures; trace one with --seed %d --trial N", s.Seed), list)
}

// until tells for what trials were added, and how that ended.
func until(u *results.Until, s *results.Run) document.Item {
	ended := "settled after " + words.Trials(s)
	switch {
	case s.Interrupted:
		ended = "interrupted before it was settled"
	case !u.Settled:
		ended = "NOT settled by " + words.Trials(s)
	}
	var claims document.List
	for _, c := range u.Claims {
		say := func(v float64) string {
			if !results.Exists(v) {
				return words.Absent
			}
			if c.Difference && c.Measure != "" && c.Unit == measures.Share {
				return words.Short(100*v, 2) + " points"
			}
			return words.Quantity(c.Measure, c.Unit, v)
		}
		low, _, _ := strings.Cut(say(c.Low), " ") // the unit is written once
		interval := "from " + low + " to " + say(c.High)
		switch {
		case !results.Exists(c.Low) && !results.Exists(c.High):
			interval = "no bounds yet"
		case !results.Exists(c.Low):
			interval = "up to " + say(c.High)
		case !results.Exists(c.High):
			interval = say(c.Low) + " or more"
		}
		claims.Items = append(claims.Items, document.Item{Text: fmt.Sprintf("%s is %s: %s.", c.Name, say(c.Estimate), interval)})
	}
	return document.Item{
		Text: fmt.Sprintf("Trials were added until %s: %s.", u.Expression, ended),
		Below: []document.Block{claims, document.Paragraph(
			"That is with 95 %, however often it was looked at; all intervals below are as if the number of trials had been given.")},
	}
}
