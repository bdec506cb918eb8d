package ledger

import "postsale/models/fiscal"

// Sum returns a flow of measured quarters from to to-1; the company's is the sum
// over its segments and teams.
func (l *Ledger) Sum(flow Flow, scope, from, to int) float64 {
	first, last := scope, scope
	if scope == l.All() {
		first, last = 0, l.Scopes()-1
	}
	sum, quarter := 0.0, l.Scopes()*int(flows)
	for q := from + l.WarmUp; q < to+l.WarmUp; q++ {
		begin := q*quarter + int(flow)
		for at := begin + first*int(flows); at <= begin+last*int(flows); at += int(flows) {
			sum += l.flows[at]
		}
	}
	return sum
}

// Area returns the time integral of a stock over measured quarters from to to-1,
// in its unit times working days.
func (l *Ledger) Area(stock Stock, scope, from, to int) float64 {
	sum := 0.0
	for q := from; q < to; q++ {
		sum += l.areas[l.line(stock, scope, q)]
	}
	return sum
}

// Mean returns the time average of a stock over measured quarters from to to-1.
func (l *Ledger) Mean(stock Stock, scope, from, to int) float64 {
	return l.Area(stock, scope, from, to) / (fiscal.Quarter * float64(to-from))
}

// Peak returns the highest level of a stock in measured quarters from to to-1.
func (l *Ledger) Peak(stock Stock, scope, from, to int) float64 {
	peak := l.peaks[l.line(stock, scope, from)]
	for q := from + 1; q < to; q++ {
		peak = max(peak, l.peaks[l.line(stock, scope, q)])
	}
	return peak
}

// OpeningARR returns the ARR as measured quarter q begins, in dollars.
func (l *Ledger) OpeningARR(scope, q int) float64 {
	if q+l.WarmUp == 0 {
		return l.Sum(HeldARR, scope, q, q+1)
	}
	return l.Closing(ARR, scope, q-1)
}

// Closing returns a stock as measured quarter q ends.
func (l *Ledger) Closing(stock Stock, scope, q int) float64 {
	return l.closings[l.line(stock, scope, q)]
}

// Running is the fiscal year in which a run starts, if it starts inside one that ends in it.
type Running struct {
	Days float64 // since its beginning, as the run starts; 0 where there is none
	Ends int     // with which measured quarter it ends
}

// HasYear reports whether twelve simulated months end with measured quarter q.
func (l Layout) HasYear(q int) bool { return q+l.WarmUp >= 3 }

// Durations returns a sample's durations in measured quarters from to to-1, of a
// segment or the company, in working days: those above 0, and how many are 0. They
// may be put into another order, and hold until the next call.
func (l *Ledger) Durations(sample Sample, scope, from, to int) (values []float64, zeros int) {
	first, last := scope, scope
	if scope == l.All() {
		first, last = 0, scope-1
	}
	values = l.scratch[:0]
	for s := first; s <= last; s++ {
		some, more := l.samples[sample][s].in(from+l.WarmUp, to+l.WarmUp)
		values = append(values, some...)
		zeros += more
	}
	l.scratch = values
	return values, zeros
}

// in returns the values above 0 of periods from to to-1, and how many are 0.
func (d *durations) in(from, to int) (values []float64, zeros int) {
	var first tally
	if from > 0 {
		first = d.ends[from-1]
	}
	last := d.ends[to-1]
	return d.values[first.values:last.values], last.zeros - first.zeros
}

// Wait is the start delay of one project signed in the measured run.
type Wait struct {
	Days    float64 // from signature to slot, or so far
	Segment int16
	Week    int8 // of its quarter in which it was signed, 0 to 12
	Started bool // had its slot before the end of the run
}

// Waits appends the start delay of every project signed in the measured run, in
// order of signature; those of customers who left before their start are left
// out.
func (l *Ledger) Waits(dst []Wait) []Wait {
	for i := range l.customers {
		c := &l.customers[i]
		if !c.held && c.cohort >= 0 && (c.started || c.present) {
			dst = append(dst, Wait{Days: c.delay, Segment: c.segment, Week: c.week, Started: c.started})
			if !c.started {
				dst[len(dst)-1].Days = fiscal.Quarter*float64(l.Quarters) - c.signed
			}
		}
	}
	return dst
}

// Cohorts returns how many booking cohorts there are: everyone who was there at
// the start, then one a quarter.
func (l Layout) Cohorts() int { return l.Quarters + 1 }

// Ages returns how many ages a cohort is seen at: at its beginning, then at the
// quarter ends.
func (l Layout) Ages() int { return l.Quarters + 1 }

// Triangle returns the ARR by segment, cohort and age, at Cell. A cohort is
// booked ARR at age 0, or what was there at the start.
func (l *Ledger) Triangle() []float64 { return l.triangle }

// Cell returns where Triangle holds the ARR of a segment's cohort at an age.
func (l Layout) Cell(segment, cohort, age int) int {
	return (segment*l.Cohorts()+cohort)*l.Ages() + age
}

func (l *Ledger) line(stock Stock, scope, q int) int {
	return ((q+l.WarmUp)*l.Scopes()+scope)*int(stocks) + int(stock)
}
