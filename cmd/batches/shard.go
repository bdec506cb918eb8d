package batches

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports"
	"postsale/scenarios/batch"
)

// onePlan demands that the arguments are one plan.
func onePlan(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return voice.Usage("%s: want the plan of a batch, or its folder, got %s", cmd.Name(), voice.Number(len(args)))
	}
	return nil
}

// Opened reads the plan of a batch and which shards there are of it, in the folder shards or beside the plan. Foreign versions are
// refused.
func Opened(path, shards string, whole bool) (*batch.Study, error) {
	p, at, err := batch.ReadPlan(path)
	if err != nil {
		return nil, voice.Exit{Code: voice.Misused, Err: err}
	}
	if err := p.Fits(at, voice.Version()); err != nil {
		return nil, voice.Exit{Code: voice.Failed, Err: err}
	}
	p.Before = voice.BeforeTrial
	study := &batch.Study{Dir: filepath.Dir(at), Path: at, Plan: p, Place: shards}
	return study, study.Scan(whole)
}

// Shard returns the command that runs shards of a batch that was planned.
func Shard() *cobra.Command {
	var b batcher
	var index string
	var of part
	var dir voice.OutFolder
	cmd := &cobra.Command{
		Use:   "shard PLAN",
		Short: "Runs shards of a batch that was planned, here or on another machine",
		Long: `Runs shards of a batch that was planned with postsale batch --plan, and writes
each as a file named by its content into the folder shards beside the plan. What
is there already is not run again. A plan holds all that is needed: copy it to
wherever this program is, and bring the shards back.`,
		Example: `  postsale shard study --index 0
  postsale shard study/plan.json --index 10-19,25 --shards /scratch/shards
  postsale shard study --part 0/4`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.errs = cmd.ErrOrStderr()
			ctx, release := voice.Interruptible(b.errs, voice.NoTrial)
			defer release()
			study, err := Opened(args[0], string(dir), false)
			if err != nil {
				return err
			}
			if index == "" && of.of == 0 {
				return voice.Usage("shard: --index must say which of %s, from 0, such as 0 or 10-19, or --part I/N",
					reports.Plural(len(study.Plan.Shards), "shard"))
			}
			asked, err := asked(index, of, len(study.Plan.Shards))
			if err != nil {
				return voice.Usage("shard: --index %w", err)
			}
			var missing []int
			for _, at := range study.Store.Missing(study.Plan) {
				if slices.Contains(asked, at) {
					missing = append(missing, at)
				}
			}
			if n := len(asked) - len(missing); n > 0 {
				b.note(fmt.Sprintf("%s of %s shards are there already", units.Grouped(n), units.Grouped(len(asked))))
			}
			if len(missing) == 0 {
				return nil
			}
			if err := b.lives(ctx, study, missing, "trials"); err != nil {
				return err
			}
			b.note(fmt.Sprintf("%s of %s shards are in %s", units.Grouped(len(missing)), units.Grouped(len(study.Plan.Shards)),
				units.Shown(study.Shards())))
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&index, "index", "", "which shards, from 0: 3 or 10-19 or both, with commas")
	cmd.Flags().Var(&of, "part", "I/N, from 0: one in N of these, or of all, for N machines")
	cmd.Flags().Var(voice.Whole(&b.workers, 0, 1024), "workers", "shards at a time (default: one a core)")
	addStore(cmd, &b, &dir)
	return cmd
}

// addStore adds the flags of what works on shards.
func addStore(cmd *cobra.Command, b *batcher, dir *voice.OutFolder) {
	cmd.Flags().Var(dir, "shards", "the folder of the shards (default: shards beside the plan)")
	cmd.Flags().BoolVar(&b.quiet, "quiet", false, "tell nothing but results and failures")
}

// asked returns the shards of a plan of n that an index names, or a part of them, or of all.
func asked(index string, of part, n int) ([]int, error) {
	if index == "" && of.of > 0 && n > 0 {
		index = fmt.Sprintf("0-%d", n-1)
	}
	all, err := indexes(index, n)
	return batch.Part(slices.Sorted(maps.Keys(all)), of.at, max(1, of.of)), err
}

// part is a flag that is the part I/N of something, from 0; 0/0 is all of it.
type part struct{ at, of int }

func (p *part) String() string {
	if p.of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", p.at, p.of)
}

func (p *part) Type() string { return "I/N" }

func (p *part) Set(text string) error {
	i, n, _ := strings.Cut(text, "/")
	at, errA := strconv.Atoi(i)
	of, errN := strconv.Atoi(n)
	if errA != nil || errN != nil || at < 0 || at >= of {
		return fmt.Errorf("must be I/N with I from 0 to N-1, such as 0/4")
	}
	*p = part{at, of}
	return nil
}

