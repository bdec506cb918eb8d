// Package textbook holds whole scenario files to theory: each reduces the company to a case that a textbook solves,
// and goes through the same code as a board run.
//
//	verdicts, err := theory.Verify(ctx, textbook.Cases(), theory.Options{Seed: 1})
//
// The files are built in, theory-mm1 and the like: open one, change it and run it. Where a family differs by a number
// (the load of a queue, the people of a team) its cases are settings of one file, as --set makes them.
//
// A study is a file with its settings and what is read of the ledgers of its trials. A replication is a trial; or a
// block of trials, so that what is counted of rare futures is nearly normal; or a seed, where the opening book, which
// is drawn once for all trials of a seed, is what chance decides. In a steady state the ratio of two sums over the
// measured quarters has the mean that theory says whatever their length, so that a tally is such a pair of sums.
//
// Expected numbers are worked out from the parameters, here and by package theory, with the formulas of the sources
// that the lines name; tests hold the formulas to the digits that are published. Beside the files stand the hand test
// of retention and the survivors of a published fit, on ledgers written by hand.
package textbook

import (
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
	"postsale/sim/theory"
)

// Cases returns the cases of scenario files and of the ledger, in the order in which a table tells them.
func Cases() []theory.Case {
	var cases []theory.Case
	for _, s := range studies() {
		cases = append(cases, s.theory())
	}
	return append(append(cases, luck()...), byHand(), regular())
}

func studies() []study {
	return slices.Concat(queues(), sharing(), overflow(), clumping(), desk(), fixing(), retention(), books(), growth(), care(), works(), hiring(), sponsors(), demand(), standing(), partners(), scoping(), starts(), little())
}

// study is a scenario file, and what is known of its trials.
type study struct {
	file   string
	sets   []string
	source string // of its lines
	lines  []line
	traced bool // the lines read single facts

	exact    bool    // the lines hold whatever the luck
	rounding float64 // of the arithmetic, if so

	quick, full int  // replications
	block       int  // trials of each; 0 is 1
	seeds       bool // a replication is a seed of its own
}

// line is a number that is known, and how it is read from a trial.
type line struct {
	name string
	want float64
	read func(l *ledger.Ledger) theory.Tally
}

// theory returns the study as a case. Its lines are named by the file that they are of.
func (s study) theory() theory.Case {
	c := theory.Case{Level: theory.ScenarioLevel, Exact: s.exact, Quick: s.quick, Full: s.full, New: s.replications}
	for _, l := range s.lines {
		c.Lines = append(c.Lines, theory.Line{Name: s.file + separator(l.name) + l.name, Source: s.source, Want: l.want, Rounding: s.rounding})
	}
	return c
}

// separator stands between a file and a line's name, which may say first what is set.
func separator(name string) string {
	if strings.Contains(name, ": ") {
		return ", "
	}
	return ": "
}

func (s study) replications(seed uint64) func(replication int) []theory.Tally {
	params := s.params()
	build := func(seed uint64) *company.Company {
		c := company.New(params, seed)
		if s.traced {
			c.Trace()
		}
		return c
	}
	c := build(seed)
	block := max(1, s.block)
	return func(replication int) []theory.Tally {
		first := (replication-1)*block + 1
		if s.seeds {
			const apart = 1_000_003 // so that the seeds of neighbouring runs differ
			c, first = build(seed*apart+uint64(replication)), 1
		}
		tallies := make([]theory.Tally, len(s.lines))
		for trial := first; trial < first+block; trial++ {
			written := c.Run(trial)
			for i, l := range s.lines {
				t := l.read(written)
				tallies[i].Sum += t.Sum
				tallies[i].Count += t.Count
			}
		}
		return tallies
	}
}

// params returns what the file says with its settings; a file that is no scenario is a fault of this package.
func (s study) params() *company.Params {
	scenario, err := scenarios.Load(s.file, s.sets)
	if err != nil {
		panic(err)
	}
	return &scenario.Params
}
