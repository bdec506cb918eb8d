package questions

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"postsale/models/results/turns"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/studies"
	"postsale/scenarios/sweeps"
	"postsale/scenarios/tree"
)

// swept is a question with its sweep, all of whose scenarios are right.
type swept struct {
	*Question
	sweep  *sweeps.Sweep
	steps  []turns.Step
	across turns.Across
	pairs  [][2]*scenarios.Scenario // by level
}

// check reads the sweep, and demands that all can be lived through and compared. A study is the file that says what is asked.
func (q *Question) check(study string, o Order) (*swept, error) {
	file := filepath.Join(q.folder, SweepName)
	sweep, err := sweeps.Read(file)
	if err != nil {
		return nil, err
	}
	s := &swept{Question: q, sweep: sweep}
	var r tree.Report
	s.sides(&r, file)
	s.scale(&r, file)
	if err := r.Failed(); err != nil {
		return nil, err
	}
	s.pairs = make([][2]*scenarios.Scenario, len(s.steps))
	err = sweep.Each(o.Settings, func(i int, scenario *scenarios.Scenario) error {
		level, base := sweep.Of(i)
		s.pairs[level][base] = scenario
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.alike(&r, file, o)
	s.measured(&r, study)
	return s, r.Failed()
}

// sides demands that the bases of the sweep are the plans of both sides, in order.
func (s *swept) sides(r *tree.Report, file string) {
	want := []string{}
	for _, p := range []position{s.first, s.second} {
		plan := p.Plan
		if tree.IsPath(plan) && !filepath.IsAbs(plan) {
			plan = filepath.Join(s.folder, filepath.FromSlash(plan))
		}
		want = append(want, plan)
	}
	if !slices.Equal(s.sweep.Bases, want) {
		r.In(file, "base: must be the plans of first and second, base: [%s, %s], got %s", s.first.Plan, s.second.Plan,
			units.Several(s.sweep.Bases, len(s.sweep.Bases)))
	}
}

// scale finds the values of what varies, which must rise.
func (s *swept) scale(r *tree.Report, file string) {
	at := 0
	switch path := &s.Question.across; {
	case path.Text != "":
		if at = slices.Index(s.sweep.Paths, path.Text); at < 0 {
			r.At(path, "across.path", "must vary in %s, got %s, want one of %s", SweepName, units.Quote(path.Text), strings.Join(s.sweep.Paths, ", "))
			return
		}
	case len(s.sweep.Paths) > 1:
		r.In(file, "must vary one path, or study.yaml say which of them is the scale: across: {path: %s}; got %d", s.sweep.Paths[0], len(s.sweep.Paths))
		return
	}
	s.across = turns.Across{Path: s.sweep.Paths[at], Says: s.says}
	for i := 0; i < s.sweep.Len(); i += max(1, len(s.sweep.Bases)) {
		text := s.sweep.Varied(i)[at]
		value, unit, ok := number(text)
		switch {
		case !ok:
			r.In(file, "%s: values must be numbers, such as 5, 2.5, 40%% or 10h, got %s", s.across.Path, units.Quote(text))
			return
		case value != 0 && s.across.Unit == "" && !slices.ContainsFunc(s.steps, func(l turns.Step) bool { return l.Value != 0 }):
			s.across.Unit = unit
		case value != 0 && unit != s.across.Unit:
			r.In(file, "%s: values must be in one unit, got %s after others in %q", s.across.Path, units.Quote(text), s.across.Unit)
			return
		}
		if n := len(s.steps); n > 0 && value <= s.steps[n-1].Value {
			r.In(file, "%s: values must rise, got %s after %s", s.across.Path, units.Quote(text), units.Quote(s.steps[n-1].Text))
			return
		}
		s.steps = append(s.steps, turns.Step{Text: text, Value: value})
	}
	if len(s.steps) < 2 {
		r.In(file, "must have two values at least, got %d", len(s.steps))
	}
}

// number reads a number with what stands behind it.
func number(text string) (value float64, unit string, ok bool) {
	end := strings.LastIndexAny(text, "0123456789.") + 1
	value, err := strconv.ParseFloat(strings.ReplaceAll(text[:end], ",", ""), 64)
	return value, strings.TrimSpace(text[end:]), err == nil
}

// alike demands that the plans of each value can be compared trial by trial.
func (s *swept) alike(r *tree.Report, file string, o Order) {
	for k, pair := range s.pairs {
		kept := []studies.Kept{{Scenario: pair[0]}, {Scenario: pair[1]}}
		if n := s.asked(o); n > 0 {
			kept[0].Scenario, kept[1].Scenario = pair[0].WithTrials(n), pair[1].WithTrials(n)
		}
		if _, err := studies.NewRecalled(studies.Order{Scenario: pair[0].Name, Others: []string{pair[1].Name}}, file, kept, false); err != nil {
			why, _, _ := strings.Cut(err.Error(), "; --shared-only") // no flag of a study
			instead := "let both plans say the same"
			if pair[0].Params.Trials != pair[1].Params.Trials && s.asked(o) == 0 {
				instead += ", or " + StudyName + " trials"
			}
			r.In(file, "at %s: %s; %s", s.steps[k].Text, why, instead)
			return
		}
	}
}

// asked is how many trials there are to be, 0 for as many as the plans say.
func (s *swept) asked(o Order) int {
	if o.Trials > 0 {
		return o.Trials
	}
	return s.trials
}

// measured demands that both plans measure what the question is about.
func (s *swept) measured(r *tree.Report, study string) {
	for i, want := range s.wanted {
		for k, pair := range s.pairs {
			for _, plan := range pair {
				layout := plan.Params.Layout()
				var periods, segments []string
				for _, c := range layout.Columns() {
					if c.Measure.Name == want.Measure.Name {
						periods, segments = added(periods, c.Period.Name), added(segments, c.Segment)
					}
				}
				wrong := ""
				switch {
				case len(periods) == 0:
					wrong = fmt.Sprintf("%s is not there in %s, which has nothing that it is about; take another measure", want.Measure.Name, plan.Name)
				case !slices.Contains(segments, want.Segment):
					wrong = fmt.Sprintf("%s has no segment %s in %s, want one of %s", want.Measure.Name, units.Quote(want.Segment), plan.Name, strings.Join(segments, ", "))
				case want.Period != "" && !slices.Contains(periods, want.Period):
					wrong = fmt.Sprintf("%s has no period %s in %s%s", want.Measure.Name, units.Quote(want.Period), plan.Name, units.Hint(want.Period, periods))
				}
				if wrong != "" {
					r.In(study, "measures[%d]: %s (at %s)", i, wrong, s.steps[k].Text)
					return
				}
			}
		}
	}
}

func added(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
