package works

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/exponential"
)

// Works are the stocks of a company. Nil ones are none.
type Works struct {
	OnMoved func(work int, value float64) // what a work moves has another value from now on

	sim    *sim.Simulator
	ledger *ledger.Ledger
	list   []work
}

// work is one stock.
type work struct {
	scope       int16
	today, to   float64
	least, most float64 // value
	half        float64 // hours
	opening     float64 // hours
	each        float64 // hours a day of a person
	fading      float64 // share a day

	stock float64 // hours, on the day of since
	since float64
	there float64                        // hours a day
	value float64                        // in force
	told  struct{ hours, value float64 } // as last recorded
}

// Today is what works move, as it is in the company of today.
type Today struct{ Deflected, Gap float64 }

// of returns today's value of what is moved.
func (t Today) of(moves units.Name) float64 {
	switch moves {
	case Deflection:
		return t.Deflected
	case Gap:
		return t.Gap
	}
	return 1
}

const hoursADay = 1 / fiscal.Hour

// New returns the works of a scenario, which it numbers from 0; scopes are the ledger's of their teams. The parameters must
// be valid.
func New(s *sim.Simulator, l *ledger.Ledger, list units.Map[Work], today Today, scopes []int) *Works {
	w := &Works{sim: s, ledger: l}
	for i, e := range list {
		p := &e.Value
		within := bounds[p.Moves]
		w.list = append(w.list, work{
			scope: int16(scopes[i]), today: today.of(p.Moves), to: float64(p.To), least: float64(within.least), most: float64(within.most),
			half: hoursADay * float64(p.Half), opening: hoursADay * float64(p.Opening), each: float64(p.ProductiveHours) / fiscal.Week,
			fading: math.Ln2 / float64(p.Fades),
		})
	}
	return w
}

// Begin starts a trial with what is there today, and nobody to keep it up.
func (w *Works) Begin() {
	if w == nil {
		return
	}
	for i := range w.list {
		work := &w.list[i]
		work.stock, work.since, work.there, work.value = work.opening, w.sim.Now(), 0, work.today
		work.told.value = math.NaN()
		w.tell(work, work.today)
	}
}

// Staff says how the team of a work is staffed from now on.
func (w *Works) Staff(number int, s people.Staffing) {
	work := &w.list[number]
	work.settle(w.sim.Now())
	work.there = s.Working * work.each
}

// Review works out what has become of everything, as a month starts.
func (w *Works) Review() {
	for i := range w.list {
		work := &w.list[i]
		work.settle(w.sim.Now())
		value := work.worth()
		w.tell(work, value)
		if value != work.value {
			work.value = value
			w.OnMoved(i, value)
		}
	}
}

// Settle records the stocks as they are, as a quarter ends.
func (w *Works) Settle() {
	if w == nil {
		return
	}
	for i := range w.list {
		work := &w.list[i]
		work.settle(w.sim.Now())
		w.tell(work, work.worth())
	}
}

// tell records a stock that is not what it was.
func (w *Works) tell(work *work, value float64) {
	if work.told.hours != work.stock || work.told.value != value {
		work.told.hours, work.told.value = work.stock, value
		w.ledger.Record(ledger.Fact{At: w.sim.Now(), Kind: ledger.Stocked, Scope: work.scope, Customer: ledger.None, Amount: work.stock, Extra: value})
	}
}

// settle brings a stock up to now.
func (w *work) settle(now float64) {
	days := now - w.since
	gained := days
	if w.fading > 0 {
		gained = -math.Expm1(-w.fading*days) / w.fading
	}
	w.stock, w.since = w.stock*exponential.Of(-w.fading*days)+w.there*gained, now
}

// worth returns the value that the stock makes for.
func (w *work) worth() float64 {
	if w.stock == w.opening || w.today == w.to {
		return w.today
	}
	value := w.to + (w.today-w.to)*math.Exp2((w.opening-w.stock)/w.half)
	return max(w.least, min(w.most, value))
}
