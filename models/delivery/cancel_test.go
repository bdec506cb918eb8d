package delivery_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

// agency does projects in every way.
func agency() delivery.Params {
	phases := []delivery.Phase{phase("kick-off", 1, 1), phase("build", 2, 4), afterGoLive(phase("transition", 2, 2))}
	var projects []units.Entry[delivery.Project]
	for _, name := range []units.Name{"own", "overflow", "whole", "co-deliver"} {
		projects = append(projects, project(name, phases...))
	}
	p := withPartner(besides(plan(append(projects, project("scarce", takes(1, phase("design", 2, 3)), phase("build", 0, 4)))...)), partner(2),
		delivery.Route{Projects: []units.Name{"overflow"}, Mode: delivery.Overflow, After: 2},
		delivery.Route{Projects: []units.Name{"whole"}, Mode: delivery.Whole},
		delivery.Route{Projects: []units.Name{"co-deliver"}, Mode: delivery.CoDeliver, Phases: []units.Name{"build"}})
	p.HandOff = 1
	p.Teams[0].Value.ConcurrentProjects = 2
	p.Partners[0].Value.LeadTime = 2
	p.Partners[0].Value.Oversight = .5
	return p
}

// After a project is withdrawn all that follows is as if it had never been.
func TestAProjectWithdrawnLeavesNothingBehind(t *testing.T) {
	for _, c := range []struct {
		name    string
		kind    string
		blocked []string // types of the projects that hold all slots
		cancel  float64
	}{
		{name: "in the hand-off", kind: "own", cancel: .5},
		{name: "in the queue", kind: "own", blocked: []string{"own", "own"}, cancel: 4},
		{name: "in the queue, and for the partner", kind: "overflow", blocked: []string{"own", "own", "whole", "whole"}, cancel: 4},
		{name: "in the partner's queue", kind: "whole", blocked: []string{"whole", "whole"}, cancel: 4},
		{name: "waiting for the customer", kind: "own", cancel: 1.5},
		{name: "at work", kind: "own", cancel: 2.5},
		{name: "waiting for the customer again", kind: "own", cancel: 4},
		{name: "at work after go-live", kind: "own", cancel: 12},
		{name: "in the partner's lead time", kind: "whole", cancel: 2},
		{name: "waiting for the customer at the partner", kind: "whole", cancel: 3.5},
		{name: "at work at the partner", kind: "whole", cancel: 8},
		{name: "at work after go-live at the partner", kind: "whole", cancel: 14},
		{name: "waiting for the partner's slot", kind: "co-deliver", blocked: []string{"whole", "whole"}, cancel: 3.5},
		{name: "in the lead time of a phase", kind: "co-deliver", cancel: 4},
		{name: "waiting for the customer in the partner's phase", kind: "co-deliver", cancel: 6},
		{name: "in the partner's phase", kind: "co-deliver", cancel: 8},
		{name: "in-house after the partner's phase", kind: "co-deliver", cancel: 14.5},
		{name: "waiting for a place", kind: "scarce", blocked: []string{"scarce"}, cancel: 4},
		{name: "waiting for the customer at its place", kind: "scarce", cancel: 4},
		{name: "at work at its place", kind: "scarce", cancel: 6},
		{name: "done", kind: "own", cancel: 50},
	} {
		t.Run(c.name, func(t *testing.T) {
			const withdrawn = 20
			after := func(with bool) []string {
				w := open(t, agency())
				for _, kind := range c.blocked {
					w.sign(0, kind)
				}
				if with {
					w.at(0, func() {
						segment := int16(0)
						for i, kind := range w.types {
							if kind == c.kind {
								segment = int16(i)
							}
						}
						w.record(ledger.Fact{Kind: ledger.Signed, Customer: withdrawn, Scope: segment})
						w.Sign(withdrawn, 4711, int(segment), 100)
					})
					w.at(c.cancel, func() {
						w.Cancel(withdrawn)
						w.Cancel(withdrawn) // once more, which does nothing
					})
				}
				for _, kind := range []string{"own", "overflow", "whole", "co-deliver", "own", "overflow"} {
					w.sign(c.cancel, kind)
				}
				w.sim.Run(200)
				var lines []string
				for _, f := range w.ledger.Facts() {
					if f.At >= c.cancel && f.Customer != withdrawn && f.Customer != ledger.None {
						lines = append(lines, fmt.Sprintf("%.6g %s", f.At, w.line(f)))
					}
				}
				for _, line := range compact(w.tell(ledger.Drew)) {
					var day float64
					fmt.Sscan(line, &day)
					if day > c.cancel {
						lines = append(lines, line)
					}
				}
				return lines
			}
			assert.Equal(t, after(false), after(true))
		})
	}
}

func TestAFreedSlotGoesToTheNextAtOnce(t *testing.T) {
	w := open(t, plan(project("job", phase("build", 0, 10))))
	for range 3 {
		w.sign(0, "job")
	}
	w.at(3, func() { w.Cancel(0) })
	w.at(5, func() { w.Cancel(2) })
	assert.Equal(t, []string{
		"0 A starts", "0 B queues", "0 C queues",
		"3 A is withdrawn", "3 B starts",
		"5 C is withdrawn",
		"13 B is live", "13 B is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{"0 B queues", "0 C queues", "3 B leaves the queue", "5 C leaves the queue"}, w.tell(ledger.Queued, ledger.Unqueued))
}

func TestALargeProjectWithdrawnLetsTheQueueGo(t *testing.T) {
	p := plan(sized("small", 1), sized("large", 2))
	p.Teams[0].Value.People = 2
	w := open(t, p)
	w.sign(0, "small")
	w.sign(1, "large")
	w.sign(2, "small")
	w.at(3, func() { w.Cancel(1) })
	assert.Equal(t, []string{"0 A starts", "1 B queues", "2 C queues", "3 B is withdrawn", "3 C starts"}, w.story(4, life...))
}

func TestWhoWaitsForEitherSlotTakesTheOwnOfAProjectThatHeldBoth(t *testing.T) {
	job := project("overflow", phase("kick-off", 0, 1), phase("build", 0, 9))
	both := job
	both.Name = "co-deliver"
	routes := []delivery.Route{
		{Projects: []units.Name{"overflow"}, Mode: delivery.Overflow},
		{Projects: []units.Name{"co-deliver"}, Mode: delivery.CoDeliver, Phases: []units.Name{"build"}},
	}
	for _, c := range []struct {
		cancel float64
		want   []string
	}{
		{cancel: 9, want: []string{"0 A starts", "9 A is withdrawn", "9 B starts"}},
		{cancel: 11, want: []string{"0 A starts", "10 A is done", "10 B starts"}},
	} {
		w := open(t, withPartner(plan(both, job), partner(1), routes...))
		w.sign(0, "co-deliver")
		w.sign(2, "overflow")
		w.at(c.cancel, func() { w.Cancel(0) })
		assert.Equal(t, c.want, w.story(15, ledger.Started, ledger.Finished, ledger.Withdrawn))
	}
}

func TestCustomersWithoutAProjectCanLeave(t *testing.T) {
	w := open(t, plan(project("job", phase("build", 0, 10))))
	w.sign(0, "job")
	w.at(1, func() { w.Cancel(5) })
	assert.Equal(t, []string{"0 A starts", "10 A is live", "10 A is done"}, w.story(100, life...))
}
