package customers

import (
	"math"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// Kinds are the event kinds of a Book, in the order of ties.
type Kinds struct{ Expands, Renews sim.Kind }

// Book is the book of business.
type Book struct {
	OnHeld    func(customer int32, a *accounts.Account)                               // an opening customer entered
	OnReview  func(customer int32)                                                    // the customer is about to decide: judge its tickets
	OnResized func(customer int32, arr float64)                                       // its contract is worth that much now, in dollars a year
	OnCounted func(total float64)                                                     // the ARR that counts, of the company, in dollars
	OnLeft    func(customer int32)                                                    // it is gone
	OnExpands func(customer int32, n uint64, gain float64)                            // if set: it took its n-th opportunity, for so many dollars a year
	OnEntered func(customer int32, entity random.Entity, segment int, signed float64) // if set: a customer is under contract since a day
	OnTerm    func(customer int32, renews, term float64)                              // if set: a term of so many days begins, or runs at the start, that ends on a day
	OnChance  func(customer int32, n uint64) bool                                     // if set: its n-th opportunity came; true if Decide will be told of it

	sim       *sim.Simulator
	kinds     Kinds
	ledger    *ledger.Ledger
	segments  []segment
	opening   []accounts.Account
	openTheta []random.Distribution // by opening account
	dated     []*schedule           // by opening account; nil where the clock tells when it renews
	fades     float64
	forgets   float64 // e-folding time of the memory of tickets, days
	fromLive  bool
	changes   int // of what is sold, so far
	pulls     pulls
	raises    [][]float64 // by segment, what its prices are by each rise, times those of the first day
	senses    [senses]func(customer int32) float64
	customers []customer
	memories  []memory // by customer
	counted   float64
	lucky     []luck // by segment
	luck      streams
	trial     streams
}

type streams struct{ acv, theta, renewal, expansion random.Stream }

// segment is what the book draws for a segment's customers.
type segment struct {
	acv         random.Distribution
	terms       []termPicker                           // after so many changes of what is sold
	prices      map[units.Duration]units.Share         // of the ACV, by term, where it differs
	theta       map[units.Duration]random.Distribution // by term, of new customers
	contraction float64
	depth       random.Distribution
	uplift      float64
	expansions  float64 // opportunities a day
	takes       float64 // probability with which one is taken, whatever the customer lives through
	size        random.Distribution
	meanSize    float64
	meanDepth   float64
}

type customer struct {
	entity   random.Entity
	segment  int16
	raised   int16 // how many rises of its segment's prices it pays
	live     bool
	veteran  bool // live before the run began: never late
	certain  bool // to renew next time
	gone     bool
	arr      float64
	term     float64
	hazard   float64 // H0
	signed   float64
	promised float64 // day of the promised go-live
	wentLive float64
	survived int // renewals over the contract's life
	chances  uint64
	partner  float64 // share of the project that a partner did
	flaw     float64 // 1 - quality of that, times the share
	pace     float64 // of expansion that is expected, dollars a day
	accepts  float64 // probability with which that takes chances
	minds    float64 // how much it still minds that it went live late
}

// New returns the book of a scenario: opening is who was there at the start;
// with fromLive ARR counts from go-live, otherwise from signature. The
// parameters must be valid.
func New(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, seed uint64, segments []Segment, opening []accounts.Account, o Outcomes, fromLive bool) *Book {
	b := &Book{sim: s, kinds: kinds, ledger: l, opening: opening, fades: float64(o.LateFades),
		forgets: float64(o.Forgets) / math.Ln2, fromLive: fromLive, pulls: o.pulls()}
	for _, params := range segments {
		first := map[units.Duration]random.Distribution{}
		var terms []termPicker
		for _, sold := range params.sold() {
			terms = append(terms, newTermPicker(sold))
		}
		for _, length := range params.Lengths() {
			first[length] = theta(params.Churn, length, 0)
		}
		depth, size := random.Must(params.Contraction.Depth.Distribution()), random.Must(params.Expansion.Size.Distribution())
		b.segments = append(b.segments, segment{
			acv:         random.Must(params.ACV.Distribution()),
			terms:       terms,
			prices:      params.PriceByTerm,
			theta:       first,
			contraction: float64(params.Contraction.Probability),
			depth:       depth,
			meanDepth:   min(1, depth.Mean()),
			uplift:      float64(params.Uplift),
			expansions:  params.Expansion.opportunities() / fiscal.Year,
			takes:       params.Expansion.taken(),
			size:        size,
			meanSize:    size.Mean(),
		})
	}
	b.lucky, b.raises = make([]luck, len(b.segments)), make([][]float64, len(b.segments))
	tables, schedules := map[kind]random.Distribution{}, map[fiscal.Recurrence]*schedule{}
	for _, a := range opening {
		b.dated = append(b.dated, scheduleOf(a, schedules))
		of := kindOf(a, segments)
		if tables[of] == nil {
			tables[of] = theta(segments[a.Segment].Churn, units.Duration(a.Term), of.survived)
		}
		b.openTheta = append(b.openTheta, tables[of])
	}
	b.luck = streams{random.New(seed, "acv and term"), random.New(seed, "churn propensity"),
		random.New(seed, "renewal"), random.New(seed, "expansion")}
	s.HandleMovable(kinds.Renews, b.renew)
	s.HandleMovable(kinds.Expands, b.expand)
	return b
}

// theta returns how likely customers are to leave who have renewed so often: the
// survivors of a Beta(a, b) are Beta(a, b+n).
func theta(c Churn, term units.Duration, survived int) random.Distribution {
	mean := c.of(term)
	if c.Concentration == nil || mean == 0 || mean == 1 {
		return random.Must(random.Constant(mean))
	}
	a, b := c.beta(mean)
	return random.Must(random.Beta(a, min(b+float64(survived), mostBeta)))
}

// Begin starts a trial with the opening book.
func (b *Book) Begin(trial uint64) {
	b.trial = streams{b.luck.acv.Trial(trial), b.luck.theta.Trial(trial),
		b.luck.renewal.Trial(trial), b.luck.expansion.Trial(trial)}
	b.customers, b.memories, b.counted, b.changes = b.customers[:0], b.memories[:0], 0, 0
	for i := range b.lucky {
		b.lucky[i], b.raises[i] = luck{since: b.sim.Now()}, b.raises[i][:0]
	}
	for i := range b.opening {
		a := &b.opening[i]
		n := b.enter(customer{entity: a.Entity, segment: int16(a.Segment), arr: a.ARR, term: a.Term, signed: b.sim.Now() + a.Signed,
			promised: math.Inf(1), survived: a.Survived, veteran: a.Live}, b.openTheta[i])
		c := &b.customers[n]
		counts := c.arr
		if b.fromLive && !a.Live {
			counts = 0
		}
		b.record(n, ledger.Held, counts, -a.Signed, 0)
		b.count(counts)
		b.OnHeld(n, a)
		b.renewAt(n, b.sim.Now()+a.Renews)
	}
}

// Sign enters a new customer and returns its number and its ARR.
func (b *Book) Sign(segment int, entity random.Entity) (number int32, arr float64) {
	s := &b.segments[segment]
	size, length, _, _ := b.trial.acv.Four(entity, 0)
	arr = s.acv.Quantile(size)
	term := s.terms[b.changes].pick(length)
	if price, differs := s.prices[term]; differs {
		arr *= float64(price)
	}
	now, rises := b.sim.Now(), b.raises[segment]
	if n := len(rises); n > 0 {
		arr *= rises[n-1]
	}
	number = b.enter(customer{entity: entity, segment: int16(segment), arr: arr, term: float64(term), signed: now,
		promised: math.Inf(1), raised: int16(len(rises))}, s.theta[term])
	b.record(number, ledger.Signed, arr, 0, 0)
	if !b.fromLive {
		b.record(number, ledger.Began, arr, 0, 0)
		b.count(arr)
	}
	b.renewAt(number, b.due(number, 1))
	return number, arr
}

// Sell sells from now on what is sold after so many changes.
func (b *Book) Sell(changes int) { b.changes = changes }

// ARR returns what counts as that of the company now, in dollars.
func (b *Book) ARR() float64 { return b.counted }

// renewAt makes a customer renew on a day.
func (b *Book) renewAt(number int32, day float64) {
	b.sim.Schedule(b.kinds.Renews, number, day)
	b.begin(number, day)
}

// begin tells of a term that ends on a day.
func (b *Book) begin(number int32, renews float64) {
	if b.OnTerm != nil {
		b.OnTerm(number, renews, b.customers[number].term)
	}
}

// Opening returns who was there at the start; they are numbered from 0.
func (b *Book) Opening() []accounts.Account { return b.opening }

// Hazard returns the cumulated hazard with which a customer of the trial would leave
// at each renewal, whatever it lives through.
func (b *Book) Hazard(number int32) float64 { return b.customers[number].hazard }

// Who returns the name of a customer, its segment and its ARR in dollars.
func (b *Book) Who(number int32) (entity random.Entity, segment int, arr float64) {
	c := &b.customers[number]
	return c.entity, int(c.segment), c.arr
}

func (b *Book) enter(c customer, theta random.Distribution) int32 {
	drawn := theta.Quantile(b.trial.theta.Uniform(c.entity, 0))
	c.hazard = -math.Log1p(-drawn)
	c.minds = 1
	b.lucky[c.segment].sums[Propensity] += (theta.Mean() - drawn) * c.arr
	b.customers = append(b.customers, c)
	b.memories = append(b.memories, memory{at: b.sim.Now()})
	number := int32(len(b.customers) - 1)
	if b.OnEntered != nil {
		b.OnEntered(number, c.entity, int(c.segment), c.signed)
	}
	return number
}

// Promise says by which day a customer was promised to be live.
func (b *Book) Promise(customer int32, day float64) { b.customers[customer].promised = day }

// GoLive says that a customer is live: which share of its project a partner did,
// and how far the quality of that share was below 1, times the share.
func (b *Book) GoLive(customer int32, partner, flaw float64) {
	c := &b.customers[customer]
	c.live, c.wentLive, c.partner, c.flaw = true, b.sim.Now(), partner, flaw
	if !c.veteran {
		late := b.sim.Now() - c.promised
		var marks ledger.Marks
		if late > 0 {
			marks |= ledger.Late
		}
		if partner > 0 {
			marks |= ledger.Partner
		}
		b.ledger.Record(ledger.Fact{At: b.sim.Now(), Kind: ledger.WentLive, Customer: customer, Scope: c.segment,
			Amount: b.sim.Now() - c.signed, Extra: late, Marks: marks})
		if b.fromLive {
			b.record(customer, ledger.Began, c.arr, 0, 0)
			b.count(c.arr)
		}
	}
	b.expect(c, b.segments[c.segment].takes)
	b.await(customer)
}

func (b *Book) resize(number int32, kind ledger.Kind, change float64, marks ledger.Marks) {
	c := &b.customers[number]
	c.arr += change
	b.expect(c, c.accepts)
	if counted := b.counts(c, change); counted != 0 {
		b.record(number, kind, math.Abs(counted), 0, marks)
		b.count(counted)
	}
	b.OnResized(number, c.arr)
}

// counts returns what of an amount counts as ARR now.
func (b *Book) counts(c *customer, amount float64) float64 {
	if b.fromLive && !c.live {
		return 0
	}
	return amount
}

func (b *Book) count(change float64) {
	b.counted += change
	b.OnCounted(b.counted)
}

func (b *Book) record(number int32, kind ledger.Kind, amount, extra float64, marks ledger.Marks) {
	b.ledger.Record(ledger.Fact{At: b.sim.Now(), Kind: kind, Customer: number, Scope: b.customers[number].segment,
		Amount: amount, Extra: extra, Marks: marks})
}
