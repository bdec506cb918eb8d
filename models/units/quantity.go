package units

import (
	"math"
	"strconv"
)

// Quantity is a number with a unit that may differ from case to case.
type Quantity interface {
	Duration | Money | Share | Number
	Measured
}

// Measured is a number that prints itself in the words of the file.
type Measured interface {
	String() string
	value() float64
}

// Duration is a time in working days.
type Duration float64

// Money is an amount in dollars.
type Money float64

// Share is a part of a whole, 1 for all of it; a growth may be negative.
type Share float64

// Pace is work in hours a week.
type Pace float64

// Number is a number without a unit.
type Number float64

func (d Duration) value() float64 { return float64(d) }
func (m Money) value() float64    { return float64(m) }
func (s Share) value() float64    { return float64(s) }
func (p Pace) value() float64     { return float64(p) }
func (n Number) value() float64   { return float64(n) }

type durationUnit struct {
	name     string
	up, down float64 // its length in days, as a ratio
}

// longest is a thousand years.
const longest = 1000 * 260

// days reads so many of the unit, up to a thousand years.
func (u durationUnit) days(numeral string) (Duration, bool) {
	n, ok := parse(numeral, 0)
	days := n * u.up / u.down
	return Duration(days), ok && days <= longest
}

// durationUnits are in order, the longest first.
var durationUnits = []durationUnit{
	{"y", 260, 1}, {"q", 65, 1}, {"mo", 65, 3}, {"w", 5, 1}, {"d", 1, 1}, {"h", 1, 8}, {"min", 1, 480},
}

var durationForm = Form{
	Unit:    "working time",
	Want:    "a duration such as 6w, 3d or 4h",
	Pattern: `^0$|^(` + numeral + `)(y|q|mo|w|d|h|min)$`,
}

var durationPattern = Pattern(durationForm.Pattern)

// Form says how a duration is written.
func (Duration) Form() Form { return durationForm }

// UnmarshalText reads a duration: 25min, 4h, 3d, 6w, 2mo, 1q, 1.5y or 0.
func (d *Duration) UnmarshalText(text []byte) error {
	if string(text) == "0" {
		*d = 0
		return nil
	}
	if match := durationPattern().FindSubmatch(text); match != nil {
		for _, unit := range durationUnits {
			if unit.name != string(match[len(match)-1]) {
				continue
			}
			if days, ok := unit.days(string(match[1])); ok {
				*d = days
				return nil
			}
		}
	}
	return refused(durationForm, string(text), likelyDurations)
}

// String returns the shortest text that reads back as exactly d.
func (d Duration) String() string {
	if d == 0 {
		return "0"
	}
	shortest := ""
	for _, unit := range durationUnits {
		numeral := format(float64(d)*unit.down/unit.up, 0)
		if shortest != "" && len(numeral)+len(unit.name) >= len(shortest) {
			continue
		}
		if back, ok := unit.days(numeral); ok && back == d && d > 0 {
			shortest = numeral + unit.name
		}
	}
	if shortest == "" {
		return format(float64(d), 0) + "d" // a value that no file can state
	}
	return shortest
}

// MarshalText returns String.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

var moneySuffixes = []struct {
	name  string
	shift int
}{
	{"B", 9}, {"M", 6}, {"k", 3}, {"", 0},
}

var moneyForm = Form{
	Unit:    "dollars",
	Want:    "an amount of money such as 42k, 1.2M or 197",
	Pattern: `^\$?(` + numeral + `)([kMB]?)$`,
	Number:  true,
}

var moneyPattern = Pattern(moneyForm.Pattern)

// Form says how an amount of money is written.
func (Money) Form() Form { return moneyForm }

// UnmarshalText reads an amount of money: 197, 42k, $42k, 1.2M or 3.5B.
func (m *Money) UnmarshalText(text []byte) error {
	if match := moneyPattern().FindSubmatch(text); match != nil {
		for _, suffix := range moneySuffixes {
			if suffix.name != string(match[len(match)-1]) {
				continue
			}
			if v, ok := parse(string(match[1]), suffix.shift); ok {
				*m = Money(v)
				return nil
			}
		}
	}
	return refused(moneyForm, string(text), likelyMoney)
}

