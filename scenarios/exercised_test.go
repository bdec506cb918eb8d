package scenarios_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

// Random scenarios prove nothing of a mechanism that they never switch on.
func TestRandomScenariosExerciseEveryMechanism(t *testing.T) {
	const scenarios, least = 300, .10
	exercised := make([]int, len(mechanisms))
	onAllCores(t, scenarios, func(number int) []bool {
		p := mustSettle(t, drawn.Example(number)...)
		c := company.New(p, uint64(number))
		c.Trace()
		l := live(p, c.Run(1))
		in := make([]bool, len(mechanisms))
		for m, mechanism := range mechanisms {
			in[m] = mechanism.in(l)
		}
		return in
	}, func(_ int, in []bool) {
		for m := range in {
			if in[m] {
				exercised[m]++
			}
		}
	})
	for m, mechanism := range mechanisms {
		share := float64(exercised[m]) / scenarios
		t.Logf("%3.0f %%  %s", 100*share, mechanism.name)
		assert.GreaterOrEqual(t, share, least, mechanism.name)
	}
}

// lived is a traced trial of a scenario.
type lived struct {
	*company.Params
	facts []ledger.Fact
	of    map[ledger.Kind][]ledger.Fact
}

func live(p *company.Params, book *ledger.Ledger) *lived {
	l := &lived{Params: p, facts: book.Facts(), of: map[ledger.Kind][]ledger.Fact{}}
	for _, f := range l.facts {
		l.of[f.Kind] = append(l.of[f.Kind], f)
	}
	return l
}

// any reports whether a fact of a kind holds all the marks.
func (l *lived) any(kind ledger.Kind, marks ledger.Marks) bool {
	return slices.ContainsFunc(l.of[kind], func(f ledger.Fact) bool { return f.Marks&marks == marks })
}

// decided reports whether a customer came to a decision of some kinds after a
// fact of another with all the marks.
func (l *lived) decided(after ledger.Kind, marks ledger.Marks, decisions ...ledger.Kind) bool {
	touched := map[int32]bool{}
	for _, f := range l.facts {
		if f.Kind == after && f.Marks&marks == marks {
			touched[f.Customer] = true
		}
		if touched[f.Customer] && slices.Contains(decisions, f.Kind) {
			return true
		}
	}
	return false
}

func (l *lived) renewing(after ledger.Kind, marks ledger.Marks) bool {
	return l.decided(after, marks, ledger.Renewed, ledger.Churned)
}

func (l *lived) expanding(after ledger.Kind, marks ledger.Marks) bool {
	return l.decided(after, marks, ledger.Expanded)
}

// segments reports whether a segment is like that.
func (l *lived) segments(like func(number int, s *company.Segment) bool) bool {
	for i := range l.Segments {
		if like(i, &l.Segments[i].Value) {
			return true
		}
	}
	return false
}

// takes reports whether all routes that a segment may take have a mode.
func (l *lived) takes(segment int, mode units.Name) bool {
	found := false
	for _, r := range l.Delivery.Routes {
		if len(r.Segments) > 0 && !slices.Contains(r.Segments, l.Segments[segment].Name) {
			continue
		}
		if r.Mode == mode {
			found = true
		} else if r.Mode != delivery.CoDeliver {
			return false // a co-delivered project starts in-house
		}
	}
	return found
}

func (l *lived) atPartner(mode units.Name) bool {
	return slices.ContainsFunc(l.of[ledger.Started], func(f ledger.Fact) bool {
		return f.Marks&ledger.Partner != 0 && l.takes(int(f.Scope), mode)
	})
}

// coDelivered reports whether a project held a slot of its own team and one of a
// partner.
func (l *lived) coDelivered() bool {
	own := map[int32]bool{}
	for _, f := range l.of[ledger.Took] {
		if f.Marks&ledger.Partner == 0 {
			own[f.Customer] = true
		} else if own[f.Customer] {
			return true
		}
	}
	return false
}

// changed reports whether the headcount of the crew rose or fell on a day that is
// planned, or on one that is not.
func (l *lived) changed(up, planned bool) bool {
	crew := l.Delivery.Teams[0].Value
	scope := int16(len(l.Segments) + 1)
	before, first := 0.0, true
	for _, f := range l.of[ledger.Staffed] {
		if f.Scope != scope {
			continue
		}
		onPlan := slices.ContainsFunc(slices.Concat(crew.Hires, crew.Cuts), func(c people.Change) bool { return float64(c.At) == f.At })
		if !first && onPlan == planned && f.Amount != before && (f.Amount > before) == up {
			return true
		}
		before, first = f.Amount, false
	}
	return false
}

