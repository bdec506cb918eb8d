package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/results/tables"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/studies"
	"postsale/sim/estimate"
)

// ManifestName is the file that tells what a batch came to; it is written last.
const ManifestName = "manifest.json"

// Manifest tells what made the tables of a batch, and what they are.
type Manifest struct {
	Program   string             `json:"program"`
	Processor string             `json:"processor"`
	Seed      uint64             `json:"seed"`
	Scenarios int                `json:"scenarios"`
	SHA256    string             `json:"sha256"` // of the scenarios
	Trials    int                `json:"trials"`
	Failed    int                `json:"failed"`
	Files     []saved.FileRecord `json:"files"`
}

// missing demands that all trials are there, each once.
func (p *Plan) missing(shown string, store *Store) error {
	if list := store.Missing(p); len(list) > 0 {
		return fmt.Errorf("%s: %s of %s shards are missing; postsale shard %s --index %s makes them",
			units.Shown(store.dir), units.Grouped(len(list)), units.Grouped(len(p.Shards)), units.Shown(shown), Ranges(list, 8))
	}
	for i := range p.Scenarios {
		if _, err := store.of(p, i); err != nil {
			return err
		}
	}
	return nil
}

// Merge writes the tables of a plan, all of whose shards are in the store, into the folder, and hands each scenario's line to
// tell as it is done. Whatever the shards were, and whoever made them, the bytes are the same.
func (p *Plan) Merge(ctx context.Context, shown, dir string, store *Store, tell func(results.BatchLine)) (*Manifest, error) {
	if len(store.Broken) > 0 {
		return nil, fmt.Errorf("%s%s; take it away, and postsale shard makes what is missing", store.Broken[0], more(len(store.Broken)-1))
	}
	if err := p.missing(shown, store); err != nil {
		return nil, err
	}
	sweep(dir)
	b, err := p.newBook(ctx, shown, dir)
	if err != nil {
		return nil, err
	}
	defer b.discard()
	m := &Manifest{Program: p.Program, Processor: p.Processor, Seed: p.Seed, Scenarios: len(p.Scenarios), SHA256: p.sha256(), Files: []saved.FileRecord{}}
	for run := range p.recalled(ctx, shown, store) {
		if run.err != nil {
			return nil, run.err
		}
		line := lineOf(run.Run)
		m.Trials += line.Done
		m.Failed += line.Failed
		if err := b.add(run); err != nil {
			return nil, placed(dir, err)
		}
		tell(line)
	}
	if ctx.Err() != nil {
		return nil, ErrInterrupted
	}
	if err := b.end(); err != nil {
		return nil, placed(dir, err)
	}
	if err := os.Remove(filepath.Join(dir, ManifestName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, placed(dir, err)
	}
	if m.Files, err = b.place(); err != nil {
		return nil, placed(dir, err)
	}
	return m, placed(dir, replace(dir, ManifestName, func(to io.Writer) error {
		out := json.NewEncoder(to)
		out.SetIndent("", " ")
		return out.Encode(m)
	}))
}

// sha256 is of all scenarios of a plan, in order.
func (p *Plan) sha256() string {
	hash := sha256.New()
	for _, s := range p.Scenarios {
		fmt.Fprintln(hash, s.SHA256)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// Complete returns the manifest of the tables in a folder, nil if they are not all of the plan, or not as they were written.
func (p *Plan) Complete(dir string) *Manifest {
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil
	}
	var m Manifest
	if json.Unmarshal(data, &m) != nil || m.Program != p.Program || m.Processor != p.Processor || m.Seed != p.Seed || m.SHA256 != p.sha256() {
		return nil
	}
	names := p.tableNames()
	if len(names) != len(m.Files) {
		return nil
	}
	for i, f := range m.Files {
		if f.Name != names[i] || !f.Stands(dir) {
			return nil
		}
	}
	return &m
}

// recalled is a scenario's trials as they were kept.
type recalled struct {
	*results.Run
	at  int
	err error
}

// recalled returns the runs of a plan in order, worked out on all cores, a few ahead.
func (p *Plan) recalled(ctx context.Context, shown string, store *Store) func(yield func(recalled) bool) {
	return func(yield func(recalled) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		coming := make(chan chan recalled, cores())
		go func() {
			defer close(coming)
			for i := range p.Scenarios {
				one := make(chan recalled, 1)
				select {
				case <-ctx.Done():
					return
				case coming <- one:
				}
				go func() {
					run, err := p.Recall(shown, store, i)
					one <- recalled{run, i, err}
				}()
			}
		}()
		for one := range coming {
			if !yield(<-one) {
				return
			}
		}
	}
}

// Recall returns what a scenario of a plan came to, from its shards.
func (p *Plan) Recall(shown string, store *Store, at int) (*results.Run, error) {
	kept, err := p.kept(shown, store, at)
	if err != nil {
		return nil, err
	}
	return studies.Order{Scenario: p.Scenarios[at].From, Seed: p.Seed, Program: p.Program}.Recall(*kept), nil
}

// Kept returns the trials of scenarios of a plan, by their names.
func (p *Plan) Kept(shown string, store *Store, names []string) ([]studies.Kept, error) {
	var list []studies.Kept
	var all []string
	for _, s := range p.Scenarios {
		all = append(all, s.Name)
	}
	for i, name := range names {
		at := slices.Index(all, name)
		switch {
		case at < 0:
			return nil, fmt.Errorf("%s: has no scenario %s%s", units.Shown(shown), units.Quote(name), units.Hint(name, all))
		case slices.Contains(names[:i], name):
			return nil, fmt.Errorf("%s: is to be compared with itself", units.Quote(name))
		}
		kept, err := p.kept(shown, store, at)
		if err != nil {
			return nil, err
		}
		list = append(list, *kept)
	}
	return list, nil
}

// kept reads the trials of a scenario.
func (p *Plan) kept(shown string, store *Store, at int) (k *studies.Kept, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%s: scenarios[%d]: its shards cannot be told: %v", shown, at, broken)
		}
	}()
	scenario, err := p.scenario(shown, at)
	if err != nil {
		return nil, err
	}
	pieces, err := store.of(p, at)
	if err != nil {
		return nil, err
	}
	trials := int(scenario.Params.Trials)
	layout := scenario.Params.Layout()
	columns, controls := layout.Columns(), layout.Controls()
	room := make([]float64, (len(columns)+len(controls))*trials)
	values := make([][]float64, len(columns)+len(controls))
	for i := range values {
		values[i], room = room[:0:trials], room[trials:]
	}
	in, err := newReader()
	if err != nil {
		return nil, err
	}
	defer in.expander.Close()
	k = &studies.Kept{Scenario: scenario}
	var numbers []int
	for _, piece := range pieces {
		if err := in.read(&piece, trials, values); err != nil {
			return nil, fmt.Errorf("%s: %w", units.Shown(piece.path), err)
		}
		for trial := piece.First; trial <= min(trials, piece.span().last); trial++ {
			i := slices.IndexFunc(piece.Failed, func(f Failed) bool { return f.Trial == trial })
			if i < 0 {
				numbers = append(numbers, trial)
			} else {
				k.Failures = append(k.Failures, results.Failure{Trial: trial, Cause: piece.Failed[i].Cause})
			}
		}
	}
	k.Table = measures.TableOf(columns, numbers, values[:len(columns)])
	k.Table.Luck = measures.ControlsOf(controls, values[len(columns):])
	return k, nil
}

