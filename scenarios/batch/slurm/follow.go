package slurm

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"postsale/models/units"
	"postsale/scenarios/batch"
)

// Run sees a study through on a cluster.
type Run struct {
	Order
	Study    *batch.Study
	Bounds   batch.Bounds
	Tries    int  // how often what is missing is submitted
	Leave    bool // once it is submitted
	Note     func(text string)
	Progress func(what string, done int) // trials of the study

	needs  *batch.Needs
	job    *record
	memory int           // MiB that a task must have at least, since so much was not enough
	time   time.Duration // that it must have at least
	told   map[string]bool
}

// Follow submits the shards that are missing, unless they are under way, and follows them until all are there; then it reports
// that. It is batch.ErrInterrupted when ctx ends it: what is submitted goes on.
func (r *Run) Follow(ctx context.Context) (all bool, err error) {
	r.told = map[string]bool{}
	missing, err := r.missing(true)
	if err != nil {
		return false, err
	}
	if err := r.resume(ctx); err != nil {
		if len(missing) == 0 {
			return true, nil // wherever the study is now
		}
		return false, err
	}
	for try := 1; ; try++ {
		if r.job == nil {
			missing, err := r.missing(true)
			if err != nil || len(missing) == 0 {
				return err == nil, err
			}
			if err := r.submit(ctx, missing); err != nil {
				return false, err
			}
		}
		if r.Leave {
			return false, nil
		}
		before, err := r.missing(false)
		if err != nil {
			return false, err
		}
		went, err := r.follow(ctx)
		if err != nil {
			return false, err
		}
		missing, err := r.missing(true)
		if err != nil {
			return false, err
		}
		if len(missing) == 0 {
			r.tellMerge(went)
			return true, nil
		}
		if err := r.judge(went, len(before), missing, try); err != nil {
			return false, err
		}
		r.job = nil
	}
}

// Under names the jobs that go on, and how to end them; it is empty if there are none.
func (r *Run) Under() string {
	if r.job == nil || r.job.Array == "" {
		return ""
	}
	return fmt.Sprintf("%s of Slurm; the same command again follows them, scancel %s ends them", r.job, strings.ReplaceAll(r.job.ids(), ",", " "))
}

// Output is where the job that merged has printed what came of it, if it was asked for the same form; empty if there was none.
func (r *Run) Output() string {
	if r.job == nil {
		return ""
	}
	return filepath.Join(r.Study.Dir, r.job.folder(), r.output())
}

// missing returns the shards that are missing; whole has every byte of the others looked at.
func (r *Run) missing(whole bool) ([]int, error) {
	if err := r.Study.Scan(whole); err != nil {
		return nil, err
	}
	if len(r.Study.Store.Broken) > 0 && whole {
		return nil, fmt.Errorf("%s; take it away, and the same command again has it made", r.Study.Store.Broken[0])
	}
	return r.Study.Store.Missing(r.Study.Plan), nil
}

// resume finds the job that was submitted last, if it goes on.
func (r *Run) resume(ctx context.Context) error {
	job, err := readRecord(r.Study)
	if err != nil || job == nil {
		return err
	}
	if job.Array == "" { // somebody was cut off while submitting it
		if job.Array, job.Merge, err = job.named(ctx); err != nil {
			return fmt.Errorf("%w; whether %s was submitted must be known first", err, job.Name)
		}
		if job.Array == "" {
			return nil
		}
		if err := job.keep(r.Study); err != nil {
			return err
		}
	}
	tasks, err := job.queue(ctx)
	switch absent := (*absentError)(nil); {
	case errors.As(err, &absent):
		return err
	case err == nil && !slices.ContainsFunc(tasks, func(t task) bool { return !t.ended() }):
		r.learn(job, states(job, tasks, job.accounted(ctx)))
		return nil
	}
	r.job = job
	if err == nil {
		r.Note(fmt.Sprintf("%s go on: %s of %s", job, counted(job.Tasks, "task"), counted(job.Shards, "shard")))
	}
	return nil
}

// submit hands shards to the cluster.
func (r *Run) submit(ctx context.Context, missing []int) (err error) {
	if _, err := exec.LookPath("sbatch"); err != nil {
		return &absentError{"sbatch"}
	}
	if r.needs == nil {
		if r.needs, err = r.Study.Plan.Needs(ctx, r.Study.Path); err != nil {
			return err
		}
	}
	tasks := r.needs.Divide(missing, mostTasks(ctx), r.Bounds)
	r.grow(tasks)
	n, err := r.Study.NextJob()
	if err != nil {
		return err
	}
	job, err := r.NewJob(r.Study, tasks, n)
	if err != nil {
		return err
	}
	r.job = &record{Format: recordFormat, Number: n, Name: job.Name, Tasks: tasks.N, Shards: len(tasks.Shards), Memory: tasks.Memory, Minutes: int(tasks.Time.Minutes())}
	shards, merge := filepath.Join(r.job.folder(), "shards.sh"), filepath.Join(r.job.folder(), "merge.sh")
	for path, text := range map[string]string{shards: job.Shards, merge: job.Merge} {
		inJobs, err := filepath.Rel(batch.JobsName, path)
		if err == nil {
			err = r.Study.Keep(inJobs, []byte(text))
		}
		if err != nil {
			return err
		}
	}
	if err := r.job.keep(r.Study); err != nil {
		return err
	}
	if err := r.handIn(ctx, shards); err != nil {
		r.job = nil
		return err
	}
	if err := r.job.keep(r.Study); err != nil {
		return err
	}
	r.job.Merge, _, err = submit(ctx, r.Study.Dir, merge, "--dependency=afterany:"+r.job.Array)
	if err != nil {
		r.job.Merge = ""
		r.Note(fmt.Sprintf("%v: the tables are made here when all shards are there", err))
	} else if err := r.job.keep(r.Study); err != nil {
		return err
	}
	r.Note(fmt.Sprintf("submitted %s: %s of %s; scripts and logs are in %s", r.job, counted(r.job.Tasks, "task"), counted(r.job.Shards, "shard"),
		units.Shown(filepath.Join(r.Study.Dir, r.job.folder()))))
	return nil
}

