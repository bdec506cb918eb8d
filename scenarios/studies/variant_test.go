package studies_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/scenarios/studies"
)

func TestAVariantIsANameAndSettings(t *testing.T) {
	for text, want := range map[string][]string{
		"five: a.b=5":               {"a.b=5"},
		"five : a.b = 5 ;  c=x:y; ": {"a.b = 5", "c=x:y"},
		`five: terms={1y: 60%; 3y: 40%}; d=[a;b]; e="x;y"`:        {"terms={1y: 60%; 3y: 40%}", "d=[a;b]", `e="x;y"`},
		`five: description='it; is'; hires=[{at: 1y, people: 1}]`: {"description='it; is'", "hires=[{at: 1y, people: 1}]"},
	} {
		v, err := studies.VariantOf(text)
		require.NoError(t, err, text)
		assert.Equal(t, studies.Variant{Text: text, Name: "five", Settings: want}, v)
	}
	for _, text := range []string{"", "five", "five:", "five: ;", ": a=b", "a=b: c", "=five: a=b", "five: a=b; trials=3", "fi\nve: a=b"} {
		_, err := studies.VariantOf(text)
		assert.Error(t, err, text)
	}
}

func TestAVariantIsTheFileThatSaysTheSame(t *testing.T) {
	five, err := studies.VariantOf("five: delivery.teams.implementation.people=3")
	require.NoError(t, err)
	order := studies.Order{Scenario: "hiring-order", Variants: []studies.Variant{five}, Trials: 4, Seed: 1}
	study, err := studies.NewComparison(order, false)
	require.NoError(t, err)
	live := func(s *studies.Study) results.Record {
		_, err := s.Fit(1 << 32)
		require.NoError(t, err)
		return s.Live(t.Context(), nil)
	}
	compared := live(study).(*results.Comparison)
	alone, err := studies.NewRun(studies.Order{Scenario: "hiring-order", Settings: five.Settings, Trials: 4, Seed: 1})
	require.NoError(t, err)
	run := live(alone).(*results.Run)
	plan := compared.Others[0]
	assert.Equal(t, "five", plan.Name)
	require.Equal(t, len(run.Table.Columns), len(plan.Table.Columns))
	for i := range run.Table.Columns {
		assert.Equal(t, bits(run.Table.Values(i)), bits(plan.Table.Values(i)))
	}
}

// bits are numbers as they are kept, so that what does not exist is the same too.
func bits(values []float64) []uint64 {
	list := make([]uint64, len(values))
	for i, v := range values {
		list[i] = math.Float64bits(v)
	}
	return list
}
