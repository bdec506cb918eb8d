package words

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/results"
)

// Size tells a number without its sign; what is too small for its places is said to be less than the smallest.
func (k Style) Size(v float64) string {
	text := k.Number(math.Abs(v))
	if v == 0 || text != k.Number(0) {
		return text
	}
	return "less than " + Decimal(math.Pow(10, -float64(k.Places)), k.Places)
}

// Divided are the measures that are told, and in which unit their shares are.
var Divided = []struct {
	Name, Label, Unit string
	told              Style
	Answers           bool // tells it in a sentence
}{
	{"nrr", "NRR", "points", Points2, true},
	{"grr", "GRR", "points", Points2, true},
	{"arr_closing", "ARR", "$k", Thousands, false},
}

func StyleOf(d *results.Division) Style {
	for _, measure := range Divided {
		if measure.Name == d.Measure.Name {
			return measure.told
		}
	}
	return Levels
}

// Style is how the values of a measure are written.
type Style struct {
	Unit   float64 // that they are divided by
	Places int
	Suffix string
}

var (
	Shares = Style{1. / 100, 1, " %"}
	Days   = Style{1, 1, ""}
	Hours  = Style{fiscal.Hour, 1, ""}
	Weeks  = Style{fiscal.Week, 1, ""}
	Levels = Style{1, 1, ""}
	Wholes = Style{1, 0, ""}

	Thousands = Style{1e3, 0, ""} // of dollars, whatever the size of the company
)

func (k Style) Value(v float64) string {
	if !results.Exists(v) {
		return Absent
	}
	return k.Number(v) + k.Suffix
}

func (k Style) Number(v float64) string { return Decimal(v/k.Unit, k.Places) }

// Points2 tells a share in points.
var Points2 = Style{1. / 100, 2, ""}
