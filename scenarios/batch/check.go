package batch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/scenarios"
)

// Sample returns so large a share of the shards that are in the store, one at least if there are any, spread over all of them:
// which ones is said by the scenarios, the share and what is there alone.
func (p *Plan) Sample(store *Store, share float64) []int {
	missing := store.Missing(p)
	var order []int
	keys := make([]string, len(p.Shards))
	of := p.sha256()
	for i := range keys {
		if _, is := slices.BinarySearch(missing, i); !is {
			order = append(order, i)
		}
		keys[i] = digest(fmt.Appendf(nil, "%s %d", of, i))
	}
	n := min(len(order), max(1, int(math.Ceil(share*float64(len(order))))))
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	return slices.Sorted(slices.Values(order[:n]))
}

// Check lives through shards once more and demands the same bytes as are in the store.
func (p *Plan) Check(ctx context.Context, shown string, store *Store, shards []int, tell func(done, failed int)) error {
	ended := tally{tell: tell}
	for _, at := range shards {
		for _, piece := range p.Shards[at] {
			s := &p.Scenarios[piece.Scenario]
			i := slices.IndexFunc(store.pieces[s.Identity], func(of stored) bool { return of.First == piece.First && of.Trials == piece.Trials })
			if i < 0 {
				return fmt.Errorf("shard %d: trials %d to %d of %s are missing", at, piece.First, piece.First+piece.Trials-1, units.Shown(s.Name))
			}
			kept := store.pieces[s.Identity][i]
			scenario, err := p.scenario(shown, piece.Scenario)
			if err != nil {
				return err
			}
			same, err := p.again(ctx, scenario, kept, piece, ended.after)
			switch {
			case err != nil && ctx.Err() != nil:
				return ErrInterrupted
			case err != nil:
				return err
			case !same:
				return fmt.Errorf("%s: trials %d to %d of %s are not what this program on this machine comes to: "+
					"another program or a fault of a machine made them", units.Shown(kept.path), piece.First, piece.First+piece.Trials-1, units.Shown(s.Name))
			}
		}
	}
	return nil
}

// again lives through a piece and compares what it writes with what is there.
func (p *Plan) again(ctx context.Context, s *scenarios.Scenario, kept stored, piece Piece, after func(failed bool)) (same bool, err error) {
	l, err := p.live(ctx, s, kept.Identity, piece, after)
	if err != nil {
		return false, err
	}
	var text bytes.Buffer
	w, err := newPieceWriter(&text)
	if err != nil {
		return false, err
	}
	if err := w.write(l); err != nil {
		return false, err
	}
	file, err := os.Open(kept.path)
	if err != nil {
		return false, fmt.Errorf("%s: %w", units.Shown(kept.path), saved.Cause(err))
	}
	defer file.Close()
	there := make([]byte, text.Len())
	if _, err := file.ReadAt(there, kept.at-int64(text.Len()-kept.Bytes)); err != nil && err != io.EOF {
		return false, nil
	}
	return bytes.Equal(there, text.Bytes()), nil
}
