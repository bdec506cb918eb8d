// Package kubernetes writes what has the shards of a batch made by a cluster that Kubernetes runs.
//
//	order := kubernetes.Order{Image: image, Claim: claim, Program: "postsale"}
//	text, err := order.Manifest(study, tasks, number)
//	said, err := kubernetes.Apply(ctx, file, namespace)
//
// An Indexed Job makes the shards that are missing: its completion index is the part of them that a pod makes. A second Job
// merges; since Jobs cannot wait for each other, it waits for shards, as long as new ones come, and fails if some are missing
// then. The study is in a PersistentVolumeClaim that all pods may write (ReadWriteMany, or one node). The image need hold
// nothing but the program: no shell is run.
//
// It is for Kubernetes 1.29 and newer: backoffLimitPerIndex (KEP-3850), so that one task that fails again and again does not
// end the others, and podFailurePolicy (KEP-3329), so that a node that goes away is no failure.
package kubernetes

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"postsale/models/units"
	"postsale/scenarios/batch"
)

// Order is what is asked of Kubernetes besides what the tasks need.
type Order struct {
	Program   string // its path or its name, in the image
	Image     string
	Claim     string // NAME, or NAME:FOLDER if the study is in a folder of the volume
	Namespace string // empty: that of whoever applies it
	AtOnce    int    // pods; 0: all of them
}

// tries is how often a task may fail.
const tries = 3

// idle is how long the Job that merges waits for the next shard.
const idle = "24h"

var (
	label     = units.Pattern(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)
	subdomain = units.Pattern(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)
	image     = units.Pattern(`^[a-zA-Z0-9][-a-zA-Z0-9._/:@]*$`)
)

// Validate demands that an order can be written down.
func (o *Order) Validate() error {
	claim, folder, _ := strings.Cut(o.Claim, ":")
	switch {
	case !image().MatchString(o.Image):
		return fmt.Errorf("--image: must be an image that has this program, such as registry.example/postsale:1.0, got %s", units.Quote(o.Image))
	case !subdomain().MatchString(claim) || len(claim) > 253:
		return fmt.Errorf("--claim: must be the name of a PersistentVolumeClaim, or NAME:FOLDER with the folder of the study in it, got %s", units.Quote(o.Claim))
	case folder != "" && (!filepath.IsLocal(folder) || path.Clean(folder) != folder || strings.ContainsFunc(folder, func(r rune) bool { return r < ' ' })):
		return fmt.Errorf("--claim: must have a folder below that of the volume, such as %s:studies/hiring, got %s", claim, units.Quote(o.Claim))
	case o.Namespace != "" && !label().MatchString(o.Namespace):
		return fmt.Errorf("--namespace: must be small letters, digits and hyphens, got %s", units.Quote(o.Namespace))
	case o.Program == "" || strings.ContainsFunc(o.Program, func(r rune) bool { return r < ' ' }):
		return fmt.Errorf("--program: must be the program in the image, got %s", units.Quote(o.Program))
	}
	return nil
}

// mounted is where a pod finds the study.
const mounted = "/study"

// Manifest writes both Jobs of tasks of a study.
func (o *Order) Manifest(study *batch.Study, tasks *batch.Tasks, number int) (string, error) {
	name, err := study.JobName(number)
	if err != nil {
		return "", err
	}
	plan := path.Join(mounted, batch.PlanName)
	atOnce := tasks.N
	if o.AtOnce > 0 {
		atOnce = min(atOnce, o.AtOnce)
	}
	var b strings.Builder
	for _, text := range append([]string{fmt.Sprintf("%s shards, %s trials: pod I of %d makes the shards I, I+%d and so on of those listed, but for what is there.",
		units.Grouped(len(tasks.Shards)), units.Grouped(tasks.Trials), tasks.N, tasks.N)}, tasks.Why...) {
		fmt.Fprintf(&b, "# %s\n", text)
	}
	o.job(&b, job{
		name: name,
		spec: []string{"completionMode: Indexed", fmt.Sprintf("completions: %d", tasks.N), fmt.Sprintf("parallelism: %d", atOnce),
			fmt.Sprintf("backoffLimitPerIndex: %d", tries)},
		of: "shards", cpu: strconv.Itoa(tasks.Cores), cores: tasks.Cores, memory: tasks.Memory, seconds: int(tasks.Time.Seconds()),
		args: []string{"shard", plan, "--index", batch.Listing(tasks.Shards), "--part", "$(JOB_COMPLETION_INDEX)/" + strconv.Itoa(tasks.N),
			"--workers", strconv.Itoa(tasks.Cores)},
	})
	b.WriteString("---\n# Waits for the shards, as long as new ones come, and fails if some are missing then.\n")
	o.job(&b, job{
		name: name + "-merge", spec: []string{fmt.Sprintf("backoffLimit: %d", tries)}, of: "merge", cpu: "100m", cores: 1, memory: tasks.Merge.Memory,
		args: []string{"merge", plan, "--wait", idle},
	})
	return b.String(), nil
}