// lineOf returns what a run came to, in a few numbers.
func lineOf(r *results.Run) results.BatchLine {
	l := results.BatchLine{Name: r.Name, Done: r.Done, Failed: len(r.Failures), NRR: estimate.Of(nil), GRR: estimate.Of(nil)}
	if l.Failed > 0 {
		l.Cause = r.Failures[0].Cause
	}
	if period, ok := r.Last("nrr"); ok {
		l.Period = period
		l.NRR, l.GRR = r.Estimate("nrr", measures.WholeCompany, period), r.Estimate("grr", measures.WholeCompany, period)
	}
	return l
}

// book is the tables of a batch while they are written.
type book struct {
	plan                                             *Plan
	varied                                           varied
	annual, quarterly                                union
	scenarios, trials, quarters, summary, aims, rows *sheet
}

// The tables, by the names of their files.
const (
	scenariosTable = "scenarios"
	trialsTable    = "trials"
	summaryTable   = "summary"
	targetsTable   = "targets"
	quartersTable  = "quarters"
	rowsTable      = "trial-quarters"
)

// tableNames returns the files of the tables of a plan, in the order in which they are written.
func (p *Plan) tableNames() []string {
	list := []string{scenariosTable, trialsTable, summaryTable, targetsTable, quartersTable}
	if p.Output.Quarters {
		list = append(list, rowsTable)
	}
	var names []string
	for _, name := range list {
		for _, form := range p.Output.Forms {
			names = append(names, name+"."+string(form))
		}
	}
	return names
}

