//go:build unix

package company_test

import (
	"math"
	"math/bits"

	"postsale/models/fiscal"
	"postsale/sim/exponential"
	"postsale/sim/random"
)

// What an event of board is measured against: the tickets of its customers without a library. The loop draws the same
// numbers from the same laws, keeps the same order and sums up what the ledger sums up of tickets, but keeps no duration.

type ticketLoop struct {
	*askers
	heap  bareHeap // of the desks and engineering
	asks  knockout // by customer
	about [3]struct {
		touch     random.Distribution
		escalated float64
	}
	touch2, lag       random.Distribution
	asking, trial     [4]random.Stream
	handling, premium random.Stream
	sources           [][4]source // by customer
	class             []uint8
	tickets           []handTicket
	vacant            []int32
	desks             [2]handDesk
	tallies           []tally
	now               float64
	events            int
}

// engineered is the event by which engineering is done; those before are the desks'.
const engineered = 2

type source struct {
	rate, next float64
	number     uint64
	four       [4]float64
}

type handTicket struct {
	entity                             random.Entity
	opened, away, touch, lag           float64
	visit                              uint32
	segment                            int16
	about, class                       uint8
	escalate, reopen, answered, missed bool
	open                               bool
}

type handDesk struct {
	idle    int
	stretch float64
	waiting [2][]int32 // by class
	first   [2]int
}

type tally struct {
	tickets, deflected, answered, escalated, reopened, resolved, breached float64
	answerDays, resolutionDays                                            float64
	backlog                                                               struct{ value, since, area, peak float64 }
}

func newTicketLoop(a *askers) *ticketLoop {
	p := &a.params
	h := &ticketLoop{askers: a, tallies: make([]tally, len(a.segments)), sources: make([][4]source, len(a.clients)), asks: newKnockout(len(a.clients)), class: make([]uint8, len(a.clients)),
		touch2: random.Must(p.Tier2Touch.Distribution()), lag: random.Must(p.Engineering.Lag.Distribution())}
	h.about[0].touch, h.about[0].escalated = random.Must(p.HowDoI.Touch.Distribution()), float64(p.HowDoI.Escalated)
	h.about[1].touch, h.about[1].escalated = random.Must(p.BreakFix.Touch.Distribution()), float64(p.BreakFix.Escalated)
	h.about[2].touch, h.about[2].escalated = random.Must(p.Configuration.Touch.Distribution()), float64(p.Configuration.Escalated)
	for i, purpose := range [...]string{"ticket", "configuration issue", "early ticket", "early configuration issue"} {
		h.asking[i] = random.New(1, purpose)
	}
	return h
}

func (h *ticketLoop) begin(trial uint64) {
	p := &h.params
	h.heap, h.tickets, h.vacant, h.now, h.events = h.heap[:0], h.tickets[:0], h.vacant[:0], 0, 0
	clear(h.tallies)
	h.desks[0] = handDesk{idle: int(p.Tier1.People), stretch: 40 / float64(p.Tier1.ProductiveHours)}
	h.desks[1] = handDesk{idle: int(p.Tier2.People), stretch: 40 / float64(p.Tier2.ProductiveHours)}
	h.handling, h.premium = random.New(1, "ticket handling").Trial(trial), random.New(1, "premium").Trial(trial)
	for from := range h.asking {
		h.trial[from] = h.asking[from].Trial(trial)
	}
	for i, c := range h.clients {
		s := &h.segments[c.segment]
		h.class[i] = 1
		if h.premium.Uniform(c.entity, 0) < h.askers.premium[c.segment] {
			h.class[i] = 0
		}
		size := math.Pow(c.arr/h.acv[c.segment], float64(s.Size))
		asks, sets, more := float64(s.PerMonth)/fiscal.Month*size, float64(s.ConfigurationPerWeek)/fiscal.Week, float64(s.EarlyMultiple)-1
		for from, rate := range [...]float64{asks, sets, more * asks, more * sets} {
			h.sources[i][from] = source{rate: rate, next: math.Inf(1)}
			if rate > 0 {
				h.sources[i][from].next = h.next(i, from)
			}
		}
		h.asks.set(i, first(&h.sources[i]))
	}
}

