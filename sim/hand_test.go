package sim

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What the kernel is measured against: the same queues without a library, which
// draw the same numbers in the same order.

// oneServer is M/M/1 with two times in place of a calendar.
type oneServer struct {
	luck        *mixer
	lambda      float64
	next, end   float64   // of the next arrival, and of the service under way
	arrived     []float64 // by customer, modulo its length
	first, last int       // who is served, and how many have come
	waits       float64
	events      int
}

func newOneServer(luck *mixer, lambda float64) *oneServer {
	return &oneServer{luck: luck, lambda: lambda, end: math.Inf(1), arrived: make([]float64, 1<<12)}
}

func (o *oneServer) run(until float64) {
	q, luck := *o, *o.luck // which the compiler then keeps in registers
	for ; min(q.next, q.end) <= until; q.events++ {
		if q.next < q.end {
			now := q.next
			q.next = now + luck.exponential()/q.lambda
			q.arrived[q.last&(1<<12-1)] = now
			if q.last++; q.last-q.first == 1 {
				q.end = now + luck.exponential()
			}
			continue
		}
		if q.first++; q.first < q.last {
			q.waits += q.end - q.arrived[q.first&(1<<12-1)]
			q.end += luck.exponential()
		} else {
			q.end = math.Inf(1)
		}
	}
	*o, *q.luck = q, luck
}

// manyServers is M/M/c with a bare heap.
type manyServers struct {
	luck          *mixer
	lambda        float64
	heap          bareHeap
	idle          int
	arrived       []float64 // by place in the queue, modulo its length
	first, behind int       // whose turn it is, and how many have waited or wait
	waits         float64
	events        int
}

func newManyServers(luck *mixer, servers int, lambda float64) *manyServers {
	m := &manyServers{luck: luck, lambda: lambda, idle: servers, arrived: make([]float64, 1<<12)}
	m.heap.push(entry{0, uint64(arrival)})
	return m
}

func (m *manyServers) run(until float64) {
	q, luck, heap := *m, *m.luck, m.heap
	for ; heap[0].time <= until; q.events++ {
		now := heap[0].time
		switch {
		case heap[0].id == uint64(arrival):
			heap.replace(entry{now + luck.exponential()/q.lambda, uint64(arrival)})
			if q.idle > 0 {
				q.idle--
				heap.push(entry{now + luck.exponential(), uint64(departure)})
				continue
			}
			q.arrived[q.behind&(1<<12-1)] = now
			q.behind++
		case q.first < q.behind:
			q.waits += now - q.arrived[q.first&(1<<12-1)]
			q.first++
			heap.replace(entry{now + luck.exponential(), uint64(departure)})
		default:
			q.idle++
			heap.pop()
		}
	}
	q.heap = heap
	*m, *q.luck = q, luck
}

func TestQueuesWrittenByHandLetTheSameHappenAsTheKernel(t *testing.T) {
	const until = 20_000
	for _, servers := range []int{1, 10} {
		lambda := .8 * float64(servers)
		st := newStation(servers, lambda)
		st.sim.Run(until)
		luck := mixer(1)
		many := newManyServers(&luck, servers, lambda)
		many.run(until)
		assert.Greater(t, many.events, 20_000)
		assert.Equal(t, int(st.sim.Events()), many.events)
		assert.Equal(t, st.waits, many.waits)
		if servers == 1 {
			luck = 1
			one := newOneServer(&luck, lambda)
			one.run(until / 2)
			one.run(until)
			assert.Equal(t, many.events, one.events)
			assert.Equal(t, many.waits, one.waits)
		}
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
	for i > 0 {
		parent := (i - 1) / 4
		if !e.before(a[parent]) {
			break
		}
		a[i] = a[parent]
		i = parent
	}
	a[i] = e
}

// pop takes the first entry away.
func (h *bareHeap) pop() {
	last := len(*h) - 1
	e := (*h)[last]
	*h = (*h)[:last]
	if last > 0 {
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
