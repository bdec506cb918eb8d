//go:build linux

package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheSystemSaysHowMuchMemoryThereIs(t *testing.T) {
	free := systemMemory()
	assert.Greater(t, free, 0.0)
	assert.False(t, math.IsInf(free, 1))
	assert.Equal(t, 12.0, firstNumber(" 12 kB\nSwapFree: 7 kB"))
	assert.True(t, math.IsInf(firstNumber("max\n"), 1), "a group without a limit")
	assert.True(t, math.IsInf(firstNumber(""), 1))
}

func TestALimitOfTheShellIsKept(t *testing.T) {
	dir := place(t)
	end := runIn(t, dir, "sh", "-c", "ulimit -v 2000000; exec postsale run small.yaml --trials 4 --workers 64 "+
		"--set segments.small.opening.customers=100000 --set segments.small.tickets.per_month=0.001")
	assert.Contains(t, []int{done, misused}, end.code, end.errs)
	assert.Regexp(t, `^postsale: (small.yaml: too large: |[123] of 4 workers, since )`, end.errs)
}
