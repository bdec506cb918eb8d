package estimate

import (
	"math"
	"slices"
)

// ascend puts finite values into ascending order. Spare must have room for as many; what stands there is lost.
func ascend(values, spare []float64) {
	const few = 100 // compared as fast
	if len(values) < few {
		slices.Sort(values)
		return
	}
	byBits(values, spare)
}

// byBits sorts by the bytes of the values' bits, the last first (radix sort: Knuth, The Art of Computer Programming 3, 1998,
// section 5.2.5).
func byBits(values, spare []float64) {
	var counts [8][256]int
	for _, v := range values {
		bits := orderOf(v)
		for i := range counts {
			counts[i][byte(bits>>(8*i))]++
		}
	}
	from, to := values, spare[:len(values)]
	for i := range counts {
		places := &counts[i]
		if places[byte(orderOf(values[0])>>(8*i))] == len(values) {
			continue // all have this byte
		}
		next := 0
		for b, n := range places {
			places[b] = next
			next += n
		}
		for _, v := range from {
			b := byte(orderOf(v) >> (8 * i))
			to[places[b]] = v
			places[b]++
		}
		from, to = to, from
	}
	if &from[0] != &values[0] {
		copy(values, from)
	}
}

// orderOf returns whole numbers in the order of the values.
func orderOf(v float64) uint64 {
	bits := math.Float64bits(v)
	return bits ^ (uint64(int64(bits)>>63) | 1<<63)
}
