package dictionary

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"postsale/models/units"
)

// Range says which values a key may have: numbers, or words. Of a spread it says which its values and its mean may be.
type Range struct {
	Text        string  // as it is told; empty where any value will do
	Least, Most float64 // in the units of the model: working days, dollars, 1 for all; infinite where there is no bound
	Above       bool    // Least itself is out
	Below       bool    // Most itself is out
	OrZero      bool    // 0 is in besides
	Step        float64 // only whole multiples of it, if it is not 0
	Mean        bool    // of a spread: the bounds are those of its mean, and no value is below 0
	Words       []string
}

// Anything is the range of a key of which none is stated.
var Anything = Range{Least: math.Inf(-1), Most: math.Inf(1)}

const number = `([^ ,]+|1/\d+ \([^)]*\))`

// ways are how a range may be told.
var ways = []struct {
	pattern     func() *regexp.Regexp
	least, most int // which group they are, 0 if none
	mark        func(r *Range)
}{
	{pattern: exactly(`between N and N`), least: 1, most: 2},
	{pattern: exactly(`N or more`), least: 1},
	{pattern: exactly(`N or more and below N`), least: 1, most: 2, mark: func(r *Range) { r.Below = true }},
	{pattern: exactly(`above N`), least: 1, mark: func(r *Range) { r.Above = true }},
	{pattern: exactly(`above N and at most N`), least: 1, most: 2, mark: func(r *Range) { r.Above = true }},
	{pattern: exactly(`0 or from N to N`), least: 1, most: 2, mark: func(r *Range) { r.OrZero = true }},
	{pattern: exactly(`whole quarters, between N and N`), least: 1, most: 2, mark: func(r *Range) { r.Step = float64(quarter) }},
	{pattern: exactly(`of a mean above N`), least: 1, mark: func(r *Range) { r.Above, r.Mean = true, true }},
	{pattern: exactly(`of a mean of N or more`), least: 1, mark: func(r *Range) { r.Mean = true }},
	{pattern: exactly(`of a mean between N and N`), least: 1, most: 2, mark: func(r *Range) { r.Mean = true }},
}

const quarter units.Duration = 65

func exactly(way string) func() *regexp.Regexp {
	return units.Pattern("^" + strings.ReplaceAll(way, "N", number) + "$")
}

var words = units.Pattern(`^(one of )?[a-z0-9_-]+((, | or )[a-z0-9_-]+)*$`)

// readRange reads a range as it is told.
func readRange(text string) (Range, error) {
	for _, way := range ways {
		match := way.pattern().FindStringSubmatch(text)
		if match == nil {
			continue
		}
		r := Anything
		r.Text = text
		for group, end := range map[int]*float64{way.least: &r.Least, way.most: &r.Most} {
			if group == 0 {
				continue
			}
			var ok bool
			if *end, ok = readNumber(match[group]); !ok {
				return r, errors.New("want a number such as 0, 100% or 6w, got " + units.Quote(match[group]))
			}
		}
		if way.mark != nil {
			way.mark(&r)
		}
		if !(r.Least < r.Most) {
			return r, errors.New("want its ends in order, got " + units.Quote(text))
		}
		return r, nil
	}
	if !words().MatchString(text) {
		return Anything, errors.New("want one such as between 0% and 100%, above 0, 0 or more, or words such as poisson or fixed, got " + units.Quote(text))
	}
	r := Anything
	r.Text = text
	list, _ := strings.CutPrefix(text, "one of ")
	r.Words = strings.Split(strings.ReplaceAll(list, " or ", ", "), ", ")
	return r, nil
}

// readNumber reads a number as a scenario file writes it, or a fraction with what it comes to in parentheses: 1/13 (7.7%).
func readNumber(text string) (float64, bool) {
	if fraction, _, ok := strings.Cut(text, " ("); ok {
		of, err := strconv.Atoi(strings.TrimPrefix(fraction, "1/"))
		return 1 / float64(of), err == nil && of > 0
	}
	var n units.Number
	var share units.Share
	var days units.Duration
	var hours units.Pace
	switch raw := []byte(text); {
	case n.UnmarshalText(raw) == nil:
		return float64(n), true
	case share.UnmarshalText(raw) == nil:
		return float64(share), true
	case days.UnmarshalText(raw) == nil:
		return float64(days), true
	case hours.UnmarshalText(raw) == nil:
		return float64(hours), true
	}
	return 0, false
}

// Holds reports whether a value lies in the range; NaN never does.
func (r Range) Holds(v float64) bool {
	if r.OrZero && v == 0 {
		return true
	}
	if r.Step != 0 {
		const rounding = 1e-9
		if steps := v / r.Step; !(math.Abs(steps-math.Round(steps)) <= rounding) {
			return false
		}
	}
	return (v > r.Least || v == r.Least && !r.Above) && (v < r.Most || v == r.Most && !r.Below)
}

// Has reports whether a word is in the range.
func (r Range) Has(word string) bool { return slices.Contains(r.Words, word) }
