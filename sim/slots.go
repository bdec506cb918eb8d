package sim

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// slack is how far a sum may miss a capacity by rounding: ten times 0.1 fits
// into 1. Sizes and paces are to be well above it.
const slack = 1e-9

// Slots are places that are taken in amounts, with a strict queue ordered by
// (rank, arrival): the head waits until it fits, and those behind it wait too.
// With rank 0 for all it is first come, first served; with the size as rank
// the smallest goes first; with minus a weight the weightiest.
//
// The hook may call any method. Starts do not nest: whoever gets its places by
// what a hook does starts when that hook has returned.
type Slots struct {
	onStart        func(entity int32)
	queue          []claim // ordered, from head on
	head           int
	busy, capacity float64
	starting       bool
}

type claim struct {
	rank, size float64
	entity     int32
}

// NewSlots returns slots of capacity 0. The hook is called when an entity gets
// its places.
func NewSlots(onStart func(entity int32)) *Slots {
	return &Slots{onStart: onStart}
}

// Reset sends everyone away and sets the number of places, which may be +Inf.
// It panics when that is negative or NaN.
func (p *Slots) Reset(capacity float64) {
	p.queue, p.head, p.busy, p.starting = p.queue[:0], 0, 0, false
	p.SetCapacity(capacity)
}

// Arrive gives the entity size places at once if nobody is before it and they
// fit; else it waits. It panics when the size is negative or not finite, or
// the rank is NaN.
func (p *Slots) Arrive(entity int32, size, rank float64) {
	p.check("size", size)
	if rank != rank {
		panic("slots: rank must be a number, got NaN")
	}
	if p.head > len(p.queue)/2 {
		p.queue = slices.Delete(p.queue, 0, p.head)
		p.head = 0
	}
	waiting := p.queue[p.head:]
	i := sort.Search(len(waiting), func(i int) bool { return waiting[i].rank > rank })
	p.queue = slices.Insert(p.queue, p.head+i, claim{rank, size, entity})
	p.start()
}

// Take occupies places without queueing, even beyond the capacity: a state
// found at the start, or a start that cannot wait. It panics when the size is negative or not finite.
func (p *Slots) Take(size float64) {
	p.check("size", size)
	p.busy += size
}

// Free gives places back, and waiting entities start. It panics when more is
// freed than taken.
func (p *Slots) Free(size float64) {
	p.check("size", size)
	if size > p.busy+slack {
		panic(fmt.Sprintf("slots: freed must be at most %v (taken), got %v", p.busy, size))
	}
	if p.busy -= size; p.busy < slack {
		p.busy = 0
	}
	p.start()
}

// Withdraw takes an entity out of the queue, so that those behind it may
// start, and tells whether it was there. The cost is its place in the queue.
func (p *Slots) Withdraw(entity int32) bool {
	for i := p.head; i < len(p.queue); i++ {
		if p.queue[i].entity != entity {
			continue
		}
		if i == p.head {
			p.head++
		} else {
			p.queue = slices.Delete(p.queue, i, i+1)
		}
		p.start()
		return true
	}
	return false
}

// SetCapacity changes the number of places. With more, waiting entities start;
// with fewer, nobody is interrupted. It panics when the number is negative or
// NaN.
func (p *Slots) SetCapacity(c float64) {
	if !(c >= 0) {
		panic(fmt.Sprintf("slots: capacity must be at least 0, got %v", c))
	}
	p.capacity = c
	p.start()
}

func (p *Slots) start() {
	if p.starting {
		return
	}
	p.starting = true
	for p.head < len(p.queue) && p.busy+p.queue[p.head].size <= p.capacity+slack {
		next := p.queue[p.head]
		p.head++
		p.busy += next.size
		p.onStart(next.entity)
	}
	p.starting = false
}

func (p *Slots) check(what string, size float64) {
	if !(size >= 0 && size <= math.MaxFloat64) {
		panic(fmt.Sprintf("slots: %s must be at least 0 and finite, got %v", what, size))
	}
}

// Fits reports whether an entity of a size would get its places at once.
func (p *Slots) Fits(size float64) bool {
	return p.head == len(p.queue) && p.busy+size <= p.capacity+slack
}

// Busy returns the places taken; it is exactly 0 when all are given back.
func (p *Slots) Busy() float64 { return p.busy }

// Waiting returns the number of entities that wait.
func (p *Slots) Waiting() int { return len(p.queue) - p.head }

// Capacity returns the number of places.
func (p *Slots) Capacity() float64 { return p.capacity }
