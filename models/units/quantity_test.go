package units

import (
	"encoding"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestQuantitiesReadWhatPlannersWrite(t *testing.T) {
	for _, c := range []struct {
		text string
		want any
	}{
		{"25min", Duration(25.0 / 480)},
		{"4h", Duration(0.5)},
		{"3d", Duration(3)},
		{"6w", Duration(30)},
		{"1.5w", Duration(7.5)},
		{"2mo", Duration(130.0 / 3)},
		{"1q", Duration(65)},
		{"12q", Duration(780)},
		{"1y", Duration(260)},
		{".5y", Duration(130)},
		{"0", Duration(0)},
		{"0d", Duration(0)},
		{"1e2d", Duration(100)},
		{"197", Money(197)},
		{"42k", Money(42000)},
		{"$42k", Money(42000)},
		{"$12.50", Money(12.5)},
		{"1.2M", Money(1.2e6)},
		{"3.5B", Money(3.5e9)},
		{"85%", Share(0.85)},
		{"12.3%", Share(0.123)},
		{"0.85", Share(0.85)},
		{"-5%", Share(-0.05)},
		{"250%", Share(2.5)},
		{"6.7h/w", Pace(6.7)},
		{"2h/d", Pace(10)},
		{"2", Number(2)},
		{"-.15", Number(-0.15)},
		{"12", Count(12)},
		{"0", Count(0)},
		{"january", Month(1)},
		{"Dec", Month(12)},
		{"2028-02-29", Date{2028, 2, 29}},
		{"mid-market", Name("mid-market")},
		{"90%", Bound{0.9, AsShare}},
		{"6w", Bound{30, AsDuration}},
		{"1.2M", Bound{Value: 1.2e6}},
		{"4", Bound{Value: 4}},
		{"2nd_line", Name("2nd_line")},
	} {
		got, err := read(c.want, c.text)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.want, got, c.text)
	}
}

func TestErrorsSayWhichFormsAreAccepted(t *testing.T) {
	duration := "want a duration such as 6w, 3d or 4h, got "
	money := "want an amount of money such as 42k, 1.2M or 197, got "
	share := "want a share such as 85% or 0.85, got "
	pace := "want a pace such as 6.7h/w or 2h/d, got "
	number := "want a number such as 2 or 0.15, got "
	count := "want a whole number such as 12, got "
	for _, c := range []struct {
		of   any
		text string
		want string
	}{
		{Duration(0), "6 weaks", duration + `"6 weaks"`},
		{Duration(0), "6", duration + `"6"`},
		{Duration(0), "-6w", duration + `"-6w"`},
		{Duration(0), "6W", duration + `"6W", did you mean "6w"?`},
		{Duration(0), "1e999d", duration + `"1e999d"`},
		{Duration(0), "1e308y", duration + `"1e308y"`},
		{Duration(0), "NaN", duration + `"NaN"`},
		{Duration(0), ".nan", duration + `".nan"`},
		{Duration(0), "infd", duration + `"infd"`},
		{Duration(0), "", duration + `""`},
		{Duration(0), "\x1b[31m6w", duration + `"\x1b[31m6w"`},
		{Money(0), "-1", money + `"-1"`},
		{Money(0), "1,200", money + `"1,200", did you mean "1200"?`},
		{Money(0), "1.2m", money + `"1.2m", did you mean "1.2M"?`},
		{Money(0), "inf", money + `"inf"`},
		{Share(0), "85 %", share + `"85 %", did you mean "85%"?`},
		{Share(0), ".inf", share + `".inf"`},
		{Pace(0), "6.7h", pace + `"6.7h", did you mean "6.7h/w"?`},
		{Pace(0), "-1h/w", pace + `"-1h/w"`},
		{Number(0), "3k", number + `"3k"`},
		{Number(0), "0x10", number + `"0x10"`},
		{Number(0), "1_000", number + `"1_000", did you mean "1000"?`},
		{Number(0), "010", number + `"010"`},
		{Count(0), "1.5", count + `"1.5"`},
		{Count(0), "-3", count + `"-3"`},
		{Count(0), "1e3", count + `"1e3"`},
		{Count(0), "9999999999999999999", count + `"9999999999999999999"`},
		{Month(0), "janu", `want a month such as january or jan, got "janu", did you mean "january"?`},
		{Date{}, "2027-02-29", `want a date such as 2027-01-01, got "2027-02-29"`},
		{Date{}, "2027-1-1", `want a date such as 2027-01-01, got "2027-1-1", did you mean "2027-01-01"?`},
		{Name(""), "mid market", `want a name of letters, digits, - and _, got "mid market", did you mean "mid-market"?`},
		{Bound{}, "much", `want a share, duration, amount or number such as 90%, 6w, 1.2M or 4, got "much"`},
		{Name(""), strings.Repeat("x", 101), "must be at most 100 characters long, got 101"},
		{Name(""), "", `want a name of letters, digits, - and _, got ""`},
	} {
		_, err := read(c.of, c.text)
		assert.EqualError(t, err, c.want)
	}
}

