package seek

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/goals"
	"postsale/scenarios/studies"
	"postsale/sim/crossing"
)

// Trials is how many trials a value gets at most if nobody says, and Level how sure the values are that may be the answer.
const (
	Trials = 800
	Level  = 0.95
)

// coarsely is how many trials the values get that are tried first.
const coarsely = 100

// Side says which value is asked for, of those that reach the goal.
type Side = crossing.Side

// The sides.
const (
	Nearest = crossing.Nearest // to what the file states, of those at which the goal is lost or won
	Least   = crossing.Least
	Most    = crossing.Most
)

// Order is which value is sought. The scenario of its Order is changed, and is to differ from the other plan of that, if it has
// one: of Others or Variants.
type Order struct {
	studies.Order
	Key       string // a path as --set takes it
	Goal      string
	Both      bool   // the key is moved in the other plan too
	From, To  string // values of the key; empty: see the package
	Step      string // between values
	Precision string // how far the values that may be the answer may be apart, for the search to end early
	Side      Side
}

// Study is a search, read and found to make sense.
type Study struct {
	order   Order
	base    *scenarios.Scenario
	against *scenarios.Scenario // nil without one
	aim     goals.Aim
	axis    *axis
	search  crossing.Search
	z       float64
	loaded  map[int]*scenarios.Scenario // by value; the other plan where it is moved too, beside them
	tried   int
}

// New reads the scenario of an order, its values at both ends, and the goal: an *studies.OrderError says what makes no sense, a
// *scenarios.Error what is wrong with a file or a value.
func New(o Order) (*Study, error) {
	o.Trials, o.Key = cmp.Or(o.Trials, o.Stated(), Trials), scenarios.Plain(o.Key)
	if o.Both && len(o.Others)+len(o.Variants) == 0 {
		return nil, option("both", errors.New("wants another plan (--against OTHER)"))
	}
	if o.Trials > company.MostKept {
		return nil, option("trials", fmt.Errorf("must be at most %s of a value, got %s", units.Grouped(company.MostKept), units.Grouped(o.Trials)))
	}
	s := &Study{order: o, loaded: map[int]*scenarios.Scenario{}}
	if err := s.load(); err != nil {
		return nil, err
	}
	var err error
	if s.axis, err = axisOf(o.Key, s.base, o.From, o.To, o.Step); err != nil {
		var w *wrong
		switch {
		case errors.As(err, &w):
			return nil, option(w.option, w.err)
		case errors.Is(err, errUnknown):
			err = s.misplaced()
		}
		return nil, option("", fmt.Errorf("find: %w", err))
	}
	if err := s.goal(); err != nil {
		return nil, err
	}
	s.search = crossing.Search{Values: len(s.axis.at), Start: s.axis.start, Side: o.Side, First: min(coarsely, o.Trials), Looks: crossing.Looks(o.Trials)}
	if s.search.Precise, err = s.precise(); err != nil {
		return nil, option("precision", err)
	}
	if err := s.ends(); err != nil {
		return nil, err
	}
	return s, s.moved()
}

// moved demands that the other plan does not state for itself what is to be moved in both.
func (s *Study) moved() error {
	if !s.order.Both {
		return nil
	}
	stands := func(value int) []string { return s.loaded[s.beside(value)].Values([]string{s.order.Key}) }
	if slices.Equal(stands(0), stands(len(s.axis.at)-1)) {
		return option("both", fmt.Errorf("%s states %s itself, so that it cannot be moved there", units.Shown(s.against.Name), s.order.Key))
	}
	return nil
}

