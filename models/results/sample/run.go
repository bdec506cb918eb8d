package sample

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
)

var NewYear = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// Figured returns a study of two trials in which these measures of FY27 are what is said; where attention is said, somebody
// looks after customers.
func Figured(t *testing.T, figures map[string]float64) *results.Run {
	const attention = "attention team/csm"
	told := []string{"hours_used team/implementation", "team_utilisation team/implementation", "tier1_utilisation all", "tier2_utilisation all",
		"start_delay_mean all", "late_share all", "first_response_mean all", "breach_share all"}
	_, cares := figures[attention]
	if cares {
		told = append(told, attention, "renewals_unworked all")
	}
	s := Shape{Quarters: 4, Trials: 2, WarmUp: 4, Start: NewYear, Success: cares}.Run(t)
	for _, name := range told {
		measure, scope, _ := strings.Cut(name, " ")
		at := s.Table.Find(measure, scope, "FY27")
		require.GreaterOrEqual(t, at, 0, name)
		s.Estimates[at].P50 = figures[name]
	}
	return s
}

// Plain is a study that has nothing to plot.
var Plain = Shape{Quarters: 4, Start: Board.Start}

// Shape describes a study that is made up.
type Shape struct {
	Trials, Quarters, WarmUp int
	Start                    time.Time
	Success                  bool // its customers are looked after, and their health is looked at
}

// Board is the shape of most tests: three fiscal years after a warm-up of one.
var Board = Shape{Trials: 200, Quarters: 12, WarmUp: 4, Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}

// Run returns a study with plausible numbers that follow from the shape alone.
func (m Shape) Run(t testing.TB) *results.Run {
	t.Helper()
	s := m.made(t)
	s.Estimates = s.Table.Estimate()
	return s
}

// made is such a study before anything is estimated.
func (m Shape) made(t testing.TB) *results.Run {
	t.Helper()
	calendar, err := fiscal.New(m.Start, m.Start.Month())
	if err != nil {
		t.Fatal(err)
	}
	l := measures.Layout{Calendar: calendar, Ledger: ledger.Layout{
		Segments: []string{"smb", "mid-market", "enterprise"},
		Teams:    []string{"implementation", "tier1", "tier2", "csm", "hungry"},
		WarmUp:   m.WarmUp, Quarters: m.Quarters}}
	l.Roles = measures.Roles{Delivery: []int{4}, Partners: []int{8}, Tier1: 5, Tier2: 6, Support: []int{5, 6}, Payroll: []int{4, 5, 6, 7}}
	l.Roles.Slots = [][]float64{slices.Repeat([]float64{12}, m.Quarters)}
	l.Has = []string{"support.tier2"}
	if m.Success {
		l.Roles.Care, l.Roles.CareOf = []int{7}, []int{7, 7, 7}
		l.Has = append(l.Has, "segments.*.success", "success.health", "success.renewals")
	}

	s := &results.Run{
		Program: "v0.1.0", GoVersion: "go1.26.0", Command: "postsale run board --trials 200 --seed 1",
		Name: "board", Description: "The $20M company with its own team.", SHA256: "6ac3",
		Seed: 1, Asked: m.Trials, Done: m.Trials, Invented: true,
		Started: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC), Wall: 1500 * time.Millisecond,
		Layout: l,
		Assumptions: []results.Assumption{
			{Name: "outcomes.leaving.month_late", Value: "1.1", Source: "assumption"},
			{Name: "outcomes.leaving.not_live", Value: "2", Source: "assumption"},
			{Name: "outcomes.leaving.tickets_breached", Value: "1.5", Source: "elasticities of 0.4 to 1.1 in Sriram, Chintagunta & Manchanda (2015), Marketing Science"},
		},
		Warnings: []string{"delivery.teams.implementation: 94 % of the hours are used in FY28, so small changes of the plan move the queue a lot"},
	}
	columns := l.Columns()
	s.Table = measures.NewTable(columns, m.Trials)
	s.Pool = measures.NewPool(l)
	of := make([]luck, len(columns))
	for i, c := range columns {
		of[i] = luckOf(saved.ColumnName(c))
	}
	fates, waiting, kept := luckOf("fate"), luckOf("waits"), luckOf("triangle")
	row := make([]float64, len(columns))
	for trial := range m.Trials {
		fate := fates.in(trial).NormFloat64()
		for i, c := range columns {
			row[i] = plausible(c, fate, of[i].in(trial).NormFloat64())
		}
		s.Table.Append(trial, row)
		s.Pool.Add(waits(l, waiting.in(trial)), triangle(l, kept.in(trial)))
	}
	for _, p := range l.Years() {
		Aim(s, "nrr", measures.WholeCompany, p.Name, 1, false)
		Aim(s, "nrr", measures.WholeCompany, p.Name, 1.05, false)
		Aim(s, "grr", measures.WholeCompany, p.Name, 0.9, false)
		Aim(s, "success_cost_share", measures.WholeCompany, p.Name, 0.1, true)
		Aim(s, "platform_margin", measures.WholeCompany, p.Name, 0.7, false)
	}
	return s
}

// luck is that of one thing, so that a new measure moves no other number.
type luck struct {
	seed   uint64
	source *rand.PCG
	drawn  *rand.Rand
}

