package sim

// A tree holds movable events, at most one of a kind and entity. Each has its leaf,
// and every node above is the earlier of the two below it (Knuth, The Art of Computer
// Programming 3, 5.4.1), so that moving one replays the matches of one path, which
// is known before the first of them is played.
type tree struct {
	nodes  []event   // node 1 is the first event; those below i are 2i and 2i+1, the leaves are the second half
	leaves [][]int32 // by kind and entity: the leaf, from 1 on, or 0 when it has none yet; nil for fixed kinds
	used   int32     // leaves
	vacant int32     // the leaf whose event was taken out and whose path is not replayed yet, or 0
}

func (t *tree) knows(k Kind) bool { return t.leaves[k] != nil }

// first returns the first event, or never.
func (t *tree) first() event {
	if t.vacant != 0 {
		t.replay(t.vacant, never)
	}
	if len(t.nodes) == 0 {
		return never
	}
	return t.nodes[1]
}

// take takes out what first returned. Its path is replayed when it is moved, as
// most events schedule their successor, or when another is asked for.
func (t *tree) take(e event) {
	t.vacant = t.leaves[e.kind()][e.entity()]
	t.nodes[t.at(t.vacant)] = never
}

// move sets the time of the one event of a movable kind and entity.
func (t *tree) move(k Kind, entity int32, at stamp) {
	leaves := t.leaves[k]
	if grow := int(entity) + 1 - len(leaves); grow > 0 {
		leaves = append(leaves, make([]int32, grow)...)
		t.leaves[k] = leaves
	}
	leaf := leaves[entity]
	if leaf == 0 {
		leaf = t.newLeaf()
		leaves[entity] = leaf
	}
	t.set(leaf, newEvent(k, entity, at))
}

// cancel deletes the event of a movable kind and entity, if one is pending.
func (t *tree) cancel(k Kind, entity int32) {
	if t.pending(k, entity) != 0 {
		t.set(t.leaves[k][entity], never)
	}
}

// pending returns the time of the event of a movable kind and entity, or 0.
func (t *tree) pending(k Kind, entity int32) stamp {
	leaves := t.leaves[k]
	if int(entity) >= len(leaves) || leaves[entity] == 0 {
		return 0
	}
	if e := t.nodes[t.at(leaves[entity])]; e != never {
		return e.at
	}
	return 0
}

// clear forgets all events; the leaves stay whose they are.
func (t *tree) clear() {
	for i := range t.nodes {
		t.nodes[i] = never
	}
	t.vacant = 0
}

// at returns the node that a leaf is.
func (t *tree) at(leaf int32) int { return len(t.nodes)/2 + int(leaf) - 1 }

func (t *tree) set(leaf int32, e event) {
	if t.vacant != 0 && t.vacant != leaf {
		t.replay(t.vacant, never)
	}
	t.replay(leaf, e)
}

// replay puts an event on a leaf and plays the matches above it.
func (t *tree) replay(leaf int32, e event) {
	t.vacant = 0
	nodes := t.nodes
	i := t.at(leaf)
	nodes[i] = e
	for ; i > 1; i /= 2 {
		other := nodes[i^1]
		swap := -uint64(before(other, e)) // all bits or none
		e.at ^= (e.at ^ other.at) & stamp(swap)
		e.id ^= (e.id ^ other.id) & swap
		nodes[i/2] = e
	}
}

// newLeaf returns a leaf that nobody has. When there is none the tree grows to
// twice as many.
func (t *tree) newLeaf() int32 {
	t.used++
	if n := len(t.nodes) / 2; int(t.used) > n {
		if t.vacant != 0 {
			t.replay(t.vacant, never)
		}
		grown := make([]event, max(4, 4*n))
		for i := range grown {
			grown[i] = never
		}
		copy(grown[len(grown)/2:], t.nodes[n:])
		for i := len(grown)/2 - 1; i > 0; i-- {
			grown[i] = grown[2*i+before(grown[2*i+1], grown[2*i])]
		}
		t.nodes = grown
	}
	return t.used
}
