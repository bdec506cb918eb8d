package support

import (
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim/exponential"
)

// Induced is demand that answers back: who is answered fast asks more.
type Induced struct {
	Elasticity units.Share    `yaml:"elasticity"` // by which questions grow as first responses get shorter
	Usual      units.Duration `yaml:"usual"`      // mean first response at which customers ask as often as today
}

// factor returns how often how-do-I questions are asked against today, after a month of a mean first response.
func (i *Induced) factor(mean float64) float64 {
	const least, most = .5, 2
	return max(least, min(most, exponential.Power(float64(i.Usual)/mean, float64(i.Elasticity))))
}

// month is how fast tickets have been answered since it began.
type month struct {
	answers int
	waited  float64 // days
	factor  float64 // that the month before it induced
}

func (m *month) answer(waited float64) {
	m.answers++
	m.waited += waited
}

// Induce begins a month, and returns by which factor first responses of the last one change how often how-do-I questions are
// asked in it: as before if nothing was answered.
func (d *Desk) Induce() float64 {
	factor := d.month.factor
	if d.month.answers > 0 {
		factor = d.params.Induced.factor(d.month.waited / float64(d.month.answers))
	}
	if factor != d.month.factor {
		d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Induced, Scope: int16(d.ledger.All()), Customer: ledger.None, Amount: factor})
	}
	d.month = month{factor: factor}
	return factor
}
