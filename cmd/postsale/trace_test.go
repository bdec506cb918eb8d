package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
)

func TestTheFactsOfATraceSumToItsTrial(t *testing.T) {
	for _, settings := range []settings{nil, {"warm_up=2q"}, {"arr_from=go-live"}} {
		o := order{scenario: "testdata/small.yaml", seed: 1, trials: 5, settings: settings}
		scenario, err := o.load()
		require.NoError(t, err)
		study := o.study(t.Context(), scenario, nil, nil)
		log := o.trace(scenario, 5)

		book := ledger.New(log.Layout.Ledger)
		for _, f := range log.Facts {
			book.Record(f)
		}
		row := log.Layout.Row(log.Columns, book)
		for i, c := range log.Columns {
			want := study.Table.Values(i)[4]
			if row[i] != want && !(math.IsNaN(row[i]) && math.IsNaN(want)) {
				t.Errorf("%v: %s of %s in %s: facts sum to %v, the trial says %v", settings, c.Measure.Name, c.Segment, c.Period.Name, row[i], want)
			}
		}
	}
}
