package slurm

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/scenarios/batch"
)

var update = flag.Bool("update", false, "write what comes out into testdata; look at the difference before committing it")

const folder = "/home/me/Acme's \"plan\" #1 100% \\o"

func someTasks() *batch.Tasks {
	return &batch.Tasks{Shards: []int{0, 1, 2, 3, 7, 9, 10}, N: 3, Trials: 1750, Cores: 2, Memory: 620, Time: 26*time.Hour + 30*time.Minute,
		Merge: batch.Merging{Memory: 1500, Time: time.Hour}, Why: []string{"Time: as it was tried.", "Memory: as it was worked out."}}
}

func holds(t *testing.T, name, text string) {
	t.Helper()
	golden := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(text), 0o666))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

func TestTheScriptsSayAllThatIsAskedFor(t *testing.T) {
	o := Order{Program: "/opt/post sale/bin/postsale", Partition: "short", Account: "R & D", AtOnce: 50, Form: "json",
		Options: []string{"--qos=long", "--exclusive", "--constraint=a&b|c", "-C x y", "--comment=it's \"mine\"", "--mail-user me@example.com"}}
	require.NoError(t, o.Validate())
	job, err := o.NewJob(&batch.Study{Dir: folder, Path: folder + "/plan.json", Place: "/scratch/my shards"}, someTasks(), 4)
	require.NoError(t, err)
	holds(t, "shards.sh", job.Shards)
	holds(t, "merge.sh", job.Merge)
}

func TestTheLeastScripts(t *testing.T) {
	tasks := someTasks()
	tasks.Why, tasks.Cores, tasks.N, tasks.Time = nil, 1, 1, 15*time.Minute
	job, err := (&Order{Program: "postsale"}).NewJob(&batch.Study{Dir: "/study", Path: "/study/plan.json"}, tasks, 1)
	require.NoError(t, err)
	holds(t, "least-shards.sh", job.Shards)
	holds(t, "least-merge.sh", job.Merge)
}

// A shell runs the script with a program in place of ours that says what it was given.
func TestAShellReadsTheWordsBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b'c\"d$e`f\\g#h;i*j")
	require.NoError(t, os.Mkdir(dir, 0o777))
	program := filepath.Join(dir, "post sale")
	require.NoError(t, os.WriteFile(program, []byte("#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done\necho \"$GOMAXPROCS $GOMEMLIMIT\"\n"), 0o777))
	job, err := (&Order{Program: program}).NewJob(&batch.Study{Dir: dir, Path: filepath.Join(dir, "plan.json"), Place: dir}, someTasks(), 1)
	require.NoError(t, err)
	for _, c := range []struct {
		script string
		want   []string
	}{
		{job.Shards, []string{"shard", filepath.Join(dir, "plan.json"), "--shards", dir, "--index", "0-3,7,9-10", "--part", "2/3", "--workers", "2", "2 465MiB"}},
		{job.Merge, []string{"merge", filepath.Join(dir, "plan.json"), "--shards", dir, "1 1125MiB"}},
	} {
		sh := exec.Command("sh")
		sh.Stdin = strings.NewReader(c.script)
		sh.Env = append(os.Environ(), "SLURM_ARRAY_TASK_ID=2")
		out, err := sh.CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Equal(t, c.want, strings.Split(strings.TrimSpace(string(out)), "\n"))
	}
}

func TestAnyWordIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[ -~äß]{0,12}`).Draw(t, "word")
		out, err := exec.Command("sh", "-c", "printf %s "+shell(word)).Output()
		require.NoError(t, err)
		assert.Equal(t, word, string(out))
		assert.Equal(t, word, asSbatchReads(directive(word)))
	})
}

// asSbatchReads reads a value as sbatch 22.05 does (_get_argument in src/sbatch/opt.c): a backslash spares a letter, but no blank outside quotes.
func asSbatchReads(text string) string {
	var b strings.Builder
	var quote rune
	spared := false
	for _, r := range text {
		switch {
		case quote == 0 && r == ' ':
			return b.String()
		case spared:
			spared = false
			b.WriteRune(r)
		case r == '\\':
			spared = true
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case quote != 0 && r == quote:
			quote = 0
		case r == '#':
			return b.String()
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestAnOptionThatIsSaidOtherwiseIsRefused(t *testing.T) {
	for _, c := range []struct{ option, want string }{
		{"qos=long", `--option: must be an option of sbatch such as --qos=long, got "qos=long"`},
		{"--", `--option: must be an option of sbatch such as --qos=long, got "--"`},
		{"", `--option: must be an option of sbatch such as --qos=long, got ""`},
		{"--array=0-9", `--option: --array is said by submit itself, got "--array=0-9"`},
		{"-d after:1", `--option: -d is said by submit itself, got "-d after:1"`},
		{"--mem=4G", `--option: --mem is said by --mem, got "--mem=4G"`},
		{"-p short", `--option: -p is said by --partition, got "-p short"`},
		{"--qos=a\n#SBATCH --array=0-9", `--option: must be without line breaks and the like, got "--qos=a\n#SBATCH --array=0-9"`},
	} {
		o := Order{Program: "postsale", Options: []string{c.option}}
		assert.EqualError(t, o.Validate(), c.want)
	}
	assert.EqualError(t, (&Order{Program: "post\nsale"}).Validate(), `--program: must be without line breaks and the like, got "post\nsale"`)
	_, err := (&Order{Program: "postsale"}).NewJob(&batch.Study{Dir: "/a\nb", Path: "/a\nb/plan.json"}, someTasks(), 1)
	assert.EqualError(t, err, `the folder of the study: must be without line breaks and the like, got "/a\nb/a\nb/shards"`)
}

func TestLimitsAreWrittenAsSlurmReadsThem(t *testing.T) {
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{15 * time.Minute, "--time=00:15:00"},
		{90*time.Minute + 5*time.Second, "--time=01:30:05"},
		{49 * time.Hour, "--time=2-01:00:00"},
	} {
		assert.Equal(t, c.want, limit(c.d))
	}
}

func TestWhatSlurmSaysIsOneLine(t *testing.T) {
	assert.Equal(t, "Batch job submission failed: Invalid account or account/partition combination specified",
		words("sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified\n"))
	assert.Equal(t, "a; b", words("sbatch: error: a\n\nsbatch: error: b\nsbatch: error: a\n"))
}

func TestOnlyOwnJobsAreLookedAt(t *testing.T) {
	j := &record{Name: "postsale-x-1", Array: "7", Merge: "8"}
	assert.Equal(t, []task{{"7", "0", "RUNNING", "None"}, {"8", "N/A", "PENDING", "Dependency"}}, j.tasksIn(strings.Join([]string{
		"7|0|RUNNING|postsale-x-1|None",
		"7|1|RUNNING|somebody else's|None", // numbers begin anew
		"CLUSTER: other",
		"8|N/A|PENDING|postsale-x-1-merge|Dependency",
		"9|0|RUNNING|postsale-x-1|None",
	}, "\n")))
}