// newBook begins the tables: their columns are those of all scenarios.
func (p *Plan) newBook(ctx context.Context, shown, dir string) (*book, error) {
	b := &book{plan: p, varied: variedOf(p)}
	layouts, faults := make([]*measures.Layout, len(p.Scenarios)), make([]error, len(p.Scenarios))
	inParallel(len(p.Scenarios), func(i int) {
		if ctx.Err() != nil {
			return
		}
		var s *scenarios.Scenario
		if s, faults[i] = p.scenario(shown, i); faults[i] == nil {
			layout := s.Params.Layout()
			layouts[i] = &layout
		}
	})
	if ctx.Err() != nil {
		return nil, ErrInterrupted
	}
	for i, layout := range layouts {
		if faults[i] != nil {
			return nil, faults[i]
		}
		periods, quarters := layout.Periods(), layout.Quarters()
		for _, c := range layout.Columns() {
			if slices.Contains(periods, c.Period) {
				b.annual.add(annual(c))
			}
			if p.Output.Quarters && slices.Contains(quarters, c.Period) {
				b.quarterly.add(quarterly(c))
			}
		}
	}
	lead := slices.Concat([]tables.Column{scenarioColumn}, b.varied.columns)
	var err error
	open := func(to **sheet, name, says string, columns []tables.Column) {
		if err == nil {
			*to, err = newSheet(dir, name, columns, p.Output.Forms, p.about(says))
		}
	}
	open(&b.scenarios, scenariosTable, "the scenarios of a batch", slices.Concat([]tables.Column{
		scenarioColumn, text("from", "where it was read from"), text("sha256", "of the resolved scenario"), text("description", "what it says of itself"),
		whole("trials", "that were done"), whole("failed_trials", "that failed and are left out"), text("first_failure", "why the first of them did")}, b.varied.columns))
	open(&b.trials, trialsTable, "a row a scenario and trial, a column a measure, segment and fiscal year",
		slices.Concat(lead, []tables.Column{trialColumn}, b.annual.columns))
	open(&b.summary, summaryTable, "the distributions over trials by fiscal year and of the run",
		spreadColumns(lead, text("period", "a fiscal year, or run; a quarter where there is no whole year")))
	open(&b.aims, targetsTable, "how often targets were reached", targetColumns(lead))
	open(&b.quarters, quartersTable, "the distributions over trials by quarter", spreadColumns(lead, text("quarter", "of the run")))
	if p.Output.Quarters {
		open(&b.rows, rowsTable, "a row a scenario, trial and quarter, a column a measure and segment",
			slices.Concat(lead, []tables.Column{trialColumn, text("quarter", "of the run")}, b.quarterly.columns))
	}
	if err != nil {
		b.discard()
		return nil, placed(dir, err)
	}
	return b, nil
}

// about is what each file says of itself.
func (p *Plan) about(says string) []tables.About {
	return []tables.About{{Key: "program", Value: "postsale " + p.Program}, {Key: "processor", Value: p.Processor}, {Key: "seed", Value: strconv.FormatUint(p.Seed, 10)},
		{Key: "scenarios", Value: strconv.Itoa(len(p.Scenarios))}, {Key: "scenarios_sha256", Value: p.sha256()}, {Key: "table", Value: says}}
}

