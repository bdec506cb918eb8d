package words

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

func TestOddsAreNeverNoneOrAll(t *testing.T) {
	for _, c := range []struct {
		hits, n          int
		chance, interval string
	}{
		{0, 0, "-", "-"},
		{0, 2000, "below 1 %", "up to 0.2 %"},
		{0, 50, "0 of 50", "up to 7.1 %"},
		{1, 2000, "below 1 %", "0.0 to 0.3 %"},
		{10, 2000, "1 %", "0.3 to 0.9 %"},
		{1240, 2000, "62 %", "59.9 to 64.1 %"},
		{1999, 2000, "over 99 %", "99.7 to 100.0 %"},
		{50, 50, "50 of 50", "92.9 % or more"},
		{2000, 2000, "over 99 %", "99.8 % or more"},
	} {
		o := estimate.Wilson(c.hits, c.n, 0.95)
		assert.Equal(t, c.chance, Chance(o), "%d of %d", c.hits, c.n)
		assert.Equal(t, c.interval, Interval(o), "%d of %d", c.hits, c.n)
	}
}

func TestNumbersAreWrittenForPeople(t *testing.T) {
	for _, c := range []struct{ want, got string }{
		{"1,234,567", Decimal(1234567.2, 0)},
		{"-1,234.5", Decimal(-1234.5, 1)},
		{"999", Decimal(999.4, 0)},
		{"1,000", Decimal(999.6, 0)},
		{"0.0", Decimal(-0.04, 1)},
		{"-", Decimal(math.NaN(), 1)},
		{"100", Short(100, 2)},
		{"2.5", Short(2.5, 2)},
		{"0", Short(math.Copysign(0, -1), 2)},
		{"$950", Dollars(950)},
		{"$12k", Dollars(12_345)},
		{"$1.0M", Dollars(999_960)},
		{"-$23.8M", Dollars(-23_800_000)},
		{"-", Dollars(math.NaN())},
		{"100 %", Quantity("nrr", measures.Share, 1)},
		{"97.25 %", Quantity("nrr", measures.Share, 0.9725)},
		{"$1.5M", Quantity("bookings", measures.Dollars, 1.5e6)},
		{"10 working days", Quantity("start_delay_mean", measures.Days, 10)},
		{"4 working hours", Quantity("first_response_mean", measures.Days, 0.5)},
		{"3 hours", Quantity("", measures.Hours, 3)},
		{"2.5", Quantity("projects_queued", measures.Number, 2.5)},
		{"at least 100 %", Bound(results.Target{Measure: "nrr", Unit: measures.Share, Bound: 1})},
		{"<= 10 %", Sign(results.Target{Measure: "success_cost_share", Unit: measures.Share, Bound: 0.1, AtMost: true})},
		{"below 0.01 points", Points(0.00001)},
		{"0.12 points", Points(0.0012)},
	} {
		assert.Equal(t, c.want, c.got)
	}
}

func TestCleanTextKeepsWhatPrints(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "Größe 12 % – <ok>", "Größe 12 % – <ok>"},
		{"blanks", "a\tb\nc\u00a0d", "a b c d"},
		{"escape", "\x1b[31m", `\x1b[31m`},
		{"override", "a\u202eb", `a\u202eb`},
		{"not UTF-8", "a\xffb", `a\xffb`},
		{"replacement character", "a\ufffdb", "a\ufffdb"},
		{"quote and backslash", `'\`, `'\`},
	} {
		assert.Equal(t, c.want, Clean(c.text), c.name)
	}
}

func TestWrappedTextKeepsItsWordsAndItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.StringMatching(`[a-zé売%]{1,12}`)).Draw(t, "words"), " ")
		limit := rapid.Float64Range(2, 30).Draw(t, "limit")
		lines := Wrapped(text, limit, Terminal)
		for _, line := range lines {
			if Terminal(line) > limit {
				t.Fatalf("%q is wider than %v", line, limit)
			}
		}
		joined := strings.Join(lines, "")
		if squeezed := strings.ReplaceAll(joined, " ", ""); squeezed != strings.ReplaceAll(text, " ", "") {
			t.Fatalf("%q became %q", text, joined)
		}
	})
	assert.Equal(t, []string{"chance of", "100 %"}, Wrapped("chance of 100 %", 12, Terminal), "a number and its sign")
}

func TestWhatBelongsTogetherStandsInOneLine(t *testing.T) {
	for text, want := range map[string][]string{
		"the light band: 9 in 10":       {"the light band:", "9 in 10"},
		"it is better in 83 of 100":     {"it is better in", "83 of 100"},
		"a wait of 7.1 working days.":   {"a wait of", "7.1 working days."},
		"the mean of +0.5 ± 0.1 points": {"the mean of +0.5", "± 0.1 points"},
		"at the end of FY29 Q4":         {"at the end of", "FY29 Q4"},
		"a chance of 8, in 10 runs":     {"a chance of 8, in", "10 runs"},
		"ahead in 12 runs of 5":         {"ahead in 12 runs", "of 5"},
	} {
		assert.Equal(t, want, Wrapped(text, 17, Terminal))
	}
}

func TestLongNamesAreCutAtTheirHyphens(t *testing.T) {
	assert.Equal(t, []string{"a-plan-whose-", "name-goes-on"}, Wrapped("a-plan-whose-name-goes-on", 15, Terminal))
	assert.Equal(t, []string{"abcdefghij", "klm"}, Wrapped("abcdefghijklm", 10, Terminal))
}
