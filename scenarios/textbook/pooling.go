package textbook

import (
	"fmt"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// inSystemFor returns the mean time from coming to leaving in M/M/c, in mean services.
func inSystemFor(servers int, load float64) float64 { return 1 + theory.ErlangWait(servers, load) }

// apartFor and pooledFor are the mean times of two kinds of work, each as much as a share of so many specialists can do: with
// these, and with as many generalists in all who take longer by a factor.
func apartFor(specialists int, load float64) float64 {
	return inSystemFor(specialists, load*float64(specialists))
}

func pooledFor(specialists int, load, factor float64) float64 {
	return factor * inSystemFor(2*specialists, 2*load*float64(specialists)*factor)
}

// standing are two kinds of work apart, and in the hands of those who stand in for both. With a factor of 1.08 these are better
// with four specialists a kind, and worse with eight.
func standing() []study {
	const load = .8
	resolves := ratio(ledger.ResolutionDays, ledger.Resolutions)
	sets := func(specialists int) []string {
		perDay := load * float64(specialists)
		return []string{asking("standard", perDay), fmt.Sprintf("segments.standard.tickets.configuration_per_week=%v", perDay*fiscal.Week/10), "warm_up=12q"}
	}
	var list []study
	for _, c := range []struct{ specialists, quick, full int }{{1, 0, 200}, {4, 0, 100}, {8, 0, 60}} {
		people := fmt.Sprint(c.specialists)
		list = append(list, study{file: "theory-apart", source: erlang, quick: c.quick, full: c.full,
			sets:  append(sets(c.specialists), "support.tier1.people="+people, "support.cs_engineers.people="+people),
			lines: []line{{fmt.Sprintf("c %d: mean time to resolve", c.specialists), apartFor(c.specialists, load), resolves}}})
	}
	for _, c := range []struct {
		specialists int
		factor      float64
		quick, full int
	}{{1, 1, 100, 200}, {1, 1.1035, 0, 300}, {4, 1.08, 50, 100}, {8, 1.08, 0, 60}} {
		list = append(list, study{file: "theory-pooled", source: erlang, quick: c.quick, full: c.full,
			sets: append(sets(c.specialists), fmt.Sprintf("delivery.teams.generalists.people=%d", 2*c.specialists),
				fmt.Sprintf("delivery.teams.generalists.skill.tickets=%v%%", 100*c.factor)),
			lines: []line{{fmt.Sprintf("c %d, factor %v: mean time to resolve", c.specialists, c.factor), pooledFor(c.specialists, load, c.factor), resolves}}})
	}
	return list
}
