package bridges

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/sim/estimate"
)

func TestTheMoveOfARRIsToldWithinItsError(t *testing.T) {
	told := func(opening, closing float64) string {
		return moves(results.Bridge{Opening: estimate.Distribution{Mean: opening}, Closing: estimate.Distribution{N: 100, Mean: closing, MCError: 0.05e6}})
	}
	assert.Equal(t, "ARR grows from $1.3M to $1.5M", told(1.3e6, 1.5e6))
	assert.Equal(t, "ARR shrinks from $1.7M to $1.5M", told(1.7e6, 1.5e6))
	assert.Equal(t, "ARR goes from $1.4M to $1.5M, the same within its error", told(1.42e6, 1.5e6))
	assert.Equal(t, "ARR stays at $1.5M", told(1.5e6, 1.5e6))
}

func TestEveryYearHasItsStepsAndTheirSpread(t *testing.T) {
	rows := func(quarters, trials int) (names []string, spread int) {
		s := sample.Shape{Trials: trials, Quarters: quarters, Start: sample.Board.Start}.Run(t)
		f, missing := ARR(s, "arr-bridge")
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		for _, text := range strings.Split(string(file.Data), "</text>") {
			text = text[strings.LastIndex(text, ">")+1:]
			switch {
			case strings.Contains(text, " to $") && strings.HasPrefix(text, "$"):
				spread++
			case strings.HasPrefix(text, "end of"), text == "opening", text == "closing", text == "churn":
				names = append(names, text)
			}
		}
		return names, spread
	}
	names, spread := rows(8, 40)
	assert.Equal(t, []string{"opening", "churn", names[2], "churn", names[4]}, names)
	assert.Regexp(t, "^end of FY", names[2])
	assert.GreaterOrEqual(t, spread, 2*5)
	names, spread = rows(8, 9)
	assert.Len(t, names, 5)
	assert.Zero(t, spread, "nine trials do not tell between what 8 in 10 lie")
	for _, quarters := range []int{6, 48} {
		names, _ = rows(quarters, 20)
		assert.Equal(t, []string{"opening", "churn", "closing"}, names, "%d quarters", quarters)
	}
}