// job is one of the two.
type job struct {
	name                   string
	spec                   []string
	of, cpu                string // the request, which is little for what mostly waits
	cores, memory, seconds int
	args                   []string
}

func (o *Order) job(b *strings.Builder, j job) {
	line := func(depth int, format string, args ...any) {
		fmt.Fprintf(b, "%s%s\n", strings.Repeat("  ", depth), fmt.Sprintf(format, args...))
	}
	line(0, "apiVersion: batch/v1")
	line(0, "kind: Job")
	line(0, "metadata:")
	line(1, "name: %s", j.name)
	if o.Namespace != "" {
		line(1, "namespace: %s", quoted(o.Namespace))
	}
	line(1, "labels: {app.kubernetes.io/name: postsale, app.kubernetes.io/component: %s}", j.of)
	line(0, "spec:")
	for _, text := range j.spec {
		line(1, "%s", text)
	}
	line(1, "podFailurePolicy:")
	line(2, "rules:")
	line(3, "- action: Ignore # a node that went away is no failure")
	line(4, `onPodConditions: [{type: DisruptionTarget, status: "True"}]`)
	line(1, "template:")
	line(2, "metadata:")
	line(3, "labels: {app.kubernetes.io/name: postsale, app.kubernetes.io/component: %s}", j.of)
	line(2, "spec:")
	line(3, "restartPolicy: Never")
	if j.seconds > 0 {
		line(3, "activeDeadlineSeconds: %d", j.seconds)
	}
	line(3, "containers:")
	line(4, "- name: %s", j.of)
	line(5, "image: %s", quoted(o.Image))
	line(5, "command: [%s]", quoted(strings.ReplaceAll(o.Program, "$(", "$$(")))
	line(5, "args:")
	for _, arg := range j.args {
		line(6, "- %s", quoted(arg))
	}
	line(5, "env:")
	line(6, `- {name: GOMAXPROCS, value: "%d"}`, j.cores)
	line(6, `- {name: GOMEMLIMIT, value: "%dMiB"}`, batch.SoftLimit(j.memory))
	line(5, "resources:")
	line(6, `requests: {cpu: "%s", memory: %dMi}`, j.cpu, j.memory)
	line(6, `limits: {memory: %dMi}`, j.memory)
	claim, folder, _ := strings.Cut(o.Claim, ":")
	line(5, "volumeMounts:")
	line(6, "- name: study")
	line(7, "mountPath: %s", mounted)
	if folder != "" {
		line(7, "subPath: %s", quoted(folder))
	}
	line(3, "volumes:")
	line(4, "- name: study")
	line(5, "persistentVolumeClaim: {claimName: %s}", quoted(claim))
}

// quoted returns a text as YAML: JSON is.
func quoted(text string) string {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.Encode(text)
	return strings.TrimSpace(b.String())
}

// ErrNoKubectl is why nothing was applied: kubectl is not there.
var ErrNoKubectl = errors.New("kubectl is not on the PATH")

// Apply has kubectl apply a manifest, and returns what it says.
func Apply(ctx context.Context, file string) (said string, err error) {
	const answers = 100 * time.Second
	ctx, stop := context.WithTimeout(ctx, answers)
	defer stop()
	cmd := exec.CommandContext(ctx, "kubectl", "apply", "-f", file)
	cmd.WaitDelay = time.Second
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	switch {
	case err == nil:
		return words(out.String()), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", ErrNoKubectl
	case ctx.Err() != nil:
		return "", errors.New("kubectl: does not answer")
	}
	if text := words(errs.String()); text != "" {
		return "", fmt.Errorf("kubectl: %s", text)
	}
	return "", fmt.Errorf("kubectl: %w", err)
}

// words returns what kubectl says on several lines as one.
func words(text string) string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return units.Shown(strings.Join(list, "; "))
}
