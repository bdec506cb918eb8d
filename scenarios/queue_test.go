package scenarios_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

// queued is a project in the queue for an own team's slots.
type queued struct {
	team  int16   // scope
	rank  float64 // by the discipline of the team
	place int     // among the facts
}

// before reports whether a project goes before another of the same team.
func (q queued) before(other queued) bool {
	return q.team == other.team && cmp.Or(cmp.Compare(q.rank, other.rank), cmp.Compare(q.place, other.place)) < 0
}

// inTurn holds that no project gets slots of its own team before one that waits
// there and goes before it, by the discipline of the queue. It returns how many
// starts it judged against somebody who waited.
func inTurn(t require.TestingT, p *company.Params, facts []ledger.Fact) (judged int) {
	queues := queuesOf(p, facts)
	waiting := map[int32]queued{}
	var unqueued int32 = ledger.None
	var was queued
	for place, f := range facts {
		switch f.Kind {
		case ledger.Queued:
			if q, known := queues[f.Customer]; known {
				q.place = place
				waiting[f.Customer] = q
			}
		case ledger.Unqueued:
			unqueued, was = f.Customer, waiting[f.Customer]
			delete(waiting, f.Customer)
		case ledger.Started:
			if f.Marks&ledger.Partner != 0 {
				continue // whichever slot frees first
			}
			if unqueued != f.Customer {
				was = queues[f.Customer]
				was.place = place
			}
			beside := false
			for other, w := range waiting {
				beside = beside || w.team == was.team
				require.False(t, w.before(was), "customer %d starts at %v before %d", f.Customer, f.At, other)
			}
			if beside {
				judged++
			}
		}
	}
	return judged
}

// queuesOf tells who waits for which team, at which rank: facts name the team and
// the slots when a project gets them. Of those who never do that is known only
// where all wait for one team, and not by their slots.
func queuesOf(p *company.Params, facts []ledger.Fact) map[int32]queued {
	disciplines := map[int16]units.Name{}
	teams := map[units.Name]int16{}
	layout := p.Layout()
	for i, team := range p.Delivery.Teams {
		scope := int16(layout.Roles.Delivery[i])
		disciplines[scope], teams[team.Name] = team.Value.Queue, scope
	}
	only := map[int16]bool{}
	for _, kind := range p.Delivery.Projects {
		only[teams[kind.Value.Team]] = true
	}
	for _, r := range p.Delivery.Routes {
		if r.Mode == delivery.Whole {
			clear(only)
		}
	}
	signed := map[int32]ledger.Fact{}
	queues := map[int32]queued{}
	taken := map[int32]bool{} // its own slots, which it takes before those that a phase takes of another team
	join := func(customer int32, team int16, slots float64) {
		q := queued{team: team}
		switch disciplines[team] {
		case delivery.SmallestFirst:
			q.rank = slots
		case delivery.LargestARR:
			q.rank = -signed[customer].Amount
		case delivery.SegmentOrder:
			q.rank = float64(signed[customer].Scope)
		}
		queues[customer] = q
	}
	for _, f := range facts {
		switch {
		case f.Kind == ledger.Signed:
			signed[f.Customer] = f
			for team := range only {
				if len(only) == 1 && disciplines[team] != delivery.SmallestFirst {
					join(f.Customer, team, 0)
				}
			}
		case f.Kind == ledger.Took && f.Marks&ledger.Partner == 0 && !taken[f.Customer]:
			taken[f.Customer] = true
			join(f.Customer, f.Scope, f.Amount)
		}
	}
	return queues
}

// Where sizes and segments are mixed and people are few, every discipline shows.
func TestQueuesOfEveryDisciplineAreInTurn(t *testing.T) {
	for _, discipline := range []units.Name{delivery.FirstCome, delivery.SmallestFirst, delivery.LargestARR, delivery.SegmentOrder} {
		t.Run(string(discipline), func(t *testing.T) {
			judged := 0
			for number := range 2 * few() {
				p := mustSettle(t, append(drawn.Example(number), "delivery.teams.crew.queue="+string(discipline), "delivery.teams.crew.people=2",
					"segments.small.projects={small: 60%, large: 40%}", "segments.small.deals_per_quarter=10", "segments.large.deals_per_quarter=10")...)
				c := company.New(p, 1)
				c.Trace()
				judged += inTurn(t, p, c.Run(1).Facts())
			}
			assert.Positive(t, judged, "nobody waited while another started")
		})
	}
}
