package reports

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func summary(t *testing.T, s *Study) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, Summary(&b, s))
	return b.String()
}

func TestSummaryTellsTheAnswerThenWhereItComesFrom(t *testing.T) {
	midYear := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		file   string
		made   made
		change func(s *Study)
	}{
		{file: "board.txt", made: board},
		{file: "interrupted.txt", made: board, change: func(s *Study) {
			s.Interrupted, s.Asked = true, 2000
			s.Failures = []Failure{{Trial: 17, Cause: "delivery at 31.5: release of an idle slot"}, {Trial: 90, Cause: "ledger at 77.0: \x1b[31mred\x1b[0m"}}
		}},
		{file: "single.txt", made: made{trials: 1, quarters: 8, warmUp: 4, start: board.start}},
		{file: "no-whole-year.txt", made: made{trials: 50, quarters: 3, warmUp: 4, start: midYear}},
		{file: "no-twelve-months.txt", made: made{trials: 50, quarters: 2, start: board.start}},
		{file: "ten-years.txt", made: made{trials: 50, quarters: 40, start: board.start}},
		{file: "nothing-done.txt", made: made{trials: 0, quarters: 12, start: board.start}, change: func(s *Study) {
			s.Interrupted, s.Asked = true, 2000
		}},
	} {
		t.Run(c.file, func(t *testing.T) {
			s := c.made.study(t)
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
		"many strange":       strings.Repeat("word ", 300),
		"markup":           "<b>&amp;</b> %d %s",
		"nothing":          "",
	}
	for name, strange := range hostile {
		t.Run(name, func(t *testing.T) {
			s := made{trials: 20, quarters: 12, start: board.start}.study(t)
			s.Name, s.Description = strange, strange
			s.Layout.Ledger.Segments[0] = strange
			s.Assumptions = []Assumption{{strange, strange, strange}}
			s.Warnings = []string{strange}
			s.Failures = []Failure{{Trial: 3, Cause: strange}}
			for _, line := range strings.Split(strings.TrimSuffix(summary(t, s), "\n"), "\n") {
				assert.LessOrEqual(t, width(line), columns, "%q", line)
				assert.NotContains(t, line, "%!")
				for _, r := range line {
					assert.Truef(t, unicode.IsPrint(r) && r != unicode.ReplacementChar, "%q in %q", r, line)
				}
			}
		})
	}
}

func TestSummaryNamesTheFirstFailuresOnly(t *testing.T) {
	s := made{trials: 5, quarters: 4, start: board.start}.study(t)
	for trial := range 25 {
		s.Failures = append(s.Failures, Failure{Trial: trial, Cause: "queue at 3.0: below 0"})
	}
	got := summary(t, s)
	assert.Equal(t, shown, strings.Count(got, "queue at 3.0"))
	assert.Contains(t, got, "and 15 more")
	assert.Contains(t, got, "(25 more failed, see below)")
}

func TestSummaryReportsAWriterThatFails(t *testing.T) {
	s := made{trials: 2, quarters: 4, start: board.start}.study(t)
	for name, write := range map[string]func() error{
		"summary":  func() error { return Summary(full{}, s) },
		"JSON":     func() error { return SummaryJSON(full{}, s) },
		"quarters": func() error { return QuartersCSV(full{}, s) },
		"trials":   func() error { return TrialsCSV(full{}, s) },
	} {
		assert.ErrorIs(t, write(), errFull, name)
	}
}
