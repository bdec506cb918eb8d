package studies

import (
	"cmp"
	"context"
	"slices"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/sim/estimate"
	"postsale/sim/experiment"
)

// looked is how many trials of a comparison are looked at fact by fact: they tell
// what luck the plans share, and where they part.
const looked = 10

// looksInPassing returns how many trials can be looked at while the plans live through them: all that are to be, if there
// is room for the facts of so many, or none.
func (s *Study) looksInPassing() int {
	facts := looked * roomToTrace(looked, s.Plans...).each
	if s.room.results+float64(s.Order.Workers)*s.room.each+facts > s.memory {
		return 0
	}
	return looked
}

// looksAt makes a company keep the facts of a trial if it is looked at.
func (s *Study) looksAt(c *company.Company, trial int) bool {
	switch {
	case trial <= s.looks:
		c.Trace()
		return true
	case s.looks > 0:
		c.Untrace()
	}
	return false
}

// look lets the first trials happen once more, one at a time in all plans, and tells what every plan shared with
// the first in them, a list of plans for each trial that did not fail, then or now. It is an *OrderError
// if the facts have no room.
func (s *Study) look(ctx context.Context, failures []results.Failure) ([][]changes.Sharing, error) {
	var list [][]changes.Sharing
	trials := min(looked, s.Trials())
	r := roomToTrace(trials, s.Plans...)
	r.results = s.room.results // they are there already
	o := s.Order
	if _, err := o.fit(r, s.memory); err != nil {
		return nil, err
	}
	experiment.Run(ctx, experiment.Options{First: 1, Trials: trials, Workers: o.Workers},
		func(int) func(trial int) []changes.Sharing {
			companies := make([]*company.Company, len(s.Plans))
			for i, plan := range s.Plans {
				companies[i] = company.New(&plan.Params, o.Seed)
				companies[i].Trace()
			}
			return func(trial int) []changes.Sharing {
				if slices.ContainsFunc(failures, func(f results.Failure) bool { return f.Trial == trial }) {
					return nil
				}
				var shared []changes.Sharing
				var base *changes.Census
				for i, c := range companies {
					experiment.EndWith(ctx)
					c.Run(trial)
					if i == 0 {
						base = changes.NewCensus(c)
						continue
					}
					shared = append(shared, changes.Shared(base, changes.NewCensus(c)))
				}
				return shared
			}
		},
		func(_ int, shared [][]changes.Sharing) {
			if shared[0] != nil {
				list = append(list, shared...)
			}
		})
	return list, nil
}

// sharedLuck tells which luck a plan shared with the base.
func sharedLuck(trials [][]changes.Sharing, plan int) results.SharedLuck {
	var all changes.Sharing
	var parted []float64
	h := results.SharedLuck{Trials: len(trials)}
	for _, shared := range trials {
		all.Add(shared[plan])
	}
	counts := map[ledger.Kind]int{}
	for _, p := range all.Partings {
		parted = append(parted, p.Day)
		counts[p.Kind]++
	}
	h.Parts = estimate.Of(parted)
	for kind, n := range counts {
		h.Partings = append(h.Partings, results.Parting{Kind: kind, Trials: n})
	}
	slices.SortFunc(h.Partings, func(a, b results.Parting) int {
		return cmp.Or(cmp.Compare(b.Trials, a.Trials), cmp.Compare(a.Kind, b.Kind))
	})
	add := func(what, alike string, o changes.Overlap) {
		h.Luck = append(h.Luck, results.Luck{What: what, Same: o.Same, Both: o.Both, First: o.First, Second: o.Second, Alike: alike})
	}
	add("opening customers", "ARR", all.Opening)
	add("deals", "ARR", all.Deals)
	days := all.Deals
	days.Same = all.SameDay
	add("deals", "day", days)
	add("projects", "type and effort", all.Projects)
	add("customers", "base churn", all.Churn)
	add("tickets", "handling time", all.Tickets)
	return h
}