// handIn submits the array. A controller that does not answer is asked again; it may have taken what it was given all the same.
func (r *Run) handIn(ctx context.Context, script string) (err error) {
	began := time.Now()
	for told := false; ; {
		r.job.Array, r.job.Cluster, err = submit(ctx, r.Study.Dir, script)
		switch {
		case err == nil:
			return nil
		case !silent(err):
			var absent *absentError
			if errors.As(err, &absent) {
				return err
			}
			return fmt.Errorf("%w; %s is what it was given: --partition, --account, --time, --mem, --tasks and --option change that", err,
				units.Shown(filepath.Join(r.Study.Dir, script)))
		case !told:
			told = true
			r.Note(err.Error() + "; it is asked again and again")
		}
		array, _, asked := r.job.named(context.WithoutCancel(ctx))
		if asked == nil && array != "" {
			r.job.Array = array
			return nil
		}
		if !batch.Pause(ctx, batch.Often(time.Since(began))) {
			return batch.ErrInterrupted
		}
	}
}

// grow asks for more where tasks had too little, unless somebody said what there is.
func (r *Run) grow(t *batch.Tasks) {
	if r.Bounds.Memory == 0 && t.Memory < r.memory {
		t.Memory = r.memory
		t.Why = append(t.Why, "Memory: twice what was not enough.")
	}
	if r.Bounds.Time == 0 && t.Time < r.time {
		t.Time = r.time
		t.Why = append(t.Why, "Time: twice what was not enough.")
	}
}

// follow waits until nothing of the job goes on, and returns how its tasks ended.
func (r *Run) follow(ctx context.Context) (went map[string]string, err error) {
	began := time.Now() // what it measures does not move with the clock
	went = map[string]string{}
	silent := false
	for {
		tasks, err := r.job.queue(ctx)
		var absent *absentError
		switch {
		case ctx.Err() != nil:
			return nil, batch.ErrInterrupted
		case errors.As(err, &absent):
			return nil, err
		case err != nil && !silent:
			silent = true
			r.Note(err.Error() + "; it is asked again and again")
		case err == nil && silent:
			silent = false
			r.Note("squeue answers again")
		}
		maps.Copy(went, states(r.job, tasks))
		missing, faulty := r.missing(false)
		if faulty != nil {
			return nil, faulty
		}
		running, waiting := r.tellWaiting(tasks)
		what := "trials"
		if err == nil {
			what += fmt.Sprintf(" (%s, %s)", count(running, "task runs", "tasks run"), count(waiting, "waits", "wait"))
		}
		r.Progress(what, r.Study.Plan.Trials()-r.Study.Plan.TrialsOf(missing))
		if err == nil && running+waiting == 0 {
			break
		}
		if err != nil && len(missing) == 0 && r.Study.Plan.Complete(r.Study.Dir) != nil {
			return went, nil // whatever it would say
		}
		if !batch.Pause(ctx, batch.Often(time.Since(began))) {
			return nil, batch.ErrInterrupted
		}
	}
	maps.Copy(went, states(r.job, r.job.accounted(ctx)))
	for index, state := range went {
		if !(task{state: state}).ended() {
			went[index] = unknown
		}
	}
	if missing, err := r.missing(false); err == nil && len(missing) > 0 {
		batch.Pause(ctx, batch.Often(time.Since(began))) // file systems that machines share are slow to show what is there
	}
	if ctx.Err() != nil {
		return nil, batch.ErrInterrupted
	}
	return went, nil
}

func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return units.Grouped(n) + " " + more
}

// Written returns what would be submitted, without asking the cluster anything: the script of the array, and the one that
// merges; nothing if no shard is missing.
func (r *Run) Written(ctx context.Context) (string, error) {
	missing, err := r.missing(true)
	if err != nil || len(missing) == 0 {
		return "", err
	}
	needs, err := r.Study.Plan.Needs(ctx, r.Study.Path)
	if err != nil {
		return "", err
	}
	n, err := r.Study.NextJob()
	if err != nil {
		return "", err
	}
	job, err := r.NewJob(r.Study, needs.Divide(missing, usualArray, r.Bounds), n)
	if err != nil {
		return "", err
	}
	return job.Shards + "\n" + job.Merge, nil
}
