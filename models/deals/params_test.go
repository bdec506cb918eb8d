package deals_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/deals"
	"postsale/models/units"
)

func TestWhatIsWrongWithTheDeals(t *testing.T) {
	nan := math.NaN()
	weeks := func(n int, w units.Number) []units.Number {
		list := make([]units.Number, n)
		for i := range list {
			list[i] = w
		}
		return list
	}
	share := func(s units.Share) *units.Share { return &s }
	for _, c := range []struct {
		name string
		edit func(*deals.Params)
		want []units.Fault
	}{
		{name: "nothing", edit: func(*deals.Params) {}},
		{name: "last-day", edit: func(p *deals.Params) { p.Profile.Named = "last-day" }},
		{name: "an unknown profile", edit: func(p *deals.Params) { p.Profile.Named = "sever" },
			want: []units.Fault{{Path: "profile.named", Message: `must be flat, default, severe or last-day, got "sever", did you mean "severe"?`}}},
		{name: "weights", edit: func(p *deals.Params) { p.Profile = deals.Profile{Weeks: weeks(13, 1)} }},
		{name: "the least of a last week", edit: func(p *deals.Params) { p.Profile = deals.Profile{LastWeek: share(1. / 13)} }},
		{name: "the most of a last week", edit: func(p *deals.Params) { p.Profile = deals.Profile{LastWeek: share(.99)} }},
		{name: "12 weights", edit: func(p *deals.Params) { p.Profile = deals.Profile{Weeks: weeks(12, 1)} },
			want: []units.Fault{{Path: "profile.weeks", Message: "must be 13 weekly weights, got 12"}}},
		{name: "weights of 0", edit: func(p *deals.Params) { p.Profile = deals.Profile{Weeks: weeks(13, 0)} },
			want: []units.Fault{{Path: "profile.weeks", Message: "must have a positive sum, got 0"}}},
		{name: "too large to add up", edit: func(p *deals.Params) { p.Profile = deals.Profile{Weeks: weeks(13, 1e308)} },
			want: []units.Fault{{Path: "profile.weeks", Message: "must have a positive sum, got +Inf"}}},
		{name: "a weight below 0", edit: func(p *deals.Params) { p.Profile = deals.Profile{Weeks: append(weeks(12, 1), -1)} },
			want: []units.Fault{{Path: "profile.weeks[12]", Message: "must be 0 or more, got -1"}}},
		{name: "no last week", edit: func(p *deals.Params) { p.Profile = deals.Profile{LastWeek: share(.05)} },
			want: []units.Fault{{Path: "profile.last_week", Message: "must be between 1/13 (7.7%) and 99%, got 5%"}}},
		{name: "nothing but a last week", edit: func(p *deals.Params) { p.Profile = deals.Profile{LastWeek: share(1)} },
			want: []units.Fault{{Path: "profile.last_week", Message: "must be between 1/13 (7.7%) and 99%, got 100%"}}},
		{name: "three seasons", edit: func(p *deals.Params) { p.Seasonality = p.Seasonality[:3] },
			want: []units.Fault{{Path: "seasonality", Message: "must have 4 values, one a fiscal quarter, got 3"}}},
		{name: "a season below 0", edit: func(p *deals.Params) { p.Seasonality[1] = -.1 },
			want: []units.Fault{{Path: "seasonality[1]", Message: "must be between 0% and 1000%, got -10%"}}},
		{name: "a shock too small to tell", edit: func(p *deals.Params) { p.ShockCV = .005 },
			want: []units.Fault{{Path: "shock_cv", Message: "cv must be 0 or from 0.01 to 10, got 0.005"}}},
		{name: "slip", edit: func(p *deals.Params) { p.Slip = 1.1 },
			want: []units.Fault{{Path: "slip", Message: "must be between 0% and 100%, got 110%"}}},
		{name: "counts", edit: func(p *deals.Params) { p.Counts = "fixd" },
			want: []units.Fault{{Path: "counts", Message: `must be poisson or fixed, got "fixd", did you mean "fixed"?`}}},
		{name: "word of mouth", edit: func(p *deals.Params) {
			p.Detractors, p.References = &deals.Detractors{PerPoint: .01, Normal: .1}, &deals.References{PerPoint: .005}
		}},
		{name: "detractors", edit: func(p *deals.Params) { p.Detractors = &deals.Detractors{PerPoint: -.01, Normal: units.Share(nan)} },
			want: []units.Fault{{Path: "detractors.per_point", Message: "must be between 0% and 100%, got -1%"},
				{Path: "detractors.normal", Message: "must be between 0% and 100%, got NaN%"}}},
		{name: "references", edit: func(p *deals.Params) { p.References = &deals.References{PerPoint: 2, Normal: share(1.1)} },
			want: []units.Fault{{Path: "references.per_point", Message: "must be between 0% and 100%, got 200%"},
				{Path: "references.normal", Message: "must be between 0% and 100%, got 110%"}}},
		{name: "no numbers", edit: func(p *deals.Params) {
			p.Profile = deals.Profile{LastWeek: share(units.Share(nan))}
			p.Seasonality[3], p.ShockCV, p.Slip = units.Share(nan), units.Number(nan), units.Share(nan)
		}, want: []units.Fault{
			{Path: "profile.last_week", Message: "must be between 1/13 (7.7%) and 99%, got NaN%"},
			{Path: "seasonality[3]", Message: "must be between 0% and 1000%, got NaN%"},
			{Path: "shock_cv", Message: "cv must be 0 or from 0.01 to 10, got NaN"},
			{Path: "slip", Message: "must be between 0% and 100%, got NaN%"},
		}},
		{name: "weights that are no numbers", edit: func(p *deals.Params) { p.Profile = deals.Profile{Weeks: append(weeks(12, 1), units.Number(nan))} },
			want: []units.Fault{{Path: "profile.weeks[12]", Message: "must be 0 or more, got NaN"}, {Path: "profile.weeks", Message: "must have a positive sum, got NaN"}}},
		{name: "parameters of which nothing was read", edit: func(p *deals.Params) { *p = deals.Params{} }, want: []units.Fault{
			{Path: "profile.named", Message: `must be flat, default, severe or last-day, got ""`},
			{Path: "seasonality", Message: "must have 4 values, one a fiscal quarter, got 0"},
			{Path: "counts", Message: `must be poisson or fixed, got ""`},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := steady(1).Params
			c.edit(&p)
			var f units.Faults
			p.Validate(&f)
			assert.Equal(t, c.want, f.All())
		})
	}
}

