package seek

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sought"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/crossing"
	"postsale/sim/estimate"
	"postsale/sim/experiment"
)

// living is a search under way, whose values live through trials.
type living struct {
	*Study
	ctx      context.Context
	progress func(done, failed int)
	kept     map[int]*kept // by value, and the plan beside it
	failed   map[int]bool  // trials
	failures []results.Failure
	lived    int
	alike    bool // the key moves nothing
	stopped  bool
	err      error // of a value that makes no scenario
}

// kept is what was kept of the trials of a value, from trial 1 on.
type kept struct {
	params   *company.Params
	columns  []measures.Column // of which a number is made
	controls []measures.Control
	numbers  []float64   // NaN where the trial failed, or has none
	luck     [][]float64 // by trial; nil where it failed
}

// Live lives through the trials until the search is done or ctx ends, and returns the record of it. An error is that of a value
// which makes no scenario.
func (s *Study) Live(ctx context.Context, progress func(done, failed int)) (*sought.Search, error) {
	l := &living{Study: s, ctx: ctx, progress: progress, kept: map[int]*kept{}, failed: map[int]bool{}}
	started := time.Now()
	found := s.search.Run(l)
	if l.err != nil {
		return nil, l.err
	}
	return l.record(found, started), nil
}

// Live adds trials to values until each has so many, the plan beside them too.
func (l *living) Live(values []int, trials int) bool {
	first := len(l.kept) == 0
	plans := slices.Clone(values)
	for _, v := range values {
		if l.kept[v] != nil {
			continue
		}
		scenario, err := l.scenario(v)
		if err != nil {
			l.err = err
			return false
		}
		l.kept[v] = l.keep(scenario)
		l.tried++
	}
	for _, v := range values {
		at := l.beside(v)
		if l.against == nil || slices.Contains(plans, at) {
			continue
		}
		if l.kept[at] == nil {
			l.kept[at] = l.keep(cmp.Or(l.loaded[at], l.against))
		}
		plans = append(plans, at)
	}
	slices.SortStableFunc(plans, func(a, b int) int { return len(l.kept[a].numbers) - len(l.kept[b].numbers) })
	for len(plans) > 0 {
		have := len(l.kept[plans[0]].numbers)
		n := 1
		for n < len(plans) && len(l.kept[plans[n]].numbers) == have {
			n++
		}
		if !l.run(plans[:n], have, trials) {
			l.stopped = true
			return false
		}
		plans = plans[n:]
	}
	if first && len(values) > 1 {
		l.alike = l.unmoved(values)
	}
	return !l.alike
}

// keep returns what is to be kept of a scenario, which lives no longer than the goal is told of.
func (l *living) keep(s *scenarios.Scenario) *kept {
	short, last := s.Params, 0
	for _, c := range l.columns(&s.Params) {
		last = max(last, c.Period.To)
	}
	short.Horizon = units.Duration(fiscal.Quarter * float64(last))
	k := &kept{params: &short, columns: l.columns(&short)}
	if !l.order.Plain {
		k.controls = k.params.Layout().Controls()
	}
	return k
}

// columns are those of the goal, which New and scenario looked for.
func (l *living) columns(params *company.Params) []measures.Column {
	list, err := l.aim.Columns(params)
	if err != nil {
		panic(fmt.Errorf("seek: the columns of the goal: %w", err))
	}
	return list
}

