package goals

import (
	"errors"
	"fmt"
	"strings"

	"postsale/models/measures"
	"postsale/models/targets"
	"postsale/models/units"
)

// measured reads how wide the interval may be, or what it must leave out.
func (x Expression) measured(m *measures.Measure, read func(m *measures.Measure, text string) (float64, error)) (float64, error) {
	switch {
	case x.odds && x.rule == within:
		return halfWidth(percentage, x.size)
	case x.odds:
		var share units.Share
		if err := share.UnmarshalText([]byte(x.size)); err != nil || share < 0 || share > 1 {
			return 0, fmt.Errorf("beyond: odds want a share from 0%% to 100%%, got %s", units.Quote(x.size))
		}
		return float64(share), nil
	case x.rule == within:
		return halfWidth(m.Unit, x.size)
	}
	v, err := read(m, x.size)
	if err != nil {
		err = fmt.Errorf("beyond: the bound %w", err)
	}
	return v, err
}

// Other stands for what the other plan comes to.
const Other = "other"

// reached reads what is to be reached.
func (x Expression) reached(m *measures.Measure, compared bool) (float64, error) {
	var share units.Share
	switch {
	case x.size == Other && !compared:
		return 0, errors.New("other: wants another plan under the same luck beside it (--against OTHER)")
	case x.odds && x.size == "":
		return 0.5, nil
	case x.odds:
		if err := share.UnmarshalText([]byte(x.size)); err != nil || share < 0 || share > 1 {
			hint := ""
			if share > 1 && share <= 100 && !strings.HasSuffix(x.size, "%") {
				hint = "; did you mean " + x.size + "%?"
			}
			return 0, fmt.Errorf("odds want a share from 0%% to 100%%, got %s%s", units.Quote(x.size), hint)
		}
		return float64(share), nil
	case compared && (x.size == Other || x.size == ""):
		return 0, nil
	}
	v, err := reader(compared)(m, x.size)
	if err != nil {
		err = fmt.Errorf("%s %w", m.Name, err)
	}
	return v, err
}

// reader returns what reads a bound of a measure, or of a difference in it.
func reader(compared bool) func(m *measures.Measure, text string) (float64, error) {
	if compared {
		return gap
	}
	return amount
}

// at says where in the text a word is that something is wrong with.
func (x Expression) at(word string, err error) error {
	if word == "" {
		return err
	}
	return x.fault(max(0, strings.LastIndex(x.text, word)), "%w", err)
}

// gap reads a bound of a difference between plans: of shares, in points.
func gap(m *measures.Measure, text string) (float64, error) {
	if positive, negative := strings.CutPrefix(text, "-"); negative && m.Unit != measures.Share {
		v, err := amount(m, positive)
		return -v, err
	} else if m.Unit != measures.Share {
		return amount(m, text)
	}
	if text == "0" {
		return 0, nil
	}
	v, err := points(text)
	if err != nil {
		err = fmt.Errorf("must be points such as 0.5pt, as it is of a difference of shares, got %s", units.Quote(text))
	}
	return v, err
}

// percentage is the unit of odds.
const percentage = measures.Share

// halfWidth reads half of an interval, in a unit.
func halfWidth(unit measures.Unit, text string) (half float64, err error) {
	want := "a number such as 2"
	switch unit {
	case measures.Share:
		half, err = points(text)
		want = "percentage points such as 2pt"
	case measures.Days:
		var days units.Duration
		err = days.UnmarshalText([]byte(text))
		half, want = float64(days), "a duration such as 0.5d"
	case measures.Dollars:
		var dollars units.Money
		err = dollars.UnmarshalText([]byte(text))
		half, want = float64(dollars), "an amount such as 20k"
	default:
		var number units.Number
		err = number.UnmarshalText([]byte(text))
		half = float64(number)
	}
	if err != nil || !(half > 0) {
		return 0, fmt.Errorf("within: want %s, above 0, got %s", want, units.Quote(text))
	}
	return half, nil
}

// points reads percentage points: 2pt is 0.02.
func points(text string) (float64, error) {
	digits, found := strings.CutSuffix(text, "pt")
	var share units.Share
	if !found || share.UnmarshalText([]byte(digits+"%")) != nil {
		return 0, errors.New("must be percentage points such as 2pt")
	}
	return float64(share), nil
}

// amount reads a bound of a measure.
func amount(m *measures.Measure, text string) (float64, error) {
	if v, err := points(text); err == nil && m.Unit == measures.Share {
		return v, nil
	}
	var bound units.Bound
	if err := bound.UnmarshalText([]byte(text)); err != nil {
		return 0, fmt.Errorf("must be %s", strings.TrimPrefix(err.Error(), "want "))
	}
	return bound.Value, targets.CheckBound(m, bound)
}

// Written returns a bound as a scenario file states it.
func Written(m *measures.Measure, bound float64) string {
	switch m.Unit {
	case measures.Share:
		return units.Share(bound).String()
	case measures.Days:
		return units.Bound{Value: bound, As: units.AsDuration}.String()
	case measures.Dollars:
		return units.Money(bound).String()
	}
	return units.Number(bound).String()
}

// Hinted adds to an error of a column what it could have been.
func Hinted(err error) error {
	var unknown *measures.UnknownError
	if !errors.As(err, &unknown) {
		return err
	}
	const most = 12
	switch hint := units.Hint(unknown.Got, unknown.Valid); {
	case hint != "":
		return fmt.Errorf("%w%s", err, hint)
	case unknown.Kind == "measure":
		return fmt.Errorf("%w; postsale measures lists them", err)
	case len(unknown.Valid) == 0:
		return err
	case len(unknown.Valid) > most:
		return fmt.Errorf("%w; there are %s and %d more", err, strings.Join(unknown.Valid[:most], ", "), len(unknown.Valid)-most)
	}
	return fmt.Errorf("%w; there are %s", err, strings.Join(unknown.Valid, ", "))
}
