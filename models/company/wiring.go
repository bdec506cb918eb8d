package company

import (
	"slices"

	"postsale/models/customers"
	"postsale/models/deals"
	"postsale/models/delivery"
	"postsale/models/engineering"
	"postsale/models/events"
	"postsale/models/hiring"
	"postsale/models/ledger"
	"postsale/models/luck"
	"postsale/models/measures"
	"postsale/models/money"
	"postsale/models/offerings"
	"postsale/models/people"
	"postsale/models/starts"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/models/works"
	"postsale/sim"
	"postsale/sim/random"
)

// Company runs trials of one scenario. A mechanism that it lacks is nil: what it is told it does not hear, and only what it
// would tell others is left out of the wiring.
type Company struct {
	params   *Params
	layout   measures.Layout
	segments []segment
	sim      *sim.Simulator
	ledger   *ledger.Ledger

	roster     *people.Roster
	cover      *people.Cover // nil if nobody stands in for others
	pipeline   *deals.Pipeline
	book       *customers.Book
	practice   *delivery.Practice
	cohorts    *starts.Cohorts // nil where projects start as they come
	demand     *support.Demand
	desk       *support.Desk
	orders     *offerings.Orders
	accounts   *money.Accounts
	portfolio  *success.Portfolio     // nil where nothing moves by it
	sponsors   *success.Sponsors      // nil if nobody watches them
	executives *success.Executives    // nil if none hold accounts
	users      *works.Users           // nil without adoption
	works      *works.Works           // nil without any
	engineers  *engineering.Engineers // nil if there are none
	debt       *engineering.Debt      // nil if bugs stay as many as today
	recruiter  *hiring.Recruiter      // nil if nobody hires by rule
	diary      *events.Diary          // nil if nothing is known to happen

	employed []team                  // whose people the company pays
	holders  int                     // which of them the executives are, or below 0
	managers []int                   // by partner: which of them look after it, or below 0; none where nobody looks after any
	spare    [][]func(hours float64) // by delivery team: who is told what it has left
	monthly  []func()                // what is reckoned as a month starts, from what the last one was, and holds for that month
	asking   asking
	askers   random.Stream // of the tickets that are open at the start
	watch    watch
	luck     *luck.Notes
	traces   bool
	signed   []naming // in order, for a trace
}

// New builds the company of a scenario and a seed. The parameters must be valid
// and must not change afterwards.
func New(p *Params, seed uint64) *Company {
	p = p.idealised().Sold()
	c := &Company{params: p, layout: p.Layout(), sim: sim.New(), askers: random.New(seed, "open ticket"),
		watch: watch{most: unlucky * maxMemory, each: p.bytesOfCustomer()}}
	c.ledger = ledger.New(c.layout.Ledger)
	c.luck = luck.New(c.layout)
	c.build(seed)
	c.wire()
	return c
}

