package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	model "postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// ThreePlans is a comparison with everything that the text can tell.
func ThreePlans(t *testing.T) *results.Comparison {
	m := Shape{Trials: 200, Quarters: 8, WarmUp: 4, Start: Board.Start}
	c := Compared(m.Turned(t, "lean", Same), m.Better(t, "overflow", 1.5), m.Better(t, "worse", -0.8))
	c.Warnings = []string{"overflow differs from lean in horizon: 2y and 3y: only what both measure is compared"}
	r := c.Others[0]
	r.Changes = []results.Change{{Path: "delivery.teams.implementation.people", From: "8", To: "10"}, {Path: "delivery.routes", From: "", To: "[{partner: hungry, mode: overflow, after: 2w}]"}}
	r.Price = estimate.Ratio{Value: 362_000, Error: 16_000}
	r.Shared = results.SharedLuck{Trials: 10, Luck: []results.Luck{{What: "deals", Same: 3692, Both: 3692, First: 0, Second: 0, Alike: "ARR"}, {What: "tickets", Same: 230_559, Both: 230_559, First: 38, Second: 6493, Alike: "handling time"}},
		Partings: []results.Parting{{Kind: ledger.Started, Trials: 9}, {Kind: ledger.Worked, Trials: 1}}, Parts: estimate.Of([]float64{140, 149, 160})}
	return c.Judged()
}

// Lived returns a study of a built-in plan, trial by trial as a run does it.
func Lived(t testing.TB, name string, trials int) *results.Run {
	t.Helper()
	scenario, err := scenarios.Load(name, nil)
	require.NoError(t, err)
	layout := scenario.Params.Layout()
	columns := layout.Columns()
	s := &results.Run{Program: "v0.1.0", Name: name, Seed: 1, Asked: trials, Done: trials, Layout: layout,
		Table: measures.NewTable(columns, trials), Pool: measures.NewPool(layout)}
	c := model.New(&scenario.Params, s.Seed)
	for trial := 1; trial <= trials; trial++ {
		l := c.Run(trial)
		s.Table.Append(trial, layout.Row(columns, l))
		s.Pool.Add(l.Waits(nil), slices.Clone(l.Triangle()))
	}
	s.Estimates = s.Table.Estimate()
	return s
}

// Compared pairs studies that had the same luck.
func Compared(base *results.Run, others ...*results.Run) *results.Comparison {
	c := &results.Comparison{Base: base}
	for _, s := range others {
		c.Others = append(c.Others, &results.Plan{Run: s, Pairs: base.Table.Pair(s.Table)})
	}
	return c.Judged()
}

// Turned returns a made-up study with another name and other numbers.
func (m Shape) Turned(t testing.TB, name string, turn func(measure string, trial int, v float64) float64) *results.Run {
	t.Helper()
	s := m.made(t)
	s.Name = name
	cost := luckOf("cost")
	for i, c := range s.Table.Columns {
		for trial, values := 0, s.Table.Values(i); trial < len(values); trial++ {
			if c.Measure.Name == "cost_total" {
				values[trial] = 1e6 * float64(c.Period.To-c.Period.From) * (1 + 0.03*cost.in(trial).NormFloat64())
			}
			values[trial] = turn(c.Measure.Name, trial, values[trial])
		}
	}
	s.Estimates = s.Table.Estimate()
	return s
}

// Better returns a study that keeps some points more than the made-up one, differently in every trial.
func (m Shape) Better(t testing.TB, name string, points float64) *results.Run {
	t.Helper()
	own := luckOf(name)
	return m.Turned(t, name, func(measure string, trial int, v float64) float64 {
		switch {
		case measure == "nrr" || measure == "grr":
			return v + points/100*(1+0.7*own.in(trial).NormFloat64())
		case measure == "cost_total":
			return v * (1 + points/40 + 0.01*own.in(trial).NormFloat64())
		case strings.HasSuffix(measure, "_peak"):
			return math.Round(v * math.Exp(-points/3+0.1*own.in(trial).NormFloat64()))
		}
		return v
	})
}

