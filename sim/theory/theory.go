// Package theory holds a simulator to numbers that theory knows.
//
// A case simulates something whose answer is known, as independent replications, each of which tells a tally for every
// line of the case:
//
//	Case{
//		Lines: []Line{{Name: "M/M/1, rho 0.8: mean wait", Source: "Gross et al. (2008) 2.2", Want: 4}},
//		Quick: 50, Full: 200,
//		New: func(seed uint64) func(replication int) []Tally { ... },
//	}
//
// A tally is a sum and what it is divided by: waits and customers, ARR kept and ARR. Over n replications a line's
// estimate is R = Σ sum / Σ count. Where theory is right, sum − want·count has mean 0 whatever its counts, so that
// its own standard error over √n replications, divided by the mean count, is the standard error of R − want, and
// their ratio follows Student's t with n−1 degrees of freedom (Law, Simulation Modeling and Analysis, 2015, 9.4).
// Lines that hold whatever the luck are exact: one replication, which must agree within its rounding.
//
// Verify runs the cases, and judges each line at a critical value which keeps the chance that a table of true lines
// fails below FalseAlarm: Bonferroni over all its lines, so that they need not be independent.
//
// Kernel returns the cases of this module's own kernel: queues, priorities, breakdowns, slots, overflow, clumped
// arrivals. Those of scenario files stand with the scenarios.
package theory

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/sim/experiment"
)

// FalseAlarm is the chance, at most, that a table of true lines has one that fails.
const FalseAlarm = 1e-3

// What a case goes through.
const (
	KernelLevel   = "kernel"   // the simulator alone
	ScenarioLevel = "scenario" // a scenario file, as it is run
	LedgerLevel   = "ledger"   // what is read of a ledger that was written by hand
)

// Line is a number that theory knows.
type Line struct {
	Name     string
	Source   string  // author, year, section
	Want     float64 // the theory's number
	Rounding float64 // of an exact line: how far arithmetic, or the last place of a published number, may be from the truth
}

// Tally is what a replication tells of a line: a sum, and what to divide it by.
type Tally struct{ Sum, Count float64 }

// Mean returns the tally of a number that needs no division.
func Mean(x float64) Tally { return Tally{x, 1} }

// Rounding returns the furthest that so many operations in floating point, of results up to a magnitude, can be from
// the truth: half a unit in the last place each.
func Rounding(operations int, magnitude float64) float64 {
	return float64(operations) * 0x1p-53 * magnitude
}

// Case simulates something whose answer is known.
type Case struct {
	Level string // what it goes through
	Lines []Line
	Exact bool // it holds whatever the luck: one replication, within its rounding

	Quick, Full int // replications; with Quick 0 it is left out of a quick run

	// New returns a worker's function from a replication, counted from 1, to a tally for every line.
	New func(seed uint64) func(replication int) []Tally
}

// Verdict is how a line was judged.
type Verdict struct {
	Line
	Level         string
	Exact         bool
	Replications  int
	Got           float64 // the estimate
	StandardError float64 // of the estimate; 0 if exact
	Z             float64 // distance from theory in standard errors, with its sign; 0 if exact
	Critical      float64 // the largest |Z| of a line that holds
	Holds         bool
	Failure       string // why there is no estimate: a replication panicked
}

// Options says how the cases are run.
type Options struct {
	Seed     uint64
	Quick    bool
	Workers  int                   // 0: one a core
	Before   func(replication int) // called before each, on its worker; may be nil
	Progress func(done, lines int) // called after each case with the lines judged and the lines of all; may be nil
}

// Verify runs the cases, each on all workers, and returns their lines in order. When ctx ends it returns those that
// it has, and ctx's error.
func Verify(ctx context.Context, cases []Case, o Options) ([]Verdict, error) {
	lines := 0
	for _, c := range cases {
		if c.replications(o.Quick) > 0 {
			lines += len(c.Lines)
		}
	}
	var verdicts []Verdict
	for _, c := range cases {
		n := c.replications(o.Quick)
		if n == 0 {
			continue
		}
		told := make([][]Tally, len(c.Lines))
		ran := experiment.Run(ctx, experiment.Options{First: 1, Trials: n, Workers: o.Workers},
			func(int) func(int) []Tally {
				run := c.New(o.Seed)
				return func(replication int) []Tally {
					if o.Before != nil {
						o.Before(replication)
					}
					return run(replication)
				}
			},
			func(_ int, tallies [][]Tally) {
				for i := range told {
					told[i] = append(told[i], tallies[0][i])
				}
			})
		if ran.Interrupted {
			return verdicts, ctx.Err()
		}
		for i, line := range c.Lines {
			v := Verdict{Line: line, Level: c.Level, Exact: c.Exact, Replications: n}
			if len(ran.Failures) > 0 {
				f := ran.Failures[0]
				v.Failure = fmt.Sprintf("replication %d: %s", f.Trial, f.Cause)
			} else {
				v.judge(told[i], FalseAlarm/float64(lines))
			}
			verdicts = append(verdicts, v)
		}
		if o.Progress != nil {
			o.Progress(len(verdicts), lines)
		}
	}
	return verdicts, nil
}

func (c Case) replications(quick bool) int {
	switch {
	case c.Exact:
		return 1
	case quick:
		return c.Quick
	}
	return c.Full
}

// judge compares the replications with theory; a true line fails with the chance alarm.
func (v *Verdict) judge(told []Tally, alarm float64) {
	sum, count := 0.0, 0.0
	for _, t := range told {
		sum += t.Sum
		count += t.Count
	}
	v.Got = sum / count
	distance := v.Got - v.Want
	if v.Exact {
		v.Holds = math.Abs(distance) <= v.Rounding
		return
	}
	n := float64(len(told))
	residuals := make([]float64, len(told))
	for i, t := range told {
		residuals[i] = t.Sum - v.Want*t.Count
	}
	v.StandardError = stat.StdDev(residuals, nil) / math.Sqrt(n) / (count / n)
	v.Critical = distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - alarm/2)
	if distance != 0 {
		v.Z = distance / v.StandardError
	}
	v.Holds = math.Abs(v.Z) <= v.Critical
}
