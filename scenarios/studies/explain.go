package studies

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/estimate"
	"postsale/sim/experiment"
)

// How many trials are enough to divide by, if nobody says: every set of causes lives through each.
const (
	WhyTrials    = 200
	ChangeTrials = 400
)

// mostSets is how many sets of causes are lived at most: all of them up to seven causes, beyond that those of orders that
// are drawn.
const mostSets = 200

// explained are the measures that are divided into shares.
var explained = []string{"nrr", "grr", "arr_closing"}

// division is what an explanation divides among which causes.
type division struct {
	causes    []results.Cause
	changes   []results.Change
	game      *estimate.Game
	sets      []*company.Params // those of the game
	name      func(held []string) string
	statistic estimate.Statistic
}

// NewExplanation returns a study of what each mechanism of a scenario costs: every set of them is idealised.
func NewExplanation(o Order) (*Study, error) {
	if o.Trials == 0 {
		o.Trials = WhyTrials
	}
	scenario, err := o.load()
	if err != nil {
		return nil, err
	}
	s := &Study{Order: o, Plans: []*scenarios.Scenario{scenario}, command: "why", words: []string{"why", o.Scenario}}
	mechanisms := scenario.Params.Applying()
	if len(mechanisms) == 0 {
		return nil, wrongOrder("why: %s has nothing to idealise: it sells nothing and delivers nothing that could be late, and no ticket could be; "+
			"or its ideal: names all that does", units.Shown(o.Scenario))
	}
	d := division{statistic: estimate.Mean,
		name: func(held []string) string { return fmt.Sprintf("with ideal=[%s]", strings.Join(held, ", ")) }}
	for _, m := range mechanisms {
		d.causes = append(d.causes, results.Cause{Name: string(m.Name), Says: m.Ideal})
	}
	d.game = estimate.NewGame(len(mechanisms), mostSets, o.Seed)
	for _, set := range d.game.Sets() {
		d.sets = append(d.sets, scenario.Params.Idealise(chosen(mechanisms, set)...))
	}
	s.divide(d)
	return s, nil
}

// NewChanges returns a study of what moved the medians from the scenario of an order to the other: every set of the groups
// of settings in which they differ is changed.
func NewChanges(o Order) (*Study, error) {
	if o.Trials == 0 {
		o.Trials = ChangeTrials
	}
	plans, _, err := o.loadPlans(true, false)
	if err != nil {
		return nil, err
	}
	from, to := plans[0], plans[1]
	if names := from.Params.Segments.Names(); !slices.Equal(names, to.Params.Segments.Names()) {
		return nil, wrongOrder("compare --by-change: %s and %s must list their segments in the same order", units.Shown(o.Scenario), units.Shown(o.Others[0]))
	}
	s := &Study{Order: o, Plans: plans, command: "compare --by-change", words: append([]string{"compare", "--by-change", o.Scenario}, o.Others...)}
	groups := changes.ChangedGroups(&from.Params, &to.Params)
	if len(groups) == 0 {
		return nil, wrongOrder("compare --by-change: nothing that matters has changed from %s to %s", units.Shown(o.Scenario), units.Shown(o.Others[0]))
	}
	d := division{statistic: estimate.Median, changes: changesOf(from, to),
		name: func(held []string) string { return fmt.Sprintf("with [%s] of %s", strings.Join(held, "; "), to.Name) }}
	for _, g := range groups {
		d.causes = append(d.causes, results.Cause{Name: g.Name, Says: g.Says})
	}
	d.game = estimate.NewGame(len(groups), mostSets, o.Seed)
	for _, set := range d.game.Sets() {
		d.sets = append(d.sets, changes.Blend(&from.Params, &to.Params, chosen(groups, set)))
	}
	s.divide(d)
	return s, nil
}

// divide makes a study of a division.
func (s *Study) divide(d division) {
	columns := dividedOf(s.Plans[0].Params.Layout())
	s.sets = len(d.sets)
	s.room = room{jobs: s.Trials() * s.sets, results: measures.TableBytes(s.sets*len(columns), s.Trials())}
	for _, params := range d.sets {
		s.room.each = max(s.room.each, params.CompanyBytes())
	}
	s.live = func(ctx context.Context, progress func(done, failed int)) results.Record {
		l := s.begin()
		l.scenario = func(f experiment.Failure) (name, ref string) {
			var held []string
			for _, c := range chosen(d.causes, d.game.Sets()[f.Scenario]) {
				held = append(held, c.Name)
			}
			return d.name(held), ""
		}
		return l.explanation(d, columns, s.worth(ctx, l, d, columns, progress))
	}
}

// dividedOf returns what is divided, of a layout: by fiscal year, or by quarter if
// there is none.
func dividedOf(l measures.Layout) []measures.Column {
	periods := l.Periods()
	var list []measures.Column
	for _, c := range l.Columns() {
		for _, name := range explained {
			for _, p := range periods {
				if c.Measure.Name == name && c.Period == p {
					list = append(list, c)
				}
			}
		}
	}
	return list
}

// worth lets every set live through the trials, until ctx ends, and returns what they come to by column, set and trial.
func (s *Study) worth(ctx context.Context, l *lived, d division, columns []measures.Column, progress func(done, failed int)) [][][]float64 {
	layout := s.Plans[0].Params.Layout()
	worth := make([][][]float64, len(columns))
	for i := range worth {
		worth[i] = make([][]float64, len(d.sets))
	}
	l.end(experiment.Run(ctx, s.options(len(d.sets), progress, nil),
		func(set int) func(trial int) []float64 {
			experiment.EndWith(ctx)
			c := company.New(d.sets[set], s.Order.Seed)
			return func(trial int) []float64 {
				s.Order.before(set, trial)
				return layout.Row(columns, c.Run(trial))
			}
		},
		func(_ int, rows [][]float64) {
			for set, row := range rows {
				for i, v := range row {
					worth[i][set] = append(worth[i][set], v)
				}
			}
		}))
	return worth
}

// explanation returns the record of a division, given what the sets came to by column, set and trial.
func (l *lived) explanation(d division, columns []measures.Column, worth [][][]float64) *results.Explanation {
	e := &results.Explanation{
		Command: l.study.line(l.asked),
		Of:      l.record(0, "", nil),
		Sets:    len(d.sets),
		Orders:  d.game.Drawn(),
		Causes:  d.causes,
		Changes: d.changes,
	}
	if len(l.study.Plans) > 1 {
		e.To = l.record(1, "", nil)
	}
	for i, c := range columns {
		if l.Done == 0 {
			break
		}
		values := estimate.Complete(worth[i])
		division := results.Division{Column: c, Statistic: d.statistic}
		if e.Orders > 0 {
			division.Sets = d.game.Sets()
		}
		division.Shares, division.Whole = d.game.Shares(values, d.statistic)
		for _, v := range values {
			division.Worth = append(division.Worth, d.statistic.Of(v))
		}
		e.Divisions = append(e.Divisions, division)
	}
	return e
}

// chosen returns the members whose bit a set has.
func chosen[T any](members []T, set uint64) []T {
	var list []T
	for i, m := range members {
		if set>>i&1 == 1 {
			list = append(list, m)
		}
	}
	return list
}
