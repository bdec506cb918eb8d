package offerings_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/offerings"
	"postsale/models/units"
)

func TestWhatIsWrongWithOfferings(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		edit func(p offerings.Params)
		want []string
	}{
		{name: "nothing", edit: func(offerings.Params) {}},
		{name: "nobody", edit: func(p offerings.Params) { p[0].Value.Share = nil }, want: []string{"one.share: must name at least one segment, got none"}},
		{name: "a segment that is none", edit: func(p offerings.Params) { p[0].Value.Share[0].Name = "smn" },
			want: []string{`one.share.smn: must name a segment that exists, got "smn", did you mean "smb"?`}},
		{name: "more than all", edit: func(p offerings.Params) { p[0].Value.Share[0].Value = 1.2 },
			want: []string{"one.share.smb: must be between 0% and 100%, got 120%"}},
		{name: "no share", edit: func(p offerings.Params) { p[0].Value.Share[0].Value = units.Share(nan) },
			want: []string{"one.share.smb: must be between 0% and 100%, got NaN%"}},
		{name: "no price", edit: func(p offerings.Params) { p[0].Value.Price = offerings.Price{} },
			want: []string{"one.price: must be one of arr_share and a_year, got 0 of them"}},
		{name: "two prices", edit: func(p offerings.Params) { p[0].Value.Price.AYear = aYear(-1).AYear },
			want: []string{"one.price.a_year: must be between 0 and 1000000000, got -1", "one.price: must be one of arr_share and a_year, got 2 of them"}},
		{name: "a share that is no number", edit: func(p offerings.Params) { p[0].Value.Price = ofARR(units.Share(nan)) },
			want: []string{"one.price.arr_share: must be between 0% and 1000%, got NaN%"}},
		{name: "hours of nobody", edit: func(p offerings.Params) { p[0].Value.Hours = 5 },
			want: []string{"one.team: must name the delivery team whose hours it takes, got none"}},
		{name: "hours below 0", edit: func(p offerings.Params) { p[0].Value.Hours, p[0].Value.Team = -5, "crew" },
			want: []string{"one.hours: must be between 0h/w and 168h/w, got -5h/w"}},
		{name: "a team that is none", edit: func(p offerings.Params) { p[0].Value.Team = "expert" },
			want: []string{`one.team: must name a delivery team that exists, got "expert", did you mean "experts"?`}},
		{name: "no line", edit: func(p offerings.Params) { p[0].Value.Line = "" }, want: []string{`one.line: must be services or support, got ""`}},
		{name: "premium twice", edit: func(p offerings.Params) { p[0].Value.Premium, p[1].Value.Premium = true, true },
			want: []string{"other.share.smb: must be left out of a second premium offering, got 10% beside one"}},
		{name: "premium once", edit: func(p offerings.Params) {
			p[0].Value.Premium, p[1].Value.Premium, p[0].Value.Share[0].Name = true, true, "enterprise"
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := offerings.Params{offering("one", .2, ofARR(.1)), offering("other", .1, aYear(100))}
			c.edit(p)
			assert.Equal(t, c.want, faults(p))
		})
	}
}

func TestPremiumIsOfTheOfferingThatSaysSo(t *testing.T) {
	p := offerings.Params{offering("one", .2, ofARR(.1)), offering("other", .1, aYear(100))}
	name, share := p.Premium("smb")
	assert.Empty(t, name)
	assert.Zero(t, share)
	p[1].Value.Premium = true
	name, share = p.Premium("smb")
	assert.Equal(t, units.Name("other"), name)
	assert.Equal(t, units.Share(.1), share)
	name, _ = p.Premium("enterprise")
	assert.Empty(t, name)
}

func TestATeamIsTakenWhereSomebodyMayBuy(t *testing.T) {
	p := offerings.Params{offering("one", .2, ofARR(.1))}
	p[0].Value.Team = "crew"
	assert.False(t, p.Takes("crew"), "of no hours")
	p[0].Value.Hours = 3
	assert.True(t, p.Takes("crew"))
	assert.False(t, p.Takes("experts"))
	p[0].Value.Share[0].Value = 0
	assert.False(t, p.Takes("crew"), "nobody buys it")
}
