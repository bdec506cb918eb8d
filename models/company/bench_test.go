//go:build unix

package company_test

import (
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/scenarios"
)

// sizes are the board's company, a quarter of it and five times it.
var sizes = []struct{ name, scenario string }{
	{"arr=5M", "testdata/5m.yaml"},
	{"arr=20M", "board"},
	{"arr=100M", "testdata/100m.yaml"},
}

func load(tb testing.TB, scenario string, sets ...string) *company.Params {
	tb.Helper()
	s, err := scenarios.Load(scenario, sets)
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
// The time of an event is that of processors, which on a busy machine is less than
// what the clock says.
func BenchmarkTrial(b *testing.B) {
	const trials = 8
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			p := load(b, size.scenario)
			c, layout := company.New(p, 1), p.Layout()
			columns := layout.Columns()
			run := func(trial int) {
				l := c.Run(trial)
				kept.row, kept.waits, kept.triangle = layout.Row(columns, l), l.Waits(nil), slices.Clone(l.Triangle())
			}
			for trial := range trials {
				run(1 + trial)
			}
			n, events := 0, uint64(0)
			b.ReportAllocs()
			before := spent(b)
			for b.Loop() {
				run(1 + n%trials)
				events += c.Events()
				n++
			}
			b.ReportMetric(float64((spent(b)-before).Nanoseconds())/float64(events), "cpu-ns/event")
			b.ReportMetric(float64(events)/float64(n), "events/op")
			b.ReportMetric(bookSize(p), "customers")
		})
	}
}

// spent returns the time that processors have spent on this process.
func spent(tb testing.TB) time.Duration {
	var usage syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkSetUp loads a scenario and makes its company, whose laws were drawn from before. Its time is that of processors.
func BenchmarkSetUp(b *testing.B) {
	company.New(load(b, "board"), 1).Run(1)
	before := spent(b)
	for b.Loop() {
		company.New(load(b, "board"), 1)
	}
	b.ReportMetric(1e3*(spent(b)-before).Seconds()/float64(b.N), "cpu-ms/op")
}

// BenchmarkInputs measures a trial of a company of its own, of which an input differs from trial to trial: the shape of
// no law, of one, of those that tickets are drawn from, or of each customer's churn.
func BenchmarkInputs(b *testing.B) {
	acv := func(p *company.Params) *units.Middle[units.Money] { return p.Segments[1].Value.Customers.ACV.Lognormal }
	for _, input := range []struct {
		name string
		draw func(p *company.Params, by float64)
	}{
		{"none", func(*company.Params, float64) {}},
		{"scale", func(p *company.Params, by float64) { *acv(p).Mean *= units.Money(by) }},
		{"shape", func(p *company.Params, by float64) { acv(p).CV *= units.Number(by) }},
		{"tickets", func(p *company.Params, by float64) {
			for _, touch := range []*units.Middle[units.Duration]{p.Support.HowDoI.Touch.Lognormal, p.Support.BreakFix.Touch.Lognormal,
				p.Support.Configuration.Touch.Lognormal, p.Support.Tier2Touch.Lognormal} {
				touch.CV *= units.Number(by)
			}
		}},
		{"churn", func(p *company.Params, by float64) {
			for i := range p.Segments {
				p.Segments[i].Value.Customers.Churn.FirstRenewal *= units.Share(by)
			}
		}},
	} {
		b.Run(input.name, func(b *testing.B) {
			p := load(b, "board")
			company.New(p, 1).Run(1)
			before, n := spent(b), 0
			for b.Loop() {
				n++
				input.draw(p, 1+1e-9)
				company.New(p, 1).Run(1 + n%8)
			}
			b.ReportMetric(1e3*(spent(b)-before).Seconds()/float64(b.N), "cpu-ms/op")
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
