package sim_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/sim"
)

func TestLevelAveragesAndPeaksByPeriod(t *testing.T) {
	var l sim.Level
	l.Reset(-2, 1)
	l.Add(0, 2)  // 1 for 2
	l.Set(1, .5) // 3 for 1
	area, peak := l.Close(3)
	assert.Equal(t, 1*2+3*1+.5*2, area)
	assert.Equal(t, 3.0, peak)

	area, peak = l.Close(5)
	assert.Equal(t, .5*2, area, "the next period starts with the value of now")
	assert.Equal(t, .5, peak)
	assert.Equal(t, .5, l.Value())
}

func TestALevelBelowZeroHasItsPeakThere(t *testing.T) {
	var l sim.Level
	l.Reset(0, -5)
	l.Set(1, -3)
	l.Set(2, -4)
	area, peak := l.Close(2)
	assert.Equal(t, -5.0-3, area)
	assert.Equal(t, -3.0, peak)
}

func TestALevelThatChangesAndReturnsAtOnceHasHadItsPeak(t *testing.T) {
	var l sim.Level
	l.Add(1, 7)
	l.Add(1, -7)
	area, peak := l.Close(2)
	assert.Zero(t, area)
	assert.Equal(t, 7.0, peak)
}

func TestALevelDoesNotGoBackInTime(t *testing.T) {
	var l sim.Level
	l.Reset(2, 0)
	assert.Equal(t, "level: time must be at least 2, got 1", panicText(func() { l.Add(1, 1) }))
	assert.Equal(t, "level: time must be at least 2, got NaN", panicText(func() { l.Close(math.NaN()) }))
}
