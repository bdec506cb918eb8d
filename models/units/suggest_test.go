package units

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestWhatWasPerhapsMeantIsSaid(t *testing.T) {
	for _, c := range []struct {
		of   any
		text string
		want string // "" if nothing
	}{
		{Duration(0), "1m", `"1mo" or "1min"`},
		{Duration(0), "3 months", `"3mo"`},
		{Duration(0), "2 weeks", `"2w"`},
		{Duration(0), "1yr", `"1y"`},
		{Duration(0), "10days", `"10d"`},
		{Duration(0), "5 h", `"5h"`},
		{Duration(0), "6W", `"6w"`},
		{Duration(0), "1,5 years", `"1.5y"`},
		{Duration(0), "10 working days", `"10d"`},
		{Duration(0), " 2 Qtrs. ", `"2q"`},
		{Duration(0), "90 mins", `"90min"`},
		{Duration(0), "1.200 h", `"1200h" or "1.2h"`},
		{Duration(0), "1.200", ""},
		{Duration(0), "6", ""},
		{Duration(0), "-6 weeks", ""},
		{Duration(0), "six weeks", ""},
		{Duration(0), "99999 years", ""},
		{Money(0), "$110,000", `"110000"`},
		{Money(0), "1.234.567", `"1234567"`},
		{Money(0), "1.234,50", `"1234.50"`},
		{Money(0), "110 000", `"110000"`},
		{Money(0), "12'500", `"12500"`},
		{Money(0), "42K", `"42k"`},
		{Money(0), "42 k", `"42k"`},
		{Money(0), "$1.2 million", `"1.2M"`},
		{Money(0), "300 USD", `"300"`},
		{Money(0), "€42k", ""},
		{Money(0), "-5", ""},
		{Share(0), "25 percent", `"25%"`},
		{Share(0), "12,5%", `"12.5%"`},
		{Share(0), "half", ""},
		{Pace(0), "19.1", `"19.1h/w"`},
		{Pace(0), "6.7 h/week", `"6.7h/w"`},
		{Pace(0), "2 hours per day", `"2h/d"`},
		{Pace(0), "2h/mo", ""},
		{Number(0), "1,5", `"1.5"`},
		{Number(0), "2x", `"2"`},
		{Number(0), "150%", `"1.5"`},
		{Count(0), "2k", `"2000"`},
		{Count(0), "1,200", `"1200"`},
		{Count(0), "12.0", `"12"`},
		{Count(0), "1.5", ""},
		{Month(0), "Sept.", `"september"`},
		{Month(0), "4", `"april"`},
		{Month(0), "13", ""},
		{Date{}, "1/31/2027", `"2027-01-31"`},
		{Date{}, "02/03/2027", `"2027-02-03" or "2027-03-02"`},
		{Date{}, "31.1.2027", `"2027-01-31"`},
		{Date{}, "2027-01", `"2027-01-01"`},
		{Date{}, "2027-01-01T00:00:00Z", `"2027-01-01"`},
		{Name(""), "Größte Kunden", `"Groesste-Kunden"`},
		{Name(""), "r&d", `"r-d"`},
		{Name(""), "???", ""},
		{Bound{}, "105 %", `"105%"`},
		{Bound{}, "2 weeks", `"2w"`},
		{Month(0), "00 ", ""},
		{Month(0), " sept. ", `"september"`},
	} {
		_, err := read(c.of, c.text)
		require.Error(t, err, c.text)
		_, got, _ := strings.Cut(err.Error(), ", did you mean ")
		assert.Equal(t, c.want, strings.TrimSuffix(got, "?"), c.text)
	}
}

