package reports

import (
	"fmt"
	"io"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
)

// Summary writes what the run found, for people: what is in doubt if anything is, the
// answer, where it comes from, and the answer again, in 80 columns and without colour.
func Summary(w io.Writer, s *results.Run) error {
	p := &page{}
	p.partial(s)
	p.warned(s.Warnings)
	answer(s, p)
	origin(s, p)
	opened(s, p)
	retention(s, p)
	reached(s, p)
	for _, section := range measures.Sections {
		tellSection(s, p, section)
	}
	segments(s, p)
	assumed(s, p)
	failed(s, p)
	again(s, p)
	_, err := io.WriteString(w, p.String())
	return err
}

func origin(s *results.Run, p *page) {
	trials := words.Trials(s)
	if n := len(s.Failures); n > 0 {
		trials += fmt.Sprintf(" (%s more failed, see below)", words.Count(n))
	}
	p.line("")
	name := "Scenario " + words.Clean(s.Name)
	if s.Description != "" {
		name += ": " + words.Clean(s.Description)
	}
	p.wrap(name, "", "  ")
	p.wrap(fmt.Sprintf("%s, seed %d.", trials, s.Seed), "", "")
	if s.Until != nil {
		tellUntil(s.Until, p, s)
	}
	if len(s.Layout.Years()) == 0 {
		p.wrap("The run has no whole fiscal year, so the figures are by quarter.", "", "")
	}
}

// chanceWidth is how wide the chances of a year may be on its line.
const chanceWidth = 36

func retention(s *results.Run, p *page) {
	t := table{words: true}
	t.add("", "median", "8 in 10 futures", "")
	for _, r := range retentions {
		for _, period := range s.Periods() {
			d := s.Estimate(r.measure, results.Company, period.Name)
			if d.N == 0 {
				continue
			}
			var chances []string
			for _, target := range s.TargetsOf(r.measure, results.Company, period.Name) {
				chances = append(chances, words.Odds(target, ""))
			}
			if joined := strings.Join(chances, ", "); words.Width(joined) <= chanceWidth {
				chances = []string{joined}
			}
			if chances[0] != "" {
				t.rows[0][3] = "chance"
			}
			t.add(r.name+" "+period.Name, words.ShareLabel(d.P50), words.Span(words.Percent(d.P10), words.Percent(d.P90), " %"), chances[0])
			for _, more := range chances[1:] {
				t.add("", "", "", more)
			}
		}
	}
	if len(t.rows) > 1 && s.Many() {
		p.heading("Retention", "customers of twelve months ago; new ones do not count")
		p.table(t)
	}
}

// reached tells how likely each target is, a target a line and a period a column.
func reached(s *results.Run, p *page) {
	if len(s.Targets) == 0 || s.Done == 0 {
		return
	}
	t := table{}
	t.add("")
	columns := map[string]int{}
	for _, target := range s.Targets {
		if columns[target.Period] == 0 {
			columns[target.Period] = len(t.rows[0])
			t.rows[0] = append(t.rows[0], target.Period)
		}
	}
	last := len(t.rows[0])
	if s.Many() {
		t.rows[0] = append(t.rows[0], "95 % interval")
		p.heading("Targets", "chances of reaching them; the interval belongs to the last")
	} else {
		p.heading("Targets", "")
	}
	lines := map[string]int{}
	for _, target := range s.Targets {
		name := words.Line(target)
		if lines[name] == 0 {
			lines[name] = len(t.rows)
			t.add(make([]string, len(t.rows[0]))...)
		}
		cells := t.rows[lines[name]]
		cells[0] = name
		switch {
		case s.Many():
			cells[columns[target.Period]], cells[last] = words.Chance(target.Odds), words.Interval(target.Odds)
		case target.Odds.Hits > 0:
			cells[columns[target.Period]] = "reached"
		default:
			cells[columns[target.Period]] = "missed"
		}
	}
	p.table(t)
}

func segments(s *results.Run, p *page) {
	period, ok := s.Last("nrr")
	if !ok || len(s.Layout.Ledger.Segments) < 2 {
		return
	}
	t := table{}
	t.add("")
	for _, r := range retentions {
		t.rows[0] = append(t.rows[0], r.name)
		if s.Many() {
			t.rows[0] = append(t.rows[0], "8 in 10 futures")
		}
	}
	for _, segment := range append(append([]string{}, s.Layout.Ledger.Segments...), results.Company) {
		cells := []string{words.Clean(segment)}
		for _, r := range retentions {
			d := s.Estimate(r.measure, segment, period)
			cells = append(cells, words.Percent(d.P50)+" %")
			if s.Many() {
				cells = append(cells, words.Span(words.Percent(d.P10), words.Percent(d.P90), " %"))
			}
		}
		t.add(cells...)
	}
	note := ""
	if s.Many() {
		note = "medians"
	}
	p.heading("By segment in "+period, note)
	p.table(t)
}

func assumed(s *results.Run, p *page) {
	if len(s.Assumptions) == 0 {
		return
	}
	p.heading("Assumptions", "the results rest on them, and no trial tests them")
	assumptions(s, p)
}

func assumptions(s *results.Run, p *page) {
	longest := 0
	for _, a := range s.Assumptions {
		longest = max(longest, words.Width(words.Clean(a.Name)))
	}
	longest = min(longest, 36)
	for _, a := range s.Assumptions {
		indent := strings.Repeat(" ", longest+4)
		lead := "  " + words.Padded(words.Clean(a.Name), longest) + "  "
		if words.Width(lead) > len(indent) {
			p.wrap(words.Clean(a.Name), "  ", "  ")
			lead = indent
		}
		p.wrap(words.Clean(a.Value)+", "+words.Clean(a.Source), lead, indent)
	}
}

// partial says that trials are missing.
func (p *page) partial(s *results.Run) {
	if s.Interrupted {
		p.wrap(fmt.Sprintf("INTERRUPTED: the figures rest on %s of %s trials.", words.Count(s.Done), words.Count(s.Asked)), "", "")
		p.line("")
	}
}

// warned begins a page with what is to be known before its figures are.
func (p *page) warned(warnings []string) {
	if len(warnings) == 0 {
		return
	}
	p.line("Warnings")
	for _, text := range warnings {
		p.wrap(words.Clean(text), "  - ", "    ")
	}
	p.line("")
}

// shown is how many failures the text names; all are in the JSON summary.
const shown = 10

func failed(s *results.Run, p *page) {
	if len(s.Failures) == 0 {
		return
	}
	p.heading("Failed trials", fmt.Sprintf("left out of all figures; trace one with --seed %d --trial N", s.Seed))
	for i, f := range s.Failures {
		if i == shown {
			p.line(fmt.Sprintf("  and %s more", words.Count(len(s.Failures)-shown)))
			break
		}
		p.wrap(fmt.Sprintf("trial %d: %s", f.Trial, words.Clean(f.Cause)), "  ", "    ")
	}
}
