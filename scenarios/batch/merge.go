package batch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
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
	"postsale/scenarios/batch/parts"
	"postsale/scenarios/batch/sheets"
	"postsale/scenarios/studies"
	"postsale/sim/experiment"
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
	parts.Clear(dir)
	set := p.sheets(dir)
	room, err := p.widen(ctx, shown, set)
	if err != nil {
		return nil, err
	}
	if err := set.Open(); err != nil {
		return nil, parts.Placed(dir, err)
	}
	defer set.Discard()
	m := &Manifest{Program: p.Program, Processor: p.Processor, Seed: p.Seed, Scenarios: len(p.Scenarios), SHA256: p.sha256()}
	for run := range p.recalled(ctx, shown, store, room) {
		if run.err != nil {
			return nil, run.err
		}
		line := sheets.LineOf(run.Run)
		m.Trials += line.Done
		m.Failed += line.Failed
		if err := set.Add(run.at, run.Run); err != nil {
			return nil, parts.Placed(dir, err)
		}
		tell(line)
	}
	if ctx.Err() != nil {
		return nil, ErrInterrupted
	}
	if err := set.End(); err != nil {
		return nil, parts.Placed(dir, err)
	}
	if err := os.Remove(filepath.Join(dir, ManifestName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, parts.Placed(dir, err)
	}
	if m.Files, err = set.Place(); err != nil {
		return nil, parts.Placed(dir, err)
	}
	return m, parts.Placed(dir, parts.Replace(dir, ManifestName, func(to io.Writer) error {
		out := json.NewEncoder(to)
		out.SetIndent("", " ")
		return out.Encode(m)
	}))
}

// Tell hands what each scenario came to, from shards that are all in the store, to tell.
func (p *Plan) Tell(ctx context.Context, shown string, store *Store, tell func(results.BatchLine)) error {
	if err := p.missing(shown, store); err != nil {
		return err
	}
	for run := range p.recalled(ctx, shown, store, 1) {
		if run.err != nil {
			return run.err
		}
		tell(sheets.LineOf(run.Run))
	}
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	return nil
}

// sha256 is of all scenarios of a plan, in order, with what their rows tell of where they come from.
func (p *Plan) sha256() string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%q\n", p.Varied)
	for _, s := range p.Scenarios {
		fmt.Fprintf(hash, "%s %q %q\n", s.SHA256, s.From, s.Varied)
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
	names := sheets.Names(p.Output.Forms, p.Output.Quarters)
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

// atOnce returns of how many scenarios the trials are in memory at once, of which the largest takes so many bytes: one that is
// written, and those that are worked out.
func atOnce(largest float64) int {
	const times = 2 // the numbers as they were read, and what is worked out of them
	return max(1, experiment.Room(1+cores(), studies.Memory(), 0, times*largest))
}

// sheets returns the tables of the plan, which are not begun yet.
func (p *Plan) sheets(dir string) *sheets.Set {
	of := sheets.Of{Dir: dir, Forms: p.Output.Forms, Quarters: p.Output.Quarters, Varied: p.Varied, About: p.about}
	for _, s := range p.Scenarios {
		of.Scenarios = append(of.Scenarios, sheets.Scenario{Name: s.Name, From: s.From, SHA256: s.SHA256, Varied: s.Varied})
	}
	return sheets.New(of)
}

// about is what each file says of itself.
func (p *Plan) about(says string) []tables.About {
	return []tables.About{{Key: "program", Value: saved.Program + " " + p.Program}, {Key: "processor", Value: p.Processor},
		{Key: "seed", Value: strconv.FormatUint(p.Seed, 10)}, {Key: "scenarios", Value: strconv.Itoa(len(p.Scenarios))},
		{Key: "scenarios_sha256", Value: p.sha256()}, {Key: "table", Value: says}}
}

// widen finds the columns of all scenarios, and returns of how many there is room at once.
func (p *Plan) widen(ctx context.Context, shown string, set *sheets.Set) (room int, err error) {
	largest := 0.0
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type read struct {
		layout measures.Layout
		bytes  float64
		err    error
	}
	went := experiment.Run(ctx, experiment.Options{Trials: len(p.Scenarios)},
		func(int) func(i int) read {
			return func(i int) read {
				s, err := p.scenario(shown, i)
				if err != nil {
					return read{err: err}
				}
				return read{layout: s.Params.Layout(), bytes: s.Params.KeptBytes()}
			}
		},
		func(_ int, list []read) {
			if err = cmp.Or(err, list[0].err); err != nil {
				stop()
				return
			}
			largest = max(largest, list[0].bytes)
			set.Widen(&list[0].layout)
		})
	for _, f := range went.Failures {
		err = cmp.Or(err, fmt.Errorf("%s: scenarios[%d]: %s", shown, f.Trial, f.Cause))
	}
	if err == nil && went.Interrupted {
		return 0, ErrInterrupted
	}
	return atOnce(largest), err
}

// recalled returns the runs of a plan in order, of which so many are in memory at once.
func (p *Plan) recalled(ctx context.Context, shown string, store *Store, atOnce int) iter.Seq[recalled] {
	return func(yield func(recalled) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		coming := make(chan chan recalled, atOnce-1)
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
func (p *Plan) Recall(shown string, store *Store, at int) (run *results.Run, err error) {
	defer untold(shown, at, &err)
	kept, err := p.kept(shown, store, at)
	if err != nil {
		return nil, err
	}
	return studies.Order{Scenario: p.Scenarios[at].From, Seed: p.Seed, Program: p.Program}.Recall(*kept), nil
}

// Kept returns the trials of scenarios of a plan, by their names.
func (p *Plan) Kept(shown string, store *Store, names []string) ([]studies.Kept, error) {
	var list []studies.Kept
	whole := map[string]bool{} // files that were looked at
	var all []string
	for _, s := range p.Scenarios {
		all = append(all, s.Name)
	}
	for i, name := range names {
		at := slices.Index(all, name)
		switch {
		case at < 0:
			return nil, &studies.OrderError{Err: fmt.Errorf("%s: has no scenario %s%s", units.Shown(shown), units.Quote(name), units.Hint(name, all))}
		case slices.Contains(names[:i], name):
			return nil, &studies.OrderError{Err: fmt.Errorf("%s: is to be compared with itself", units.Quote(name))}
		}
		pieces, err := store.of(p, at)
		if err != nil {
			return nil, fmt.Errorf("%s: %w; postsale batch --status %s says which shards make them", units.Shown(store.dir), err, units.Shown(shown))
		}
		for _, piece := range pieces {
			if !whole[piece.path] && !intact(piece.path) {
				return nil, fmt.Errorf("%s: %w; take it away, and postsale shard makes what is missing", units.Shown(piece.path), errNotWhole)
			}
			whole[piece.path] = true
		}
		kept, err := p.kept(shown, store, at)
		if err != nil {
			return nil, err
		}
		list = append(list, *kept)
	}
	return list, nil
}

// untold makes an error of what numbers that no trial came to do to whoever tells them.
func untold(shown string, at int, err *error) {
	if broken := recover(); broken != nil {
		*err = fmt.Errorf("%s: scenarios[%d]: its shards cannot be told: %v", shown, at, broken)
	}
}

// kept reads the trials of a scenario.
func (p *Plan) kept(shown string, store *Store, at int) (k *studies.Kept, err error) {
	defer untold(shown, at, &err)
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
			return nil, fmt.Errorf("%s: %w; take it away, and postsale shard makes what is missing", units.Shown(piece.path), err)
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
