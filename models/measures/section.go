package measures

import "slices"

// Section is a table that measures are told in: those of the company, by period.
type Section struct {
	Title string
	In    string // what its figures are in, where that is not said by the labels; Money stands for the unit of money
	Means bool   // told by means, which add up; else by medians
	Note  string // what its words mean; of one line
}

// Money stands in a section's In for thousands or millions of dollars, as fits the company.
const Money = "MONEY"

// Told is what the values of a measure are written in for people, where its unit does not say it.
type Told uint8

// What values are told in.
const (
	AsUnit         Told = iota // days as working days, a count with a decimal
	InWeeks                    // of days
	InWorkingHours             // of days
	Whole                      // a count without decimals
)

// Measures returns the measures that are told in the section, in order: those that have a label.
func (s *Section) Measures() []*Measure {
	var list, last []*Measure
	for i := range All {
		switch m := &All[i]; {
		case m.Section != s || m.Label == "":
		case m.Last:
			last = append(last, m)
		default:
			list = append(list, m)
		}
	}
	return slices.Concat(list, last)
}
