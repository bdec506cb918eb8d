package words

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
)

// Signed writes a number with its sign.
func Signed(v float64, k Style) string {
	text := k.Number(v)
	if results.Exists(v) && !strings.HasPrefix(text, "-") && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

func ShareLabel(v float64) string { return Percent(v) + " %" }

// Absent stands for a number that does not exist.
const Absent = "-"

// Clean returns text on one line with nothing in it that moves a cursor: blanks of
// every kind become spaces, other characters that do not print their escapes.
func Clean(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[0])
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !unicode.IsPrint(r):
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		default:
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return b.String()
}

// Decimal returns a number with a comma at the thousands, or its power of ten when it has very many.
func Decimal(v float64, places int) string {
	if !results.Exists(v) {
		return Absent
	}
	const most = 1e15
	switch {
	case v >= most:
		return ">10^15" // nobody reads on, and it fits where numbers stand
	case v <= -most:
		return "<-10^15"
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', places, 64)
	whole, fraction, _ := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if v < 0 && strings.Trim(digits, "0.") != "" {
		return "-" + whole
	}
	return whole
}

func Count(n int) string { return Decimal(float64(n), 0) }

// Percent returns a share in per cent, without the sign.
func Percent(share float64) string { return Decimal(100*share, 1) }

// Short returns a number in as few digits as it has, up to so many places.
func Short(v float64, places int) string {
	digits := Decimal(v, places)
	if !strings.Contains(digits, ".") {
		return digits
	}
	return strings.TrimSuffix(strings.TrimRight(digits, "0"), ".")
}

// Dollars returns money with two or three digits that matter, such as $12.3M.
func Dollars(v float64) string {
	if !results.Exists(v) {
		return Absent
	}
	sign := ""
	if v < 0 {
		sign = "-"
	}
	switch size := math.Abs(v); {
	case size >= 999_950:
		return sign + "$" + Decimal(size/1e6, 1) + "M"
	case size >= 9_995:
		return sign + "$" + Decimal(size/1e3, 0) + "k"
	default:
		return sign + "$" + Decimal(size, 0)
	}
}

// Span returns from low to high, in a unit that is written once.
func Span(low, high, unit string) string {
	if low == Absent || high == Absent {
		return Absent
	}
	return low + " to " + high + unit
}

// Chance returns the odds in whole per cent, and never 0 % or 100 %; of few trials
// that all went one way, it tells their number.
func Chance(o results.Odds) string {
	if !results.Exists(o.P) {
		return Absent
	}
	switch rounded := math.Round(100 * o.P); rounded {
	case 0:
		if o.N < 100 {
			return fmt.Sprintf("0 of %d", o.N)
		}
		return "below 1 %"
	case 100:
		if o.N < 100 {
			return fmt.Sprintf("%d of %d", o.N, o.N)
		}
		return "over 99 %"
	default:
		return fmt.Sprintf("%.0f %%", rounded)
	}
}

// Interval returns the interval of the odds.
func Interval(o results.Odds) string {
	switch {
	case !results.Exists(o.P):
		return Absent
	case o.Hits == 0:
		return "up to " + Percent(o.High) + " %"
	case o.Hits == o.N:
		return Percent(o.Low) + " % or more"
	default:
		return Span(Percent(o.Low), Percent(o.High), " %")
	}
}

// Bound returns what a target asks for, such as "at least 100 %".
func Bound(t results.Target) string {
	side := "at least "
	if t.AtMost {
		side = "at most "
	}
	return side + Quantity(t.Measure, t.Unit, t.Bound)
}

// Asked returns it with its year or quarter, where other years of a run are not asked the same.
func Asked(s *results.Run, t results.Target) string {
	years, asked := s.Layout.Years(), 0
	for _, y := range years {
		if slices.ContainsFunc(s.TargetsOf(t.Measure, t.Segment, y.Name), func(other results.Target) bool { return other.Bound == t.Bound && other.AtMost == t.AtMost }) {
			asked++
		}
	}
	if asked > 1 || asked == len(years) {
		return Bound(t)
	}
	return Bound(t) + " in " + t.Period
}

// Sign returns it in short, such as ">= 100 %".
func Sign(t results.Target) string {
	side := ">= "
	if t.AtMost {
		side = "<= "
	}
	return side + Quantity(t.Measure, t.Unit, t.Bound)
}

// Line is what a target asks of what, such as "nrr of smb >= 100 %".
func Line(t results.Target) string {
	name := t.Measure
	if t.Segment != measures.WholeCompany {
		name += " of " + t.Segment
	}
	return Clean(name) + " " + Sign(t)
}

// Quantity returns a value as a planner would write it.
func Quantity(measure string, unit measures.Unit, v float64) string {
	m, known := measures.Find(measure)
	switch {
	case known && m.Told == measures.InWorkingHours:
		return Short(v/fiscal.Hour, 2) + " working hours"
	case unit == measures.Share:
		return Short(100*v, 2) + " %"
	case unit == measures.Dollars:
		return Dollars(v)
	case unit == measures.Days:
		return Short(v, 2) + " working days"
	case unit == measures.Hours:
		return Short(v, 2) + " hours"
	default:
		return Short(v, 2)
	}
}

func Trials(s *results.Run) string {
	if s.Done == 1 {
		return "1 trial"
	}
	return Count(s.Done) + " trials"
}

// LeastPoints is the smallest share that is told as points.
const LeastPoints = 0.00005

func Points(share float64) string {
	if share < LeastPoints {
		return "below 0.01 points"
	}
	return Decimal(100*share, 2) + " points"
}

func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
