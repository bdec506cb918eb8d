package company_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
)

// sizes are the board's company, a quarter of it and five times it.
var sizes = []struct{ name, scenario string }{
	{"arr=5M", "testdata/5m.yaml"},
	{"arr=20M", "board"},
	{"arr=100M", "testdata/100m.yaml"},
}

func load(tb testing.TB, scenario string) *company.Params {
	tb.Helper()
	s, err := scenarios.Load(scenario, nil)
	require.NoError(tb, err)
	return &s.Params
}

func bookSize(p *company.Params) (n float64) {
	for _, s := range p.Segments {
		n += float64(s.Value.Customers.Opening.Customers)
	}
	return n
}

var kept struct {
	row      []float64
	waits    []ledger.Wait
	triangle []float64
}

// BenchmarkTrial measures a trial and what a run keeps of it. The same few trials
// come round, and each has happened before the clock starts: the storage has grown.
func BenchmarkTrial(b *testing.B) {
	const trials = 8
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			p := load(b, size.scenario)
			c, layout := company.New(p, 1), p.Layout()
			columns := layout.Columns()
			for trial := range trials {
				c.Run(1 + trial)
			}
			n, events := 0, uint64(0)
			b.ReportAllocs()
			for b.Loop() {
				book := c.Run(1 + n%trials)
				kept.row, kept.waits, kept.triangle = layout.Row(columns, book), book.Waits(nil), slices.Clone(book.Triangle())
				events += c.Events()
				n++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
			b.ReportMetric(float64(events)/float64(n), "events/op")
			b.ReportMetric(bookSize(p), "customers")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			p := load(b, size.scenario)
			b.ReportAllocs()
			for b.Loop() {
				company.New(p, 1)
			}
		})
	}
}

func TestSizesAreTheBoardsCompanyInProportion(t *testing.T) {
	n := bookSize(load(t, "board"))
	for i, factor := range []float64{.25, 1, 5} {
		p := load(t, sizes[i].scenario)
		require.Equal(t, factor*n, bookSize(p))
		for j, e := range load(t, "board").Segments {
			require.Equal(t, factor*float64(e.Value.Deals.PerQuarter), float64(p.Segments[j].Value.Deals.PerQuarter), e.Name)
		}
	}
}
