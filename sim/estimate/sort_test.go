package estimate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestValuesAreInTheOrderThatComparingThemGives(t *testing.T) {
	luck := rand.New(rand.NewPCG(1, 2))
	for _, draw := range []func() float64{
		luck.NormFloat64,
		func() float64 { return 1e6 + luck.Float64() },
		func() float64 { return float64(luck.IntN(3)) },
		func() float64 { return -float64(luck.IntN(5)) },
		func() float64 { return math.Ldexp(luck.NormFloat64(), luck.IntN(2000)-1000) },
		func() float64 { return 7 },
	} {
		for _, n := range []int{0, 1, 2, 199, 200, 1000, 4097} {
			values := make([]float64, n)
			for i := range values {
				values[i] = draw()
			}
			want := slices.Clone(values)
			slices.Sort(want)
			ascend(values, make([]float64, n))
			assert.Equal(t, want, values)
		}
	}
}

// BenchmarkSorted sorts one after another of many columns, as a processor that has seen one before knows how it compares.
func BenchmarkSorted(b *testing.B) {
	const columns = 256
	for _, n := range []int{100, 200, 400, 1000, 10_000} {
		luck := rand.New(rand.NewPCG(1, 2))
		var list [columns][]float64
		for i := range list {
			for range n {
				list[i] = append(list[i], luck.NormFloat64())
			}
		}
		buffer, next := make([]float64, 2*n), 0
		sorts := func(sort func(values []float64)) func(b *testing.B) {
			return func(b *testing.B) {
				for b.Loop() {
					copy(buffer, list[next%columns])
					sort(buffer[:n])
					next++
				}
			}
		}
		b.Run(fmt.Sprintf("values=%d/by=bits", n), sorts(func(values []float64) { byBits(values, buffer[n:]) }))
		b.Run(fmt.Sprintf("values=%d/by=comparing", n), sorts(slices.Sort[[]float64]))
	}
}
