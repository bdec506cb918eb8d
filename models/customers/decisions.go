package customers

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/exponential"
)

func (b *Book) renew(number int32) {
	b.review(number)
	c := &b.customers[number]
	if c.certain {
		b.renewForCertain(number)
		return
	}
	leaves := -math.Expm1(-c.hazard * exponential.Of(b.weigh(number, leaving)))
	shrinks := b.segments[c.segment].shrinks(b.weigh(number, contracting))
	stays, gives, depth, _ := b.trial.renewal.Four(c.entity, uint64(c.survived))
	counted, lucky := b.counts(c, c.arr), &b.lucky[c.segment]
	lucky.sums[Stayed] += leaves * counted
	if stays < leaves {
		lucky.sums[Stayed] -= counted
		b.leave(number, leaves, 0)
		return
	}
	c.survived++
	b.record(number, ledger.Renewed, counted, leaves, 0)
	if fiscal.FullYears(c.term, c.survived) > fiscal.FullYears(c.term, c.survived-1) {
		b.adjust(number, shrinks, gives, depth)
	}
	b.raise(number)
	b.renewAt(number, b.due(number, c.survived+1))
}

// shrinks returns the probability of contraction, of which Σ b·x moves the odds.
func (s *segment) shrinks(sum float64) float64 {
	if sum == 0 {
		return s.contraction
	}
	return 1 / (1 + (1-s.contraction)/s.contraction*exponential.Of(-sum))
}

// adjust lets a customer who renews after a full year give back ARR, with a probability, and uplifts what remains.
func (b *Book) adjust(number int32, shrinks, gives, depth float64) {
	c := &b.customers[number]
	s := &b.segments[c.segment]
	kept := shrinks
	if gives < shrinks {
		kept--
	}
	b.lucky[c.segment].sums[Kept] += kept * s.meanDepth * b.counts(c, c.arr)
	if gives < shrinks {
		b.resize(number, ledger.Contracted, -c.arr*min(1, s.depth.Quantile(depth)), 0)
	}
	b.uplift(number)
}

// uplift raises what a customer who renews after a full year pays.
func (b *Book) uplift(number int32) {
	c := &b.customers[number]
	if by := b.segments[c.segment].uplift; by > 0 {
		b.resize(number, ledger.Uplifted, c.arr*by, 0)
	}
}

// due returns when a customer renews for the n-th time over the contract's life.
func (b *Book) due(number int32, n int) float64 {
	if int(number) < len(b.dated) && b.dated[number] != nil {
		return b.dated[number].at(n)
	}
	c := &b.customers[number]
	return fiscal.After(c.signed, c.term, n)
}

func (b *Book) leave(number int32, probability float64, marks ledger.Marks) {
	c := &b.customers[number]
	counted := b.counts(c, c.arr)
	c.gone = true
	b.record(number, ledger.Churned, counted, probability, marks)
	b.count(-counted)
	b.sim.Cancel(b.kinds.Expands, number)
	b.expect(c, 0)
	b.OnLeft(number)
}

func (b *Book) expand(number int32) {
	c := &b.customers[number]
	n := c.chances
	c.chances++
	if b.OnChance != nil && b.OnChance(number, n) {
		b.rise(c)
	} else {
		b.decide(number, n, 1, false)
	}
	b.await(number)
}

// Decide lets a customer decide on its n-th opportunity, which OnChance has put off, with a share of the chance that it has.
func (b *Book) Decide(number int32, n uint64, share float64) { b.decide(number, n, share, true) }

func (b *Book) decide(number int32, n uint64, share float64, late bool) {
	b.review(number)
	c := &b.customers[number]
	s := &b.segments[c.segment]
	_, takes, size, _ := b.trial.expansion.Four(c.entity, n)
	taken, arr, gain := share*math.Min(1, s.takes*exponential.Of(b.weigh(number, expanding))), c.arr, 0.0
	if takes < taken {
		gain = arr * s.size.Quantile(size)
		b.resize(number, ledger.Expanded, gain, 0)
		if b.OnExpands != nil {
			b.OnExpands(number, n, gain)
		}
	}
	b.chance(c, taken, arr, gain, late)
}

// await makes the next opportunity come: its exponential is that of the number
// of opportunities so far.
func (b *Book) await(number int32) {
	c := &b.customers[number]
	if rate := b.segments[c.segment].expansions; rate > 0 {
		gap := -math.Log(1-b.trial.expansion.Uniform(c.entity, 4*c.chances)) / rate
		b.sim.Schedule(b.kinds.Expands, number, b.sim.Now()+gap)
	}
}
