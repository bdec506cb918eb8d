package accounts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"postsale/models/units"
)

// text returns the cell of a column, or "" when there is no such column.
func (r row) text(column string) string {
	if i, ok := r.columns[column]; ok {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// scientific is what a spreadsheet makes of a long number.
var scientific = units.Pattern(`^[0-9][.,]?[0-9]*E\+[0-9]+$`)

func (r row) id() string {
	id := r.text("id")
	same := identity(id)
	switch first, twice := r.ids[same]; {
	case same == "":
		r.fault("id: must not be empty")
	case utf8.RuneCountInString(id) > units.LongestName:
		r.fault("id: must be at most %d characters long, got %d", units.LongestName, utf8.RuneCountInString(id))
	case strings.ContainsAny(id, "\n\r\t"):
		r.fault("id: must be one line without tabs, got %s", units.Quote(id))
	case scientific().MatchString(id):
		r.fault("id: must be an id, got %s, which a spreadsheet has made of a long number: format the column as text", units.Quote(id))
	case twice && first.id == id:
		r.fault("id: must be unique, got %s again (first in line %d)", units.Quote(id), first.line)
	case twice:
		r.fault("id: must be unique, got %s, which is the account %s of line %d in other letters", units.Quote(id), units.Quote(first.id), first.line)
	default:
		r.ids[same] = place{id, r.line}
	}
	return id
}

// segment returns the number of the segment: what the export says of the word, or the name itself.
func (r row) segment() int {
	word := r.text("segment")
	name := word
	if told, ok := meant(r.export.Segments, word, r.segments); ok {
		name = string(told)
	}
	i := slices.Index(r.names, name)
	if i < 0 {
		i = r.segmentLike(name)
	}
	if i < 0 {
		r.fault("segment: must be one of %s, got %s%s", strings.Join(r.names, ", "), units.Quote(word), segmentHint(word, r.names))
	}
	return i
}

// segmentLike returns the one segment whose name differs in capitals or spaces alone, or -1.
func (r row) segmentLike(name string) int {
	found := -1
	for i := range r.names {
		if !units.Alike(r.names[i], name) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

func segmentHint(word string, names []string) string {
	if hint := units.Hint(word, names); hint != "" || word == "" {
		return hint
	}
	return "; say under accounts which it is: segments: {" + inYAML(word) + ": ...}"
}

func (r row) arr() float64 {
	arr, err := units.Amount(r.text("arr"))
	if err != nil {
		r.fault("arr: %w", err)
	} else if !(arr > 0) {
		r.fault("arr: must be above 0, got %s", units.Quote(r.text("arr")))
	}
	return float64(arr)
}

// liveWords are what tables say of customers who are live, and of those who are not.
var liveWords = map[string]Answer{
	"": Yes, "yes": Yes, "true": Yes, "y": Yes, "1": Yes, "live": Yes, "active": Yes,
	"no": No, "false": No, "n": No, "0": No, "not live": No, "onboarding": No, "implementing": No, "implementation": No,
}

// goneWords are what they say of those who have left. They are not left out by themselves.
var goneWords = []string{"churned", "cancelled", "canceled", "inactive", "terminated", "expired", "closed", "lost", "former"}

func (r row) isLive() Answer {
	word := r.text("live")
	if told, ok := meant(r.export.Live, word, r.live); ok {
		return told
	}
	live, known := liveWords[strings.ToLower(word)]
	if !known {
		likely, besides := Yes, ", or gone to leave the row out"
		if slices.Contains(goneWords, strings.ToLower(word)) {
			likely, besides = Gone, ", which leaves the row out, or yes or no"
		}
		r.fault("live: must be yes or no, got %s; say under accounts which it is: live: {%s: %s}%s", units.Quote(word), inYAML(word), likely, besides)
	}
	return live
}

// length reads a contract length: 1y, 12 months, Annual, or a plain number of the column's unit.
func (r *reader) length(text string) (units.Duration, error) {
	term, err := units.Span(units.TermLength(text), r.unit)
	if _, plain := strconv.ParseFloat(text, 64); err != nil && plain == nil && r.unit == "" {
		err = fmt.Errorf("%w; say under accounts what plain numbers are: columns: {term: {column: %s, unit: mo}}", err, inYAML(r.termName))
	}
	return term, err
}

// date reads a day of the calendar, zero after a fault.
func (r row) date(column string) time.Time {
	date, err := readDate(r.text(column), r.export.Dates)
	if err != nil {
		r.fault("%s: %w", column, err)
		return time.Time{}
	}
	return date
}

// Dates as tables write them. A time of the day may follow; the day counts as it is written.
const clock = `(?:,?[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?)?$`

var (
	yearFirst  = units.Pattern(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})` + clock)
	yearLast   = units.Pattern(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})` + clock)
	dayNamed   = units.Pattern(`^([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?,?[- ]([0-9]{4})` + clock)
	monthNamed = units.Pattern(`^([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})` + clock)
	shortYear  = units.Pattern(`^(?:[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}|[0-9]{1,2}[- ][A-Za-z]{3}[- ][0-9]{2})` + clock)
	dayNumber  = units.Pattern(`^[0-9]{5}(\.[0-9]+)?$`)
)

const wantDate = "want a date such as 2027-01-01, got %s"

// readDate reads a date that begins with the year, names its month, or is in the order that is told.
func readDate(text string, order units.Name) (time.Time, error) {
	var plain units.Date
	if len(text) == len(time.DateOnly) && plain.UnmarshalText([]byte(text)) == nil && plain.Year > 0 { // nearly all, and fast
		return time.Date(plain.Year, time.Month(plain.Month), plain.Day, 0, 0, 0, 0, time.UTC), nil
	}
	quoted := units.Quote(text)
	if part := yearFirst().FindStringSubmatch(text); part != nil {
		return day(part[1], part[2], part[3], quoted)
	}
	if part := dayNamed().FindStringSubmatch(text); part != nil {
		return day(part[3], part[2], part[1], quoted)
	}
	if part := monthNamed().FindStringSubmatch(text); part != nil {
		return day(part[3], part[1], part[2], quoted)
	}
	if part := yearLast().FindStringSubmatch(text); part != nil {
		return ordered(part[1], part[2], part[3], order, quoted)
	}
	switch {
	case shortYear().MatchString(text):
		return time.Time{}, fmt.Errorf("want a date with four digits for the year such as 2027-01-01, got %s", quoted)
	case dayNumber().MatchString(text):
		return time.Time{}, fmt.Errorf(wantDate+", the number of a day in a spreadsheet: format the column as dates", quoted)
	}
	return time.Time{}, fmt.Errorf(wantDate, quoted)
}

// ordered reads a date whose first two numbers are a month and a day, in the order that is told.
func ordered(first, second, year string, order units.Name, quoted string) (time.Time, error) {
	monthFirst, notMonth := day(year, first, second, quoted)
	dayFirst, notDay := day(year, second, first, quoted)
	switch {
	case notMonth != nil && notDay != nil:
		return time.Time{}, notMonth
	case order == MonthFirst && notMonth == nil:
		return monthFirst, nil
	case order == DayFirst && notDay == nil:
		return dayFirst, nil
	case order != "":
		is := DayFirst
		if notDay != nil {
			is = MonthFirst
		}
		if order == YearFirst {
			return time.Time{}, fmt.Errorf("must be year-first as dates says, got %s", quoted)
		}
		return time.Time{}, fmt.Errorf("must be %s as dates says, got %s, which is %s", order, quoted, is)
	}
	return time.Time{}, fmt.Errorf(wantDate+"; say under accounts how dates are written: dates: month-first or dates: day-first", quoted)
}

// day returns a day of the calendar; the month is a number or a name.
func day(year, month, day, quoted string) (time.Time, error) {
	var named units.Month
	m, err := strconv.Atoi(month)
	if err != nil && named.UnmarshalText([]byte(month)) == nil {
		m = int(named)
	}
	y, _ := strconv.Atoi(year) // digits
	d, _ := strconv.Atoi(day)
	date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1 || date.Year() != y || int(date.Month()) != m || date.Day() != d {
		return time.Time{}, fmt.Errorf("want a day of the calendar such as 2027-01-01, got %s", quoted)
	}
	return date, nil
}
