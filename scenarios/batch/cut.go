package batch

import "slices"

// How large shards are. Whoever is killed loses those under way, and thousands of small files help nobody: there are about
// so many, of no fewer and no more trials than these, in pieces that are kept in memory while they are lived through.
const (
	aboutShards = 400
	leastShard  = 50
	mostShard   = 20_000
	mostPiece   = 1000
)

// span is the trials from the first to the last.
type span struct{ first, last int }

// cut divides what is to be lived through into shards of about so many trials; 0: as many as there should be. Missing has
// the spans of each scenario.
func cut(missing [][]span, size int) []Shard {
	all := 0
	for _, spans := range missing {
		for _, s := range spans {
			all += 1 + s.last - s.first
		}
	}
	if size == 0 {
		size = min(max((all+aboutShards-1)/aboutShards, leastShard), mostShard)
	}
	var shards []Shard
	var shard Shard
	left := size
	for scenario, spans := range missing {
		for _, s := range spans {
			for first := s.first; first <= s.last; {
				n := min(left, mostPiece, 1+s.last-first)
				shard = append(shard, Piece{scenario, first, n})
				first += n
				if left -= n; left == 0 {
					shards, shard, left = append(shards, shard), nil, size
				}
			}
		}
	}
	if shard != nil {
		shards = append(shards, shard)
	}
	return shards
}

// without returns what of the trials 1 to n is in none of the spans.
func without(n int, spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.first - b.first })
	var list []span
	next := 1
	for _, s := range spans {
		if s.first > next {
			list = append(list, span{next, min(n, s.first-1)})
		}
		next = max(next, s.last+1)
		if next > n {
			return list
		}
	}
	return append(list, span{next, n})
}

// firsts returns for each scenario of a plan the first that simulates the same, and for that one the most trials that any
// of these asks for, 0 for the others.
func firsts(list []Scenario) (first, trials []int) {
	first, trials = make([]int, len(list)), make([]int, len(list))
	known := map[string]int{}
	for i, s := range list {
		at, there := known[s.Identity]
		if !there {
			at, known[s.Identity] = i, i
		}
		first[i] = at
		trials[at] = max(trials[at], s.Trials)
	}
	return first, trials
}
