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
	d := division{statistic: estimate.Mean, name: func(held []string) string { return strings.Join(held, ", ") }}
	base := study.Plans[0].Params
	for i := range base.Segments {
		d.causes = append(d.causes, results.Cause{Name: fmt.Sprint("stays ", i)}, results.Cause{Name: fmt.Sprint("keeps ", i)})
	}
	d.game = estimate.NewGame(len(d.causes), mostSets, seed)
	for _, set := range d.game.Sets() {
		d.sets = append(d.sets, without(base, set))
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

func TestTwelveCausesAreDividedByTwoHundredSets(t *testing.T) {
	const trials = 5
	s, d := twelve(t, 1, trials)
	jobs := make(chan struct{}, 10_000)
	s.Order.Before = func(int, int) { jobs <- struct{}{} }
	s.divide(d)
	e := s.Live(t.Context(), nil).(*results.Explanation)
	assert.LessOrEqual(t, e.Sets, 200)
	assert.LessOrEqual(t, len(jobs), 200*trials)
	assert.Positive(t, e.Orders)
	require.NotEmpty(t, e.Divisions)
	for _, d := range e.Divisions {
		sum := 0.
		for i, s := range d.Shares {
			sum += s.Value
			assert.False(t, math.IsNaN(d.Alone(i)+d.After(i)), "each cause alone and after all others is among the sets")
		}
		assert.InDelta(t, d.Whole.Value, sum, 1e-9*math.Abs(d.From()))
		assert.InDelta(t, d.To()-d.From(), d.Whole.Value, 1e-9*math.Abs(d.From()))
	}
}

// As the segments are alike and act alone, the true shares are those of a segment of its own, which are found from four sets.
func TestErrorsOfTwelveSharesHoldTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("divides thirty times")
	}
	s, d := twelve(t, 99, 10_000)
	four := d
	four.causes, four.game, four.sets = d.causes[:2], estimate.NewGame(2, mostSets, 1), nil
	for _, set := range four.game.Sets() {
		four.sets = append(four.sets, without(s.Plans[0].Params, set))
	}
	s.divide(four)
	truth := s.Live(t.Context(), nil).(*results.Explanation).Division("nrr", "FY27").Shares

	const experiments = 30
	held, shares := 0, 0
	for n := range experiments {
		s, d := twelve(t, uint64(n+1), 30)
		s.divide(d)
		for i, share := range s.Live(t.Context(), nil).(*results.Explanation).Division("nrr", "FY27").Shares {
			shares++
			if math.Abs(share.Value-truth[i%2].Value) <= 1.96*math.Hypot(share.Error, truth[i%2].Error) {
				held++
			}
		}
	}
	// The shares of an experiment are not independent of each other: it counts as one.
	least := .95 - 3*math.Sqrt(.95*.05/experiments)
	assert.Greater(t, float64(held)/float64(shares), least, "%d of %d", held, shares)
	t.Logf("%d of %d shares within 1.96 errors of the true one", held, shares)
}
