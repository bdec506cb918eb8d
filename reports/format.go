package reports

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// absent stands for a number that does not exist.
const absent = "-"

// clean returns text on one line with nothing in it that moves a cursor: blanks of
// every kind become spaces, other characters that do not print their escapes.
func clean(text string) string {
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

// decimal returns a number with a comma at the thousands, or its power of ten when it has very many.
func decimal(v float64, places int) string {
	if !exists(v) {
		return absent
	}
	const most = 1e15
	if math.Abs(v) >= most {
		return strconv.FormatFloat(v, 'e', 2, 64)
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

func count(n int) string { return decimal(float64(n), 0) }

// percent returns a share in per cent, without the sign.
func percent(share float64) string { return decimal(100*share, 1) }

// short returns a number in as few digits as it has, up to so many places.
func short(v float64, places int) string {
	digits := decimal(v, places)
	if !strings.Contains(digits, ".") {
		return digits
	}
	return strings.TrimSuffix(strings.TrimRight(digits, "0"), ".")
}

// dollars returns money with two or three digits that matter, such as $12.3M.
func dollars(v float64) string {
	if !exists(v) {
		return absent
	}
	sign := ""
	if v < 0 {
		sign = "-"
	}
	switch size := math.Abs(v); {
	case size >= 999_950:
		return sign + "$" + decimal(size/1e6, 1) + "M"
	case size >= 9_995:
		return sign + "$" + decimal(size/1e3, 0) + "k"
	default:
		return sign + "$" + decimal(size, 0)
	}
}

// span returns from low to high, in a unit that is written once.
func span(low, high, unit string) string {
	if low == absent || high == absent {
		return absent
	}
	return low + " to " + high + unit
}

// chance returns the odds in whole per cent, and never 0 % or 100 %; of few trials
// that all went one way, it tells their number.
func chance(o estimate.Odds) string {
	if !exists(o.P) {
		return absent
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

// interval returns the interval of the odds.
func interval(o estimate.Odds) string {
	switch {
	case !exists(o.P):
		return absent
	case o.Hits == 0:
		return "up to " + percent(o.High) + " %"
	case o.Hits == o.N:
		return percent(o.Low) + " % or more"
	default:
		return span(percent(o.Low), percent(o.High), " %")
	}
}

// bound returns what a target asks for, such as "at least 100 %".
func bound(t Target) string {
	side := "at least "
	if t.AtMost {
		side = "at most "
	}
	return side + quantity(t.Measure, t.Unit, t.Bound)
}

// sign returns it in short, such as ">= 100 %".
func sign(t Target) string {
	side := ">= "
	if t.AtMost {
		side = "<= "
	}
	return side + quantity(t.Measure, t.Unit, t.Bound)
}

// line is what a target asks of what, such as "nrr of smb >= 100 %".
func (t Target) line() string {
	name := t.Measure
	if t.Segment != company {
		name += " of " + t.Segment
	}
	return clean(name) + " " + sign(t)
}

// quantity returns a value as a planner would write it.
func quantity(measure string, unit measures.Unit, v float64) string {
	m, known := measures.Find(measure)
	switch {
	case known && m.Told == measures.InWorkingHours:
		return short(v/fiscal.Hour, 2) + " working hours"
	case unit == measures.Share:
		return short(100*v, 2) + " %"
	case unit == measures.Dollars:
		return dollars(v)
	case unit == measures.Days:
		return short(v, 2) + " working days"
	case unit == measures.Hours:
		return short(v, 2) + " hours"
	default:
		return short(v, 2)
	}
}
