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

// The first day of a cohort is told by its date, and what a project waited for by what for.
func TestProjectsThatWaitForCohortsAndFeaturesSayHowLong(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	l := &results.Trace{Customers: []string{"A"}, Layout: measures.Layout{Calendar: calendar, Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"own"}, Quarters: 4}},
		Facts: []ledger.Fact{
			{At: 5, Kind: ledger.Signed, Amount: 9000},
			{At: 5, Kind: ledger.Pulled, Amount: 2},
			{At: 7, Kind: ledger.Gathered, Amount: 65. / 3},
			{At: 65. / 3, Kind: ledger.Entered, Amount: 65./3 - 5, Extra: 4},
			{At: 30, Kind: ledger.Started, Amount: 25},
			{At: 30, Kind: ledger.Took, Scope: 2, Amount: 1},
			{At: 30, Kind: ledger.Blocked, Amount: 15},
			{At: 50, Kind: ledger.Blocked, Amount: 5},
			{At: 60, Kind: ledger.WentLive, Amount: 55, Extra: -5},
		}}
	var told []string
	for e := range Entries(l) {
		told = append(told, e.Date+" "+e.Text)
	}
	assert.Equal(t, []string{
		"2027-01-07 signed, ARR $9,000, pulled to the cut-off, 2.0 d before it would have",
		"2027-01-10 project waits for the start of 2027-01-31",
		"2027-01-31 its cohort starts 16.7 d after signature, 4 of its type in it",
		"2027-02-11 project started 25.0 d after signature, 1 slot of own, waits 15.0 d for a feature that is not built",
		"2027-03-11 project waits 5.0 d for a feature that is not built",
		"2027-03-25 went live 55.0 d after signature, 5.0 d before the promised day",
	}, told)
	assert.Equal(t, "Signed on 2027-01-07 for $9,000 a year. Waited 25.0 working days for 1 slot of own, the first 16.7 working days for its cohort. "+
		"Its project waited 20.0 working days for features. Went live on 2027-03-25, 5.0 working days before the promised day. Still a customer at the end of FY27 Q4.", Story(l, "A"))
}

// Nobody renews or leaves against a chance where the file states it.
func TestWhatTheFileStatesIsToldAsThat(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	l := &results.Trace{Customers: []string{"A"}, Layout: measures.Layout{Calendar: calendar, Events: []string{"events[0]: it is to renew for certain", "events[1]: it leaves", "events[2]: it pays 4w late"},
		Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"own"}, Quarters: 4}},
		Facts: []ledger.Fact{
			{At: 0, Kind: ledger.Held, Amount: 9000, Extra: 200},
			{At: 5, Kind: ledger.Known},
			{At: 60, Kind: ledger.Renewed, Amount: 9000, Marks: ledger.ByEvent},
			{At: 60, Kind: ledger.Uplifted, Amount: 450, Marks: ledger.ByEvent},
			{At: 90, Kind: ledger.Known, Subject: 1},
			{At: 90, Kind: ledger.Churned, Amount: 9450, Extra: 1, Marks: ledger.ByEvent},
			{At: 95, Kind: ledger.Unmet, Subject: 2, Marks: ledger.Late},
		}}
	var told []string
	for e := range Entries(l) {
		told = append(told, e.Day+" "+e.Text)
	}
	assert.Equal(t, []string{
		"0.0 in the opening book, ARR $9,000",
		"5.0 events[0]: it is to renew for certain",
		"60.0 renewed as the file states, ARR $9,000, $450 more by higher prices",
		"90.0 events[1]: it leaves",
		"90.0 left as the file states, ARR $9,450",
		"95.0 events[2]: it pays 4w late: that comes to nothing, it has left",
	}, told)
	says := Story(l, "A")
	assert.Contains(t, says, "Renewed on 2027-03-25 as the file states.")
	assert.Contains(t, says, "Left on 2027-05-06 with $9,450 a year, as the file states.")
}

func TestEveryPartThatIsToldOfAFactHasAMeaning(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	l := &results.Trace{Customers: []string{"A"}, TicketName: func(int32) string { return "ticket 1" },
		Layout: measures.Layout{Calendar: calendar, Changes: []string{"from FY27 Q2 on: all is free"}, Events: []string{"events[0]: it leaves"}, Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"own"}, Quarters: 4, Rules: [][]ledger.Rule{{{Says: "queue above 3"}}}}}}
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
