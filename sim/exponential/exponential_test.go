package exponential_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim/exponential"
)

// apart is by how many units of the last place of b two numbers differ.
func apart(a, b float64) float64 {
	return math.Abs(a-b) / (math.Nextafter(math.Abs(b), math.Inf(1)) - math.Abs(b))
}

func TestItIsTheExponential(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		x := (2*r.Float64() - 1) * math.Exp2(float64(r.IntN(40)-30))
		if math.Abs(x) >= 708 {
			continue
		}
		require.LessOrEqual(t, apart(exponential.Of(x), math.Exp(x)), 2.0, "of %v", x) // each may be off by one
	}
}

func TestItsEnds(t *testing.T) {
	for x, want := range map[float64]float64{
		0: 1, math.Copysign(0, -1): 1, math.Inf(-1): 0, math.Inf(1): math.Inf(1), 711: math.Inf(1), 1e300: math.Inf(1), -747: 0, -1e300: 0,
		5e-324: 1, -5e-324: 1, 1e-17: 1,
	} {
		assert.Equal(t, want, exponential.Of(x), "of %v", x)
	}
	assert.True(t, math.IsNaN(exponential.Of(math.NaN())))
	for _, x := range []float64{707.9, 708, 709.7, -707.9, -708} {
		half := math.Exp(x / 2) // on amd64 the whole has no number from 709.4 on
		assert.InEpsilon(t, half*half, exponential.Of(x), 1e-14, "of %v", x)
	}
	for _, x := range []float64{-709, -740, -745} { // their powers have few bits
		assert.InDelta(t, math.Exp(x), exponential.Of(x), 1e-320, "of %v", x)
	}
}

func TestAPowerIsThatOfTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100_000 {
		x, y := math.Exp2(20*r.Float64()-10), 8*r.Float64()-4
		require.InEpsilon(t, math.Pow(x, y), exponential.Power(x, y), 1e-14, "%v to the power %v", x, y)
		whole := math.Round(y)
		require.Equal(t, math.Pow(x, whole), exponential.Power(x, whole), "%v to the power %v", x, whole)
	}
	for _, x := range []float64{0, 1, 5e-324, math.MaxFloat64, math.Inf(1)} {
		for _, y := range []float64{0, 0.3, -0.3, 1.7, -1.7} {
			if want, got := math.Pow(x, y), exponential.Power(x, y); want != got {
				assert.InEpsilon(t, want, got, 1e-13, "%v to the power %v", x, y)
			}
		}
	}
	assert.True(t, math.IsNaN(exponential.Power(math.NaN(), 0.5)))
}

// Bits that every processor comes to: half a unit more or less would be another number.
func TestTheBitsOfSome(t *testing.T) {
	for x, want := range map[float64]uint64{
		1: 0x4005bf0a8b145769, -1: 0x3fd78b56362cef37, 0.5: 0x3ffa61298e1e069c, -0.001: 0x3feff7cfe56f1a9e, 10: 0x40d5829dcf95055f,
		100: 0x48f3494a9b171bf4, -30.25: 0x3d34835bd010a41b, 354.85: 0x5feeb41e36904cd2, -700: 0xd14f2b0fb9307f, 709.5: 0x7fe81e9b4b52d0c8,
	} {
		assert.Equal(t, want, math.Float64bits(exponential.Of(x)), "of %v", x)
	}
}

func TestMoreIsAtMostAUnitLess(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		x := 20 * (2*r.Float64() - 1)
		a, b := exponential.Of(x), exponential.Of(math.Nextafter(x, math.Inf(1)))
		require.GreaterOrEqual(t, math.Nextafter(b, math.Inf(1)), a, "of %v", x)
	}
}

var sink float64

func BenchmarkOf(b *testing.B) {
	x := -3.7
	for b.Loop() {
		sink += exponential.Of(x)
	}
}

func BenchmarkOfTheLibrary(b *testing.B) {
	x := -3.7
	for b.Loop() {
		sink += math.Exp(x)
	}
}
