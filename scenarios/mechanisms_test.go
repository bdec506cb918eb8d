package scenarios_test

import (
	"slices"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/events"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/models/works"
	"postsale/scenarios"
)

// idealised are the mechanisms that the random scenarios idealise.
func idealised() []mechanism {
	var list []mechanism
	for _, m := range company.Idealisations {
		list = append(list, mechanism{"idealised: " + string(m.Name), func(l *lived) bool {
			return slices.Contains(l.Ideal, m.Name) && l.any(ledger.Signed, 0)
		}})
	}
	return list
}

// kinds are the kinds of facts.
func kinds() []mechanism {
	var list []mechanism
	for kind, is := range ledger.Kinds {
		list = append(list, mechanism{"fact: " + is.Name, has(ledger.Kind(kind), 0)})
	}
	return list
}

// queues are the orders of the queue for a slot.
func queues() []mechanism {
	var list []mechanism
	k, _ := scenarios.Find("delivery.teams.crew.queue")
	for _, order := range k.Range.Words {
		list = append(list, mechanism{"queue, " + order, queueing(units.Name(order))})
	}
	return list
}

type mechanism struct {
	name string
	in   func(l *lived) bool
}

// mechanisms are what a company may have, each with how to tell that a trial
// exercised it: by its facts where they show it, otherwise by its parameters and
// the facts that it works on.
var mechanisms = slices.Concat(kinds(), idealised(), queues(), []mechanism{
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
	{"tickets open at the start", has(ledger.Opened, ledger.Found)},
	{"ARR from go-live", func(l *lived) bool { return l.ARRFrom == company.FromGoLive && l.any(ledger.Began, 0) }},
	{"several terms", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return len(s.Customers.Terms) > 1 }) && l.any(ledger.Renewed, 0)
	}},
	{"customers who differ in loyalty", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Customers.Churn.Concentration != nil }) && l.any(ledger.Renewed, 0)
	}},

	{"hand-off", func(l *lived) bool { return l.Delivery.HandOff > 0 && l.any(ledger.Started, 0) }},
	{"cohorts that share", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Entered], func(f ledger.Fact) bool {
			return f.Extra > 1 && sells(l.Segments[f.Scope].Value.Projects, "small") && l.Delivery.Projects[0].Value.Phases[0].Shared > 0
		})
	}},
	{"a product that matures", func(l *lived) bool {
		m := l.Delivery.Projects[1].Value.Matures
		return m != nil && m.Effort != nil && *m.Effort != 1 && slices.ContainsFunc(l.of[ledger.Took], func(f ledger.Fact) bool { return f.Amount > 1 })
	}},
	{"phases after go-live", func(l *lived) bool { return l.decided(ledger.WentLive, 0, ledger.Finished) }},
	{"projects of several slots", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Took], func(f ledger.Fact) bool { return f.Amount > 1 })
	}},
	{"projects of no slots", func(l *lived) bool {
		took := map[int32]bool{}
		for _, f := range slices.Concat(l.of[ledger.Took], l.of[ledger.Resumed]) {
			took[f.Customer] = true
		}
		return slices.ContainsFunc(l.of[ledger.Started], func(f ledger.Fact) bool { return !took[f.Customer] })
	}},
	{"further projects finished", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Finished], func(f ledger.Fact) bool { return f.Subject > 0 })
	}},
	{"further projects queue", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Queued], func(f ledger.Fact) bool { return f.Subject > 0 })
	}},
	{"further projects at partners", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Started], func(f ledger.Fact) bool { return f.Subject > 0 && f.Marks&ledger.Partner != 0 })
	}},
	{"further projects withdrawn", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Withdrawn], func(f ledger.Fact) bool { return f.Subject > 0 })
	}},
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
	{"partner, looked after in part", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.LookedAfter], func(f ledger.Fact) bool { return f.Amount < 1 })
	}},
	{"partner, a share of projects", func(l *lived) bool {
		return l.any(ledger.Assigned, 0) && slices.ContainsFunc(l.Delivery.Routes, func(r delivery.Route) bool { return r.Share != nil })
	}},
	{"partner, a share that grows", func(l *lived) bool {
		return l.any(ledger.Assigned, 0) && slices.ContainsFunc(l.Delivery.Routes, func(r delivery.Route) bool { return r.GrowsTo != nil })
	}},
	{"sold later, prices", later(func(p *company.Policy) bool { return len(p.Delivery.Projects) > 0 })},
	{"sold later, terms", later(func(p *company.Policy) bool {
		return slices.ContainsFunc(p.Segments, func(e units.Entry[company.SegmentPolicy]) bool { return e.Value.Terms != nil })
	})},
	{"sold later, projects", later(func(p *company.Policy) bool {
		return slices.ContainsFunc(p.Segments, func(e units.Entry[company.SegmentPolicy]) bool { return e.Value.Projects != nil })
	})},
	{"known to leave", has(ledger.Churned, ledger.ByEvent)},
	{"known to renew", has(ledger.Renewed, ledger.ByEvent)},
	{"prices that rise", has(ledger.Uplifted, ledger.ByEvent)},
	{"a release that slips", func(l *lived) bool {
		return l.any(ledger.Shipped, 0) && events.Has(l.Events, events.ReleaseSlips)
	}},
	{"partner, growth", func(l *lived) bool { return helper(l).Growth != 0 && l.any(ledger.Started, ledger.Partner) }},
	{"hosting", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Hosted], func(f ledger.Fact) bool { return f.Amount > 0 })
	}},

	{"a line that is stated", func(l *lived) bool {
		crew := int16(len(l.Segments) + 1)
		return slices.ContainsFunc(l.of[ledger.PaidRate], func(f ledger.Fact) bool { return f.Scope == crew && f.Subject != ledger.ServicesLine && f.Amount > 0 })
	}},
	{"multiple", func(l *lived) bool { return l.Money.Multiple != nil }},
	{"acquisition", func(l *lived) bool { return l.Money.Acquisition != nil && l.any(ledger.Began, 0) }},
	{"made live by a partner", has(ledger.Delivered, 0)},
	{"hires", func(l *lived) bool { return l.changed(true, true) }},
	{"cuts", func(l *lived) bool { return l.changed(false, true) }},
	{"attrition", func(l *lived) bool { return l.changed(false, false) }},
	{"backfill", func(l *lived) bool { return l.changed(true, false) }},

	{"pods that wait for one of theirs", func(l *lived) bool {
		crew := &l.Delivery.Teams[0].Value
		return crew.HeadsEach() > 1 && l.changed(false, false)
	}},
	{"phases that wait for another team", has(ledger.PhaseStarted, ledger.Late)},
	{"phases that find another team free", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.PhaseStarted], func(f ledger.Fact) bool { return f.Amount == 0 })
	}},
	{"office hours held by the architects", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.SessionHeld], func(f ledger.Fact) bool { return int(f.Scope) == len(l.Segments)+2 })
	}},
	{"stand-ins, tickets and jobs", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Helped], func(f ledger.Fact) bool { return f.Customer == ledger.None })
	}},
	{"stand-ins, projects", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Helped], func(f ledger.Fact) bool { return f.Customer != ledger.None })
	}},
	{"stand-ins, accounts", (*lived).attendedInPlace},
	{"stand-ins, one for another", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.StoodIn], func(f ledger.Fact) bool {
			return l.Params.Layout().ScopeName(int(f.Scope)) == "team/tier2" && l.Params.Layout().ScopeName(int(f.Subject)) != "team/architects"
		})
	}},

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
	{"targets of support met", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Resolved], func(f ledger.Fact) bool { return f.Marks&ledger.Kept != 0 })
	}},
	{"urgent tickets", func(l *lived) bool {
		return l.Support.Urgent != nil && *l.Support.Urgent > 0 && l.any(ledger.Opened, 0)
	}},
	{"engineering, fixes", has(ledger.Shipped, 0)},
	{"engineering, a lag", func(l *lived) bool { return l.Engineering == nil && l.any(ledger.Referred, 0) }},
	{"engineering, phases", has(ledger.Worked, ledger.Research)},
	{"engineering, bugs that move", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Bugged], func(f ledger.Fact) bool { return f.Amount != l.of[ledger.Bugged][0].Amount })
	}},
	{"targets of fixes", func(l *lived) bool { return l.Support.Targets.Fix != nil && l.any(ledger.Referred, 0) }},
	{"weeks over on leaving", func(l *lived) bool {
		return l.Outcomes.Feels("weeks_over") && l.renewing(ledger.Breached, 0)
	}},
	{"poor delivery on tickets", func(l *lived) bool {
		return l.Support.PoorDelivery != 1 && helper(l).Quality < 1 && l.decided(ledger.WentLive, ledger.Partner, ledger.Opened)
	}},

	{"works move what is asked", func(l *lived) bool { return l.moved(works.Deflection, works.HowDoI) && l.any(ledger.Opened, 0) }},
	{"works move adoption", func(l *lived) bool { return l.moved(works.Gap) && l.any(ledger.WentLive, 0) }},
	{"works move productivity", func(l *lived) bool { return l.moved(works.Productivity) }},
	{"adoption alone", func(l *lived) bool { return l.Adoption != nil && len(l.Works) == 0 && l.any(ledger.WentLive, 0) }},
	{"unadopted on leaving", func(l *lived) bool {
		e := l.Outcomes.Leaving.Unadopted
		return l.Adoption != nil && e != nil && e.Ratio != 1 && l.renewing(ledger.WentLive, 0)
	}},
	{"sponsors lost on leaving", func(l *lived) bool {
		link := l.Outcomes.Leaving.SponsorLost
		return link != nil && link.Ratio != 1 && l.renewing(ledger.SponsorLost, 0)
	}},
	{"sponsors lost on expanding", func(l *lived) bool {
		link := l.Outcomes.Expanding.SponsorLost
		return link != nil && link.Ratio != 1 && l.expanding(ledger.SponsorLost, 0)
	}},
	{"executives cushion", func(l *lived) bool {
		e := l.Success.Executives
		return e != nil && e.Cushions > 0 && l.decided(ledger.Covered, 0, ledger.SponsorLost)
	}},
	{"hires by start delay", ruled(people.StartDelay)},
	{"hires by queue", ruled(people.Queue)},
	{"hires by backlog", ruled(people.Backlog)},
	{"hires by first response", ruled(people.FirstResponse)},
	{"hires by hours used", ruled(people.Used)},
	{"hires by load", ruled(people.Carried)},
	{"word of mouth", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Recommended], func(f ledger.Fact) bool { return f.Amount != 1 })
	}},
	{"effort of free projects", func(l *lived) bool {
		return l.Delivery.FreeEffort != nil && l.any(ledger.Worked, 0) &&
			slices.ContainsFunc(l.Delivery.Projects, func(e units.Entry[delivery.Project]) bool { return e.Value.Price.IsFree() })
	}},
	{"price by term", func(l *lived) bool {
		return l.any(ledger.Signed, 0) && l.segments(func(_ int, s *company.Segment) bool { return len(s.Customers.PriceByTerm) > 0 })
	}},
	{"premium support that is sold", func(l *lived) bool {
		return len(l.Offerings) > 0 && l.Offerings[0].Value.Premium && l.any(ledger.Bought, 0) && l.any(ledger.Opened, 0)
	}},
	{"hours of what is sold", func(l *lived) bool {
		return len(l.Offerings) > 0 && l.Offerings[1].Value.Hours > 0 && slices.ContainsFunc(l.of[ledger.Accrued], func(f ledger.Fact) bool { return f.Subject == ledger.ServicesLine })
	}},

	{"attention below the design load", attended(func(attention float64) bool { return attention < 1 })},
	{"attention above the design load", attended(func(attention float64) bool { return attention > 1 })},
	{"attention on leaving", func(l *lived) bool {
		e := l.Outcomes.Leaving.Unattended
		return e != nil && e.Ratio != 1 && l.any(ledger.Attended, 0) && l.renewing(ledger.WentLive, 0)
	}},
	{"attention on expanding", func(l *lived) bool {
		e := l.Outcomes.Expanding.Unattended
		return e != nil && e.Ratio != 1 && l.any(ledger.Attended, 0) && l.any(ledger.Expanded, 0)
	}},
	{"success at a delivery team", func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Attended], func(f ledger.Fact) bool { return int(f.Scope) == len(l.Segments)+1 && f.Subject > 0 })
	}},
	{"renewals worked", job(ledger.JobTaken, ledger.RenewalJob, 0)},
	{"renewals unworked", job(ledger.JobWithdrawn, ledger.RenewalJob, ledger.Late)},
	{"renewals unworked on leaving", func(l *lived) bool {
		e := l.Outcomes.Leaving.Unworked
		return e != nil && e.Ratio != 1 && job(ledger.JobWithdrawn, ledger.RenewalJob, ledger.Late)(l)
	}},
	{"renewals that another team owns", func(l *lived) bool {
		return l.Success.Renewals != nil && l.Success.Renewals.Owner != success.Own && job(ledger.JobOpened, ledger.RenewalJob, 0)(l)
	}},
	{"expansions by a job", job(ledger.JobDone, ledger.ExpansionJob, 0)},
	{"expansions lost", job(ledger.JobWithdrawn, ledger.ExpansionJob, ledger.Late)},
	{"expansions that another team owns", func(l *lived) bool {
		return l.Success.Expansions != nil && l.Success.Expansions.Owner != success.Own && job(ledger.JobOpened, ledger.ExpansionJob, 0)(l)
	}},
	{"chance of an opportunity", func(l *lived) bool {
		return l.segments(func(_ int, s *company.Segment) bool { return s.Customers.Expansion.Chance != nil }) && l.any(ledger.Expanded, 0)
	}},
	{"health, yellow", has(ledger.Turned, ledger.Yellow)},
	{"health, red", has(ledger.Turned, ledger.Red)},
	{"rescues", job(ledger.JobTaken, ledger.RescueJob, 0)},
	{"rescues won", has(ledger.Rescued, 0)},
	{"rescued customers who decide", func(l *lived) bool { return l.renewing(ledger.Rescued, 0) }},
	{"sold by success", func(l *lived) bool {
		return l.Success.Sells() != 0 && l.Outcomes.Feels("sold_by_success") && l.any(ledger.Attended, 0)
	}},
	{"contraction that feels", func(l *lived) bool {
		return l.Outcomes.Contracting != nil && l.Outcomes.Contracting.MonthLate.Ratio != 1 && l.any(ledger.Contracted, 0)
	}},

	{"late go-live on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.MonthLate.Ratio != 1 && l.renewing(ledger.WentLive, ledger.Late)
	}},
	{"breached tickets on leaving", func(l *lived) bool {
		return l.Outcomes.Leaving.TicketsBreached.Ratio != 1 && l.renewing(ledger.Breached, 0)
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
		return l.Outcomes.Expanding.TicketsBreached.Ratio != 1 && l.expanding(ledger.Breached, 0)
	}},
	{"partner on expanding", func(l *lived) bool {
		return l.Outcomes.Expanding.PartnerDelivered.Ratio != 1 && l.expanding(ledger.WentLive, ledger.Partner)
	}},
	{"partner's quality on expanding", func(l *lived) bool {
		return l.Outcomes.Expanding.PartnerQuality.Ratio != 1 && helper(l).Quality < 1 && l.expanding(ledger.WentLive, ledger.Partner)
	}},
})