func missing(measure string) func(string, int, float64) float64 {
	return func(name string, _ int, v float64) float64 {
		if name == measure {
			return math.NaN()
		}
		return v
	}
}

// rare changes two trials in seven.
func rare(_ string, trial int, v float64) float64 { return v + math.Max(0, float64(trial%7-4))/1000 }

func Same(_ string, _ int, v float64) float64 { return v }

// Pairings are comparisons whose plots differ most.
func Pairings(t *testing.T) map[string]*results.Comparison {
	t.Helper()
	long := func(i int) string {
		return fmt.Sprintf("a-plan-whose-name-goes-on-and-on-until-it-is-sixty-letters-%d", i)
	}
	one := Shape{Trials: 1, Quarters: 8, Start: Board.Start}
	short := Shape{Trials: 20, Quarters: 1, Start: Board.Start}
	quarter := Shape{Trials: 20, Quarters: 1, WarmUp: 4, Start: Board.Start}
	many := func(m Shape, n int, name func(i int) string) *results.Comparison {
		var others []*results.Run
		for i := range n {
			others = append(others, m.Better(t, name(i), []float64{2, -1.2, 0.4, 0, 3, 0.05, 1}[i%7]))
		}
		return Compared(m.Turned(t, name(99), Same), others...)
	}
	few := Shape{Trials: 30, Quarters: 8, WarmUp: 4, Start: Board.Start}
	fewer := few
	fewer.Quarters = 4
	plain := func(i int) string { return fmt.Sprintf("plan-%c", 'a'+i%26) }
	return map[string]*results.Comparison{
		"two plans":        Compared(few.Turned(t, "lean", Same), few.Better(t, "overflow", 1.5)),
		"one trial":        Compared(one.Turned(t, "lean", Same), one.Better(t, "overflow", 2)),
		"identical":        Compared(few.Turned(t, "lean", Same), few.Turned(t, "lean", Same)),
		"one identical":    Compared(few.Turned(t, "lean", Same), few.Turned(t, "idle", Same), few.Better(t, "overflow", 1.5)),
		"mostly identical": Compared(few.Turned(t, "lean", Same), few.Turned(t, "rare", rare)),
		"seven others":     many(few, 7, plain),
		"long names":       many(few, 7, long),
		"one long name":    many(few, 1, long),
		"no twelve months": Compared(short.Turned(t, "lean", Same), short.Better(t, "overflow", 2)),
		"a single quarter": Compared(quarter.Turned(t, "lean", Same), quarter.Better(t, "overflow", 2)),
		"one without NRR":  Compared(few.Turned(t, "lean", Same), few.Turned(t, "broken", missing("nrr")), few.Better(t, "overflow", 1)),
		"no NRR at all":    Compared(few.Turned(t, "lean", missing("nrr")), few.Turned(t, "broken", missing("nrr"))),
		"no other":         Compared(few.Turned(t, "lean", Same)),
		"no peak":          Compared(few.Turned(t, "lean", missing("ticket_backlog_peak")), few.Turned(t, "calm", missing("ticket_backlog_peak"))),
		"no cost":          Compared(few.Turned(t, "lean", missing("cost_total")), few.Better(t, "overflow", 1)),
		"hostile names": Compared(few.Turned(t, "</text><b>&\x1b[31m\xff", Same), few.Better(t, "", 1),
			few.Better(t, strings.Repeat("x", 5000), 2)),
		"all alike": Compared(few.Turned(t, "ones", func(string, int, float64) float64 { return 1 }),
			few.Turned(t, "twos", func(string, int, float64) float64 { return 2 })),
		"another horizon": Compared(few.Turned(t, "lean", Same), fewer.Better(t, "short", 1), few.Better(t, "overflow", 1)),
		"nothing done":    Compared(Shape{Quarters: 4, Start: Board.Start}.Run(t), Shape{Quarters: 4, Start: Board.Start}.Run(t)),
	}
}
