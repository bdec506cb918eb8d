package kubernetes

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"sigs.k8s.io/yaml"

	"postsale/scenarios/batch"
)

var update = flag.Bool("update", false, "write what comes out into testdata; look at the difference before committing it")

var study = &batch.Study{Dir: "/home/me/Acme's \"plan\" #1", Path: "/home/me/Acme's \"plan\" #1/plan.json"}

func someTasks() *batch.Tasks {
	return &batch.Tasks{Shards: []int{0, 1, 2, 3, 7, 9, 10}, N: 3, Trials: 1750, Cores: 2, Memory: 620, Time: 90 * time.Minute,
		Merge: batch.Merging{Memory: 1500, Time: time.Hour}, Why: []string{"Time: as it was tried."}}
}

// decoded demands that a manifest is two Jobs as the API has them, no field more.
func decoded(t *testing.T, text string) (shards, merge batchv1.Job) {
	t.Helper()
	parts := strings.Split(text, "\n---\n")
	require.Len(t, parts, 2)
	require.NoError(t, yaml.UnmarshalStrict([]byte(parts[0]), &shards), text)
	require.NoError(t, yaml.UnmarshalStrict([]byte(parts[1]), &merge), text)
	for _, job := range []batchv1.Job{shards, merge} {
		assert.Equal(t, "batch/v1", job.APIVersion)
		assert.Equal(t, "Job", job.Kind)
		assert.Empty(t, validation.IsDNS1123Label(job.Name+"-99999"), "the name of a pod")
		assert.Equal(t, corev1.RestartPolicyNever, job.Spec.Template.Spec.RestartPolicy)
		require.Len(t, job.Spec.Template.Spec.Containers, 1)
	}
	return shards, merge
}

func TestTheManifestIsWhatTheAPIHas(t *testing.T) {
	o := Order{Program: "/opt/post sale/$(x)", Image: "registry.example:5000/postsale:1.0", Claim: "studies:hiring plans/2027 \"b\"", Namespace: "planning", AtOnce: 2}
	require.NoError(t, o.Validate())
	text, err := o.Manifest(study, someTasks(), 4)
	require.NoError(t, err)
	golden := filepath.Join("testdata", "jobs.yaml")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(text), 0o666))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)

	shards, merge := decoded(t, text)
	assert.Equal(t, batchv1.IndexedCompletion, *shards.Spec.CompletionMode)
	assert.EqualValues(t, 3, *shards.Spec.Completions)
	assert.EqualValues(t, 2, *shards.Spec.Parallelism)
	assert.EqualValues(t, 3, *shards.Spec.BackoffLimitPerIndex)
	assert.Equal(t, "planning", shards.Namespace)
	assert.Equal(t, corev1.DisruptionTarget, shards.Spec.PodFailurePolicy.Rules[0].OnPodConditions[0].Type)
	pod := shards.Spec.Template.Spec
	assert.EqualValues(t, 5400, *pod.ActiveDeadlineSeconds)
	c := pod.Containers[0]
	assert.Equal(t, []string{"/opt/post sale/$$(x)"}, c.Command, "what is in parentheses after a dollar is a variable")
	assert.Equal(t, []string{"shard", "/study/plan.json", "--index", "0-3,7,9-10", "--part", "$(JOB_COMPLETION_INDEX)/3", "--workers", "2"}, c.Args)
	assert.Equal(t, int64(620<<20), c.Resources.Limits.Memory().Value())
	assert.Equal(t, int64(620<<20), c.Resources.Requests.Memory().Value())
	assert.Equal(t, int64(2), c.Resources.Requests.Cpu().Value())
	assert.Equal(t, []corev1.EnvVar{{Name: "GOMAXPROCS", Value: "2"}, {Name: "GOMEMLIMIT", Value: "465MiB"}}, c.Env)
	assert.Equal(t, []corev1.VolumeMount{{Name: "study", MountPath: "/study", SubPath: "hiring plans/2027 \"b\""}}, c.VolumeMounts)
	assert.Equal(t, "studies", pod.Volumes[0].PersistentVolumeClaim.ClaimName)

	assert.Equal(t, shards.Name+"-merge", merge.Name)
	assert.Nil(t, merge.Spec.CompletionMode)
	assert.Nil(t, merge.Spec.Template.Spec.ActiveDeadlineSeconds, "it waits for tasks that wait for room")
	assert.Equal(t, []string{"merge", "/study/plan.json", "--wait", "24h"}, merge.Spec.Template.Spec.Containers[0].Args)
	assert.Equal(t, int64(1500<<20), merge.Spec.Template.Spec.Containers[0].Resources.Limits.Memory().Value())
}

func TestTheLeastOrderIsAManifestToo(t *testing.T) {
	o := Order{Program: "postsale", Image: "postsale", Claim: "study"}
	require.NoError(t, o.Validate())
	text, err := o.Manifest(&batch.Study{Dir: strings.Repeat("/long", 80), Path: "plan.json"}, someTasks(), 99_999)
	require.NoError(t, err)
	shards, _ := decoded(t, text)
	assert.Empty(t, shards.Namespace)
	assert.EqualValues(t, 3, *shards.Spec.Parallelism)
	assert.Empty(t, shards.Spec.Template.Spec.Containers[0].VolumeMounts[0].SubPath)
}

func TestTheStrictReaderFindsWhatTheAPIHasNot(t *testing.T) {
	text, err := (&Order{Program: "postsale", Image: "postsale", Claim: "study"}).Manifest(study, someTasks(), 1)
	require.NoError(t, err)
	first, _, _ := strings.Cut(text, "\n---\n")
	var job batchv1.Job
	assert.Error(t, yaml.UnmarshalStrict([]byte(strings.Replace(first, "parallelism:", "parallel:", 1)), &job))
}

func TestAnOrderThatCannotBeWrittenDownIsRefused(t *testing.T) {
	good := Order{Program: "postsale", Image: "postsale", Claim: "study"}
	for _, c := range []struct {
		change func(o *Order)
		want   string
	}{
		{func(o *Order) { o.Image = "" }, `--image: must be an image that has this program, such as registry.example/postsale:1.0, got ""`},
		{func(o *Order) { o.Image = "a b" }, `--image: must be an image that has this program, such as registry.example/postsale:1.0, got "a b"`},
		{func(o *Order) { o.Claim = "" }, `--claim: must be the name of a PersistentVolumeClaim, or NAME:FOLDER with the folder of the study in it, got ""`},
		{func(o *Order) { o.Claim = "Study" }, `--claim: must be the name of a PersistentVolumeClaim, or NAME:FOLDER with the folder of the study in it, got "Study"`},
		{func(o *Order) { o.Claim = "study:/abs" }, `--claim: must have a folder below that of the volume, such as study:studies/hiring, got "study:/abs"`},
		{func(o *Order) { o.Claim = "study:../up" }, `--claim: must have a folder below that of the volume, such as study:studies/hiring, got "study:../up"`},
		{func(o *Order) { o.Namespace = "a.b" }, `--namespace: must be small letters, digits and hyphens, got "a.b"`},
		{func(o *Order) { o.Program = "post\nsale" }, `--program: must be the program in the image, got "post\nsale"`},
	} {
		o := good
		c.change(&o)
		assert.EqualError(t, o.Validate(), c.want)
	}
}
