package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
)

func traced(t *testing.T, ref string, sets ...string) *company.Company {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	c := company.New(&s.Params, 1)
	c.Trace()
	c.Run(1)
	return c
}

func TestEveryCustomerHasANameOfItsOwn(t *testing.T) {
	for _, ref := range []string{"board", "board-from-accounts"} {
		c := traced(t, ref, "horizon=2q")
		names := c.CustomerNames()
		seen := map[string]bool{}
		for _, name := range names {
			assert.False(t, seen[name], "%s: %s twice", ref, name)
			seen[name] = true
		}
		for _, f := range c.Facts() {
			if f.Customer != ledger.None {
				require.Less(t, int(f.Customer), len(names), ref)
			}
		}
	}
}

func TestCustomersAreNamedByTheirSegmentInOrder(t *testing.T) {
	c := traced(t, "board", "horizon=1q")
	names := c.CustomerNames()
	assert.Equal(t, "smb-0001", names[0])
	assert.Equal(t, "smb-0300", names[299])
	assert.Equal(t, "mid-market-0001", names[300])
	next := map[int16]string{0: "smb-0301", 1: "mid-market-0161", 2: "enterprise-0041"}
	for _, f := range c.Facts() {
		if name, first := next[f.Scope]; first && f.Kind == ledger.Signed {
			assert.Equal(t, name, names[f.Customer])
			delete(next, f.Scope)
		}
	}
	assert.Less(t, len(next), 3, "no deal at all")
}

func TestAccountsKeepTheirIDs(t *testing.T) {
	names := traced(t, "board-from-accounts", "horizon=1q").CustomerNames()
	s, err := scenarios.Load("board-from-accounts", nil)
	require.NoError(t, err)
	assert.Contains(t, string(s.Files[0].Data), "\n"+names[0]+",")
}
