package company

import (
	"fmt"
	"math"

	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/sim/random"
)

// What a trial and the results may take. A trial's memory is needed by every worker.
const (
	maxMemory    = 2e9   // bytes, of a trial, expected
	maxTickets   = 20e6  // of all time, in a trial, expected
	maxDecisions = 5e6   // renewals and chances to expand of all time, in a trial, expected
	maxLooks     = 50e6  // at the health of customers, in a trial, expected
	maxChanges   = 5e6   // of sponsors of all time, in a trial, expected
	maxGrowth    = 1e9   // of a customer's ARR over the run, by uplift and expansion
	maxToLive    = 100.0 // years
)

// MaxResults is how much memory the results of all trials may take, in bytes.
const MaxResults = 5e9

// Keeps reports whether a run keeps the numbers of each trial: if there are no more than most, and memory for them. The
// parameters must be valid.
func (p *Params) Keeps(most int) bool { return int(p.Trials) <= most && p.KeptBytes() <= MaxResults }

// KeptBytes returns how much memory the results of all trials take where these are kept, in bytes: the table of them, and
// what is pooled. The parameters must be valid.
func (p *Params) KeptBytes() float64 {
	l := p.Layout()
	return measures.TableBytes(l.Width(), int(p.Trials)) + measures.PoolBytes(l)
}

// PassingBytes returns how much memory they take where they are not, in bytes. The parameters must be valid.
func (p *Params) PassingBytes() float64 {
	l := p.Layout()
	return measures.PassingBytes(l.Annual(), l.Controls(), int(p.Trials)) + measures.PoolBytes(l)
}

// companyBytes is what a Company takes besides customers and tickets, in bytes: mostly tables of distributions, which it
// shares with others.
const companyBytes = 1.5e6

// CompanyBytes returns how much memory a Company of the scenario is expected to take, in bytes. The parameters must be
// valid.
func (p *Params) CompanyBytes() float64 {
	return companyBytes + p.size().memory()
}

// factBytes is what an expected fact takes of a Company that traces, in bytes: kept, and matched with those of another.
const factBytes = 100

// TracedBytes returns how much memory a Company of the scenario is expected to take that traces, in bytes. The parameters
// must be valid.
func (p *Params) TracedBytes() float64 {
	s := p.size()
	return companyBytes + s.memory() + factBytes*s.facts()
}

// size returns how much is expected to happen in a trial.
func (p *Params) size() size {
	return p.expected(p.OpeningCustomers(), p.WarmUpQuarters()+p.Quarters())
}

// unlucky is how many times what is expected a trial may take.
const unlucky = 2

// What customers and open tickets take, in bytes: the peak memory of trials with 300,000 customers (1,389 to 1,770 B each,
// as the garbage collector keeps up on one core or more) and with two million tickets that nobody answers (257 to 310 B),
// and a fifth; with success, sponsors and offerings 3,500 B a customer. A resolved ticket leaves its place to another; what stays of it is how long its answer took, 8 B if that was
// any time.
const (
	customerBytes = 2200
	caredBytes    = 2000 // more, where success acts, sponsors leave or something is sold besides
	ticketBytes   = 400
	furtherBytes  = 760 // of a project that an expansion brings: 515 to 630 B of 400,000 as measured, and a fifth
	delayBytes    = 40  // more, of a ticket of which somebody minds how long it took: 16 B in a list that grows
)

// bytesOfCustomer returns what a customer takes, in bytes.
func (p *Params) bytesOfCustomer() float64 {
	if p.Cares() || p.Success.Sponsors != nil || p.Success.Executives != nil || len(p.Offerings) > 0 {
		return customerBytes + caredBytes
	}
	return customerBytes
}

// size is how much is expected to happen in a trial. Of the tickets that are open at once it knows those of the start, and
// at least how many nobody has answered at the end: how many else wait is what a trial finds out.
type size struct {
	customers, found, left, asked, tickets, reopenings, decisions, looks, changes, sold float64
	referred                                                                            float64 // to engineering, as bugs are today
	further                                                                             float64 // projects that expansions bring
	ticketBytes                                                                         float64 // of an open one
	customerBytes                                                                       float64
}

func (s size) memory() float64 {
	return s.customerBytes*s.customers + furtherBytes*s.further + s.ticketBytes*max(s.found, s.left)
}

// facts returns how many facts a trace of the trial has, rather too many: a customer comes, pays and goes live after a
// project (10 to 20 facts in the built-in scenarios); a ticket opens, is answered, escalated, late and resolved; it comes
// back and is escalated again; a decision changes ARR, in up to three ways; a sponsor leaves or is won; and each
// change of what is paid for offerings is a fact on each of the two lines.
func (s size) facts() float64 {
	return 30*s.customers + 30*s.further + 5*s.tickets + 2*s.reopenings + 3*s.decisions + s.changes + s.sold
}

