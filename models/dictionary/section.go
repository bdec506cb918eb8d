package dictionary

import (
	"math"
	"reflect"
	"strings"

	"postsale/models/units"
)

// Section checks the values of a part of a scenario against the ranges of their keys. Its checks take paths below that
// part, as Faults do; what is said of a list such as seasonality holds for each of its places, seasonality[2].
type Section struct {
	dictionary *Dictionary
	faults     *units.Faults
	at         string
}

// Section returns the checks of the keys below a path, such as segments.*, which add to the faults.
func (d *Dictionary) Section(f *units.Faults, at string) Section { return Section{d, f, at} }

// Check demands a value in the range of its key.
func (s Section) Check(path string, v units.Measured) { s.CheckNamed(path, path, v) }

// CheckNamed is Check of a key whose path holds a name: terms.* at terms.1y.
func (s Section) CheckNamed(key, path string, v units.Measured) {
	r := s.rangeOf(key)
	if share, ok := v.(units.Share); ok && r.Text == "between 0% and 100%" {
		s.faults.Share01(path, share)
	} else if !r.Holds(amount(v)) {
		s.faults.Add(path, "must be %s, got %s", r.Text, v)
	}
}

// Word demands one of the words of a key.
func (s Section) Word(path string, word units.Name) {
	r := s.rangeOf(path)
	if !r.Has(string(word)) {
		s.faults.Add(path, "must be %s, got %s%s", r.Text, units.Quote(string(word)), units.Hint(string(word), r.Words))
	}
}

// Spread demands a valid spread in the range of its key.
func (s Section) Spread(path string, law units.Law) {
	r := s.rangeOf(path)
	if r.Above {
		s.faults.MeanAbove0(path, law)
		return
	}
	s.faults.NoneBelow0(path, law)
	if shares, ok := law.(units.Spread[units.Share]); ok && !math.IsInf(r.Most, 1) {
		s.faults.MeanAtMost(path, shares, units.Share(r.Most))
	}
}

var place = units.Pattern(`\[\d+\]`)

func (s Section) rangeOf(path string) Range {
	return s.dictionary.Of(strings.TrimPrefix(s.at+"."+place().ReplaceAllString(path, ""), ".")).Range
}

// amount returns a value as a number of the model's units.
func amount(v units.Measured) float64 {
	n := reflect.ValueOf(v)
	if n.CanInt() {
		return float64(n.Int())
	}
	return n.Float()
}
