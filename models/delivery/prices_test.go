package delivery_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim/random"
)

// deterring is a plan whose job has a price that keeps a share of deals from being signed, and whose gift has none.
func deterring(share units.Share) delivery.Params {
	fixed := units.Money(2000)
	job, gift := project("job", phase("build", 0, 5)), project("gift", phase("build", 0, 5))
	job.Value.Price, job.Value.Deters, gift.Value.Deters = delivery.Price{Fixed: &fixed}, share, share
	return plan(job, gift)
}

// deterred counts the deals of a segment that are not signed, of so many.
func deterred(w *workshop, segment, deals int) (list []int) {
	for k := range deals {
		if w.Deters(random.Name("deal").Child(uint64(k)), segment) {
			list = append(list, k)
		}
	}
	return list
}

func TestAPriceKeepsItsShareOfDealsFromBeingSigned(t *testing.T) {
	const deals, share = 20_000, .1
	w := open(t, deterring(share))
	const errors = 3.3 // standard errors
	some := deterred(w, 0, deals)
	assert.InDelta(t, share, float64(len(some))/deals, errors*math.Sqrt(share*(1-share)/deals))
	assert.Empty(t, deterred(w, 1, deals), "what is free deters nobody")

	more := deterred(open(t, deterring(2*share)), 0, deals)
	assert.Subset(t, more, some, "a higher share deters the same and others")
	assert.InDelta(t, 2*share, float64(len(more))/deals, errors*math.Sqrt(2*share*(1-2*share)/deals))
}

func TestOnlyThoseAreDeterredWhoWouldBuyThePricedType(t *testing.T) {
	const deals = 2000
	p := deterring(1)
	w := openMixed(t, p, []delivery.Mix{{{Name: "job", Value: .3}, {Name: "gift", Value: .7}}, {{Name: "gift", Value: 1}}})
	gone := deterred(w, 0, deals)
	assert.InDelta(t, .3, float64(len(gone))/deals, 3.3*math.Sqrt(.3*.7/deals))
	number := int32(0)
	for k := range deals {
		entity := random.Name("deal").Child(uint64(k))
		w.record(ledger.Fact{Kind: ledger.Signed, Customer: number, Scope: 0, Amount: 100})
		w.Sign(number, entity, 0, 100)
		kind, _, _ := w.Project(number)
		assert.Equal(t, kind == 0, w.Deters(entity, 0), "deal %d", k)
		number++
	}
}

func TestWhoPaysNothingAsksForMore(t *testing.T) {
	more, fixed, none := units.Share(1.2), units.Money(2000), units.Money(0)
	for _, c := range []struct {
		name  string
		price delivery.Price
		want  []string // of 24, 72 and 24 hours, × 1.2 without a price
	}{
		{"free", delivery.Price{}, []string{"4.6 A has 28.8 hours done in 28.8", "15.4 A has 86.4 hours done in 86.4", "19 A has 28.8 hours done in 28.8"}},
		{"priced", delivery.Price{Fixed: &fixed}, []string{"4 A has 24 hours done in 24", "13 A has 72 hours done in 72", "16 A has 24 hours done in 24"}},
		{"at a price of nothing", delivery.Price{PerHour: &none}, []string{"4 A has 24 hours done in 24", "13 A has 72 hours done in 72", "16 A has 24 hours done in 24"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := priced(c.price)
			p.FreeEffort = &more
			w := open(t, p)
			w.sign(0, "job")
			assert.Equal(t, c.want, w.story(100, ledger.Worked))
		})
	}
}

func TestThePlanKnowsTheEffortOfFreeProjects(t *testing.T) {
	more, fixed := units.Share(1.2), units.Money(2000)
	mix := delivery.Mix{{Name: "job", Value: 1}}
	free, paid := priced(delivery.Price{}), priced(delivery.Price{Fixed: &fixed})
	assert.InDelta(t, 1+1.5*(2+6), delivery.Planned(free, mix), 1e-12)
	free.FreeEffort, paid.FreeEffort = &more, &more
	assert.InDelta(t, 1+1.2*1.5*(2+6), delivery.Planned(free, mix), 1e-12)
	assert.InDelta(t, 1+1.5*(2+6), delivery.Planned(paid, mix), 1e-12)
}

func TestWhatIsWrongWithPricesIsTold(t *testing.T) {
	p, none := deterring(1.5), units.Share(0)
	p.FreeEffort = &none
	assert.Equal(t, []string{"free_effort: must be above 0% and at most 1000%, got 0%", "projects.job.deters: must be between 0% and 100%, got 150%",
		"projects.gift.deters: must be between 0% and 100%, got 150%"}, refusals(p))
	p = deterring(units.Share(nan))
	assert.Len(t, refusals(p), 2)
}
