package main

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAClosedPipeEndsTheProgramQuietly(t *testing.T) {
	out := t.TempDir() + "/results"
	for _, args := range [][]string{
		{"run", "testdata/small.yaml", "--format", "json", "--out", out, "--quiet"},
		{"trace", "testdata/small.yaml", "--trial", "1"},
		{"trace", "testdata/small.yaml", "--trial", "1", "--format", "json"},
		{"scenarios"},
		{"scenarios", "board"},
		{"measures"},
		{"schema"},
		{"verify", "--only", "seven customers"},
		{"validate", "testdata/small.yaml"},
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
		assert.Equal(t, failed, ended.ExitCode(), "%v", args)
		assert.Empty(t, errs.String(), "%v", args)
	}
	assert.FileExists(t, out+"/manifest.json", "the folder does not need a reader")
}

func TestAFullDiskIsTold(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full")
	}
	defer full.Close()
	var errs bytes.Buffer
	code := run([]string{"run", "testdata/small.yaml", "--trials", "2"}, nil, full, &errs)
	assert.Equal(t, failed, code)
	assert.Equal(t, "postsale: write /dev/full: no space left on device\n", errs.String())
}
