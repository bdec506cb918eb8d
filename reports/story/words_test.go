package story

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
)

func TestEveryPartThatIsToldOfAFactHasAMeaning(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	l := &results.Trace{Customers: []string{"A"}, TicketName: func(int32) string { return "ticket 1" },
		Layout: measures.Layout{Calendar: calendar, Changes: []string{"from FY27 Q2 on: all is free"}, Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"own"}, Quarters: 4, Rules: [][]ledger.Rule{{{Says: "queue above 3"}}}}}}
	for kind, is := range ledger.Kinds {
		for _, marks := range []ledger.Marks{0, is.Marks} {
			f := ledger.Fact{At: 65, Kind: ledger.Kind(kind), Scope: 2, Amount: 1, Extra: 1, Marks: marks}
			assert.NotContains(t, inWords(l, f, is.Words), "{", is.Name)
			for _, join := range is.Joins {
				assert.NotContains(t, inWords(l, f, join.Words), "{", is.Name)
			}
		}
	}
}