// run lets plans that have had some trials live through the next ones, up to so many, and returns whether they did.
func (l *living) run(plans []int, have, trials int) bool {
	type result struct {
		number float64
		luck   []float64
	}
	if have >= trials {
		return true
	}
	pad := func(to int) {
		for _, plan := range plans {
			k := l.kept[plan]
			for len(k.numbers) < to {
				k.numbers, k.luck = append(k.numbers, math.NaN()), append(k.luck, nil)
			}
		}
	}
	before := l.lived
	went := experiment.Run(l.ctx, experiment.Options{Scenarios: len(plans), First: have + 1, Trials: trials - have, Workers: l.order.Workers,
		Progress: func(done, failed int) {
			l.lived = before + (done+failed)*len(plans)
			if l.progress != nil {
				l.progress(l.lived, len(l.failures)+failed)
			}
		}},
		func(plan int) func(trial int) result {
			experiment.EndWith(l.ctx)
			k := l.kept[plans[plan]]
			layout, c := k.params.Layout(), company.New(k.params, l.order.Seed)
			return func(trial int) result {
				if l.order.Before != nil {
					l.order.Before(plan, trial)
				}
				r := result{number: l.aim.Number(k.columns, layout.Row(k.columns, c.Run(trial)))}
				if k.controls != nil {
					r.luck = slices.Clone(c.Luck())
				}
				return r
			}
		},
		func(trial int, list []result) {
			pad(trial - 1)
			for i, r := range list {
				k := l.kept[plans[i]]
				k.numbers, k.luck = append(k.numbers, r.number), append(k.luck, r.luck)
			}
		})
	for _, f := range went.Failures {
		pad(f.Trial)
		if !l.failed[f.Trial] {
			l.failed[f.Trial] = true
			l.failures = append(l.failures, results.Failure{Trial: f.Trial, Cause: l.called(plans[f.Scenario]) + ": " + f.Cause})
		}
	}
	if !went.Interrupted {
		pad(trials)
	}
	return !went.Interrupted
}

// called says which plan it is.
func (l *living) called(plan int) string {
	switch {
	case plan >= 0:
		return l.order.Key + "=" + l.axis.texts[plan]
	case l.order.Both:
		return l.against.Name + " with " + l.order.Key + "=" + l.axis.texts[-1-plan]
	}
	return l.against.Name
}

// unmoved reports whether values come to the same in every trial.
func (l *living) unmoved(values []int) bool {
	numbers := func(v int) []float64 {
		if l.order.Both {
			return estimate.Differences(l.kept[l.beside(v)].numbers, l.kept[v].numbers)
		}
		return l.kept[v].numbers
	}
	one := numbers(values[0])
	for _, v := range values[1:] {
		if !slices.EqualFunc(one, numbers(v), func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }) {
			return false
		}
	}
	return len(one) > 0
}

// table returns the trials of a plan up to a number, but for those that failed somewhere.
func (l *living) table(k *kept, trials int) *measures.Table {
	var list []int
	var numbers []float64
	luck := make([][]float64, len(k.controls))
	for t := range trials {
		if l.failed[t+1] {
			continue
		}
		list, numbers = append(list, t+1), append(numbers, k.numbers[t])
		for i := range luck {
			luck[i] = append(luck[i], k.luck[t][i])
		}
	}
	table := measures.TableOf(k.columns[:1], list, [][]float64{numbers})
	if len(luck) > 0 {
		table.Luck = measures.ControlsOf(k.controls, luck)
	}
	return table
}

// claim returns what the trials of a value say.
func (l *living) claim(value int) (told results.Claim, trials int) {
	k := l.kept[value]
	if k == nil {
		none := math.NaN()
		return results.Claim{Estimate: none, Low: none, High: none}, 0
	}
	trials = len(k.numbers)
	if l.against == nil {
		values, controls := l.aim.Values(l.table(k, trials))
		return l.aim.Estimate(values, controls, l.z), trials
	}
	other := l.kept[l.beside(value)]
	trials = min(trials, len(other.numbers))
	return l.aim.Difference(l.table(other, trials), l.table(k, trials), l.z), trials
}

// Judge says by how much a value is beyond the goal.
func (l *living) Judge(value int) crossing.Point {
	told, trials := l.claim(value)
	p := crossing.Point{Value: value, Estimate: told.Estimate - l.aim.Size, Low: told.Low - l.aim.Size, High: told.High - l.aim.Size, Trials: trials}
	if l.aim.AtMost {
		p.Estimate, p.Low, p.High = -p.Estimate, -p.High, -p.Low
	}
	return p
}

