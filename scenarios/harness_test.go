package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/scenarios"
)

// falseAlarm is the chance, at most, that a test of true statements about luck fails.
const falseAlarm = 1e-3

func load(t *testing.T, ref string, sets ...string) *company.Params {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	return &s.Params
}
