package company

import (
	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/deals"
	"postsale/models/delivery"
	"postsale/models/engineering"
	"postsale/models/events"
	"postsale/models/hiring"
	"postsale/models/money"
	"postsale/models/offerings"
	"postsale/models/people"
	"postsale/models/starts"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/works"
	"postsale/sim"
	"postsale/sim/random"
)

// The kinds of events. Of events at the same moment the smaller kind goes first:
// a quarter ends before anything of the next one happens; what is slow is reckoned,
// and rules look back, as a month starts; what is sold and where it goes changes before
// anybody signs; people come and go before work, and what the file states after them; who are hired before those who fill an
// empty seat; a deal is scoped before it is handed over; what frees an own slot goes
// before what frees a partner's; cohorts start when all who are handed over on the day
// are there; a session is held for all who asked by then; and customers decide last.
const (
	quarterEnded sim.Kind = iota
	monthEnded
	soldOtherwise
	routeOpens
	staffChanged
	hireJoined
	staffQuit
	staffJoined
	staffLearned
	knownHappens
	billPaid
	dealClosed
	scopingDue
	gatePassed
	customerReady
	interruptReturned
	jobReturned // success, at a delivery team
	fixReturned // engineering
	sessionOver // office hours of support
	scopingReturned
	jobDone
	workDone
	promisedDayCame
	benchesOpened
	projectOverdue
	partnerReady
	partnerDone
	cohortStarted
	tier1Done
	tier2Done
	engineersDone
	issueFixed
	productAsked
	misconfigured
	productAskedEarly
	misconfiguredEarly
	sessionCame
	sponsorChanged
	healthReviewed
	renewalNears
	patienceEnded
	opportunityCame
	renewalCame

	eventKinds // how many there are
)

// segment is what the wiring itself needs of one.
type segment struct {
	name     random.Entity
	promised float64 // days from signature to go-live
	found    int     // tickets open at the start
	live     []int32 // opening customers who are live
}

// build makes the mechanisms of the scenario.
func (c *Company) build(seed uint64) {
	p, s, l := c.params, c.sim, c.ledger
	names := p.Segments.Names()
	var closing []deals.Segment
	var asking []support.Segment
	var premium, acv []float64
	var gathering []*starts.Params
	for i, e := range p.Segments {
		law, err := e.Value.Customers.ACV.Distribution()
		if err != nil {
			panic(err)
		}
		closing = append(closing, e.Value.Deals)
		asking = append(asking, e.Value.Tickets)
		premium = append(premium, p.premium(i))
		acv = append(acv, law.Mean())
		gathering = append(gathering, e.Value.Starts)
		c.segments = append(c.segments, segment{
			name:     random.Name("segment", string(e.Name)),
			promised: delivery.Promised(p.Delivery, e.Value.Projects),
			found:    int(e.Value.Customers.Opening.OpenTickets),
		})
	}
	var teams []people.Member
	var paid []money.Team
	var hirers []hiring.Team
	var stations [3]int
	c.employed = p.staff()
	for _, t := range c.employed {
		teams = append(teams, people.Member{Name: t.name, Scope: t.scope, Plan: t.plan})
		hirers = append(hirers, hiring.Team{Scope: t.scope, Line: t.line(), Cost: float64(t.plan.Cost), Rules: t.plan.HireWhen})
		paid = append(paid, money.Team{Scope: t.scope, Line: t.line(), Cost: float64(t.plan.Cost) / float64(t.plan.HeadsEach())})
		if t.does == answering {
			stations[t.number] = t.scope
		}
	}
	ticketKinds := support.Kinds{Tier1Done: tier1Done, Tier2Done: tier2Done, EngineersDone: engineersDone, Fixed: issueFixed,
		Asked: productAsked, Misconfigured: misconfigured, AskedEarly: productAskedEarly, MisconfiguredEarly: misconfiguredEarly,
		SessionCame: sessionCame}

	c.accounts = money.New(s, l, p.Money, paid)
	c.cover = people.NewCover(teams)
	c.roster = people.New(s, people.Kinds{Changed: staffChanged, Quit: staffQuit, Joined: staffJoined, Learned: staffLearned}, l, seed, teams)
	c.pipeline = deals.New(s, dealClosed, seed, p.Deals, names, closing, p.Calendar().Season)
	c.book = customers.New(s, customers.Kinds{Expands: opportunityCame, Renews: renewalCame}, l, seed,
		p.customerSegments(), p.opening(seed), p.Outcomes, p.ARRFrom == FromGoLive)
	c.practice = delivery.New(s, delivery.Kinds{RouteOpens: routeOpens, GatePassed: gatePassed, CustomerReady: customerReady, Scoped: scopingDue,
		Returned: [delivery.Sources]sim.Kind{interruptReturned, jobReturned, fixReturned, sessionOver, scopingReturned}, WorkDone: workDone, Promised: promisedDayCame,
		Overdue: projectOverdue, PartnerReady: partnerReady, PartnerDone: partnerDone, CohortStarts: cohortStarted}, l, seed,
		p.delivering(), p.Mixes(), p.Further(), names, p.deliveryScopes())
	c.cohorts = starts.New(seed, gathering)
	c.orders = offerings.New(s, l, seed, p.Offerings, names, p.Delivery.Teams.Names())
	c.demand = support.NewDemand(s, ticketKinds, seed, asking, acv, float64(p.Support.PoorDelivery))
	c.demand.Most = unlucky * maxTickets
	c.desk = support.NewDesk(s, ticketKinds, l, seed, p.Support, premium, stations, p.holdsOfficeHours())
	c.managers = p.managers(c.employed)
	c.buildSuccess(seed)
	c.buildWorks()
	c.buildEngineering(seed)
	c.buildHiring(hirers)
	c.buildDiary()
	s.Handle(quarterEnded, c.endQuarter)
	s.Handle(monthEnded, c.endMonth)
	s.Handle(soldOtherwise, c.change)
	s.Handle(benchesOpened, func(quarter int32) { c.practice.OpenQuarter(int(quarter)-p.WarmUpQuarters(), false) })
}

