package studies

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/sim/estimate"
)

// ranOf runs six segments for two years, keeping the numbers of so many trials at most.
func ranOf(t *testing.T, path string, trials, kept, workers int, plain bool) *results.Run {
	t.Helper()
	s, err := NewRun(Order{Scenario: path, Seed: 1, Trials: trials, Kept: kept, Workers: workers, Plain: plain, Settings: []string{"horizon=8q",
		"targets=[{measure: nrr, at_least: 95%}, {measure: grr, segment: s1, at_most: 80%}, {measure: start_delay_mean, at_most: 1d}]"}})
	require.NoError(t, err)
	return s.Live(t.Context(), nil).Went()
}

func TestTrialsThatPassTellWhatThoseThatAreKeptTell(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	const trials = 5000
	path := sixSegments(t)
	for _, plain := range []bool{false, true} {
		kept, passing := ranOf(t, path, trials, trials, 0, plain), ranOf(t, path, trials, 100, 0, plain)
		assert.Zero(t, kept.Within())
		assert.Positive(t, passing.Within())
		near := func(want, got float64, what string) {
			t.Helper()
			if math.IsNaN(want) {
				assert.True(t, math.IsNaN(got), what)
				return
			}
			assert.InDelta(t, want, got, 1e-9*math.Abs(want)+1e-14, what)
		}
		freed := 0
		for i, c := range passing.Table.Columns {
			name := saved.ColumnName(c)
			want, got := kept.Estimate(c.Measure.Name, c.Segment, c.Period.Name), passing.Estimates[i]
			assert.Equal(t, want.N, got.N, name)
			near(want.Mean, got.Mean, name)
			near(want.SD, got.SD, name)
			near(want.MCError, got.MCError, name)
			near(want.Fewer, got.Fewer, name)
			if got.Fewer > 1 {
				freed++
			}
			if want.N == 0 {
				continue
			}
			sorted := estimate.Sorted(nil, kept.Table.Values(kept.Table.Find(c.Measure.Name, c.Segment, c.Period.Name)))
			for q, p := range []float64{.05, .10, .25, .50, .75, .90, .95} {
				about, low := want.Ascending()[q], want.Ascending()[q]
				high := low
				if want.Fewer != 1 { // freed of luck by what it does near the quantile, not at it: they are of nearly the same rank
					off := 0.5 * math.Sqrt(p*(1-p)/trials)
					first, _ := slices.BinarySearch(sorted, about)
					after, _ := slices.BinarySearch(sorted, math.Nextafter(about, math.Inf(1)))
					low = estimate.Quantile(sorted, max(0, float64(first-1)/trials-off))
					high = estimate.Quantile(sorted, min(1, float64(after+1)/trials+off))
				}
				v := got.Ascending()[q]
				assert.GreaterOrEqual(t, v, low-got.Within*math.Abs(low), "%s %v", name, p)
				assert.LessOrEqual(t, v, high+got.Within*math.Abs(high), "%s %v", name, p)
			}
		}
		assert.Equal(t, !plain, freed > 50, "%d columns are freed of luck", freed)
		require.Len(t, passing.Targets, len(kept.Targets))
		for i, want := range kept.Targets {
			got := passing.Targets[i]
			assert.Equal(t, [2]int{want.Odds.N, want.Odds.Hits}, [2]int{got.Odds.N, got.Odds.Hits})
			near(want.Odds.P, got.Odds.P, "odds")
			near(want.Odds.Low, got.Odds.Low, "low")
			near(want.Odds.High, got.Odds.High, "high")
			near(want.Odds.Fewer, got.Odds.Fewer, "gain of odds")
		}
		assert.Equal(t, kept.Pool, passing.Pool)
		assert.Nil(t, passing.Table.Trials)
		for _, c := range passing.Table.Columns {
			assert.Contains(t, []string{"FY27", "FY28", measures.Run}, c.Period.Name)
		}
	}
}

func TestTrialsThatPassTellTheSameWithAnyNumberOfWorkers(t *testing.T) {
	path := sixSegments(t)
	var first []byte
	for _, workers := range []int{1, 2, 7} {
		var text bytes.Buffer
		require.NoError(t, saved.JSON(&text, ranOf(t, path, 700, 100, workers, false)))
		if first == nil {
			first = text.Bytes()
		}
		assert.True(t, bytes.Equal(first, text.Bytes()), "%d workers", workers)
	}
}

func TestAFewTrialsOfManyThatPassedAreFreedAsTheCompanyOrNotAtAll(t *testing.T) {
	path := sixSegments(t)
	for _, trials := range []int{3, 300} { // as an interrupt leaves them
		kept, passing := ranOf(t, path, trials, trials, 0, false), ranOf(t, path, trials, 1, 0, false)
		want, got := kept.Estimate("nrr", measures.WholeCompany, "FY28"), passing.Estimate("nrr", measures.WholeCompany, "FY28")
		assert.InEpsilon(t, want.Mean, got.Mean, 1e-9)
		assert.InEpsilon(t, want.MCError, got.MCError, 1e-9)
		assert.Equal(t, trials == 3, got.Fewer == 1)
	}
}

func TestWhatNeedsEachTrialSaysSo(t *testing.T) {
	path := sixSegments(t)
	const says = " needs the numbers of each trial, which are kept of at most 100,000 trials, got 100,001; take --trials 100000, or tell of more with run"
	many := Order{Scenario: path, Others: []string{path}, Seed: 1, Trials: 100_001}
	for what, make := range map[string]func(Order) (*Study, error){
		"compare":             func(o Order) (*Study, error) { return NewComparison(o, false) },
		"compare --by-change": NewChanges,
		"why":                 NewExplanation,
	} {
		_, err := make(many)
		assert.EqualError(t, err, "--trials: "+what+says)
	}
	tracing, err := NewTracing(Order{Scenario: path, Seed: 1, Trials: 100_001})
	require.NoError(t, err)
	_, _, err = tracing.Nearest(t.Context(), "nrr.FY27.p10", nil, nil)
	assert.EqualError(t, err, "--trials: --near"+says)
}

func TestSoLongARunThatNotEvenItsYearsHaveRoomIsRefused(t *testing.T) {
	_, err := NewRun(Order{Scenario: sixSegments(t), Seed: 1, Trials: 200_000, Settings: []string{"horizon=200q"}})
	assert.ErrorContains(t, err, "horizon: must be shorter, or segments and teams fewer: the results must take at most 5 GB of memory, got ")
	_, err = NewRun(Order{Scenario: sixSegments(t), Seed: 1, Trials: 200_000, Settings: []string{"horizon=100q"}})
	assert.NoError(t, err)
}

func TestMillionsOfTrialsHaveRoomWhereAHundredThousandHave(t *testing.T) {
	room := func(trials int) float64 {
		s, err := NewRun(Order{Scenario: "board", Seed: 1, Trials: trials})
		require.NoError(t, err)
		return s.room.results
	}
	assert.Greater(t, room(100_000), 2e9)
	assert.Less(t, room(100_001), 0.4e9)
	assert.Equal(t, room(100_001), room(10_000_000))
}
