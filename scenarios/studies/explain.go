package studies

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
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

// How many trials are enough to divide by, if nobody says.
const (
	WhyTrials    = 300
	ChangeTrials = 400
)

// How many sets of causes are lived at most: what medians are divided by (all up to seven causes, beyond that those of orders
// that are drawn), and what may be asked for where all are to be.
const (
	mostSets  = 200
	mostExact = 12 // mechanisms, 4,096 sets
)

// aheadTrials is how many trials run ahead of others. What is kept of each is little, and a company of a set lives through more
// of them before it makes room for that of another.
const aheadTrials = 64

// explained are the measures that are divided into shares.
var explained = []string{"nrr", "grr", "arr_closing"}

// division is what an explanation divides among which causes.
type division struct {
	causes    []results.Cause
	changes   []results.Change
	params    func(set uint64) *company.Params
	name      func(held []string) string
	statistic estimate.Statistic

	orders  int  // that are drawn
	byTrial bool // for each trial anew
	sets    []uint64
	of      func(trial int) []uint64 // those of sets that a trial is lived with
	has     func(trial int, set uint64) bool
	divide  func() divided // a measure
	kept    int            // numbers a trial of it
}

// divided is a measure that is divided among causes, trial by trial.
type divided interface {
	Add(trial int, worth func(set uint64) float64)
	Shares() (shares []estimate.Share, whole estimate.Share)
	Levels() (sets []uint64, worth []float64)
	Fewer() float64
	Free(c *estimate.Controls)
}

// means divides means by orders, of so many trials.
func (d *division) means(o *estimate.Orders, trials int) {
	d.statistic = estimate.Mean
	d.orders, d.byTrial = o.Drawn(), o.Drawn() > 0
	all, lived := math.Exp2(float64(len(d.causes))), map[uint64]bool{}
	for trial := 1; trial <= trials && float64(len(lived)) < all; trial++ {
		for _, set := range o.Sets(trial) {
			lived[set] = true
		}
	}
	d.sets = slices.Sorted(maps.Keys(lived))
	d.of, d.has = o.Sets, o.Has
	d.divide = func() divided { return o.Divide() }
	d.kept = len(o.Common()) + len(d.causes)
}

// medians divides medians by the sets of a game.
func (d *division) medians(g *estimate.Game) {
	d.statistic = estimate.Median
	d.orders, d.sets = g.Drawn(), g.Sets()
	d.of = func(int) []uint64 { return g.Sets() }
	d.has = func(int, uint64) bool { return true }
	d.divide = func() divided { return g.Divide() }
	d.kept = len(d.sets)
}

// NewExplanation returns a study of what each mechanism of a scenario costs: in each trial they are idealised one after the
// other, in an order of its own and in its reverse, or every set of them is, if the order wants that.
func NewExplanation(o Order) (*Study, error) {
	o.Trials = cmp.Or(o.Trials, o.Stated(), WhyTrials)
	scenario, err := o.Load()
	if err != nil {
		return nil, err
	}
	if err := o.keeps("why", scenario); err != nil {
		return nil, err
	}
	s := &Study{Order: o, Plans: []*scenarios.Scenario{scenario}, command: "why", words: []string{"why", o.Scenario}}
	mechanisms := scenario.Params.Applying()
	if len(mechanisms) == 0 {
		return nil, wrongOrder("why: %s has nothing to idealise: it sells nothing and delivers nothing that could be late, and no ticket could be; "+
			"or its ideal: names all that does", units.Shown(o.Scenario))
	}
	d := division{
		params: func(set uint64) *company.Params { return scenario.Params.Idealise(chosen(mechanisms, set)...) },
		name:   func(held []string) string { return fmt.Sprintf("with ideal=[%s]", strings.Join(held, ", ")) },
	}
	for _, m := range mechanisms {
		d.causes = append(d.causes, results.Cause{Name: string(m.Name), Says: m.Ideal})
	}
	orders := estimate.NewOrders(len(mechanisms), o.Seed)
	if o.Exact {
		if err := exactly(o.Scenario, len(mechanisms)); err != nil {
			return nil, err
		}
		orders = estimate.AllOrders(len(mechanisms))
		s.command, s.words = "why --exact", append(s.words, "--exact")
	}
	d.means(orders, s.Trials())
	s.divide(d)
	return s, nil
}

// exactly demands that every set of so many mechanisms can be lived.
func exactly(scenario string, mechanisms int) error {
	if mechanisms > mostExact {
		return wrongOption("exact", "%s has %d mechanisms, and more than %d have too many combinations; leave it out",
			units.Shown(scenario), mechanisms, mostExact)
	}
	return nil
}

