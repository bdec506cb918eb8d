package handbook_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/dictionary"
	"postsale/scenarios"
	"postsale/scenarios/handbook"
)

func paths(list []dictionary.Entry) (paths []string) {
	for _, e := range list {
		paths = append(paths, e.Path)
	}
	return paths
}

func TestEveryKeyIsToldOnceInItsPlace(t *testing.T) {
	all := handbook.All()
	assert.Len(t, all, len(scenarios.Keys()))
	known := map[string]bool{}
	for _, e := range all {
		assert.False(t, known[e.Path], e.Path)
		known[e.Path] = true
		for _, below := range e.Below {
			assert.True(t, strings.HasPrefix(below, e.Path), below)
		}
	}
	for _, e := range all {
		for _, below := range e.Below {
			assert.True(t, known[below], below)
		}
		if e.Required {
			assert.Empty(t, e.Default, e.Path)
		}
	}
}

func TestAPlaceStandsForItsKey(t *testing.T) {
	for place, want := range map[string]string{
		"segments.smb.churn.first_renewal":          "segments.*.churn.first_renewal",
		"segments.*.churn.first_renewal":            "segments.*.churn.first_renewal",
		"delivery.teams.implementation.hires[3].at": "delivery.teams.*.hires[].at",
		"delivery.teams.*.hires[].at":               "delivery.teams.*.hires[].at",
		"trials":                                    "trials",
	} {
		list, err := handbook.At(place)
		require.NoError(t, err)
		assert.Equal(t, []string{want}, paths(list)[:1])
	}
	_, err := handbook.At("delivery.teems.x.people")
	assert.EqualError(t, err, `no key "delivery.teems.x.people", did you mean "delivery.teams.*.people"?`)
}

func TestWhatHoldsKeysIsToldWithThoseBelow(t *testing.T) {
	list, err := handbook.At("segments.smb.churn")
	require.NoError(t, err)
	assert.Equal(t, []string{"segments.*.churn", "segments.*.churn.first_renewal", "segments.*.churn.by_term", "segments.*.churn.by_term.*",
		"segments.*.churn.concentration"}, paths(list))
	assert.Equal(t, []string{"segments.*.churn.first_renewal", "segments.*.churn.by_term", "segments.*.churn.concentration"},
		paths(handbook.Near(list, list[0].Path)))
	assert.Equal(t, []string{"name", "description", "start"}, paths(handbook.Near(handbook.All(), ""))[:3])
	assert.Contains(t, paths(handbook.Named("people")), "delivery.teams.*.people")
}

func TestAnExampleStandsInItsScenario(t *testing.T) {
	told := 0
	for _, e := range handbook.All() {
		x := e.Example
		if x == nil {
			continue
		}
		told++
		k, found := scenarios.Find(x.Path)
		require.True(t, found, x.Path)
		assert.Equal(t, e.Path, k.Path)
		if k.Kind != scenarios.Quantity {
			continue
		}
		text, _, err := scenarios.Source(x.Scenario)
		require.NoError(t, err)
		assert.Contains(t, string(text), x.Value, x.Path)
	}
	assert.Greater(t, told, 100)
}