// unready reports whether a customer left before it went live.
func (l *lived) unready() bool {
	waits := map[int32]bool{}
	for _, f := range l.facts {
		switch f.Kind {
		case ledger.Resumed, ledger.Signed:
			waits[f.Customer] = true
		case ledger.WentLive:
			delete(waits, f.Customer)
		case ledger.Churned:
			if waits[f.Customer] {
				return true
			}
		}
	}
	return false
}

// queueing reports whether a project waited in the crew's queue of a discipline.
func queueing(discipline units.Name) func(l *lived) bool {
	return func(l *lived) bool {
		return l.Delivery.Teams[0].Value.Queue == discipline && l.any(ledger.Queued, 0)
	}
}

func profiled(like func(l *lived) bool) func(l *lived) bool {
	return func(l *lived) bool { return l.any(ledger.Signed, 0) && like(l) }
}

func has(kind ledger.Kind, marks ledger.Marks) func(l *lived) bool {
	return func(l *lived) bool { return l.any(kind, marks) }
}

// mechanisms are what a company may have, each with how to tell that a trial
// exercised it: by its facts where they show it, otherwise by its parameters and
// the facts that it works on.
var mechanisms = []struct {
	name string
	in   func(l *lived) bool
}{
	{"deals", has(ledger.Signed, 0)},
	{"clumping, flat", profiled(func(l *lived) bool { return l.Deals.Profile.Named == "flat" })},
	{"clumping, by weights", profiled(func(l *lived) bool { return l.Deals.Profile.Named == "default" || l.Deals.Profile.Named == "severe" })},
	{"clumping, last day", profiled(func(l *lived) bool { return l.Deals.Profile.Named == "last-day" })},
	{"clumping, procrastination", profiled(func(l *lived) bool { return l.Deals.Profile.LastWeek != nil })},
	{"clumping, own weights", profiled(func(l *lived) bool { return l.Deals.Profile.Weeks != nil })},
	{"slips", func(l *lived) bool {
		return l.Deals.Slip > 0 && slices.ContainsFunc(l.of[ledger.Signed], func(f ledger.Fact) bool { return f.At >= fiscal.Quarter })
	}},
	{"shocks", profiled(func(l *lived) bool { return l.Deals.ShockCV > 0 })},
	{"seasonality", profiled(func(l *lived) bool { return l.Deals.Seasonality[0] != 1 })},
	{"fixed counts", profiled(func(l *lived) bool { return l.Deals.Counts == "fixed" })},
	{"growth of deals", profiled(func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Deals.Growth != 0 })
	})},
	{"warm-up", func(l *lived) bool { return l.WarmUp > 0 }},
	{"accounts file", func(l *lived) bool { return l.Accounts != nil }},
	{"targets", func(l *lived) bool { return len(l.Targets) > 0 }},
	{"in flight at the start", has(ledger.Resumed, 0)},
	{"tickets open at the start", has(ledger.Opened, ledger.Found)},
	{"ARR from go-live", func(l *lived) bool { return l.ARRFrom == company.FromGoLive && l.any(ledger.Began, 0) }},
	{"several terms", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return len(s.Customers.Terms) > 1 }) && l.any(ledger.Renewed, 0)
	}},
	{"customers who differ in loyalty", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Customers.Churn.Concentration != nil }) && l.any(ledger.Renewed, 0)
	}},
	{"churn", has(ledger.Churned, 0)},
	{"contraction", has(ledger.Contracted, 0)},
	{"uplift", has(ledger.Uplifted, 0)},
	{"expansion", has(ledger.Expanded, 0)},

	{"queue, first come", queueing(delivery.FirstCome)},
	{"queue, smallest first", queueing(delivery.SmallestFirst)},
	{"queue, largest ARR", queueing(delivery.LargestARR)},
	{"queue, segment order", queueing(delivery.SegmentOrder)},
	{"hand-off", func(l *lived) bool { return l.Delivery.HandOff > 0 && l.any(ledger.Started, 0) }},
	{"phases after go-live", func(l *lived) bool { return l.decided(ledger.WentLive, 0, ledger.Finished) }},
	{"projects of several slots", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Took], func(f ledger.Fact) bool { return f.Amount > 1 })
	}},
	{"withdrawn projects", has(ledger.Withdrawn, 0)},
	{"late go-lives", has(ledger.WentLive, ledger.Late)},
	{"partner, overflow", func(l *lived) bool { return l.atPartner(delivery.Overflow) }},
	{"partner, whole", func(l *lived) bool { return l.atPartner(delivery.Whole) }},
	{"partner, co-deliver", (*lived).coDelivered},
	{"partner, lead time", func(l *lived) bool { return helper(l).LeadTime > 0 && l.any(ledger.Started, ledger.Partner) }},
	{"partner, effort factor", func(l *lived) bool { return helper(l).EffortFactor != 1 && l.any(ledger.Worked, ledger.Partner) }},
	{"partner, oversight", func(l *lived) bool { return helper(l).Oversight > 0 && l.any(ledger.Worked, ledger.Partner) }},
	{"partner, learning", func(l *lived) bool {
		return helper(l).Learning != nil && l.decided(ledger.Started, ledger.Partner, ledger.Finished)
	}},
	{"partner, minimum", func(l *lived) bool { return helper(l).Minimum != nil && l.any(ledger.Started, ledger.Partner) }},
	{"partner, growth", func(l *lived) bool { return helper(l).Growth != 0 && l.any(ledger.Started, ledger.Partner) }},
	{"partner, paid", has(ledger.Paid, 0)},
	{"services at a price", has(ledger.Billed, 0)},
	{"hosting", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Hosted], func(f ledger.Fact) bool { return f.Amount > 0 })
	}},

	{"hires", func(l *lived) bool { return l.changed(true, true) }},
	{"cuts", func(l *lived) bool { return l.changed(false, true) }},
	{"attrition", func(l *lived) bool { return l.changed(false, false) }},
	{"backfill", func(l *lived) bool { return l.changed(true, false) }},

	{"tickets", has(ledger.Opened, 0)},
	{"tickets by size", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Tickets.Size > 0 && s.Tickets.PerMonth > 0 }) && l.any(ledger.Opened, 0)
	}},
	{"tickets of early life", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Tickets.EarlyMultiple != 1 }) && l.decided(ledger.WentLive, 0, ledger.Opened)
	}},
	{"premium support", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Tickets.Premium > 0 && s.Tickets.Premium < 1 }) && l.any(ledger.Opened, 0)
	}},
	{"configuration issues interrupt", configured(func(owner units.Name) bool {
		return owner != support.OwnerSupport && owner != support.OwnerCSEngineers
	})},
	{"configuration issues at tier 1", configured(func(owner units.Name) bool { return owner == support.OwnerSupport })},
	{"configuration issues at engineers", configured(func(owner units.Name) bool { return owner == support.OwnerCSEngineers })},
	{"self-service", has(ledger.Deflected, 0)},
	{"escalation", has(ledger.Escalated, 0)},
	{"engineering", has(ledger.Referred, 0)},
	{"reopened tickets", has(ledger.Reopened, 0)},
	{"targets of support missed", has(ledger.Judged, ledger.Breached)},
	{"targets of support met", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Judged], func(f ledger.Fact) bool { return f.Marks&ledger.Breached == 0 })
	}},
	{"poor delivery on tickets", func(l *lived) bool {
		return l.Support.PoorDelivery != 1 && helper(l).Quality < 1 && l.decided(ledger.WentLive, ledger.Partner, ledger.Opened)
	}},

	{"late go-live on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.MonthLate.Ratio != 1 && l.renewing(ledger.WentLive, ledger.Late)
	}},
	{"breached tickets on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.TicketsBreached.Ratio != 1 && l.renewing(ledger.Judged, ledger.Breached)
	}},
	{"partner on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.PartnerDelivered.Ratio != 1 && l.renewing(ledger.WentLive, ledger.Partner)
	}},
	{"partner's quality on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.PartnerQuality.Ratio != 1 && helper(l).Quality < 1 && l.renewing(ledger.WentLive, ledger.Partner)
	}},
	{"not live on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.NotLive.Ratio != 1 && (l.decided(ledger.Renewed, 0, ledger.WentLive) || l.unready())
	}},
	{"late go-live on expanding", func(l *lived) bool {
		return l.Outcomes.Expanding.MonthLate.Ratio != 1 && l.expanding(ledger.WentLive, ledger.Late)
	}},
	{"breached tickets on expanding", func(l *lived) bool {
		return l.Outcomes.Expanding.TicketsBreached.Ratio != 1 && l.expanding(ledger.Judged, ledger.Breached)
	}},
	{"partner on expanding", func(l *lived) bool {
		return l.Outcomes.Expanding.PartnerDelivered.Ratio != 1 && l.expanding(ledger.WentLive, ledger.Partner)
	}},
	{"partner's quality on expanding", func(l *lived) bool {
		return l.Outcomes.Expanding.PartnerQuality.Ratio != 1 && helper(l).Quality < 1 && l.expanding(ledger.WentLive, ledger.Partner)
	}},
}

func helper(l *lived) *delivery.Partner { return &l.Delivery.Partners[0].Value }

func configured(like func(owner units.Name) bool) func(l *lived) bool {
	return func(l *lived) bool {
		return like(l.Support.Configuration.Owner) && l.any(ledger.Opened, 0) &&
			l.segments(func(_ int, s *company.Segment) bool { return s.Tickets.ConfigurationPerWeek > 0 })
	}
}
