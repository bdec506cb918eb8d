package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"postsale/models/units"
	"postsale/scenarios/batch/parts"
)

// JobsName is the folder of what was handed to a cluster for a batch: its scripts, what they logged, and a record of it.
const JobsName = "jobs"

// Bounds is what somebody asks of a cluster; what is 0 is worked out.
type Bounds struct {
	Tasks  int           // at most
	Cores  int           // of a task; 0: one
	Memory float64       // of a task, in bytes
	Time   time.Duration // of a task
}

// Tasks is shards of a plan, divided among the tasks of a cluster, with what these ask for.
type Tasks struct {
	Shards []int // by number; task I of N makes the shards I, I+N, I+2N and so on of them
	N      int
	Trials int // of all tasks
	Cores  int // of a task: as many shards at a time
	Memory int // of a task, in MiB
	Time   time.Duration
	Merge  Merging
	Why    []string // what memory and time are made of, a sentence each
}

// Merging is what merging asks for; it has one core.
type Merging struct {
	Memory int // in MiB
	Time   time.Duration
}

// Needs is what the trials of a plan take, as far as that can be tried and worked out here.
type Needs struct {
	plan   *Plan
	each   time.Duration // of a processor, for a trial
	worker float64       // bytes of a shard under way
	merge  float64       // bytes of the largest scenario in a merge
	file   float64       // bytes of the plan
}

// What a cluster is asked for. Nodes are slower than where it was tried, and are shared; a collector of garbage lets memory
// grow before it collects. A task that is too short is not worth its start.
const (
	timesTime   = 4
	leastTime   = 10 * time.Minute
	timesMemory = 4
	leastMemory = 256 * mebibyte
	shortest    = 30 * time.Second
	mergedEach  = 4 // trials are merged in the time of one that is lived through
	mergedEntry = 20 * time.Millisecond
	mergedAtOne = 3 // scenarios in memory, with what is worked out of them
	mebibyte    = 1 << 20
)

// Needs tries a few trials of a plan, and works out what memory it takes.
func (p *Plan) Needs(ctx context.Context, shown string) (*Needs, error) {
	probe, err := p.Measure(ctx, shown, 300*time.Millisecond)
	if err != nil {
		return nil, err
	}
	n := &Needs{plan: p, each: probe.Each}
	all := make([]int, len(p.Shards))
	for i := range all {
		all[i] = i
	}
	if n.worker, err = p.workerBytes(shown, all); err != nil {
		return nil, err
	}
	byTrials := make([]int, len(p.Scenarios))
	for i := range byTrials {
		byTrials[i] = i
	}
	slices.SortStableFunc(byTrials, func(a, b int) int { return p.Scenarios[b].Trials - p.Scenarios[a].Trials })
	for _, at := range byTrials[:min(len(byTrials), mostLooked)] {
		s, err := p.scenario(shown, at)
		if err != nil {
			return nil, err
		}
		n.merge = max(n.merge, s.Params.KeptBytes())
	}
	if info, err := os.Stat(shown); err == nil {
		n.file = float64(info.Size())
	}
	return n, nil
}

// Divide divides shards among tasks, of which there may be at most so many.
func (n *Needs) Divide(shards []int, most int, b Bounds) *Tasks {
	t := &Tasks{Shards: shards, Trials: n.plan.TrialsOf(shards), Cores: max(1, b.Cores)}
	all := n.each * time.Duration(t.Trials)
	if b.Tasks > 0 {
		most = min(most, b.Tasks)
	} else {
		most = min(most, int(math.Ceil(float64(all)/float64(shortest)/float64(t.Cores))))
	}
	t.N = max(1, min(most, len(shards)/t.Cores))
	largest := 0
	for i := range t.N {
		largest = max(largest, n.plan.TrialsOf(Part(shards, i, t.N)))
	}
	took := n.each * time.Duration(largest) / time.Duration(t.Cores)
	t.Time, t.Memory = b.Time, mebibytes(b.Memory)
	if t.Time == 0 {
		t.Time = inSteps(leastTime + timesTime*took)
		t.Why = append(t.Why, fmt.Sprintf("Time: %d minutes, and %d times the %s that the largest task, of %s trials, would take where it was tried.",
			int(leastTime.Minutes()), timesTime, roughly(took), units.Grouped(largest)))
	}
	if t.Memory == 0 {
		t.Memory = mebibytes(leastMemory + timesMemory*(n.worker*float64(t.Cores)+n.file))
		t.Why = append(t.Why, fmt.Sprintf("Memory: %d MiB, and %d times what %s (%d MiB each) and the plan (%d MiB) may take.",
			int(leastMemory/mebibyte), timesMemory, shardsUnderWay(t.Cores), mebibytes(n.worker), mebibytes(n.file)))
	}
	merging := n.each*time.Duration(n.plan.Rows())/mergedEach + mergedEntry*time.Duration(len(n.plan.Scenarios))
	t.Merge.Time = cmp.Or(b.Time, inSteps(leastTime+timesTime*merging))
	t.Merge.Memory = max(mebibytes(b.Memory), mebibytes(leastMemory+mergedAtOne*n.merge*float64(min(mergedAtOne, len(n.plan.Scenarios)))+timesMemory*n.file))
	return t
}

