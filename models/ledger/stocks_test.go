package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
)

func TestStocksAreTimeAveragesAndPeaks(t *testing.T) {
	queue := func(at float64, kind ledger.Kind, customer int32, scope int16) ledger.Fact {
		return ledger.Fact{At: at, Kind: kind, Customer: customer, Scope: scope}
	}
	l := ledger.New(small).Write(queue(5, ledger.Queued, 0, smb), // 1 from 5, 2 from 10, 3 from 15 to 20, 2 to 90
		queue(10, ledger.Queued, 1, smb),
		queue(15, ledger.Queued, 2, smb),
		queue(20, ledger.Unqueued, 0, smb),
		queue(40, ledger.Queued, 3, enterprise), // 1 from 40 to 50
		queue(50, ledger.Unqueued, 3, enterprise),
		queue(90, ledger.Unqueued, 1, smb),
		queue(110, ledger.Unqueued, 2, smb))
	type told struct{ area, mean, peak, closing float64 }
	for _, c := range []struct {
		name     string
		scope    int
		from, to int
		want     told
	}{
		{name: "smb, first quarter", scope: smb, from: 0, to: 1, want: told{5*1 + 5*2 + 5*3 + 45*2, 120. / 65, 3, 2}},
		{name: "smb, second: it begins with what was left", scope: smb, from: 1, to: 2, want: told{25*2 + 20*1, 70. / 65, 2, 0}},
		{name: "smb, both", scope: smb, from: 0, to: 2, want: told{190, 190. / 130, 3, 0}},
		{name: "enterprise, first", scope: enterprise, from: 0, to: 1, want: told{10, 10. / 65, 1, 0}},
		{name: "company, first: peaks do not add up", scope: all, from: 0, to: 1, want: told{130, 2, 3, 2}},
		{name: "company, both", scope: all, from: 0, to: 2, want: told{200, 200. / 130, 3, 0}},
		{name: "a team", scope: own, from: 0, to: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := told{l.Area(ledger.Queue, c.scope, c.from, c.to), l.Mean(ledger.Queue, c.scope, c.from, c.to),
				l.Peak(ledger.Queue, c.scope, c.from, c.to), l.Closing(ledger.Queue, c.scope, c.to-1)}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestWhatMovesTheStocksOfASegment(t *testing.T) {
	held := ledger.Fact{Kind: ledger.Held, Customer: 0, Scope: enterprise, Amount: 100}
	for _, c := range []struct {
		name  string
		fact  ledger.Fact
		stock ledger.Stock
		want  float64
	}{
		{"signed", ledger.Fact{Kind: ledger.Signed, Customer: 1, Amount: 30}, ledger.Logos, 1},
		{"signed: ARR counts when it begins", ledger.Fact{Kind: ledger.Signed, Customer: 1, Amount: 30}, ledger.ARR, 0},
		{"began", ledger.Fact{Kind: ledger.Began, Amount: 30}, ledger.ARR, 30},
		{"renewed", ledger.Fact{Kind: ledger.Renewed, Amount: 30}, ledger.ARR, 0},
		{"contracted", ledger.Fact{Kind: ledger.Contracted, Amount: 30}, ledger.ARR, -30},
		{"uplifted", ledger.Fact{Kind: ledger.Uplifted, Amount: 30}, ledger.ARR, 30},
		{"expanded", ledger.Fact{Kind: ledger.Expanded, Amount: 30}, ledger.ARR, 30},
		{"churned: ARR", ledger.Fact{Kind: ledger.Churned, Amount: 100}, ledger.ARR, -100},
		{"churned: logo", ledger.Fact{Kind: ledger.Churned, Amount: 100}, ledger.Logos, -1},
		{"queued", ledger.Fact{Kind: ledger.Queued}, ledger.Queue, 1},
		{"unqueued", ledger.Fact{Kind: ledger.Unqueued}, ledger.Queue, -1},
		{"opened", ledger.Fact{Kind: ledger.Opened}, ledger.Backlog, 1},
		{"found open", ledger.Fact{Kind: ledger.Opened, Marks: ledger.Found}, ledger.Backlog, 1},
		{"deflected", ledger.Fact{Kind: ledger.Deflected}, ledger.Backlog, 0},
		{"reopened", ledger.Fact{Kind: ledger.Reopened}, ledger.Backlog, 0},
		{"resolved", ledger.Fact{Kind: ledger.Resolved}, ledger.Backlog, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.fact.At, c.fact.Scope = 5, enterprise
			before, after := ledger.New(small).Write(held), ledger.New(small).Write(held, c.fact)
			for _, scope := range []int{enterprise, all} {
				assert.Equal(t, c.want, after.Closing(c.stock, scope, 0)-before.Closing(c.stock, scope, 0))
			}
			assert.Zero(t, after.Closing(c.stock, smb, 0))
		})
	}
}

func TestSlotsAreTakenOfATeamForASegment(t *testing.T) {
	signed := ledger.Fact{Kind: ledger.Signed, Customer: 0, Scope: enterprise}
	l := ledger.New(small).Write(signed,
		ledger.Fact{At: 10, Kind: ledger.Took, Customer: 0, Scope: own, Amount: 2},
		ledger.Fact{At: 20, Kind: ledger.Took, Customer: 0, Scope: bench, Amount: 1, Marks: ledger.Partner},
		ledger.Fact{At: 30, Kind: ledger.Freed, Customer: 0, Scope: bench, Amount: 1, Marks: ledger.Partner},
		ledger.Fact{At: 40, Kind: ledger.Freed, Customer: 0, Scope: own, Amount: 2})
	for scope, want := range []float64{smb: 0, enterprise: 60, all: 60, own: 60, bench: 0} {
		assert.Equal(t, want, l.Area(ledger.SlotsBusy, scope, 0, 2), "scope %d", scope)
	}
	for scope, want := range []float64{smb: 0, enterprise: 10, all: 10, own: 0, bench: 10} {
		assert.Equal(t, want, l.Area(ledger.PartnerBusy, scope, 0, 2), "scope %d", scope)
	}
}

func TestTheCompanysGaugesAreTheSumOfItsTeams(t *testing.T) {
	for _, c := range []struct {
		name  string
		kind  ledger.Kind
		line  int32
		marks ledger.Marks
		stock ledger.Stock
	}{
		{name: "slots", kind: ledger.Slotted, stock: ledger.SlotsThere},
		{name: "partner slots", kind: ledger.Slotted, marks: ledger.Partner, stock: ledger.PartnerThere},
		{name: "hours there", kind: ledger.Timed, stock: ledger.HoursThere},
		{name: "hours drawn", kind: ledger.Drew, stock: ledger.HoursDrawn},
		{name: "people for tickets", kind: ledger.Seated, stock: ledger.ServersThere},
		{name: "payroll", kind: ledger.Staffed, stock: ledger.Headcount},
		{name: "services pay", kind: ledger.PaidRate, line: ledger.ServicesLine, stock: ledger.ServicesPay},
		{name: "support pay", kind: ledger.PaidRate, line: ledger.SupportLine, stock: ledger.SupportPay},
		{name: "success pay", kind: ledger.PaidRate, line: ledger.SuccessLine, stock: ledger.SuccessPay},
	} {
		t.Run(c.name, func(t *testing.T) {
			gauge := func(at float64, scope int16, amount float64) ledger.Fact {
				return ledger.Fact{At: at, Kind: c.kind, Customer: ledger.None, Subject: c.line, Scope: scope, Amount: amount, Marks: c.marks}
			}
			l := ledger.New(small).Write(gauge(0, own, .1), gauge(0, bench, .2), gauge(10, own, .7), gauge(20, bench, 0), gauge(65, own, 0))
			assert.InDelta(t, .1*10+.7*55, l.Area(c.stock, own, 0, 2), 1e-12)
			assert.InDelta(t, .2*20, l.Area(c.stock, bench, 0, 2), 1e-12)
			assert.InDelta(t, .3*10+.9*10+.7*45, l.Area(c.stock, all, 0, 2), 1e-12)
			if c.stock == ledger.HoursDrawn {
				assert.InDelta(t, .9, l.Peak(c.stock, all, 0, 1), 1e-12, "measured")
			}
			assert.Zero(t, l.Area(c.stock, all, 1, 2), "not even rounding is left")
			assert.Zero(t, l.Closing(c.stock, all, 1))
		})
	}
}

func TestWhatIsPaidForOfferingsAddsUpOverSegments(t *testing.T) {
	for line, stock := range map[int32]ledger.Stock{ledger.ServicesLine: ledger.OfferedServices, ledger.SupportLine: ledger.OfferedSupport} {
		rate := func(at float64, scope int16, amount float64) ledger.Fact {
			return ledger.Fact{At: at, Kind: ledger.Accrued, Customer: ledger.None, Subject: line, Scope: scope, Amount: amount}
		}
		l := ledger.New(small).Write(rate(0, smb, .1), rate(0, enterprise, .2), rate(10, smb, .7), rate(20, enterprise, 0), rate(65, smb, 0))
		assert.InDelta(t, .1*10+.7*55, l.Area(stock, smb, 0, 2), 1e-12)
		assert.InDelta(t, .3*10+.9*10+.7*45, l.Area(stock, all, 0, 2), 1e-12)
		assert.Zero(t, l.Area(stock, all, 1, 2), "not even rounding is left")
	}
}

func TestHostingIsTheCompanys(t *testing.T) {
	l := ledger.New(small).Write(ledger.Fact{At: 0, Kind: ledger.Hosted, Scope: all, Customer: ledger.None, Amount: 3},
		ledger.Fact{At: 65, Kind: ledger.Hosted, Scope: all, Customer: ledger.None, Amount: 5})
	assert.Equal(t, 65.*3, l.Area(ledger.HostingPay, all, 0, 1))
	assert.Equal(t, 65.*5, l.Area(ledger.HostingPay, all, 1, 2))
}

func TestTheBridgeHoldsInEveryQuarterAndScope(t *testing.T) {
	for _, layout := range []ledger.Layout{small, warmedUp(3)} {
		l := ledger.New(layout).Write(madeUp(layout, 3)...)
		for _, scope := range []int{smb, enterprise, all} {
			for q := range layout.Quarters {
				sum := func(f ledger.Flow) float64 { return l.Sum(f, scope, q, q+1) }
				gained := sum(ledger.NewARR) + sum(ledger.ExpansionARR) + sum(ledger.UpliftARR)
				lost := sum(ledger.ContractionARR) + sum(ledger.ChurnARR)
				assert.InDelta(t, l.OpeningARR(scope, q)+gained-lost, l.Closing(ledger.ARR, scope, q), 1e-9)
				if q > 0 {
					assert.Equal(t, l.Closing(ledger.ARR, scope, q-1), l.OpeningARR(scope, q))
				}
			}
		}
		assert.NotZero(t, l.OpeningARR(all, 0))
	}
}

func TestNoARRIsLeftByRoundingWhenEverybodyHasLeft(t *testing.T) {
	l := ledger.New(small).Write(ledger.Fact{Kind: ledger.Held, Customer: 0, Scope: smb, Amount: .1},
		ledger.Fact{Kind: ledger.Held, Customer: 1, Scope: smb, Amount: .2},
		ledger.Fact{Kind: ledger.Held, Customer: 2, Scope: smb, Amount: .3},
		ledger.Fact{At: 10, Kind: ledger.Churned, Customer: 0, Scope: smb, Amount: .1},
		ledger.Fact{At: 20, Kind: ledger.Churned, Customer: 1, Scope: smb, Amount: .2},
		ledger.Fact{At: 30, Kind: ledger.Churned, Customer: 2, Scope: smb, Amount: .3})
	for _, scope := range []int{smb, all} {
		assert.Zero(t, l.Closing(ledger.ARR, scope, 0))
		assert.Zero(t, l.Area(ledger.ARR, scope, 1, 2))
	}
}

// A customer is there who has not begun to pay.
func TestNoARRIsLeftByRoundingWhenEverybodyWhoPaidHasLeft(t *testing.T) {
	facts := []ledger.Fact{{Kind: ledger.Signed, Customer: 3, Scope: smb, Amount: 1}}
	for customer, arr := range []float64{.1, .2, .3} {
		facts = append(facts, ledger.Fact{Kind: ledger.Held, Customer: int32(customer), Scope: smb, Amount: arr},
			ledger.Fact{Kind: ledger.Turned, Customer: int32(customer), Scope: smb, Marks: ledger.Red})
	}
	for customer, arr := range []float64{.1, .2, .3} {
		facts = append(facts, ledger.Fact{At: 10, Kind: ledger.Churned, Customer: int32(customer), Scope: smb, Amount: arr})
	}
	l := ledger.New(small).Write(facts...)
	for _, scope := range []int{smb, all} {
		assert.Equal(t, 1.0, l.Closing(ledger.Logos, scope, 0))
		assert.Zero(t, l.Closing(ledger.ARR, scope, 0))
		assert.Zero(t, l.Closing(ledger.RedARR, scope, 0))
	}
	l.Reset()
	assert.Zero(t, l.Write(facts...).Closing(ledger.ARR, all, 0), "nor in the next trial")
}
