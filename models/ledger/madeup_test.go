package ledger_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// madeUp returns the facts of a trial in which everything happens that can:
// customers of both segments come, grow, shrink, leave and sometimes come back.
func madeUp(layout ledger.Layout, seed uint64) []ledger.Fact {
	luck := rand.New(rand.NewPCG(seed, 0))
	begin, end := -fiscal.Quarter*float64(layout.WarmUp), fiscal.Quarter*float64(layout.Quarters)
	var facts []ledger.Fact
	for customer := range int32(60) {
		l := life{luck: luck, customer: customer, scope: int16(luck.IntN(2)), at: begin}
		if customer < 20 {
			l.enter(ledger.Held)
		} else {
			l.at += luck.Float64() * (end - begin)
			l.enter(ledger.Signed)
		}
		for l.at += 40 * luck.ExpFloat64(); l.at < end; l.at += 40 * luck.ExpFloat64() {
			l.happen()
		}
		facts = append(facts, l.facts...)
	}
	for range 50 {
		gauge := ledger.Fact{At: begin + luck.Float64()*(end-begin), Customer: ledger.None, Scope: own, Amount: luck.Float64()}
		gauge.Kind = []ledger.Kind{ledger.Slotted, ledger.Timed, ledger.Drew, ledger.Served, ledger.Seated, ledger.Staffed}[luck.IntN(6)]
		facts = append(facts, gauge)
		gauge.Kind, gauge.Subject = ledger.PaidRate, int32(luck.IntN(3))
		facts = append(facts, gauge)
	}
	slices.SortStableFunc(facts, func(a, b ledger.Fact) int { return cmp.Compare(a.At, b.At) })
	return facts
}

// life is the story of one customer.
type life struct {
	luck     *rand.Rand
	customer int32
	scope    int16
	at       float64
	arr      float64 // 0 while it is no customer
	tickets  int     // open
	facts    []ledger.Fact
}

func (l *life) add(kind ledger.Kind, amount float64) {
	l.facts = append(l.facts, ledger.Fact{At: l.at, Kind: kind, Customer: l.customer, Scope: l.scope, Amount: amount})
}

// enter is how the customer comes: Held, or Signed.
func (l *life) enter(kind ledger.Kind) {
	l.arr = 1 + math.Round(100*l.luck.Float64())
	l.add(kind, l.arr)
	if kind == ledger.Signed {
		l.add(ledger.Began, l.arr)
	}
}

// happen is the next thing that happens to the customer.
func (l *life) happen() {
	share := l.luck.Float64()
	if l.arr == 0 {
		l.enter(ledger.Signed)
		return
	}
	switch l.luck.IntN(7) {
	case 0:
		l.add(ledger.Expanded, share*l.arr)
		l.arr += share * l.arr
	case 1:
		l.add(ledger.Renewed, l.arr)
		l.add(ledger.Contracted, share*l.arr)
		l.arr -= share * l.arr
		l.add(ledger.Uplifted, share*l.arr)
		l.arr += share * l.arr
	case 2:
		l.add(ledger.Churned, l.arr)
		l.arr = 0
	case 3:
		l.add(ledger.Started, 10*share)
		l.add(ledger.WentLive, 50*share)
	case 4:
		l.add(ledger.Opened, 0)
		l.tickets++
	case 5:
		l.add(ledger.Deflected, 0)
	case 6:
		if l.tickets > 0 {
			l.add(ledger.Answered, share)
			l.add(ledger.Breached, 0)
			l.add(ledger.Resolved, 3*share)
			l.tickets--
		}
	}
}

// answers returns the bits of everything that a ledger can be asked.
func answers(l *ledger.Ledger) []uint64 {
	var list []uint64
	write := func(v float64) { list = append(list, math.Float64bits(v)) }
	for scope := range l.Scopes() {
		for q := range l.Quarters {
			for flow := range ledger.CohortStay + 1 {
				write(l.Sum(flow, scope, q, q+1))
			}
			for stock := range ledger.HostingPay + 1 {
				write(l.Area(stock, scope, q, q+1))
				write(l.Peak(stock, scope, q, q+1))
				write(l.Closing(stock, scope, q))
			}
			write(l.OpeningARR(scope, q))
			for sample := range ledger.AnswerTimes + 1 {
				if scope <= all {
					write(quantile(l, .9, sample, scope, q, l.Quarters))
				}
			}
		}
	}
	for _, w := range l.Waits(nil) {
		write(w.Days)
		write(float64(w.Segment) + float64(w.Week)/100)
	}
	for _, arr := range l.Triangle() {
		write(arr)
	}
	return list
}
