// Package exponential raises e to a power, to the same bits on every processor.
//
// [math.Exp] is written in assembly for some processors, with operations that others do not have, so that what decays in a
// simulation would differ in its last bit from machine to machine, and in a browser. Here every operation is rounded as IEEE
// 754 says, and none is left to be fused. Where decay is most of the arithmetic it is also what takes the least time.
package exponential

import (
	"math"
	"math/big"
)

// steps are the parts of a doubling whose powers stand in a table.
const steps = 128

// powers are 2^(i/steps), each rounded once.
var powers = func() (table [steps]float64) {
	const exact = 200 // bits
	root := big.NewFloat(2).SetPrec(exact)
	for n := steps; n > 1; n /= 2 {
		root.Sqrt(root)
	}
	power := big.NewFloat(1).SetPrec(exact)
	for i := range table {
		table[i], _ = power.Float64()
		power.Mul(power, root)
	}
	return table
}()

const (
	perStep = steps / math.Ln2
	// A step in two parts: so many as there are have an exact product with the first.
	upper = 0x1.62e42fefa0000p-8
	lower = 0x1.cf79abc9e3b39p-47
	// Added to a number below 2^51, it rounds it to a whole one, which stands in the last bits.
	whole = 0x1.8p52
)

// Of returns e^x, by at most one unit in the last place: 0 for -Inf, +Inf where it is too large, and NaN for NaN.
//
// x is n steps and a rest of at most half a step; the power of the steps is in the table, and that of the rest is 1 and a
// polynomial (Tang 1989, ACM Transactions on Mathematical Software 15, 144-157).
func Of(x float64) float64 {
	if !(math.Abs(x) < 708) { // of the powers within, and of their parts, none is too large or too small for all its bits
		return atTheEnds(x)
	}
	shifted := float64(x*perStep) + whole
	n := shifted - whole
	rest := x - float64(n*upper)
	rest -= float64(n * lower)
	square := float64(rest * rest)
	more := float64(square*(1.0/2+float64(rest*(1.0/6)))) + float64(float64(square*square)*(1.0/24+float64(rest*(1.0/120))))
	number := math.Float64bits(shifted)
	power := math.Float64frombits(math.Float64bits(powers[number%steps]) + number/steps<<52)
	return power + float64(power*(rest+more))
}

func atTheEnds(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	}
	half := Of(x / 2)
	return half * half
}

// Power returns x^y, for x of 0 and more, as [math.Pow] does but for fractional powers, which take the library's exponential there.
func Power(x, y float64) float64 {
	whole, part := math.Modf(y)
	if part == 0 {
		return math.Pow(x, y)
	}
	return math.Pow(x, whole) * Of(part*math.Log(x))
}
