package slurm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"postsale/models/units"
)

// answers is how long a command of Slurm may take; a controller that is busy takes long.
const answers = 100 * time.Second

// ask runs a command of Slurm in a folder and returns what it says, or an error with its words. An interrupt from the keyboard
// does not reach it.
func ask(ctx context.Context, dir, name string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, answers)
	defer stop()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.WaitDelay = time.Second
	apart(cmd)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	switch {
	case err == nil:
		return out.String(), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", &absentError{name}
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s: does not answer", name)
	}
	said := words(errs.String())
	if said == "" {
		said = err.Error()
	}
	return "", fmt.Errorf("%s: %s", name, said)
}

// absentError is that a command of Slurm is not there.
type absentError struct{ name string }

func (e *absentError) Error() string {
	return e.name + " is not on the PATH: submit where jobs of Slurm are submitted, or read with --dry-run what that would be"
}

// words returns what a command says on several lines as one, without its own name before each.
func words(text string) string {
	var list []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		for _, before := range []string{"sbatch: ", "squeue: ", "sacct: ", "scontrol: ", "slurm_load_jobs ", "error: ", "fatal: "} {
			line = strings.TrimPrefix(line, before)
		}
		if line != "" && !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return units.Shown(strings.Join(list, "; "))
}

// silent reports whether an error is that nobody answers, and so may be none a little later.
func silent(err error) bool {
	for _, says := range []string{"does not answer", "contact slurm controller", "timed out", "Connection refused", "temporarily", "try again"} {
		if strings.Contains(strings.ToLower(err.Error()), strings.ToLower(says)) {
			return true
		}
	}
	return false
}

// usualArray is how many tasks an array may have where nobody can say: what Slurm comes with, less one.
const usualArray = 1000

// mostTasks returns how many tasks an array may have.
func mostTasks(ctx context.Context) int {
	config, err := ask(ctx, "", "scontrol", "show", "config")
	if err != nil {
		return usualArray
	}
	for line := range strings.Lines(config) {
		name, value, _ := strings.Cut(line, "=")
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && strings.TrimSpace(name) == "MaxArraySize" && n > 1 {
			return n - 1
		}
	}
	return usualArray
}

// submit hands a script to Slurm, in the folder of the study, and returns the number of the job and its cluster, if it is not
// the one of this machine.
func submit(ctx context.Context, dir, script string, args ...string) (id, cluster string, err error) {
	// An interrupt that ended sbatch could leave a job that nobody has noted.
	said, err := ask(context.WithoutCancel(ctx), dir, "sbatch", append(append([]string{"--parsable"}, args...), script)...)
	if err != nil {
		return "", "", err
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	id, cluster, _ = strings.Cut(strings.TrimSpace(lines[len(lines)-1]), ";")
	if _, err := strconv.Atoi(id); err != nil {
		return "", "", fmt.Errorf("sbatch: must say the number of the job, but said: %s", words(said))
	}
	return id, cluster, nil
}

// task is what Slurm says of a task of an array, or of the job that merges.
type task struct {
	job, index, state, reason string
}

// ended are the states of Slurm from which nothing goes on.
var ended = []string{"BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT"}

func (t task) ended() bool { return slices.Contains(ended, t.state) }

// queue returns what squeue knows of a job, its ended tasks of the last minutes too.
func (j *record) queue(ctx context.Context) ([]task, error) {
	said, err := ask(ctx, "", "squeue", j.of("--noheader", "--array", "--states=all", "--format=%F|%K|%T|%j|%r", "--jobs="+j.ids())...)
	if err != nil {
		if strings.Contains(strings.ToLower(err.Error()), "invalid job id") {
			return nil, nil // it has forgotten them
		}
		return nil, err
	}
	return j.tasksIn(said), nil
}

func (j *record) tasksIn(said string) (list []task) {
	for line := range strings.Lines(said) {
		f := strings.SplitN(strings.TrimSpace(line), "|", 5)
		if len(f) == 5 && (f[3] == j.Name && f[0] == j.Array || f[3] == j.merging() && f[0] == j.Merge) {
			list = append(list, task{f[0], f[1], f[2], f[4]})
		}
	}
	return list
}

// named returns the numbers of the jobs that have the names of one; empty ones if there are none.
func (j *record) named(ctx context.Context) (array, merge string, err error) {
	said, err := ask(ctx, "", "squeue", j.of("--noheader", "--states=all", "--format=%F|%j", "--name="+j.Name+","+j.merging())...)
	if err != nil {
		return "", "", err
	}
	for line := range strings.Lines(said) {
		switch id, name, _ := strings.Cut(strings.TrimSpace(line), "|"); name {
		case j.Name:
			array = id
		case j.merging():
			merge = id
		}
	}
	return array, merge, nil
}

// accounted returns what sacct knows of a job; nothing where there is no accounting.
func (j *record) accounted(ctx context.Context) (list []task) {
	said, err := ask(ctx, "", "sacct", j.of("--noheader", "--parsable2", "--allocations", "--format=JobID,JobName,State", "--jobs="+j.ids())...)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(said) {
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 3 || f[1] != j.Name && f[1] != j.merging() {
			continue
		}
		id, index, _ := strings.Cut(f[0], "_")
		state, _, _ := strings.Cut(f[2], " ") // CANCELLED by 1000
		list = append(list, task{job: id, index: index, state: state})
	}
	return list
}

// of adds to the arguments of a command whose jobs it is to look for.
func (j *record) of(args ...string) []string {
	if j.Cluster != "" {
		args = append(args, "--clusters="+j.Cluster)
	}
	return args
}
