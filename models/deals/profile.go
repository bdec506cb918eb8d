package deals

import (
	"math"
	"slices"

	"postsale/sim/exponential"
)

// closing returns the inverse of the share of a quarter's deals that have closed
// by a moment: it takes a uniform and gives the moment as a share of the quarter.
func (p Profile) closing() func(u float64) float64 {
	switch {
	case p.LastWeek != nil:
		return procrastination(float64(*p.LastWeek))
	case p.Named == lastDay:
		return onLastDay
	}
	weights := p.Weeks
	if weights == nil {
		weights = weekly[p.Named]
	}
	total := 0.0
	for _, w := range weights {
		total += float64(w)
	}
	return func(u float64) float64 {
		left := u * total
		for week, w := range weights {
			if left < float64(w) {
				return (float64(week) + left/float64(w)) / 13
			}
			left -= float64(w)
		}
		return 1
	}
}

// Even closes deals evenly over the quarter.
var Even = Profile{Named: "flat"}

// IsEven reports whether deals close evenly over the quarter.
func (p Profile) IsEven() bool {
	switch {
	case p.LastWeek != nil:
		return *p.LastWeek <= 1.0/13
	case p.Weeks != nil:
		return slices.Min(p.Weeks) == slices.Max(p.Weeks)
	}
	return p.Named == Even.Named
}

// onLastDay puts three quarters of the deals on the last of 65 days and spreads
// the rest over the days before (Larkin, in Arck Systems B).
func onLastDay(u float64) float64 {
	const rest, before = 1.0 / 4, 64.0 / 65
	if u < rest {
		return before * u / rest
	}
	return before + (1-before)*(u-rest)/(1-rest)
}

// procrastination is the curve 1/(T-t+τ) over T = 13 weeks with τ such that the
// last week has the given share.
func procrastination(lastWeek float64) func(u float64) float64 {
	if lastWeek <= 1.0/13 {
		return func(u float64) float64 { return u }
	}
	tau := patience(lastWeek)
	all := math.Log1p(13 / tau)
	return func(u float64) float64 { return max(0, 1-tau*math.Expm1(all*(1-u))/13) }
}

// patience returns τ in weeks, by bisection of ln(1+1/τ) / ln(1+13/τ) = lastWeek.
func patience(lastWeek float64) float64 {
	low, high := -300.0, 30.0 // of ln τ
	for range 100 {
		middle := (low + high) / 2
		if tau := exponential.Of(middle); math.Log1p(1/tau)/math.Log1p(13/tau) > lastWeek {
			low = middle
		} else {
			high = middle
		}
	}
	return exponential.Of(low)
}
