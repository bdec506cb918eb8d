package turns

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

// at is what plans differ by at a value, with its error.
type at struct{ value, more, err float64 }

// judged returns an argument about a measure whose plans differ so.
func judged(t *testing.T, measure string, list ...at) *Argument {
	t.Helper()
	a, err := judge(measure, list...)
	require.NoError(t, err)
	return a
}

func judge(measure string, list ...at) (*Argument, error) {
	m, _ := measures.Find(measure)
	var steps []Step
	var comparisons []*results.Comparison
	for _, l := range list {
		steps = append(steps, Step{Value: l.value, Text: "x"})
		pair := measures.Pair{Column: measures.Column{Measure: m, Segment: measures.WholeCompany, Period: measures.Period{Name: "FY27"}}}
		pair.Difference = estimate.Paired{Distribution: estimate.Distribution{N: 100, Mean: l.more, MCError: l.err}}
		if math.IsNaN(l.more) {
			pair.Difference.N = 0
		}
		comparisons = append(comparisons, &results.Comparison{Base: &results.Run{Done: 100}, Others: []*results.Plan{{Run: &results.Run{}, Pairs: []measures.Pair{pair}}}})
	}
	return Judged(Tried{Name: "mine", Settings: []string{"a=1"}, Seed: 7, Trials: 100}, steps,
		[]Wanted{{Measure: m, Segment: measures.WholeCompany, Period: "FY27", Better: m.Better}}, comparisons)
}

func winnersOf(a *Argument) (list []Winner) {
	for _, l := range a.Levels {
		list = append(list, l.Winner)
	}
	return list
}

// Two errors of .2 to both sides: -2 + .4 = -1.6 and 2 + .4 = 2.4 cross at 10 x 1.6 / 4 = 4, and the others at 6.
func TestTheWinnerTurnsWhereTheLineCrossesZero(t *testing.T) {
	a := judged(t, "nrr", at{0, -2, .2}, at{10, 2, .2})
	assert.Equal(t, []Winner{First, Second}, winnersOf(a))
	require.Len(t, a.Turns, 1)
	turn := a.Turns[0]
	assert.InDelta(t, 5, turn.At, 1e-12)
	assert.InDelta(t, 4, turn.From, 1e-12)
	assert.InDelta(t, 6, turn.To, 1e-12)
	assert.Equal(t, Second, turn.Then)
	assert.Equal(t, Open, a.Steady())
}

func TestLessMayBeBetter(t *testing.T) {
	a := judged(t, "start_delay_mean", at{0, -2, .2}, at{10, 2, .2})
	assert.Equal(t, []Winner{Second, First}, winnersOf(a))
	require.Len(t, a.Turns, 1)
	assert.InDelta(t, 5, a.Turns[0].At, 1e-12)
	assert.Less(t, a.Turns[0].From, a.Turns[0].At)
	assert.Greater(t, a.Turns[0].To, a.Turns[0].At)
	assert.Equal(t, First, a.Turns[0].Then)
}

// Values at which nobody wins lie between: the line still crosses between those that somebody does. 1 + 2 x .6 > 0 at 10, so
// that it is not settled from between 0 and 10 to between 20 and 30.
func TestOpenValuesLieWithinWhatIsNotSettled(t *testing.T) {
	a := judged(t, "nrr", at{0, -3, .6}, at{10, -1, .6}, at{20, 1, .6}, at{30, 3, .6})
	assert.Equal(t, []Winner{First, Open, Open, Second}, winnersOf(a))
	require.Len(t, a.Turns, 1)
	turn := a.Turns[0]
	assert.Equal(t, []int{0, 3}, []int{turn.FromLevel, turn.ToLevel})
	assert.InDelta(t, 15, turn.At, 1e-12)
	assert.InDelta(t, 9, turn.From, 1e-12) // -3 + 1.2 = -1.8, -1 + 1.2 = .2
	assert.InDelta(t, 21, turn.To, 1e-12)  // 1 - 1.2 = -.2, 3 - 1.2 = 1.8
}

