package reports

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/reports/data"
	"postsale/reports/words"
	"postsale/sim/theory"
)

// verification is one of all kinds of verdicts.
func verification() *results.Verification {
	line := func(name, source string, want float64) theory.Line {
		return theory.Line{Name: name, Source: source, Want: want}
	}
	return &results.Verification{Seed: 7, Lines: 9, Verdicts: []theory.Verdict{
		{Line: line("M/M/1, rho 0.8: mean wait", "Kleinrock (1975)", 4), Level: theory.KernelLevel, Replications: 50, Got: 4.0123, StandardError: .034, Z: .36, Critical: 5.28, Holds: true},
		{Line: line("M/M/1, rho 0.8: share that waits more than four times a service", "Kleinrock (1975); Law (2015)", .359463171), Level: theory.KernelLevel,
			Replications: 50, Got: .35, StandardError: .0021, Z: -4.51, Critical: 5.28, Holds: true},
		{Line: line("Law and Kelton: average delay", "Law (2015)", .42999057734723906), Level: theory.KernelLevel, Exact: true, Replications: 1, Got: .42999057734723906, Holds: true},
		{Line: line("theory-mm1, rho 0.8: mean wait", "Kleinrock (1975)", 4), Level: theory.ScenarioLevel, Replications: 200, Got: 5.25, StandardError: .1, Z: 12.5, Critical: 4.7},
		{Line: line("theory-torn: mean", "nobody (2000)", 1), Level: theory.ScenarioLevel, Replications: 200, Failure: "replication 3: it\x1b[31m broke"},
		{Line: line("theory-idle: mean", "nobody (2000)", 1), Level: theory.ScenarioLevel, Replications: 200, Got: math.NaN(), StandardError: math.NaN(), Z: math.NaN(), Critical: 4.7},
		{Line: line("theory-large: ARR", "nobody (2000)", 123456.7), Level: theory.ScenarioLevel, Replications: 200, Got: 123400, StandardError: 987, Z: -.06, Critical: 4.7, Holds: true},
		{Line: line("seven customers: NRR", "by hand", .8), Level: theory.LedgerLevel, Exact: true, Replications: 1, Got: .8, Holds: true},
	}}
}

func TestTheTableOfTheory(t *testing.T) {
	var text bytes.Buffer
	require.NoError(t, inText(&text, Verification(verification())))
	golden(t, "verify.txt", text.String())
	for _, line := range strings.Split(text.String(), "\n") {
		assert.LessOrEqual(t, words.Width(line), words.Columns)
	}
	assert.NotContains(t, text.String(), "\x1b")
}

func TestATableThatHoldsSaysSo(t *testing.T) {
	v := verification()
	v.Verdicts, v.Lines, v.Quick = v.Verdicts[:3], 3, true
	var text bytes.Buffer
	require.NoError(t, inText(&text, Verification(v)))
	assert.Contains(t, text.String(), "\nAll 3 lines hold.\n")
	assert.Contains(t, text.String(), "The largest |z| is 4.51 of the 5.28 that its line is allowed: M/M/1")
	assert.Contains(t, text.String(), "fail in less than 1 of 1,000 runs.")
	assert.Contains(t, text.String(), "Seed 7, the quick table.")
	assert.NotContains(t, text.String(), "!")

	v.Verdicts, v.Lines = v.Verdicts[2:3], 1
	text.Reset()
	require.NoError(t, inText(&text, Verification(v)))
	assert.Contains(t, text.String(), "\nThe line holds.\n")
	assert.NotContains(t, text.String(), "largest")

	v.Verdicts, v.Lines = nil, 3
	text.Reset()
	require.NoError(t, inText(&text, Verification(v)))
	assert.Equal(t, "INTERRUPTED: 0 of 3 lines were judged.\n", text.String())
}

func TestALineThatDoesNotHoldSaysSo(t *testing.T) {
	v := verification()
	broken, right := v.Verdicts[3], v.Verdicts[0]
	for _, c := range []struct {
		verdicts []theory.Verdict
		want     string
	}{
		{[]theory.Verdict{broken}, "\nThe line does not hold; it is marked with !.\n"},
		{[]theory.Verdict{right, broken}, "\n1 of 2 lines does not hold; it is marked with !.\n"},
		{[]theory.Verdict{broken, broken, right}, "\n2 of 3 lines do not hold; they are marked with !.\n"},
	} {
		v.Verdicts, v.Lines = c.verdicts, len(c.verdicts)
		var text bytes.Buffer
		require.NoError(t, inText(&text, Verification(v)))
		assert.Contains(t, text.String(), c.want)
	}
}

func TestALineOfAnotherLevelIsInTheTable(t *testing.T) {
	v := verification()
	v.Verdicts[3].Level, v.Verdicts[7].Level = "market", "board"
	var text bytes.Buffer
	require.NoError(t, inText(&text, Verification(v)))
	for _, want := range []string{"\nmarket\n", "\nboard\n", "!   mean wait", "    NRR "} {
		assert.Contains(t, text.String(), want)
	}
}

func TestTheTableOfTheoryForPrograms(t *testing.T) {
	var text bytes.Buffer
	require.NoError(t, data.VerificationJSON(&text, verification()))
	golden(t, "verify.json", text.String())
	var read struct {
		Lines, Judged, Failing int
		Verdicts               []map[string]any
	}
	require.NoError(t, json.Unmarshal(text.Bytes(), &read))
	assert.Equal(t, []int{9, 8, 3}, []int{read.Lines, read.Judged, read.Failing})
	assert.Nil(t, read.Verdicts[2]["z"], "exact")
	assert.Nil(t, read.Verdicts[4]["simulated"], "failed")
	assert.Equal(t, 12.5, read.Verdicts[3]["z"])
}
