package units

import (
	"fmt"
	"strconv"
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

// Moment is a time since the first day of the run, in working days. A file may name the day instead, of the calendar or as
// the first of a fiscal quarter: which moment that is says the company's Calendar.
type Moment float64

func (m Moment) value() float64 { return float64(m) }

// Calendar says which time of the run a day is.
type Calendar interface {
	Clock(day time.Time) float64        // in working days since the first one
	Date(t float64) time.Time           // the day of a time
	QuarterOf(year, number int) float64 // the first day of quarter 1 to 4 of a fiscal year, told by all its digits or the last two
}

var momentForm = Form{
	Unit: durationForm.Unit + " since the first day, or a day",
	Want: "a time since the first day such as 6w, a fiscal quarter such as FY27 Q3 or a date such as 2027-07-01",
	Pattern: durationForm.Pattern + `|^FY([0-9]{2}|[1-9][0-9]{3}) Q[1-4]$` +
		`|^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$`,
}

var momentPattern = Pattern(momentForm.Pattern)

// Form says how a moment is written.
func (Moment) Form() Form { return momentForm }

// UnmarshalText reads a moment that is told by a time. ReadOn reads all.
func (m *Moment) UnmarshalText(text []byte) error {
	var d Duration
	if d.UnmarshalText(text) == nil {
		*m = Moment(d)
		return nil
	}
	if dayIn(string(text)) != nil {
		return fmt.Errorf("want a time since the first day such as 6w where no calendar is known, got %s", Quote(string(text)))
	}
	return refused(momentForm, string(text), likelyMoments)
}

// ReadOn reads a moment: 6w, FY27 Q3, which is the first day of that fiscal quarter, or 2027-07-01.
func (m *Moment) ReadOn(calendar Calendar, text string) error {
	if m.UnmarshalText([]byte(text)) == nil {
		return nil
	}
	clock := dayIn(text)
	if clock == nil {
		return refused(momentForm, text, likelyMoments)
	}
	t, first := clock(calendar), calendar.Date(0).Format(time.DateOnly)
	switch {
	case !(t >= 0):
		return fmt.Errorf("must be on the first day of the run, %s, or after it, got %s", first, Quote(text))
	case t > longest:
		return fmt.Errorf("must be within a thousand years of the first day of the run, %s, got %s", first, Quote(text))
	}
	*m = Moment(t)
	return nil
}

// Reads reports whether a text is that of a moment, whatever day the calendar says it is.
func (Moment) Reads(text string) bool {
	return new(Moment).UnmarshalText([]byte(text)) == nil || dayIn(text) != nil
}

// dayIn returns what tells the time of a day, of a text that names one, or nil.
func dayIn(text string) func(Calendar) float64 {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return func(c Calendar) float64 { return c.Clock(day) }
	}
	name, number, _ := strings.Cut(text, " Q")
	year, err := strconv.Atoi(strings.TrimPrefix(name, "FY"))
	if err != nil || !momentPattern().MatchString(text) {
		return nil
	}
	return func(c Calendar) float64 { return c.QuarterOf(year, int(number[0]-'0')) }
}

// String returns the moment as the shortest time since the first day that reads back as exactly m.
func (m Moment) String() string { return Duration(m).String() }

// MarshalText returns String.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// On returns the shortest text that reads back as exactly m: a time since the first day, or a date where that is shorter.
func (m Moment) On(calendar Calendar) string {
	text := m.String()
	if len(text) <= len(time.DateOnly) {
		return text
	}
	if day := calendar.Date(float64(m)); calendar.Clock(day) == float64(m) {
		return day.Format(time.DateOnly)
	}
	return text
}

// Period is a fiscal year or quarter by its name, such as FY27 or FY27 Q3.
type Period string

var periodForm = Form{
	Want:    "a fiscal year or quarter such as FY27 or FY27 Q3",
	Pattern: `^FY([0-9]{2}|[1-9][0-9]{3})( Q[1-4])?$`,
}

var periodPattern = Pattern(periodForm.Pattern)

// Form says how a period is written.
func (Period) Form() Form { return periodForm }

// UnmarshalText reads a period; of a year the last two digits count.
func (p *Period) UnmarshalText(text []byte) error {
	part := periodPattern().FindSubmatch(text)
	if part == nil {
		return refused(periodForm, string(text), likelyPeriods)
	}
	year := part[1]
	*p = Period("FY" + string(year[len(year)-2:]) + string(part[2]))
	return nil
}

// likelyPeriods returns what a year in digits, capitals or a hyphen was perhaps meant to be.
func likelyPeriods(text string) []string {
	text = strings.ToUpper(strings.TrimSpace(text))
	year, quarter, parted := strings.Cut(strings.NewReplacer("-", " ", "_", " ").Replace(text), " ")
	if year = "FY" + strings.TrimSpace(strings.TrimPrefix(year, "FY")); parted {
		year += " " + strings.TrimSpace(quarter)
	}
	return readable(new(Period), year)
}

// String returns the period.
func (p Period) String() string { return string(p) }

// MarshalText returns String.
func (p Period) MarshalText() ([]byte, error) { return []byte(p), nil }
