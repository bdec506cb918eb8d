package scenarios

import (
	"reflect"
	"time"

	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios/tree"
)

// The keys that say which calendar a scenario has. Moments that are told as days of it are read by them as they stand when
// all files and settings are laid over one another: where they change, such moments move.
const startKey, yearKey = "start", "fiscal_year_starts"

// calendarIn returns the calendar of a filled tree, or nil where what says it is at fault.
func calendarIn(root *tree.Node) units.Calendar {
	var start units.Date
	var yearStarts units.Month
	read := func(key string, text interface{ UnmarshalText([]byte) error }) bool {
		n := root.Get(key)
		return n != nil && n.Kind == tree.Scalar && text.UnmarshalText([]byte(n.Text)) == nil
	}
	if !read(startKey, &start) || !read(yearKey, &yearStarts) {
		return nil
	}
	calendar, err := company.CalendarOf(start, yearStarts)
	if err != nil {
		return nil
	}
	return calendar
}

// anyCalendar keeps days in order where it is not known which is the scenario's.
func anyCalendar() units.Calendar {
	calendar, _ := company.CalendarOf(units.Date{Year: 2000, Month: 1, Day: 1}, units.Month(time.January))
	return calendar
}

// read sets v, a quantity at a path, from text. Where no calendar is known, only the form of a moment is judged.
func (d *decoder) read(v reflect.Value, path, text string) error {
	moment, ok := v.Addr().Interface().(*units.Moment)
	if !ok {
		return readText(v, text)
	}
	if d.days != nil && readText(v, text) != nil {
		d.days[path] = text
	}
	if d.calendar != nil {
		return moment.ReadOn(d.calendar, text)
	}
	err := moment.ReadOn(anyCalendar(), text)
	if moment.Reads(text) {
		return nil
	}
	return err
}

// on returns the text of v, a quantity, in a scenario of that calendar.
func on(calendar units.Calendar, v reflect.Value) (string, error) {
	if moment, ok := v.Interface().(units.Moment); ok {
		return moment.On(calendar), nil
	}
	return writeText(v)
}

// calendarOf returns the calendar of a valid document.
func calendarOf(document reflect.Value) units.Calendar {
	if dated, ok := document.FieldByName("Params").Interface().(company.Params); ok {
		return dated.Calendar()
	}
	return anyCalendar()
}
