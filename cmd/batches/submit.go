package batches

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports"
	"postsale/scenarios/batch"
	"postsale/scenarios/batch/kubernetes"
	"postsale/scenarios/batch/slurm"
)

// submission is what was asked for on a command line.
type submission struct {
	batcher
	engine        engine
	bounds        batch.Bounds
	atOnce, tries int
	program       string
	leave         bool
	slurm         slurm.Order
	options       voice.Settings
	kubernetes    kubernetes.Order
}

const (
	ofSlurm      = "slurm"
	ofKubernetes = "kubernetes"
)

// only are the flags that make sense with one engine.
var only = map[string][]string{
	ofSlurm:      {"partition", "account", "option", "tries", "no-wait", "shards"},
	ofKubernetes: {"image", "claim", "namespace"},
}

// Submit returns the command that has a cluster make the shards of a batch.
func Submit() *cobra.Command {
	s := submission{engine: ofSlurm}
	var dir voice.OutFolder
	cmd := &cobra.Command{
		Use:   "submit PLAN",
		Short: "Has a cluster make the shards of a batch, sees it through, and merges",
		Long: `Has a cluster make the shards of a batch that are missing, and merge them.

With --engine slurm the study must be in a folder that the nodes see under the
same path. The command submits a job array and a job that merges, follows them,
and submits again what is missing when they have ended. Ctrl-C leaves the jobs
running: the same command again follows on.

With --engine kubernetes it writes an Indexed Job and a Job that merges, for a
study in a PersistentVolumeClaim, and has kubectl apply them.

Memory and time are asked for as a few trials here take, with room: --dry-run
shows how much, and all that would be submitted.`,
		Example: `  postsale batch plans --out study --plan
  postsale submit study --dry-run
  postsale submit study --partition short --account board --option=--qos=long
  postsale submit study --engine kubernetes --image registry/postsale --claim studies:plans`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			for name, flags := range only {
				for _, flag := range flags {
					if name != string(s.engine) && cmd.Flags().Changed(flag) {
						return voice.Usage("submit: --%s is for --engine %s", flag, name)
					}
				}
			}
			s.errs = cmd.ErrOrStderr()
			ctx, release := voice.Interruptible(s.errs, "what is submitted goes on")
			defer release()
			study, err := Opened(args[0], string(dir), true)
			if err != nil {
				return err
			}
			return s.run(ctx, cmd.OutOrStdout(), study)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&s.engine, "engine", "what runs the cluster: slurm or kubernetes")
	flags.BoolVar(&s.dryRun, "dry-run", false, "print what would be submitted, and ask the cluster nothing")
	flags.BoolVar(&s.leave, "no-wait", false, "submit, and do not follow")
	flags.Var(voice.Whole(&s.tries, 1, 1000), "tries", "how often what is missing is submitted")
	s.tries = 3
	flags.Var(voice.Whole(&s.bounds.Tasks, 1, 100_000), "tasks", "tasks at most (default: of at least half a minute, as many as may be)")
	flags.Var(voice.Whole(&s.atOnce, 1, 100_000), "parallel", "tasks at a time (default: as many as there is room for)")
	flags.Var(voice.Whole(&s.bounds.Cores, 1, 1024), "cpus", "cores of a task (default: one)")
	flags.Var((*size)(&s.bounds.Memory), "mem", "memory of a task, such as 500M or 4G (default: as tried, with room)")
	flags.Var((*longest)(&s.bounds.Time), "time", "time of a task: minutes, 1:30:00 or 2-12:00:00 (default: as tried, with room)")
	flags.StringVar(&s.program, "program", "", "this program, where the tasks run (default: where it is here; kubernetes: postsale)")
	flags.StringVar(&s.slurm.Partition, "partition", "", "slurm: the partition")
	flags.StringVar(&s.slurm.Account, "account", "", "slurm: the account")
	flags.Var(&s.options, "option", "slurm: an option of sbatch, such as --option=--qos=long; may be repeated")
	flags.Lookup("option").Usage = "slurm: an `OPTION` of sbatch, such as --option=--qos=long; may be repeated"
	flags.StringVar(&s.kubernetes.Image, "image", "", "kubernetes: the image that has this program")
	flags.StringVar(&s.kubernetes.Claim, "claim", "", "kubernetes: the PersistentVolumeClaim of the study, or NAME:FOLDER")
	flags.StringVar(&s.kubernetes.Namespace, "namespace", "", "kubernetes: the namespace")
	voice.AddFormat(flags, &s.shown)
	addStore(cmd, &s.batcher, &dir)
	return cmd
}

