package fiscal_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func TestFiscalYearsAreNamedByTheirLastDay(t *testing.T) {
	cases := []struct {
		start time.Time
		first time.Month
		q     int
		want  string
	}{
		{start: day(2027, time.January, 1), first: time.January, q: 0, want: "FY27 Q1"},
		{start: day(2027, time.January, 1), first: time.January, q: 11, want: "FY29 Q4"},
		{start: day(2027, time.January, 1), first: time.January, q: -1, want: "FY26 Q4"},
		{start: day(2027, time.February, 1), first: time.February, q: 0, want: "FY28 Q1"},
		{start: day(2027, time.August, 1), first: time.February, q: 0, want: "FY28 Q3"},
		{start: day(2027, time.August, 1), first: time.February, q: 2, want: "FY29 Q1"},
		{start: day(2027, time.October, 1), first: time.July, q: 0, want: "FY28 Q2"},
	}
	for _, c := range cases {
		calendar, err := fiscal.New(c.start, c.first)
		require.NoError(t, err)
		assert.Equal(t, c.want, calendar.QuarterName(c.q))
	}
}

func TestAQuarterIsFoundByItsName(t *testing.T) {
	january, err := fiscal.New(day(2027, time.January, 1), time.January)
	require.NoError(t, err)
	midway, err := fiscal.New(day(2027, time.August, 1), time.February) // FY28 Q3
	require.NoError(t, err)
	century, err := fiscal.New(day(2098, time.January, 1), time.January)
	require.NoError(t, err)
	for _, c := range []struct {
		name         string
		calendar     fiscal.Calendar
		year, number int
		want         float64 // quarters
	}{
		{name: "the first", calendar: january, year: 27, number: 1, want: 0},
		{name: "by all its digits", calendar: january, year: 2027, number: 3, want: 2},
		{name: "next year", calendar: january, year: 28, number: 2, want: 5},
		{name: "before the first", calendar: january, year: 26, number: 4, want: -1},
		{name: "named by its last day", calendar: midway, year: 28, number: 3, want: 0},
		{name: "the year after", calendar: midway, year: 29, number: 1, want: 2},
		{name: "earlier in the year", calendar: midway, year: 28, number: 1, want: -2},
		{name: "over the century", calendar: century, year: 2, number: 1, want: 16},
		{name: "before it", calendar: century, year: 97, number: 1, want: -4},
	} {
		got := c.calendar.QuarterOf(c.year, c.number)
		assert.Equal(t, fiscal.Quarter*c.want, got, c.name)
	}
	for q := -8; q < 40; q++ {
		name := midway.QuarterName(q)
		var year, number int
		_, err := fmt.Sscanf(name, "FY%d Q%d", &year, &number)
		require.NoError(t, err)
		assert.Equal(t, fiscal.Quarter*float64(q), midway.QuarterOf(year, number), name)
	}
}

func TestARunStartsOnTheFirstDayOfAFiscalQuarter(t *testing.T) {
	for _, start := range []time.Time{day(2027, time.January, 2), day(2027, time.February, 1), day(2027, time.December, 1)} {
		_, err := fiscal.New(start, time.January)
		assert.ErrorContains(t, err, "first day of a fiscal quarter")
	}
}

func TestOnlyWholeFiscalYearsCount(t *testing.T) {
	calendar, err := fiscal.New(day(2027, time.July, 1), time.January)
	require.NoError(t, err)
	assert.Equal(t, []int{2, 6}, calendar.Years(11), "two quarters of FY27 before and one of FY30 after")
	assert.Empty(t, calendar.Years(5))
}

func TestDatesAndClockAgree(t *testing.T) {
	calendar, err := fiscal.New(day(2027, time.April, 1), time.January)
	require.NoError(t, err)
	assert.Zero(t, calendar.Clock(day(2027, time.April, 1)))
	assert.InDelta(t, 65, calendar.Clock(day(2027, time.July, 1)), 1e-12)
	assert.InDelta(t, -65, calendar.Clock(day(2027, time.January, 1)), 1e-12)
	assert.InDelta(t, 65*31/92.0, calendar.Clock(day(2027, time.August, 1))-65, 1e-12)
	for d := day(2019, time.January, 1); d.Year() < 2032; d = d.AddDate(0, 0, 1) {
		require.Equal(t, d, calendar.Date(calendar.Clock(d)))
	}
}
