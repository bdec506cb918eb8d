// Package fiscal maps the clock of a trial to the calendar of the company and
// back.
//
// The clock runs in working days: 5 to a week, 13 weeks (65 days) to a quarter,
// 260 to a year, and a month is a third of a quarter. Time 0 is the first day of
// the measured run, which is the first day of a fiscal quarter; a warm-up runs
// before it, in negative time. A calendar date maps to the clock by its quarter
// and by the share of that quarter's calendar days that has passed, so that
// holidays and the lengths of months never move a quarter's end.
//
// A fiscal year is named by its last day: with years that start in February,
// February 2027 lies in FY28. Quarters are counted from the start of the run:
// 0 is the first measured quarter, -1 the last of the warm-up.
//
// What comes again and again (Recurrence) is dated by its beginning and its count:
// on a grid of minutes, which days, months and quarters share exactly, or, where a
// day of the calendar is known, by the months of the calendar.
package fiscal

import (
	"fmt"
	"math"
	"time"
)

// The clock, in working days and working hours.
const (
	Hour    = 1.0 / 8
	Week    = 5.0
	Quarter = 65.0
	Year    = 260.0
	Month   = Quarter / 3
)

// Calendar is the company's calendar.
type Calendar struct {
	start time.Time  // first day of quarter 0
	first time.Month // in which fiscal years start
}

// New returns the calendar of a run that begins on start, in a company whose
// fiscal years begin in month first. It is an error when start is not the first
// day of a fiscal quarter.
func New(start time.Time, first time.Month) (Calendar, error) {
	c := Calendar{start: start, first: first}
	if start.Day() != 1 || c.months()%3 != 0 {
		begun := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -(c.months() % 3), 0)
		return c, fmt.Errorf("must be the first day of a fiscal quarter (fiscal years start in %s), such as %s or %s, got %s",
			first, begun.Format(time.DateOnly), begun.AddDate(0, 3, 0).Format(time.DateOnly), start.Format(time.DateOnly))
	}
	return c, nil
}

// months since the fiscal year's first month, 0 to 11.
func (c Calendar) months() int { return (int(c.start.Month()) - int(c.first) + 12) % 12 }

// Season returns the fiscal quarter, 0 to 3, of quarter q.
func (c Calendar) Season(q int) int { return ((c.months()/3+q)%4 + 4) % 4 }

// QuarterName returns the name of quarter q, such as "FY27 Q4".
func (c Calendar) QuarterName(q int) string {
	return fmt.Sprintf("%s Q%d", c.YearName(q), c.Season(q)+1)
}

// YearName returns the name of the fiscal year of quarter q, such as "FY27".
func (c Calendar) YearName(q int) string {
	return fmt.Sprintf("FY%02d", c.year(q)%100)
}

// year returns the fiscal year of quarter q.
func (c Calendar) year(q int) int { return c.begin(q-c.Season(q)+4).AddDate(0, 0, -1).Year() }

// QuarterOf returns the clock time at which quarter 1 to 4 of a fiscal year begins. The year is told by all its digits or by
// the last two: those stand for the year nearest to the first day.
func (c Calendar) QuarterOf(year, number int) float64 {
	first := c.year(0)
	if year < 100 {
		year += (first - year + 50) / 100 * 100
	}
	return Quarter * float64(4*(year-first)+number-1-c.Season(0))
}

// Years returns the whole fiscal years within quarters 0 to n-1, each by the
// number of its first quarter.
func (c Calendar) Years(n int) []int {
	var first []int
	for q := 0; q+4 <= n; q++ {
		if c.Season(q) == 0 {
			first = append(first, q)
		}
	}
	return first
}

// Date returns the calendar day of clock time t, in working days.
func (c Calendar) Date(t float64) time.Time {
	q := int(math.Floor(t / Quarter))
	begin, end := c.begin(q), c.begin(q+1)
	days := end.Sub(begin).Hours() / 24
	const rounding = 1e-9 // of a day, so that Clock and Date agree
	return begin.AddDate(0, 0, int((t/Quarter-float64(q))*days+rounding))
}

// Clock returns the clock time, in working days, at which a calendar day begins.
func (c Calendar) Clock(day time.Time) float64 {
	months := (day.Year()-c.start.Year())*12 + int(day.Month()) - int(c.start.Month())
	q := int(math.Floor(float64(months) / 3))
	begin, end := c.begin(q), c.begin(q+1)
	return Quarter * (float64(q) + day.Sub(begin).Hours()/end.Sub(begin).Hours())
}

func (c Calendar) begin(q int) time.Time { return c.start.AddDate(0, 3*q, 0) }