// NewChanges returns a study of what moved the medians from the scenario of an order to the other: every set of the groups
// of settings in which they differ is changed.
func NewChanges(o Order) (*Study, error) {
	o.Trials = cmp.Or(o.Trials, o.Stated(), ChangeTrials)
	plans, _, err := o.loadPlans(true, false)
	if err != nil {
		return nil, err
	}
	if err := o.keeps("compare --by-change", plans[0]); err != nil {
		return nil, err
	}
	from, to := plans[0], plans[1]
	if names := from.Params.Segments.Names(); !slices.Equal(names, to.Params.Segments.Names()) {
		return nil, wrongOrder("compare --by-change: %s and %s must list their segments in the same order", units.Shown(o.Scenario), units.Shown(o.entrants()[1].called))
	}
	s := &Study{Order: o, Plans: plans, command: "compare --by-change", words: o.named("compare", "--by-change")}
	groups := changes.ChangedGroups(&from.Params, &to.Params)
	if len(groups) == 0 {
		return nil, wrongOrder("compare --by-change: nothing that matters has changed from %s to %s", units.Shown(o.Scenario), units.Shown(o.entrants()[1].called))
	}
	d := division{
		changes: changesOf(from, to),
		params:  func(set uint64) *company.Params { return changes.Blend(&from.Params, &to.Params, chosen(groups, set)) },
		name:    func(held []string) string { return fmt.Sprintf("with [%s] of %s", strings.Join(held, "; "), to.Name) },
	}
	for _, g := range groups {
		d.causes = append(d.causes, results.Cause{Name: g.Name, Says: g.Says})
	}
	d.medians(estimate.NewGame(len(groups), mostSets, o.Seed))
	s.divide(d)
	return s, nil
}

// divide makes a study of a division.
func (s *Study) divide(d division) {
	columns := dividedOf(s.Plans[0].Params.Layout())
	s.sets = len(d.of(1))
	s.room = room{jobs: s.Trials() * s.sets, results: measures.TableBytes(d.kept*len(columns), s.Trials())}
	for _, set := range d.sets {
		s.room.each = max(s.room.each, d.params(set).CompanyBytes())
	}
	s.live = func(ctx context.Context, progress func(done, failed int)) results.Record {
		l := s.begin()
		l.scenario = func(f experiment.Failure) (name, ref string) {
			var held []string
			for _, c := range chosen(d.causes, d.sets[f.Scenario]) {
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

// worth lets every trial live with its sets, until ctx ends, and returns what they come to by column.
func (s *Study) worth(ctx context.Context, l *lived, d division, columns []measures.Column, progress func(done, failed int)) []divided {
	layout := s.Plans[0].Params.Layout()
	controls := layout.Controls()
	none, all := measures.NewControls(controls), measures.NewControls(controls)
	var worth []divided
	for range columns {
		worth = append(worth, d.divide())
	}
	options := s.options(len(d.sets), progress, nil)
	options.Ahead = aheadTrials
	l.end(experiment.Run(ctx, options,
		func(place int) func(trial int) []float64 {
			experiment.EndWith(ctx)
			set, c := d.sets[place], (*company.Company)(nil)
			return func(trial int) []float64 {
				if !d.has(trial, set) {
					return nil
				}
				s.Order.before(slices.Index(d.of(trial), set), trial)
				if c == nil {
					c = company.New(d.params(set), s.Order.Seed)
				}
				row := layout.Row(columns, c.Run(trial))
				if place == 0 || place == len(d.sets)-1 {
					row = append(row, c.Luck()...)
				}
				return row
			}
		},
		func(trial int, rows [][]float64) {
			none.Append(rows[0][len(columns):])
			all.Append(rows[len(rows)-1][len(columns):])
			for i := range columns {
				worth[i].Add(trial, func(set uint64) float64 {
					place, _ := slices.BinarySearch(d.sets, set)
					return rows[place][i]
				})
			}
		}))
	if luck := measures.FreeBoth(none, all); luck != nil && !s.Order.Plain {
		for i := range columns {
			worth[i].Free(luck)
		}
	}
	return worth
}

// explanation returns the record of a division, given what it came to by column.
func (l *lived) explanation(d division, columns []measures.Column, worth []divided) *results.Explanation {
	e := &results.Explanation{
		Command: l.study.line(l.asked),
		Of:      l.record(0, "", nil),
		Sets:    l.study.sets,
		Orders:  d.orders,
		ByTrial: d.byTrial,
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
		division := results.Division{Column: c, Statistic: d.statistic}
		division.Shares, division.Whole = worth[i].Shares()
		division.Sets, division.Worth = worth[i].Levels()
		division.Fewer = worth[i].Fewer()
		if d.orders == 0 {
			division.Sets = nil
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
