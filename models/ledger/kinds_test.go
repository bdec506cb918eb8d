package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
)

func TestEveryKindOfFactHasANameOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for kind, is := range ledger.Kinds {
		assert.Regexp(t, "^[a-z_]+$", is.Name, "kind %d", kind)
		assert.False(t, seen[is.Name], "%s twice", is.Name)
		seen[is.Name] = true
	}
}

// Where two plans part is told by the facts of customers, but for those that another tells.
func TestEveryFactOfACustomerTellsWherePlansPart(t *testing.T) {
	facts := madeUp(small, 1)
	for _, f := range facts {
		is := ledger.Kinds[f.Kind]
		if f.Customer != ledger.None && !is.Accompanies {
			assert.NotEmpty(t, is.Parting, is.Name)
		}
	}
}

func TestAnEventOfACustomerTellsWherePlansPart(t *testing.T) {
	for _, kind := range []ledger.Kind{ledger.Known, ledger.Unmet} {
		assert.NotEmpty(t, ledger.Kinds[kind].Parting, ledger.Kinds[kind].Name)
	}
}

func TestAFactSharesTheLineOfAnotherKind(t *testing.T) {
	began := ledger.Kinds[ledger.Began]
	join, ok := began.Join(ledger.WentLive)
	assert.True(t, ok)
	assert.Equal(t, ", its ARR begins to count", join.Words[0].Text)
	_, ok = began.Join(ledger.Renewed)
	assert.False(t, ok)
}