// Whatever is suggested can be pasted.
func TestWhatIsSuggestedReads(t *testing.T) {
	suggested := regexp.MustCompile(`"([^"]*)"( or "([^"]*)")*\?$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`[$]?[0-9]{1,4}([.,' ][0-9]{3}){0,2}([.,][0-9]{1,3})? ?(m|mo|months?|k|K|M|%|x|h/w|h|days|W|usd)?`), rapid.String()).Draw(t, "text")
		of := rapid.SampledFrom([]any{Duration(0), Money(0), Share(0), Pace(0), Number(0), Count(0), Month(0), Date{}, Name(""), Title(""), Bound{}}).Draw(t, "of")
		_, err := read(of, text)
		if err == nil {
			return
		}
		_, hint, ok := strings.Cut(err.Error(), ", did you mean ")
		if !ok || !suggested.MatchString(hint) {
			return
		}
		for i, part := range strings.Split(hint, `"`) {
			if i%2 == 1 && !strings.Contains(part, `\`) {
				_, err := read(of, part)
				require.NoError(t, err, "%T %q suggests %q", of, text, part)
			}
		}
	})
}

func TestLengthsOfContractsMayBeWords(t *testing.T) {
	for text, want := range map[string]Duration{
		"monthly": 65. / 3, "Quarterly": 65, "semi-annual": 130, "half-yearly": 130, "ANNUAL": 260, "annually": 260, "yearly": 260, "1y": 260, "24mo": 520,
	} {
		var d Duration
		require.NoError(t, d.ReadTerm(text), text)
		assert.Equal(t, want, d, text)
		assert.Regexp(t, TermForm.Pattern, text)
	}
	const wanted = "want a length of contracts such as 1y, 6mo, annual or monthly, got "
	for text, want := range map[string]string{
		"12 months": `"12 months", did you mean "12mo"?`,
		"anual":     `"anual", did you mean "annual"?`,
		"biannual":  `"biannual", did you mean "annual"?`,
		"12":        `"12"`,
		"daily":     `"daily"`,
	} {
		var d Duration
		assert.EqualError(t, d.ReadTerm(text), wanted+want, text)
		assert.NotRegexp(t, TermForm.Pattern, text)
	}
	var d Duration
	assert.Error(t, d.UnmarshalText([]byte("annual")), "a word is a length of contracts and nothing else")
}

func TestTitlesAreNamesAsPeopleWriteThem(t *testing.T) {
	for _, text := range []string{"Acme Inc", "Acme, Inc.", "Größeres Team", "O'Brien & Söhne", "Plan A/B (draft)", "東京", "3 partners", "É"} {
		var title Title
		require.NoError(t, title.UnmarshalText([]byte(text)), text)
		assert.Equal(t, Title(text), title)
		assert.Regexp(t, titleForm.Pattern, text)
	}
	for text, want := range map[string]string{
		"":                       `want a name that begins with a letter or digit, on one line, got ""`,
		"=1+1":                   `want a name that begins with a letter or digit, on one line, got "=1+1", did you mean "1+1"?`,
		"-x":                     `want a name that begins with a letter or digit, on one line, got "-x", did you mean "x"?`,
		"a\nb":                   `want a name that begins with a letter or digit, on one line, got "a\nb", did you mean "a b"?`,
		"a\u202eb":               `want a name that begins with a letter or digit, on one line, got "a\u202eb"`,
		" a":                     `want a name that begins with a letter or digit, on one line, got " a", did you mean "a"?`,
		"a ":                     `want a name that begins with a letter or digit, on one line, got "a ", did you mean "a"?`,
		"a\xff":                  `want a name that begins with a letter or digit, on one line, got "a\xff"`,
		"../../etc":              `want a name that begins with a letter or digit, on one line, got "../../etc", did you mean "etc"?`,
		strings.Repeat("ä", 101): "must be at most 100 characters long, got 101",
	} {
		assert.EqualError(t, new(Title).UnmarshalText([]byte(text)), want)
	}
}

func TestTheShortFormOfANameIsOneForFiles(t *testing.T) {
	for text, want := range map[string]string{
		"Acme Inc":                     "Acme-Inc",
		"Acme, Inc.":                   "Acme-Inc",
		"Größeres Team":                "Groesseres-Team",
		"O'Brien & Söhne":              "OBrien-Soehne",
		"../../etc/passwd":             "etc-passwd",
		"東京":                           "scenario",
		"Cafe\u0301 A\u0308":           "Cafe-A",
		"board-lean":                   "board-lean",
		strings.Repeat("ß", 100):       strings.Repeat("s", 100),
		"x" + strings.Repeat("-", 200): "x",
	} {
		assert.Equal(t, want, Short(text), text)
	}
	rapid.Check(t, func(t *rapid.T) {
		short := Short(rapid.String().Draw(t, "name"))
		require.NoError(t, new(Name).UnmarshalText([]byte(short)), short)
	})
}
