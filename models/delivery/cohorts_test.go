package delivery_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/product"
	"postsale/models/units"
)

// everyDays are cohorts that start every so many days, without a cut-off.
type everyDays struct {
	days  float64
	sizes map[[3]int]int
}

func every(days float64) *everyDays { return &everyDays{days, map[[3]int]int{}} }

func (e *everyDays) Join(segment, kind int, _, now float64) (int32, float64, int) {
	number := int(math.Ceil(now / e.days))
	at := [3]int{segment, kind, number}
	e.sizes[at]++
	return int32(number), e.days * float64(number), e.sizes[at]
}

func (e *everyDays) Leave(segment, kind int, cohort int32) {
	e.sizes[[3]int{segment, kind, int(cohort)}]--
}

func (e *everyDays) Size(segment, kind int, cohort int32) int {
	return e.sizes[[3]int{segment, kind, int(cohort)}]
}

// sharing is a phase whose work is shared to some extent.
func sharing(p delivery.Phase, share units.Share) delivery.Phase {
	p.Shared = share
	return p
}

// crowd is a plan with people enough for all, in which hours done are told by project.
func crowd(projects ...units.Entry[delivery.Project]) delivery.Params {
	p := plan(projects...)
	p.Teams[0].Value = team(20)
	return p
}

// done returns the hours of each customer's project.
func (w *workshop) done(until float64) map[string]float64 {
	w.sim.Run(until)
	hours := map[string]float64{}
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.Worked {
			hours[fmt.Sprintf("%c", 'A'+f.Customer)] += f.Amount
		}
	}
	return hours
}

func TestAllOfACohortShareWhatIsTaught(t *testing.T) {
	p := crowd(project("job", sharing(phase("training", 0, 5), .8), phase("build", 0, 1)), project("other", sharing(phase("training", 0, 5), .8)))
	w := open(t, p)
	w.Gather(0, every(10))
	w.Gather(1, every(10))
	w.sign(1, "job")
	w.sign(3, "job")
	w.sign(5, "job")
	w.sign(5, "job")    // leaves before the start
	w.sign(6, "other")  // of a type of its own
	w.sign(10, "job")   // on the day itself
	w.sign(10.5, "job") // of the next
	w.at(7, func() { w.Cancel(3) })
	w.at(10.25, func() { w.Cancel(0) }) // later: it counts
	assert.InDeltaMapValues(t, map[string]float64{
		"A": .25 * 8, "B": 40*(1-.8*3/4) + 8, "C": 40*(1-.8*3/4) + 8, "E": 40, "F": 40*(1-.8*3/4) + 8, "G": 48,
	}, w.done(100), 1e-9)
	assert.Equal(t, []string{"10 A starts", "10 B starts", "10 C starts", "10 E starts", "10 F starts", "20 G starts"}, grep("starts", w.tell(ledger.Started)))
	assert.Equal(t, []string{"1 A waits for day 10", "3 B waits for day 10", "5 C waits for day 10", "5 D waits for day 10", "6 E waits for day 10", "10.5 G waits for day 20"},
		w.tell(ledger.Gathered), "who comes on the day does not wait")
}

// A partner's projects too are as mature as the product is when they have their slot.
func TestProductsMatureAtPartners(t *testing.T) {
	kind := project("job", phase("build", 0, 10))
	most := units.Share(.6)
	kind.Value.Matures = &product.Maturity{Half: 10, Effort: &most}
	w := open(t, withPartner(plan(kind), partner(1), delivery.Route{Mode: delivery.Whole}))
	w.sign(0, "job")
	w.sign(0, "job")
	assert.InDeltaMapValues(t, map[string]float64{"A": 80, "B": 80 * (.6 + .4/2)}, w.done(100), 1e-9)
}

