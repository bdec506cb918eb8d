package ledger

import (
	"math"

	"postsale/models/fiscal"
	"postsale/sim"
)

// Layout is what the facts of a scenario are booked by.
type Layout struct {
	Segments []string
	Teams    []string // partners too
	Rules    [][]Rule // by team, if any hires by rule
	WarmUp   int      // quarters before the measured run
	Quarters int      // measured
	Running  Running
}

// Rule is what a team hires by.
type Rule struct {
	Says string  // what it looks at: start_delay above 3w
	Unit Unit    // of that
	Lead float64 // days until people join
}

// All returns the scope of the whole company; segment i has scope i.
func (l Layout) All() int { return len(l.Segments) }

// Team returns the scope of team i.
func (l Layout) Team(i int) int { return len(l.Segments) + 1 + i }

// Scopes returns how many scopes there are.
func (l Layout) Scopes() int { return len(l.Segments) + 1 + len(l.Teams) }

// Ledger holds one trial.
type Ledger struct {
	Layout
	does      [kinds]booking // what becomes of facts now, by kind
	period    int            // 0 is the first quarter of the warm-up
	flows     []float64
	current   []float64 // of the flows, this quarter's
	areas     []float64
	peaks     []float64
	closings  []float64
	levels    []sim.Level
	samples   [samples][]durations // by segment
	customers []customer
	paying    []int32       // how many have ARR, by scope
	past      [4][]position // at the last four quarter ends
	triangle  []float64     // ARR by segment, cohort and age
	keeps     bool
	kept      []Fact
	scratch   []float64
}

// durations are a segment's values of a sample. Most are 0 in good times, and are
// only counted.
type durations struct {
	values []float64 // the others, in order of time
	zeros  int
	ends   []tally // how many there were at the end of each period
}

type tally struct{ values, zeros int }

// customer is what the ledger knows of one; they are numbered from 0 as they
// enter, the opening book first.
type customer struct {
	position
	signed  float64
	older   float64 // days that it had been a customer on the first day
	delay   float64 // of the project's start
	blocked float64 // days that the project waited for features
	cohort  int32   // quarter of signature; below 0 when it was there at the start
	segment int16
	by      int16 // the partner that made it live; 0 if none did
	week    int8  // of signature, 0 to 12
	health  Marks // Yellow, Red or neither
	held    bool
	present bool
	pays    bool // its ARR counts
	started bool
	live    bool // and its sponsor is followed
	alone   bool // without one
}

// New returns an empty ledger.
func New(layout Layout) *Ledger {
	l := &Ledger{Layout: layout}
	n, periods := layout.Scopes(), layout.WarmUp+layout.Quarters
	l.paying = make([]int32, n)
	l.flows = make([]float64, periods*n*int(flows))
	l.areas = make([]float64, periods*n*int(stocks))
	l.peaks = make([]float64, periods*n*int(stocks))
	l.closings = make([]float64, periods*n*int(stocks))
	l.levels = make([]sim.Level, n*int(stocks))
	l.triangle = make([]float64, len(layout.Segments)*layout.Cohorts()*layout.Ages())
	for i := range l.samples {
		l.samples[i] = make([]durations, len(layout.Segments))
	}
	l.Reset()
	return l
}

// Reset forgets the trial.
func (l *Ledger) Reset() {
	l.open(0)
	l.attend()
	for _, numbers := range [][]float64{l.flows, l.areas, l.peaks, l.closings, l.triangle} {
		clear(numbers)
	}
	start := -fiscal.Quarter * float64(l.WarmUp)
	for i := range l.levels {
		l.levels[i].Reset(start, 0)
	}
	for _, segments := range l.samples {
		for i := range segments {
			segments[i] = durations{values: segments[i].values[:0], ends: segments[i].ends[:0]}
		}
	}
	l.customers = l.customers[:0]
	clear(l.paying)
	for i := range l.past {
		l.past[i] = l.past[i][:0]
	}
	l.kept = l.kept[:0]
}

// Keep makes the ledger keep every fact from now on, for a trace.
func (l *Ledger) Keep() {
	l.keeps = true
	l.attend()
}

