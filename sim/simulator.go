package sim

import (
	"fmt"
	"math"
	"runtime/debug"
)

// Kind says what an event is, and so who handles it. The smaller kind goes
// first among events of the same time.
type Kind uint8

const kinds = math.MaxUint8 + 1

// Simulator is a clock with a calendar of events and their handlers.
type Simulator struct {
	calendar calendar
	handlers [kinds]func(entity int32)
	now      float64
	current  event
	events   uint64
	running  bool
	stopped  bool
}

// New returns a simulator without handlers or events, its clock at 0.
func New() *Simulator {
	return &Simulator{calendar: calendar{fixed{tree: newTree()}, newMovable(make([][]int32, kinds))}}
}

// Handle registers the handler of the fixed events of kind k: once scheduled
// they happen, and the same kind and entity may be pending several times. It
// panics when the kind has a handler already.
func (s *Simulator) Handle(k Kind, h func(entity int32)) {
	if h == nil || s.handlers[k] != nil {
		panic(fmt.Sprintf("handle: kind %d must be given one handler, once", k))
	}
	s.handlers[k] = h
}

// HandleMovable registers the handler of the movable events of kind k: at most
// one is pending per entity, Schedule moves it and Cancel removes it. It panics
// when the kind has a handler already.
func (s *Simulator) HandleMovable(k Kind, h func(entity int32)) {
	s.Handle(k, h)
	s.calendar.movable.leaves[k] = []int32{}
}

// Schedule makes the event happen at a time; +Inf is never, which for a movable
// event is Cancel. It panics when the time is NaN or before Now, when the kind
// has no handler, and when the entity is negative.
func (s *Simulator) Schedule(k Kind, entity int32, at float64) {
	if !(at >= s.now) || s.handlers[k] == nil || entity < 0 {
		s.refuse(k, entity, at)
	}
	switch {
	case s.calendar.movable.knows(k):
		if at > math.MaxFloat64 {
			s.calendar.movable.cancel(k, entity)
			return
		}
		s.calendar.movable.move(k, entity, stampOf(at))
	case at <= math.MaxFloat64:
		s.calendar.fixed.push(k, entity, stampOf(at))
	}
}

func (s *Simulator) refuse(k Kind, entity int32, at float64) {
	switch {
	case s.handlers[k] == nil:
		panic(fmt.Sprintf("schedule: kind must have a handler, got %d", k))
	case entity < 0:
		panic(fmt.Sprintf("schedule: entity must be at least 0, got %d", entity))
	default:
		panic(fmt.Sprintf("schedule: time must be at least %v (now), got %v", s.now, at))
	}
}

// Cancel removes the pending event of a movable kind and entity, if there is
// one. It panics when the kind is not movable.
func (s *Simulator) Cancel(k Kind, entity int32) {
	s.mustBeMovable("cancel", k)
	s.calendar.movable.cancel(k, entity)
}

// Due returns the time of the pending event of a movable kind and entity. It
// panics when the kind is not movable.
func (s *Simulator) Due(k Kind, entity int32) (at float64, pending bool) {
	s.mustBeMovable("due", k)
	due := s.calendar.movable.pending(k, entity)
	if due == 0 {
		return 0, false
	}
	return due.time(), true
}

func (s *Simulator) mustBeMovable(where string, k Kind) {
	if !s.calendar.movable.knows(k) {
		panic(fmt.Sprintf("%s: kind must be movable, got %d", where, k))
	}
}

// Now returns the time.
func (s *Simulator) Now() float64 { return s.now }

// Events returns the number of events executed since Reset.
func (s *Simulator) Events() uint64 { return s.events }

// Stop makes the event that is being handled the last of this Run.
func (s *Simulator) Stop() { s.stopped = true }

// Run executes the events up to and including a time in the order of time,
// kind and entity, and then puts the clock at that time. After Stop, and with
// until +Inf, the clock stays at the last event. A panic of a handler goes on
// as a [Fault]. Run panics when until is NaN or before Now, and in a handler.
func (s *Simulator) Run(until float64) {
	if !(until >= s.now) || s.running {
		panic(fmt.Sprintf("run: until must be at least %v (now), outside of handlers, got %v", s.now, until))
	}
	s.running, s.stopped = true, false
	defer s.leave()
	last := stampOf(until)
	for {
		e, of := s.calendar.first()
		if e.at > last {
			break
		}
		of.take(e)
		s.now = e.at.time()
		s.current = e
		s.events++
		s.handlers[e.kind()](e.entity())
		if s.stopped {
			return
		}
	}
	if until <= math.MaxFloat64 {
		s.now = until
	}
}

func (s *Simulator) leave() {
	s.running = false
	if cause := recover(); cause != nil {
		panic(Fault{s.now, s.current.kind(), s.current.entity(), cause, debug.Stack()})
	}
}

// Reset forgets all events and sets the clock, which may be negative. Handlers
// and storage stay. It panics when start is not finite, and in a handler.
func (s *Simulator) Reset(start float64) {
	if !(math.Abs(start) <= math.MaxFloat64) || s.running {
		panic(fmt.Sprintf("reset: start must be finite, outside of handlers, got %v", start))
	}
	s.calendar.clear()
	s.now, s.events = start, 0
}

// Fault is the panic of a handler, with the event that was being handled.
type Fault struct {
	Time   float64
	Kind   Kind
	Entity int32
	Cause  any    // what the handler panicked with
	Stack  []byte // where it did
}

// Error says when and where, and the cause.
func (f Fault) Error() string {
	return fmt.Sprintf("at time %v, event kind %d, entity %d: %v", f.Time, f.Kind, f.Entity, f.Cause)
}

// Unwrap returns the cause if it is an error.
func (f Fault) Unwrap() error {
	err, _ := f.Cause.(error)
	return err
}
