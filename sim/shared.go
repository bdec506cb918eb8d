package sim

import (
	"fmt"
	"math"
	"slices"
)

// Shared is limited processor sharing. Every job asks a pace (work per unit of
// time), and all go at their pace times one fraction
//
//	f = min(1, capacity / sum of paces)
//
// Virtual time V runs at f, so a job of work w and pace p ends when V has grown
// by w/p, whatever happens in between: a job is one entry in a calendar of
// virtual time, and only the first of them is an event of the simulator. That
// event is movable, and its handler has to call Complete:
//
//	s.HandleMovable(done, func(id int32) { shared[id].Complete() })
//
// The hook may call any method.
type Shared struct {
	simulator *Simulator
	done      Kind
	id        int32
	onDone    func(entity int32)

	capacity, background, paces float64

	fraction   float64
	virtual    float64 // V at the time since, from when on it grows at fraction
	since      float64
	ends       movable
	completing bool

	jobs    []job   // by entity
	present []int32 // the entities with a job, in no order
	batch   []int32 // those that complete together
	sorted  []int32 // those that Each visits
}

type job struct {
	pace  float64
	place int32 // in present, from 1 on; 0 when the entity has no job
}

// NewShared returns a capacity of 0 whose jobs end by the movable event (done,
// id) of a simulator, the handler of which has to be registered before Reset.
// Several may use the same kind with other ids. The hook is called when a job
// ends.
func NewShared(s *Simulator, done Kind, id int32, onDone func(entity int32)) *Shared {
	return &Shared{
		simulator: s, done: done, id: id, onDone: onDone,
		fraction: 1,
		ends:     newMovable([][]int32{{}}),
	}
}

// Reset drops all jobs and the background, and sets the capacity. It panics
// when that is negative or NaN.
func (h *Shared) Reset(capacity float64) {
	for _, entity := range h.present {
		h.jobs[entity] = job{}
	}
	h.present = h.present[:0]
	h.ends.clear()
	h.paces, h.background = 0, 0
	h.completing = false
	h.SetCapacity(capacity)
}

// Begin starts a job. One without work ends by an event at Now, whatever the
// capacity. It panics when the entity has a job already, the work is negative
// or not finite, or the pace is not above 0 and finite.
func (h *Shared) Begin(entity int32, work, pace float64) {
	if !(work >= 0 && work <= math.MaxFloat64 && pace > 0 && pace <= math.MaxFloat64) {
		panic(fmt.Sprintf("shared: work must be at least 0 and pace above 0, both finite, got %v and %v", work, pace))
	}
	for int(entity) >= len(h.jobs) {
		h.jobs = append(h.jobs, job{})
	}
	if h.jobs[entity].place != 0 {
		panic(fmt.Sprintf("shared: entity must have no other job, got %d", entity))
	}
	if len(h.present) == 0 {
		h.virtual, h.since = 0, h.simulator.now // so that rounding does not grow
	}
	h.present = append(h.present, entity)
	h.jobs[entity] = job{pace, int32(len(h.present))}
	h.ends.move(0, entity, stampOf(h.reached()+work/pace))
	h.paces += pace
	h.share()
}

// Drop takes a job out and returns the work left. It panics when it is not
// there.
func (h *Shared) Drop(entity int32) (left float64) {
	left = h.Left(entity)
	h.ends.cancel(0, entity)
	h.remove(entity)
	h.share()
	return left
}

// Left returns the work left of a job. It panics when it is not there.
func (h *Shared) Left(entity int32) float64 {
	if int(entity) >= len(h.jobs) || h.jobs[entity].place == 0 {
		panic(fmt.Sprintf("shared: entity must have a job, got %d", entity))
	}
	end := h.ends.pending(0, entity)
	if end == 0 {
		return 0 // it is about to complete
	}
	return max(0, end.time()-h.reached()) * h.jobs[entity].pace
}

// Complete ends the jobs that are due, in entity order. It is for the handler
// of the done event.
func (h *Shared) Complete() {
	first := h.ends.first() // whatever V is: rounding may have left it short
	if first.at > latest {
		panic("shared: a job must be due to complete, got none")
	}
	h.completing = true
	batch := h.batch[:0]
	for e := first; e.at == first.at; e = h.ends.first() {
		h.ends.take(e)
		batch = append(batch, e.entity())
	}
	h.batch = batch
	for _, entity := range batch {
		if h.jobs[entity].place == 0 || h.ends.pending(0, entity) != 0 {
			continue // dropped by the hook of another, and perhaps begun anew
		}
		h.remove(entity)
		h.share()
		h.onDone(entity)
	}
	h.completing = false
	h.share()
}

// SetCapacity changes the capacity; at 0 everything stands still. It panics
// when it is negative or NaN.
func (h *Shared) SetCapacity(c float64) {
	if !(c >= 0) {
		panic(fmt.Sprintf("shared: capacity must be at least 0, got %v", c))
	}
	h.capacity = c
	h.share()
}

// AddBackground adds a pace that shares the capacity but has no job here; a
// negative one takes it back. It panics when more is taken back than was there.
func (h *Shared) AddBackground(pace float64) {
	sum := h.background + pace
	if !(sum > -slack*max(1, -pace) && sum <= math.MaxFloat64) { // what is taken back may be so large that rounding is
		panic(fmt.Sprintf("shared: background must be at least 0 and finite, got %v", sum))
	}
	if sum < slack {
		sum = 0
	}
	h.background = sum
	h.share()
}

// Fraction returns f, the part of their pace at which all jobs go now.
func (h *Shared) Fraction() float64 { return h.fraction }

// Drawn returns the work per unit of time drawn now by jobs and background.
func (h *Shared) Drawn() float64 { return min(h.capacity, h.paces+h.background) }

// Jobs returns the number of jobs.
func (h *Shared) Jobs() int { return len(h.present) }

// Each calls visit for the jobs of now in entity order, leaving out those that
// visit itself drops.
func (h *Shared) Each(visit func(entity int32)) {
	jobs := append(h.sorted[:0], h.present...)
	h.sorted = nil // visit may call Each
	slices.Sort(jobs)
	for _, entity := range jobs {
		if h.jobs[entity].place != 0 {
			visit(entity)
		}
	}
	h.sorted = jobs
}

// reached returns V now.
func (h *Shared) reached() float64 {
	return h.virtual + h.fraction*(h.simulator.now-h.since)
}

// share works out the fraction and moves the done event. V is settled only
// when the fraction changes.
func (h *Shared) share() {
	fraction := 1.0
	if sum := h.paces + h.background; sum-h.capacity > slack*sum {
		fraction = h.capacity / sum
	}
	if fraction != h.fraction {
		h.virtual, h.since = h.reached(), h.simulator.now
		h.fraction = fraction
	}
	if h.completing {
		return
	}
	first := h.ends.first()
	if first.at > latest {
		h.simulator.Cancel(h.done, h.id)
		return
	}
	at := h.simulator.now
	if end := first.at.time(); end > h.reached() { // else rounding could put what is due now behind now
		at = max(at, h.since+(end-h.virtual)/h.fraction) // +Inf when everything stands still
	}
	h.simulator.Schedule(h.done, h.id, at)
}

func (h *Shared) remove(entity int32) {
	last := h.present[len(h.present)-1]
	place := h.jobs[entity].place
	h.present[place-1] = last
	h.jobs[last].place = place
	h.present = h.present[:len(h.present)-1]
	h.paces -= h.jobs[entity].pace
	h.jobs[entity] = job{}
	if len(h.present) == 0 {
		h.paces = 0
	}
}
