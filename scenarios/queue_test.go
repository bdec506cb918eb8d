package scenarios_test

import (
	"cmp"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/ledger"
)

// inTurn holds that no project gets a slot of its own team before one that waits
// and goes before it, by the discipline of the queue. Where projects wait for a
// partner alone it holds nothing; sizes are not in the facts, so that smallest
// first is left to the tests of delivery.
func inTurn(t require.TestingT, p *company.Params, facts []ledger.Fact) {
	discipline := p.Delivery.Teams[0].Value.Queue
	if discipline == delivery.SmallestFirst {
		return
	}
	for _, r := range p.Delivery.Routes {
		if r.Mode != delivery.Overflow {
			return
		}
	}
	for _, kind := range p.Delivery.Projects {
		if kind.Value.Team != p.Delivery.Teams[0].Name {
			return
		}
	}
	type turn struct {
		rank  float64
		place int
	}
	ranks := map[int32]float64{}
	waiting := map[int32]turn{}
	var unqueued int32 = ledger.None
	var was turn
	for place, f := range facts {
		switch f.Kind {
		case ledger.Signed:
			switch discipline {
			case delivery.LargestARR:
				ranks[f.Customer] = -f.Amount
			case delivery.SegmentOrder:
				ranks[f.Customer] = float64(f.Scope)
			}
		case ledger.Queued:
			waiting[f.Customer] = turn{ranks[f.Customer], place}
		case ledger.Unqueued:
			unqueued, was = f.Customer, waiting[f.Customer]
			delete(waiting, f.Customer)
		case ledger.Started:
			if f.Marks&ledger.Partner != 0 {
				continue // whichever slot frees first
			}
			if unqueued != f.Customer {
				was = turn{ranks[f.Customer], place}
			}
			for other, w := range waiting {
				before := cmp.Or(cmp.Compare(w.rank, was.rank), cmp.Compare(w.place, was.place)) < 0
				require.False(t, before, "customer %d starts at %v before %d (%s)", f.Customer, f.At, other, discipline)
			}
		}
	}
}
