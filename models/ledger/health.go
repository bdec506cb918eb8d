package ledger

// tint gives a customer the health of a fact.
func (l *Ledger) tint(f Fact) {
	c := &l.customers[f.Customer]
	l.shade(f, -c.arr)
	c.health = f.Marks & (Yellow | Red)
	l.shade(f, c.arr)
}

// shade moves the ARR of customers of the health of the fact's customer.
func (l *Ledger) shade(f Fact, change float64) {
	switch l.customers[f.Customer].health {
	case Yellow:
		l.move(f.At, f.Scope, YellowARR, change)
	case Red:
		l.move(f.At, f.Scope, RedARR, change)
	}
}

// regret books how healthy a customer seemed that leaves.
func (l *Ledger) regret(f Fact) {
	switch l.customers[f.Customer].health {
	case 0:
		l.add(f.Scope, ChurnGreenARR, f.Amount)
	case Red:
		l.add(f.Scope, ChurnRedARR, f.Amount)
	}
}

// Unwell returns which share of the ARR that counts now is not green; 0 without ARR.
func (l *Ledger) Unwell() float64 {
	arr := l.level(l.All(), ARR).Value()
	if !(arr > 0) {
		return 0
	}
	return (l.level(l.All(), YellowARR).Value() + l.level(l.All(), RedARR).Value()) / arr
}