func (b *book) sheets() []*sheet {
	return slices.DeleteFunc([]*sheet{b.scenarios, b.trials, b.summary, b.aims, b.quarters, b.rows}, func(s *sheet) bool { return s == nil })
}

// add writes what a scenario came to.
func (b *book) add(r recalled) error {
	s := &b.plan.Scenarios[r.at]
	name := tables.Values{Texts: []string{s.Name}}
	varied := b.varied.of(s)
	lead := slices.Concat([]tables.Values{name}, varied)
	line := lineOf(r.Run)
	err := b.scenarios.write(1, slices.Concat([]tables.Values{name, {Texts: []string{s.From}}, {Texts: []string{s.SHA256}}, said(r.Description),
		{Wholes: []int64{int64(line.Done)}}, {Wholes: []int64{int64(line.Failed)}}, said(line.Cause)}, varied))
	if err != nil {
		return err
	}
	numbers := make([]int64, len(r.Table.Trials))
	for i, trial := range r.Table.Trials {
		numbers[i] = int64(trial)
	}
	periods := r.Periods()
	values := slices.Concat(lead, []tables.Values{{Wholes: numbers}}, make([]tables.Values, len(b.annual.columns)))
	for i, c := range r.Table.Columns {
		if slices.Contains(periods, c.Period) {
			values[len(lead)+1+b.annual.add(annual(c))].Reals = r.Table.Values(i)
		}
	}
	if err := b.trials.write(len(numbers), values); err != nil {
		return err
	}
	told := append(slices.Clone(periods), measures.Period{Name: measures.Run, To: r.Layout.Ledger.Quarters})
	rows, values := spreads(r.Run, lead, func(c measures.Column) bool { return slices.Contains(told, c.Period) })
	if err := b.summary.write(rows, values); err != nil {
		return err
	}
	rows, values = targets(r.Run, lead)
	if err := b.aims.write(rows, values); err != nil {
		return err
	}
	quarters := r.Layout.Quarters()
	rows, values = spreads(r.Run, lead, func(c measures.Column) bool { return slices.Contains(quarters, c.Period) })
	if err := b.quarters.write(rows, values); err != nil {
		return err
	}
	if b.rows == nil {
		return nil
	}
	for _, q := range quarters {
		values := slices.Concat(lead, []tables.Values{{Wholes: numbers}, {Texts: []string{q.Name}}}, make([]tables.Values, len(b.quarterly.columns)))
		for i, c := range r.Table.Columns {
			if c.Period == q {
				values[len(lead)+2+b.quarterly.add(quarterly(c))].Reals = r.Table.Values(i)
			}
		}
		if err := b.rows.write(len(numbers), values); err != nil {
			return err
		}
	}
	return nil
}

// said is a text, or that there is none.
func said(text string) tables.Values {
	if text == "" {
		return tables.Values{}
	}
	return tables.Values{Texts: []string{text}}
}

func (b *book) end() error {
	for _, s := range b.sheets() {
		if err := s.end(); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) place() ([]saved.FileRecord, error) {
	var list []saved.FileRecord
	for _, s := range b.sheets() {
		files, err := s.place()
		if err != nil {
			return nil, err
		}
		list = append(list, files...)
	}
	return list, nil
}

func (b *book) discard() {
	for _, s := range b.sheets() {
		s.discard()
	}
}

// more says that there are n more.
func more(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %s more)", units.Grouped(n))
}

// Ranges writes numbers in order as 3,5-9, the first few stretches of them.
func Ranges(list []int, most int) string {
	var parts []string
	for i := 0; i < len(list); {
		k := i
		for k+1 < len(list) && list[k+1] == list[k]+1 {
			k++
		}
		if len(parts) == most {
			return strings.Join(append(parts, "..."), ",")
		}
		if k == i {
			parts = append(parts, strconv.Itoa(list[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", list[i], list[k]))
		}
		i = k + 1
	}
	return strings.Join(parts, ",")
}
