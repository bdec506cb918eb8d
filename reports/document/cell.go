package document

import (
	"math"
	"time"

	"postsale/models/results"
)

// Cell is what stands in a place of a table: one of the types below, or nil for nothing.
type Cell interface{ cell() }

// Text is a cell of words.
type Text string

// Number is a value, in its unit. One that is not finite is told as absent.
type Number struct {
	Value float64
	Form
}

// Span is from a value to another, both in one unit.
type Span struct {
	Low, High float64
	Form
}

// Form is the unit of a number and how it is told.
type Form struct {
	Unit   Unit
	Places int  // behind the point
	Digits int  // that matter, in place of places; 0: as Places says
	Signed bool // with a plus if it has one
	Bare   bool // the unit stands in the label or the title, and is not told again
}

// Unit is what a number counts, in which its value is given.
type Unit int

const (
	Things       Unit = iota // or nothing
	Percent                  // 61.2 is 61.2 %
	Points                   // of a per cent, as differences are
	Dollars                  // all of their digits
	RoughDollars             // dollars, in two or three digits that matter
	Thousands                // of dollars
	Millions                 // of dollars
	Days                     // working days
	Weeks                    // of five of them
	Hours                    // working hours, eight a day
	Theory                   // a number of theory, which has no unit and no commas
)

// Absent is a number that does not exist.
var Absent = Number{Value: math.NaN()}

// Odds are how often something is so.
type Odds struct{ results.Odds }

// Interval is the interval of odds.
type Interval struct{ results.Odds }

// Chances are how often each of several things is so.
type Chances []Chance

type Chance struct {
	Odds results.Odds
	Of   string
}

// Dates are from a day to another.
type Dates struct{ From, To time.Time }

func (Text) cell()     {}
func (Number) cell()   {}
func (Span) cell()     {}
func (Odds) cell()     {}
func (Interval) cell() {}
func (Chances) cell()  {}
func (Dates) cell()    {}
