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

// Come are tickets: those found at the start, and those that customers open about the product and about their set-up.
type Come struct{ Found, Asked, Misconfigured float64 }

// Left returns how many tickets are still open after so many days on average, at the least: everybody who is ever there
// counts for all of the time. The owner takes up configuration issues, where that is not tier 1 (nil). The parameters must
// be valid.
func (p Params) Left(come Come, owner *people.Team, days float64) float64 {
	mean := func(touch units.Spread[units.Duration]) float64 { return must(touch.Distribution()).Mean() }
	visits := 1 / (1 - float64(p.Reopened))
	questions := float64(p.HowDoI.Share)
	var first, apart line
	add := func(to *line, tickets, touch float64, escalated units.Share) {
		to.tickets += tickets
		to.touches += visits * tickets * touch
		to.escalated += tickets * float64(escalated)
	}
	add(&first, questions*(come.Found+come.Asked*(1-float64(p.HowDoI.Deflected))), mean(p.HowDoI.Touch), p.HowDoI.Escalated)
	add(&first, (1-questions)*(come.Found+come.Asked), mean(p.BreakFix.Touch), p.BreakFix.Escalated)
	configuration := &first
	if owner != nil {
		configuration = &apart
	} else {
		owner = &p.Tier1
	}
	add(configuration, come.Misconfigured, mean(p.Configuration.Touch), p.Configuration.Escalated)
	left, escalated := first.left(p.Tier1, days)
	more, too := apart.left(*owner, days)
	var second line
	add(&second, escalated+too, mean(p.Tier2Touch), p.Engineering.Share)
	most, referred := second.left(p.Tier2, days)
	return left + more + most + referred*math.Min(1, mean(p.Engineering.Lag)/days)
}

// line are tickets that come to a team, with the days of touch that they take in all.
type line struct{ tickets, touches, escalated float64 }

// left returns how many tickets a team leaves open, and how many it has escalated.
func (l line) left(team people.Team, days float64) (open, escalated float64) {
	takes := l.touches * 40 / float64(team.ProductiveHours)
	switch has := float64(team.Most()) * days; {
	case l.tickets == 0:
		return 0, 0
	case has == 0:
		return l.tickets, 0
	case takes > has:
		return l.tickets * (1 - has/takes), l.escalated * has / takes
	}
	return 0, l.escalated
}
