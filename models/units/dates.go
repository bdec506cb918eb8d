package units

import (
	"fmt"
	"strings"
	"time"
)

// Month is a month of the calendar, 1 for January.
type Month int

var monthForm = Form{
	Unit:    "month",
	Want:    "a month such as january or jan",
	Pattern: monthAlternatives(),
}

func monthAlternatives() string {
	var names []string
	for m := time.January; m <= time.December; m++ {
		names = append(names, caseless(m.String()[:3])+"("+caseless(m.String()[3:])+")?")
	}
	return `^(` + strings.Join(names, "|") + `)$`
}

func caseless(word string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(word) {
		fmt.Fprintf(&b, "[%c%c]", r-'a'+'A', r)
	}
	return b.String()
}

// Form says how a month is written.
func (Month) Form() Form { return monthForm }

// UnmarshalText reads a month: january or jan, in any case.
func (m *Month) UnmarshalText(text []byte) error {
	for month := time.January; month <= time.December; month++ {
		name := month.String()
		if strings.EqualFold(string(text), name) || strings.EqualFold(string(text), name[:3]) {
			*m = Month(month)
			return nil
		}
	}
	return refused(monthForm, string(text), likelyMonths)
}

// String returns the month's name in lower case.
func (m Month) String() string { return strings.ToLower(time.Month(m).String()) }

// MarshalText returns String.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Date is a day of the calendar.
type Date struct{ Year, Month, Day int }

var dateForm = Form{
	Unit:    "date",
	Want:    "a date such as 2027-01-01",
	Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`,
}

// Form says how a date is written.
func (Date) Form() Form { return dateForm }

// UnmarshalText reads a date: 2027-01-01.
func (d *Date) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return refused(dateForm, string(text), likelyDates)
	}
	*d = Date{t.Year(), int(t.Month()), t.Day()}
	return nil
}

// String returns the date as 2027-01-01.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText returns String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// terms are the words for lengths of contracts.
var terms = []struct{ word, length string }{
	{"monthly", "1mo"},
	{"month-to-month", "1mo"},
	{"month to month", "1mo"},
	{"quarterly", "1q"},
	{"semi-annual", "2q"},
	{"semiannual", "2q"},
	{"semi-annually", "2q"},
	{"semiannually", "2q"},
	{"half-yearly", "2q"},
	{"annual", "1y"},
	{"annually", "1y"},
	{"yearly", "1y"},
}

// TermForm says how the length of a contract is written: as a duration or in a word.
var TermForm = Form{
	Unit:    durationForm.Unit,
	Want:    "a length of contracts such as 1y, 6mo, annual or monthly",
	Pattern: durationForm.Pattern + "|" + termPattern(),
}

func termPattern() string {
	var words []string
	for _, t := range terms {
		word := ""
		for _, r := range t.word {
			if r == '-' || r == ' ' {
				word += string(r)
			} else {
				word += caseless(string(r))
			}
		}
		words = append(words, word)
	}
	return "^(" + strings.Join(words, "|") + ")$"
}

// ReadTerm reads the length of a contract: a duration, or monthly, quarterly, semi-annual, annual or yearly, in any
// case.
func (d *Duration) ReadTerm(text string) error {
	text = TermLength(text)
	if d.UnmarshalText([]byte(text)) == nil {
		return nil
	}
	return refused(TermForm, text, likelyTerms)
}

// TermLength returns the duration that a word for a length of contracts stands for, and any other text as it is.
func TermLength(text string) string {
	for _, t := range terms {
		if strings.EqualFold(text, t.word) {
			return t.length
		}
	}
	return text
}

func likelyTerms(text string) []string {
	if likely := likelyDurations(text); len(likely) > 0 {
		return likely
	}
	if word := Nearest(text, termWords()); word != "" {
		return []string{word}
	}
	return nil
}

func termWords() []string {
	var words []string
	for _, t := range terms {
		words = append(words, t.word)
	}
	return words
}