// wire says who tells whom. It is the model in one page.
func (c *Company) wire() {
	c.roster.OnChange = func(team int, s people.Staffing) {
		c.accounts.Employ(team, s.Payroll)
		if team == c.holders {
			c.executives.Staff(s.Full)
		}
		for partner, managers := range c.managers {
			if team == managers {
				c.practice.Look(partner, s.Full)
			}
		}
		switch t := &c.employed[team]; t.does {
		case delivering, fixing:
			c.practice.Staff(t.number, s)
		case answering:
			c.desk.Staff(support.Station(t.number), s.Full)
		case caring:
			if team := c.portfolio.Find(units.Name(t.name)); team >= 0 {
				c.portfolio.Staff(team, s)
			}
		case guiding, enabling:
			c.works.Staff(t.number, s)
		}
		c.cover.Staff(team, s)
	}
	if c.cover != nil {
		c.wireCover()
	}

	c.pipeline.OnSigned = func(d deals.Deal) {
		if c.practice.Deters(d.Entity, d.Segment) {
			c.tell(ledger.Deterred, d.Segment, 0)
			return
		}
		if c.traces {
			c.signed = append(c.signed, func([]string) string { return c.dealName(d) })
		}
		customer := c.sign(d.Segment, d.Entity)
		if d.Sooner > 0 {
			c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: ledger.Pulled, Customer: customer, Scope: int16(d.Segment), Amount: d.Sooner})
		}
	}
	if c.params.Delivery.Scopes() {
		c.pipeline.OnDrawn = func(d deals.Deal, closes float64) { c.practice.Scope(d.Entity, d.Segment, closes) }
	}
	c.pipeline.OnTold = func(factor float64) { c.tell(ledger.Recommended, c.layout.Ledger.All(), factor) }
	c.pipeline.Green = func() float64 { return 1 - c.ledger.Unwell() }
	c.practice.OnPromised = c.book.Promise
	c.practice.OnLive = func(customer int32, partner, flaw float64) {
		c.book.GoLive(customer, partner, flaw)
		c.goLive(customer, c.sim.Now(), flaw, false)
	}
	c.orders.OnHours = c.practice.Burden

	c.demand.OnTicket = c.desk.Open
	c.desk.OnCrowd = c.watch.crowd
	owner := c.params.Delivery.Teams.Find(c.params.Support.Configuration.Owner)
	c.desk.OnInterrupt = func(ticket int32) { c.practice.Interrupt(owner, delivery.Tickets, ticket, delivery.Ordinary) }
	c.practice.OnInterrupted[delivery.Tickets] = c.desk.Attend
	c.practice.OnReturned[delivery.Tickets] = c.desk.Attended
	if sessions := c.desk.Sessions; sessions != nil {
		host := c.params.Delivery.Teams.Find(c.params.Support.OfficeHours.Team)
		sessions.OnSession = func(session int32) { c.practice.Interrupt(host, delivery.Sessions, session, 0) }
		c.practice.OnInterrupted[delivery.Sessions] = func(int32) float64 { return sessions.Hold() }
		c.practice.OnReturned[delivery.Sessions] = func(int32) {}
	}
	c.desk.OnJudged = c.book.Judge
	if c.params.Outcomes.Feels("weeks_over") {
		c.desk.OnOverran = c.book.Overran
		c.book.Sense(customers.OpenOver, c.desk.Over)
	}

	c.book.OnHeld = c.hold
	c.book.OnReview = c.desk.Review
	c.book.OnResized = func(customer int32, arr float64) {
		c.demand.Resize(customer, arr)
		c.orders.Resize(customer, arr)
		c.executives.Resize(customer, arr)
	}
	if c.params.Expands() {
		c.book.OnExpands = func(customer int32, n uint64, gain float64) {
			entity, segment, _ := c.book.Who(customer)
			c.practice.Expand(customer, entity, segment, n, gain)
		}
	}
	c.book.OnCounted = c.accounts.Host
	c.book.OnLeft = func(customer int32) {
		c.demand.Leave(customer)
		c.desk.Sessions.Leave(customer)
		c.orders.Leave(customer)
		c.practice.Cancel(customer)
		c.pipeline.Leave()
		c.portfolio.Leave(customer)
		c.users.Leave(customer)
		c.sponsors.Leave(customer)
		c.executives.Leave(customer)
	}

	if c.cohorts != nil {
		c.wireCohorts()
	}
	if c.portfolio != nil {
		c.wirePortfolio()
	}
	if c.sponsors != nil {
		c.wireSponsors()
	}
	if c.engineers != nil {
		c.wireEngineers()
	}
	if c.debt != nil {
		c.wireDebt()
	}
	if c.users != nil {
		c.book.Sense(customers.Unadopted, c.users.Unadopted)
	}
	if c.works != nil {
		c.works.OnMoved = c.move
		c.reckon(c.works.Review)
	}
	if c.params.Delivery.AwaitsARR() {
		c.reckon(func() { c.practice.Earn(c.book.ARR()) })
	}
	if c.params.Support.Induced != nil {
		c.reckon(func() { c.asking.induced = c.desk.Induce() })
	}
	if c.recruiter != nil {
		c.wireHiring()
	}
	if d := c.diary; d != nil {
		d.Largest, d.IsThere, d.Contract = c.book.Largest, c.book.IsThere, c.book.Contract
		d.OnLeaves, d.OnRenews, d.OnRises, d.OnLoses = c.book.Lose, c.book.Secure, c.book.Raise, c.roster.Lose
	}
}

// wireCohorts says whose projects start together, and which deals are pulled forward for that.
func (c *Company) wireCohorts() {
	c.pipeline.Pulled = func(d deals.Deal, at float64) float64 { return c.cohorts.Pull(d.Segment, d.Entity, at) }
	for i, e := range c.params.Segments {
		if e.Value.Starts != nil {
			c.practice.Gather(i, c.cohorts)
		}
	}
}

// wirePortfolio says who tells success, and whom it tells.
func (c *Company) wirePortfolio() {
	f := c.portfolio
	for i, m := range c.params.caring() {
		if m.Delivers {
			c.watchSpare(m.Number, func(hours float64) { f.Spare(i, hours) })
		}
	}
	f.OnInterrupt = func(team int, job int32) { c.practice.Interrupt(team, delivery.Jobs, job, delivery.Ordinary) }
	c.practice.OnInterrupted[delivery.Jobs] = f.Take
	c.practice.OnReturned[delivery.Jobs] = f.Done

	c.book.OnEntered = f.Enter
	c.book.OnTerm = f.Term
	c.book.OnChance = f.Chance
	f.OnDecided = c.book.Decide
	f.OnLook = c.book.Risk
	f.OnRelieved = func(customer int32, relief float64) {
		c.book.Relieve(customer, relief)
		c.sponsors.Regain(customer)
	}
	c.book.Sense(customers.Unattended, f.Unattended)
	c.book.Sense(customers.Unworked, f.Unworked)
	if c.params.Success.Sells() != 0 {
		c.book.Sense(customers.SoldBySuccess, f.Sold)
	}
}

