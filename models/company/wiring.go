package company

import (
	"math"
	"slices"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/deals"
	"postsale/models/delivery"
	"postsale/models/engineering"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/money"
	"postsale/models/offerings"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/works"
	"postsale/sim"
	"postsale/sim/random"
)

// The kinds of events. Of events at the same moment the smaller kind goes first:
// a quarter ends before anything of the next one happens, what is slow is reckoned
// as a month starts, people come and go before work, what frees an own slot goes before what frees a partner's, and
// customers decide last.
const (
	quarterEnded sim.Kind = iota
	monthEnded
	staffChanged
	staffQuit
	staffJoined
	staffLearned
	dealClosed
	gatePassed
	customerReady
	interruptReturned
	jobReturned // success, at a delivery team
	fixReturned // engineering
	jobDone
	workDone
	promisedDayCame
	benchesOpened
	projectOverdue
	partnerReady
	partnerDone
	tier1Done
	tier2Done
	engineersDone
	issueFixed
	productAsked
	misconfigured
	productAskedEarly
	misconfiguredEarly
	sponsorChanged
	healthReviewed
	renewalNears
	patienceEnded
	opportunityCame
	renewalCame

	eventKinds // how many there are
)

// Company runs trials of one scenario.
type Company struct {
	params    *Params
	layout    measures.Layout
	segments  []segment
	sim       *sim.Simulator
	ledger    *ledger.Ledger
	roster    *people.Roster
	pipeline  *deals.Pipeline
	book      *customers.Book
	practice  *delivery.Practice
	demand    *support.Demand
	desk      *support.Desk
	orders    *offerings.Orders
	engineers *engineering.Engineers // nil if there are none
	debt      *engineering.Debt      // nil if bugs stay as many as today
	accounts  *money.Accounts
	portfolio *success.Portfolio      // nil where nothing moves by it
	works     *works.Works            // nil without any
	users     *works.Users            // nil without adoption
	spare     [][]func(hours float64) // who is told what a delivery team has left
	askers    random.Stream           // of the tickets that are open at the start
	watch     watch
	traces    bool
	signed    []naming // in order, for a trace
	employed  []team   // whose people the company pays
	monthly   []func() // what is reckoned as a month starts, from what the last one was, and holds for that month
	asking    asking
	luck      *luck
	cover
}

// segment is what the wiring itself needs of one.
type segment struct {
	name     random.Entity
	promised float64 // days from signature to go-live
	found    int     // tickets open at the start
	live     []int32 // opening customers who are live
}

// New builds the company of a scenario and a seed. The parameters must be valid
// and must not change afterwards.
func New(p *Params, seed uint64) *Company {
	p = p.idealised()
	c := &Company{params: p, layout: p.Layout(), sim: sim.New(), askers: random.New(seed, "open ticket"), watch: watch{most: unlucky * maxMemory, each: p.bytesOfCustomer()}}
	c.ledger = ledger.New(c.layout.Ledger)
	c.luck = newLuck(c.layout)
	c.build(seed)
	c.wire()
	return c
}

func (c *Company) build(seed uint64) {
	p, s, l := c.params, c.sim, c.ledger
	names := p.Segments.Names()
	var closing []deals.Segment
	var asking []support.Segment
	var premium, acv []float64
	var mixes []delivery.Mix
	for i, e := range p.Segments {
		law, err := e.Value.Customers.ACV.Distribution()
		if err != nil {
			panic(err)
		}
		closing = append(closing, e.Value.Deals)
		asking = append(asking, e.Value.Tickets)
		premium = append(premium, p.premium(i))
		acv = append(acv, law.Mean())
		mixes = append(mixes, e.Value.Projects)
		c.segments = append(c.segments, segment{
			name:     random.Name("segment", string(e.Name)),
			promised: delivery.Promised(p.Delivery, e.Value.Projects),
			found:    int(e.Value.Customers.Opening.OpenTickets),
		})
	}
	var teams []people.Member
	var paid []money.Team
	var stations [3]int
	c.employed = p.staff()
	for _, t := range c.employed {
		teams = append(teams, people.Member{Name: t.name, Scope: t.scope, Plan: t.plan})
		paid = append(paid, money.Team{Scope: t.scope, Line: paidBy[t.does], Cost: float64(t.plan.Cost)})
		if t.does == answering {
			stations[t.number] = t.scope
		}
	}
	ticketKinds := support.Kinds{Tier1Done: tier1Done, Tier2Done: tier2Done, EngineersDone: engineersDone, Fixed: issueFixed,
		Asked: productAsked, Misconfigured: misconfigured, AskedEarly: productAskedEarly, MisconfiguredEarly: misconfiguredEarly}

	c.accounts = money.New(s, l, p.Money, paid)
	c.roster = people.New(s, people.Kinds{Changed: staffChanged, Quit: staffQuit, Joined: staffJoined, Learned: staffLearned}, l, seed, teams)
	c.pipeline = deals.New(s, dealClosed, seed, p.Deals, names, closing, p.Calendar().Season)
	c.book = customers.New(s, customers.Kinds{Expands: opportunityCame, Renews: renewalCame}, l, seed,
		p.customerSegments(), p.opening(seed), p.Outcomes, p.ARRFrom == FromGoLive)
	c.practice = delivery.New(s, delivery.Kinds{GatePassed: gatePassed, CustomerReady: customerReady, Returned: [delivery.Sources]sim.Kind{interruptReturned, jobReturned, fixReturned},
		WorkDone: workDone, Promised: promisedDayCame, Overdue: projectOverdue, PartnerReady: partnerReady, PartnerDone: partnerDone}, l, seed,
		p.delivering(), mixes, names, p.deliveryScopes())
	c.orders = offerings.New(s, l, seed, p.Offerings, names, p.Delivery.Teams.Names())
	c.demand = support.NewDemand(s, ticketKinds, seed, asking, acv, float64(p.Support.PoorDelivery))
	c.demand.Most = unlucky * maxTickets
	c.desk = support.NewDesk(s, ticketKinds, l, seed, p.Support, premium, stations)
	c.buildSuccess(seed)
	c.buildWorks()
	c.cover = p.newCover(s, l, seed)
	c.buildEngineering(seed)
	s.Handle(quarterEnded, c.endQuarter)
	s.Handle(monthEnded, c.endMonth)
	s.Handle(benchesOpened, func(quarter int32) { c.practice.OpenQuarter(int(quarter)-p.WarmUpQuarters(), false) })
}

