package support

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim/exponential"
	"postsale/sim/random"
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
	law := random.Must(acv.Distribution())
	spread := exponential.Power(1+law.Variance()/(law.Mean()*law.Mean()), math.Max(0, float64(s.Size)-1))
	return float64(s.PerMonth) / fiscal.Month * spread
}

// Come are tickets: those found at the start, and those that customers open about the product and about their set-up.
type Come struct{ Found, Asked, Misconfigured float64 }

// Left returns how many tickets are still open after a warm-up and a run of so many days on average, at the least: as if
// nobody ever had to wait for one. The owner takes up configuration issues, where that is not tier 1 (nil), and engineers what
// is referred, each for so many days, where there are any (nil). The parameters must be valid.
func (p Params) Left(come Come, owner, engineers *people.Team, fix, warmUp, run float64) float64 {
	mean := func(touch units.Spread[units.Duration]) float64 { return random.Must(touch.Distribution()).Mean() }
	visits := 1 / (1 - float64(p.Reopened))
	questions := float64(p.HowDoI.Share)
	var first, apart line
	add := func(to *line, tickets, touch float64, escalated units.Share) {
		to.tickets += tickets
		to.touches += visits * tickets * touch
		to.escalated += tickets * float64(escalated)
	}
	add(&first, questions*(come.Found+p.asking(come)), mean(p.HowDoI.Touch), p.HowDoI.Escalated)
	add(&first, (1-questions)*(come.Found+come.Asked), mean(p.BreakFix.Touch), p.BreakFix.Escalated)
	configuration := &first
	if owner != nil {
		configuration = &apart
	} else {
		owner = &p.Tier1
	}
	add(configuration, come.Misconfigured, mean(p.Configuration.Touch), p.Configuration.Escalated)
	left, escalated := first.left(p.Tier1.ProductiveHours, p.Tier1.MostDays(warmUp, run))
	more, too := apart.left(owner.ProductiveHours, owner.MostDays(warmUp, run))
	if !p.Escalates() {
		return left + more
	}
	var second line
	add(&second, escalated+too, mean(p.Tier2Touch), p.Engineering.Share)
	most, referred := second.left(p.Tier2.ProductiveHours, p.Tier2.MostDays(warmUp, run))
	if engineers != nil {
		waits, _ := line{tickets: referred, touches: visits * referred * fix}.left(engineers.ProductiveHours, engineers.MostDays(warmUp, run))
		return left + more + most + waits
	}
	return left + more + most + referred*math.Min(1, mean(p.Engineering.Lag)/(warmUp+run))
}

// asking returns of tickets about the product how many come to tier 1 at the least if they are how-do-I questions: those that
// neither self-service answers nor a session that has seats for all who wait for it.
func (p Params) asking(come Come) float64 {
	come.Asked *= 1 - float64(p.HowDoI.Deflected)
	if p.OfficeHours != nil {
		come.Asked *= 1 - float64(p.OfficeHours.Share)
	}
	return come.Asked
}

// Referred returns how many of these tickets are referred to engineering on average, each as often as it comes to that, if
// nobody ever had to wait for one. The parameters must be valid.
func (p Params) Referred(come Come) float64 {
	if !p.Escalates() {
		return 0
	}
	questions := float64(p.HowDoI.Share)
	escalated := questions*(come.Found+p.asking(come))*float64(p.HowDoI.Escalated) +
		(1-questions)*(come.Found+come.Asked)*float64(p.BreakFix.Escalated) + come.Misconfigured*float64(p.Configuration.Escalated)
	return escalated * float64(p.Engineering.Share) / (1 - float64(p.Reopened))
}

// line are tickets that come to a team, with the days of touch that they take in all.
type line struct{ tickets, touches, escalated float64 }

// left returns how many tickets people leave open who work so many hours a week, for so many days in all, and how many
// they have escalated.
func (l line) left(hours units.Pace, has float64) (open, escalated float64) {
	takes := l.touches * 40 / float64(hours)
	switch {
	case l.tickets == 0:
		return 0, 0
	case has == 0:
		return l.tickets, 0
	case takes > has:
		return l.tickets * (1 - has/takes), l.escalated * has / takes
	}
	return 0, l.escalated
}