// ends demands that the first value and the last are scenarios. Where nobody gave them, they give way to those that are.
func (s *Study) ends() error {
	const most = 10 // values
	a := s.axis
	for n := 0; ; n++ {
		_, low := s.scenario(0)
		_, high := s.scenario(len(a.at) - 1)
		err := cmp.Or(low, high)
		var faults *scenarios.Error
		switch {
		case err == nil:
			s.search.Values, s.search.Start = len(a.at), a.start
			s.z = s.search.Z(Level)
			return nil
		case !errors.As(err, &faults) || a.given || len(faults.Faults) == 0:
			return err
		case a.stated == "":
			return option("", fmt.Errorf("find: %s: %s", faults.Faults[0].Path, faults.Faults[0].Message))
		case n == most || len(a.at) <= 2:
			value := a.texts[0]
			if low == nil {
				value = a.texts[len(a.texts)-1]
			}
			return option("", fmt.Errorf("find: %s: must have values beside %s that make a scenario; with %s, %s %s", s.order.Key, a.stated, value,
				faults.Faults[0].Path, faults.Faults[0].Message))
		case low != nil:
			a.at, a.texts, a.start = a.at[1:], a.texts[1:], max(-1, a.start-1)
		default:
			a.at, a.texts = a.at[:len(a.at)-1], a.texts[:len(a.texts)-1]
			if a.start == len(a.at) {
				a.start = -1
			}
		}
		clear(s.loaded)
	}
}

// misplaced says why there is no key of such a path, as --set does.
func (s *Study) misplaced() error {
	o := s.order.Order
	o.Settings = append(slices.Clone(o.Settings), s.order.Key+"=1")
	_, err := o.Load()
	var faults *scenarios.Error
	if errors.As(err, &faults) && len(faults.Faults) > 0 {
		f := faults.Faults[0]
		return fmt.Errorf("%s: %s; postsale keys lists them", cmp.Or(f.Path, units.Printable(s.order.Key)), f.Message)
	}
	return fmt.Errorf("%s: %w; postsale keys lists them", units.Printable(s.order.Key), errUnknown)
}

func option(name string, err error) error { return &studies.OrderError{Option: name, Err: err} }

// load reads the scenario as it stands, and the plan beside it.
func (s *Study) load() (err error) {
	o := s.order.Order
	if len(o.Others)+len(o.Variants) == 0 {
		s.base, err = o.Load()
		return err
	}
	s.base, s.against, err = o.Beside()
	return err
}

// goal reads what is to be reached.
func (s *Study) goal() error {
	x, err := goals.ParseReached(s.order.Goal, s.against != nil)
	if err == nil {
		s.aim, err = x.Aim(&s.base.Params, s.against != nil)
	}
	if err == nil && s.against != nil {
		_, err = s.aim.Columns(&s.against.Params)
	}
	if err != nil {
		return option("for", err)
	}
	return nil
}

// precise returns how many values may be left to choose from.
func (s *Study) precise() (int, error) {
	if s.order.Precision == "" {
		return 0, nil
	}
	r := &reader{Key: s.axis.key, calendar: s.base.Params.Calendar(), days: s.axis.key.Want() == units.Moment(0).Form().Want}
	size, err := r.size(s.order.Precision)
	if err != nil {
		return 0, err
	}
	n := math.Floor(size/(s.axis.at[1]-s.axis.at[0]) + 1e-9)
	if n < 1 {
		return 0, fmt.Errorf("must be a step between values, %s, or more, got %s", s.axis.step, units.Quote(s.order.Precision))
	}
	return int(math.Min(n, float64(len(s.axis.at)))), nil
}

// scenario returns the scenario of a value.
func (s *Study) scenario(value int) (scenario *scenarios.Scenario, err error) {
	if known := s.loaded[value]; known != nil {
		return known, nil
	}
	o := s.order.Order
	o.Settings = s.settings(value)
	if s.order.Both {
		var other *scenarios.Scenario
		if scenario, other, err = o.Beside(); err == nil {
			s.loaded[s.beside(value)] = other
		}
	} else {
		scenario, err = o.Load()
	}
	if err != nil {
		return nil, err
	}
	if _, err := s.aim.Columns(&scenario.Params); err != nil {
		return nil, option("for", fmt.Errorf("%s=%s: %w", s.order.Key, s.axis.texts[value], goals.Hinted(err)))
	}
	s.loaded[value] = scenario
	return scenario, nil
}

// beside is the place of the plan that a value is to differ from: one of each value, or one of all.
func (s *Study) beside(value int) int {
	if s.order.Both {
		return -1 - value
	}
	return -1
}

// settings are those of the scenario of a value.
func (s *Study) settings(value int) []string {
	return append(slices.Clone(s.order.Settings), s.order.Key+"="+s.axis.texts[value])
}

