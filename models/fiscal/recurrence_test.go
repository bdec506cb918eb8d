package fiscal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
)

func calendar2027(t *testing.T) fiscal.Calendar {
	calendar, err := fiscal.New(day(2027, time.January, 1), time.January)
	require.NoError(t, err)
	return calendar
}

func TestMonthsMeetQuartersExactly(t *testing.T) {
	for _, from := range []float64{0, fiscal.Month, 2 * fiscal.Month, -65, -260 - fiscal.Month, 5, 1.0 / 8} {
		months, weeks := fiscal.Every(from, fiscal.Month), fiscal.Every(from, 2*fiscal.Week)
		for quarter := range 400 {
			assert.Equal(t, fiscal.After(from, fiscal.Quarter, quarter), months.At(3*quarter), "%v", from)
			assert.Equal(t, months.At(6*quarter), weeks.At(13*quarter), "%v", from)
		}
		if from == 0 {
			assert.Equal(t, 400*fiscal.Quarter, months.At(1200))
		}
	}
}

func TestTheDayOfTheMonthReturns(t *testing.T) {
	calendar := calendar2027(t)
	for _, c := range []struct {
		name   string
		day    time.Time
		length float64
		want   []time.Time // from the first time on
	}{
		{name: "every month", day: day(2026, time.June, 15), length: fiscal.Month,
			want: []time.Time{day(2026, time.July, 15), day(2026, time.August, 15), day(2026, time.September, 15)}},
		{name: "on the last day", day: day(2026, time.December, 31), length: fiscal.Month,
			want: []time.Time{day(2027, time.January, 31), day(2027, time.February, 28), day(2027, time.March, 31), day(2027, time.April, 30)}},
		{name: "on a leap day", day: day(2024, time.February, 29), length: fiscal.Year,
			want: []time.Time{day(2025, time.February, 28), day(2026, time.February, 28), day(2027, time.February, 28), day(2028, time.February, 29)}},
		{name: "every half year", day: day(2026, time.August, 31), length: 2 * fiscal.Quarter,
			want: []time.Time{day(2027, time.February, 28), day(2027, time.August, 31)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			first, last := calendar.Dated(c.day, 0, c.length), len(c.want)
			assert.Equal(t, calendar.Clock(c.day), first.At(0))
			known := calendar.Dated(c.want[last-1], last, c.length)
			for i, want := range c.want {
				assert.Equal(t, want, calendar.Date(first.At(i+1)))
				if c.day.Day() <= 28 {
					assert.Equal(t, first.At(i+1), known.At(i+1), "told by its last")
				}
			}
		})
	}
}

// Twelve times in every twelve months, whatever the day of the month.
func TestAMonthComesTwelveTimesAYear(t *testing.T) {
	calendar := calendar2027(t)
	for d := day(2026, time.January, 1); d.Year() < 2027; d = d.AddDate(0, 0, 1) {
		months := calendar.Dated(d, 0, fiscal.Month)
		for year := range 5 {
			from, to := fiscal.Year*float64(year), fiscal.Year*float64(year+1)
			require.Equal(t, 12, months.Before(to)-months.Before(from), "%v in year %d", d, year)
		}
	}
}

func TestWhatHasComeBeforeIsCounted(t *testing.T) {
	calendar := calendar2027(t)
	years := calendar.Dated(day(2024, time.January, 1), 0, fiscal.Year)
	assert.Equal(t, 2, years.Before(0), "the third falls on the day")
	assert.Equal(t, 3, years.Before(1e-9))
	assert.Zero(t, years.Before(years.At(0)))
	assert.Zero(t, years.Before(-1e6))
	assert.Equal(t, 1500, fiscal.Every(0, fiscal.Month).Before(1500*fiscal.Month+1))
}

func TestFullYearsOfARecurrence(t *testing.T) {
	for _, c := range []struct {
		name   string
		length float64
		want   []int // by count, from 0 on
	}{
		{name: "five months", length: 5 * fiscal.Month, want: []int{0, 0, 0, 1, 1, 2}},
		{name: "half years", length: 2 * fiscal.Quarter, want: []int{0, 0, 1, 1, 2}},
		{name: "years", length: fiscal.Year, want: []int{0, 1, 2, 3}},
		{name: "three years", length: 3 * fiscal.Year, want: []int{0, 3, 6}},
		{name: "two weeks", length: 10, want: append(make([]int, 26), 1)},
	} {
		for n, want := range c.want {
			assert.Equal(t, want, fiscal.FullYears(c.length, n), "%s, %d", c.name, n)
		}
	}
}
