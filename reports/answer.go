package reports

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// retentions are the measures that a run is asked for, and how they are called.
var retentions = []struct{ measure, name string }{{"nrr", "NRR"}, {"grr", "GRR"}}

// inShortTitle stands above the answer where it comes again, at the end.
const inShortTitle = "In short"

// Headline tells what a run was made for, and nothing else.
func Headline(s *results.Run) []document.Block { return answers(s) }

// answers tell what the run was made for: retention in the first whole fiscal year and in the last.
func answers(s *results.Run) []document.Block {
	var list []document.Block
	var errors []string
	for _, r := range retentions {
		for _, period := range s.FirstAndLast(r.measure) {
			list = append(list, answerIn(s, r.measure, r.name+" "+period+":", period))
		}
		switch largest, periods := s.LargestError(r.measure); {
		case periods == 0 || !s.Many():
		case periods == 1 || largest < words.LeastPoints:
			errors = append(errors, r.name+" "+words.Points(largest))
		default:
			errors = append(errors, r.name+" up to "+words.Points(largest))
		}
	}
	say := func(text string) { list = append(list, document.Paragraph(text)) }
	switch {
	case s.Done == 0:
		say("No trial was done: there is nothing to tell.")
	case len(errors) > 0:
		say(fmt.Sprintf("The first figure is the median. Its Monte Carlo error (one standard error), which more trials would shrink: %s.",
			strings.Join(errors, ", ")))
		if s.Invented {
			say("The opening book is made up for the seed: another seed may move these figures by more than that error.")
		}
	case s.Many():
		say("NRR and GRR do not exist: the run has no twelve months that end with a period and begin with customers.")
	default:
		say("This is a single trial: one future, without odds or ranges.")
	}
	if text := bottleneck(s); text != "" {
		say(text)
	}
	return titled("", "", list...)
}

// answerIn is the answer in a period.
func answerIn(s *results.Run, measure, label, period string) document.Answer {
	d := s.Estimate(measure, measures.WholeCompany, period)
	if !s.Many() {
		return document.Answer{Label: label, Lines: []string{words.ShareLabel(d.P50) + "."}}
	}
	lines := []string{fmt.Sprintf("%s, 8 in 10 futures between %s %% and %s %%", words.ShareLabel(d.P50), words.Percent(d.P10), words.Percent(d.P90))}
	if chances := words.Chances(s, measure, period); len(chances) > 0 {
		lines[0] += ";"
		lines = append(lines, strings.Join(chances, ", "))
	}
	lines[len(lines)-1] += "."
	return document.Answer{Label: label, Lines: lines}
}

// inShort ends the summary with the answer, for who reads the end of a terminal: an item each for NRR, GRR and what is
// tightest.
func inShort(s *results.Run) []document.Block {
	if s.Done == 0 {
		return nil
	}
	var list document.List
	for _, r := range retentions {
		periods := s.FirstAndLast(r.measure)
		if len(periods) == 0 {
			continue
		}
		last := periods[len(periods)-1]
		var figures []string
		for _, period := range periods {
			figures = append(figures, period+" "+words.ShareLabel(s.Estimate(r.measure, measures.WholeCompany, period).P50))
		}
		text := r.name + " " + strings.Join(figures, ", ")
		if d := s.Estimate(r.measure, measures.WholeCompany, last); s.Many() {
			text += " (" + words.Span(words.Percent(d.P10), words.Percent(d.P90), " %") + ")"
			if targets := s.TargetsOf(r.measure, measures.WholeCompany, last); len(targets) > 0 {
				text += ", " + words.Odds(targets[0], " chance")
			} else if targets := s.TargetsOf(r.measure, measures.WholeCompany, periods[0]); len(targets) > 0 {
				text += ", " + periods[0] + " " + words.Odds(targets[0], " chance")
			}
		}
		list.Items = append(list.Items, document.Item{Text: text})
	}
	if text := tightest(s); text != "" {
		list.Items = append(list.Items, document.Item{Text: text})
	}
	return titled(inShortTitle, "", list)
}

// bottleneck tells in a sentence which stage is tightest in the last period, and what work waits for it.
func bottleneck(s *results.Run) string {
	stage, ok := s.Stage()
	if !ok {
		return ""
	}
	is := stage.Team + ", " + takenOf(stage)
	if !stage.Tight() {
		return "Nothing is tight in " + s.End() + ": most is taken of " + is + "."
	}
	text := "Tightest in " + s.End() + " is " + is
	for _, wait := range waits[stage.Does] {
		d := s.Estimate(wait.measure, measures.WholeCompany, s.End())
		if d.N == 0 {
			break
		}
		text += fmt.Sprintf(wait.says, wait.told.Value(d.P50))
	}
	return text + "."
}

// waits are what happens where a stage is tight, by what it does: the second only beside the first.
var waits = map[measures.Work][]struct {
	measure, says string
	told          words.Style
}{
	measures.Delivering: {{"start_delay_mean", "; projects start %s working days after signature", words.Days}, {"late_share", ", and %s go live late", words.Shares}},
	measures.Answering:  {{"first_response_mean", "; the first response takes %s working hours", words.Hours}, {"breach_share", ", and %s of tickets miss a target", words.Shares}},
	measures.Fixing:     {{"fix_time_mean", "; a fix takes %s working days", words.Days}},
	measures.Caring:     {{"renewals_unworked", "; renewals that nobody worked: %s", words.Wholes}},
}

// takenOf says how much of a stage is taken.
func takenOf(stage measures.Stage) string {
	if stage.Does == measures.Caring {
		if !results.Exists(stage.Needs) {
			return "which has no hours left for its accounts"
		}
		return "whose accounts need " + words.Percent(stage.Needs) + " % of the hours that it has left for them"
	}
	var taken []string
	for _, part := range []struct {
		share float64
		of    string
	}{{stage.Hours, "of its hours"}, {stage.Slots, "of its slots"}, {stage.Time, "of its time"}} {
		if results.Exists(part.share) && (part.share > 0 || len(taken) == 0) { // nothing besides is not told
			taken = append(taken, words.Percent(part.share)+" % "+part.of)
		}
	}
	return "with " + strings.Join(taken, " and ") + " taken"
}

// tightest is the bottleneck in short.
func tightest(s *results.Run) string {
	stage, ok := s.Stage()
	if !ok {
		return ""
	}
	const widest = 18
	name, part := words.Clipped(words.Clean(stage.Team), widest), ""
	switch fullest, _ := stage.Fullest(); fullest {
	case measures.OfHours:
		part = "% of its hours taken"
	case measures.OfSlots:
		part = "% of its slots taken"
	case measures.OfTime:
		part = "% of its time taken"
	case measures.OfNeeds:
		part = "% of its hours needed"
	}
	text := fmt.Sprintf(" in %s: %s, %s %s", s.End(), name, words.Percent(stage.Most()), part)
	switch {
	case math.IsInf(stage.Most(), 1):
		return fmt.Sprintf("Tightest in %s: %s, no hours for its accounts", s.End(), name)
	case !stage.Tight():
		return "Most used" + text + "; not tight"
	default:
		return "Tightest" + text
	}
}
