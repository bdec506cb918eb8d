package sim

import "fmt"

// A tree holds events. Each has its leaf, and every node above is the earlier of the
// two below it (Knuth, The Art of Computer Programming 3, 5.4.1), so that a new time
// replays the matches of one path, which is known before the first of them is played.
type tree struct {
	nodes  []event // node 1 is the first event; those below i are 2i and 2i+1, the leaves are the second half
	used   int32   // leaves, which are numbered from 1
	vacant int32   // the leaf whose event was taken out and whose path is not replayed yet, or 0
}

func newTree() tree { return tree{nodes: []event{never, never}} }

// take takes out the first event. Its path is replayed when the leaf gets another, as
// most events schedule their successor, or when the first is asked for.
func (t *tree) take(e event) {
	t.vacant = e.leaf()
	t.nodes[t.at(t.vacant)] = never
}

// clear forgets all events.
func (t *tree) clear() {
	for i := range t.nodes {
		t.nodes[i] = never
	}
	t.vacant = 0
}

// at returns the node that a leaf is.
func (t *tree) at(leaf int32) int { return len(t.nodes)/2 + int(leaf) - 1 }

// replay puts an event on a leaf and plays the matches above it. Only two at the same
// time, which are rare, are told apart by a branch: the winner of others is moved by
// the condition, which takes two cycles.
func (t *tree) replay(leaf int32, e event) {
	t.vacant = 0
	nodes := t.nodes
	i := t.at(leaf)
	nodes[i] = e
	for ; i > 1; i /= 2 {
		other := nodes[i^1]
		if other.at == e.at && other.id < e.id {
			e.id = other.id
		}
		at, id := e.at, e.id
		if other.at < at {
			at, id = other.at, other.id
		}
		e = event{at, id}
		nodes[i/2] = e
	}
}

// vacate plays the matches above the leaf whose event was taken out.
func (t *tree) vacate() { t.replay(t.vacant, nothing(t.vacant)) }

// newLeaf returns a leaf that nobody has. When there is none the tree grows to
// twice as many.
func (t *tree) newLeaf() int32 {
	if t.used++; t.used > mostLeaves {
		panic(fmt.Sprintf("schedule: at most %d events may be pending", mostLeaves))
	}
	if n := len(t.nodes) / 2; int(t.used) > n {
		grown := make([]event, 4*n)
		for i := range grown {
			grown[i] = never
		}
		copy(grown[2*n:], t.nodes[n:])
		for i := 2*n - 1; i > 0; i-- {
			grown[i] = grown[2*i+before(grown[2*i+1], grown[2*i])]
		}
		t.nodes = grown
	}
	return t.used
}

// fixed are the events that happen once they are scheduled. A leaf is an event's as long as it is pending.
type fixed struct {
	tree
	free []int32 // leaves
}

// first returns the first event, or one that is later than the latest.
func (f *fixed) first() event {
	if f.vacant != 0 {
		f.leave()
	}
	return f.nodes[1]
}

// leave frees the leaf that is vacant.
func (f *fixed) leave() {
	f.free = append(f.free, f.vacant)
	f.vacate()
}

// push adds an event, on the leaf of the one taken last when that is still vacant.
func (f *fixed) push(k Kind, entity int32, at stamp) {
	leaf := f.vacant
	if leaf == 0 {
		leaf = f.freeLeaf()
	}
	f.replay(leaf, newEvent(k, entity, at, leaf))
}

func (f *fixed) freeLeaf() int32 {
	last := len(f.free) - 1
	if last < 0 {
		return f.newLeaf()
	}
	leaf := f.free[last]
	f.free = f.free[:last]
	return leaf
}

func (f *fixed) clear() {
	f.tree.clear()
	f.free, f.used = f.free[:0], 0
}

// movable are the events of which at most one is pending per kind and entity, which keep their leaf for ever.
type movable struct {
	tree
	leaves [][]int32 // by kind and entity: the leaf, or 0 when it has none yet; nil for fixed kinds
}

func newMovable(leaves [][]int32) movable { return movable{newTree(), leaves} }

func (m *movable) knows(k Kind) bool { return m.leaves[k] != nil }

// first returns the first event, or one that is later than the latest.
func (m *movable) first() event {
	if m.vacant != 0 {
		m.vacate()
	}
	return m.nodes[1]
}

// move sets the time of the one event of a kind and entity.
func (m *movable) move(k Kind, entity int32, at stamp) {
	leaves := m.leaves[k]
	if int(entity) >= len(leaves) || leaves[entity] == 0 {
		leaves = m.seat(k, entity)
	}
	m.set(leaves[entity], newEvent(k, entity, at, leaves[entity]))
}

// seat gives an entity its leaf and returns those of the kind.
func (m *movable) seat(k Kind, entity int32) []int32 {
	if grow := int(entity) + 1 - len(m.leaves[k]); grow > 0 {
		m.leaves[k] = append(m.leaves[k], make([]int32, grow)...)
	}
	if m.vacant != 0 {
		m.vacate()
	}
	m.leaves[k][entity] = m.newLeaf()
	return m.leaves[k]
}

// cancel deletes the event of a kind and entity, if one is pending.
func (m *movable) cancel(k Kind, entity int32) {
	if m.pending(k, entity) != 0 {
		m.set(m.leaves[k][entity], nothing(m.leaves[k][entity]))
	}
}

// pending returns the time of the event of a kind and entity, or 0.
func (m *movable) pending(k Kind, entity int32) stamp {
	leaves := m.leaves[k]
	if int(entity) >= len(leaves) || leaves[entity] == 0 {
		return 0
	}
	if e := m.nodes[m.at(leaves[entity])]; e.at <= latest {
		return e.at
	}
	return 0
}

func (m *movable) set(leaf int32, e event) {
	if m.vacant != 0 && m.vacant != leaf {
		m.vacate()
	}
	m.replay(leaf, e)
}
