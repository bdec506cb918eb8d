package experiment

import "math"

// Room returns how many workers have room, of those wanted: the results and what each worker holds take at most so many
// bytes of memory together. It is 0 if there is no room for one.
func Room(wanted int, memory, results, each float64) int {
	return int(max(0, min(float64(wanted), math.Floor((memory-results)/each))))
}
