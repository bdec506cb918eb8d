package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/sim/experiment"
)

// Store is the shards that there are of a plan.
type Store struct {
	dir    string
	pieces map[string][]stored // by identity, in order of trials
	Files  int
	Bytes  int64
	Broken []Broken // files that cannot be what they should
}

// Broken is a file of a shard that is of no use to a plan, and why.
type Broken struct {
	Path string
	Err  error
}

func (b Broken) String() string { return units.Shown(b.Path) + ": " + b.Err.Error() }

// OpenStore reads what is in the folder of shards of a batch; a folder that is not there holds none. Whole has every byte of
// them looked at.
func (p *Plan) OpenStore(dir string, whole bool) (*Store, error) {
	s := &Store{dir: dir, pieces: map[string][]stored{}}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", units.Shown(dir), saved.Cause(err))
	}
	var paths []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), extension) && !strings.HasPrefix(e.Name(), ".") {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	type looked struct {
		*scanned
		err error
	}
	went := experiment.Run(context.Background(), experiment.Options{Trials: len(paths)},
		func(int) func(i int) looked {
			return func(i int) looked {
				found, err := p.look(paths[i], whole)
				return looked{found, err}
			}
		},
		func(i int, list []looked) { s.add(paths[i], list[0].scanned, list[0].err) })
	if len(went.Failures) > 0 {
		f := went.Failures[0]
		return nil, fmt.Errorf("%s: %s", units.Shown(paths[f.Trial]), f.Cause)
	}
	for _, list := range s.pieces {
		slices.SortFunc(list, func(a, b stored) int {
			return cmp.Or(a.First-b.First, a.Trials-b.Trials, strings.Compare(a.path, b.path))
		})
	}
	return s, nil
}

// look reads what is in a file of a shard, and demands that it is of the plan. Whole has every byte of it looked at.
func (p *Plan) look(path string, whole bool) (*scanned, error) {
	found, err := scan(path)
	if err == nil {
		err = p.accepts(found)
	}
	if err == nil && whole && !intact(path) {
		err = errNotWhole
	}
	return found, err
}

// add adds what was found in a file, or that it is broken.
func (s *Store) add(path string, found *scanned, err error) {
	if err != nil {
		s.Broken = append(s.Broken, Broken{path, err})
		return
	}
	s.Files++
	s.Bytes += found.size
	for _, piece := range found.pieces {
		s.pieces[piece.Identity] = append(s.pieces[piece.Identity], piece)
	}
}

// accepts demands that a shard was made as the plan asks.
func (p *Plan) accepts(s *scanned) error {
	switch h := s.head; {
	case h.Program != p.Program:
		return fmt.Errorf("was written by version %s, and the plan is of %s: results of both are not to be mixed",
			units.Shown(h.Program), units.Shown(p.Program))
	case h.Processor != p.Processor:
		return fmt.Errorf("was written on %s, and the plan is of %s: they may round otherwise", units.Shown(h.Processor), units.Shown(p.Processor))
	case h.Seed != p.Seed:
		return fmt.Errorf("is of seed %d, and the plan of %d", h.Seed, p.Seed)
	}
	return nil
}

// has reports whether a piece of the plan is there.
func (s *Store) has(p *Plan, piece Piece) bool {
	return slices.ContainsFunc(s.pieces[p.Scenarios[piece.Scenario].Identity], func(of stored) bool {
		return of.First == piece.First && of.Trials == piece.Trials
	})
}

// Missing returns the shards of the plan, by number, that are not there.
func (s *Store) Missing(p *Plan) []int {
	var list []int
	for i, shard := range p.Shards {
		if slices.ContainsFunc(shard, func(piece Piece) bool { return !s.has(p, piece) }) {
			list = append(list, i)
		}
	}
	return list
}

// Done returns how many trials of a scenario of the plan are there, and how many of them failed.
func (s *Store) Done(p *Plan, at int) (done, failed int) {
	last := p.Scenarios[at].Trials
	next := 1
	for _, piece := range s.pieces[p.Scenarios[at].Identity] {
		from, to := max(next, piece.First), min(last, piece.span().last)
		if from > to {
			continue
		}
		done += 1 + to - from
		for _, f := range piece.Failed {
			if f.Trial >= from && f.Trial <= to {
				failed++
			}
		}
		next = to + 1
	}
	return done, failed
}

// of returns the pieces of a scenario that make up its trials, each once and in order, or what is wrong with them.
func (s *Store) of(p *Plan, at int) ([]stored, error) {
	scenario := &p.Scenarios[at]
	var list []stored
	next := 1
	for _, piece := range s.pieces[scenario.Identity] {
		switch {
		case next > scenario.Trials || piece.First > scenario.Trials:
			continue
		case len(list) > 0 && piece.span() == list[len(list)-1].span():
			if before := list[len(list)-1]; before.path != piece.path && !same(before, piece) {
				return nil, fmt.Errorf("%s and %s: have different numbers of trials %d to %d of %s: one of them was made by another program",
					units.Shown(before.path), units.Shown(piece.path), piece.First, piece.span().last, units.Shown(scenario.Name))
			}
			continue
		case piece.First < next:
			return nil, fmt.Errorf("%s and %s: overlap in trials %d to %d of %s: take one of them away",
				units.Shown(list[len(list)-1].path), units.Shown(piece.path), piece.First, next-1, units.Shown(scenario.Name))
		case piece.First > next:
			return nil, fmt.Errorf("trials %d to %d of %s are missing", next, piece.First-1, units.Shown(scenario.Name))
		}
		list = append(list, piece)
		next = piece.span().last + 1
	}
	if next <= scenario.Trials {
		return nil, fmt.Errorf("trials %d to %d of %s are missing", next, scenario.Trials, units.Shown(scenario.Name))
	}
	return list, nil
}

// same reports whether two pieces have the same numbers.
func same(a, b stored) bool {
	if a.Bytes != b.Bytes {
		return false
	}
	var texts [2]string
	for i, of := range []stored{a, b} {
		file, err := os.Open(of.path)
		if err != nil {
			return false
		}
		text := make([]byte, of.Bytes)
		_, err = file.ReadAt(text, of.at)
		file.Close()
		if err != nil {
			return false
		}
		texts[i] = string(text)
	}
	return texts[0] == texts[1]
}
