package theory

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/sim/random"
)

// normal draws variates of mean 0 and variance 1.
type normal struct{ luck *luck }

func newNormal(seed uint64, name string) normal {
	return normal{newModel(seed, name, 0).luck("normal")}
}

// draw adds the uniforms of a dozen, whose law is normal within what any test here can see.
func (n normal) draw() float64 {
	sum := -6.0
	for range 12 {
		sum += n.luck.uniform()
	}
	return sum
}

// around is a case of replications that are normal with mean 0 and variance 1, judged against other numbers.
func around(wants ...Line) Case {
	return Case{Lines: wants, Quick: 50, Full: 100, New: func(seed uint64) func(int) []Tally {
		n := newNormal(seed, "around")
		return func(replication int) []Tally {
			n.luck.restart(replication)
			x := n.draw()
			told := make([]Tally, len(wants))
			for i := range told {
				told[i] = Mean(x)
			}
			return told
		}
	}}
}

func verify(t *testing.T, o Options, cases ...Case) []Verdict {
	t.Helper()
	verdicts, err := Verify(t.Context(), cases, o)
	require.NoError(t, err)
	return verdicts
}

func TestAWrongNumberIsCaughtAndARightOneHolds(t *testing.T) {
	const standardError = .1 // of 100 replications
	verdicts := verify(t, Options{Seed: 3},
		around(Line{Want: 0}, Line{Want: 8 * standardError}, Line{Want: -8 * standardError}))
	require.Len(t, verdicts, 3)
	for i, holds := range []bool{true, false, false} {
		assert.Equal(t, holds, verdicts[i].Holds, verdicts[i])
		assert.Equal(t, 100, verdicts[i].Replications)
		assert.Greater(t, verdicts[i].Critical, 3.5)
		assert.Less(t, verdicts[i].Critical, 4.5)
	}
	assert.Negative(t, verdicts[1].Z)
	assert.Positive(t, verdicts[2].Z)
}

func TestWhatIsNoNumberFails(t *testing.T) {
	of := func(tallies ...Tally) Case {
		return Case{Lines: []Line{{}}, Full: len(tallies), New: func(uint64) func(int) []Tally {
			return func(replication int) []Tally { return tallies[replication-1 : replication] }
		}}
	}
	exact := of(Mean(math.NaN()))
	exact.Exact = true
	for name, c := range map[string]Case{
		"NaN":            of(Mean(-1), Mean(math.NaN()), Mean(1)),
		"infinity":       of(Mean(-1), Mean(math.Inf(1)), Mean(1)),
		"no count":       of(Tally{}, Tally{}, Tally{}),
		"always wrong":   of(Mean(1), Mean(1), Mean(1)),
		"exactly no one": exact,
	} {
		assert.False(t, verify(t, Options{}, c)[0].Holds, name)
	}
	assert.True(t, verify(t, Options{}, of(Mean(0), Mean(0), Mean(0)))[0].Holds, "always right")
}

func TestExactLinesMustAgreeWithinTheirRounding(t *testing.T) {
	lines := []Line{{Want: 2.5}, {Want: math.Nextafter(2.5, 3)}, {Want: 2.51, Rounding: .0101}, {Want: 2.51, Rounding: .0099}}
	c := Case{Lines: lines, Exact: true, New: func(uint64) func(int) []Tally {
		return func(replication int) []Tally {
			assert.Equal(t, 1, replication)
			return []Tally{{5, 2}, {5, 2}, {5, 2}, {5, 2}}
		}
	}}
	verdicts := verify(t, Options{Quick: true}, c)
	for i, holds := range []bool{true, false, true, false} {
		assert.Equal(t, holds, verdicts[i].Holds, verdicts[i])
		assert.Zero(t, verdicts[i].StandardError)
		assert.Equal(t, 1, verdicts[i].Replications)
	}
}

func TestStandardErrorOfARatio(t *testing.T) {
	v := Verdict{Line: Line{Want: 2}}
	v.judge([]Tally{{2, 1}, {3, 2}, {10, 3}}, .05)
	assert.Equal(t, 2.5, v.Got)
	// The residuals 0, -1 and 4 deviate by √7, and the mean count is 2.
	assert.InDelta(t, math.Sqrt(7)/math.Sqrt(3)/2, v.StandardError, 1e-15)
	assert.InDelta(t, .5/v.StandardError, v.Z, 1e-15)
	assert.InDelta(t, 4.302652729911275, v.Critical, 1e-9) // Student's t with 2 degrees of freedom
	assert.True(t, v.Holds)
}

