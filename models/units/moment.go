package units

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

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
