package reports

import (
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
)

// scale is how the values of a measure are told: what they are divided by to be in a unit, and its form.
type scale struct {
	by float64
	document.Form
}

func (t scale) number(v float64) document.Number {
	return document.Number{Value: v / t.by, Form: t.Form}
}

func (t scale) span(low, high float64) document.Span {
	return document.Span{Low: low / t.by, High: high / t.by, Form: t.Form}
}

// bare tells no unit, where the label or the title does.
func (t scale) bare() scale {
	t.Bare = true
	return t
}

// more tells a difference, in so many places.
func (t scale) more(places int) scale {
	if t.Unit == document.Percent {
		t.Unit = document.Points
	}
	t.Places, t.Signed, t.Bare = places, true, true
	return t
}

// size tells it without a plus.
func (t scale) size() scale {
	t.Signed = false
	return t
}

var (
	shares     = scale{1. / 100, document.Form{Unit: document.Percent, Places: 1}}
	points     = scale{1. / 100, document.Form{Unit: document.Points, Places: 2, Bare: true}}
	days       = scale{1, document.Form{Unit: document.Days, Places: 1}}
	weeks      = scale{fiscal.Week, document.Form{Unit: document.Weeks, Places: 1}}
	hours      = scale{fiscal.Hour, document.Form{Unit: document.Hours, Places: 1}}
	tenths     = scale{1, document.Form{Places: 1}}
	hundredths = scale{1, document.Form{Places: 2}}
	wholes     = scale{1, document.Form{}}
	dollars    = scale{1, document.Form{Unit: document.Dollars}}
	rough      = scale{1, document.Form{Unit: document.RoughDollars}}
	thousands  = scale{1e3, document.Form{Unit: document.Thousands}}
	millions   = scale{1e6, document.Form{Unit: document.Millions}}
)

// formOf returns how values of a unit are told, with money in thousands of dollars or millions.
func formOf(told measures.Told, unit measures.Unit, money scale) scale {
	switch told {
	case measures.InWeeks:
		return weeks
	case measures.InWorkingHours:
		return hours
	case measures.Whole:
		return wholes
	case measures.InHundredths:
		return hundredths
	case measures.InDollars:
		return rough
	}
	switch unit {
	case measures.Share:
		return shares
	case measures.Dollars:
		return money
	case measures.Days:
		return days
	}
	return tenths
}

// moneyOf returns how the amounts of a company are told, and the words for it.
func moneyOf(s *results.Run) (scale, string) {
	if s.InMillions() {
		return millions, "millions of dollars"
	}
	return thousands, "thousands of dollars"
}

// percent is a share in per cent.
func percent(share float64) document.Number {
	return document.Number{Value: 100 * share, Form: shares.Form}
}

func percents(low, high float64) document.Span {
	return document.Span{Low: 100 * low, High: 100 * high, Form: shares.Form}
}

func count(n int) document.Number { return wholes.number(float64(n)) }

// columns are the titles of a table of numbers behind their labels.
func columns(titles ...string) []document.Column {
	list := make([]document.Column, len(titles))
	for i, title := range titles {
		list[i].Title = title
	}
	return list
}

// titled is a section of its own.
func titled(title, note string, list ...document.Block) []document.Block {
	return []document.Block{document.Section{Title: title, Note: note, Blocks: list}}
}