// validateSize demands that a trial and the results fit into memory, and that a trial ends within minutes.
func (p *Params) validateSize(f *units.Faults, opening []int) {
	if len(f.All()) > 0 {
		return
	}
	quarters := p.WarmUpQuarters() + p.Quarters()
	for i, e := range p.Segments {
		at := f.Under("segments." + string(e.Name))
		if years := delivery.Planned(p.Delivery, e.Value.Projects) / fiscal.Year; !(years <= maxToLive) {
			at.Add("projects", "must take at most %gy to go-live, got %s years", maxToLive, units.Rough(years, 3))
		}
		for change, later := range p.Delivery.Later {
			if years := delivery.Planned(p.Delivery, later.Mixes[i]) / fiscal.Year; !(years <= maxToLive) {
				f.Add(units.At("later", change)+".segments."+string(e.Name)+".projects", "must take at most %gy to go-live, got %s years", maxToLive, units.Rough(years, 3))
				break
			}
		}
		if growth := e.Value.Customers.Growth(fiscal.Quarter * float64(quarters)); !(growth <= maxGrowth) {
			at.Add("", "must grow a customer's ARR at most by a factor of %s over the run by uplift and expansion, got %s", units.Rough(maxGrowth, 3), units.Rough(growth, 3))
		}
	}
	if !p.Keeps(MostKept) {
		if bytes := p.PassingBytes(); bytes > MaxResults {
			f.Add("horizon", "must be shorter, or segments and teams fewer: the results must take at most %s GB of memory, got %s GB", gigabytes(MaxResults), gigabytes(bytes))
		}
	}
	if len(f.All()) > 0 {
		return
	}
	s := p.expected(opening, quarters)
	switch found := (size{customers: s.customers, further: s.further, found: s.found, ticketBytes: s.ticketBytes, customerBytes: s.customerBytes}); {
	case !(found.memory() <= maxMemory):
		f.Add("segments", "must be fewer customers or open tickets, or a shorter horizon: a trial must take at most %s GB of memory, got %s GB for %s customers of all time and %s tickets that are open at the start",
			gigabytes(maxMemory), gigabytes(found.memory()), units.Rough(s.customers, 3), units.Rough(s.found, 3))
	case !(s.memory() <= maxMemory):
		f.Add("support", "must have more people, or customers fewer tickets: a trial must take at most %s GB of memory, got %s GB for %s customers of all time and %s tickets that are still open at the end",
			gigabytes(maxMemory), gigabytes(s.memory()), units.Rough(s.customers, 3), units.Rough(s.left, 3))
	}
	if !(s.tickets <= maxTickets) {
		f.Add("segments", "must be fewer customers, fewer tickets of each or a shorter horizon: a trial must come to at most %s tickets of all time, got %s", units.Rough(maxTickets, 3), units.Rough(s.tickets, 3))
	}
	if !(s.looks <= maxLooks) {
		f.Add("success.health.every", "must be longer, or customers fewer: a trial must come to at most %s looks at customers, got %s", units.Rough(maxLooks, 3), units.Rough(s.looks, 3))
	}
	if !(s.decisions <= maxDecisions) {
		f.Add("segments", "must be fewer customers, longer terms or a shorter horizon: a trial must come to at most %s renewals and chances to expand, got %s", units.Rough(maxDecisions, 3), units.Rough(s.decisions, 3))
	}
	if !(s.changes <= maxChanges) {
		f.Add("success.sponsors", "must come and go less often, or customers be fewer: a trial must come to at most %s changes of sponsors of all time, got %s", units.Rough(maxChanges, 3), units.Rough(s.changes, 3))
	}
}

