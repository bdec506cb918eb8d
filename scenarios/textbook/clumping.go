package textbook

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

const weeks = 13 // of a quarter

// clumping are queues whose deals come late in the quarter: 26 of them, for projects of eight weeks.
func clumping() []study {
	const deals, duration, servers = 26, 8.0, 20
	flat := deals / float64(weeks) * duration // erlangs
	var rates [weeks]float64                  // a week
	late := theory.Clumping{Deals: deals, Shares: theory.AtQuarterEnd(), Weeks: duration, Slots: servers}
	for i, share := range late.Shares {
		rates[i] = deals * share
	}
	even := []string{"deals.profile=flat"}
	lost := []string{"delivery.partners={bench: {concurrent_projects: 1000000}}", "delivery.routes=[{partner: bench, mode: overflow}]"}

	queue := late.Steady(180)
	waits := study{file: "theory-clumping", source: kolmogorov, traced: true, quick: 240, full: 1500, lines: []line{
		{"mean wait, days", fiscal.Week * queue.Delay, startDelay},
		{"mean queue", queue.Queue, average(ledger.Queue)},
	}}
	for week, want := range queue.AtWeek {
		waits.lines = append(waits.lines, line{fmt.Sprintf("queue as week %d begins", week), want, atWeek(week, queued)})
	}
	list := []study{
		waits,
		{file: "theory-clumping", source: erlang, sets: even, full: 1500, lines: []line{
			{"flat: mean wait, days", fiscal.Week * duration * theory.ErlangWait(servers, flat), startDelay}}},
		{file: "theory-clumping", source: kolmogorov, sets: lost, quick: 60, full: 150, lines: []line{
			{"20 slots: overflow", late.Steady(0).Overflow, partnerShare}}},
		{file: "theory-clumping", source: erlang, sets: slices.Concat(even, lost), full: 150, lines: []line{
			{"flat, 20 slots: overflow", theory.ErlangB(servers, flat), partnerShare}}},
	}
	for _, c := range []struct {
		name, law string
		stays     func(t float64) float64 // ∫₀ᵗ P(duration > u) du, in weeks
	}{
		{"exponential", "{exponential: {mean: 1}}", func(t float64) float64 { return -duration * math.Expm1(-t/duration) }},
		{"deterministic", "1", func(t float64) float64 { return min(t, duration) }},
	} {
		s := study{file: "theory-infinite-servers", source: manyServers, sets: []string{effort(c.law)}, traced: true, quick: 60, full: 150}
		for _, week := range []int{0, 4, 8, 12} {
			s.lines = append(s.lines, line{fmt.Sprintf("%s: number in week %d", c.name, week), underWay(rates, week, c.stays), atWeek(week, occupied)})
		}
		list = append(list, s)
	}
	return list
}

// underWay returns the mean number in service as a week begins, with servers without limit, of rates that repeat
// every quarter.
func underWay(rates [weeks]float64, week int, stays func(t float64) float64) float64 {
	mean := 0.0
	for back := 1; back < 100*weeks; back++ {
		rate := rates[((week-back)%weeks+weeks)%weeks]
		mean += rate * (stays(float64(back)) - stays(float64(back-1)))
	}
	return mean
}
