package start

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"postsale/models/units"
)

// Part is a number of a part of the company, a segment or a role; Name is empty where it is of all.
type Part struct {
	Name  string
	Value float64
}

// Parts are numbers of parts of the company, in the order in which they were told.
type Parts []Part

// InAll reports whether one number was told of all parts.
func (p Parts) InAll() bool { return len(p) == 1 && p[0].Name == "" }

// Sum returns what the parts come to.
func (p Parts) Sum() (sum float64) {
	for _, part := range p {
		sum += part.Value
	}
	return sum
}

// Of returns the number of a part.
func (p Parts) Of(name string) (v float64, told bool) {
	for _, part := range p {
		if part.Name == name {
			return part.Value, true
		}
	}
	return 0, false
}

// Names returns the names of the parts.
func (p Parts) Names() (names []string) {
	for _, part := range p {
		if part.Name != "" {
			names = append(names, part.Name)
		}
	}
	return names
}

var (
	named   = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_.-]*)\s*[=:]\s*`)
	spelled = regexp.MustCompile(`^([+-]?[0-9]*\.?[0-9]+(?:e[+-]?[0-9]{1,2})?)\s*([a-z]*)$`)
	grouped = regexp.MustCompile(`^[0-9]{1,3}([,_' ][0-9]{3})+(\.[0-9]+)?[^0-9]*$`)
)

// ReadParts reads one number, or several with names such as smb=300, mid-market=40; each is read by read.
func ReadParts(text string, read func(string) (float64, error)) (list Parts, err error) {
	places := named.FindAllStringSubmatchIndex(text, -1)
	if len(places) == 0 {
		v, err := read(text)
		return Parts{{Value: v}}, err
	}
	if before := strings.Trim(text[:places[0][0]], " ,;\t"); before != "" {
		return nil, fmt.Errorf("must be one number, or numbers with names such as smb=300, mid-market=40, got %s", units.Quote(text))
	}
	for i, at := range places {
		end := len(text)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		part := Part{Name: text[at[2]:at[3]]}
		if _, twice := list.Of(part.Name); twice {
			return nil, fmt.Errorf("must tell %s once, got %s", part.Name, units.Quote(text))
		}
		if part.Value, err = read(strings.Trim(text[at[1]:end], " ,;\t")); err != nil {
			return nil, fmt.Errorf("%s: %w", part.Name, err)
		}
		list = append(list, part)
	}
	return list, nil
}

// number reads digits as people write them, with what follows them.
func number(text string) (v float64, after string, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if grouped.MatchString(text) {
		text = strings.NewReplacer(",", "", "_", "", "'", "", " ", "").Replace(text)
	}
	match := spelled.FindStringSubmatch(text)
	if match == nil {
		return 0, "", false
	}
	v, err := strconv.ParseFloat(match[1], 64)
	return v, match[2], err == nil && !math.IsInf(v, 0)
}

var magnitudes = map[string]float64{"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mio": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}

// Amount reads an amount of money: $8M, 8m, 8,000,000 or 8e6.
func Amount(text string) (float64, error) {
	stripped := strings.TrimSpace(text)
	for _, sign := range []string{"US$", "$", "USD"} {
		stripped = strings.TrimSpace(strings.TrimPrefix(stripped, sign))
	}
	stripped = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(stripped, "USD"), "$"))
	v, after, ok := number(stripped)
	times, known := magnitudes[after]
	if v *= times; !ok || !known || v < 0 || v > 1e12 {
		return 0, fmt.Errorf("want an amount such as $8M, 8m or 8,000,000, got %s", units.Quote(text))
	}
	return v, nil
}

// Count reads a whole number of customers or people.
func Count(text string) (float64, error) {
	v, after, ok := number(text)
	times, known := magnitudes[after]
	if v *= times; !ok || !known || v < 0 || v != math.Trunc(v) || v > 1e6 {
		return 0, fmt.Errorf("want a whole number such as 300 or 5,000, got %s", units.Quote(text))
	}
	return v, nil
}

// Rate reads how many there are in a quarter, not always a whole number.
func Rate(text string) (float64, error) {
	v, after, ok := number(text)
	if !ok || after != "" || v < 0 || v > 1e5 {
		return 0, fmt.Errorf("want a number such as 12 or 7.5, got %s", units.Quote(text))
	}
	return v, nil
}

// Retention reads GRR or NRR: 105%, 105 or 1.05.
func Retention(text string) (float64, error) {
	stripped := strings.TrimSpace(text)
	digits, inPercent := strings.CutSuffix(stripped, "%")
	v, after, ok := number(digits)
	switch {
	case !ok || after != "" || v < 0 || !inPercent && v > 2.5 && v < 10 || v > 1000:
		return 0, fmt.Errorf("want a share such as 105%% or 1.05, got %s", units.Quote(text))
	case inPercent || v >= 10:
		v /= 100
	}
	return v, nil
}
