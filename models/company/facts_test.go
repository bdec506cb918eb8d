package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
)

// happened returns the facts of trials of scenarios in which every kind of fact happens.
func happened(t *testing.T) map[*company.Params][]ledger.Fact {
	facts := map[*company.Params][]ledger.Fact{}
	for _, name := range []string{"board-lean", "board-partner-overflow"} {
		s, err := scenarios.Load(name, nil)
		require.NoError(t, err)
		c := company.New(&s.Params, 1)
		c.Trace()
		c.Run(3)
		facts[&s.Params] = c.Facts()
	}
	return facts
}

func TestAFactCarriesWhatItsKindSays(t *testing.T) {
	seen := map[ledger.Kind]bool{}
	for params, facts := range happened(t) {
		teams := params.Layout().Ledger.All()
		for _, f := range facts {
			seen[f.Kind] = true
			is := ledger.Kinds[f.Kind]
			if is.Amount == ledger.Nothing {
				require.Zero(t, f.Amount, "%v: amount", f)
			}
			if is.Extra == ledger.Nothing {
				require.Zero(t, f.Extra, "%v: extra", f)
			}
			if is.Subject == ledger.NoSubject {
				require.Zero(t, f.Subject, "%v: subject", f)
			}
			require.Zero(t, f.Marks&^is.Marks, "%v: marks", f)
			require.Equal(t, is.OfTeam, int(f.Scope) > teams, "%v: scope of a team", f)
		}
	}
	for kind, is := range ledger.Kinds {
		assert.True(t, seen[ledger.Kind(kind)], "%s happens", is.Name)
	}
}
