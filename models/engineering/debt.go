package engineering

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim"
	"postsale/sim/exponential"
)

// Debt is the bugs in the product. A nil one is not kept.
type Debt struct {
	sim    *sim.Simulator
	ledger *ledger.Ledger
	params Bugs
	hours  float64 // of a person, a day
	bugs   float64
	until  float64   // day up to which they are known
	free   sim.Level // people who have nothing else to do
	held   bool      // as many as today, always
}

// NewDebt returns the bugs of a product, of which there are some. The parameters must be valid.
func NewDebt(s *sim.Simulator, l *ledger.Ledger, p Params) *Debt {
	return &Debt{sim: s, ledger: l, params: *p.Bugs, hours: float64(p.ProductiveHours) / fiscal.Week, held: p.Ideal}
}

// Begin starts a trial with the bugs of today, and nobody to fix them.
func (d *Debt) Begin() {
	if d == nil {
		return
	}
	d.bugs, d.until = float64(d.params.Opening), d.sim.Now()
	d.free.Reset(d.until, 0)
	d.record()
}

// Spare says how many hours a day engineers have for bugs from now on.
func (d *Debt) Spare(hours float64) { d.free.Set(d.sim.Now(), hours/d.hours) }

// Settle brings the bugs up to now, by the mean of the people who had time for them since it was last done.
func (d *Debt) Settle() {
	if d == nil {
		return
	}
	now := d.sim.Now()
	days := now - d.until
	if days == 0 {
		return
	}
	area, _ := d.free.Close(now)
	d.until = now
	if !d.held {
		d.bugs = d.params.After(d.bugs, area/days, days/fiscal.Month)
	}
	d.record()
}

// Factor returns by what the bugs of now multiply the reports of something broken, against today.
func (d *Debt) Factor() float64 { return d.params.Factor(d.bugs) }

func (d *Debt) record() {
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: ledger.Bugged, Customer: ledger.None, Scope: int16(d.ledger.All()), Amount: d.bugs})
}

// Factor returns by what some bugs multiply the reports of something broken, against today.
func (b Bugs) Factor(bugs float64) float64 {
	const most = 3
	if opening := float64(b.Opening); bugs != opening {
		return min(most, 1-float64(b.Known)+float64(b.Known)*bugs/opening)
	}
	return 1 // to the bit
}

// After returns how many bugs there are after some months in which so many people had time for them.
func (b Bugs) After(bugs, people, months float64) float64 {
	opening, created, fixed := float64(b.Opening), float64(b.Created), float64(b.Fixed)*people
	more := created - fixed
	if bugs > opening || bugs == opening && more >= 0 {
		if bugs+more*months >= opening {
			return bugs + more*months
		}
		months -= (bugs - opening) / -more
		bugs = opening
	}
	if more > 0 {
		// How long it takes to today's number: ln((rest − B)/(rest − opening)) × opening/fixed, rest being opening × created/fixed.
		until := (opening - bugs) / created
		if fixed > 0 {
			until = opening / fixed * math.Log1p(fixed*(opening-bugs)/(opening*more))
		}
		if until <= months {
			return opening + more*(months-until)
		}
	}
	wears := fixed * months / opening
	share := 1.0
	if wears > 0 {
		share = -math.Expm1(-wears) / wears
	}
	return bugs*exponential.Of(-wears) + created*months*share
}