// record returns the record of a search.
func (l *living) record(found crossing.Result, started time.Time) *sought.Search {
	most := 0
	for _, p := range found.Points {
		most = max(most, p.Trials)
	}
	slices.SortFunc(l.failures, func(a, b results.Failure) int { return a.Trial - b.Trial })
	params := &l.base.Params
	outline := l.Outline()
	of := &results.Run{Program: l.order.Program, GoVersion: runtime.Version(), Command: outline.Command, Name: l.base.Name, Description: l.base.Description,
		SHA256: l.base.SHA256(), Order: outline.Order, Seed: l.order.Seed, Asked: l.order.Trials, Done: max(0, most-len(l.failures)), Failures: l.failures,
		Interrupted: l.stopped, Started: started, Wall: time.Since(started), Layout: params.Layout(), Invented: review.Invented(params),
		Warnings: review.Warnings(params)}
	c := l.aim.Column
	s := &sought.Search{
		Command: outline.Command, Of: of, Key: l.order.Key, Counted: l.axis.key.Units(), Stated: l.axis.stated,
		Goal: sought.Goal{Text: l.aim.Text, Says: l.aim.Name, Measure: c.Measure.Name, Segment: c.Segment, Period: c.Period.Name,
			Statistic: l.aim.Statistic(), Unit: l.aim.Unit(), Value: l.aim.Size, AtMost: l.aim.AtMost, Worth: l.aim.Worth},
		Range: sought.Range{From: l.axis.texts[0], To: l.axis.texts[len(l.axis.texts)-1], Step: l.axis.step, Given: l.axis.given, Values: len(l.axis.texts)},
		Side:  []string{"nearest", "least", "most"}[l.order.Side], Level: Level,
		Turns: found.Turns, Trials: l.lived, Rough: l.order.Trials < l.search.Looks[0] || l.search.Looks[0] < crossing.FirstLook,
	}
	if l.against != nil {
		s.Goal.Against, s.Goal.Both = l.against.Name, l.order.Both
	}
	for _, p := range found.Points {
		told, _ := l.claim(p.Value)
		s.Points = append(s.Points, sought.Point{Value: l.axis.texts[p.Value], At: l.axis.at[p.Value], Estimate: told.Estimate, Low: told.Low, High: told.High,
			Error: (told.High - told.Low) / 2 / l.z, Trials: p.Trials, Reaches: p.Reaches(), Sure: p.Low >= 0 || p.High < 0,
			Stated: p.Value == l.axis.start})
	}
	for _, part := range found.Parts {
		s.Parts = append(s.Parts, sought.Part{From: l.axis.texts[part.From], To: l.axis.texts[part.To], Sure: part.Sure})
	}
	switch {
	case most == 0:
		s.Outcome = sought.Unknown
	case !slices.ContainsFunc(s.Points, func(p sought.Point) bool { return !math.IsNaN(p.Estimate) }):
		s.Outcome = sought.Absent
	case l.alike:
		s.Outcome = sought.Unmoved
	case found.Answer < 0:
		s.Outcome = sought.None
	case len(found.Parts) == 1 && found.Parts[0].From == 0 && found.Parts[0].To == len(l.axis.texts)-1:
		s.Outcome = sought.Every
	default:
		s.Outcome = sought.Found
	}
	if s.Outcome == sought.Found || s.Outcome == sought.Every {
		s.Answer, s.Inside = l.axis.texts[found.Answer], found.Inside
		s.From = sought.Bound{Value: l.axis.texts[found.From], At: l.axis.at[found.From], Open: found.Open[0]}
		s.To = sought.Bound{Value: l.axis.texts[found.To], At: l.axis.at[found.To], Open: found.Open[1]}
	}
	switch n := len(l.failures); {
	case n == 1:
		of.Warnings = append(of.Warnings, "1 trial failed and is left out of the figures")
	case n > 1:
		of.Warnings = append(of.Warnings, units.Grouped(n)+" trials failed and are left out of the figures")
	}
	return s
}
