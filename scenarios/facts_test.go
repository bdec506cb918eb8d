package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
)

func TestAFactCarriesWhatItsKindSays(t *testing.T) {
	const scenarios = 20
	seen := map[ledger.Kind]bool{}
	for number := range scenarios {
		p := mustSettle(t, drawn.Example(number)...)
		teams := p.Layout().Ledger.All()
		for _, f := range facts(p) {
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
