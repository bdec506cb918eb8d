package units

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Count is a whole number, 0 or more.
type Count int

var countForm = Form{
	Unit:    "count",
	Want:    "a whole number such as 12",
	Pattern: `^(0|[1-9][0-9]{0,17})$`,
	Number:  true,
}

var countPattern = regexp.MustCompile(countForm.Pattern)

func (c Count) value() float64 { return float64(c) }

// Form says how a count is written.
func (Count) Form() Form { return countForm }

// UnmarshalText reads a whole number.
func (c *Count) UnmarshalText(text []byte) error {
	if countPattern.Match(text) {
		if n, err := strconv.Atoi(string(text)); err == nil {
			*c = Count(n)
			return nil
		}
	}
	return refused(countForm, string(text), likelyCounts)
}

// String returns the digits of c.
func (c Count) String() string { return strconv.Itoa(int(c)) }

// MarshalText returns String.
func (c Count) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

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

// Name names a segment, a team, a project type: letters, digits, hyphens and underscores.
type Name string

var nameForm = Form{
	Want:    "a name of letters, digits, - and _",
	Pattern: `^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`,
}

// LongestName is how many characters a name may have: it stands in every line and label of its subject.
const LongestName = 100

var namePattern = regexp.MustCompile(nameForm.Pattern)

// Form says how a name is written.
func (Name) Form() Form { return nameForm }

// UnmarshalText reads a name.
func (n *Name) UnmarshalText(text []byte) error {
	if len(text) > LongestName {
		return fmt.Errorf("must be at most %d characters long, got %d", LongestName, len(text))
	}
	if !namePattern.Match(text) {
		return refused(nameForm, string(text), likelyNames)
	}
	*n = Name(text)
	return nil
}

// String returns the name.
func (n Name) String() string { return string(n) }

// MarshalText returns String.
func (n Name) MarshalText() ([]byte, error) { return []byte(n), nil }
