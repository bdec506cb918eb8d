package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
)

func TestStartDelaysByWeekOfSignature(t *testing.T) {
	signed := func(at float64, customer int32, scope int16) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.Signed, Customer: customer, Scope: scope, Amount: 1}
	}
	started := func(at float64, customer int32, delay float64) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.Started, Customer: customer, Amount: delay}
	}
	churned := func(at float64, customer int32) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.Churned, Customer: customer, Amount: 1}
	}
	l := ledger.New(warmedUp(1)).Write(ledger.Fact{At: -65, Kind: ledger.Held, Customer: 0, Amount: 1},
		ledger.Fact{At: -65, Kind: ledger.Resumed, Customer: 0},
		signed(-1, 1, smb), // in the warm-up
		signed(0, 2, smb),
		started(3, 1, 4),
		started(3, 2, 3),
		signed(64, 3, enterprise), // starts in the next quarter
		signed(65, 4, smb),        // still waits at the end
		signed(66, 5, smb),        // leaves before it started
		signed(70, 6, smb),        // leaves after
		started(71, 3, 7),
		started(75, 6, 5),
		churned(80, 5),
		churned(90, 6),
		signed(129, 7, enterprise)) // still waits
	assert.Equal(t, []ledger.Wait{
		{Days: 3, Segment: smb, Week: 0, Started: true},
		{Days: 7, Segment: enterprise, Week: 12, Started: true},
		{Days: 65, Segment: smb, Week: 0},
		{Days: 5, Segment: smb, Week: 1, Started: true},
		{Days: 1, Segment: enterprise, Week: 12},
	}, l.Waits(nil))
	assert.Len(t, l.Waits([]ledger.Wait{{}}), 6, "appended")
}

func TestTheTriangleTellsARRByCohortAndAge(t *testing.T) {
	story := []ledger.Fact{
		{At: 0, Kind: ledger.Signed, Customer: 1, Scope: smb, Amount: 50},
		{At: 0, Kind: ledger.Began, Customer: 1, Scope: smb, Amount: 50},
		{At: 20, Kind: ledger.Expanded, Customer: 0, Scope: smb, Amount: 20},
		{At: 30, Kind: ledger.Contracted, Customer: 1, Scope: smb, Amount: 5},
		{At: 70, Kind: ledger.Signed, Customer: 2, Scope: smb, Amount: 8}, // counts from go-live
		{At: 80, Kind: ledger.Churned, Customer: 0, Scope: smb, Amount: 120},
		{At: 90, Kind: ledger.Signed, Customer: 3, Scope: enterprise, Amount: 1000},
		{At: 90, Kind: ledger.Began, Customer: 3, Scope: enterprise, Amount: 1000},
	}
	held := ledger.Fact{Kind: ledger.Held, Customer: 0, Scope: smb, Amount: 100}
	before := []ledger.Fact{ // the same customer of 100, in a warm-up
		{At: -65, Kind: ledger.Held, Customer: 4, Scope: smb, Amount: 60},
		{At: -60, Kind: ledger.Signed, Customer: 0, Scope: smb, Amount: 40},
		{At: -60, Kind: ledger.Began, Customer: 0, Scope: smb, Amount: 40},
		{At: -50, Kind: ledger.Churned, Customer: 4, Scope: smb, Amount: 60},
		{At: -40, Kind: ledger.Expanded, Customer: 0, Scope: smb, Amount: 60},
	}
	for _, c := range []struct {
		name   string
		layout ledger.Layout
		facts  []ledger.Fact
	}{
		{"from the first day", small, append([]ledger.Fact{held}, story...)},
		{"after a warm-up, whose cohorts are as the opening book", warmedUp(1), append(before, story...)},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := ledger.New(c.layout).Write(c.facts...)
			assert.Equal(t, []float64{
				100, 120, 0, // smb: who was there, at the start and at two quarter ends
				50, 45, 45, // signed in the first quarter: booked, then at two quarter ends
				8, 0, 0, // in the second; one quarter end
				0, 0, 0,
				0, 0, 0,
				1000, 1000, 0,
			}, l.Triangle())
			assert.Equal(t, 3, l.Cohorts())
			assert.Equal(t, 3, l.Ages())
		})
	}
}