// expected returns how much happens in a trial of so many quarters, on average and rather too much: what customers live
// through moves nobody to leave, and every chance to expand is taken.
func (p *Params) expected(opening []int, quarters int) (s size) {
	s.ticketBytes, s.customerBytes = ticketBytes, p.bytesOfCustomer()
	if p.minds() {
		s.ticketBytes += delayBytes
	}
	poor := 1.0
	if len(p.Delivery.Routes) > 0 {
		poor = math.Max(1, float64(p.Support.PoorDelivery))
	}
	told := p.Deals.Told()
	season := 0.0
	for _, factor := range p.Deals.Seasonality {
		season += float64(factor) / 4
	}
	changes := 0.0
	if p.Success.Sponsors != nil {
		changes = p.Success.Sponsors.ChangesADay()
	}
	for i, e := range p.Segments {
		segment := &e.Value
		asks, extra := segment.Tickets.Rate(segment.Customers.ACV)
		product := segment.Tickets.Product(segment.Customers.ACV)
		decisions := segment.Customers.DecisionsADay()
		looks := 0.0
		if h := p.Success.Health; h != nil {
			looks = 1 / float64(h.Every)
		}
		// Over all quarters of a customer, by the quarters that it has before it.
		tickets, decided, brought := make([]float64, quarters+1), make([]float64, quarters+1), make([]float64, quarters+1)
		brings := segment.Customers.ProjectsADay()
		for age := range quarters {
			begun := fiscal.Quarter * float64(age)
			stays := segment.Customers.Stays(begun)
			larger := math.Pow(segment.Customers.Growth(begun+fiscal.Quarter), float64(segment.Tickets.Size))
			tickets[age+1] = tickets[age] + stays*asks*fiscal.Quarter*poor*larger
			decided[age+1] = decided[age] + stays*decisions*fiscal.Quarter
			brought[age+1] = brought[age] + stays*brings*fiscal.Quarter
		}
		enter := func(n float64, left int) {
			s.customers += n
			s.tickets += n * (tickets[left] + extra*poor)
			s.asked += n * (tickets[left] + extra*poor) * product
			s.decisions += n * decided[left]
			s.further += n * brought[left]
			s.looks += n * looks * fiscal.Quarter * float64(left)
			s.changes += n * changes * fiscal.Quarter * float64(left)
		}
		enter(float64(opening[i]), quarters)
		s.found += float64(segment.Customers.Opening.OpenTickets)
		for q := range quarters {
			year := float64(q-p.WarmUpQuarters()) / 4
			enter(float64(segment.Deals.PerQuarter)*season*told*math.Pow(1+float64(segment.Deals.Growth), year), quarters-q)
		}
	}
	if len(p.Offerings) > 0 {
		s.sold = 5*s.customers + 2*3*s.decisions
	}
	q := p.idealised()
	come := support.Come{Found: s.found, Asked: s.asked, Misconfigured: s.tickets - s.asked}
	s.referred = p.Support.Referred(come)
	more := (p.mostBroken(quarters) - 1) * (1 - float64(p.Support.HowDoI.Share)) * s.asked
	s.tickets, come.Asked = s.tickets+more, come.Asked+more
	fixers, fix := q.fixers()
	s.left = q.helped().Left(come, q.owner(), fixers, fix,
		fiscal.Quarter*float64(p.WarmUpQuarters()), fiscal.Quarter*float64(quarters-p.WarmUpQuarters()))
	s.tickets += s.found
	again := float64(p.Support.Reopened)
	s.reopenings = s.tickets * again / (1 - again)
	return s
}

// owner returns the team that takes up configuration issues, or nil if that is tier 1.
func (p *Params) owner() *people.Team {
	switch owner := p.Support.Configuration.Owner; owner {
	case support.OwnerSupport:
		return nil
	case support.OwnerCSEngineers:
		return p.helped().CSEngineers
	default:
		team := p.withHelp(owner, p.Delivery.Teams[p.Delivery.Teams.Find(owner)].Value.Team)
		return &team
	}
}

// watch ends a trial whose luck makes it take far more memory than expected. How many tickets it comes to is watched
// where they open.
type watch struct {
	most            float64 // bytes
	each            float64 // bytes of a customer
	customers, open int
}

func (w *watch) enter()         { w.hold(w.customers+1, w.open) }
func (w *watch) crowd(open int) { w.hold(w.customers, open) }

func (w *watch) hold(customers, open int) {
	w.customers, w.open = customers, open
	if float64(customers)*w.each+float64(open*ticketBytes) > w.most {
		panic(fmt.Sprintf("the trial takes more than %s GB of memory, with %d customers so far and %d tickets open at once",
			gigabytes(w.most), customers, open))
	}
}

func gigabytes(bytes float64) string { return units.Rough(bytes/1e9, 3) }

// fixers returns who fixes what is referred, nil if nobody has to, and how many working days one takes on average.
func (p *Params) fixers() (team *people.Team, days float64) {
	if p.Engineering == nil || p.Engineering.Ideal {
		return nil, 0
	}
	return &p.Engineering.Team, random.Must(p.Engineering.Fix.Distribution()).Mean()
}

// mostBroken returns by what reports of something broken are multiplied at the most, if nobody fixes a bug in so many quarters.
func (p *Params) mostBroken(quarters int) float64 {
	if p.Engineering == nil || p.Engineering.Bugs == nil {
		return 1
	}
	b := p.Engineering.Bugs
	return b.Factor(b.After(float64(b.Opening), 0, 3*float64(quarters)))
}

// minds reports whether anybody minds how long tickets took, besides whether they missed a target.
func (p *Params) minds() bool {
	t := &p.Support.Targets
	fix := t.Fix != nil || t.Premium != nil && t.Premium.Fix != nil || t.Urgent != nil && t.Urgent.Fix != nil
	return p.Engineering != nil || fix || p.Outcomes.Feels("weeks_over")
}

// FixLoad returns how many engineers tickets keep busy on average over the run, as many as they come to with the bugs of
// today and good deliveries, and rather too many. The parameters must be valid and have engineering.
func (p *Params) FixLoad() float64 {
	good := *p
	good.Support.PoorDelivery = 1
	days := random.Must(p.Engineering.Fix.Distribution()).Mean() * 40 / float64(p.Engineering.ProductiveHours)
	return good.size().referred * days / (fiscal.Quarter * float64(p.WarmUpQuarters()+p.Quarters()))
}