// Forget ends that, and gives the room of what was kept back.
func (l *Ledger) Forget() {
	l.keeps, l.kept = false, nil
	l.attend()
}

// Facts returns the facts kept, in the order in which they were recorded.
func (l *Ledger) Facts() []Fact { return l.kept }

// Record books a fact, as Kinds has it. Facts after the last quarter's end are not
// booked. It is no more than a call, so that what records can inline it.
func (l *Ledger) Record(f Fact) { l.does[f.Kind](l, f) }

// attend sets what becomes of facts from now on.
func (l *Ledger) attend() {
	for kind := range l.does {
		switch books := Kinds[kind].books; {
		case l.over():
			l.does[kind] = ignore
		case l.keeps:
			l.does[kind] = keep
		case books != nil:
			l.does[kind] = books
		default:
			l.does[kind] = ignore
		}
	}
}

// over reports whether the last quarter has ended.
func (l *Ledger) over() bool { return l.period == l.WarmUp+l.Quarters }

func keep(l *Ledger, f Fact) {
	l.kept = append(l.kept, f)
	if books := Kinds[f.Kind].books; books != nil {
		books(l, f)
	}
}

func ignore(*Ledger, Fact) {}

// own picks the stock of an own team, or that of a partner.
func own(m Marks, team, partner Stock) Stock {
	if m&Partner != 0 {
		return partner
	}
	return team
}

// beside picks the stock of a delivery team, or that of engineering.
func beside(m Marks, delivery, engineering Stock) Stock {
	if m&Research != 0 {
		return engineering
	}
	return delivery
}

func (l *Ledger) enter(f Fact) {
	for int(f.Customer) >= len(l.customers) {
		l.customers = append(l.customers, customer{})
	}
	c := &l.customers[f.Customer]
	quarter := math.Floor(f.At / fiscal.Quarter)
	*c = customer{
		position: c.position,
		signed:   f.At,
		cohort:   int32(quarter),
		week:     int8((f.At - quarter*fiscal.Quarter) / fiscal.Week),
		segment:  f.Scope,
		held:     f.Kind == Held,
		present:  true,
	}
	if c.held {
		c.cohort = -1
	}
	l.move(f.At, f.Scope, Logos, 1)
}

// linearity books when in its quarter a deal closed.
func (l *Ledger) linearity(f Fact) {
	in := f.At - fiscal.Quarter*math.Floor(f.At/fiscal.Quarter)
	l.add(f.Scope, BookingsMonth1+Flow(min(2, int(in/fiscal.Month))), f.Amount)
	if in >= fiscal.Quarter-fiscal.Week {
		l.add(f.Scope, BookingsLastWeek, f.Amount)
	}
}

func (l *Ledger) begin(f Fact) {
	c := &l.customers[f.Customer]
	c.arr += f.Amount
	if !c.pays {
		c.pays = true
		l.paying[f.Scope]++
		l.paying[l.All()]++
	}
	l.move(f.At, f.Scope, ARR, f.Amount)
	l.shade(f, f.Amount)
}

func (l *Ledger) lose(f Fact) {
	c := &l.customers[f.Customer]
	c.arr -= f.Amount
	c.lost += f.Amount
	l.move(f.At, f.Scope, ARR, -f.Amount)
	l.shade(f, -f.Amount)
}

// leave takes a customer out, whose ARR is lost by now. With the last one that had any goes what rounding has left of it.
func (l *Ledger) leave(f Fact) {
	c := &l.customers[f.Customer]
	c.arr, c.present = 0, false
	l.move(f.At, f.Scope, Logos, -1)
	if c.live {
		l.forget(f)
	}
	if !c.pays {
		return
	}
	c.pays = false
	for _, scope := range [2]int{int(f.Scope), l.All()} {
		if l.paying[scope]--; l.paying[scope] == 0 {
			for _, s := range [...]Stock{ARR, YellowARR, RedARR} {
				l.level(scope, s).Set(f.At, 0)
			}
		}
	}
}

// sponsor books whether a live customer has a sponsor.
func (l *Ledger) sponsor(f Fact, s Stock, delta float64) {
	c := &l.customers[f.Customer]
	c.live, c.alone = true, s == SponsorsAway && delta > 0
	l.move(f.At, f.Scope, s, delta)
}

