package reports

import (
	"fmt"
	"io"
	"strings"

	"postsale/models/measures"
)

// Summary writes what the run found, for people: what is in doubt if anything is, the
// answer, where it comes from, and the answer again, in 80 columns and without colour.
func Summary(w io.Writer, s *Study) error {
	p := &page{}
	p.partial(s)
	p.warned(s.Warnings)
	s.answer(p)
	s.origin(p)
	s.opened(p)
	s.retention(p)
	s.reached(p)
	for _, section := range measures.Sections {
		s.section(p, section)
	}
	s.segments(p)
	s.assumed(p)
	s.failed(p)
	s.again(p)
	_, err := io.WriteString(w, p.String())
	return err
}

func (s *Study) trials() string {
	if s.Done == 1 {
		return "1 trial"
	}
	return count(s.Done) + " trials"
}

// many reports whether there are enough trials to speak of chance.
func (s *Study) many() bool { return s.Done > 1 }

// leastPoints is the smallest share that is told as points.
const leastPoints = 0.00005

func points(share float64) string {
	if share < leastPoints {
		return "below 0.01 points"
	}
	return decimal(100*share, 2) + " points"
}

func (s *Study) origin(p *page) {
	trials := s.trials()
	if n := len(s.Failures); n > 0 {
		trials += fmt.Sprintf(" (%s more failed, see below)", count(n))
	}
	p.line("")
	name := "Scenario " + clean(s.Name)
	if s.Description != "" {
		name += ": " + clean(s.Description)
	}
	p.wrap(name, "", "  ")
	p.wrap(fmt.Sprintf("%s, seed %d.", trials, s.Seed), "", "")
	if s.Until != nil {
		s.Until.told(p, s)
	}
	if len(s.Layout.Years()) == 0 {
		p.wrap("The run has no whole fiscal year, so the figures are by quarter.", "", "")
	}
}

// chanceWidth is how wide the chances of a year may be on its line.
const chanceWidth = 36

func (s *Study) retention(p *page) {
	t := table{words: true}
	t.add("", "median", "8 in 10 futures", "")
	for _, r := range retentions {
		for _, period := range s.periods() {
			d := s.estimate(r.measure, company, period.Name)
			if d.N == 0 {
				continue
			}
			var chances []string
			for _, target := range s.targets(r.measure, company, period.Name) {
				chances = append(chances, odds(target, ""))
			}
			if joined := strings.Join(chances, ", "); width(joined) <= chanceWidth {
				chances = []string{joined}
			}
			if chances[0] != "" {
				t.rows[0][3] = "chance"
			}
			t.add(r.name+" "+period.Name, shareLabel(d.P50), span(percent(d.P10), percent(d.P90), " %"), chances[0])
			for _, more := range chances[1:] {
				t.add("", "", "", more)
			}
		}
	}
	if len(t.rows) > 1 && s.many() {
		p.heading("Retention", "customers of twelve months ago; new ones do not count")
		p.table(t)
	}
}

// reached tells how likely each target is, a target a line and a period a column.
func (s *Study) reached(p *page) {
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
	if s.many() {
		t.rows[0] = append(t.rows[0], "95 % interval")
		p.heading("Targets", "chances of reaching them; the interval belongs to the last")
	} else {
		p.heading("Targets", "")
	}
	lines := map[string]int{}
	for _, target := range s.Targets {
		name := target.line()
		if lines[name] == 0 {
			lines[name] = len(t.rows)
			t.add(make([]string, len(t.rows[0]))...)
		}
		cells := t.rows[lines[name]]
		cells[0] = name
		switch {
		case s.many():
			cells[columns[target.Period]], cells[last] = chance(target.Odds), interval(target.Odds)
		case target.Odds.Hits > 0:
			cells[columns[target.Period]] = "reached"
		default:
			cells[columns[target.Period]] = "missed"
		}
	}
	p.table(t)
}

func (s *Study) segments(p *page) {
	period, ok := s.last("nrr")
	if !ok || len(s.Layout.Ledger.Segments) < 2 {
		return
	}
	t := table{}
	t.add("")
	for _, r := range retentions {
		t.rows[0] = append(t.rows[0], r.name)
		if s.many() {
			t.rows[0] = append(t.rows[0], "8 in 10 futures")
		}
	}
	for _, segment := range append(append([]string{}, s.Layout.Ledger.Segments...), company) {
		cells := []string{clean(segment)}
		for _, r := range retentions {
			d := s.estimate(r.measure, segment, period)
			cells = append(cells, percent(d.P50)+" %")
			if s.many() {
				cells = append(cells, span(percent(d.P10), percent(d.P90), " %"))
			}
		}
		t.add(cells...)
	}
	note := ""
	if s.many() {
		note = "medians"
	}
	p.heading("By segment in "+period, note)
	p.table(t)
}

func (s *Study) assumed(p *page) {
	if len(s.Assumptions) == 0 {
		return
	}
	p.heading("Assumptions", "the results rest on them, and no trial tests them")
	s.assumptions(p)
}

func (s *Study) assumptions(p *page) {
	longest := 0
	for _, a := range s.Assumptions {
		longest = max(longest, width(clean(a.Name)))
	}
	longest = min(longest, 36)
	for _, a := range s.Assumptions {
		indent := strings.Repeat(" ", longest+4)
		lead := "  " + padded(clean(a.Name), longest) + "  "
		if width(lead) > len(indent) {
			p.wrap(clean(a.Name), "  ", "  ")
			lead = indent
		}
		p.wrap(clean(a.Value)+", "+clean(a.Source), lead, indent)
	}
}

// partial says that trials are missing.
func (p *page) partial(s *Study) {
	if s.Interrupted {
		p.wrap(fmt.Sprintf("INTERRUPTED: the figures rest on %s of %s trials.", count(s.Done), count(s.Asked)), "", "")
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
		p.wrap(clean(text), "  - ", "    ")
	}
	p.line("")
}

// shown is how many failures the text names; all are in the JSON summary.
const shown = 10

func (s *Study) failed(p *page) {
	if len(s.Failures) == 0 {
		return
	}
	p.heading("Failed trials", fmt.Sprintf("left out of all figures; trace one with --seed %d --trial N", s.Seed))
	for i, f := range s.Failures {
		if i == shown {
			p.line(fmt.Sprintf("  and %s more", count(len(s.Failures)-shown)))
			break
		}
		p.wrap(fmt.Sprintf("trial %d: %s", f.Trial, clean(f.Cause)), "  ", "    ")
	}
}
