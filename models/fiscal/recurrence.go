package fiscal

import (
	"math"
	"time"
)

// grid is how many of the smallest steps that days, hours, minutes, months and quarters share make a day: minutes. A
// month is 10,400 of them.
const grid = 480

// steps returns a length in steps of the grid, rounded to whole ones.
func steps(length float64) float64 { return math.Round(length * grid) }

// Recurrence is when something that began once comes again: after every length of
// time on the clock, or after so many months of the calendar, on the day of the
// month on which it began or the last one of a shorter month. Moments are worked
// out from the beginning and their count, never added up, so that none drifts
// over the end of a quarter.
type Recurrence struct {
	from, length float64 // working days
	months       int     // of the calendar; 0 by the clock
	known        time.Time
	count        int // the time that falls on the known day
	calendar     Calendar
}

// Every returns what comes again after every length of time, in working days, to the nearest minute.
func Every(from, length float64) Recurrence { return Recurrence{from: from, length: length} }

// Dated returns what comes again after every length of time and has come, or is to come, on a day of the calendar for
// the n-th time. Lengths of whole months are those of the calendar.
func (c Calendar) Dated(day time.Time, n int, length float64) Recurrence {
	at := c.Clock(day)
	r := Recurrence{from: After(at, length, -n), length: length, calendar: c}
	if months, whole := WholeMonths(length); whole {
		r.months, r.known, r.count = months, day, n
		r.from = r.At(0)
	}
	return r
}

// At returns when it comes for the n-th time, in working days; 0 is its beginning, and before it n is negative.
func (r Recurrence) At(n int) float64 {
	if r.months > 0 {
		return r.calendar.Clock(monthsAfter(r.known, (n-r.count)*r.months))
	}
	return After(r.from, r.length, n)
}

// After returns the moment n lengths after another, in working days: exactly where days, hours, minutes, months and
// quarters meet.
func After(from, length float64, n int) float64 {
	const rounding = 1e-6
	later := float64(n) * steps(length)
	if whole := steps(from); math.Abs(from*grid-whole) < rounding {
		return (whole + later) / grid
	}
	return from + later/grid
}

// Before returns how often it has come before a moment of the clock, its beginning left out.
func (r Recurrence) Before(t float64) int {
	n := max(0, int((t-r.from)/r.length)+1)
	for n > 0 && r.At(n) >= t {
		n--
	}
	for r.At(n+1) < t {
		n++
	}
	return n
}

// FullYears returns how many full years n lengths of time hold.
func FullYears(length float64, n int) int { return int(float64(n) * steps(length) / (Year * grid)) }

// monthsAfter returns the day so many months after another, or the last one of a month that is too short for it.
func monthsAfter(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(day.Day(), last)-1)
}

// WholeMonths returns of how many months a length in working days is; ok is false when it is not of whole ones.
func WholeMonths(length float64) (months int, ok bool) {
	n := steps(length) / (Month * grid)
	months = int(math.Round(n))
	return months, months > 0 && math.Abs(n-math.Round(n)) < 1e-9
}

// DaysOfMonths returns the fewest and the most calendar days that so many months in a row have.
func DaysOfMonths(months int) (least, most int) {
	for year := 2027; year <= 2028; year++ { // of which one is a leap year
		for month := time.January; month <= time.December; month++ {
			first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
			days := int(first.AddDate(0, months, 0).Sub(first).Hours() / 24)
			if least == 0 || days < least {
				least = days
			}
			most = max(most, days)
		}
	}
	return least, most
}
