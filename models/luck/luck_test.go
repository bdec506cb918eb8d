package luck_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/luck"
	"postsale/models/measures"
)

// Sums run on through the trial; a span has what they gained in it.
func TestASpanHasTheLuckThatCameInIt(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	layout := measures.Layout{Calendar: calendar, Lucks: []measures.Luck{{Name: "stayed"}, {Name: "grew"}}}
	layout.Ledger = ledger.Layout{Segments: []string{"small", "large"}, Quarters: 8}
	notes := luck.New(layout)
	for range 2 { // the second trial knows nothing of the first
		notes.Begin()
		spans := 0
		for quarter := range 9 {
			if notes.Ends(quarter) {
				spans++
				now := [][]float64{{10 * float64(quarter), 1}, {-float64(quarter), 0}}
				notes.End(func(segment int) []float64 { return now[segment] })
			}
		}
		require.Equal(t, len(layout.Spans()), spans)
		from := 0
		for span, of := range layout.Spans() {
			gained := float64(of.To - from)
			from = of.To
			once := 0.0
			if span == 0 {
				once = 1
			}
			assert.Equal(t, []float64{10 * gained, once, -gained, 0}, []float64{
				notes.Row[layout.ControlAt(0, 0, span)], notes.Row[layout.ControlAt(1, 0, span)],
				notes.Row[layout.ControlAt(0, 1, span)], notes.Row[layout.ControlAt(1, 1, span)]}, of.Name)
		}
	}
}
