package batch

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios/batch/parts"
)

// Study is a batch in a folder.
type Study struct {
	Dir   string
	Path  string // of its plan
	Plan  *Plan
	Place string // of its shards; empty: beside the plan
	Store *Store
	Notes []string // of what was found there
}

// Shards is the folder of the shards.
func (s *Study) Shards() string { return cmp.Or(s.Place, Place(s.Path)) }

// Scan reads anew which shards there are; whole has every byte of them looked at.
func (s *Study) Scan(whole bool) (err error) {
	s.Store, err = s.Plan.OpenStore(s.Shards(), whole)
	return err
}

// Open begins a plan in a folder, or goes on with it there: with the shards that it was cut into then. If another plan is there,
// that is an error that says what differs; with replan it is replaced, and what is of use of its shards stays. Size is of how
// many trials new shards are; 0: as many as there should be.
func Open(dir string, p *Plan, replan bool, size int) (*Study, error) {
	s := &Study{Dir: dir, Path: filepath.Join(dir, PlanName), Plan: p}
	switch _, err := os.Lstat(s.Path); {
	case errors.Is(err, fs.ErrNotExist):
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, parts.Placed(dir, err)
		}
		// Whoever begins there at the same time writes a part, and then the plan.
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), parts.Prefix) })
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == PlanName }) {
			return Open(dir, p, replan, size)
		}
		if len(entries) > 0 {
			return nil, fmt.Errorf("%s: exists, is not empty and has no %s of a batch; choose another folder", units.Shown(dir), PlanName)
		}
		if err := p.Write(dir); err != nil {
			return nil, err
		}
		return s, s.Scan(false)
	case err != nil:
		return nil, parts.Placed(dir, err)
	}
	before, _, err := ReadPlan(s.Path)
	if err != nil {
		return nil, fmt.Errorf("%w; choose another folder", err)
	}
	changes := p.Changes(before)
	if len(changes) > 0 && !replan {
		return nil, fmt.Errorf("%s: holds another plan; --replan accepts this one and keeps what is still of use, or choose another folder. "+
			"What differs:\n%s", units.Shown(dir), listed(changes))
	}
	if len(changes) == 0 {
		s.Plan = before
		if err := s.Scan(true); err != nil {
			return nil, err
		}
		return s, s.clear(false)
	}
	if err := s.Scan(true); err != nil { // by what the new plan accepts
		return nil, err
	}
	kept := p.Replan(before, s.Store, size)
	if err := s.clear(true); err != nil {
		return nil, err
	}
	s.Notes = append(s.Notes, fmt.Sprintf("another plan than before, in which %s of %s trials are kept:\n%s",
		units.Grouped(kept), units.Grouped(p.distinct()), listed(changes)))
	return s, p.Write(dir)
}

// Look tells what opening a plan in a folder would find there, without touching it.
func Look(dir string, p *Plan) []string {
	before, _, err := ReadPlan(filepath.Join(dir, PlanName))
	if err != nil {
		return nil // there is none yet, or Open says what is wrong
	}
	store, err := p.OpenStore(filepath.Join(dir, ShardsName), false)
	if err != nil {
		return nil
	}
	done := 0
	_, trials := firsts(p.Scenarios)
	for i := range p.Scenarios {
		if trials[i] > 0 {
			n, _ := store.Done(p, i)
			done += n
		}
	}
	there := fmt.Sprintf("of the trials, %s of %s are in %s already", units.Grouped(done), units.Grouped(p.distinct()), units.Shown(dir))
	if changes := p.Changes(before); len(changes) > 0 {
		return []string{fmt.Sprintf("%s holds another plan, so that --replan is to be given; what differs:\n%s", units.Shown(dir), listed(changes)), there}
	}
	return []string{there}
}

// Current demands that the plan of the study is still the one in its folder.
func (s *Study) Current() error {
	now, _, err := ReadPlan(s.Path)
	if err != nil {
		return err
	}
	if changes := now.Changes(s.Plan); len(changes) > 0 {
		return fmt.Errorf("%s: was planned anew meanwhile, so no tables are made of the plan before; what differs:\n%s",
			units.Shown(s.Dir), listed(changes))
	}
	return nil
}

// distinct returns how many trials there are of scenarios that simulate something else.
func (p *Plan) distinct() (n int) {
	_, trials := firsts(p.Scenarios)
	for _, t := range trials {
		n += t
	}
	return n
}

// clear takes away files that are of no use: those that are not whole, or all of them.
func (s *Study) clear(all bool) error {
	var foreign []Broken
	var gone []*removed
	for _, b := range s.Store.Broken {
		if !all && !errors.Is(b.Err, errNotWhole) || errors.Is(b.Err, errNoFile) {
			foreign = append(foreign, b)
			continue
		}
		if err := os.Remove(b.Path); err != nil {
			return parts.Placed(b.Path, err)
		}
		at := slices.IndexFunc(gone, func(r *removed) bool { return r.first.Err.Error() == b.Err.Error() })
		if at < 0 {
			at, gone = len(gone), append(gone, &removed{first: b})
		}
		gone[at].n++
	}
	for _, r := range gone {
		s.Notes = append(s.Notes, r.String())
	}
	s.Store.Broken = foreign
	if len(foreign) > 0 {
		return fmt.Errorf("%s%s; take it away, or choose another folder", foreign[0], more(len(foreign)-1))
	}
	return nil
}

// removed is files that were taken away for one cause.
type removed struct {
	first Broken
	n     int
}

func (r *removed) String() string {
	if r.n == 1 {
		return r.first.String() + ": it is taken away, and its trials are run again"
	}
	return fmt.Sprintf("%s%s: %s: they are taken away, and their trials are run again", units.Shown(r.first.Path), more(r.n-1), r.first.Err)
}

// listed returns texts, a line each, of very many the first.
func listed(texts []string) string {
	const most = 12
	lines := slices.Clone(texts[:min(len(texts), most)])
	if n := len(texts) - most; n > 0 {
		lines = append(lines, fmt.Sprintf("and %s more", units.Grouped(n)))
	}
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return strings.Join(lines, "\n")
}

// TrialsOf returns how many trials there are in some shards.
func (p *Plan) TrialsOf(shards []int) (n int) {
	for _, at := range shards {
		n += p.Shards[at].trials()
	}
	return n
}

// Status is how far a study is.
type Status struct {
	Scenarios, Shards   int
	Missing             []int // shards
	Asked, Done, Failed int   // trials of scenarios
	Unfinished          []Unfinished
	Files               int // of shards
	Bytes               int64
	Broken              []Broken
	Tables              bool // they are there, and of these trials
}

// Unfinished is a scenario of which trials are missing.
type Unfinished struct {
	Name        string
	Asked, Done int
}

// StatusOf looks at a study: a plan, or its folder.
func StatusOf(path string) (*Plan, *Status, error) {
	p, path, err := ReadPlan(path)
	if err != nil {
		return nil, nil, err
	}
	store, err := p.OpenStore(Place(path), true)
	if err != nil {
		return nil, nil, err
	}
	s := &Status{Scenarios: len(p.Scenarios), Shards: len(p.Shards), Missing: store.Missing(p), Files: store.Files, Bytes: store.Bytes,
		Broken: store.Broken, Tables: p.Complete(filepath.Dir(path)) != nil}
	for i := range p.Scenarios {
		of := &p.Scenarios[i]
		done, failed := store.Done(p, i)
		s.Asked += of.Trials
		s.Done += done
		s.Failed += failed
		if done < of.Trials {
			s.Unfinished = append(s.Unfinished, Unfinished{of.Name, of.Trials, done})
		}
	}
	return p, s, nil
}
