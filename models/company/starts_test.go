package company_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
)

// gathered are cohorts of all, who share and may be blocked, of a product that matures.
var gathered = []string{"segments.smb.starts={every: 2w, cut_off: 2d, pulled: 50%}", "segments.mid-market.starts={every: 1mo, cut_off: 1w, pulled: 100%, window: 1mo}",
	"delivery.projects.smb-package.phases[0].shared=80%", "delivery.projects.smb-package.phases[1].blocked={share: 50%, wait: {lognormal: {mean: 2w, cv: 1}}}",
	"delivery.projects.smb-package.matures={half: 1y, age: 1q, effort: 60%, blocked: 10%}"}

func TestCohortsAndFeaturesAllocateNothing(t *testing.T) {
	c := company.New(load(t, "board", gathered...), 1)
	round := func() {
		for trial := range 3 {
			c.Run(1 + trial)
		}
	}
	round()
	assert.Zero(t, testing.AllocsPerRun(2, round))
}

// A deal that is pulled signs at a cut-off and starts with the cohort of it, whose hours it shares; another of the same month
// that signs after it waits for the next.
func TestAMonthOfCohortsByHand(t *testing.T) {
	sets := []string{"segments.smb.starts={every: 4w, cut_off: 3d, pulled: 100%, window: 4d}", "delivery.projects.smb-package.phases[0].shared=100%",
		"delivery.projects.smb-package.phases[0].effort=24h", "delivery.hand_off=2d", "delivery.teams.implementation.people=60"}
	with, without := company.New(load(t, "board", sets...), 1), company.New(load(t, "board", append(sets, "segments.smb.starts=null")...), 1)
	with.Trace()
	without.Trace()
	with.Run(1)
	without.Run(1)
	plain := map[string]float64{} // when deals close by themselves
	names := without.CustomerNames()
	for _, f := range without.Facts() {
		if f.Kind == ledger.Signed && f.Scope == 0 {
			plain[names[f.Customer]] = f.At
		}
	}
	names = with.CustomerNames()
	cohort := func(signed float64) float64 { // the first Monday of four weeks that is three days after
		return 20 * math.Ceil((signed+3)/20-1e-9)
	}
	pulled, entered := 0, map[float64]int{}
	signed, forward := map[int32]float64{}, map[int32]float64{}
	for _, f := range with.Facts() {
		if f.Kind == ledger.Pulled {
			forward[f.Customer] = f.Amount
		}
	}
	for _, f := range with.Facts() {
		name := ""
		if f.Customer != ledger.None {
			name = names[f.Customer]
		}
		at := fmt.Sprintf("%s at %v", name, f.At)
		switch {
		case f.Scope != 0:
		case f.Kind == ledger.Signed:
			signed[f.Customer] = f.At
			before, late := plain[name], math.Mod(plain[name]+3, 20)
			quarter := 65 * math.Floor(before/65)
			if late > 0 && late <= 4 && before-late >= quarter {
				require.InDelta(t, before-late, f.At, 1e-9, at)
				require.InDelta(t, late, forward[f.Customer], 1e-9, at)
				require.InDelta(t, f.At+3, cohort(f.At), 1e-9, "in time: %s", at)
				pulled++
			} else {
				require.Equal(t, before, f.At, at)
				require.Zero(t, forward[f.Customer], at)
			}
		case f.Kind == ledger.Gathered:
			require.InDelta(t, signed[f.Customer]+2, f.At, 1e-9, "as it is handed over: %s", at)
			require.Equal(t, cohort(signed[f.Customer]), f.Amount, at)
		case f.Kind == ledger.Entered:
			require.Equal(t, cohort(signed[f.Customer]), f.At, at)
			entered[f.At]++
			require.GreaterOrEqual(t, int(f.Extra), entered[f.At], at)
		}
	}
	assert.Greater(t, pulled, 10)
	assert.Greater(t, len(entered), 30)
}

// Who is handed over on the very day of a start is of that cohort, and all of a type in it know how many they are: the hand-off
// of who is pulled ends as the cohort starts.
func TestACohortIsCountedWhenTheLastOfTheDayHasCome(t *testing.T) {
	c := company.New(load(t, "board", "segments.smb.starts={every: 4w, cut_off: 3d, pulled: 100%, window: 4w}", "delivery.hand_off=3d"), 1)
	c.Trace()
	c.Run(1)
	entered, sizes, atOnce := map[float64]float64{}, map[float64]map[float64]bool{}, 0
	signed := map[int32]float64{}
	for _, f := range c.Facts() {
		switch {
		case f.Scope != 0:
		case f.Kind == ledger.Signed:
			signed[f.Customer] = f.At
		case f.Kind == ledger.Entered:
			entered[f.At]++
			if sizes[f.At] == nil {
				sizes[f.At] = map[float64]bool{}
			}
			sizes[f.At][f.Extra] = true
			if f.At-signed[f.Customer] < 3+1e-9 {
				atOnce++
			}
		}
	}
	assert.Greater(t, atOnce, 100, "most are pulled")
	for at, n := range entered {
		assert.Equal(t, map[float64]bool{n: true}, sizes[at], "%v", at)
	}
}

func TestATrialOfCohortsIsTheSameAfterOthers(t *testing.T) {
	p := load(t, "board", gathered...)
	worn, fresh := company.New(p, 1), company.New(p, 1)
	worn.Trace()
	fresh.Trace()
	worn.Run(1)
	worn.Run(2)
	worn.Run(1)
	again := slices.Clone(worn.Facts())
	assert.Equal(t, slices.Clone(fresh.Run(1).Facts()), again)
}

func TestCohortsCostNothingWhereNobodySigns(t *testing.T) {
	applies := func(sets ...string) bool {
		return slices.ContainsFunc(load(t, "board", sets...).Applying(), func(m company.Idealisation) bool { return m.Name == "cohorts" })
	}
	const starts = "segments.smb.starts={every: 1mo}"
	assert.True(t, applies(starts))
	assert.False(t, applies(starts, "segments.smb.deals_per_quarter=0"))
	assert.False(t, applies())
}

// Which numbers there are is what a company has.
func TestMeasuresOfCohortsAndFeaturesAreThoseOfCompaniesThatHaveThem(t *testing.T) {
	for _, c := range []struct {
		sets []string
		has  []string
	}{
		{nil, nil},
		{[]string{"segments.smb.starts={every: 1mo}"}, []string{"segments.*.starts"}},
		{[]string{"segments.enterprise.starts={every: 1mo, pulled: 10%}"}, []string{"segments.*.starts", "segments.*.starts.pulled"}},
		{[]string{"segments.enterprise.starts={every: 1mo, pulled: 10%, window: 0d}"}, []string{"segments.*.starts"}},
		{[]string{"delivery.projects.smb-package.phases[1].blocked={share: 50%, wait: 0d}"}, nil},
		{[]string{"delivery.projects.smb-package.phases[1].blocked={share: 50%, wait: 1d}"}, []string{"delivery.projects.*.phases[].blocked"}},
	} {
		var has []string
		for _, path := range load(t, "board", c.sets...).Layout().Has {
			switch path {
			case "segments.*.starts", "segments.*.starts.pulled", "delivery.projects.*.phases[].blocked":
				has = append(has, path)
			}
		}
		assert.ElementsMatch(t, c.has, has, "%v", c.sets)
	}
}