// String returns the shortest text that reads back as exactly m.
func (m Money) String() string {
	shortest := format(float64(m), 0)
	for _, suffix := range moneySuffixes {
		if text := format(float64(m), -suffix.shift) + suffix.name; m != 0 && suffix.name != "" && len(text) < len(shortest) {
			shortest = text
		}
	}
	return shortest
}

// MarshalText returns String.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

var shareForm = Form{
	Unit:    "share",
	Want:    "a share such as 85% or 0.85",
	Pattern: `^(-?` + numeral + `)(%?)$`,
	Number:  true,
}

var sharePattern = Pattern(shareForm.Pattern)

// Form says how a share is written.
func (Share) Form() Form { return shareForm }

// UnmarshalText reads a share: 85% or 0.85.
func (s *Share) UnmarshalText(text []byte) error {
	if match := sharePattern().FindSubmatch(text); match != nil {
		shift := 0
		if string(match[len(match)-1]) == "%" {
			shift = -2
		}
		if v, ok := parse(string(match[1]), shift); ok {
			*s = Share(v)
			return nil
		}
	}
	return refused(shareForm, string(text), likelyShares)
}

// String returns the share in per cent, as the shortest text that reads back as exactly s.
func (s Share) String() string { return format(float64(s), 2) + "%" }

// MarshalText returns String.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

var paceForm = Form{
	Unit:    "hours a week",
	Want:    "a pace such as 6.7h/w or 2h/d",
	Pattern: `^(` + numeral + `)h/([wd])$`,
}

var pacePattern = Pattern(paceForm.Pattern)

// Form says how a pace is written.
func (Pace) Form() Form { return paceForm }

// UnmarshalText reads a pace: 6.7h/w or 2h/d.
func (p *Pace) UnmarshalText(text []byte) error {
	if match := pacePattern().FindSubmatch(text); match != nil {
		v, ok := parse(string(match[1]), 0)
		if string(match[len(match)-1]) == "d" {
			v *= 5
		}
		if ok && !math.IsInf(v, 0) {
			*p = Pace(v)
			return nil
		}
	}
	return refused(paceForm, string(text), likelyPaces)
}

// String returns the pace in hours a week, as the shortest text that reads back as exactly p.
func (p Pace) String() string { return format(float64(p), 0) + "h/w" }

// MarshalText returns String.
func (p Pace) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

var numberForm = Form{
	Want:    "a number such as 2 or 0.15",
	Pattern: `^-?` + numeral + `$`,
	Number:  true,
}

var numberPattern = Pattern(numberForm.Pattern)

// Form says how a number is written.
func (Number) Form() Form { return numberForm }

// UnmarshalText reads a number: 2 or 0.15.
func (n *Number) UnmarshalText(text []byte) error {
	if numberPattern().Match(text) {
		if v, ok := parse(string(text), 0); ok {
			*n = Number(v)
			return nil
		}
	}
	return refused(numberForm, string(text), likelyNumbers)
}

// String returns the shortest text that reads back as exactly n.
func (n Number) String() string { return format(float64(n), 0) }

// MarshalText returns String.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// Count is a whole number, 0 or more.
type Count int

var countForm = Form{
	Unit:    "count",
	Want:    "a whole number such as 12",
	Pattern: `^(0|[1-9][0-9]{0,17})$`,
	Number:  true,
}

var countPattern = Pattern(countForm.Pattern)

func (c Count) value() float64 { return float64(c) }

// Form says how a count is written.
func (Count) Form() Form { return countForm }

// UnmarshalText reads a whole number.
func (c *Count) UnmarshalText(text []byte) error {
	if countPattern().Match(text) {
		if n, err := strconv.Atoi(string(text)); err == nil {
			*c = Count(n)
			return nil
		}
	}
	return refused(countForm, string(text), likelyCounts)
}

// String returns the digits of c.
func (c Count) String() string { return strconv.Itoa(int(c)) }

// MarshalText returns String.
func (c Count) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
