package textbook

import (
	"fmt"
	"math"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

// partners are those to whom more goes as time passes, those who are looked after, and what is sold later.
func partners() []study {
	const load, managers, growing = 10., 5, "theory-partner-growth"
	// Over quarters from the opening on, on average: the integral of .8 - .6 x 2^-age.
	grown := func(from, to float64) float64 {
		from, to = from/4, to/4
		return .8 - .6*(math.Exp2(-from)-math.Exp2(-to))/(math.Ln2*(to-from))
	}
	managed, chance := 0., math.Exp(-load)
	for n := range 100 {
		managed += chance * math.Min(1, managers/math.Max(float64(n), 1))
		chance *= load / float64(n+1)
	}
	within := func(part, whole ledger.Flow, from, to int) func(l *ledger.Ledger) theory.Tally {
		return func(l *ledger.Ledger) theory.Tally {
			return theory.Tally{Sum: l.Sum(part, l.All(), from, to), Count: l.Sum(whole, l.All(), from, to)}
		}
	}
	return []study{
		{file: growing, source: binomial, quick: 50, full: 100, lines: []line{
			{"in its first quarter", grown(0, 1), within(ledger.PartnerProjects, ledger.Starts, 1, 2)},
			{"in its first year", grown(0, 4), within(ledger.PartnerProjects, ledger.Starts, 1, 5)},
			{"in its second year", grown(4, 8), within(ledger.PartnerProjects, ledger.Starts, 5, 9)},
		}},
		{file: "theory-partner-managers", source: pasta, quick: 50, full: 100, lines: []line{
			{"projects at the partner", load, average(ledger.PartnerBusy)},
			{"how far they are looked after", managed, ratio(ledger.PartnersManaged, ledger.PartnersMet)},
		}},
		{file: "theory-sold-later", source: binomial, quick: 60, full: 200, lines: []line{
			{"mean ARR of a deal before", 10e3 * (.5 + .5*.9), within(ledger.Bookings, ledger.Deals, 0, 2)},
			{"mean ARR of a deal from then on", 10e3 * (.2 + .8*.9), within(ledger.Bookings, ledger.Deals, 2, 4)},
		}},
	}
}

var partnerShare = ratio(ledger.PartnerStarts, ledger.Starts)

// overflow is what finds all slots taken and goes to a partner without limits.
func overflow() []study {
	var list []study
	for _, c := range []struct {
		load        float64
		slots       int
		quick, full int
	}{{10, 5, 60, 150}, {10, 15, 0, 200}, {5, 5, 60, 150}} {
		mean, variance := theory.Kosten(c.slots, c.load)
		name := fmt.Sprintf("A %v, N %d: ", c.load, c.slots)
		list = append(list, study{file: "theory-overflow", source: overflowing, sets: []string{deals(c.load), crew(c.slots)},
			traced: true, quick: c.quick, full: c.full, lines: []line{
				{name + "mean", mean, average(ledger.PartnerBusy)},
				{name + "variance", variance, around(mean, atPartner)},
			}})
	}
	for _, c := range []struct {
		slots       int
		load        float64
		quick, full int
	}{{5, 3, 60, 150}, {10, 5, 0, 150}, {15, 10, 0, 150}, {20, 15, 0, 150}} {
		list = append(list, study{file: "theory-erlang-b", source: insensitive, sets: []string{deals(c.load), crew(c.slots)},
			quick: c.quick, full: c.full, lines: []line{
				{fmt.Sprintf("N %d, a %v: overflow", c.slots, c.load), theory.ErlangB(c.slots, c.load), partnerShare},
			}})
	}
	return list
}
