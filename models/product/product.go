// Package product is what deliveries need of the product: features that it does not have yet, for which a phase of a project
// waits with its slot held, and the maturity with which projects take less effort and lack fewer features. Of the way from what
// is stated, which is that of a new product, to what it comes to it has gone
//
//	1 - 2^(-age/half)
//
// at an age. Whose phase waits, and for how long, whoever delivers the project decides by luck of its own; how old the product is
// is said by the clock of the run. That new products need more, and half of it after some time, are assumptions.
package product

import (
	"math"

	"postsale/models/dictionary"
	"postsale/models/units"
	"postsale/sim/random"
)

// Blocked is how a phase waits for what the product does not do yet, with the slot held and before the customer's wait.
type Blocked struct {
	Share units.Share                  `yaml:"share"` // chance that it has to
	Wait  units.Spread[units.Duration] `yaml:"wait"`
}

// Maturity is how a product becomes easier to deliver with age: of the way from what is stated, which is that of a new one,
// to what it comes to it has gone 1 - 2^(-age/half).
type Maturity struct {
	Half    units.Duration `yaml:"half"`
	Age     units.Duration `yaml:"age"`     // on the first day
	Effort  *units.Share   `yaml:"effort"`  // of what is stated, at last; nil: as stated
	Blocked *units.Share   `yaml:"blocked"` // chance that a phase is blocked which may be, at last; nil: as stated
}

// Validate adds what is wrong with it to the faults of its section.
func (b *Blocked) Validate(in dictionary.Section) {
	in.Check("share", b.Share)
	in.Spread("wait", b.Wait)
}

// MayWait reports, of parameters that need not be valid, whether a phase may wait for a feature.
func MayWait(b *Blocked, m *Maturity) bool {
	if b == nil {
		return false
	}
	_, err := b.Wait.Distribution()
	return err == nil && NewFeature(b, m).MayWait()
}

// Validate adds what is wrong with it to the faults of its section.
func (m *Maturity) Validate(in dictionary.Section) {
	in.Check("half", m.Half)
	in.Check("age", m.Age)
	if m.Effort != nil {
		in.Check("effort", *m.Effort)
	}
	if m.Blocked != nil {
		in.Check("blocked", *m.Blocked)
	}
}

// Ripeness returns how much of the way a product has gone at a moment of the clock; it was never younger than new.
func (m *Maturity) Ripeness(at float64) float64 {
	if m == nil {
		return 0
	}
	return 1 - math.Exp2(-max(0, float64(m.Age)+at)/float64(m.Half))
}

// Ease returns the factor on the effort of a project whose product has gone some of the way.
func (m *Maturity) Ease(ripeness float64) float64 {
	if m == nil || m.Effort == nil {
		return 1
	}
	return 1 + (float64(*m.Effort)-1)*ripeness
}

// Feature is what a phase may lack of the product.
type Feature struct {
	share, later float64 // chance that it does, of a new product and at last
	wait         random.Distribution
}

// NewFeature returns what a phase may lack by what is stated of it and of its product, none where it is not blocked.
func NewFeature(b *Blocked, m *Maturity) Feature {
	if b == nil {
		return Feature{}
	}
	lacks := Feature{share: float64(b.Share), later: float64(b.Share), wait: random.Must(b.Wait.Distribution())}
	if m != nil && m.Blocked != nil {
		lacks.later = float64(*m.Blocked)
	}
	return lacks
}

// Lacking returns the chance of a phase to be blocked whose product has gone some of the way.
func (l Feature) Lacking(ripeness float64) float64 { return l.share + (l.later-l.share)*ripeness }

// Mean returns the mean days that a phase waits for it.
func (l Feature) Mean(ripeness float64) float64 {
	if l.wait == nil {
		return 0
	}
	return l.Lacking(ripeness) * l.wait.Mean()
}

// MayWait reports whether anybody may wait for it, at any age of the product.
func (l Feature) MayWait() bool { return (l.share > 0 || l.later > 0) && l.wait.Mean() > 0 }

// IsBuilt reports whether nobody can lack it.
func (l Feature) IsBuilt() bool { return l.wait == nil }

// Days returns the days that a phase waits for it by a uniform.
func (l Feature) Days(u float64) float64 { return l.wait.Quantile(u) }
