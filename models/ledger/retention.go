package ledger

// position is a customer's ARR, and its losses and gains so far, in dollars.
type position struct{ arr, lost, gained float64 }

// opening is the slot of the positions of the first day.
const opening = 3

// retain books the retention of the twelve months that end now, or, as the running year ends, of its customers since the
// first day.
func (l *Ledger) retain() {
	slot := l.period % 4
	since := slot
	running := l.Running.Days > 0 && l.period == l.Running.Ends
	if running {
		since = opening
	}
	for i, then := range l.past[since] {
		if !(then.arr > 0) || running && l.customers[i].older <= l.Running.Days {
			continue
		}
		c := &l.customers[i]
		l.add(c.segment, CohortARR, then.arr)
		l.add(c.segment, CohortKept, c.arr)
		l.add(c.segment, CohortCap, min(c.arr, then.arr))
		l.add(c.segment, CohortLost, c.lost-then.lost)
		l.add(c.segment, CohortGain, c.gained-then.gained)
		l.add(c.segment, CohortLogos, 1)
		if c.arr > 0 {
			l.add(c.segment, CohortStay, 1)
		}
	}
	l.past[slot] = l.past[slot][:0]
	for i := range l.customers {
		l.pose(slot, int32(i))
	}
}

// pose takes down a customer's position; customers are posed in order.
func (l *Ledger) pose(slot int, customer int32) {
	l.past[slot] = append(l.past[slot], l.customers[customer].position)
}

// age books the ARR of a customer by its cohort and age at the end of a quarter.
func (l *Ledger) age(customer int32) {
	c := &l.customers[customer]
	switch quarter := l.period - l.WarmUp; {
	case quarter >= 0:
		l.cohort(customer, quarter+1-max(0, int(c.cohort)), c.arr)
	case quarter == -1:
		l.cohort(customer, 0, c.arr)
	}
}

// cohort adds ARR to the cohort of a customer at an age of so many quarter ends.
func (l *Ledger) cohort(customer int32, age int, arr float64) {
	c := &l.customers[customer]
	l.triangle[l.Cell(int(c.segment), max(-1, int(c.cohort))+1, age)] += arr
}
