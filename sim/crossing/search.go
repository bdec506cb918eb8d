package crossing

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// running is a search under way.
type running struct {
	Search
	trials Trials
	points map[int]Point
}

func (r *running) search() bool {
	if !r.live(r.spread(), min(r.First, r.Looks[0])) {
		return false
	}
	if len(r.edges()) > 1 && !r.live(r.tried(), r.Looks[0]) {
		return false
	}
	for _, n := range r.Looks {
		if !r.refine(n) {
			return false
		}
		if r.precise() {
			return true
		}
	}
	return r.tighten()
}

// spread returns the values that are tried first: over the range, with both of its ends and where one starts.
func (r *running) spread() []int {
	var list []int
	n := r.coarse()
	for i := range n {
		list = append(list, i*(r.Values-1)/max(1, n-1))
	}
	if r.Start >= 0 && r.Start < r.Values {
		list = append(list, r.Start)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// live gives values trials and judges them.
func (r *running) live(values []int, n int) bool {
	values = slices.DeleteFunc(slices.Clone(values), func(v int) bool { return r.virtual(v) || r.points[v].Trials >= n || !r.may(v) })
	if len(values) == 0 {
		return true
	}
	on := r.trials.Live(values, n)
	for _, v := range values {
		r.points[v] = r.trials.Judge(v)
	}
	return on
}

// may reports whether one more value may be judged.
func (r *running) may(value int) bool {
	_, known := r.points[value]
	return known || len(r.points) < r.Judged()
}

// virtual reports whether a value is beyond the range, where nothing reaches the level.
func (r *running) virtual(value int) bool { return value < 0 || value >= r.Values }

func (r *running) tried() []int { return slices.Sorted(maps.Keys(r.points)) }

func (r *running) reaches(value int) bool { return !r.virtual(value) && r.points[value].Reaches() }

// surely reports whether a value surely reaches the level, or surely does not; fewer trials than the first look has tell nothing.
func (r *running) surely(value int, reaching bool) bool {
	if r.virtual(value) {
		return !reaching
	}
	p := r.points[value]
	return p.Trials >= r.Looks[0] && (reaching && p.Low >= 0 || !reaching && p.High < 0)
}

// edge is two values that were tried, next to each other, of which one reaches the level.
type edge struct{ short, reaching int }

func (e edge) up() int { return cmp.Compare(e.reaching, e.short) }

func (e edge) gap() int { return (e.reaching - e.short) * e.up() }

// edges returns where the curve crosses the level, in order.
func (r *running) edges() (list []edge) {
	tried := r.tried()
	for i := 1; i < len(tried); i++ {
		a, b := tried[i-1], tried[i]
		switch {
		case !r.reaches(a) && r.reaches(b):
			list = append(list, edge{a, b})
		case r.reaches(a) && !r.reaches(b):
			list = append(list, edge{b, a})
		}
	}
	return list
}

// edge returns the crossing that is asked for; ok is false if no value reaches the level, or all do and none is asked for in
// particular.
func (r *running) edge() (e edge, ok bool) {
	list, tried := r.edges(), r.tried()
	first, last := tried[0], tried[len(tried)-1]
	switch {
	case r.Side == Least && r.reaches(first):
		return edge{first - 1, first}, true
	case r.Side == Most && r.reaches(last):
		return edge{last + 1, last}, true
	case len(list) == 0:
		return edge{}, false
	case r.Side == Most:
		return list[len(list)-1], true
	case r.Side == Least || r.Start < 0:
		return list[0], true
	}
	return slices.MinFunc(list, func(a, b edge) int { return cmp.Compare(a.far(r.Start), b.far(r.Start)) }), true
}

// far returns how far the crossing may be at least from a value.
func (e edge) far(from int) int {
	near, far := min(e.short+e.up(), e.reaching), max(e.short+e.up(), e.reaching)
	return max(0, near-from, from-far)
}

// refine finds the crossing of the curve of n trials.
func (r *running) refine(n int) bool {
	const most = 100 // each judges a value anew, or gives one its trials
	for range most {
		e, ok := r.edge()
		if !ok {
			on, more := r.climb(n)
			if !on || !more {
				return on
			}
			continue
		}
		if wanting := r.wanting(n, e.short, e.reaching); len(wanting) > 0 {
			if !r.live(wanting, n) {
				return false
			}
			continue
		}
		middle := (e.short + e.reaching) / 2
		if e.gap() <= 1 || !r.may(middle) {
			return true
		}
		if !r.live([]int{middle}, n) {
			return false
		}
	}
	return true
}

// wanting returns which of some values have fewer trials.
func (r *running) wanting(n int, values ...int) []int {
	return slices.DeleteFunc(values, func(v int) bool { return r.virtual(v) || r.points[v].Trials >= n || !r.may(v) })
}

// climb tries what is nearest to the level where the curve does not cross it: the best value if none reaches it, the worst if
// all do, and what is halfway to the values beside it. It returns whether to go on, and whether that may have told more.
func (r *running) climb(n int) (on, more bool) {
	at := r.closest()
	if !r.live([]int{at}, n) {
		return false, false
	}
	if n > r.Looks[0] && (r.surely(at, true) || r.surely(at, false)) || at != r.closest() && r.points[r.closest()].Trials >= n {
		return true, false
	}
	tried := r.tried()
	i, _ := slices.BinarySearch(tried, at)
	var beside []int
	var slope float64 // how much the curve falls back to the values beside it
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(tried) {
			slope = max(slope, math.Abs(r.points[tried[k]].Estimate-r.points[at].Estimate))
			if middle := (tried[k] + at) / 2; middle != at && middle != tried[k] {
				beside = append(beside, middle)
			}
		}
	}
	hopeless := math.Abs(r.points[at].Estimate) > slope && (r.surely(at, true) || r.surely(at, false))
	beside = beside[:min(len(beside), r.Judged()-len(r.points))]
	if len(beside) == 0 || hopeless {
		return true, at != r.closest()
	}
	return r.live(beside, n), true
}

// closest returns the value that is nearest to the level, from the side on which all are.
func (r *running) closest() int {
	tried := r.tried()
	if r.reaches(tried[0]) {
		return slices.MinFunc(tried, func(a, b int) int { return cmp.Compare(r.points[a].Estimate, r.points[b].Estimate) })
	}
	return slices.MaxFunc(tried, func(a, b int) int { return cmp.Compare(r.points[a].Estimate, r.points[b].Estimate) })
}
