package reports

import (
	"fmt"
	"strings"

	"postsale/models/measures"
)

// retentions are the measures that a run is asked for, and how they are called.
var retentions = []struct{ measure, name string }{{"nrr", "NRR"}, {"grr", "GRR"}}

// answer writes what the run was made for: retention in the first whole fiscal year and in the last.
func (s *Study) answer(p *page) {
	var errors []string
	for _, r := range retentions {
		periods := s.firstAndLast(r.measure)
		largest := 0.0
		for _, period := range periods {
			s.answerIn(p, r.measure, r.name+" "+period+": ", period)
			largest = max(largest, s.estimate(r.measure, company, period).P50Error)
		}
		switch {
		case len(periods) == 0 || !s.many():
		case len(periods) == 1 || largest < leastPoints:
			errors = append(errors, r.name+" "+points(largest))
		default:
			errors = append(errors, r.name+" up to "+points(largest))
		}
	}
	switch {
	case s.Done == 0:
		p.line("No trial was done: there is nothing to tell.")
	case len(errors) > 0:
		p.wrap(fmt.Sprintf("The first figure is the median. Its Monte Carlo error (one standard error), which more trials would shrink: %s.",
			strings.Join(errors, ", ")), "", "")
		if s.Invented {
			p.wrap("The opening book is made up for the seed: another seed may move these figures by more than that error.", "", "")
		}
	case s.many():
		p.wrap("NRR and GRR do not exist: the run has no twelve months that end with a period and begin with customers.", "", "")
	default:
		p.wrap("This is a single trial: one future, without odds or ranges.", "", "")
	}
	if text := s.bottleneck(); text != "" {
		p.wrap(text, "", "")
	}
}

// answerIn writes the answer in a period.
func (s *Study) answerIn(p *page, measure, lead, period string) {
	d := s.estimate(measure, company, period)
	if !s.many() {
		p.line(lead + shareLabel(d.P50) + ".")
		return
	}
	lines := []string{fmt.Sprintf("%s, 8 in 10 futures between %s %% and %s %%", shareLabel(d.P50), percent(d.P10), percent(d.P90))}
	if chances := s.chances(measure, period); len(chances) > 0 {
		lines[0] += ";"
		lines = append(lines, strings.Join(chances, ", "))
	}
	lines[len(lines)-1] += "."
	for _, text := range lines {
		indent := strings.Repeat(" ", width(lead))
		p.wrap(text, lead, indent)
		lead = indent
	}
}

// odds tells in short how likely a target is: 79 % chance of it, or in few trials that all went one way, 0 of 60 with it.
func odds(t Target, chances string) string {
	told := chance(t.Odds)
	if strings.Contains(told, " of ") {
		return told + " with " + sign(t)
	}
	return told + chances + " of " + sign(t)
}

// firstAndLast returns the first and the last period in which a measure of the company exists.
func (s *Study) firstAndLast(measure string) []string {
	last, ok := s.last(measure)
	if !ok {
		return nil
	}
	for _, period := range s.periods() {
		if period.Name != last && s.estimate(measure, company, period.Name).N > 0 {
			return []string{period.Name, last}
		}
	}
	return []string{last}
}

// again ends the summary with the answer, for who reads the end of a terminal: a line each for NRR, GRR and what is
// tightest.
func (s *Study) again(p *page) {
	if s.Done == 0 {
		return
	}
	p.heading("In short", "")
	for _, r := range retentions {
		periods := s.firstAndLast(r.measure)
		if len(periods) == 0 {
			continue
		}
		last := periods[len(periods)-1]
		var figures []string
		for _, period := range periods {
			figures = append(figures, period+" "+shareLabel(s.estimate(r.measure, company, period).P50))
		}
		text := r.name + " " + strings.Join(figures, ", ")
		if d := s.estimate(r.measure, company, last); s.many() {
			text += " (" + span(percent(d.P10), percent(d.P90), " %") + ")"
			if targets := s.targets(r.measure, company, last); len(targets) > 0 {
				text += ", " + odds(targets[0], " chance")
			}
		}
		p.wrap(text, "  ", "    ")
	}
	if text := s.tightest(); text != "" {
		p.wrap(text, "  ", "    ")
	}
}

// end returns the last period of the run's tables.
func (s *Study) end() string {
	periods := s.periods()
	return periods[len(periods)-1].Name
}

// stage returns the tightest stage of the last period, by medians.
func (s *Study) stage() (measures.Stage, bool) {
	return s.Layout.Tightest(func(measure, scope string) float64 { return s.estimate(measure, scope, s.end()).P50 })
}

// bottleneck tells in a sentence which stage is tightest in the last period, and what work waits for it.
func (s *Study) bottleneck() string {
	stage, ok := s.stage()
	if !ok {
		return ""
	}
	var taken []string
	for _, part := range []struct {
		share float64
		of    string
	}{{stage.Hours, "of its hours"}, {stage.Slots, "of its slots"}, {stage.Busy, "of its time"}} {
		if exists(part.share) {
			taken = append(taken, percent(part.share)+" % "+part.of)
		}
	}
	is := clean(stage.Team) + ", with " + strings.Join(taken, " and ") + " taken"
	if !stage.Tight() {
		return "Nothing is tight in " + s.end() + ": most is taken of " + is + "."
	}
	text := "Tightest in " + s.end() + " is " + is
	wait, waits, share, missed := "start_delay_mean", "; projects start %s working days after signature", "late_share", ", and %s go live late"
	told := days
	if stage.Tier {
		wait, waits, share, missed = "first_response_mean", "; the first response takes %s working hours", "breach_share", ", and %s of tickets miss a target"
		told = hours
	}
	if d := s.estimate(wait, company, s.end()); d.N > 0 {
		text += fmt.Sprintf(waits, told.value(d.P50))
		if d := s.estimate(share, company, s.end()); d.N > 0 {
			text += fmt.Sprintf(missed, shares.value(d.P50))
		}
	}
	return text + "."
}

// tightest is the bottleneck in short.
func (s *Study) tightest() string {
	stage, ok := s.stage()
	if !ok {
		return ""
	}
	const widest = 18
	of, name := "time", clipped(clean(stage.Team), widest)
	switch stage.Most() {
	case stage.Hours:
		of = "hours"
	case stage.Slots:
		of = "slots"
	}
	if !stage.Tight() {
		return fmt.Sprintf("Most used in %s: %s, %s %% of its %s taken; not tight", s.end(), name, percent(stage.Most()), of)
	}
	return fmt.Sprintf("Tightest in %s: %s, %s %% of its %s taken", s.end(), name, percent(stage.Most()), of)
}