// Where nobody has to wait, the same hours are done: the first bears what the others only hear.
func TestIdeallyNobodyWaitsForACohortAndHoursAreTheSame(t *testing.T) {
	p := crowd(project("job", sharing(phase("training", 0, 5), .8)))
	total := func(p delivery.Params) (hours float64, starts []string) {
		w := open(t, p)
		w.Gather(0, every(10))
		for _, day := range []float64{1, 2, 2, 9, 11} {
			w.sign(day, "job")
		}
		for _, h := range w.done(100) {
			hours += h
		}
		return hours, w.tell(ledger.Started)
	}
	hours, starts := total(p)
	assert.InDelta(t, 4*40*(1-.8*3/4)+40, hours, 1e-9)
	assert.Equal(t, []string{"10 A starts", "10 B starts", "10 C starts", "10 D starts", "20 E starts"}, starts)
	for _, ideal := range []delivery.Ideal{{Cohorts: true}, {Start: true}} {
		p.Ideal = ideal
		at, starts := total(p)
		assert.InDelta(t, hours, at, 1e-9)
		assert.Equal(t, []string{"1 A starts", "2 B starts", "2 C starts", "9 D starts", "11 E starts"}, starts)
	}
}

// What a project is sold for does not depend on with whom it starts, by the hour it does.
func TestPricesAreEarnedOverTheHoursThatThereAre(t *testing.T) {
	price, hour := units.Money(1000), units.Money(10)
	for _, c := range []struct {
		name  string
		price delivery.Price
		want  float64
	}{{"a price", delivery.Price{Fixed: &price}, 1000}, {"by the hour", delivery.Price{PerHour: &hour}, 10 * (40*(1-.8/2) + 8)}} {
		kind := project("job", sharing(phase("training", 0, 5), .8), afterGoLive(phase("after", 0, 1)))
		kind.Value.Price = c.price
		for _, eased := range []bool{false, true} {
			if eased && c.price.PerHour != nil {
				continue
			}
			if eased {
				half := units.Share(.5)
				kind.Value.Matures = &product.Maturity{Half: 10, Age: 100, Effort: &half}
			}
			for n := 1; n <= 2; n++ { // alone it is another sum
				if n == 1 && c.price.PerHour != nil {
					continue
				}
				w := open(t, crowd(kind))
				w.Gather(0, every(10))
				want := map[int32]float64{}
				for i := range n {
					w.sign(1, "job")
					want[int32(i)] = c.want
				}
				w.sim.Run(100)
				paid := map[int32]float64{}
				for _, f := range w.ledger.Facts() {
					if f.Kind == ledger.Billed {
						paid[f.Customer] += f.Amount
					}
				}
				assert.InDeltaMapValues(t, want, paid, 1e-9, "%s, %d of them, eased: %v", c.name, n, eased)
			}
		}
	}
}

func TestWhatAPartnerDidIsByTheHoursThatThereAre(t *testing.T) {
	p := withPartner(crowd(project("job", sharing(phase("training", 0, 5), .8), phase("build", 0, 3))), partner(10),
		delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"training"}})
	for n := 1; n <= 2; n++ {
		w := open(t, p)
		w.Gather(0, every(10))
		for range n {
			w.sign(1, "job")
		}
		w.sim.Run(100)
		training := 5 * (1 - .8*float64(n-1)/float64(n))
		require.Len(t, w.shares, n)
		assert.Equal(t, fmt.Sprintf("A %.6g 0", training/(training+3)), w.shares[0])
	}
}

// A segment without cohorts is as if there were none.
func TestCohortsOfOneSegmentLeaveAnotherAlone(t *testing.T) {
	p := crowd(project("job", sharing(phase("training", 0, 5), .8)), project("other", sharing(phase("training", 0, 5), .8)))
	play := func(gathered bool) []string {
		w := open(t, p)
		if gathered {
			w.Gather(0, every(10))
		}
		w.sign(1, "other")
		w.sign(1, "job")
		w.sign(2, "other")
		return w.story(100, life...)
	}
	for _, customer := range []string{" A ", " C "} {
		assert.Equal(t, grep(customer, play(false)), grep(customer, play(true)))
	}
	assert.NotEqual(t, grep(" B ", play(false)), grep(" B ", play(true)))
}