// wireSponsors says what customers feel of their sponsors, which executives cushion.
func (c *Company) wireSponsors() {
	c.book.Sense(customers.SponsorLost, func(customer int32) float64 {
		return c.sponsors.Lost(customer) * c.executives.Cushion(customer)
	})
	c.book.SponsorsAway(c.params.Success.Sponsors.Away())
}

// wireEngineers says how engineers come to what support refers to them, and how it comes back.
func (c *Company) wireEngineers() {
	team := c.params.engineersNumber()
	c.desk.OnReferred = func(ticket int32, class int) { c.practice.Interrupt(team, delivery.Fixes, ticket, class) }
	if c.params.Engineering.Ideal {
		c.desk.OnReferred = func(ticket int32, _ int) { c.desk.Ship(ticket, c.sim.Now()) }
	}
	c.practice.OnInterrupted[delivery.Fixes] = func(ticket int32) float64 { return c.engineers.Takes(c.desk.Visit(ticket)) }
	c.practice.OnReturned[delivery.Fixes] = func(ticket int32) { c.desk.Ship(ticket, c.engineers.Release()) }
}

// wireDebt says who fixes bugs, and who feels them.
func (c *Company) wireDebt() {
	c.watchSpare(c.params.engineersNumber(), c.debt.Spare)
	c.reckon(func() {
		c.debt.Settle()
		c.asking.broken = c.debt.Factor()
	})
}

// watchSpare makes the practice tell what a delivery team has left, in hours a day.
func (c *Company) watchSpare(team int, tell func(hours float64)) {
	for team >= len(c.spare) {
		c.spare = append(c.spare, nil)
	}
	c.spare[team] = append(c.spare[team], tell)
	c.practice.Watch(team)
	c.practice.OnSpare = func(team int, hours float64) {
		for _, tell := range c.spare[team] {
			tell(hours)
		}
	}
}

// wireCover says who is told whose work is whose from now on, and who then takes up what waits.
func (c *Company) wireCover() {
	c.cover.OnCovered = func(team, was, by int) {
		t, helper := &c.employed[team], &c.employed[by]
		kind, other := ledger.StoodIn, helper.scope
		if by == team {
			kind, other = ledger.TookBack, c.employed[was].scope
		}
		c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: kind, Customer: ledger.None, Scope: int16(t.scope), Subject: int32(other)})
		switch {
		case t.does == delivering:
			c.practice.Cover(t.number, helper.number)
		case t.does == answering && by != team:
			c.desk.Cover(support.Station(t.number), helper.number)
		case t.does == answering:
			c.desk.TakeBack(support.Station(t.number))
		}
		if i := c.portfolio.Find(units.Name(t.name)); i >= 0 {
			c.portfolio.Cover(i, c.portfolio.Find(units.Name(helper.name)))
		}
	}
	c.cover.OnVacated = func(team int) {
		switch t := &c.employed[team]; t.does {
		case delivering:
			c.practice.OfferAnew(t.number)
		case answering:
			c.desk.OfferAnew(support.Station(t.number))
		case caring:
			if i := c.portfolio.Find(units.Name(t.name)); i >= 0 {
				c.portfolio.OfferAnew(i)
			}
		}
	}
	c.desk.OnHelp = func(ticket int32, team, class int) { c.practice.Help(team, delivery.Tickets, ticket, class) }
	c.practice.OnOffered[delivery.Tickets] = c.desk.Offer
	if c.portfolio != nil {
		c.portfolio.OnHelp = func(team int, job int32) { c.practice.Help(team, delivery.Jobs, job, delivery.Ordinary) }
		c.practice.OnOffered[delivery.Jobs] = c.portfolio.Offer
	}
}

// wireHiring says what rules look at, and who puts people into seats.
func (c *Company) wireHiring() {
	r := c.recruiter
	r.OnHire, r.Seats, r.ARR = c.roster.Hire, c.roster.Seats, c.book.ARR
	meters := make([]map[units.Name]*people.Meter, len(c.employed))
	var all []*people.Meter
	for i, t := range c.employed {
		if len(t.plan.HireWhen) > 0 {
			meters[i] = c.meters(t)
			for _, m := range meters[i] {
				if !slices.Contains(all, m) {
					all = append(all, m)
				}
			}
		}
	}
	r.Value = func(team int, rule *people.Rule) float64 {
		month := meters[team][rule.Measure].Month()
		switch rule.Measure {
		case people.StartDelay, people.FirstResponse:
			return month.Delay
		case people.Queue, people.Backlog:
			return month.Waiting
		}
		return month.Used
	}
	c.reckon(func() {
		for _, m := range all {
			m.Close()
		}
		r.Review()
	})
}