func (h *ticketLoop) run(until float64) {
	h.heap.push(entry{math.Inf(1), 0})
	for ; ; h.events++ {
		e := h.heap[0]
		asked, who := h.asks.first()
		if min(e.time, asked) > until {
			break
		}
		if asked < e.time {
			h.now = asked
			h.ask(who)
			continue
		}
		h.now = e.time
		if what, n := int(e.id>>32), int32(e.id); what == engineered {
			h.heap.pop()
			h.close(n)
		} else {
			h.finish(what, n)
		}
	}
	h.now = until
	for i := range h.tickets {
		h.judge(&h.tickets[i])
	}
	for i := range h.tallies {
		h.tallies[i].move(until, 0)
	}
}

// ask opens the ticket that a customer is due to open.
func (h *ticketLoop) ask(i int) {
	sources := &h.sources[i]
	from := 0
	for sources[from].next != h.now {
		from++
	}
	s := &sources[from]
	number := s.number
	s.number++
	s.next = h.next(i, from)
	h.asks.set(i, first(sources))
	h.open(i, from, number)
}

func first(s *[4]source) float64 { return min(s[0].next, s[1].next, s[2].next, s[3].next) }

// next draws when a source's next ticket opens.
func (h *ticketLoop) next(i, from int) float64 {
	c, s := &h.clients[i], &h.sources[i][from]
	if s.number%4 == 0 {
		s.four[0], s.four[1], s.four[2], s.four[3] = h.trial[from].Four(c.entity, s.number/4)
	}
	left := -math.Log(1 - s.four[s.number%4])
	if from < 2 {
		return h.now + left/s.rate
	}
	youth := exponential.Of((c.live-h.now)/fiscal.Quarter) - left/(s.rate*fiscal.Quarter)
	if youth <= 0 {
		return math.Inf(1)
	}
	return max(h.now, c.live-fiscal.Quarter*math.Log(youth))
}

func (h *ticketLoop) open(i, from int, number uint64) {
	c, p := &h.clients[i], &h.params
	name := c.entity.Child(uint64(from)).Child(number)
	touch, escalated, reopened, kind := h.handling.Four(name, 0)
	about := uint8(1)
	switch {
	case from%2 == 1:
		about = 2
	case kind < float64(p.HowDoI.Share*p.HowDoI.Deflected):
		h.tallies[c.segment].deflected++
		return
	case kind < float64(p.HowDoI.Share):
		about = 0
	}
	n := int32(len(h.tickets))
	if last := len(h.vacant) - 1; last >= 0 {
		n, h.vacant = h.vacant[last], h.vacant[:last]
	} else {
		h.tickets = append(h.tickets, handTicket{})
	}
	t := &h.tickets[n]
	*t = handTicket{entity: name, opened: h.now, segment: int16(c.segment), about: about, class: h.class[i], open: true}
	h.draw(t, touch, escalated, reopened)
	h.tallies[c.segment].tickets++
	h.tallies[c.segment].move(h.now, 1)
	h.arrive(0, n)
}

func (h *ticketLoop) draw(t *handTicket, touch, escalated, reopened float64) {
	t.touch = h.about[t.about].touch.Quantile(touch)
	t.escalate = escalated < h.about[t.about].escalated
	t.reopen = reopened < float64(h.params.Reopened)
}

func (h *ticketLoop) arrive(desk int, n int32) {
	d := &h.desks[desk]
	if d.idle > 0 {
		d.idle--
		h.heap.push(h.serve(desk, n))
		return
	}
	class := h.tickets[n].class
	d.waiting[class] = append(d.waiting[class], n)
}

// serve begins to answer a ticket and returns the end of that.
func (h *ticketLoop) serve(desk int, n int32) entry {
	t := &h.tickets[n]
	touch := t.touch
	if desk == 1 {
		work, referred, lag, _ := h.handling.Four(t.entity, 2*uint64(t.visit)+1)
		t.lag = -1
		if referred < float64(h.params.Engineering.Share) {
			t.lag = h.lag.Quantile(lag)
		}
		touch = h.touch2.Quantile(work)
	}
	if !t.answered {
		t.answered = true
		t.missed = h.now > t.opened+float64(h.params.Targets.FirstResponse)
		h.tallies[t.segment].answered++
		h.tallies[t.segment].answerDays += h.now - t.opened
	}
	return entry{h.now + touch*h.desks[desk].stretch, uint64(desk)<<32 | uint64(n)}
}

