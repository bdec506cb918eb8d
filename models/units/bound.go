package units

import "strings"

// Bound is what a target demands of a measure, in the measure's own unit: 90%, 6w, 1.2M or a plain number. Durations
// are in working days, money is in dollars, shares are 0–1.
type Bound float64

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
	var share Share
	var days Duration
	var dollars Money
	switch {
	case share.UnmarshalText(text) == nil:
		*b = Bound(share)
	case days.UnmarshalText(text) == nil:
		*b = Bound(days)
	case dollars.UnmarshalText(text) == nil:
		*b = Bound(dollars)
	default:
		return refused(boundForm, string(text))
	}
	return nil
}

// String returns the bound as a plain number, the shortest text that reads back as exactly b.
func (b Bound) String() string { return Number(b).String() }

// MarshalText returns String.
func (b Bound) MarshalText() ([]byte, error) { return []byte(b.String()), nil }