func TestAWinnerMayTurnTwice(t *testing.T) {
	a := judged(t, "nrr", at{0, -1, .1}, at{1, 1, .1}, at{2, 3, .1}, at{3, -3, .1})
	require.Len(t, a.Turns, 2)
	assert.InDelta(t, .5, a.Turns[0].At, 1e-12)
	assert.InDelta(t, 2.5, a.Turns[1].At, 1e-12)
	assert.Equal(t, []Winner{Second, First}, []Winner{a.Turns[0].Then, a.Turns[1].Then})
}

func TestWhatNoValueTurnsSaysHowNearItComes(t *testing.T) {
	a := judged(t, "nrr", at{0, -2, .2}, at{1, -.5, .2}, at{2, -.7, .2})
	assert.Empty(t, a.Turns)
	assert.Equal(t, First, a.Steady())
	assert.Equal(t, 1, a.Nearest())
	_, crossed := a.Crossed()
	assert.False(t, crossed)

	a = judged(t, "nrr", at{0, -2, .2}, at{1, .1, .2})
	assert.Empty(t, a.Turns, "it is ahead by half an error")
	level, crossed := a.Crossed()
	assert.True(t, crossed)
	assert.Equal(t, 1, level)

	a = judged(t, "nrr", at{0, .1, .2}, at{1, 0, 0})
	assert.Equal(t, Open, a.Steady())
}

func TestWhatDecidesMustBeThereAtEveryValue(t *testing.T) {
	_, err := judge("nrr", at{0, -2, .2}, at{1, math.NaN(), 0})
	var missing *MissingError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, "nrr of all in FY27: no trial of both plans has it at x", err.Error())
}

func TestAnArgumentIsJSON(t *testing.T) {
	a := judged(t, "nrr", at{0, -2, .2}, at{10, 2, .2})
	var b strings.Builder
	require.NoError(t, JSON(&b, a))
	var got struct {
		Turns []struct {
			At   float64
			Then string
		}
		Values []struct{ Winner string }
	}
	require.NoError(t, json.Unmarshal([]byte(b.String()), &got))
	assert.InDelta(t, 5, got.Turns[0].At, 1e-12)
	assert.Equal(t, "second", got.Turns[0].Then)
	assert.Equal(t, "first", got.Values[0].Winner)
}

// A record is read as it was written, whatever plans have nothing of a measure.
func TestAnArgumentIsReadAgain(t *testing.T) {
	a := judged(t, "nrr", at{0, -2, .2}, at{10, 2, .2})
	a.Measures = append(a.Measures, Measured{Wanted: Wanted{Measure: a.Measures[0].Measure, Segment: "smb", Period: "FY27", Says: "kept"},
		Gaps: []results.Paired{estimate.NewEstimator(0).Pair(nil, nil, 0, nil, nil), a.Measures[0].Gaps[1]}})
	var b bytes.Buffer
	require.NoError(t, JSON(&b, a))
	got, err := Read(b.Bytes())
	require.NoError(t, err)
	var again bytes.Buffer
	require.NoError(t, JSON(&again, got))
	assert.Equal(t, b.String(), again.String())
	assert.Equal(t, a.Tried, got.Tried)
	assert.Equal(t, a.Levels, got.Levels)
	assert.Equal(t, a.Turns, got.Turns)
}

func TestARecordThatSomebodyChangedIsRefused(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, JSON(&b, judged(t, "nrr", at{0, -2, .2}, at{10, 2, .2})))
	for _, c := range []struct{ from, to, want string }{
		{`"mean": -2`, `"mean": -3`, "somebody changed it"}, // it would turn elsewhere
		{`"winner": "first"`, `"winner": "second"`, "somebody changed it"},
		{`"measure": "nrr"`, `"measure": "nr"`, `no measure "nr"`},
		{`"values": [`, `"values": [{},`, "differences at all 3 values, got 2"},
		{`"measures": [`, `"other": [`, "got none"},
		{`{`, ``, "invalid character"},
	} {
		changed := strings.Replace(b.String(), c.from, c.to, 1)
		require.NotEqual(t, b.String(), changed, c.from)
		_, err := Read([]byte(changed))
		assert.ErrorContains(t, err, c.want, c.from)
	}
}
