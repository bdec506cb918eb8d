package units

import "strings"

// Bound is what a target demands of a measure, in the measure's own unit: 90%, 6w, 1.2M or a plain number. Durations
// are in working days, money is in dollars, shares are 0–1.
type Bound struct {
	Value float64
	As    Kind // as which it was written
}

// Kind is what a bound was written as.
type Kind uint8

// The kinds. A plain number serves every measure, and so does an amount such as 1.2M.
const (
	Plain Kind = iota
	AsShare
	AsDuration
)

var boundForm = Form{
	Unit:    "that of the measure",
	Want:    "a share, duration, amount or number such as 90%, 6w, 1.2M or 4",
	Pattern: strings.Join([]string{shareForm.Pattern, durationForm.Pattern, moneyForm.Pattern}, "|"),
	Number:  true,
}

// Form says how a bound is written.
func (Bound) Form() Form { return boundForm }

// UnmarshalText reads a bound.
func (b *Bound) UnmarshalText(text []byte) error {
	var plain Number
	var share Share
	var days Duration
	var dollars Money
	switch {
	case plain.UnmarshalText(text) == nil:
		*b = Bound{Value: float64(plain)}
	case share.UnmarshalText(text) == nil:
		*b = Bound{float64(share), AsShare}
	case days.UnmarshalText(text) == nil:
		*b = Bound{float64(days), AsDuration}
	case dollars.UnmarshalText(text) == nil:
		*b = Bound{Value: float64(dollars)}
	default:
		return refused(boundForm, string(text), likelyBounds)
	}
	return nil
}

// String returns the shortest text that reads back as exactly b.
func (b Bound) String() string {
	switch b.As {
	case AsShare:
		return Share(b.Value).String()
	case AsDuration:
		if b.Value == 0 {
			return "0d" // 0 alone would read as a plain number
		}
		return Duration(b.Value).String()
	}
	return Number(b.Value).String()
}

// MarshalText returns String.
func (b Bound) MarshalText() ([]byte, error) { return []byte(b.String()), nil }