// wire says who tells whom. It is the model in one page.
func (c *Company) wire() {
	c.roster.OnChange = func(team int, s people.Staffing) {
		c.accounts.Employ(team, s.Payroll)
		if team == c.holders {
			c.executives.Staff(s.Full)
		}
		switch t := &c.employed[team]; t.does {
		case delivering, fixing:
			c.practice.Staff(t.number, s)
		case answering:
			c.desk.Staff(support.Station(t.number), s.Full)
		case caring:
			c.staffCare(t.name, s)
		case guiding, enabling:
			c.works.Staff(t.number, s)
		}
	}

	c.pipeline.OnSigned = func(d deals.Deal) {
		if c.practice.Deters(d.Entity, d.Segment) {
			c.tell(ledger.Deterred, d.Segment, 0)
			return
		}
		if c.traces {
			c.signed = append(c.signed, func([]string) string { return c.dealName(d) })
		}
		c.sign(d.Segment, d.Entity)
	}
	c.pipeline.OnTold = func(factor float64) { c.tell(ledger.Recommended, c.layout.Ledger.All(), factor) }
	c.pipeline.Green = func() float64 { return 1 - c.ledger.Unwell() }
	c.practice.OnPromised = c.book.Promise
	c.practice.OnLive = func(customer int32, partner, flaw float64) {
		c.book.GoLive(customer, partner, flaw)
		entity, segment, arr := c.book.Who(customer)
		c.demand.GoLive(customer, entity, segment, arr, c.sim.Now(), flaw)
		c.orders.GoLive(customer, entity, segment, arr)
		if c.portfolio != nil {
			c.portfolio.GoLive(customer, c.sim.Now())
		}
		if c.users != nil {
			c.users.GoLive(customer, segment)
		}
		c.cover.goLive(customer, entity, segment, arr, false)
	}
	c.orders.OnHours = c.practice.Burden

	c.demand.OnTicket = c.desk.Open
	c.desk.OnCrowd = c.watch.crowd
	owner := c.params.Delivery.Teams.Find(c.params.Support.Configuration.Owner)
	c.desk.OnInterrupt = func(ticket int32) { c.practice.Interrupt(owner, delivery.Tickets, ticket, 0) }
	c.practice.OnInterrupted[delivery.Tickets] = c.desk.Attend
	c.practice.OnReturned[delivery.Tickets] = c.desk.Attended
	c.desk.OnJudged = c.book.Judge
	if c.params.Outcomes.Feels("weeks_over") {
		c.desk.OnOverran = c.book.Overran
		c.book.Sense(customers.OpenOver, c.desk.Over)
	}
	c.wireEngineering()

	c.book.OnHeld = c.hold
	c.book.OnReview = c.desk.Review
	c.book.OnResized = func(customer int32, arr float64) {
		c.demand.Resize(customer, arr)
		c.orders.Resize(customer, arr)
	}
	c.book.OnCounted = c.accounts.Host
	c.book.OnLeft = func(customer int32) {
		c.demand.Leave(customer)
		c.orders.Leave(customer)
		c.practice.Cancel(customer)
		c.pipeline.Leave()
		if c.portfolio != nil {
			c.portfolio.Leave(customer)
		}
		if c.users != nil {
			c.users.Leave(customer)
		}
		c.cover.leave(customer)
	}
	c.wireSuccess()
	c.wireWorks()
	c.wireCover()
}

// tell records what happened to nobody in particular.
func (c *Company) tell(kind ledger.Kind, scope int, amount float64) {
	c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: kind, Customer: ledger.None, Scope: int16(scope), Amount: amount})
}

