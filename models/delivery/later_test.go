package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

// What is sold later is for who signs later: from the day on, at its price, in its mix.
func TestWhoSignsLaterBuysWhatIsSoldThen(t *testing.T) {
	fixed, other := units.Money(800), units.Money(1600)
	p := priced(delivery.Price{Fixed: &fixed})
	p.Projects = append(p.Projects, project("long", phase("build", 0, 20)))
	sold := delivery.Sold{Projects: append(units.Map[delivery.Project]{}, p.Projects...)}
	sold.Projects[0].Value.Price = delivery.Price{Fixed: &other}
	sold.Mixes = []delivery.Mix{{{Name: "job", Value: 1}}, {{Name: "job", Value: 1}}}
	p.Later = []delivery.Sold{sold}
	p.Teams[0].Value.People = 100
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "long")
	w.at(10, func() { w.Sell(1) })
	w.sign(10, "job")
	w.sign(10, "long")
	w.sim.Run(100)
	paid := map[int32]float64{}
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.Billed {
			paid[f.Customer] += f.Amount
		}
	}
	assert.Equal(t, map[int32]float64{0: 800, 2: 1600, 3: 1600}, paid)
	assert.Equal(t, []string{"20 B is live"}, grep("B", w.tell(ledger.WentLive)), "who signed before keeps its project")

	w.begin(1)
	w.sign(0, "long")
	assert.Equal(t, []string{"20 A is live"}, w.story(100, ledger.WentLive), "each trial begins with what is sold today")
}
