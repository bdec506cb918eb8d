package scenarios_test

import (
	"cmp"
	"slices"
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

// project names one: its customer, and by which opportunity it came.
type project struct{ customer, subject int32 }

func projectOf(f ledger.Fact) project { return project{f.Customer, f.Subject} }

// inTurn holds that no project gets slots of its own team before one that waits
// there and goes before it, by the discipline of the queue. It returns how many
// starts it judged against somebody who waited.
func inTurn(t require.TestingT, p *company.Params, facts []ledger.Fact) (judged int) {
	if slices.ContainsFunc(facts, func(f ledger.Fact) bool { return f.Kind == ledger.StoodIn }) {
		return 0 // who waits may move from queue to queue
	}
	queues := queuesOf(p, facts)
	waiting := map[project]queued{}
	unqueued := project{customer: ledger.None}
	var was queued
	for place, f := range facts {
		switch f.Kind {
		case ledger.Queued:
			if q, known := queues[projectOf(f)]; known {
				q.place = place
				waiting[projectOf(f)] = q
			}
		case ledger.Unqueued:
			unqueued = projectOf(f)
			was = waiting[unqueued]
			delete(waiting, unqueued)
		case ledger.Started:
			if f.Marks&ledger.Partner != 0 {
				continue // whichever slot frees first
			}
			if unqueued != projectOf(f) {
				was = queues[projectOf(f)]
				was.place = place
			}
			beside := false
			for other, w := range waiting {
				beside = beside || w.team == was.team
				require.False(t, w.before(was), "%v starts at %v before %v", projectOf(f), f.At, other)
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
func queuesOf(p *company.Params, facts []ledger.Fact) map[project]queued {
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
	alone := slices.ContainsFunc(p.Delivery.Projects, func(e units.Entry[delivery.Project]) bool { return e.Value.Slots == 0 })
	if alone {
		clear(only) // such a one waits for no team
	}
	signed := map[project]ledger.Fact{}
	grown := map[int32]ledger.Fact{}
	queues := map[project]queued{}
	taken := map[project]bool{} // its own slots, which it takes before those that a phase takes of another team
	join := func(who project, team int16, slots float64) {
		q := queued{team: team}
		switch disciplines[team] {
		case delivery.SmallestFirst:
			q.rank = slots
		case delivery.LargestARR:
			q.rank = -signed[who].Amount
		case delivery.SegmentOrder:
			q.rank = float64(signed[who].Scope)
		}
		queues[who] = q
	}
	for _, f := range facts {
		switch {
		case f.Kind == ledger.Expanded:
			grown[f.Customer] = f
		case f.Kind == ledger.Signed, f.Kind == ledger.Brought:
			signed[projectOf(f)] = f
			if grown := grown[f.Customer]; f.Kind == ledger.Brought && grown.At == f.At {
				signed[projectOf(f)] = grown // for as much as was sold
			}
			for team := range only {
				if len(only) == 1 && disciplines[team] != delivery.SmallestFirst {
					join(projectOf(f), team, 0)
				}
			}
		case f.Kind == ledger.Started && alone: // one without slots of its own takes those of its phases only
			taken[projectOf(f)] = true
		case f.Kind == ledger.Took && f.Marks&ledger.Partner == 0 && !taken[projectOf(f)]:
			taken[projectOf(f)] = true
			join(projectOf(f), f.Scope, f.Amount)
		}
	}
	return queues
}

// Where sizes and segments are mixed and people are few, every discipline shows.
func TestQueuesOfEveryDisciplineAreInTurn(t *testing.T) {
	for _, discipline := range []units.Name{delivery.FirstCome, delivery.SmallestFirst, delivery.LargestARR, delivery.SegmentOrder} {
		t.Run(string(discipline), func(t *testing.T) {
			judged := 0
			const most = 60 // until somebody has to wait
			for number := 0; number < 2*few() || judged == 0 && number < most; number++ {
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
