package dictionary_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/dictionary"
	"postsale/models/units"
)

func stated(t *testing.T, text string) dictionary.Range {
	t.Helper()
	keys, err := dictionary.New("x", "key: {meaning: x, range: '"+text+"'}").Keys()
	require.NoError(t, err)
	return keys["key"].Range
}

func TestARangeIsReadAsItIsTold(t *testing.T) {
	below, above := math.Nextafter(0, -1), math.Nextafter(1, 2)
	for _, c := range []struct {
		text    string
		in, out []float64
	}{
		{"between 0% and 100%", []float64{0, .5, 1}, []float64{below, above}},
		{"above 0", []float64{1e-300, 1e300, math.Inf(1)}, []float64{0, -1}},
		{"0 or more", []float64{0, 1}, []float64{below}},
		{"above 0h/w and at most 168h/w", []float64{1, 168}, []float64{0, 168.1}},
		{"above -100% and at most 1000%", []float64{-.99, 10}, []float64{-1, 10.1}},
		{"0 or more and below 100%", []float64{0, .99}, []float64{below, 1}},
		{"0 or from 0.01 to 10", []float64{0, .01, 10}, []float64{.009, 10.1, -1}},
		{"between 1/13 (7.7%) and 99%", []float64{1. / 13, .99}, []float64{math.Nextafter(1./13, 0), 1}},
		{"whole quarters, between 1q and 200q", []float64{65, 130, 13000, 65 * (1 + 1e-10)}, []float64{0, 66, 13065}},
		{"of a mean above 0", []float64{1}, []float64{0}},
		{"of a mean between 0% and 100%", []float64{0, 1}, []float64{below, above}},
	} {
		r := stated(t, c.text)
		assert.Equal(t, c.text, r.Text)
		for _, v := range c.in {
			assert.True(t, r.Holds(v), "%s: %v", c.text, v)
		}
		for _, v := range append(c.out, math.NaN()) {
			assert.False(t, r.Holds(v), "%s: %v", c.text, v)
		}
	}
	assert.True(t, dictionary.Anything.Holds(-1e300))
}

func TestARangeMayBeWords(t *testing.T) {
	for text, want := range map[string][]string{
		"all":                                {"all"},
		"poisson or fixed":                   {"poisson", "fixed"},
		"flat, default, severe or last-day":  {"flat", "default", "severe", "last-day"},
		"one of overflow, whole, co-deliver": {"overflow", "whole", "co-deliver"},
	} {
		assert.Equal(t, want, stated(t, text).Words)
	}
}

func TestRangesThatSayNothingAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"between 1 and 0":       `x:1:26: key: range: want its ends in order, got "between 1 and 0"`,
		"above ten":             `x:1:26: key: range: want a number such as 0, 100% or 6w, got "ten"`,
		"at least 3!":           `x:1:26: key: range: want one such as between 0% and 100%, above 0, 0 or more, or words such as poisson or fixed, got "at least 3!"`,
		"between 1/0 (x) and 1": `x:1:26: key: range: want a number such as 0, 100% or 6w, got "1/0 (x)"`,
	} {
		_, err := dictionary.New("x", "key: {meaning: x, range: '"+text+"'}").Keys()
		assert.EqualError(t, err, want)
	}
}

func TestWhatIsOutOfRangeIsToldAsTheRangeIs(t *testing.T) {
	d := dictionary.New("x", `
part.share: {meaning: x, range: between 0% and 100%}
part.weeks: {meaning: x, range: 0 or more}
part.people: {meaning: x, range: between 0 and 10}
part.terms.*: {meaning: x, range: between 0% and 50%}
part.mode: {meaning: x, range: 'one of overflow, whole'}
part.wait: {meaning: x, range: of a mean of 0 or more}
part.size: {meaning: x, range: of a mean above 0}
part.depth: {meaning: x, range: of a mean between 0% and 100%}
`)
	var f units.Faults
	in := d.Section(f.Under("here"), "part")
	in.Check("share", units.Share(.5))
	in.Check("share", units.Share(50))
	in.Check("weeks[12]", units.Number(-1))
	in.Check("people", units.Count(11))
	in.CheckNamed("terms.*", "terms.1y", units.Share(.6))
	in.Word("mode", "whole")
	in.Word("mode", "whoel")
	in.Spread("wait", units.Fixed(units.Duration(-1)))
	in.Spread("size", units.Fixed(units.Number(0)))
	in.Spread("depth", units.Fixed(units.Share(2)))
	assert.Equal(t, []units.Fault{
		{Path: "here.share", Message: "must be between 0% and 100%, got 5000%; 50 per cent is written 50%"},
		{Path: "here.weeks[12]", Message: "must be 0 or more, got -1"},
		{Path: "here.people", Message: "must be between 0 and 10, got 11"},
		{Path: "here.terms.1y", Message: "must be between 0% and 50%, got 60%"},
		{Path: "here.mode", Message: `must be one of overflow, whole, got "whoel", did you mean "whole"?`},
		{Path: "here.wait", Message: "must have no value below 0, got -1"},
		{Path: "here.size", Message: "must have a mean above 0, got 0"},
		{Path: "here.depth", Message: "must have a mean of at most 100%, got 200%"},
	}, f.All())
	assert.Panics(t, func() { in.Check("nothing", units.Share(0)) })
}
