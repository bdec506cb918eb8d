package support

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/units"
)

// Rate returns how many tickets a live customer opens a day on average, at the ARR that it begins with, and how many
// more in its early life, for a spread of ARR. The parameters must be valid.
func (s Segment) Rate(acv units.Spread[units.Money]) (aDay, early float64) {
	aDay = s.asked(acv) + float64(s.ConfigurationPerWeek)/fiscal.Week
	return aDay, aDay * fade * math.Max(0, float64(s.EarlyMultiple)-1)
}

// Product returns which share of a customer's tickets is about the product, the others being configuration issues.
func (s Segment) Product(acv units.Spread[units.Money]) float64 {
	if aDay, _ := s.Rate(acv); aDay > 0 {
		return s.asked(acv) / aDay
	}
	return 0
}

// asked returns how many tickets about the product a customer opens a day on average, at the ARR that it begins with.
func (s Segment) asked(acv units.Spread[units.Money]) float64 {
	// The mean of the size to the power s is at most 1 for s <= 1, and log-convex between 1 and 2.
	law := must(acv.Distribution())
	spread := math.Pow(1+law.Variance()/(law.Mean()*law.Mean()), math.Max(0, float64(s.Size)-1))
	return float64(s.PerMonth) / fiscal.Month * spread
}

// Left returns how many tickets of the product are still open after so many days on average, at the least: of those found
// at the start, and of those that customers ask in the meantime. What else keeps the tiers busy is left out, and everybody
// who is ever there counts for all of the time. The parameters must be valid.
func (p Params) Left(found, asked, days float64) float64 {
	questions := float64(p.HowDoI.Share)
	answered := questions * float64(p.HowDoI.Deflected)
	howDoI, breakFix := found*questions+asked*(questions-answered), (found+asked)*(1-questions)
	come := howDoI + breakFix
	if come == 0 {
		return 0
	}
	visits := 1 / (1 - float64(p.Reopened))
	mean := func(touch units.Spread[units.Duration]) float64 { return must(touch.Distribution()).Mean() }
	touches := visits * (howDoI*mean(p.HowDoI.Touch) + breakFix*mean(p.BreakFix.Touch))
	first := left(p.Tier1, come, touches, days)
	escalated := (howDoI*float64(p.HowDoI.Escalated) + breakFix*float64(p.BreakFix.Escalated)) * (1 - first/come)
	return first + left(p.Tier2, escalated, visits*escalated*mean(p.Tier2Touch), days)
}

// left returns how many of so many tickets, of so many days of touch in all, a team leaves open.
func left(team people.Team, tickets, touches, days float64) float64 {
	takes := touches * 40 / float64(team.ProductiveHours)
	has := float64(team.Most()) * days
	switch {
	case has == 0:
		return tickets
	case takes <= has:
		return 0
	}
	return tickets * (1 - has/takes)
}
