package customers

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/units"
)

// Segment is what is sold to one kind of customer, and what becomes of it.
type Segment struct {
	Opening     Opening                        `yaml:"opening"`
	ACV         units.Spread[units.Money]      `yaml:"acv"`
	Terms       Terms                          `yaml:"terms"`
	PriceByTerm map[units.Duration]units.Share `yaml:"price_by_term"` // of the ACV, of deals, where a term differs
	Churn       Churn                          `yaml:"churn"`
	Contraction Contraction                    `yaml:"contraction"`
	Uplift      units.Share                    `yaml:"uplift"` // a year, of what remains
	Expansion   Expansion                      `yaml:"expansion"`
	Later       []Terms                        `yaml:"-"` // of who signs after each change of what is sold
}

// sold returns what terms are sold, one after the other.
func (s Segment) sold() []Terms { return append([]Terms{s.Terms}, s.Later...) }

// Lengths returns the contract lengths that are sold at some time, the shortest first.
func (s Segment) Lengths() []units.Duration {
	all := Terms{}
	for _, terms := range s.sold() {
		maps.Copy(all, terms)
	}
	return all.Lengths()
}

// Sells reports whether customers sign contracts of a length at some time.
func (s Segment) Sells(length units.Duration) bool {
	return slices.ContainsFunc(s.sold(), func(t Terms) bool { return t[length] > 0 })
}

// Opening is the book of business of the first day.
type Opening struct {
	Customers   units.Count  `yaml:"customers"`
	ARR         *units.Money `yaml:"arr"`       // that they pay together; nil for customers times the mean of ACV
	InFlight    units.Count  `yaml:"in_flight"` // of them, signed and not live
	OpenTickets units.Count  `yaml:"open_tickets"`
	AgeRatio    units.Share  `yaml:"age_ratio"` // r in P(age of k years) = (1-r) r^k
}

// Terms are the shares of contract lengths.
type Terms map[units.Duration]units.Share

// Whole makes a scenario that extends another state all its terms.
func (Terms) Whole() {}

// Churn is how likely customers are to leave.
type Churn struct {
	FirstRenewal  units.Share                    `yaml:"first_renewal"`
	ByTerm        map[units.Duration]units.Share `yaml:"by_term"`       // where a term differs; every one below a year
	Concentration *units.Number                  `yaml:"concentration"` // a+b; without it customers are alike
}

// Contraction is what a customer who stays may give back.
type Contraction struct {
	Probability units.Share               `yaml:"probability"`
	Depth       units.Spread[units.Share] `yaml:"depth"` // of ARR; more than all is all
}

// Expansion is what a live customer may buy more.
type Expansion struct {
	PerYear units.Number              `yaml:"per_year"` // opportunities that are taken, if nothing moves the customer
	Chance  *units.Share              `yaml:"chance"`   // that one is; nil for all
	Size    units.Spread[units.Share] `yaml:"size"`     // of ARR
	Brings  Projects                  `yaml:"projects"` // of expansions, which delivery has to do
}

// Projects are shares by type of project.
type Projects units.Map[units.Share]

// Whole makes a scenario that extends another state all of them.
func (Projects) Whole() {}

// taken returns the probability with which an opportunity is taken, whatever the customer lives through.
func (e Expansion) taken() float64 {
	if e.Chance == nil {
		return 1
	}
	return float64(*e.Chance)
}

// opportunities returns how many come a year.
func (e Expansion) opportunities() float64 { return float64(e.PerYear) / e.taken() }

// IsCertain reports whether there are opportunities and each is taken, so that nothing can raise the chance.
func (e Expansion) IsCertain() bool { return e.PerYear > 0 && e.taken() == 1 }

// Validate adds what is wrong with the parameters to the faults.
func (s Segment) Validate(f *units.Faults) {
	in := Keys.Section(f, "segments.*")
	s.Opening.validate(f.Under("opening"))
	in.Spread("acv", s.ACV)
	s.validateARR(f.Under("opening"))
	s.Terms.Validate(f)
	s.Churn.validate(f.Under("churn"))
	in.Check("contraction.probability", s.Contraction.Probability)
	in.Spread("contraction.depth", s.Contraction.Depth)
	in.Check("uplift", s.Uplift)
	in.Check("expansion.per_year", s.Expansion.PerYear)
	if s.Expansion.Chance != nil {
		in.Check("expansion.chance", *s.Expansion.Chance)
	}
	in.Spread("expansion.size", s.Expansion.Size)
	for _, length := range Terms(s.PriceByTerm).Lengths() {
		in.CheckNamed("price_by_term.*", "price_by_term."+length.String(), s.PriceByTerm[length])
		if !slices.Contains(s.Lengths(), length) {
			f.Add("price_by_term."+length.String(), "must be one of the segment's terms, got %s", length)
		}
	}
}

func (o Opening) validate(f *units.Faults) {
	if o.InFlight > o.Customers {
		f.Add("in_flight", "must be at most the %d opening customers, got %d", o.Customers, o.InFlight)
	}
	Keys.Section(f, "segments.*.opening").Check("age_ratio", o.AgeRatio)
}

// validateARR demands that what opening customers pay together is what it is by ACV. A scenario that makes sense has only that.
func (s Segment) validateARR(f *units.Faults) {
	arr, n := s.Opening.ARR, s.Opening.Customers
	if arr == nil {
		return
	}
	Keys.Section(f, "segments.*.opening").Check("arr", *arr)
	law, err := s.ACV.Distribution()
	if mean := units.Money(math.Round(float64(*arr) / float64(n))); err == nil && *arr > 0 && n > 0 {
		f.Add("arr", "must agree with acv: %s over %d customers is %s each, and the mean of acv is %s; write arr: %s, or leave out arr or acv",
			*arr, n, mean, units.Money(math.Round(law.Mean())), units.Money(math.Round(law.Mean()*float64(n))))
	}
}

