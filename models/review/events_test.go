package review_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

// A-1490 renews on 2028-06-11, and then three years later.
func TestEventsOfWhichNothingComesAreDoubted(t *testing.T) {
	for _, c := range []struct {
		name, events string
		want         []string
	}{
		{"what is meant", "[{at: 2028-06-11, renews: A-1490}, {at: 2027-03-01, leaves: A-1476}, {at: 2027-02-01, pays_late: A-1476}]", nil},
		{"renewed too late", "[{at: 2028-06-13, renews: A-1490}]", []string{"events[0].renews: A-1490 renews next on 2031-06-11, after the run, so nothing comes of it"}},
		{"who has left", "[{at: 2027-03-02, pays_late: A-1476}, {at: 2027-03-01, leaves: A-1476}]", []string{"events[0]: A-1476 has left by then, as events[1] states"}},
		{"twice on a day", "[{at: 1q, leaves: A-1476}, {at: 1q, leaves: A-1476}]", []string{"events[1]: A-1476 has left by then, as events[0] states"}},
		{"the largest", "[{at: 1q, leaves: {largest: all}}, {at: 1q, renews: {largest: all}}]", nil},
	} {
		got := doubted(t, "board-from-accounts", []string{"events=" + c.events}, "events")
		assert.Equal(t, c.want, got, c.name)
	}
}

func TestEveryEventIsToldAmongTheAssumptions(t *testing.T) {
	s, err := scenarios.Load("board-from-accounts", []string{"events=[{at: 2027-08-15, leaves: A-1476}, {at: FY27 Q3, renews: {largest: smb}}, {at: 2027-06-01, loses: {team: implementation, people: 2}}, {at: FY28 Q1, prices_rise: 4%}]"})
	require.NoError(t, err)
	var told []string
	for _, a := range review.Assumptions(&s.Params) {
		if a.Source == "stated" {
			told = append(told, a.Name+" "+a.Value)
		}
	}
	assert.Equal(t, []string{"events[0] 2027-08-15: A-1476 leaves", "events[1] 2027-07-01: the largest of smb is to renew for certain",
		"events[2] 2027-06-01: 2 people leave implementation", "events[3] 2028-01-01: prices of all rise by 4%"}, told)
}

func TestThatNobodyMindsHigherPricesIsAnAssumption(t *testing.T) {
	s, err := scenarios.Load("board", []string{"events=[{at: 1q, leaves: {largest: all}}, {at: 1q, prices_rise: 5%}]"})
	require.NoError(t, err)
	assert.Contains(t, review.Assumptions(&s.Params), review.Assumption{Name: "events[1].prices_rise",
		Value: "nobody leaves or gives back because prices rise by 5%", Source: "assumption"})
}
