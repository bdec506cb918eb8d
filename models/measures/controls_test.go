package measures_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
)

// lucky is a firm of which one kind of luck lasts and one does not.
func lucky(l measures.Layout) measures.Layout {
	l.Lucks = []measures.Luck{{Name: "stayed"}, {Name: "propensity", Lasting: true}}
	return l
}

func TestControlsAreOfWhatWasBeforeAndOfFiscalYearsAsFarAsTheyAreMeasured(t *testing.T) {
	for _, c := range []struct {
		name   string
		layout measures.Layout
		want   []measures.Period
	}{
		{"whole years", firm(0, 8), []measures.Period{{Name: "before"}, {Name: "FY27", To: 4}, {Name: "FY28", From: 4, To: 8}}},
		{"after a warm-up", firm(3, 5), []measures.Period{{Name: "before", From: -3}, {Name: "FY27", To: 4}, {Name: "FY28", From: 4, To: 5}}},
		{"begun within a year", firmFrom(time.October, 2, 6), []measures.Period{{Name: "before", From: -2}, {Name: "FY27", To: 1},
			{Name: "FY28", From: 1, To: 5}, {Name: "FY29", From: 5, To: 6}}},
		{"within one year", firmFrom(time.April, 0, 2), []measures.Period{{Name: "before"}, {Name: "FY27", To: 2}}},
	} {
		assert.Equal(t, c.want, c.layout.Spans(), c.name)
	}
}

func TestAControlStandsWhereItIsSaidToStand(t *testing.T) {
	many := firm(0, 8)
	many.Ledger.Segments = nil
	for i := range 9 {
		many.Ledger.Segments = append(many.Ledger.Segments, fmt.Sprint("segment", i))
	}
	for _, layout := range []measures.Layout{lucky(firm(1, 8)), lucky(many)} {
		controls, seen := layout.Controls(), map[int]bool{}
		for kind, luck := range layout.Lucks {
			for segment, name := range layout.Ledger.Segments {
				if !layout.Parted() {
					name = measures.WholeCompany
				}
				for span, period := range layout.Spans() {
					at := layout.ControlAt(kind, segment, span)
					require.Equal(t, measures.Control{Luck: luck, Segment: name, Span: period}, controls[at])
					seen[at] = true
				}
			}
		}
		assert.Len(t, seen, len(controls))
	}
}

func TestSumsByLuckAreOfAllSegmentsAndSpans(t *testing.T) {
	layout := lucky(firm(0, 4)) // of each kind two segments, of each before and FY27
	assert.Equal(t, []float64{1 + 2 + 4 + 8, 16 + 32 + 64 + 128}, layout.ByLuck([]float64{1, 2, 4, 8, 16, 32, 64, 128}))
}
