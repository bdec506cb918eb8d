package random

import "math/bits"

const (
	philoxMultiplier0 = 0xD2E7470EE14C6C93
	philoxMultiplier1 = 0xCA5A826395121157
	philoxWeyl0       = 0x9E3779B97F4A7C15 // golden ratio
	philoxWeyl1       = 0xBB67AE8584CAA73B // √3 − 1
	philoxRounds      = 10
)

// philox is Philox4x64-10, a bijection of 256-bit counters chosen by a key. Its
// words stay in registers: as arrays they would go through memory in every round.
func philox(c0, c1, c2, c3, k0, k1 uint64) (x0, x1, x2, x3 uint64) {
	for range philoxRounds {
		high0, low0 := bits.Mul64(philoxMultiplier0, c0)
		high1, low1 := bits.Mul64(philoxMultiplier1, c2)
		c0, c1, c2, c3 = high1^c1^k0, low1, high0^c3^k1, low0
		k0 += philoxWeyl0
		k1 += philoxWeyl1
	}
	return c0, c1, c2, c3
}
