package events

import (
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim"
)

// Kinds are the event kinds of a Diary, in the order of ties.
type Kinds struct{ Happens, Paid sim.Kind }

// Diary lets what is known happen. A nil one knows of nothing.
type Diary struct {
	Largest  func(segment int) int32 // the largest customer there, of a segment or below 0 of all; below 0 if nobody is there
	IsThere  func(customer int32) bool
	Contract func(customer int32) (segment int, arr, term float64) // in dollars a year and working days

	OnLeaves func(customer int32)
	OnRenews func(customer int32) // its next renewal is certain
	OnLoses  func(team, people int) (left int)
	OnRises  func(segment int, by float64)

	sim    *sim.Simulator
	ledger *ledger.Ledger
	kinds  Kinds
	events []known
	debts  []debt
}

// known is an event with the numbers of whom it names.
type known struct {
	Event
	number  int // of the account, the team or the segment, below 0 for all segments
	account bool
	scope   int // in the ledger, where it is no account
}

// debt is a bill that is not paid.
type debt struct {
	customer int32
	segment  int
	dollars  float64
	open     bool
}

// New returns the diary of a scenario with events: accounts are the ids of the opening customers, in order, and teams the
// names of those on the payroll, of which scopes are those in the ledger. The parameters must be valid.
func New(s *sim.Simulator, kinds Kinds, l *ledger.Ledger, list []Event, accounts, teams []string, scopes []int) *Diary {
	d := &Diary{sim: s, ledger: l, kinds: kinds}
	for _, e := range list {
		k := known{Event: e, number: -1, scope: l.All()}
		if a := e.account(); a != nil {
			k.account = a.Largest == ""
			k.number = slices.Index(accounts, string(a.ID))
			if !k.account {
				k.inSegment(l, string(a.Largest))
			}
		}
		if e.PricesRise != nil {
			k.inSegment(l, string(e.PricesRise.Segment))
		}
		if e.Loses != nil {
			k.number = slices.Index(teams, string(e.Loses.Team))
			k.scope = scopes[k.number]
		}
		d.events = append(d.events, k)
	}
	s.Handle(kinds.Happens, d.happen)
	s.Handle(kinds.Paid, d.pay)
	return d
}

// inSegment makes an event that of a segment, or of all.
func (k *known) inSegment(l *ledger.Ledger, name string) {
	if k.number = slices.Index(l.Segments, name); k.number >= 0 {
		k.scope = k.number
	}
}

// Begin begins a trial in which all is to come.
func (d *Diary) Begin() {
	if d == nil {
		return
	}
	d.debts = d.debts[:0]
	for i := range d.events {
		d.sim.Schedule(d.kinds.Happens, int32(i), math.Max(d.sim.Now(), float64(d.events[i].At)))
	}
}

// happen lets an event happen, or come to nothing.
func (d *Diary) happen(number int32) {
	e := &d.events[number]
	switch {
	case e.Loses != nil:
		f := ledger.Fact{Kind: ledger.Lost, Customer: ledger.None, Scope: int16(e.scope), Amount: float64(d.OnLoses(e.number, int(e.Loses.People)))}
		if int(f.Amount) < int(e.Loses.People) {
			f.Marks = ledger.Late
		}
		d.tell(number, f)
	case e.PricesRise != nil:
		d.tell(number, ledger.Fact{Kind: ledger.Known, Customer: ledger.None, Scope: int16(e.scope)})
		for segment := range d.ledger.Segments {
			if e.number < 0 || e.number == segment {
				d.OnRises(segment, float64(e.PricesRise.By))
			}
		}
	case e.ReleaseSlips != nil:
		d.tell(number, ledger.Fact{Kind: ledger.Known, Customer: ledger.None, Scope: int16(e.scope)})
	default:
		d.befall(number)
	}
}

// befall lets an event happen to an account, if it is there.
func (d *Diary) befall(number int32) {
	e := &d.events[number]
	customer := int32(e.number)
	if !e.account {
		customer = d.Largest(e.number)
	}
	if customer < 0 {
		d.tell(number, ledger.Fact{Kind: ledger.Unmet, Customer: ledger.None, Scope: int16(e.scope)})
		return
	}
	segment, arr, term := d.Contract(customer)
	about := ledger.Fact{Kind: ledger.Known, Customer: customer, Scope: int16(segment)}
	if !d.IsThere(customer) {
		about.Kind, about.Marks = ledger.Unmet, ledger.Late
	}
	if d.tell(number, about); about.Kind == ledger.Unmet {
		return
	}
	switch {
	case e.Leaves != nil:
		d.OnLeaves(customer)
	case e.Renews != nil:
		d.OnRenews(customer)
	case e.PaysLate != nil:
		d.owe(debt{customer, segment, arr * math.Min(fiscal.Year, term) / fiscal.Year, true}, float64(e.PaysLate.By))
	}
}

// owe leaves a bill unpaid for some days.
func (d *Diary) owe(of debt, days float64) {
	d.debts = append(d.debts, of)
	d.settle(of, ledger.Withheld)
	d.sim.Schedule(d.kinds.Paid, int32(len(d.debts)-1), d.sim.Now()+days)
}

func (d *Diary) pay(number int32) {
	of := &d.debts[number]
	of.open = false
	d.settle(*of, ledger.Settled)
}

// settle tells of a bill that is not paid, or is now, and what its segment owes from then on: added up anew, so that no rounding
// is left when all is paid.
func (d *Diary) settle(of debt, kind ledger.Kind) {
	sum := 0.0
	for i := range d.debts {
		if other := &d.debts[i]; other.open && other.segment == of.segment {
			sum += other.dollars
		}
	}
	d.ledger.Record(ledger.Fact{At: d.sim.Now(), Kind: kind, Customer: of.customer, Scope: int16(of.segment), Amount: of.dollars, Extra: sum})
}

// tell records what became of an event.
func (d *Diary) tell(number int32, f ledger.Fact) {
	f.At, f.Subject = d.sim.Now(), number
	d.ledger.Record(f)
}
