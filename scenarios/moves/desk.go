package moves

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/targets"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/studies"
)

// Move is a plan of a page with settings of the reader.
type Move struct {
	Plan     int      // its number, the base has 0
	Settings []string // path=value
}

func (m Move) key() string { return fmt.Sprint(m.Plan, " ", strings.Join(m.Settings, "\n")) }

// Failure is a trial that failed.
type Failure struct {
	Trial int    `json:"trial"`
	Cause string `json:"cause"`
}

// Desk simulates moves of a subject, and tells what they come to.
type Desk struct {
	// Rounded says that the first futures of the plans are the page's but for rounding: its author's processor rounds otherwise.
	Rounded bool

	subject Subject
	plans   []*scenarios.Scenario // nil until they are asked for, as the bases: reading one takes a browser a while
	bases   []*scenarios.Base
	lives   []*life // of the last moves
	heard   map[string]*heard
	checked map[int]bool // plans whose first trial is that of the page
}

// life is a move that is simulated.
type life struct {
	key     string
	columns []measures.Column
	layout  measures.Layout
	company *company.Company
}

// mostLives is of how many moves companies are kept.
const mostLives = 3

// heard is what was lived through of a move.
type heard struct {
	scenario *scenarios.Scenario
	columns  []measures.Column
	controls []measures.Control
	rows     map[int][]float64 // by trial, columns and then luck
	failures map[int]string
}

// Open opens a subject.
func Open(text []byte) (*Desk, error) {
	d := &Desk{heard: map[string]*heard{}, checked: map[int]bool{}}
	if err := json.Unmarshal(text, &d.subject); err != nil {
		return nil, fmt.Errorf("the plans of the page: %w", err)
	}
	d.plans, d.bases = make([]*scenarios.Scenario, len(d.subject.Plans)), make([]*scenarios.Base, len(d.subject.Plans))
	if len(d.plans) == 0 {
		return nil, errors.New("the page has no plans")
	}
	return d, nil
}

// Trials returns how many trials the page is of.
func (d *Desk) Trials() int { return d.subject.Trials }

// plan returns a plan as it is.
func (d *Desk) plan(number int) (*scenarios.Scenario, error) {
	if number < 0 || number >= len(d.plans) {
		return nil, fmt.Errorf("there is no plan %d", number)
	}
	if d.plans[number] == nil {
		p := d.subject.Plans[number]
		plan, err := scenarios.Restore(p.Name, []byte(p.Resolved), p.Files)
		if err != nil {
			return nil, err
		}
		plan.Name = p.Name
		d.plans[number] = plan
	}
	return d.plans[number], nil
}

// scenario returns what a move makes of its plan.
func (d *Desk) scenario(m Move) (*scenarios.Scenario, error) {
	plan, err := d.plan(m.Plan)
	if err != nil || len(m.Settings) == 0 {
		return plan, err
	}
	if d.bases[m.Plan] == nil {
		if d.bases[m.Plan], err = plan.Base(); err != nil {
			return nil, err
		}
	}
	moved, err := d.bases[m.Plan].Load(scenarios.Lines(m.Settings))
	if err != nil {
		var faults *scenarios.Error
		if errors.As(err, &faults) && len(faults.Faults) > 0 {
			return nil, fmt.Errorf("these values do not go together: %s", faults.Faults[0].Message)
		}
		return nil, err
	}
	if !alike(&plan.Params, &moved.Params) {
		return nil, errors.New("these values change what is measured")
	}
	return moved, nil
}

