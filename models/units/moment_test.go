package units

import (
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// almanac is a calendar of days that are all working days, which begins on 2027-01-01, with quarters of a hundred.
type almanac struct{}

var newYear = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)

func (almanac) Clock(day time.Time) float64 { return float64(day.Unix()-newYear.Unix()) / 86400 }
func (almanac) Date(t float64) time.Time    { return newYear.AddDate(0, 0, int(t)) }
func (almanac) QuarterOf(year, number int) float64 {
	return float64(400*(year%100-27) + 100*(number-1))
}

func TestMomentsAreTimesOrDays(t *testing.T) {
	for text, want := range map[string]Moment{
		"0": 0, "6w": 30, "2q": 130, "1.5y": 390, "4h": .5,
		"2027-01-01": 0, "2027-01-02": 1, "2027-07-01": 181, "2028-02-29": 424,
		"FY27 Q1": 0, "FY27 Q3": 200, "FY2027 Q3": 200, "FY28 Q4": 700,
	} {
		var m Moment
		require.NoError(t, m.ReadOn(almanac{}, text), text)
		assert.Equal(t, want, m, text)
		assert.True(t, m.Reads(text), text)
		assert.Regexp(t, momentForm.Pattern, text)
	}
}

func TestWhatIsNoMoment(t *testing.T) {
	const want = "want a time since the first day such as 6w, a fiscal quarter such as FY27 Q3 or a date such as 2027-07-01, got "
	for text, fault := range map[string]string{
		"FY27 Q5":      want + `"FY27 Q5"`,
		"FY27 Q0":      want + `"FY27 Q0"`,
		"FY027 Q1":     want + `"FY027 Q1"`,
		"FY27":         want + `"FY27", did you mean "FY27 Q1"?`,
		"fy27 q3":      want + `"fy27 q3", did you mean "FY27 Q3"?`,
		"FY27Q3":       want + `"FY27Q3", did you mean "FY27 Q3"?`,
		"FY27-Q3":      want + `"FY27-Q3", did you mean "FY27 Q3"?`,
		"Q3 FY27":      want + `"Q3 FY27", did you mean "FY27 Q3"?`,
		"Q3 2027":      want + `"Q3 2027", did you mean "FY2027 Q3"?`,
		"2027 Q3":      want + `"2027 Q3", did you mean "FY2027 Q3"?`,
		"2027-7-1":     want + `"2027-7-1", did you mean "2027-07-01"?`,
		"1 July 2027":  want + `"1 July 2027", did you mean "2027-07-01"?`,
		"6 weeks":      want + `"6 weeks", did you mean "6w"?`,
		"2027-02-29":   want + `"2027-02-29"`,
		"2027-06-31":   want + `"2027-06-31"`,
		"2027-13-01":   want + `"2027-13-01"`,
		"-6w":          want + `"-6w"`,
		"":             want + `""`,
		"NaN":          want + `"NaN"`,
		"2026-12-31":   `must be on the first day of the run, 2027-01-01, or after it, got "2026-12-31"`,
		"FY26 Q4":      `must be on the first day of the run, 2027-01-01, or after it, got "FY26 Q4"`,
		"0000-01-01":   `must be on the first day of the run, 2027-01-01, or after it, got "0000-01-01"`,
		"9999-12-31":   `must be within a thousand years of the first day of the run, 2027-01-01, got "9999-12-31"`,
		"2027-07-01 ":  want + `"2027-07-01 ", did you mean "2027-07-01"?`,
		"2027-07-01\n": want + `"2027-07-01\n", did you mean "2027-07-01"?`,
	} {
		var m Moment
		assert.EqualError(t, m.ReadOn(almanac{}, text), fault, text)
		assert.Zero(t, m, text)
	}
	assert.EqualError(t, new(Moment).UnmarshalText([]byte("FY27 Q3")), `want a time since the first day such as 6w where no calendar is known, got "FY27 Q3"`)
	assert.True(t, Moment(0).Reads("2026-12-31"))
	assert.False(t, Moment(0).Reads("FY27 Q5"))
}

// A pattern does not know which years have a 29 February, nor how large a number is.
func TestThePatternOfMomentsAndTheReaderAgree(t *testing.T) {
	pattern := regexp.MustCompile(momentForm.Pattern)
	texts := rapid.OneOf(
		rapid.StringMatching(`(FY)?[0-9]{1,4}[ -]?Q?[0-5]`),
		rapid.StringMatching(`[0-9]{3,4}-[0-1][0-9]-[0-3][0-9]`),
		rapid.StringMatching(`[0-9]{0,3}(y|q|mo|w|d|h|min)`),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		if matches, reads := pattern.MatchString(text), Moment(0).Reads(text); matches != reads && !(matches && regexp.MustCompile(`-02-29$`).MatchString(text)) {
			t.Fatalf("%q: pattern says %v, reader says %v", text, matches, reads)
		}
	})
}

func TestMomentsAreWrittenInTheirShortestWords(t *testing.T) {
	for want, m := range map[string]Moment{
		"0": 0, "6w": 30, "1y": 260, "181d": 181, // 2027-07-01 is no shorter
		"98764h": 12345.5, "1.1428571428571428h": 1. / 7, // not on a day
	} {
		assert.Equal(t, want, m.On(almanac{}))
	}
	for _, m := range []Moment{0, 1, 181, 12345.5, 65. / 3, 1. / 9} {
		var back Moment
		require.NoError(t, back.ReadOn(sevenths{}, m.On(sevenths{})))
		assert.Equal(t, m, back)
	}
	assert.Equal(t, "2027-01-03", Moment(2./7).On(sevenths{}), "which is shorter than 0.2857142857142857d")
	assert.Equal(t, "0.2857142857142857d", Moment(2./7).String(), "without a calendar")
}

// sevenths is an almanac of days that are a seventh of a working day.
type sevenths struct{ almanac }

func (sevenths) Clock(day time.Time) float64 { return almanac{}.Clock(day) / 7 }
func (sevenths) Date(t float64) time.Time    { return almanac{}.Date(7*t + 1e-9) }