// maxTerms bounds the contract lengths of a segment.
const maxTerms = 20

// Validate adds what is wrong with the terms, at that key of a section, to the faults.
func (t Terms) Validate(f *units.Faults) {
	if len(t) == 0 {
		f.Add("terms", "must name at least one contract length, got none")
		return
	}
	if n := len(t); n > maxTerms {
		f.Add("terms", "must be at most %d lengths, got %d", maxTerms, n)
		return
	}
	sum := 0.0
	for _, length := range t.Lengths() {
		if !(length >= 1) {
			f.Add("terms", "must be lengths of a day or more, got %s", length)
		}
		Keys.Section(f, "segments.*").CheckNamed("terms.*", "terms."+length.String(), t[length])
		sum += float64(t[length])
	}
	f.Whole("terms", units.Share(sum))
}

// Lengths returns the contract lengths, the shortest first.
func (t Terms) Lengths() []units.Duration {
	var lengths []units.Duration
	for length := range t {
		lengths = append(lengths, length)
	}
	slices.Sort(lengths)
	return lengths
}

func (c Churn) validate(f *units.Faults) {
	c.validateMean(f, "first_renewal", "first_renewal", c.FirstRenewal)
	for _, length := range Terms(c.ByTerm).Lengths() {
		c.validateMean(f, "by_term.*", "by_term."+length.String(), c.ByTerm[length])
	}
	if c.Concentration != nil {
		Keys.Section(f, "segments.*.churn").Check("concentration", *c.Concentration)
	}
}

// The least and the greatest a and b of a Beta distribution that can be drawn
// from.
const (
	leastBeta = 0.01
	mostBeta  = 1e5
)

// validateMean demands a mean probability of leaving that the concentration can
// spread over customers.
func (c Churn) validateMean(f *units.Faults, key, path string, mean units.Share) {
	Keys.Section(f, "segments.*.churn").CheckNamed(key, path, mean)
	if c.Concentration == nil || !(*c.Concentration > 0 && mean > 0 && mean < 1) {
		return
	}
	a, b := c.beta(float64(mean))
	if !(min(a, b) >= leastBeta && max(a, b) <= mostBeta) {
		f.Add("concentration", "must be between %.6g and %.6g where the mean is %s, got %s",
			leastBeta/min(mean, 1-mean), mostBeta/max(mean, 1-mean), mean, *c.Concentration)
	}
}

// beta returns the parameters of the Beta distribution with a mean.
func (c Churn) beta(mean float64) (a, b float64) {
	a = mean * float64(*c.Concentration)
	return a, float64(*c.Concentration) - a
}

// ValidateTerms demands that the churn of every term below a year is stated by itself, whether contracts of it are sold or
// accounts of a file have them, and without accounts (held is nil) that no churn is stated of a term that is not sold.
// Nobody's leaving is the same a month as a year.
func (s Segment) ValidateTerms(f *units.Faults, held accounts.Held, file string) {
	demand := func(length units.Duration, why string) {
		if _, stated := s.Churn.ByTerm[length]; !stated && length >= 1 && length < fiscal.Year && s.Churn.FirstRenewal > 0 {
			f.Add("churn.by_term", "must state the churn of a contract of %s, which renews more often than once a year, got none%s", length, why)
		}
	}
	for _, length := range s.Lengths() {
		if s.Sells(length) {
			demand(length, "")
		}
	}
	for _, length := range held.Lengths() {
		if !s.Sells(length) {
			demand(length, fmt.Sprintf(" (accounts that have it: %d, the first in %s:%d)", held[length].Accounts, units.Printable(file), held[length].Line))
		}
	}
	if held == nil {
		for _, length := range s.StrayTerms(nil) {
			f.Add("churn.by_term."+length.String(), "must be one of the segment's terms, got %s", length)
		}
	}
}

// StrayTerms returns the terms whose churn is stated and which nobody has, given those that accounts have.
func (s Segment) StrayTerms(held accounts.Held) []units.Duration {
	return slices.DeleteFunc(Terms(s.Churn.ByTerm).Lengths(), func(length units.Duration) bool {
		_, there := held[length]
		return there || slices.Contains(s.Lengths(), length)
	})
}

// MistakenTerms returns the contract lengths that are sold and, in working days, are as many as months have calendar days.
func (s Segment) MistakenTerms() []units.Duration {
	return slices.DeleteFunc(s.Lengths(), func(length units.Duration) bool {
		_, whole := fiscal.WholeMonths(float64(length))
		days := int(length)
		return whole || !s.Sells(length) || float64(days) != float64(length) || accounts.MonthsOfDays(days) == 0
	})
}

// LastingTerms returns the contract lengths that are sold and longer than software contracts are.
func (s Segment) LastingTerms() []units.Duration {
	return slices.DeleteFunc(s.Lengths(), func(length units.Duration) bool {
		return !s.Sells(length) || length <= accounts.LastingYears*fiscal.Year
	})
}

// of returns the mean probability of leaving at the first renewal of a term.
func (c Churn) of(term units.Duration) float64 {
	if mean, ok := c.ByTerm[term]; ok {
		return float64(mean)
	}
	return float64(c.FirstRenewal)
}
