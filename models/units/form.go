package units

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Form says how a quantity is written: its unit, the forms that it accepts in words and as a regular expression,
// and whether a bare number is one of them.
type Form struct {
	Unit    string
	Want    string
	Pattern string
	Number  bool
}

// Text is what the types of this package have in common: a text form with a name.
type Text interface{ Form() Form }

const numeral = `((0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?`

// refusal is the error of a text that has not its form. Only who reads it works out what was perhaps meant.
type refusal struct {
	form   Form
	text   string
	likely func(text string) []string
}

func refused(form Form, text string, likely func(text string) []string) error {
	return refusal{form, text, likely}
}

func (r refusal) Error() string {
	return fmt.Sprintf("want %s, got %s%s", r.form.Want, Quote(r.text), meant(r.likely(r.text)))
}

// No plan needs numbers beyond these, and what is computed from them stays finite.
const (
	smallest = 1e-12
	largest  = 1e15
)

// parse reads a numeral times ten to the power shift, correctly rounded: shift 3 reads "1.2" as 1200. It refuses what is
// neither 0 nor between smallest and largest.
func parse(numeral string, shift int) (float64, bool) {
	digits, exponent, _ := strings.Cut(strings.ToLower(numeral), "e")
	power := 0
	if exponent != "" {
		var err error
		if power, err = strconv.Atoi(exponent); err != nil {
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(digits+"e"+strconv.Itoa(power+shift), 64)
	size := math.Abs(v)
	return v, err == nil && (size == 0 || size >= smallest && size <= largest)
}

// format writes v times ten to the power shift as the shortest numeral that parse(text, -shift) reads back as v.
func format(v float64, shift int) string {
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	power, err := strconv.Atoi(exponent)
	if err != nil {
		return digits // NaN and Inf have no exponent
	}
	power += shift
	sign, digits := cutSign(digits)
	digits = strings.Replace(digits, ".", "", 1)
	point := power + 1
	switch {
	case v == 0:
		return "0"
	case point > 21 || point < -6:
		if len(digits) > 1 {
			digits = digits[:1] + "." + digits[1:]
		}
		return sign + digits + "e" + strconv.Itoa(power)
	case point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return sign + digits + strings.Repeat("0", point-len(digits))
	}
	return sign + digits[:point] + "." + digits[point:]
}

func cutSign(digits string) (sign, rest string) {
	if rest, ok := strings.CutPrefix(digits, "-"); ok {
		return "-", rest
	}
	return "", digits
}

// Grouped returns a number of 0 or more with a comma at the thousands.
func Grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Pattern returns what gives a regular expression, compiled when it is first asked for: the program has some fifty, and most
// commands need a few of them. It must be a valid one.
func Pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// Rough returns a number in so many digits that matter, all written out up to a million billions.
func Rough(v float64, digits int) string {
	const large, most = 1000, 1e15
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	switch {
	case err != nil || !(math.Abs(short) <= most):
		return "more than " + Grouped(most)
	case math.Abs(short) >= large:
		return Grouped(int(short))
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}