// Trials returns how many trials there are at most, of all values.
func (s *Study) Trials() int {
	switch {
	case s.order.Both:
		return 2 * s.search.Trials()
	case s.against != nil:
		return s.search.Trials() + s.order.Trials
	}
	return s.search.Trials()
}

// Counted says what progress counts.
func (s *Study) Counted() string {
	return fmt.Sprintf("trials at most, %d values so far", s.tried)
}

// Fit is that of studies.Study.
func (s *Study) Fit(memory float64) (warning string, err error) {
	each := s.base.Params.CompanyBytes()
	for _, plan := range s.loaded {
		each = math.Max(each, plan.Params.CompanyBytes())
	}
	controls := len(s.base.Params.Layout().Controls())
	return s.order.Fit(s.order.Trials, measures.TableBytes(1+controls, s.Trials()), each, memory)
}

// Outline returns what is known of the record before the first trial.
func (s *Study) Outline() *results.Run {
	o := s.order.Order
	command := fmt.Sprintf("find %q %q %q %q %q %q %q %d", s.order.Key, s.order.Goal, strings.Join(o.Others, ""), s.order.From, s.order.To, s.order.Step, s.order.Precision, s.order.Side)
	if o.Plain {
		command += " --plain"
	}
	if s.order.Both {
		command += " --both"
	}
	plans := []*scenarios.Scenario{s.base}
	if s.against != nil {
		plans = append(plans, s.against)
	}
	return &results.Run{Order: o.Identify(command, plans...), Command: s.line(), Asked: s.order.Trials}
}

// line is the command line of the search, in canonical form.
func (s *Study) line() string {
	o := s.order
	words := []string{"find", o.Scenario, o.Key, "--for", o.Goal}
	for _, other := range o.Others {
		words = append(words, "--against", other)
	}
	for _, v := range o.Variants {
		words = append(words, "--plan", v.Text)
	}
	if o.Both {
		words = append(words, "--both")
	}
	for _, given := range []struct{ flag, text string }{{"--from", o.From}, {"--to", o.To}, {"--step", o.Step}, {"--precision", o.Precision}} {
		if given.text != "" {
			words = append(words, given.flag, given.text)
		}
	}
	switch o.Side {
	case Least:
		words = append(words, "--smallest")
	case Most:
		words = append(words, "--largest")
	}
	words = append(words, "--trials", strconv.Itoa(o.Trials))
	if o.Plain {
		words = append(words, "--plain")
	}
	return o.Line(words...)
}

// Sources are the files of the scenarios that the results come from, by their names in a folder of results.
func (s *Study) Sources() []units.DataFile {
	var files []units.DataFile
	for i, plan := range []*scenarios.Scenario{s.base, s.against} {
		if plan == nil {
			continue
		}
		below := ""
		if s.against != nil {
			below = fmt.Sprintf("plans/%d-%s/", i, units.Short(plan.Name))
		}
		files = append(files, units.DataFile{Name: below + "scenario.yaml", Data: plan.Resolved()})
		for _, f := range plan.Files {
			files = append(files, units.DataFile{Name: below + "data/" + f.Name, Data: f.Data})
		}
	}
	return files
}

// Against returns the plan that values are to differ from, if there is one.
func (s *Study) Against() []saved.ScenarioRecord {
	if s.against == nil {
		return nil
	}
	return []saved.ScenarioRecord{{Name: s.against.Name, SHA256: s.against.SHA256()}}
}

// Troubles names the trials that failed or are missing, a sentence each.
func (s *Study) Troubles(r *results.Run) []string {
	const most = 10
	var list []string
	for i, f := range r.Failures {
		if i == most {
			list = append(list, fmt.Sprintf("and %s more failed", units.Grouped(len(r.Failures)-most)))
			break
		}
		list = append(list, fmt.Sprintf("trial %d of seed %d failed: %s", f.Trial, r.Seed, units.Shown(f.Cause)))
	}
	switch {
	case r.Interrupted && r.Done == 0:
		list = append(list, "interrupted before a trial was done: there are no results")
	case r.Interrupted:
		list = append(list, "interrupted: what is told rests on the trials that were done")
	case r.Done == 0:
		list = append(list, "no trial was done: there are no results")
	}
	return list
}