// indexes reads numbers of shards, such as 3,10-19, of a plan of n.
func indexes(text string, n int) (map[int]bool, error) {
	asked := map[int]bool{}
	for _, part := range strings.Split(text, ",") {
		from, to, stretch := strings.Cut(part, "-")
		if !stretch {
			to = from
		}
		a, errA := strconv.Atoi(from)
		z, errZ := strconv.Atoi(to)
		if errA != nil || errZ != nil || a < 0 || z < a || z >= n {
			return nil, fmt.Errorf("must be numbers of shards from 0 to %d such as 3 or 10-19, got %s", n-1, units.Quote(text))
		}
		for i := a; i <= z; i++ {
			asked[i] = true
		}
	}
	return asked, nil
}

// Merge returns the command that brings the shards of a batch together.
func Merge() *cobra.Command {
	var b batcher
	var dir voice.OutFolder
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "merge PLAN",
		Short: "Brings the shards of a batch together into its tables",
		Long: `Brings the shards of a batch together into its tables, in the folder of the plan.
Every shard must be there, whole, of this plan and of this version: gaps, overlaps
and foreign shards are refused and named.`,
		Example: "  postsale merge study",
		Args:    onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.errs = cmd.ErrOrStderr()
			ctx, release := voice.Interruptible(b.errs, voice.NoTrial)
			defer release()
			study, err := Opened(args[0], string(dir), true)
			if err != nil {
				return err
			}
			if wait > 0 {
				told := b.line("trials", study.Plan.TrialsOf(study.Store.Missing(study.Plan)))
				err := study.Await(ctx, wait, told.Update)
				told.Erase()
				if err != nil {
					return b.stopped(err, study)
				}
			}
			err = b.mergeAndShow(ctx, cmd.OutOrStdout(), study)
			if errors.Is(err, batch.ErrInterrupted) {
				return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: the tables are as they were")}
			}
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().Var((*pause)(&wait), "wait", "wait for missing shards, as long as within this time a new one comes: 90m, 24h")
	voice.AddFormat(cmd.Flags(), &b.shown)
	addStore(cmd, &b, &dir)
	return cmd
}

// Check returns the command that runs a sample of a batch again.
func Check() *cobra.Command {
	var b batcher
	var dir voice.OutFolder
	share := percent(0.01)
	cmd := &cobra.Command{
		Use:   "check PLAN",
		Short: "Runs a sample of a batch again and compares the bytes",
		Long: `Runs a sample of the shards of a batch again, on this machine, and demands the
same bytes: a machine that computes otherwise, or a shard that was made up, is
found.`,
		Example: "  postsale check study --sample 5%",
		Args:    onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.errs = cmd.ErrOrStderr()
			ctx, release := voice.Interruptible(b.errs, voice.NoTrial)
			defer release()
			study, err := Opened(args[0], string(dir), true)
			if err != nil {
				return err
			}
			if broken := study.Store.Broken; len(broken) > 0 {
				return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s", broken[0])}
			}
			sample := study.Plan.Sample(study.Store, float64(share))
			if len(sample) == 0 {
				return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s: no shard of the plan is there; postsale shard makes them",
					units.Shown(study.Shards()))}
			}
			told := b.line("trials", study.Plan.TrialsOf(sample))
			err = study.Plan.Check(ctx, study.Path, study.Store, sample, told.Update)
			told.Erase()
			switch {
			case errors.Is(err, batch.ErrInterrupted):
				return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: what was run again so far is the same")}
			case err != nil:
				return voice.Exit{Code: voice.Failed, Err: err}
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s of %s shards, %s trials: the same, byte for byte\n", units.Grouped(len(sample)),
				units.Grouped(len(study.Plan.Shards)), units.Grouped(study.Plan.TrialsOf(sample)))
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().Var(&share, "sample", "which share of the shards, one at least")
	addStore(cmd, &b, &dir)
	return cmd
}

// pause is a flag that is a time to wait.
type pause time.Duration

func (p *pause) String() string { return time.Duration(*p).String() }
func (p *pause) Type() string   { return "TIME" }

func (p *pause) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return fmt.Errorf("must be a time such as 90s, 90m or 24h")
	}
	*p = pause(d)
	return nil
}

// percent is a flag that is a share, in per cent.
type percent float64

func (p *percent) String() string { return strconv.FormatFloat(100*float64(*p), 'g', -1, 64) + "%" }
func (p *percent) Type() string   { return "SHARE" }

func (p *percent) Set(text string) error {
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || !(v > 0 && v <= 100) || !strings.HasSuffix(text, "%") {
		return fmt.Errorf("must be above 0%% and up to 100%%")
	}
	*p = percent(v / 100)
	return nil
}
