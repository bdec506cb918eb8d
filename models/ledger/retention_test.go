package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// account is a customer's ARR, and all that it has lost and gained.
type account struct{ arr, lost, gained float64 }

// retention is what is booked of the twelve months that end with a quarter.
type retention struct{ then, kept, capped, lost, gained, logos, stay float64 }

// naive works retention out from the facts: where every customer of a scope
// stood a year before measured quarter q ended, and when it ended.
func naive(layout ledger.Layout, facts []ledger.Fact, scope, q int) retention {
	at := func(day float64) map[int32]account {
		accounts := map[int32]account{}
		for _, f := range facts {
			// What happens on the first day of all is the opening book, what happens on a last day is the next quarter's.
			if f.At > day || f.At == day && f.Kind != ledger.Held || scope != all && int(f.Scope) != scope {
				continue
			}
			a := accounts[f.Customer]
			switch f.Kind {
			case ledger.Held, ledger.Began:
				a.arr += f.Amount
			case ledger.Expanded, ledger.Uplifted:
				a.arr += f.Amount
				a.gained += f.Amount
			case ledger.Contracted:
				a.arr -= f.Amount
				a.lost += f.Amount
			case ledger.Churned:
				a.arr = 0
				a.lost += f.Amount
			}
			accounts[f.Customer] = a
		}
		return accounts
	}
	end := fiscal.Quarter * float64(q+1)
	var r retention
	now := at(end)
	for customer, then := range at(end - fiscal.Year) {
		if then.arr <= 0 {
			continue
		}
		c := now[customer]
		r.then += then.arr
		r.kept += c.arr
		r.capped += min(c.arr, then.arr)
		r.lost += c.lost - then.lost
		r.gained += c.gained - then.gained
		r.logos++
		if c.arr > 0 {
			r.stay++
		}
	}
	return r
}

func TestRetentionOfTwelveMonthsEndsWithEveryQuarter(t *testing.T) {
	for _, warmUp := range []int{0, 1, 3, 4, 6} {
		layout := warmedUp(warmUp)
		layout.Quarters = 9
		facts := madeUp(layout, 7)
		l := ledger.New(layout).Write(facts...)
		compared := 0
		for _, scope := range []int{smb, enterprise, all} {
			for q := range layout.Quarters {
				booked := func(f ledger.Flow) float64 { return l.Sum(f, scope, q, q+1) }
				got := retention{booked(ledger.CohortARR), booked(ledger.CohortKept), booked(ledger.CohortCap), booked(ledger.CohortLost),
					booked(ledger.CohortGain), booked(ledger.CohortLogos), booked(ledger.CohortStay)}
				require.Equal(t, q+warmUp >= 3, l.HasYear(q))
				if !l.HasYear(q) {
					assert.Zero(t, got, "no twelve months have passed")
					continue
				}
				compared++
				want := naive(layout, facts, scope, q)
				require.NotZero(t, want.logos)
				assert.InDeltaSlice(t,
					[]float64{want.then, want.kept, want.capped, want.lost, want.gained, want.logos, want.stay},
					[]float64{got.then, got.kept, got.capped, got.lost, got.gained, got.logos, got.stay}, 1e-9, "scope %d, quarter %d", scope, q)
			}
		}
		assert.Equal(t, 3*min(9, 6+warmUp), compared)
	}
}

func TestACustomerWhoLeftMaySignAgain(t *testing.T) {
	layout := small
	layout.Quarters = 4
	l := ledger.New(layout).Write(ledger.Fact{Kind: ledger.Held, Customer: 0, Scope: smb, Amount: 100},
		ledger.Fact{At: 10, Kind: ledger.Churned, Customer: 0, Scope: smb, Amount: 100},
		ledger.Fact{At: 70, Kind: ledger.Signed, Customer: 0, Scope: smb, Amount: 80},
		ledger.Fact{At: 70, Kind: ledger.Began, Customer: 0, Scope: smb, Amount: 80})
	assert.Equal(t, []float64{0, 1, 1, 1}, []float64{l.Closing(ledger.Logos, smb, 0), l.Closing(ledger.Logos, smb, 1),
		l.Closing(ledger.Logos, smb, 2), l.Closing(ledger.Logos, smb, 3)})
	assert.Equal(t, 80., l.Closing(ledger.ARR, smb, 1))
	assert.Equal(t, 80., l.Sum(ledger.NewARR, smb, 1, 2))
	assert.Equal(t, 80., l.Sum(ledger.CohortKept, smb, 3, 4), "point to point it was kept")
	assert.Equal(t, 100., l.Sum(ledger.CohortLost, smb, 3, 4), "the flows remember")
	assert.Zero(t, l.Sum(ledger.CohortGain, smb, 3, 4), "and coming back is no expansion")
	assert.Equal(t, []ledger.Wait{{Days: 260 - 70, Segment: smb, Week: 1}}, l.Waits(nil))
	assert.Equal(t, 80., l.Triangle()[l.Cell(smb, 2, 0)], "a new booking cohort")
	assert.Zero(t, l.Triangle()[l.Cell(smb, 0, 4)], "the old one has lost it")
}

func TestARunningYearIsOfThoseWhoWereCustomersAsItBegan(t *testing.T) {
	layout := small
	layout.Quarters = 6
	layout.Running = ledger.Running{Days: fiscal.Quarter, Ends: 2} // the second quarter of a year begins
	held := func(customer int32, arr, days float64) ledger.Fact {
		return ledger.Fact{Kind: ledger.Held, Customer: customer, Scope: smb, Amount: arr, Extra: days}
	}
	facts := []ledger.Fact{held(0, 100, 300), held(1, 50, fiscal.Quarter), held(2, 70, 66), held(3, 30, 400),
		{At: 10, Kind: ledger.Contracted, Customer: 0, Scope: smb, Amount: 20},
		{At: 20, Kind: ledger.Expanded, Customer: 2, Scope: smb, Amount: 5},
		{At: 30, Kind: ledger.Churned, Customer: 3, Scope: smb, Amount: 30},
		{At: 40, Kind: ledger.Churned, Customer: 1, Scope: smb, Amount: 50}, // it signed on the year's first day
		{At: 200, Kind: ledger.Expanded, Customer: 0, Scope: smb, Amount: 9},
	}
	l := ledger.New(layout).Write(facts...)
	booked := func(q int) (list []float64) {
		for _, f := range []ledger.Flow{ledger.CohortARR, ledger.CohortKept, ledger.CohortCap, ledger.CohortLost, ledger.CohortGain,
			ledger.CohortLogos, ledger.CohortStay} {
			list = append(list, l.Sum(f, smb, q, q+1))
		}
		return list
	}
	assert.Equal(t, []float64{100 + 70 + 30, 80 + 75, 80 + 70, 20 + 30, 5, 3, 2}, booked(2), "from the first day to the end of the year")
	assert.Equal(t, make([]float64, 7), booked(1), "no year ends here")
	assert.Equal(t, []float64{250, 89 + 75, 89 + 70, 20 + 30 + 50, 5 + 9, 4, 2}, booked(3), "the twelve months since the first day are of all")
}