// forget ends that, as a customer leaves.
func (l *Ledger) forget(f Fact) {
	c := &l.customers[f.Customer]
	l.move(f.At, f.Scope, Sponsoring, -1)
	if c.alone {
		l.move(f.At, f.Scope, SponsorsAway, -1)
	}
	c.live, c.alone = false, false
}

func (l *Ledger) gain(f Fact) {
	c := &l.customers[f.Customer]
	c.arr += f.Amount
	c.gained += f.Amount
	l.move(f.At, f.Scope, ARR, f.Amount)
	l.shade(f, f.Amount)
}

func (l *Ledger) add(scope int16, flow Flow, amount float64) {
	l.current[int(scope)*int(flows)+int(flow)] += amount
}

// addLive books with its partner that a customer went live.
func (l *Ledger) addLive(partner int16, f Fact) {
	l.add(partner, PartnerLives, 1)
	l.add(partner, PartnerLiveDays, f.Amount)
	if f.Marks&Late != 0 {
		l.add(partner, PartnerLateLives, 1)
	}
}

func (l *Ledger) level(scope int, s Stock) *sim.Level { return &l.levels[scope*int(stocks)+int(s)] }

// move changes a stock of a segment, and the company's.
func (l *Ledger) move(at float64, scope int16, s Stock, delta float64) {
	l.level(int(scope), s).Add(at, delta)
	l.level(l.All(), s).Add(at, delta)
}

// occupy moves the slots taken of a team, and those that the customer's segment
// takes there.
func (l *Ledger) occupy(f Fact, slots float64) {
	s := own(f.Marks, SlotsBusy, PartnerBusy)
	l.move(f.At, f.Scope, s, slots)
	l.level(int(l.customers[f.Customer].segment), s).Add(f.At, slots)
}

// set sets the stock of a team. The company's is added up anew, so that no
// rounding is left when every team is at 0; without a peak to know, that waits
// until the quarter ends.
func (l *Ledger) set(at float64, scope int16, s Stock, amount float64) {
	l.level(int(scope), s).Set(at, amount)
	if s.ofTeams() {
		return
	}
	sum := 0.0
	for team := range l.Teams {
		sum += l.level(l.Team(team), s).Value()
	}
	l.level(l.All(), s).Set(at, sum)
}

// share sets the stock of a segment. The company's is added up anew, so that no rounding is left when every segment is at 0.
func (l *Ledger) share(at float64, scope int16, s Stock, amount float64) {
	l.level(int(scope), s).Set(at, amount)
	sum := 0.0
	for segment := range l.Segments {
		sum += l.level(segment, s).Value()
	}
	l.level(l.All(), s).Set(at, sum)
}

// note keeps a duration of a segment.
func (l *Ledger) note(scope int16, of Sample, days float64) {
	s := &l.samples[of][scope]
	if days == 0 {
		s.zeros++
	} else {
		s.values = append(s.values, days)
	}
}

// end ends the quarter: stocks, durations, retention and cohorts of the
// quarter are what they are from now on.
func (l *Ledger) end(at float64) {
	first := l.period * l.Scopes() * int(stocks)
	for i := range l.levels {
		level := &l.levels[i]
		l.areas[first+i], l.peaks[first+i] = level.Close(at)
		l.closings[first+i] = level.Value()
	}
	for s := range stocks {
		if !s.ofTeams() {
			continue
		}
		company := first + l.All()*int(stocks) + int(s)
		for team := range l.Teams {
			at := first + l.Team(team)*int(stocks) + int(s)
			l.areas[company] += l.areas[at]
			l.closings[company] += l.closings[at]
		}
	}
	for _, segments := range l.samples {
		for i := range segments {
			s := &segments[i]
			s.ends = append(s.ends, tally{len(s.values), s.zeros})
		}
	}
	l.retain()
	for i := range l.customers {
		l.age(int32(i))
	}
	l.open(l.period + 1)
	if l.over() {
		for kind := range l.does {
			l.does[kind] = ignore
		}
	}
}

// open makes a period the one that is booked.
func (l *Ledger) open(period int) {
	l.period = period
	l.current = l.flows[period*l.Scopes()*int(flows):]
}
