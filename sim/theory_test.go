package sim_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/sim/random"
)

// luck is the uniforms of one purpose in one replication, one after another.
type luck struct {
	stream random.Stream
	drawn  uint64
	four   [4]float64
}

func newLuck(purpose string, replication uint64) luck {
	return luck{stream: random.New(20270101, purpose).Trial(replication)}
}

func (l *luck) uniform() float64 {
	i := l.drawn % 4
	if i == 0 {
		l.four = l.stream.Four(0, l.drawn/4)
	}
	l.drawn++
	return l.four[i]
}

func (l *luck) exponential(mean float64) float64 { return -mean * math.Log(l.uniform()) }

// oracle is a number that theory knows.
type oracle struct {
	name string
	want float64
}

// table collects what replications say about a table of oracles.
type table struct {
	oracles []oracle
	got     [][]float64 // by oracle and replication
}

// add makes independent replications, each of which returns a number for each
// oracle, in their order.
func (tb *table) add(oracles []oracle, replications int, replicate func(replication uint64) []float64) {
	first := len(tb.oracles)
	tb.oracles = append(tb.oracles, oracles...)
	tb.got = append(tb.got, make([][]float64, len(oracles))...)
	for r := range replications {
		for i, x := range replicate(uint64(r)) {
			tb.got[first+i] = append(tb.got[first+i], x)
		}
	}
}

// check fails when a mean over replications is farther from its oracle than its
// own standard error explains: by Student's t, at 1 % for the whole table.
func (tb *table) check(t *testing.T) {
	t.Helper()
	for i, o := range tb.oracles {
		n := float64(len(tb.got[i]))
		mean, deviation := stat.MeanStdDev(tb.got[i], nil)
		standardError := deviation / math.Sqrt(n)
		critical := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - .01/2/float64(len(tb.oracles)))
		score := (mean - o.want) / standardError
		t.Logf("%-38s want %9.6f got %9.6f ± %.6f (%+.2f of %.2f standard errors)", o.name, o.want, mean, standardError, score, critical)
		if !(math.Abs(score) <= critical) {
			t.Errorf("%s: want %v, got %v", o.name, o.want, mean)
		}
	}
}

// longer returns the first number, or the second in a run of all tests.
func longer(short, full int) int {
	if testing.Short() {
		return short
	}
	return full
}

func TestTheLuckOfTestsIsUniform(t *testing.T) {
	var tb table
	tb.add([]oracle{{"mean", .5}, {"square", 1. / 3}, {"product of two in a row", .25}}, 100, func(r uint64) []float64 {
		l, sum := newLuck("uniform", r), make([]float64, 3)
		for range 1000 {
			u, v := l.uniform(), l.uniform()
			sum[0] += u / 1000
			sum[1] += u * u / 1000
			sum[2] += u * v / 1000
		}
		return sum
	})
	tb.check(t)
}