func (h *ticketLoop) finish(desk int, n int32) {
	d := &h.desks[desk]
	class := 0
	if d.first[0] == len(d.waiting[0]) {
		class = 1
	}
	if d.first[class] < len(d.waiting[class]) {
		h.heap.replace(h.serve(desk, d.waiting[class][d.first[class]]))
		if d.first[class]++; d.first[class] == len(d.waiting[class]) {
			d.waiting[class], d.first[class] = d.waiting[class][:0], 0
		}
	} else {
		d.idle++
		h.heap.pop()
	}
	switch t := &h.tickets[n]; {
	case desk == 0 && t.escalate:
		h.tallies[t.segment].escalated++
		h.arrive(1, n)
	case desk == 1 && t.lag >= 0:
		t.away += t.lag
		h.heap.push(entry{h.now + t.lag, engineered<<32 | uint64(n)})
	default:
		h.close(n)
	}
}

func (h *ticketLoop) close(n int32) {
	t := &h.tickets[n]
	if t.reopen {
		t.visit++
		h.tallies[t.segment].reopened++
		touch, escalated, reopened, _ := h.handling.Four(t.entity, 2*uint64(t.visit))
		h.draw(t, touch, escalated, reopened)
		h.arrive(0, n)
		return
	}
	h.judge(t)
	h.tallies[t.segment].resolved++
	h.tallies[t.segment].resolutionDays += h.now - t.opened - t.away
	h.tallies[t.segment].move(h.now, -1)
	t.open = false
	h.vacant = append(h.vacant, n)
}

// judge counts a ticket that has missed a target by now.
func (h *ticketLoop) judge(t *handTicket) {
	if !t.open {
		return
	}
	p := &h.params.Targets
	late := t.missed || !t.answered && h.now > t.opened+float64(p.FirstResponse)
	if late || h.now-t.opened-t.away > float64(p.Resolution) {
		h.tallies[t.segment].breached++
	}
}

func (t *tally) move(at, by float64) {
	b := &t.backlog
	b.area += b.value * (at - b.since)
	b.since, b.value = at, b.value+by
	b.peak = max(b.peak, b.value)
}

// knockout is who comes first of so many, each with a time not below 0.
type knockout []turn

type turn struct{ at, who uint64 }

func newKnockout(n int) knockout {
	k := make(knockout, 2<<bits.Len(uint(n-1)))
	for i := range k {
		k[i].at = math.MaxUint64
	}
	return k
}

func (k knockout) first() (at float64, who int) { return math.Float64frombits(k[1].at), int(k[1].who) }

func (k knockout) set(who int, at float64) {
	i, e := len(k)/2+who, turn{math.Float64bits(at), uint64(who)}
	for k[i] = e; i > 1; k[i] = e {
		other := k[i^1]
		_, earlier := bits.Sub64(other.at, e.at, 0)
		e.at ^= (e.at ^ other.at) & -earlier
		e.who ^= (e.who ^ other.who) & -earlier
		i /= 2
	}
}

// bareHeap is a 4-ary heap and nothing else.
type bareHeap []entry

type entry struct {
	time float64
	id   uint64
}

func (e entry) before(f entry) bool { return e.time < f.time || e.time == f.time && e.id < f.id }

func (h *bareHeap) push(e entry) {
	*h = append(*h, e)
	a := *h
	i := len(a) - 1
	for ; i > 0 && e.before(a[(i-1)/4]); i = (i - 1) / 4 {
		a[i] = a[(i-1)/4]
	}
	a[i] = e
}

func (h *bareHeap) pop() {
	last := len(*h) - 1
	e := (*h)[last]
	if *h = (*h)[:last]; last > 0 {
		h.replace(e)
	}
}

// replace puts an entry in place of the first.
func (h bareHeap) replace(e entry) {
	i := 0
	for {
		least := 4*i + 1
		if least >= len(h) {
			break
		}
		for j, end := least+1, min(least+4, len(h)); j < end; j++ {
			if h[j].before(h[least]) {
				least = j
			}
		}
		if !h[least].before(e) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}
