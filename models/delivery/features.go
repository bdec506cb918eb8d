package delivery

import (
	"math"

	"postsale/models/ledger"
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

func (b *Blocked) validate(f *units.Faults) {
	in := Keys.Section(f, "delivery.projects.*.phases[].blocked")
	in.Check("share", b.Share)
	in.Spread("wait", b.Wait)
}

func (b *Blocked) isRight() bool {
	_, err := b.Wait.Distribution()
	return err == nil
}

func (m *Maturity) validate(f *units.Faults) {
	in := Keys.Section(f, "delivery.projects.*.matures")
	in.Check("half", m.Half)
	in.Check("age", m.Age)
	if m.Effort != nil {
		in.Check("effort", *m.Effort)
	}
	if m.Blocked != nil {
		in.Check("blocked", *m.Blocked)
	}
}

// ripeness returns how much of the way a product has gone at a moment of the clock; it was never younger than new.
func (m *Maturity) ripeness(at float64) float64 {
	if m == nil {
		return 0
	}
	return 1 - math.Exp2(-max(0, float64(m.Age)+at)/float64(m.Half))
}

// ease returns the factor on the effort of a project whose product has gone some of the way.
func (m *Maturity) ease(ripeness float64) float64 {
	if m == nil || m.Effort == nil {
		return 1
	}
	return 1 + (float64(*m.Effort)-1)*ripeness
}

// feature is what a phase may lack of the product.
type feature struct {
	share, later float64 // chance that it does, of a new product and at last
	wait         random.Distribution
}

func newFeature(b *Blocked, m *Maturity) feature {
	if b == nil {
		return feature{}
	}
	lacks := feature{share: float64(b.Share), later: float64(b.Share), wait: random.Must(b.Wait.Distribution())}
	if m != nil && m.Blocked != nil {
		lacks.later = float64(*m.Blocked)
	}
	return lacks
}

// lacking returns the chance of a phase to be blocked whose product has gone some of the way.
func (l feature) lacking(ripeness float64) float64 { return l.share + (l.later-l.share)*ripeness }

// mean returns the mean days that a phase waits for it.
func (l feature) mean(ripeness float64) float64 {
	if l.wait == nil {
		return 0
	}
	return l.lacking(ripeness) * l.wait.Mean()
}

// begun says that a project has its slot, at a moment of the clock: its product is as mature as it is then.
func (p *project) begun(at float64) {
	p.ripeness = p.offer.kind.matures.ripeness(at)
	p.ease = p.offer.kind.matures.ease(p.ripeness)
}

// lacks returns the days that a phase of a project waits for a feature, by luck of its own.
func (j *projects) lacks(p *project, phase int) float64 {
	l := &p.offer.kind.phases[phase].lacks
	if l.wait == nil || j.built {
		return 0
	}
	number := 2 * uint64(phase)
	if share := l.lacking(p.ripeness); share == 0 || j.trial.feature.Uniform(p.entity, number) >= share {
		return 0
	}
	return l.wait.Quantile(j.trial.feature.Uniform(p.entity, number+1))
}

// tellBlocked records the days that a project waits for a feature, or, found in flight, has waited.
func (j *projects) tellBlocked(number int32, days float64, marks ledger.Marks) {
	if days > 0 {
		j.tell(ledger.Blocked, number, days, 0, marks)
	}
}

// Blocks reports whether a phase of any project type may wait for a feature. The parameters need not be valid.
func (p Params) Blocks() bool {
	for _, e := range p.Projects {
		for _, phase := range e.Value.Phases {
			if b := phase.Blocked; b != nil && b.isRight() && newFeature(b, e.Value.Matures).waits() {
				return true
			}
		}
	}
	return false
}

// waits reports whether anybody may wait for it, at any age of the product.
func (l feature) waits() bool { return (l.share > 0 || l.later > 0) && l.wait.Mean() > 0 }
