package studies_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/scenarios/studies"
)

func TestTheFactsOfATraceSumToItsTrial(t *testing.T) {
	for _, settings := range [][]string{nil, {"warm_up=2q"}, {"arr_from=go-live"}} {
		o := studies.Order{Scenario: small, Seed: 1, Trials: 5, Settings: settings}
		tracing, err := studies.NewTracing(o)
		require.NoError(t, err)
		logs, err := tracing.Trace(5, nil, studies.Part{})
		require.NoError(t, err)
		log := logs[0]

		l := ledger.New(log.Layout.Ledger)
		for _, f := range log.Facts {
			l.Record(f)
		}
		table := run(t, o).Table
		row := log.Layout.Row(log.Columns, l)
		for i, c := range log.Columns {
			want := table.Values(i)[4]
			if row[i] != want && !(math.IsNaN(row[i]) && math.IsNaN(want)) {
				t.Errorf("%v: %s of %s in %s: facts sum to %v, the trial says %v", settings, c.Measure.Name, c.Segment, c.Period.Name, row[i], want)
			}
		}
	}
}
