package main

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"postsale/cmd/voice"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAClosedPipeEndsTheProgramQuietly(t *testing.T) {
	out := t.TempDir() + "/results"
	for _, args := range [][]string{
		{"run", "testdata/small.yaml", "--format", "json", "--out", out, "--quiet"},
		{"trace", "testdata/small.yaml", "--trial", "1"},
		{"trace", "testdata/small.yaml", "--trial", "1", "--format", "json"},
		{"report", out},
		{"studies"},
		{"scenarios"},
		{"scenarios", "board"},
		{"measures"},
		{"keys"},
		{"keys", "trials"},
		{"mechanisms"},
		{"mechanisms", "clumping"},
		{"schema"},
		{"verify", "--only", "seven customers"},
		{"validate", "testdata/small.yaml"},
		{"--version"},
		{"--help"},
		{"completion", "bash"},
	} {
		read, write, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, read.Close())
		var errs bytes.Buffer
		cmd := exec.Command("postsale", args...)
		cmd.Stdout, cmd.Stderr = write, &errs
		err = cmd.Run()
		require.NoError(t, write.Close())
		var ended *exec.ExitError
		require.ErrorAs(t, err, &ended, "%v", args)
		assert.Equal(t, voice.Failed, ended.ExitCode(), "%v", args)
		assert.Empty(t, errs.String(), "%v", args)
	}
	assert.FileExists(t, out+"/manifest.json", "the folder does not need a reader")
}

func TestWhereTheResultsAreIsSaidToWhoeverStaysBehind(t *testing.T) {
	out := t.TempDir() + "/results"
	args := []string{"run", "testdata/small.yaml", "--quiet", "--out", out}
	require.NoError(t, exec.Command("postsale", append(args, "--trials", "3")...).Run())
	read, write, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, read.Close())
	var errs bytes.Buffer
	cmd := exec.Command("postsale", append(args, "--trials", "4")...)
	cmd.Env = append(os.Environ(), failsAt+"=4")
	cmd.Stdout, cmd.Stderr = write, &errs
	cmd.Run()
	require.NoError(t, write.Close())
	assert.Equal(t, voice.Failed, cmd.ProcessState.ExitCode())
	assert.Contains(t, errs.String(), "postsale: the results are in "+out+"-failed: "+out+" keeps the fuller ones of an earlier run\n")
}

func TestAFullDiskIsTold(t *testing.T) {
	out := t.TempDir() + "/results"
	require.NoError(t, exec.Command("postsale", "run", "testdata/small.yaml", "--trials", "2", "--quiet", "--out", out).Run())
	study, many := t.TempDir()+"/study", t.TempDir()+"/many.yaml"
	require.NoError(t, exec.Command("postsale", "batch", "testdata/small.yaml", "--trials", "2", "--quiet", "--out", study).Run())
	require.NoError(t, os.WriteFile(many, []byte("kind: sweep\nbase: board\nvary: {deals.slip: [4%, 5%]}\n"), 0o666))
	untried := map[string]bool{}
	for _, c := range program().Commands() {
		untried[c.Name()] = true
	}
	for _, args := range [][]string{
		{"--version"},
		{"--help"},
		{"help"},
		{"help", "run"},
		{"run", "--help"},
		{"completion"},
		{"completion", "bash"},
		{"completion", "zsh", "--help"},
		{"new", "--out", t.TempDir() + "/new.yaml", "--arr", "1M", "--customers", "9", "--no-run"},
		{"run", "testdata/small.yaml", "--trials", "2"},
		{"run", "testdata/small.yaml", "--trials", "2", "--format", "json"},
		{"compare", "testdata/small.yaml", "testdata/small.yaml", "--trials", "2", "--quiet"},
		{"compare", "--by-change", "testdata/small.yaml", "testdata/small.yaml", "--trials", "2", "--help"},
		{"why", "testdata/small.yaml", "--trials", "1", "--format", "json"},
		{"misses", "testdata/small.yaml", "--quiet"},
		{"trace", "testdata/small.yaml", "--trial", "1"},
		{"trace", "testdata/small.yaml", "--trial", "1", "--format", "json"},
		{"trace", "testdata/small.yaml", "--trial", "1", "--against", "testdata/small.yaml"},
		{"find", "testdata/small.yaml", "delivery.teams.implementation.people", "--for", "start_delay_mean.FY27 <= 5d", "--to", "3", "--trials", "2", "--quiet"},
		{"report", out},
		{"report", out, "--format", "markdown"},
		{"report", out, "--format", "json"},
		{"report", study},
		{"page", "testdata/small.yaml", "--trials", "2", "--quiet"},
		{"batch", "testdata/small.yaml", "--trials", "2", "--quiet", "--out", study},
		{"batch", "--status", study},
		{"batch", "testdata/small.yaml", "--trials", "2", "--dry-run", "--format", "json"},
		{"merge", study, "--quiet"},
		{"check", study, "--quiet"},
		{"shard", "--help"},
		{"submit", "--help"},
		{"sweep", many},
		{"studies"},
		{"studies", "hiring-order", "--trials", "2", "--quiet"},
		{"scenarios"},
		{"scenarios", "board"},
		{"measures"},
		{"measures", "nrr"},
		{"keys"},
		{"keys", "trials"},
		{"mechanisms"},
		{"mechanisms", "clumping"},
		{"schema"},
		{"verify", "--only", "seven customers"},
		{"validate", "testdata/small.yaml"},
	} {
		delete(untried, args[0])
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip("no device that is always full")
		}
		var errs bytes.Buffer
		cmd := exec.Command("postsale", args...)
		cmd.Stdout, cmd.Stderr = full, &errs
		cmd.Run()
		require.NoError(t, full.Close())
		assert.Equal(t, voice.Failed, cmd.ProcessState.ExitCode(), "%v", args)
		assert.Equal(t, "postsale: write /dev/stdout: no space left on device\n", errs.String(), "%v", args)
	}
	assert.Empty(t, untried, "every command tells")
}

func TestAFullDiskChangesNoFailure(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full")
	}
	defer full.Close()
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{}, voice.Misused},
		{[]string{"rnu"}, voice.Misused},
		{[]string{"run", "board", "--trails", "5"}, voice.Misused},
		{[]string{"run", "borad"}, voice.Invalid},
	} {
		var errs bytes.Buffer
		assert.Equal(t, c.code, run(c.args, nil, full, &errs), "%v", c.args)
		assert.NotContains(t, errs.String(), "no space")
	}
}
