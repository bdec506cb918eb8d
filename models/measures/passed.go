package measures

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"postsale/sim/estimate"
)

// passed are trials that went by and were not kept: of each column stays what its estimates are made of.
type passed struct {
	trials  int
	first   [][2][]float64 // trials, each a row and its luck, that wait until it is known what quantiles are about
	begun   bool           // it is
	columns []passedColumn
	goals   []goal
	luck    *group // nil if none is known
}

// passedColumn is what stays of a column.
type passedColumn struct {
	running *estimate.Running
	sketch  estimate.Sketch
	waiting []float64           // for the sketch, which is large: it takes in many at a time, while it is at hand
	by      *group              // nil if it owes nothing to luck that is known
	about   []float64           // what its quantiles are about, if luck is known
	below   []*estimate.Running // 1 for each trial that is up to one of these
}

// goal is how often a column reached a bound: was at least it, or at most.
type goal struct {
	column int
	bound  float64
	atMost bool
	hits   *estimate.Running
}

// group is the luck that columns owe something to.
type group struct {
	sums     [][]int // of controls
	coarse   []int   // by sum, of which coarse one it is a part
	row      []float64
	controls *estimate.RunningControls

	once sync.Once
	by   *estimate.Regression
}

// Passing returns an empty table that keeps no trials, whose number does not change how much memory it takes: it tells
// moments, quantiles from a sketch, and the odds of what it is to Count. Of controls, if there are any, it takes the luck.
func Passing(columns []Column, controls []Control) *Table {
	p := &passed{columns: make([]passedColumn, len(columns))}
	if len(controls) > 0 {
		p.luck = newGroup(controls)
	}
	for i := range columns {
		of := &p.columns[i]
		if columns[i].Measure.decided() {
			of.by = p.luck
		}
		of.running, of.waiting = of.by.running(), make([]float64, 0, mostWaiting)
	}
	return &Table{Columns: columns, values: make([][]float64, len(columns)), passed: p}
}

// Count has a table that keeps no trials count how often a column reaches a bound, from the first trial on, for Odds. Column -1
// exists in no trial.
func (t *Table) Count(column int, bound float64, atMost bool) {
	if column >= 0 {
		t.passed.goals = append(t.passed.goals, goal{column, bound, atMost, t.passed.columns[column].by.running()})
	}
}

// mostWaiting is how many trials wait for the sketches.
const mostWaiting = 256

// PassingBytes returns how much memory such a table of so many trials takes at most, in bytes.
func PassingBytes(columns []Column, controls []Control, trials int) float64 {
	luck := len(sums(controls, false))
	sum := numberBytes*float64((len(columns)+len(controls))*min(trials, mostFirst)) + estimate.RunningControlsBytes(luck)
	for i := range columns {
		sum += estimate.SketchBytes(trials) + numberBytes*mostWaiting
		if columns[i].Measure.decided() {
			sum += numberBytes * 8 * float64(luck) // for the mean and seven quantiles
		}
	}
	return sum
}

func newGroup(controls []Control) *group {
	g, coarse := &group{sums: sums(controls, false)}, sums(controls, true)
	for _, sum := range g.sums {
		g.coarse = append(g.coarse, slices.IndexFunc(coarse, func(of []int) bool { return slices.Contains(of, sum[0]) }))
	}
	g.row, g.controls = make([]float64, len(g.sums)), estimate.NewRunningControls(len(g.sums))
	return g
}

// running returns a number of no trial yet.
func (g *group) running() *estimate.Running {
	if g == nil {
		return estimate.NewRunning(nil)
	}
	return estimate.NewRunning(g.controls)
}

// mostFirst is how many trials tell what quantiles are about. By how much luck moves a quantile is the same for all that are
// near it.
const mostFirst = 1000

// add adds a trial.
func (p *passed) add(row, luck []float64) {
	if p.begun {
		p.take(row, luck)
		return
	}
	p.first = append(p.first, [2][]float64{slices.Clone(row), slices.Clone(luck)})
	if len(p.first) == mostFirst {
		p.begin()
	}
}

// begin takes the first trials, if that is still to be done.
func (p *passed) begin() {
	if p.begun {
		return
	}
	inParallel(len(p.columns), func() func(i int) {
		return func(i int) {
			c := &p.columns[i]
			if c.by == nil {
				return
			}
			var values []float64
			for _, trial := range p.first {
				values = append(values, trial[0][i])
			}
			for _, v := range estimate.Of(values).Ascending() {
				c.about, c.below = append(c.about, v), append(c.below, c.by.running())
			}
		}
	})
	p.begun = true
	for _, trial := range p.first {
		p.take(trial[0], trial[1])
	}
	p.first = nil
}

// mark is 1 where a value hits and 0 where it does not; it does not exist where the value does not.
func mark(v float64, hits bool) float64 {
	switch {
	case math.IsNaN(v):
		return v
	case hits:
		return 1
	}
	return 0
}

// take takes a trial into what is kept of all.
func (p *passed) take(row, luck []float64) {
	if g := p.luck; g != nil {
		for i, sum := range g.sums {
			g.row[i] = 0
			for _, control := range sum {
				g.row[i] += luck[control]
			}
		}
		g.controls.Add(g.row)
	}
	for i, v := range row {
		c := &p.columns[i]
		c.running.Add(v)
		c.waiting = append(c.waiting, v)
		for k, bound := range c.about {
			c.below[k].Add(mark(v, v <= bound))
		}
	}
	for _, g := range p.goals {
		v := row[g.column]
		g.hits.Add(mark(v, reaches(v, g.bound, g.atMost)))
	}
	if p.trials++; p.trials%mostWaiting == 0 {
		inParallel(len(p.columns), func() func(i int) { return func(i int) { p.columns[i].sketched() } })
	}
}

// sketched returns the sketch of all trials so far.
func (c *passedColumn) sketched() *estimate.Sketch {
	if len(c.waiting) > 0 { // many may ask for what is complete
		for _, v := range c.waiting {
			c.sketch.Add(v)
		}
		c.waiting = c.waiting[:0]
	}
	return &c.sketch
}

// regression returns what frees of the luck, once the trials are over: by segment if there are trials enough, or else of
// the company; nil if nothing does.
func (g *group) regression() *estimate.Regression {
	if g == nil {
		return nil
	}
	g.once.Do(func() {
		each := make([]int, len(g.sums))
		for i := range each {
			each[i] = i
		}
		if g.by = g.controls.Regression(each); g.by == nil {
			g.by = g.controls.Regression(g.coarse)
		}
	})
	return g.by
}

func (p *passed) distribution(at int) estimate.Distribution {
	p.begin()
	c := &p.columns[at]
	return c.by.regression().Of(c.running.Distribution(c.sketched()), c.running, &c.sketch, c.below)
}

// odds returns how often a column reached a bound, which was counted.
func (p *passed) odds(column int, bound float64, atMost bool) estimate.Odds {
	p.begin()
	i := slices.IndexFunc(p.goals, func(g goal) bool { return g.column == column && g.bound == bound && g.atMost == atMost })
	if i < 0 {
		panic(fmt.Sprintf("measures: column %d: must count how often it reaches %v before the trials", column, bound))
	}
	return p.columns[column].by.regression().Odds(p.goals[i].hits, estimate.Z95)
}
