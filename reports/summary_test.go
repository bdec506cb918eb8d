package reports

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
	"postsale/reports/words"
)

var errFull = errors.New("no space left on device")

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func summary(t *testing.T, s *results.Run) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, inText(&b, Summary(s)))
	return b.String()
}

func TestSummaryTellsTheAnswerThenWhereItComesFrom(t *testing.T) {
	midYear := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		file   string
		made   sample.Shape
		change func(s *results.Run)
	}{
		{file: "board.txt", made: sample.Board},
		{file: "interrupted.txt", made: sample.Board, change: func(s *results.Run) {
			s.Interrupted, s.Asked = true, 2000
			s.Failures = []results.Failure{{Trial: 17, Cause: "delivery at 31.5: release of an idle slot"}, {Trial: 90, Cause: "ledger at 77.0: \x1b[31mred\x1b[0m"}}
		}},
		{file: "single.txt", made: sample.Shape{Trials: 1, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}},
		{file: "no-whole-year.txt", made: sample.Shape{Trials: 50, Quarters: 3, WarmUp: 4, Start: midYear}},
		{file: "no-twelve-months.txt", made: sample.Shape{Trials: 50, Quarters: 2, Start: sample.Board.Start}},
		{file: "ten-years.txt", made: sample.Shape{Trials: 50, Quarters: 40, Start: sample.Board.Start}},
		{file: "nothing-done.txt", made: sample.Shape{Trials: 0, Quarters: 12, Start: sample.Board.Start}, change: func(s *results.Run) {
			s.Interrupted, s.Asked = true, 2000
		}},
	} {
		t.Run(c.file, func(t *testing.T) {
			s := c.made.Run(t)
			if c.change != nil {
				c.change(s)
			}
			golden(t, c.file, summary(t, s))
		})
	}
}

func TestSummaryFitsATerminalWhateverUsersWrite(t *testing.T) {
	hostile := map[string]string{
		"escape sequences": "\x1b]0;title\x07\x1b[2J\x1b[31mred",
		"line breaks":      "one\r\ntwo\u2028three\vfour",
		"right to left":    "safe\u202Eexe.gnp",
		"not UTF-8":        "a\xff\xfeb\xe2\x82",
		"wide characters":  strings.Repeat("売上", 100),
		"one long word":    strings.Repeat("x", 300),
		"many strange":     strings.Repeat("word ", 300),
		"markup":           "<b>&amp;</b> %d %s",
		"nothing":          "",
	}
	for name, strange := range hostile {
		t.Run(name, func(t *testing.T) {
			s := sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start}.Run(t)
			s.Name, s.Description = strange, strange
			s.Layout.Ledger.Segments[0] = strange
			s.Assumptions = []results.Assumption{{Name: strange, Value: strange, Source: strange}}
			s.Warnings = []string{strange}
			s.Failures = []results.Failure{{Trial: 3, Cause: strange}}
			for _, line := range strings.Split(strings.TrimSuffix(summary(t, s), "\n"), "\n") {
				assert.LessOrEqual(t, words.Width(line), words.Columns, "%q", line)
				assert.NotContains(t, line, "%!")
				for _, r := range line {
					assert.Truef(t, unicode.IsPrint(r) && r != unicode.ReplacementChar, "%q in %q", r, line)
				}
			}
		})
	}
}

func TestSummaryNamesTheFirstFailuresOnly(t *testing.T) {
	s := sample.Shape{Trials: 5, Quarters: 4, Start: sample.Board.Start}.Run(t)
	for trial := range 25 {
		s.Failures = append(s.Failures, results.Failure{Trial: trial, Cause: "queue at 3.0: below 0"})
	}
	got := summary(t, s)
	assert.Equal(t, shown, strings.Count(got, "queue at 3.0"))
	assert.Contains(t, got, "and 15 more")
	assert.Contains(t, got, "(25 more failed, see below)")
}

func TestSummaryReportsAWriterThatFails(t *testing.T) {
	s := sample.Shape{Trials: 2, Quarters: 4, Start: sample.Board.Start}.Run(t)
	for name, write := range map[string]func() error{
		"summary":  func() error { return inText(full{}, Summary(s)) },
		"JSON":     func() error { return saved.SummaryJSON(full{}, s) },
		"quarters": func() error { return saved.Quarters(s).Write(full{}, saved.CSV) },
		"trials":   func() error { return saved.Trials(s).Write(full{}, saved.CSV) },
	} {
		assert.ErrorIs(t, write(), errFull, name)
	}
}
