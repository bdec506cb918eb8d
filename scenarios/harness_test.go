package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/scenarios"
)

func load(t *testing.T, ref string, sets ...string) *company.Params {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	return &s.Params
}
