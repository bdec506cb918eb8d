package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"postsale/models/units"
	"postsale/scenarios/batch/parts"
	"postsale/sim/experiment"
)

func cores() int { return runtime.GOMAXPROCS(0) }

// ErrInterrupted is why a batch ended whose context did.
var ErrInterrupted = errors.New("interrupted")

// Live lives through shards of the plan, so many at a time (0: one a core), and writes each into the folder as it is done; ctx
// ends it, and then what is under way is lost. Tell is told of every trial, by one goroutine at a time, with how many have
// ended and failed.
func (p *Plan) Live(ctx context.Context, shown, dir string, shards []int, workers int, tell func(done, failed int)) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return parts.Placed(dir, err)
	}
	parts.Clear(dir)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := tally{tell: tell}
	var first error
	went := experiment.Run(ctx, experiment.Options{Trials: len(shards), Workers: workers, Ahead: len(shards)},
		func(int) func(i int) error {
			return func(i int) error {
				err := p.write(ctx, shown, dir, p.Shards[shards[i]], ended.after)
				if err != nil {
					stop() // the others are not to go on where nothing can be written
				}
				return err
			}
		},
		func(_ int, list []error) {
			if err := list[0]; err != nil && (first == nil || errors.Is(first, context.Canceled)) {
				first = err
			}
		})
	for _, f := range went.Failures {
		first = cmp.Or(first, fmt.Errorf("shard %d: %s", shards[f.Trial], f.Cause))
	}
	switch {
	case first != nil && !errors.Is(first, context.Canceled):
		return first
	case first != nil || went.Interrupted:
		return ErrInterrupted
	}
	return nil
}

// tally counts trials that have ended, and tells of each.
type tally struct {
	sync.Mutex
	done, failed int
	tell         func(done, failed int)
}

func (t *tally) after(failed bool) {
	t.Lock()
	defer t.Unlock()
	if failed {
		t.failed++
	} else {
		t.done++
	}
	t.tell(t.done, t.failed)
}

// Workers returns how many of the workers that are wanted (0: one a core) have room in so many bytes of memory for shards of the
// plan, and a warning if those are fewer.
func (p *Plan) Workers(shown string, wanted int, shards []int, memory float64) (workers int, warning string, err error) {
	if wanted = min(cmp.Or(wanted, cores()), max(1, len(shards))); wanted == 0 {
		return 0, "", nil
	}
	largest, err := p.workerBytes(shown, shards)
	if err != nil {
		return 0, "", err
	}
	workers = experiment.Room(wanted, memory, 0, largest)
	takes := fmt.Sprintf("each takes up to %.3g GB of memory, and there may be %.3g GB", largest/1e9, memory/1e9)
	switch {
	case workers == 0:
		return 0, "", fmt.Errorf("%s: too large: a worker has no room: %s; take fewer customers", units.Shown(shown), takes)
	case workers < wanted:
		return workers, fmt.Sprintf("%d of %d workers, since %s", workers, wanted, takes), nil
	}
	return workers, "", nil
}

// workerBytes returns how many bytes the largest of some shards takes while it is lived through.
func (p *Plan) workerBytes(shown string, shards []int) (largest float64, err error) {
	seen := map[int]bool{}
	for _, at := range shards {
		for _, piece := range p.Shards[at] {
			if seen[piece.Scenario] {
				continue
			}
			seen[piece.Scenario] = true
			if len(seen) > mostLooked {
				return largest, nil
			}
			s, err := p.scenario(shown, piece.Scenario)
			if err != nil {
				return 0, err
			}
			layout := s.Params.Layout()
			largest = max(largest, s.Params.CompanyBytes()+3*numberBytes*float64(layout.Width()+len(layout.Controls()))*float64(piece.Trials))
		}
	}
	return largest, nil
}

const numberBytes = 8

// mostLooked is of how many scenarios it is worked out what they take: they are mostly alike.
const mostLooked = 50

// Place is where the shards of a plan are.
func Place(plan string) string { return filepath.Join(filepath.Dir(plan), ShardsName) }