func (s *submission) run(ctx context.Context, out io.Writer, study *batch.Study) error {
	if len(study.Store.Broken) > 0 {
		return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%s; take it away, and the same command again has it made", study.Store.Broken[0])}
	}
	missing := study.Store.Missing(study.Plan)
	if len(missing) == 0 {
		if m := study.Plan.Complete(study.Dir); m != nil {
			s.note(fmt.Sprintf("%s is complete: nothing to do", units.Shown(study.Dir)))
			return failures(m.Failed)
		}
		if s.dryRun || s.engine == ofKubernetes {
			s.note("no shard is missing: there is nothing to submit")
		}
		if s.dryRun {
			return nil
		}
	}
	var err error
	if s.engine == ofKubernetes {
		err = s.onKubernetes(ctx, out, study, missing)
	} else {
		err = s.onSlurm(ctx, out, study)
	}
	if errors.Is(err, batch.ErrInterrupted) {
		return voice.Exit{Code: voice.Interrupted, Err: err}
	}
	return err
}

// onSlurm submits and follows, and merges what nobody has merged.
func (s *submission) onSlurm(ctx context.Context, out io.Writer, study *batch.Study) error {
	left := study.Plan.TrialsOf(study.Store.Missing(study.Plan))
	had, told := study.Plan.Trials()-left, s.line("trials", left)
	run := &slurm.Run{Order: s.slurm, Study: study, Bounds: s.bounds, Tries: s.tries, Leave: s.leave,
		Note: func(text string) {
			told.Erase()
			s.note(text)
		},
		Progress: func(what string, done int) {
			told.Count(what)
			told.Update(done-had, 0)
		}}
	run.AtOnce, run.Options = s.atOnce, s.options
	if names, _ := reports.Formats(); string(s.shown) != names[0] {
		run.Form = string(s.shown)
	}
	var err error
	if run.Program, err = programHere(s.program); err != nil {
		return err
	}
	if err := run.Validate(); err != nil {
		return voice.Usage("submit: %w", err)
	}
	if s.dryRun {
		text, err := run.Written(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(out, text)
		return err
	}
	all, err := run.Follow(ctx)
	told.Erase()
	switch {
	case errors.Is(err, batch.ErrInterrupted) && run.Under() != "":
		return fmt.Errorf("%w: left running: %s", err, run.Under())
	case err != nil:
		return err
	case !all:
		s.note("left running: " + run.Under())
		return nil
	}
	if m := study.Plan.Complete(study.Dir); m != nil {
		s.note(fmt.Sprintf("the tables are in %s", units.Shown(study.Dir)))
		if text, err := os.ReadFile(run.Output()); err == nil {
			if _, err := out.Write(text); err != nil {
				return err
			}
		}
		return failures(m.Failed)
	}
	return s.mergeAndShow(ctx, out, study)
}

// onKubernetes writes what is to be applied, and has it applied.
func (s *submission) onKubernetes(ctx context.Context, out io.Writer, study *batch.Study, missing []int) error {
	if len(missing) == 0 {
		return s.mergeAndShow(ctx, out, study)
	}
	order := s.kubernetes
	order.AtOnce, order.Program = s.atOnce, cmp.Or(s.program, "postsale")
	if err := order.Validate(); err != nil {
		return voice.Usage("submit: %w", err)
	}
	needs, err := study.Plan.Needs(ctx, study.Path)
	if err != nil {
		return err
	}
	number, err := study.NextJob()
	if err != nil {
		return err
	}
	const most = 10_000
	text, err := order.Manifest(study, needs.Divide(missing, most, s.bounds), number)
	if err != nil {
		return err
	}
	if s.dryRun {
		_, err := fmt.Fprint(out, text)
		return err
	}
	name := filepath.Join(strconv.Itoa(number), "jobs.yaml")
	if err := study.Keep(name, []byte(text)); err != nil {
		return err
	}
	file := filepath.Join(study.Jobs(), name)
	claim, folder, _ := strings.Cut(order.Claim, ":")
	there := fmt.Sprintf("the claim %s must hold %s", claim, filepath.Join("/", folder, batch.PlanName))
	said, err := kubernetes.Apply(ctx, file)
	switch {
	case errors.Is(err, kubernetes.ErrNoKubectl):
		s.note(fmt.Sprintf("%s is written and not applied, since %v: kubectl apply -f %s does that; %s", units.Shown(file), err, units.Shown(file), there))
		return nil
	case err != nil:
		return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%w; %s is what it was given", err, units.Shown(file))}
	}
	s.note(fmt.Sprintf("%s is applied: %s; %s, and kubectl get jobs tells how far they are", units.Shown(file), said, there))
	return nil
}

// programHere is where this program is, for tasks that see the same files.
func programHere(asked string) (string, error) {
	if asked == "" {
		return os.Executable()
	}
	if !strings.ContainsRune(asked, filepath.Separator) {
		return asked, nil
	}
	return filepath.Abs(asked)
}