// sign lets a customer in.
func (c *Company) sign(segment int, entity random.Entity) {
	c.watch.enter()
	c.pipeline.Enter()
	customer, arr := c.book.Sign(segment, entity)
	c.practice.Sign(customer, entity, segment, arr)
}

// hold puts an opening customer where it stands: live, or in flight.
func (c *Company) hold(customer int32, a *accounts.Account) {
	c.watch.enter()
	c.pipeline.Enter()
	signed := c.sim.Now() + a.Signed
	if !a.Live {
		c.practice.Resume(customer, a.Entity, a.Segment, a.ARR, signed, a.Behind)
		return
	}
	s := &c.segments[a.Segment]
	s.live = append(s.live, customer)
	live := math.Min(c.sim.Now(), signed+s.promised)
	c.book.GoLive(customer, 0, 0)
	if c.users != nil {
		c.users.Hold(customer, a.Segment)
	}
	c.demand.GoLive(customer, a.Entity, a.Segment, a.ARR, live, 0)
	c.orders.GoLive(customer, a.Entity, a.Segment, a.ARR)
	if c.portfolio != nil {
		c.portfolio.GoLive(customer, live)
	}
	c.cover.goLive(customer, a.Entity, a.Segment, a.ARR, true)
}

// Run lets a trial happen and returns its ledger, which the next Run empties.
// Trials are numbered from 1.
func (c *Company) Run(trial int) *ledger.Ledger {
	number := uint64(trial)
	first := -c.params.WarmUpQuarters()
	c.sim.Reset(fiscal.Quarter * float64(first))
	c.ledger.Reset()
	c.watch = watch{most: c.watch.most, each: c.watch.each}
	c.signed = c.signed[:0]
	c.practice.Begin(number)
	c.demand.Begin(number)
	c.desk.Begin(number)
	if c.works != nil {
		c.works.Begin()
	}
	if c.users != nil {
		c.users.Begin()
	}
	c.cover.begin(number)
	c.pipeline.Begin(number)
	c.orders.Begin(number)
	c.beginEngineering(number)
	for i := range c.segments {
		c.segments[i].live = c.segments[i].live[:0]
	}

	if c.portfolio != nil {
		c.portfolio.Begin(number)
	}
	c.roster.Begin(number)
	c.practice.OpenQuarter(first, true)
	c.book.Begin(number)
	c.cover.open()
	c.findTickets(number)
	if c.portfolio != nil {
		c.portfolio.Look()
	}
	c.luck.begin()
	if first == 0 {
		c.luck.end(c.book)
	}
	c.pipeline.Open(first)
	c.sim.Schedule(quarterEnded, 0, fiscal.Quarter*float64(first+1))
	c.beginMonths()
	c.sim.Run(fiscal.Quarter * float64(c.params.Quarters()))
	return c.ledger
}

// findTickets opens the tickets of the opening book, each of a live customer.
func (c *Company) findTickets(trial uint64) {
	luck := c.askers.Trial(trial)
	for i := range c.segments {
		s := &c.segments[i]
		for k := range s.found {
			customer := s.live[int(luck.Uniform(s.name, uint64(k))*float64(len(s.live)))]
			entity, segment, _ := c.book.Who(customer)
			c.desk.Open(customer, entity, segment, support.Opening{From: support.Found, Number: uint64(k)})
		}
	}
}

// endQuarter closes a quarter, counted from the beginning of the warm-up, and
// opens the next.
func (c *Company) endQuarter(quarter int32) {
	c.desk.Settle()
	c.practice.Settle()
	if c.works != nil {
		c.works.Settle()
	}
	if c.users != nil {
		c.users.Settle()
	}
	if c.debt != nil {
		c.debt.Settle()
	}
	c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: ledger.QuarterClosed, Customer: ledger.None, Scope: int16(c.layout.Ledger.All())})
	next := int(quarter) + 1 - c.params.WarmUpQuarters()
	if c.luck.ends(next) {
		c.luck.end(c.book)
	}
	if next == c.params.Quarters() {
		c.sim.Stop()
		return
	}
	c.sim.Schedule(benchesOpened, quarter+1, c.sim.Now())
	c.pipeline.Open(next)
	c.sim.Schedule(quarterEnded, quarter+1, fiscal.Quarter*float64(next+1))
}

// Events returns how many events the last trial executed.
func (c *Company) Events() uint64 { return c.sim.Events() }

// opening returns the opening book.
func (p *Params) opening(seed uint64) []accounts.Account {
	if p.Accounts != nil {
		book, _, faults := p.ReadAccounts()
		if len(faults) > 0 {
			panic(faults[0])
		}
		book = slices.Clone(book) // others share what was read
		accounts.Place(seed, book)
		return book
	}
	var book []accounts.Account
	for i, e := range p.Segments {
		book = append(book, customers.Synthesise(seed, i, string(e.Name), e.Value.Customers, delivery.Planned(p.Delivery, e.Value.Projects))...)
	}
	return book
}
