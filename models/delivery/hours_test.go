package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

func priced(price delivery.Price) delivery.Params {
	job := project("job", phase("kick-off", 1, 2), phase("build", 0, 6), afterGoLive(phase("transition", 0, 2)))
	job.Value.EffortMultiplier = units.Fixed(units.Number(1.5))
	job.Value.Price = price
	return plan(job)
}

func TestRevenueFollowsTheHours(t *testing.T) {
	fixed, share, hourly := units.Money(2000), units.Share(.16), units.Money(250)
	for _, c := range []struct {
		name  string
		price delivery.Price
		want  []string // of 24, 72 and 24 hours
	}{
		{name: "free"},
		{name: "packaged", price: delivery.Price{Fixed: &fixed}, want: []string{"4 A pays 400", "13 A pays 1200", "16 A pays 400"}},
		{name: "share of the first year", price: delivery.Price{FirstYearShare: &share}, want: []string{"4 A pays 1600", "13 A pays 4800", "16 A pays 1600"}},
		{name: "by the hour", price: delivery.Price{PerHour: &hourly}, want: []string{"4 A pays 6000", "13 A pays 18000", "16 A pays 6000"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t, priced(c.price))
			w.signFor(0, "job", 50e3)
			assert.Equal(t, c.want, w.story(100, ledger.Billed))
		})
	}
}

func TestAQuartersEndBooksTheHoursSoFar(t *testing.T) {
	fixed := units.Money(2000)
	p := withPartner(priced(delivery.Price{Fixed: &fixed}), partner(1), delivery.Route{Mode: delivery.Overflow, After: 1})
	p.Partners[0].Value.EffortFactor = 1.25
	p.Partners[0].Value.PricePerHour = 100
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job")
	w.at(3, w.Settle)
	w.at(3, w.Settle)
	w.at(10, w.Settle)
	assert.Equal(t, []string{
		"3 A has 16 hours done in 16",                // of 24, since day 1
		"3 B has 6.4 hours done at the partner in 8", // since day 2
		"4 A has 8 hours done in 8",
		"5.75 B has 17.6 hours done at the partner in 22",
		"10 A has 48 hours done in 48",
		"10 B has 27.2 hours done at the partner in 34",
		"13 A has 24 hours done in 24",
		"16 A has 24 hours done in 24",
		"17 B has 44.8 hours done at the partner in 56",
		"20.75 B has 24 hours done at the partner in 30",
	}, w.story(100, ledger.Worked))
	assert.Equal(t, []string{
		"3 partner is paid 800 for B", "5.75 partner is paid 2200 for B", "10 partner is paid 3400 for B",
		"17 partner is paid 5600 for B", "20.75 partner is paid 3000 for B",
	}, w.tell(ledger.Paid))
	for customer := range int32(2) {
		earned := 0.0
		for _, f := range w.ledger.Facts() {
			if f.Kind == ledger.Billed && f.Customer == customer {
				earned += f.Amount
			}
		}
		assert.InDelta(t, 2000, earned, 1e-9)
	}
}

func TestWhatIsDoneOfAProjectWithdrawnIsBooked(t *testing.T) {
	hourly := units.Money(100)
	w := open(t, priced(delivery.Price{PerHour: &hourly}))
	w.sign(0, "job")
	w.at(2, func() { w.Cancel(0) })
	assert.Equal(t, []string{"2 A has 8 hours done in 8", "2 A pays 800", "2 A is withdrawn"}, w.story(100, ledger.Worked, ledger.Billed, ledger.Withdrawn))
}

func TestAPlannerSeesTheMeanTimeOfAMix(t *testing.T) {
	short := project("short", phase("build", 2, 4), afterGoLive(phase("transition", 0, 50)))
	long := project("long", phase("build", 0, 10))
	long.Value.EffortMultiplier = units.Lognormal(units.Number(2), 1)
	long.Value.Promised = 100
	p := plan(short, long)
	mix := delivery.Mix{{Name: "short", Value: .75}, {Name: "long", Value: .25}}
	assert.InDelta(t, .75*6+.25*20, delivery.Planned(p, mix), 1e-12)
	assert.InDelta(t, .75*20+.25*100, delivery.Promised(p, mix), 1e-12)
}
