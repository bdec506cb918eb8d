package crossing

import (
	"slices"
)

// precise reports whether the answer is known well enough.
func (r *running) precise() bool {
	e, ok := r.edge()
	if !ok || e.gap() > 1 {
		return false
	}
	from, to, open := r.between(e)
	return !open[0] && !open[1] && max(from-to, to-from) <= r.Precise
}

// between returns the values among which the crossing is: those behind the last that surely does not reach the level, up to
// the first that surely does.
func (r *running) between(e edge) (from, to int, open [2]bool) {
	up := e.up()
	short, found := r.sure(e.short, -up, false)
	if from = short + up; !found {
		from, open[0] = r.end(-up), true
	}
	if to, found = r.sure(e.reaching, up, true); !found {
		to, open[1] = r.end(up), true
	}
	return from, to, open
}

// end returns the last value of the range in a direction.
func (r *running) end(way int) int {
	if way < 0 {
		return 0
	}
	return r.Values - 1
}

// sure returns the first of the values that were tried, from one on in a direction, that is surely on a side.
func (r *running) sure(from, way int, reaching bool) (value int, found bool) {
	if r.virtual(from) {
		return from, r.surely(from, reaching)
	}
	tried := r.tried()
	at, _ := slices.BinarySearch(tried, from)
	for ; at >= 0 && at < len(tried); at += way {
		if r.surely(tried[at], reaching) {
			return tried[at], true
		}
	}
	return 0, false
}

// tighten tries values on both sides of the crossing, for where they are surely on theirs.
func (r *running) tighten() bool {
	e, ok := r.edge()
	if !ok || e.gap() > 1 {
		return true
	}
	return r.draw(e.short, -e.up(), false) && r.draw(e.reaching, e.up(), true)
}

// draw brings the first value that is surely on a side near to one that may not be.
func (r *running) draw(from, way int, reaching bool) bool {
	if r.virtual(from) {
		return true
	}
	most := r.Looks[len(r.Looks)-1]
	for range r.Judged() {
		outer, found := r.sure(from, way, reaching)
		tried := r.tried()
		if !found { // those that had few trials, from near to far
			at := slices.IndexFunc(tried, func(v int) bool { return (v-from)*way > 0 && r.points[v].Trials < most })
			if way < 0 {
				at = lastIndex(tried, func(v int) bool { return v < from && r.points[v].Trials < most })
			}
			if at < 0 {
				return true
			}
			next := r.Looks[0]
			if r.points[tried[at]].Trials >= next {
				next = most
			}
			if !r.live([]int{tried[at]}, next) {
				return false
			}
			continue
		}
		inner := from
		for _, v := range tried {
			if (v-inner)*way > 0 && (outer-v)*way > 0 {
				inner = v
			}
		}
		if outer == from {
			return true
		}
		const fine = 4 // a part of the distance from the crossing
		middle, gap := (inner+outer)/2, (outer-inner)*way
		if inner != from && r.points[inner].Trials < most {
			middle = inner
		} else if gap <= max(1, (outer-from)*way/fine) || !r.may(middle) {
			return true
		}
		if !r.live([]int{middle}, most) {
			return false
		}
	}
	return true
}

func lastIndex(list []int, is func(v int) bool) int {
	for i, v := range slices.Backward(list) {
		if is(v) {
			return i
		}
	}
	return -1
}
