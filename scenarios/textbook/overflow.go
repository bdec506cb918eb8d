package textbook

import (
	"fmt"

	"postsale/models/ledger"
	"postsale/sim/theory"
)

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