func TestQuickLeavesOutWhatHasNoQuickReplications(t *testing.T) {
	slow, fast := around(Line{Name: "slow"}), around(Line{Name: "fast"})
	slow.Quick = 0
	var seen []string
	progress := func(done, lines int) { seen = append(seen, fmt.Sprint(done, " of ", lines)) }
	quick := verify(t, Options{Quick: true, Progress: progress}, slow, fast)
	require.Len(t, quick, 1)
	assert.Equal(t, "fast", quick[0].Name)
	assert.Equal(t, 50, quick[0].Replications)
	assert.Equal(t, []string{"1 of 1"}, seen)

	all := verify(t, Options{Progress: progress}, slow, fast)
	require.Len(t, all, 2)
	assert.Equal(t, []string{"1 of 1", "1 of 2", "2 of 2"}, seen)
	assert.Greater(t, all[1].Critical, verify(t, Options{}, fast)[0].Critical, "more lines, stricter")
}

func TestAReplicationThatPanicsFailsTheLinesOfItsCase(t *testing.T) {
	broken := Case{Level: KernelLevel, Lines: []Line{{Name: "a"}, {Name: "b"}}, Full: 60, New: func(uint64) func(int) []Tally {
		return func(replication int) []Tally {
			if replication == 7 {
				panic("no servers")
			}
			return []Tally{Mean(0), Mean(0)}
		}
	}}
	verdicts := verify(t, Options{}, broken, around(Line{Name: "c"}))
	require.Len(t, verdicts, 3)
	for _, v := range verdicts[:2] {
		assert.False(t, v.Holds)
		assert.Equal(t, "replication 7: no servers", v.Failure)
		assert.Equal(t, KernelLevel, v.Level)
	}
	assert.True(t, verdicts[2].Holds)
}

func TestAnInterruptionKeepsTheLinesThatWereJudged(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	verdicts, err := Verify(ctx, []Case{around(Line{Name: "first"}), around(Line{Name: "second"})},
		Options{Progress: func(int, int) { cancel() }})
	assert.ErrorIs(t, err, context.Canceled)
	require.Len(t, verdicts, 1)
	assert.Equal(t, "first", verdicts[0].Name)
}

func TestWorkersDoNotMatter(t *testing.T) {
	cases := []Case{transients()[0], sharing()[2], breakdowns()[1], startsFromEmpty()[0], sinusoids()[0]}
	for i := range cases {
		cases[i].Quick = 12
	}
	one := verify(t, Options{Seed: 5, Quick: true, Workers: 1}, cases...)
	for _, workers := range []int{2, 7} {
		assert.Equal(t, one, verify(t, Options{Seed: 5, Quick: true, Workers: workers}, cases...))
	}
	other := verify(t, Options{Seed: 6, Quick: true}, cases...)
	for i := range one {
		assert.NotEqual(t, one[i].Got, other[i].Got, one[i].Name)
	}
}

func TestTablesOfTrueLinesFailAsOftenAsSaid(t *testing.T) {
	const tables, lines, replications, alarm = 20_000, 4, 8, .05
	n := newNormal(1, "false alarms")
	failed := 0.0
	critical := 0.0
	for range tables {
		holds := true
		for range lines {
			told := make([]Tally, replications)
			for i := range told {
				count := 1 + n.luck.uniform()
				told[i] = Tally{3*count + n.draw(), count}
			}
			v := Verdict{Line: Line{Want: 3}}
			v.judge(told, alarm/lines)
			holds = holds && v.Holds
			critical = v.Critical
		}
		if !holds {
			failed++
		}
	}
	want := 1 - math.Pow(1-alarm/lines, lines) // of independent lines, and less than the alarm
	standardError := math.Sqrt(want * (1 - want) / tables)
	t.Logf("%.4f of the tables failed, %.4f ± %.4f should, at %.2f standard errors", failed/tables, want, standardError, critical)
	assert.InDelta(t, want, failed/tables, 4*standardError)
}

func TestALucksUniformsAreThoseOfItsReplication(t *testing.T) {
	l := newModel(9, "case", 0).luck("gaps")
	var first []float64
	for range 10 {
		l.restart(4)
		first = first[:0]
		for range 6 {
			first = append(first, l.uniform())
		}
	}
	stream := random.New(9, "theory case gaps").Trial(4)
	for i, u := range first {
		assert.Equal(t, stream.Uniform(0, uint64(i)), u)
	}
}
