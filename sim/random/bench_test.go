package random

import (
	"fmt"
	"testing"
)

func BenchmarkUniform(b *testing.B) {
	s, e, sum := New(1, "bench"), Name("entity"), 0.0
	for n := range uint64(b.N) {
		sum += s.Uniform(e, n)
	}
	keep(b, sum)
}

func BenchmarkFour(b *testing.B) {
	s, e, sum := New(1, "bench"), Name("entity"), 0.0
	for n := range uint64(b.N) {
		u0, u1, u2, u3 := s.Four(e, n)
		sum += u0 + u1 + u2 + u3
	}
	keep(b, sum)
}

func BenchmarkChild(b *testing.B) {
	e, sum := Name("entity"), Entity(0)
	for n := range uint64(b.N) {
		sum += e.Child(n)
	}
	keep(b, float64(sum))
}

func BenchmarkName(b *testing.B) {
	e := Entity(0)
	for b.Loop() {
		e += Name("enterprise", "2027-Q4")
	}
	keep(b, float64(e))
}

// BenchmarkQuantile times the draw alone: the uniforms are made beforehand.
func BenchmarkQuantile(b *testing.B) {
	us := uniforms(1<<12, New(1, "bench"))
	for _, c := range lawCases {
		d, err := c.build(1)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			sum := 0.0
			for i := range b.N {
				sum += d.Quantile(us[i%len(us)])
			}
			keep(b, sum)
		})
	}
}

func BenchmarkPoissonCount(b *testing.B) {
	us := uniforms(1<<12, New(1, "bench"))
	for _, mean := range []float64{0.01, 3, 40, 1170, 1e6, 1e9} {
		b.Run(fmt.Sprint(mean), func(b *testing.B) {
			sum := 0
			for i := range b.N {
				sum += PoissonCount(us[i%len(us)], mean)
			}
			keep(b, float64(sum))
		})
	}
}

// BenchmarkTable times what a shape costs that nobody has drawn from: for the few draws
// of a law that differs from trial to trial, for many, and for all that there can be.
func BenchmarkTable(b *testing.B) {
	us := uniforms(1<<12, New(1, "bench"))
	for _, c := range []struct {
		name string
		law  law
	}{
		{"lognormal 0.5", lognormalLaw{0.5}},
		{"gamma 4", newGammaLaw(4)},
		{"gamma 0.04", newGammaLaw(0.04)},
		{"beta 0.4 4", newBetaLaw(0.4, 4)},
		{"beta 0.4 300", newBetaLaw(0.4, 300)},
		{"beta 60 940", newBetaLaw(60, 940)},
	} {
		for _, draws := range []int{1, 12, 1000} {
			b.Run(fmt.Sprintf("%s/draws=%d", c.name, draws), func(b *testing.B) {
				sum := 0.0
				for i := range b.N {
					d := reading(newTable(c.law))
					for j := range draws {
						sum += d.Quantile(us[(i+j)%len(us)])
					}
				}
				keep(b, sum)
			})
		}
		b.Run(c.name+"/all", func(b *testing.B) {
			for b.Loop() {
				t := newTable(c.law)
				t.lower.reach(0)
				t.upper.reach(0)
			}
		})
	}
}

// keep uses a result, so that what made it is not optimised away.
func keep(b *testing.B, result float64) {
	if result == 0.123 {
		b.Log(result)
	}
}
