package random

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

func TestUniformsLieBetweenZeroAndOneAtTheExtremeWords(t *testing.T) {
	assert.Equal(t, 0x1p-53, unit(0))
	assert.Equal(t, 0x1p-53, 1-unit(math.MaxUint64))
}

func TestFourGivesTheSameUniformsAsUniform(t *testing.T) {
	s, e := New(7, "size").Trial(3), Name("smb")
	for block := range uint64(10) {
		u0, u1, u2, u3 := s.Four(e, block)
		for i, u := range []float64{u0, u1, u2, u3} {
			assert.Equal(t, u, s.Uniform(e, 4*block+uint64(i)))
		}
	}
}

func TestANewStreamIsThatOfTrialZero(t *testing.T) {
	s := New(7, "size")
	assert.Equal(t, s, s.Trial(5).Trial(0))
}

// Another number here is another future for every scenario and seed.
func TestLuckStaysAsItIs(t *testing.T) {
	deal := Name("enterprise", "FY27 Q4").Child(11)
	assert.Equal(t, 0.5439186655141283, New(2027, "deal size").Trial(4711).Uniform(deal, 2))
}

// Pairs of neighbours along each coordinate are spread evenly over the unit
// square (chi-square) and are not correlated.
func TestNeighboursShareNothing(t *testing.T) {
	const (
		positions, others = 512, 128 // along the coordinate, and of another one
		side              = 16
		falseAlarm        = 1e-3
	)
	axes := []struct {
		name string
		at   func(i, other uint64) float64
	}{
		{"seed", func(i, other uint64) float64 { return New(i, "p").Uniform(1, other) }},
		{"purpose", func(i, other uint64) float64 { return New(1, fmt.Sprint("p", i)).Uniform(1, other) }},
		{"entity number", func(i, other uint64) float64 { return New(1, "p").Uniform(Entity(i), other) }},
		{"entity name", func(i, other uint64) float64 { return New(1, "p").Uniform(Name(fmt.Sprint(i)), other) }},
		{"child", func(i, other uint64) float64 { return New(1, "p").Uniform(Name("e").Child(i), other) }},
		{"trial", func(i, other uint64) float64 { return New(1, "p").Trial(i).Uniform(1, other) }},
		{"n", func(i, other uint64) float64 { return New(1, "p").Uniform(Entity(other), i) }},
		{"block", func(i, other uint64) float64 { return New(1, "p").Uniform(Entity(other), 4*i) }},
	}
	alpha := falseAlarm / float64(2*len(axes))
	largestChiSquare := distuv.ChiSquared{K: side*side - 1}.Quantile(1 - alpha)
	largestZ := mathext.NormalQuantile(1 - alpha/2)
	for _, axis := range axes {
		t.Run(axis.name, func(t *testing.T) {
			var x, y []float64
			var observed [side * side]float64
			for i := uint64(0); i < positions; i += 2 {
				for other := range uint64(others) {
					u, v := axis.at(i, other), axis.at(i+1, other)
					x, y = append(x, u), append(y, v)
					observed[int(side*u)*side+int(side*v)]++
				}
			}
			expected := float64(len(x)) / (side * side)
			chiSquare := 0.0
			for _, count := range observed {
				chiSquare += (count - expected) * (count - expected) / expected
			}
			assert.Less(t, chiSquare, largestChiSquare, "chi-square")
			z := stat.Correlation(x, y, nil) * math.Sqrt(float64(len(x)))
			assert.Less(t, math.Abs(z), largestZ, "correlation, in standard errors")
		})
	}
}

func TestNamesAreUnambiguous(t *testing.T) {
	named := map[Entity][]string{}
	for _, parts := range [][]string{
		{}, {""}, {"", ""}, {"a"}, {"a", ""}, {"", "a"}, {"ab", "c"}, {"a", "bc"}, {"abc"}, {"a", "b", "c"}, {"b", "a"}, {"a", "b"},
		{"12345678"}, {"123456789"}, {"12345678", "9"}, {"12345678\x00"}, {"1234567\x00"}, {"1234567"}, {"\x00"}, {"\x00\x00"},
	} {
		e := Name(parts...)
		require.NotContains(t, named, e, "%q", parts)
		named[e] = parts
	}
}

func TestANameIsNobodysChild(t *testing.T) {
	assert.NotEqual(t, Name("smb", "b"), Name("smb").Child(1).Child('b'))
}

func TestChildrenOfManyEntitiesAllDiffer(t *testing.T) {
	const entities, children = 300, 3000
	seen := make(map[Entity]bool, entities*children)
	for i := range uint64(entities) {
		for _, e := range []Entity{Entity(i), Name("smb").Child(i)} {
			for k := range uint64(children / 2) {
				seen[e.Child(k)] = true
			}
		}
	}
	assert.Len(t, seen, entities*children)
}
