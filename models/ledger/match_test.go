package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
)

func TestFactsAreTheSameByTheirNames(t *testing.T) {
	a := ledger.Story{
		Layout:    ledger.Layout{Segments: []string{"smb", "enterprise"}, Teams: []string{"implementation"}},
		Customers: []string{"ann", "bob"},
		Facts: []ledger.Fact{
			{At: 1, Kind: ledger.Signed, Customer: 0, Scope: 0, Amount: 100},
			{At: 2, Kind: ledger.Signed, Customer: 1, Scope: 0, Amount: 200},
			{At: 3, Kind: ledger.Opened, Customer: 0, Subject: 4},
			{At: 4, Kind: ledger.Opened, Customer: 0, Subject: 9},
			{At: 5, Kind: ledger.Took, Customer: 0, Scope: 3, Amount: 1},
			{At: 6, Kind: ledger.Staffed, Customer: ledger.None, Scope: 3, Amount: 2},
		},
	}
	b := ledger.Story{
		Layout:    ledger.Layout{Segments: []string{"enterprise", "smb"}, Teams: []string{"partner", "implementation"}},
		Customers: []string{"bob", "ann", "cat"},
		Facts: []ledger.Fact{
			{At: 2, Kind: ledger.Signed, Customer: 0, Scope: 1, Amount: 200},
			{At: 1 + 1e-9, Kind: ledger.Signed, Customer: 1, Scope: 1, Amount: 100 + 1e-8}, // by rounding
			{At: 2, Kind: ledger.Signed, Customer: 2, Scope: 1, Amount: 200},               // another customer
			{At: 3, Kind: ledger.Opened, Customer: 1, Scope: 1, Subject: 9},                // at another time
			{At: 3, Kind: ledger.Opened, Customer: 1, Scope: 1, Subject: 4},
			{At: 5, Kind: ledger.Took, Customer: 1, Scope: 3, Amount: 1},              // of the partner
			{At: 6, Kind: ledger.Staffed, Customer: ledger.None, Scope: 4, Amount: 2}, // another number, the same team
			{At: 6, Kind: ledger.Staffed, Customer: ledger.None, Scope: 3, Amount: 2}, // another team
		},
	}
	inB, inA := ledger.Match(a, b)
	assert.Equal(t, []int{1, 0, 4, -1, -1, 6}, inB)
	assert.Equal(t, []int{1, 0, -1, -1, 2, -1, 5, -1}, inA)
}

func TestFactsThatDifferInAnythingAreNotTheSame(t *testing.T) {
	fact := ledger.Fact{At: 3, Kind: ledger.Renewed, Subject: 4, Amount: 5, Extra: .1, Marks: ledger.Late}
	tell := func(change func(f *ledger.Fact)) ledger.Story {
		f := fact
		change(&f)
		return ledger.Story{Layout: ledger.Layout{Segments: []string{"smb", "enterprise"}}, Customers: []string{"ann", "bob"}, Facts: []ledger.Fact{f}}
	}
	for what, c := range map[string]struct {
		change func(f *ledger.Fact)
		want   int
	}{
		"nothing":  {func(*ledger.Fact) {}, 0},
		"rounding": {func(f *ledger.Fact) { f.At, f.Amount = f.At+1e-8, f.Amount-1e-8 }, 0},
		"time":     {func(f *ledger.Fact) { f.At += 1e-4 }, -1},
		"kind":     {func(f *ledger.Fact) { f.Kind = ledger.Churned }, -1},
		"ticket":   {func(f *ledger.Fact) { f.Subject = 5 }, -1},
		"amount":   {func(f *ledger.Fact) { f.Amount = 5.001 }, -1},
		"extra":    {func(f *ledger.Fact) { f.Extra = .101 }, -1},
		"marks":    {func(f *ledger.Fact) { f.Marks = 0 }, -1},
		"scope":    {func(f *ledger.Fact) { f.Scope = 1 }, -1},
		"customer": {func(f *ledger.Fact) { f.Customer = 1 }, -1},
		"nobody":   {func(f *ledger.Fact) { f.Customer = ledger.None }, -1},
	} {
		inB, inA := ledger.Match(tell(func(*ledger.Fact) {}), tell(c.change))
		assert.Equal(t, []int{c.want}, inB, what)
		assert.Equal(t, []int{c.want}, inA, what)
	}
}

func TestAStoryMatchesItself(t *testing.T) {
	layout := ledger.Layout{Segments: []string{"smb", "enterprise"}, Teams: []string{"implementation"}, Quarters: 8}
	facts := madeUp(layout, 1)
	names := make([]string, 60)
	for i := range names {
		names[i] = string(rune('A' + i))
	}
	story := ledger.Story{Layout: layout, Customers: names, Facts: facts}
	inB, inA := ledger.Match(story, story)
	for i := range facts {
		assert.Equal(t, i, inB[i])
		assert.Equal(t, i, inA[i])
	}
}

func TestWhatHappensMoreOftenIsMatchedByTime(t *testing.T) {
	renewals := func(days ...float64) ledger.Story {
		s := ledger.Story{Layout: ledger.Layout{Segments: []string{"smb"}}, Customers: []string{"ann"}}
		for _, day := range days {
			s.Facts = append(s.Facts, ledger.Fact{At: day, Kind: ledger.Renewed})
		}
		return s
	}
	inB, inA := ledger.Match(renewals(10, 20, 30, 40), renewals(5, 20, 25, 30, 50))
	assert.Equal(t, []int{-1, 1, 3, -1}, inB)
	assert.Equal(t, []int{-1, 1, -1, 2, -1}, inA)
}
