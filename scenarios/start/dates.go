package start

import (
	"fmt"
	"strings"

	"postsale/models/company"
	"postsale/models/units"
)

// date works out the first day and the fiscal year: who tells only in which month that starts begins there.
func (t *Told) date(like *Archetype, f *Faults) {
	first, month := like.params.Start, like.params.FiscalYearStarts
	if t.FiscalYear != "" {
		if err := month.UnmarshalText([]byte(strings.ToLower(t.FiscalYear))); err != nil {
			f.add("fiscal-year-starts", "%w", err)
			return
		}
		t.FiscalYear = strings.ToLower(month.String())
	}
	switch {
	case t.Start != "":
		if err := first.UnmarshalText([]byte(t.Start)); err != nil {
			f.add("start", "%w", err)
			return
		}
	case t.FiscalYear != "":
		first = units.Date{Year: first.Year, Month: int(month), Day: 1}
		t.begins = first.String()
	}
	if _, err := company.CalendarOf(first, month); err != nil {
		f.add("start fiscal-year-starts", "%w; tell --fiscal-year-starts as well, or a day that begins one of its quarters", err)
	}
}

// FirstDay returns the first day of a company like an archetype whose fiscal year starts in a month, as it is written.
func (a *Archetype) FirstDay(fiscalYear string) string {
	t := Told{FiscalYear: fiscalYear}
	t.date(a, new(Faults))
	if t.begins != "" {
		return t.begins
	}
	return fmt.Sprint(a.params.Start)
}
