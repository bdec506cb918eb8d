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
			var wrong string // asserted only when it is so: there are very many facts
			switch {
			case is.Amount == ledger.Nothing && f.Amount != 0:
				wrong = "amount"
			case is.Extra == ledger.Nothing && f.Extra != 0:
				wrong = "extra"
			case is.Subject == ledger.NoSubject && f.Subject != 0:
				wrong = "subject"
			case f.Marks&^is.Marks != 0:
				wrong = "marks"
			case is.OfTeam != (int(f.Scope) > teams):
				wrong = "scope of a team"
			default:
				continue
			}
			require.Empty(t, wrong, "%v", f)
		}
	}
	for kind, is := range ledger.Kinds {
		assert.True(t, seen[ledger.Kind(kind)], "%s happens", is.Name)
	}
}
