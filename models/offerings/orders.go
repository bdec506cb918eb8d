package offerings

import (
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
	"slices"
)

// Orders are what customers have bought; they are numbered as the book numbers them.
type Orders struct {
	OnHours func(team int, hours float64) // of a delivery team, in the order of the parameters: so many a day more, or less

	sim       *sim.Simulator
	ledger    *ledger.Ledger
	offerings []offering
	customers []customer
	accounts  [][lines]account // by segment
}

// lines is how many lines of revenue there are: ledger.ServicesLine and ledger.SupportLine.
const lines = 2

type offering struct {
	luck, trial random.Stream
	shares      []float64 // of customers who buy it, by segment
	ofARR, flat float64   // what is paid a day, of each dollar of ARR and besides
	hours       float64   // a day, of each customer who has it
	team        int       // of delivery; below 0 if it takes no hours
	line        int32
}

// customer is what one has bought: a bit for each offering.
type customer struct {
	bought  uint64
	segment int16
	arr     float64
}

// account is what the customers of a segment pay on a line.
type account struct {
	payers int
	rate   float64 // dollars a day
}

// New returns the orders of a scenario; segments and teams are its names, teams those of delivery. The parameters must be
// valid.
func New(s *sim.Simulator, l *ledger.Ledger, seed uint64, p Params, segments, teams []string) *Orders {
	o := &Orders{sim: s, ledger: l, accounts: make([][lines]account, len(segments))}
	for _, e := range p {
		next := offering{luck: random.New(seed, purpose(e)), hours: float64(e.Value.Hours) / fiscal.Week, line: ledger.ServicesLine}
		if e.Value.Line == Support {
			next.line = ledger.SupportLine
		}
		for _, segment := range segments {
			next.shares = append(next.shares, float64(e.Value.of(units.Name(segment))))
		}
		next.team = slices.Index(teams, string(e.Value.Team))
		if share := e.Value.Price.ARRShare; share != nil {
			next.ofARR = float64(*share) / fiscal.Year
		} else {
			next.flat = float64(*e.Value.Price.AYear) / fiscal.Year
		}
		o.offerings = append(o.offerings, next)
	}
	return o
}

// purpose names the luck of who buys an offering: the desk knows who has premium support by the same.
func purpose(e units.Entry[Offering]) string {
	if e.Value.Premium {
		return "premium"
	}
	return "offering " + string(e.Name)
}

// Begin starts a trial in which nobody has bought anything.
func (o *Orders) Begin(trial uint64) {
	o.customers = o.customers[:0]
	clear(o.accounts)
	for i := range o.offerings {
		o.offerings[i].trial = o.offerings[i].luck.Trial(trial)
	}
}

// GoLive says that a customer is live, which buys now, with its ARR in dollars.
func (o *Orders) GoLive(number int32, entity random.Entity, segment int, arr float64) {
	if len(o.offerings) == 0 {
		return
	}
	for int(number) >= len(o.customers) {
		o.customers = append(o.customers, customer{})
	}
	c := &o.customers[number]
	*c = customer{segment: int16(segment), arr: arr}
	paid := 0.0
	for i := range o.offerings {
		offered := &o.offerings[i]
		if share := offered.shares[segment]; share > 0 && offered.trial.Uniform(entity, 0) < share {
			c.bought |= 1 << i
			paid += offered.rate(arr)
		}
	}
	if c.bought == 0 {
		return
	}
	o.ledger.Record(ledger.Fact{At: o.sim.Now(), Kind: ledger.Bought, Customer: number, Scope: c.segment, Amount: paid * fiscal.Year})
	o.book(c, 0, arr, 1)
}

// Resize says what the contract of a customer is worth now, in dollars a year.
func (o *Orders) Resize(number int32, arr float64) {
	if c := o.buyer(number); c != nil {
		before := c.arr
		c.arr = arr
		o.book(c, before, arr, 0)
	}
}

// Leave says that a customer is gone.
func (o *Orders) Leave(number int32) {
	if c := o.buyer(number); c != nil {
		o.book(c, c.arr, 0, -1)
		c.bought = 0
	}
}

// buyer returns a customer who has bought something, or nil.
func (o *Orders) buyer(number int32) *customer {
	if int(number) >= len(o.customers) || o.customers[number].bought == 0 {
		return nil
	}
	return &o.customers[number]
}

// book books what a customer pays and takes from now on: come is 1 as it comes, -1 as it goes, otherwise 0.
func (o *Orders) book(c *customer, before, after float64, come int) {
	var changed [lines]bool
	for i := range o.offerings {
		if c.bought>>i&1 == 0 {
			continue
		}
		offered := &o.offerings[i]
		account := &o.accounts[c.segment][offered.line]
		account.payers += come
		account.rate += offered.ofARR*(after-before) + offered.flat*float64(come)
		if account.payers == 0 {
			account.rate = 0 // with the last one goes what rounding has left
		}
		changed[offered.line] = changed[offered.line] || come != 0 || offered.ofARR > 0
		if come != 0 && offered.hours > 0 {
			o.OnHours(offered.team, offered.hours*float64(come))
		}
	}
	for line := range changed {
		if changed[line] {
			o.ledger.Record(ledger.Fact{At: o.sim.Now(), Kind: ledger.Accrued, Customer: ledger.None, Scope: c.segment,
				Subject: int32(line), Amount: o.accounts[c.segment][line].rate})
		}
	}
}

// rate returns what a customer with some ARR pays, in dollars a day.
func (o *offering) rate(arr float64) float64 { return o.ofARR*arr + o.flat }
