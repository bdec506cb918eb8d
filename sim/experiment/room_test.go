package experiment_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/sim/experiment"
)

func TestWorkersFitIntoMemory(t *testing.T) {
	for _, c := range []struct {
		wanted                int
		memory, results, each float64
		want                  int
	}{
		{wanted: 16, memory: 8e9, results: 1e9, each: 1e6, want: 16},
		{wanted: 16, memory: 8e9, results: 1e9, each: 1e9, want: 7}, // 1 + 7
		{wanted: 16, memory: 8e9, results: 1e9, each: 7e9, want: 1}, // 1 + 7
		{wanted: 16, memory: 8e9, results: 1e9, each: 7.1e9, want: 0},
		{wanted: 1, memory: 8e9, results: 9e9, each: 1, want: 0},
	} {
		assert.Equal(t, c.want, experiment.Room(c.wanted, c.memory, c.results, c.each), "%+v", c)
	}
}
