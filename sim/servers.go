package sim

import "fmt"

// Servers are identical servers with a non-pre-emptive priority queue: class 0
// goes first, and within a class whoever came first.
//
// The hook may call any method. Starts do not nest: whoever gets a server by
// what a hook does starts when that hook has returned.
type Servers struct {
	onStart        func(entity int32)
	queues         []line
	waiting        int
	busy, capacity int
	starting       bool
}

// NewServers returns servers for a number of priority classes, none of them
// there before Reset. The hook is called when the service of an entity starts.
func NewServers(classes int, onStart func(entity int32)) *Servers {
	return &Servers{onStart: onStart, queues: make([]line, classes)}
}

// Reset sends everyone away and sets the number of servers. It panics when
// that is negative.
func (v *Servers) Reset(capacity int) {
	for i := range v.queues {
		v.queues[i].clear()
	}
	v.waiting, v.busy, v.starting = 0, 0, false
	v.SetCapacity(capacity)
}

// Arrive starts the entity's service at once if a server is free and nobody
// goes before it; else the entity waits in its class.
func (v *Servers) Arrive(entity int32, class int) {
	if v.waiting == 0 && v.busy < v.capacity && !v.starting {
		v.serve(entity)
		v.start()
		return
	}
	v.queues[class].push(entity)
	v.waiting++
	v.start()
}

// Release ends one service: the next waiting entity starts, unless the
// capacity has shrunk. It panics when no server is busy.
func (v *Servers) Release() {
	if v.busy == 0 {
		panic("servers: a released server must be busy, got all idle")
	}
	v.busy--
	v.start()
}

// SetCapacity changes the number of servers. With more, waiting entities
// start; with fewer, nobody is interrupted and a server goes when its service
// ends. It panics when the number is negative.
func (v *Servers) SetCapacity(n int) {
	if n < 0 {
		panic(fmt.Sprintf("servers: capacity must be at least 0, got %d", n))
	}
	v.capacity = n
	v.start()
}

// start lets those who wait have the servers that are free.
func (v *Servers) start() {
	for v.waiting > 0 && v.busy < v.capacity && !v.starting {
		class := 0
		for v.queues[class].empty() {
			class++
		}
		v.waiting--
		v.serve(v.queues[class].pop())
	}
}

func (v *Servers) serve(entity int32) {
	v.busy++
	v.starting = true
	v.onStart(entity)
	v.starting = false
}

// Busy returns the number of services going on.
func (v *Servers) Busy() int { return v.busy }

// Waiting returns the number of entities that wait.
func (v *Servers) Waiting() int { return v.waiting }

// Capacity returns the number of servers.
func (v *Servers) Capacity() int { return v.capacity }

// A line is a first-in-first-out queue in a ring.
type line struct {
	ring       []int32 // its length is 0 or a power of two
	head, tail uint32  // both only grow; the place is modulo the length
}

func (l *line) empty() bool { return l.head == l.tail }

func (l *line) clear() { l.head, l.tail = 0, 0 }

func (l *line) push(entity int32) {
	if int(l.tail-l.head) == len(l.ring) {
		l.grow()
	}
	l.ring[l.tail&uint32(len(l.ring)-1)] = entity
	l.tail++
}

func (l *line) pop() int32 {
	entity := l.ring[l.head&uint32(len(l.ring)-1)]
	l.head++
	return entity
}

func (l *line) grow() {
	ring := make([]int32, max(16, 2*len(l.ring)))
	n := uint32(0)
	for ; !l.empty(); n++ {
		ring[n] = l.pop()
	}
	l.ring, l.head, l.tail = ring, 0, n
}