func luckOf(name string) luck {
	hash := fnv.New64a()
	hash.Write([]byte(name))
	source := rand.NewPCG(0, 0)
	return luck{hash.Sum64(), source, rand.New(source)}
}

// in returns the luck in a trial, until that in the next is asked for.
func (l luck) in(trial int) *rand.Rand {
	l.source.Seed(l.seed, uint64(trial))
	return l.drawn
}

// Aim adds a target.
func Aim(s *results.Run, measure, segment, period string, bound float64, atMost bool) {
	column := s.Table.Find(measure, segment, period)
	m, _ := measures.Find(measure)
	s.Targets = append(s.Targets, results.Target{Measure: measure, Segment: segment, Period: period, Unit: m.Unit,
		Bound: bound, AtMost: atMost, Odds: s.Table.Odds(column, bound, atMost)})
}

// about is what a measure of the company is about, a quarter for dollars and tickets.
var about = map[string]float64{
	"start_delay_mean": 5, "start_delay_p90": 12, "time_to_live_mean": 52, "late_share": 0.3,
	"team_utilisation": 0.62, "hours_used": 0.84, "partner_share": 0.07, "go_lives": 30, "go_live_share": 0.07, "hours_per_project": 62,
	"tickets": 1900, "first_response_mean": 0.12, "first_response_p90": 0.4, "resolution_mean": 0.5, "breach_share": 0.03,
	"tier1_utilisation": 0.66, "tier2_utilisation": 0.65, "headcount": 29,
	"arr_new": 1.2e6, "arr_expansion": 0.4e6, "arr_uplift": 0.1e6, "arr_contraction": 0.06e6, "arr_churn": 0.45e6,
	"cost_services": 350e3, "cost_partners": 30e3, "cost_support": 240e3, "cost_success": 370e3,
	"revenue_subscription": 5.5e6, "revenue_services": 320e3,
	"services_margin": -0.1, "platform_margin": 0.84, "success_cost_share": 0.064, "support_cost_share": 0.04,
	"billable_utilisation": 0.34, "services_revenue_share": 0.055, "cost_per_project": 12.5e3,
	"attention": 0.9, "health_yellow": 0.06, "health_red": 0.012, "health_green": 0.928, "churn_green": 0.9, "churn_red": 0.03,
}

// sizes are the parts of the company that segments are.
var sizes = map[string]float64{"smb": 0.2, "mid-market": 0.45, "enterprise": 0.35}

// plausible returns a number for a column in a trial of good or bad fate.
func plausible(c measures.Column, fate, noise float64) float64 {
	size, part := sizes[c.Segment]
	if !part {
		size = 1
	}
	quarters := float64(c.Period.To - c.Period.From)
	begin, end := float64(c.Period.From)/4, float64(c.Period.To)/4
	switch name := c.Measure.Name; {
	case strings.HasPrefix(name, "nrr"):
		return 1.005 + 0.004*end + 0.02*fate + 0.008*noise/math.Sqrt(size)
	case strings.HasPrefix(name, "grr"), name == "logo_retention":
		return min(1, 0.905+0.004*end+0.013*fate+0.006*noise/math.Sqrt(size))
	case name == "arr_opening":
		return size * (20e6 + 4.76e6*begin*(1+0.1*fate))
	case name == "arr_closing":
		return size * (20e6 + 4.76e6*end*(1+0.1*fate))
	case strings.HasSuffix(name, "_peak"):
		return math.Round(6 * size * math.Sqrt(quarters) * math.Exp(0.3*noise-0.3*fate))
	case name == "projects_queued", name == "ticket_backlog":
		return 2 * size * end * math.Exp(0.5*noise-0.4*fate)
	case name == "partner_busy":
		return math.NaN()
	case c.Measure.Unit == measures.Share || c.Measure.Unit == measures.Days:
		return about[name] * (1 + 0.1*noise)
	case name == "headcount":
		return about[name] + noise
	case name == "hours_per_project", name == "cost_per_project":
		return about[name] * (1 + 0.02*noise)
	case name == "go_lives" && c.Segment == "team/hungry":
		return 2*quarters + noise
	default:
		return about[name] * size * quarters * (1 + 0.05*noise)
	}
}

func waits(l measures.Layout, luck *rand.Rand) []ledger.Wait {
	var list []ledger.Wait
	for week := range measures.Weeks {
		for segment := range l.Ledger.Segments {
			list = append(list, ledger.Wait{Days: luck.ExpFloat64() * (3 + float64(week)), Segment: int16(segment),
				Week: int8(week), Started: luck.Float64() > 0.02})
		}
	}
	return list
}

func triangle(l measures.Layout, luck *rand.Rand) []float64 {
	cells := make([]float64, len(l.Ledger.Segments)*l.Ledger.Cohorts()*l.Ledger.Ages())
	for segment := range l.Ledger.Segments {
		for cohort := range l.Ledger.Cohorts() {
			arr := 400e3
			if cohort == 0 {
				arr = 6e6
			}
			for age := 0; age <= l.Ledger.Quarters-max(0, cohort-1); age++ {
				cells[l.Ledger.Cell(segment, cohort, age)] = arr
				arr *= 1 - 0.05*luck.Float64() + 0.02*float64(age%2)
			}
		}
	}
	return cells
}