// columns are those that are told of a move: of the company what is compared and, by quarter, since when it pays, and what its
// targets are about.
func columns(params *company.Params) []measures.Column {
	layout := params.Layout()
	compared := measures.Compared()
	aims := targets.In(layout, params.Targets)
	var list []measures.Column
	for _, c := range layout.Annual() {
		asked := slices.ContainsFunc(aims, func(a targets.Aim) bool {
			return a.Measure == c.Measure && a.Segment == c.Segment && a.Period == c.Period.Name
		})
		if asked || c.Segment == measures.WholeCompany && (slices.Contains(compared, c.Measure) || c.Measure.Name == "cost_net" || c.Measure.Name == "revenue_services") {
			list = append(list, c)
		}
	}
	quarters := layout.Quarters()
	for _, c := range layout.Columns() {
		if c.Measure.Name == "contribution_to_date" && c.Segment == measures.WholeCompany && slices.Contains(quarters, c.Period) && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

// life returns the company of a move.
func (d *Desk) life(m Move) (*life, error) {
	for i, l := range d.lives {
		if l.key == m.key() {
			d.lives = append(slices.Delete(d.lives, i, i+1), l)
			return l, nil
		}
	}
	scenario, err := d.scenario(m)
	if err != nil {
		return nil, err
	}
	l := &life{key: m.key(), columns: columns(&scenario.Params), layout: scenario.Params.Layout(), company: company.New(&scenario.Params, d.subject.Seed)}
	if d.lives = append(d.lives, l); len(d.lives) > mostLives {
		d.lives = slices.Delete(d.lives, 0, 1)
	}
	return l, nil
}

// Live lives through trials of a move, and returns a row of numbers for each: its columns and its luck, eight bytes a number.
// The row of one that failed has no numbers that exist.
func (d *Desk) Live(m Move, from, to int) (rows []byte, failures []Failure, err error) {
	if err := d.check(m.Plan); err != nil {
		return nil, nil, err
	}
	l, err := d.life(m)
	if err != nil {
		return nil, nil, err
	}
	if from < 1 || to < from || to > d.subject.Trials {
		return nil, nil, fmt.Errorf("there are no trials %d to %d", from, to)
	}
	for trial := from; trial <= to; trial++ {
		row, cause := l.live(trial)
		if cause != "" {
			failures = append(failures, Failure{trial, cause})
			d.lives = slices.DeleteFunc(d.lives, func(other *life) bool { return other == l }) // nobody knows in which state it is
			if l, err = d.life(m); err != nil {
				return nil, nil, err
			}
		}
		rows = appendRow(rows, row)
	}
	return rows, failures, nil
}

// check demands, before the first trial of a plan or a move of it, that the first of the plan as it is is that of the page.
func (d *Desk) check(plan int) error {
	if plan < 0 || plan >= len(d.plans) || d.checked[plan] || len(d.subject.Plans[plan].First) == 0 {
		return nil
	}
	l, err := d.life(Move{Plan: plan})
	if err != nil {
		return err
	}
	row, _ := l.live(1)
	known, first := d.subject.Plans[plan].First, appendRow(nil, row)
	switch {
	case len(known) != len(first) || !near(known, first):
		return ErrForeign
	case !bytes.Equal(known, first):
		d.Rounded = true
	}
	d.checked[plan] = true
	return nil
}

// live returns the row of a trial, or why it failed.
func (l *life) live(trial int) (row []float64, failed string) {
	defer func() {
		if fault := recover(); fault != nil {
			row = slices.Repeat([]float64{math.NaN()}, len(l.columns)+len(l.layout.Controls()))
			failed = fmt.Sprint(fault)
		}
	}()
	facts := l.company.Run(trial)
	return append(l.layout.Row(l.columns, facts), l.company.Luck()...), ""
}

func appendRow(rows []byte, row []float64) []byte {
	for _, v := range row {
		rows = binary.LittleEndian.AppendUint64(rows, math.Float64bits(v))
	}
	return rows
}

// of returns what was heard of a move.
func (d *Desk) of(m Move) (*heard, error) {
	if h := d.heard[m.key()]; h != nil {
		return h, nil
	}
	scenario, err := d.scenario(m)
	if err != nil {
		return nil, err
	}
	h := &heard{scenario: scenario, columns: columns(&scenario.Params), rows: map[int][]float64{}, failures: map[int]string{}}
	if !d.subject.Plain {
		h.controls = scenario.Params.Layout().Controls()
	}
	d.heard[m.key()] = h
	return h, nil
}

// Rows returns what was taken of a move, from the first trial on, of at most so many that did not fail, as Take takes it.
func (d *Desk) Rows(m Move, most int) (rows []byte, trials int, err error) {
	h, err := d.of(m)
	if err != nil {
		return nil, 0, err
	}
	for ; trials < most && h.rows[trials+1] != nil && h.failures[trials+1] == ""; trials++ {
		rows = appendRow(rows, h.rows[trials+1])
		if h.controls == nil {
			rows = append(rows, make([]byte, 8*len(h.scenario.Params.Layout().Controls()))...) // which nobody asks for
		}
	}
	return rows, trials, nil
}

// Take takes the rows of trials of a move from one on.
func (d *Desk) Take(m Move, from int, rows []byte, failures []Failure) error {
	h, err := d.of(m)
	if err != nil {
		return err
	}
	luck := len(h.scenario.Params.Layout().Controls())
	wide := 8 * (len(h.columns) + luck)
	if wide == 0 || len(rows)%wide != 0 {
		return errors.New("rows of another width")
	}
	for trial := from; len(rows) > 0; trial++ {
		row := make([]float64, wide/8)
		for i := range row {
			row[i] = math.Float64frombits(binary.LittleEndian.Uint64(rows[8*i:]))
		}
		h.rows[trial], rows = row[:len(h.columns)+len(h.controls)], rows[wide:]
	}
	for _, f := range failures {
		h.failures[f.Trial] = f.Cause
	}
	return nil
}

// near reports whether two rows are the same but for what processors round.
func near(a, b []byte) bool {
	const rounding = 1e-9
	for ; len(a) > 0; a, b = a[8:], b[8:] {
		one, two := math.Float64frombits(binary.LittleEndian.Uint64(a)), math.Float64frombits(binary.LittleEndian.Uint64(b))
		if d := math.Abs(one - two); d > rounding*max(1, math.Abs(one)) || math.IsNaN(one) != math.IsNaN(two) {
			return false
		}
	}
	return true
}

// ErrForeign is why a simulator tells nothing of a page that is not its own.
var ErrForeign = errors.New("its first future is not the page's, so that what it says would not be of these plans: it was built of other source, or this browser does not add as it should")

// Drop forgets a move.
func (d *Desk) Drop(m Move) { delete(d.heard, m.key()) }

// Own is the name of a plan of the reader's own.
const Own = "your plan"

// Tell compares a move with the base, by the first trials.
func (d *Desk) Tell(m Move, trials int) (*results.Comparison, error) {
	if trials < 1 || trials > d.subject.Trials {
		return nil, fmt.Errorf("there are no %d trials", trials)
	}
	var kept []studies.Kept
	for i, of := range []Move{{}, m} {
		h, err := d.of(of)
		if err != nil {
			return nil, err
		}
		k, err := h.kept(trials)
		if err != nil {
			return nil, err
		}
		if i == 1 && (m.Plan == 0 || len(m.Settings) > 0) {
			k.Scenario.Name = Own
		}
		kept = append(kept, k)
	}
	o := studies.Order{Scenario: kept[0].Scenario.Name, Others: []string{kept[1].Scenario.Name}, Seed: d.subject.Seed, Plain: d.subject.Plain, Program: d.subject.Program}
	study, err := studies.NewRecalled(o, "", kept, false)
	if err != nil {
		return nil, err
	}
	return study.Live(context.Background(), nil).(*results.Comparison), nil
}

// kept returns the first trials as studies take them.
func (h *heard) kept(trials int) (studies.Kept, error) {
	table := measures.NewTable(h.columns, trials)
	if h.controls != nil {
		table.Luck = measures.NewControls(h.controls)
	}
	k := studies.Kept{Scenario: h.scenario.WithTrials(trials), Table: table}
	for trial := 1; trial <= trials; trial++ {
		row, known := h.rows[trial]
		if !known {
			return k, fmt.Errorf("nobody lived through trial %s yet", units.Grouped(trial))
		}
		if cause, failed := h.failures[trial]; failed {
			k.Failures = append(k.Failures, results.Failure{Trial: trial, Cause: cause})
			continue
		}
		table.Append(trial, row[:len(h.columns)], row[len(h.columns):]...)
	}
	return k, nil
}