func TestWhatIsWrongWithTheDealsOfASegment(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name    string
		segment deals.Segment
		want    []units.Fault
	}{
		{name: "nothing", segment: deals.Segment{PerQuarter: 18.75, Growth: -.5}},
		{name: "no deals", segment: deals.Segment{}},
		{name: "the most", segment: deals.Segment{PerQuarter: 1e6, Growth: 10}},
		{name: "fewer than none", segment: deals.Segment{PerQuarter: -1},
			want: []units.Fault{{Path: "deals_per_quarter", Message: "must be between 0 and 1000000, got -1"}}},
		{name: "too many", segment: deals.Segment{PerQuarter: 2e6},
			want: []units.Fault{{Path: "deals_per_quarter", Message: "must be between 0 and 1000000, got 2000000"}}},
		{name: "gone in a year", segment: deals.Segment{Growth: -1},
			want: []units.Fault{{Path: "deals_growth", Message: "must be above -100% and at most 1000%, got -100%"}}},
		{name: "explosive", segment: deals.Segment{Growth: 11},
			want: []units.Fault{{Path: "deals_growth", Message: "must be above -100% and at most 1000%, got 1100%"}}},
		{name: "no numbers", segment: deals.Segment{PerQuarter: units.Number(nan), Growth: units.Share(nan)}, want: []units.Fault{
			{Path: "deals_per_quarter", Message: "must be between 0 and 1000000, got NaN"},
			{Path: "deals_growth", Message: "must be above -100% and at most 1000%, got NaN%"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f units.Faults
			c.segment.Validate(&f)
			assert.Equal(t, c.want, f.All())
		})
	}
}
