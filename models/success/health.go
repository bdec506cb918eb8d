package success

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/exponential"
)

// colour is the health of a customer at its last review.
type colour uint8

const (
	green colour = iota
	yellow
	red
)

var colourMarks = [...]ledger.Marks{green: 0, yellow: ledger.Yellow, red: ledger.Red}

// watch makes the next review of a customer come, on the days that its signature sets.
func (f *Portfolio) watch(customer int32) {
	h := f.params.Health
	if h == nil {
		return
	}
	a := &f.accounts[customer]
	if a.reviews == 0 && a.signed < f.sim.Now() {
		a.reviews = int(math.Floor((f.sim.Now() - a.signed) / float64(h.Every)))
	}
	for {
		a.reviews++
		if at := fiscal.After(a.signed, float64(h.Every), a.reviews); at > f.sim.Now() {
			f.sim.Schedule(f.kinds.Reviewed, customer, at)
			return
		}
	}
}

// Look reviews everybody on the first day; nobody is rescued then.
func (f *Portfolio) Look() {
	if f == nil || f.params.Health == nil {
		return
	}
	for customer := range f.accounts {
		f.judge(int32(customer))
	}
}

// judge gives a customer the colour that its risk has now.
func (f *Portfolio) judge(customer int32) {
	a, risk, is := &f.accounts[customer], f.OnLook(customer), green
	switch {
	case risk >= f.limits[red]:
		is = red
	case risk >= f.limits[yellow]:
		is = yellow
	}
	if is != a.colour {
		a.colour = is
		f.record(customer, ledger.Turned, 0, exponential.Of(risk), colourMarks[is])
	}
}

// review looks at a customer, and has it rescued if it is red.
func (f *Portfolio) review(customer int32) {
	f.judge(customer)
	a, r := &f.accounts[customer], f.params.Rescue
	if a.colour == red && r != nil && a.rescue == none && f.sim.Now() >= a.rescued+float64(r.Again) {
		if a.rescue = f.open(customer, rescuing, 0); a.rescue != none {
			f.offer(a.rescue)
		}
	}
	f.watch(customer)
}

// rescue ends the rescue of a customer, which works or not.
func (f *Portfolio) rescue(customer int32) {
	a, r := &f.accounts[customer], f.params.Rescue
	a.rescue, a.rescued = none, f.sim.Now()
	won := f.trial.Uniform(a.entity, a.rescues) < float64(r.Saves)
	a.rescues++
	if !won {
		return
	}
	f.relieve(a, float64(r.Relief))
	f.record(customer, ledger.Rescued, 0, 0, 0)
	f.OnRelieved(customer, float64(r.Relief))
}
