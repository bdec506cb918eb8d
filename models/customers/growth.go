package customers

import (
	"math"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/exponential"
	"postsale/sim/random"
)

// Stays returns which share of new customers is still there so many days after signature, whatever they live through; of what is
// sold one after the other, at the most. The parameters must be valid.
func (s Segment) Stays(days float64) (most float64) {
	for _, terms := range s.sold() {
		all := 0.0
		for _, term := range terms.Lengths() {
			all += float64(terms[term]) * s.Churn.survivors(s.Churn.of(term), wholeTerms(days, float64(term)))
		}
		most = max(most, all)
	}
	return most
}

// FirstYear returns which share of new customers leaves within a year by contracts of a term, and which would if all were
// as likely to leave.
func (c Churn) FirstYear(term units.Duration) (leave, alike float64) {
	renewals := wholeTerms(fiscal.Year, float64(term))
	mean := c.of(term)
	return 1 - c.survivors(mean, renewals), 1 - exponential.Power(1-mean, float64(renewals))
}

// survivors returns the share of customers who stay at each of so many renewals.
func (c Churn) survivors(mean float64, renewals int) float64 {
	if c.Concentration == nil || mean == 0 || mean == 1 {
		return exponential.Power(1-mean, float64(renewals))
	}
	// The mean of (1-p)^n of a Beta: B(a, b+n) / B(a, b).
	a, b := c.beta(mean)
	n := float64(renewals)
	return exponential.Of(logGamma(b+n) - logGamma(a+b+n) - logGamma(b) + logGamma(a+b))
}

func logGamma(v float64) float64 {
	l, _ := math.Lgamma(v)
	return l
}

// Growth returns by which factor the ARR of a customer who stays for so many days has grown, on average and without
// contraction, if nothing keeps it from expanding. The parameters must be valid.
func (s Segment) Growth(days float64) float64 {
	size := random.Must(s.Expansion.Size.Distribution()).Mean()
	most := math.Inf(-1)
	for _, terms := range s.sold() {
		rate := float64(s.Expansion.PerYear) * size / fiscal.Year
		for _, term := range terms.Lengths() {
			rate += float64(terms[term]) * math.Log1p(float64(s.Uplift)) / max(fiscal.Year, float64(term))
		}
		most = max(most, rate)
	}
	return exponential.Of(most * days)
}

// DecisionsADay returns how many renewals and chances to expand a customer has, a day; of what is sold one after the other, at
// the most.
func (s Segment) DecisionsADay() float64 {
	most := 0.0
	for _, terms := range s.sold() {
		rate := s.Expansion.opportunities() / fiscal.Year
		for _, term := range terms.Lengths() {
			rate += float64(terms[term]) / float64(term)
		}
		most = max(most, rate)
	}
	return most
}

// ProjectsADay returns how many projects a customer's chances to expand bring, a day, if every one is taken.
func (s Segment) ProjectsADay() float64 {
	share := 0.0
	for _, e := range s.Expansion.Brings {
		share += float64(e.Value)
	}
	return share * s.Expansion.opportunities() / fiscal.Year
}

// MeanACV returns what new customers pay on average, in dollars a year. The parameters must be valid.
func (s Segment) MeanACV() float64 { return random.Must(s.ACV.Distribution()).Mean() }

// FarFrom reports whether what new customers are said to pay is far from the mean ARR of accounts: by half of it or more,
// and by more than luck explains. The parameters must be valid.
func (s Segment) FarFrom(p accounts.Portrait) bool {
	law := random.Must(s.ACV.Distribution())
	if p.Customers == 0 {
		return false
	}
	const far, errors = 1.5, 4
	mean := p.ARR / float64(p.Customers)
	lucky := math.Abs(mean-law.Mean()) <= errors*math.Sqrt(law.Variance()/float64(p.Customers))
	return !lucky && (mean > far*law.Mean() || mean < law.Mean()/far)
}
