package studies

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/results"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// twelve returns a study of twelve causes: that nobody leaves, and that nobody grows, in each of six segments that are
// alike. Both act on the same customers, so that the causes of a segment act together, and those of others do not.
func twelve(t *testing.T, seed uint64, trials int) (*Study, division) {
	t.Helper()
	study, err := NewRun(Order{Scenario: sixSegments(t), Seed: seed, Trials: trials})
	require.NoError(t, err)
	base := study.Plans[0].Params
	d := division{
		params: func(set uint64) *company.Params { return without(base, set) },
		name:   func(held []string) string { return strings.Join(held, ", ") },
	}
	for i := range base.Segments {
		d.causes = append(d.causes, results.Cause{Name: fmt.Sprint("stays ", i)}, results.Cause{Name: fmt.Sprint("keeps ", i)})
	}
	return study, d
}

// without returns a scenario without the leavers and growers that the bits of a set name.
func without(base company.Params, set uint64) *company.Params {
	base.Segments = slices.Clone(base.Segments)
	for i := range base.Segments {
		segment := &base.Segments[i].Value.Customers
		if set>>(2*i)&1 == 1 {
			segment.Churn.FirstRenewal = 0
		}
		if set>>(2*i+1)&1 == 1 {
			segment.Expansion.PerYear = 0
		}
	}
	return &base
}

func sixSegments(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("name: six\nstart: 2027-01-01\nhorizon: 4q\nsegments:\n")
	for i := range 6 {
		fmt.Fprintf(&b, "  s%d: {opening: {customers: 20}, acv: 10k, churn: {first_renewal: 20%%}, expansion: {per_year: 0.5, size: 20%%}, projects: {p: 100%%}}\n", i)
	}
	b.WriteString("delivery: {teams: {t: {people: 1}}, projects: {p: {team: t, promised: 1w, phases: [{name: a}]}}}\nsupport: {tier1: {people: 1}}\n")
	path := filepath.Join(t.TempDir(), "six.yaml")
	require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o666))
	_, err := scenarios.Load(path, nil)
	require.NoError(t, err)
	return path
}

// live lets a study live, and returns how many trials of a set that took.
func live(t *testing.T, s *Study, d division) (e *results.Explanation, jobs int) {
	t.Helper()
	began := make(chan struct{}, 10_000)
	s.Order.Before = func(int, int) { began <- struct{}{} }
	s.divide(d)
	return s.Live(t.Context(), nil).(*results.Explanation), len(began)
}

// addUp demands that shares add up to the whole, and that to what all causes change.
func addUp(t *testing.T, e *results.Explanation) {
	t.Helper()
	require.NotEmpty(t, e.Divisions)
	for _, d := range e.Divisions {
		sum := 0.
		for _, s := range d.Shares {
			sum += s.Value
		}
		assert.InDelta(t, d.Whole.Value, sum, 1e-9*math.Abs(d.From()))
		assert.InDelta(t, d.To()-d.From(), d.Whole.Value, 1e-9*math.Abs(d.From()))
	}
}

func TestEachTrialDividesAmongTwelveCausesByTwentyFourSets(t *testing.T) {
	const trials = 5
	s, d := twelve(t, 1, trials)
	d.means(estimate.NewOrders(len(d.causes), 1), trials)
	e, jobs := live(t, s, d)
	assert.Equal(t, 24, e.Sets)
	assert.Equal(t, 24*trials, jobs)
	assert.Equal(t, 2, e.Orders)
	assert.True(t, e.ByTrial)
	addUp(t, e)
	for _, d := range e.Divisions {
		assert.Len(t, d.Worth, 2, "no others are lived by all trials")
		assert.True(t, math.IsNaN(d.Alone(3)) && math.IsNaN(d.After(3)))
	}
}

func TestMediansAreDividedAmongTwelveCausesByTwoHundredSets(t *testing.T) {
	const trials = 5
	s, d := twelve(t, 1, trials)
	d.medians(estimate.NewGame(len(d.causes), mostSets, 1))
	e, jobs := live(t, s, d)
	assert.LessOrEqual(t, e.Sets, 200)
	assert.LessOrEqual(t, jobs, 200*trials)
	assert.Positive(t, e.Orders)
	assert.False(t, e.ByTrial)
	addUp(t, e)
	for _, d := range e.Divisions {
		for i := range d.Shares {
			assert.False(t, math.IsNaN(d.Alone(i)+d.After(i)), "each cause alone and after all others is among the sets")
		}
	}
}

func TestWhatHasTooManyCombinationsIsNotLivedExactly(t *testing.T) {
	assert.NoError(t, exactly("board", 12))
	assert.EqualError(t, exactly("board", 13), "--exact: board has 13 mechanisms, and more than 12 have too many combinations; leave it out")
}

// As the segments are alike and act alone, the true shares are those of a segment of its own, which are found from four sets.
func TestErrorsOfTwelveSharesHoldTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("divides a hundred times")
	}
	const many, trials, experiments = 10_000, 30, 100
	s, four := twelve(t, 999, many)
	four.causes = four.causes[:2]
	four.means(estimate.AllOrders(2), many)
	s.divide(four)
	truth := s.Live(t.Context(), nil).(*results.Explanation).Division("nrr", "FY27").Shares

	held, shares := 0, 0
	for n := range experiments {
		s, d := twelve(t, uint64(n+1), trials)
		d.means(estimate.NewOrders(len(d.causes), uint64(n+1)), trials)
		s.divide(d)
		for i, share := range s.Live(t.Context(), nil).(*results.Explanation).Division("nrr", "FY27").Shares {
			shares++
			if math.Abs(share.Value-truth[i%2].Value) <= 1.96*math.Hypot(share.Error, truth[i%2].Error) {
				held++
			}
		}
	}
	// The shares of an experiment are not independent of each other: it counts as one.
	least := .945 - 3*math.Sqrt(.95*.05/experiments) // of 30 trials, Student's t holds 94 %
	assert.Greater(t, float64(held)/float64(shares), least, "%d of %d", held, shares)
	t.Logf("%d of %d shares within 1.96 errors of the true one", held, shares)
}