// buildSuccess makes the portfolio, if anything moves by it, the sponsors and the executives, where there are any.
func (c *Company) buildSuccess(seed uint64) {
	p, s, l := c.params, c.sim, c.ledger
	if p.Cares() {
		c.portfolio = success.New(s, success.Kinds{JobDone: jobDone, PatienceEnded: patienceEnded, Reviewed: healthReviewed, RenewalNears: renewalNears},
			l, seed, p.Success, p.caring(), p.care(), p.Outcomes.Forgets)
	}
	if sponsors := p.Success.Sponsors; sponsors != nil {
		c.sponsors = success.NewSponsors(s, sponsorChanged, l, seed, *sponsors)
	}
	c.holders = -1
	if cover := p.Success.Executives; cover != nil {
		c.executives = success.NewExecutives(s, l, *cover, p.Segments.Names())
		c.holders = named(c.employed, cover.Team)
	}
}

// buildWorks makes the works and the users, where there are any.
func (c *Company) buildWorks() {
	p := c.params
	today := works.Today{Deflected: float64(p.Support.HowDoI.Deflected)}
	if p.Adoption != nil {
		today.Gap = float64(p.Adoption.Gap)
		c.users = works.NewUsers(c.sim, c.ledger, *p.Adoption, len(p.Segments))
	}
	if len(p.Works) > 0 {
		c.works = works.New(c.sim, c.ledger, p.Works, today, c.layout.Roles.Works)
		c.desk.Tells = true
	}
}

// buildEngineering makes the engineers and the bugs of a scenario that has them.
func (c *Company) buildEngineering(seed uint64) {
	p := c.params.Engineering
	if p == nil {
		return
	}
	var slips []engineering.Slip
	for _, slip := range events.Slips(c.params.Events) {
		slips = append(slips, engineering.Slip(slip))
	}
	c.engineers = engineering.NewEngineers(c.sim, seed, *p, slips)
	if p.Bugs != nil {
		c.debt = engineering.NewDebt(c.sim, c.ledger, *p)
	}
}

// buildDiary makes what is known to happen, if anything is.
func (c *Company) buildDiary() {
	if len(c.params.Events) == 0 {
		return
	}
	var scopes []int
	for _, t := range c.employed {
		scopes = append(scopes, t.scope)
	}
	c.diary = events.New(c.sim, events.Kinds{Happens: knownHappens, Paid: billPaid}, c.ledger, c.params.Events,
		accounts.IDs(c.book.Opening()), namesOf(c.employed), scopes)
}