func TestQuantitiesPrintTheShortestText(t *testing.T) {
	for _, c := range []struct {
		of   interface{ String() string }
		want string
	}{
		{Duration(0), "0"},
		{Duration(0.5), "4h"},
		{Duration(1), "1d"},
		{Duration(5), "1w"},
		{Duration(65.0 / 3), "1mo"},
		{Duration(130), "2q"},
		{Duration(780), "3y"},
		{Duration(7), "7d"},
		{Duration(25.0 / 480), "25min"},
		{Duration(1.0 / 3), "160min"},
		{Money(0), "0"},
		{Money(197), "197"},
		{Money(12500), "12500"},
		{Money(42000), "42k"},
		{Money(1.25e6), "1.25M"},
		{Money(3e9), "3B"},
		{Share(0.85), "85%"},
		{Share(0.333), "33.3%"},
		{Share(-0.05), "-5%"},
		{Pace(6.7), "6.7h/w"},
		{Number(1e-9), "1e-9"},
		{Number(1.5e300), "1.5e300"},
		{Number(-1200), "-1200"},
		{Month(2), "february"},
		{Date{2027, 1, 1}, "2027-01-01"},
	} {
		assert.Equal(t, c.want, c.of.String())
	}
}

func TestTextReadsBackAsExactlyTheSameValue(t *testing.T) {
	finite := rapid.Custom(func(t *rapid.T) float64 {
		v := rapid.Float64Range(-largest/1e3, -smallest*1e3)
		if rapid.Bool().Draw(t, "positive") {
			v = rapid.Float64Range(smallest*1e3, largest/1e3)
		}
		return v.Draw(t, "finite")
	})
	planned := rapid.Custom(func(t *rapid.T) float64 {
		return float64(rapid.IntRange(1, 100000).Draw(t, "n")) / float64(rapid.SampledFrom([]int{1, 3, 10, 100, 480}).Draw(t, "of"))
	})
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(finite, planned).Draw(t, "v")
		readsBack(t, Share(v))
		readsBack(t, Number(v))
		readsBack(t, Bound{Value: v})
		v = math.Abs(v)
		readsBack(t, Duration(min(v, 1000*260)))
		readsBack(t, Money(v))
		readsBack(t, Pace(v))
		readsBack(t, Count(rapid.IntRange(0, 1e17).Draw(t, "count")))
		readsBack(t, Month(rapid.IntRange(1, 12).Draw(t, "month")))
	})
}

func TestNumbersBeyondAnyPlanAreRefused(t *testing.T) {
	for _, c := range []struct {
		of   any
		text string
	}{{Money(0), "1e16"}, {Money(0), "2000000B"}, {Number(0), "1e-13"}, {Number(0), "1e308"}, {Share(0), "1e-300%"}, {Duration(0), "1001y"}, {Pace(0), "1e-20h/w"}} {
		_, err := read(c.of, c.text)
		assert.Error(t, err, "%s", c.text)
	}
}

func TestThePatternAndTheReaderAgree(t *testing.T) {
	texts := rapid.OneOf(
		rapid.StringMatching(`-?[0-9]{0,3}\.?[0-9]{0,2}(e[+-]?[0-9]{1,2})?(%|[kMBdwqyh]|mo|min|h/w|h/d)?`),
		rapid.StringMatching(`[A-Za-z0-9_-]{1,4}`),
		rapid.StringMatching(`\$?[0-9]{1,4}(\.[0-9]{2,4})?(e1|k)?`),
		rapid.SampledFrom([]string{"JANUARY", "jan", "janua", "$1", "$", ""}),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		for _, of := range []any{Duration(0), Money(0), Share(0), Pace(0), Number(0), Count(0), Month(0), Name(""), Bound{}} {
			_, err := read(of, text)
			matches := regexp.MustCompile(of.(Text).Form().Pattern).MatchString(text)
			outsize := strings.ContainsAny(text, "eyqw") || strings.HasSuffix(text, "mo") // a pattern does not know how large a number is
			if matches != (err == nil) && !(matches && outsize) {
				t.Fatalf("%T: pattern says %v, reader says %v", of, matches, err)
			}
		}
	})
}

// read reads text into a new value of of's type.
func read(of any, text string) (any, error) {
	switch of.(type) {
	case Duration:
		return readAs[Duration](text)
	case Money:
		return readAs[Money](text)
	case Share:
		return readAs[Share](text)
	case Pace:
		return readAs[Pace](text)
	case Number:
		return readAs[Number](text)
	case Count:
		return readAs[Count](text)
	case Month:
		return readAs[Month](text)
	case Date:
		return readAs[Date](text)
	case Bound:
		return readAs[Bound](text)
	}
	return readAs[Name](text)
}

func readAs[V any](text string) (V, error) {
	var v V
	err := any(&v).(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
	return v, err
}

func readsBack[V interface {
	comparable
	encoding.TextMarshaler
}](t *rapid.T, v V) {
	text, err := v.MarshalText()
	require.NoError(t, err)
	back, err := readAs[V](string(text))
	require.NoError(t, err)
	if back != v {
		t.Fatalf("%v is written %s and read back as %v", v, text, back)
	}
}
