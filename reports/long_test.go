package reports

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results/saved"
	"postsale/models/results/tables"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

func TestWrappingMeasuresLongWordsOnce(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"one word", strings.Repeat("x", 20_000)},
		{"short words", strings.Repeat("x ", 20_000)},
		{"long words", strings.Repeat(strings.Repeat("x", 500)+" ", 40)},
	} {
		t.Run(c.name, func(t *testing.T) {
			measured := 0
			lines := words.Wrapped(c.text, 80, func(s string) float64 {
				measured += len(s)
				return float64(len(s))
			})
			assert.Less(t, measured, 10*len(c.text))
			for _, line := range lines {
				assert.LessOrEqual(t, len(line), 80)
			}
			assert.Equal(t, strings.ReplaceAll(c.text, " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
		})
	}
}

func TestNumbersThatAreNotFiniteOrVeryLargeAreTold(t *testing.T) {
	infinite, err := saved.Number(math.Inf(1)).MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, "null", string(infinite))
	assert.Empty(t, tables.Cell(math.Inf(-1)))
	assert.Equal(t, words.Absent, words.Decimal(math.Inf(1), 1))
	assert.Equal(t, ">10^15", words.Decimal(1.2e150, 0))
	assert.Equal(t, "<-10^15", words.Decimal(-1e15, 1))
	assert.Equal(t, "999,999,999,999,999", words.Decimal(1e15-1, 0))
}

func TestASpreadTooLargeToWriteIsNullAndEmpty(t *testing.T) {
	s := byHand(t)
	for i := range s.Estimates {
		s.Estimates[i] = estimate.Of([]float64{1e200, 3e200})
	}
	var b strings.Builder
	require.NoError(t, saved.SummaryJSON(&b, s))
	assert.Contains(t, b.String(), `"sd":null`)
	b.Reset()
	require.NoError(t, saved.Quarters(s).Write(&b, saved.CSV))
	assert.NotContains(t, b.String(), "Inf")
	b.Reset()
	require.NoError(t, inText(&b, Summary(s)))
	for line := range strings.Lines(b.String()) {
		assert.Less(t, len(line), 120)
	}
}