func shardsUnderWay(n int) string {
	if n == 1 {
		return "a shard under way"
	}
	return strconv.Itoa(n) + " shards under way"
}

// inSteps returns a time in whole steps of five minutes.
func inSteps(d time.Duration) time.Duration {
	const step = 5 * time.Minute
	return (d + step - 1) / step * step
}

// roughly returns a time in a unit in which it is a small number.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%.0f s", math.Ceil(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", math.Ceil(d.Minutes()))
	}
	return fmt.Sprintf("%.0f h", math.Ceil(d.Hours()))
}

func mebibytes(bytes float64) int { return int(math.Ceil(bytes / mebibyte)) }

// Part returns the part I of N of shards: one of N, from the I-th on, counted from 0.
func Part(shards []int, i, n int) []int {
	var list []int
	for ; i < len(shards); i += n {
		list = append(list, shards[i])
	}
	return list
}

// Jobs is the folder of what is handed to a cluster.
func (s *Study) Jobs() string { return filepath.Join(s.Dir, JobsName) }

// Keep writes a file into the folder of jobs, or into one in it, as a whole or not at all.
func (s *Study) Keep(name string, text []byte) error {
	path := filepath.Join(s.Jobs(), name)
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return parts.Placed(dir, err)
	}
	return parts.Placed(dir, parts.Replace(dir, filepath.Base(path), func(to io.Writer) error {
		_, err := to.Write(text)
		return err
	}))
}

// NextJob returns the number of what is handed to a cluster next: its folder in that of jobs is not there yet.
func (s *Study) NextJob() (int, error) {
	entries, err := os.ReadDir(s.Jobs())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, parts.Placed(s.Jobs(), err)
	}
	last := 0
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil {
			last = max(last, n)
		}
	}
	return last + 1, nil
}

// Await waits until no shard is missing, as long as within the time a new one comes, and tells how many trials have come.
func (s *Study) Await(ctx context.Context, within time.Duration, tell func(done, failed int)) error {
	began := time.Now()
	came, before, all := began, -1, -1
	for {
		if err := s.Scan(false); err != nil {
			return err
		}
		missing := s.Store.Missing(s.Plan)
		if len(missing) != before {
			came, before = time.Now(), len(missing)
		}
		left := s.Plan.TrialsOf(missing)
		if all < 0 {
			all = left
		}
		tell(all-left, 0)
		if len(missing) == 0 || time.Since(came) >= within {
			return s.Scan(true)
		}
		if !Pause(ctx, min(Often(time.Since(began)), within-time.Since(came))) {
			return ErrInterrupted
		}
	}
}

// Often returns how long to wait before looking again at what began so long ago.
func Often(passed time.Duration) time.Duration {
	return min(max(passed/10, time.Second), 15*time.Second)
}

// Pause waits, and reports whether ctx let it.
func Pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// Listing writes numbers of shards as --index reads them. A list that is too long for a command line is the stretch from its
// first to its last: what is there of it is not made again.
func Listing(shards []int) string {
	const longest = 100_000
	text := Ranges(shards, len(shards))
	if len(text) > longest {
		return fmt.Sprintf("%d-%d", shards[0], shards[len(shards)-1])
	}
	return text
}

// SoftLimit is of how much of its memory, in MiB, a task should make do with before it collects garbage more often.
func SoftLimit(mebibytes int) int { return mebibytes * 3 / 4 }

// JobName returns what a job of the study is called on a cluster: by its folder, for people, and by its path, so that no other
// is.
func (s *Study) JobName(number int) (string, error) {
	dir, err := filepath.Abs(s.Dir)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("postsale-%s-%s-%d", slug(filepath.Base(dir)), digest([]byte(dir))[:8], number), nil
}

// slug returns a name as clusters take it: small letters, digits and hyphens, not many.
func slug(name string) string {
	const longest = 20
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == longest {
			break
		}
	}
	return cmp.Or(strings.Trim(b.String(), "-"), "batch")
}
