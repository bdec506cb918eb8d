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
	WarmUp   int      // quarters before the measured run
	Quarters int      // measured
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
	period    int // 0 is the first quarter of the warm-up
	flows     []float64
	page      []float64 // of the flows, this quarter's
	areas     []float64
	peaks     []float64
	closings  []float64
	levels    []sim.Level
	samples   [samples][]durations // by segment
	customers []customer
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
	ends   []count // how many there were at the end of each period
}

type count struct{ values, zeros int }

// customer is what the ledger knows of one; they are numbered from 0 as they
// enter, the opening book first.
type customer struct {
	position
	signed  float64
	delay   float64 // of the project's start
	cohort  int32   // quarter of signature; below 0 when it was there at the start
	segment int16
	week    int8 // of signature, 0 to 12
	held    bool
	present bool
	started bool
}

// New returns an empty ledger.
func New(layout Layout) *Ledger {
	l := &Ledger{Layout: layout}
	n, periods := layout.Scopes(), layout.WarmUp+layout.Quarters
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
	l.turn(0)
	for _, pages := range [][]float64{l.flows, l.areas, l.peaks, l.closings, l.triangle} {
		clear(pages)
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
	for i := range l.past {
		l.past[i] = l.past[i][:0]
	}
	l.kept = l.kept[:0]
}

// Keep makes the ledger keep every fact from now on, for a trace.
func (l *Ledger) Keep() { l.keeps = true }

// Facts returns the facts kept, in the order in which they were recorded.
func (l *Ledger) Facts() []Fact { return l.kept }

// Record books a fact. Facts after the last quarter's end are not booked.
func (l *Ledger) Record(f Fact) {
	if l.period == l.WarmUp+l.Quarters {
		return
	}
	if l.keeps {
		l.kept = append(l.kept, f)
	}
	switch f.Kind {
	case Held:
		l.enter(f)
		l.add(f.Scope, HeldARR, f.Amount)
		l.begin(f)
		l.pose(3, f.Customer)
		if l.WarmUp == 0 {
			l.cohort(f.Customer, 0, f.Amount)
		}
	case Signed:
		l.enter(f)
		l.add(f.Scope, Deals, 1)
		l.add(f.Scope, Bookings, f.Amount)
		l.linearity(f)
		if f.At >= 0 {
			l.cohort(f.Customer, 0, f.Amount)
		}
	case Began:
		l.add(f.Scope, NewARR, f.Amount)
		l.begin(f)
	case Renewed:
		l.add(f.Scope, RenewedARR, f.Amount)
	case Contracted:
		l.add(f.Scope, ContractionARR, f.Amount)
		l.lose(f)
	case Uplifted:
		l.add(f.Scope, UpliftARR, f.Amount)
		l.gain(f)
	case Expanded:
		l.add(f.Scope, ExpansionARR, f.Amount)
		l.gain(f)
	case Churned:
		l.add(f.Scope, ChurnARR, f.Amount)
		l.add(f.Scope, Churns, 1)
		l.lose(f)
		l.leave(f)
	case WentLive:
		l.add(f.Scope, GoLives, 1)
		l.add(f.Scope, LiveDays, f.Amount)
		l.sample(f.Scope, LiveTimes, f.Amount)
		if f.Marks&Late != 0 {
			l.add(f.Scope, LateGoLives, 1)
		}

	case Resumed:
		l.customers[f.Customer].started = true
	case Queued:
		l.move(f.At, f.Scope, Queue, 1)
	case Unqueued:
		l.move(f.At, f.Scope, Queue, -1)
	case Started:
		l.customers[f.Customer].started = true
		l.customers[f.Customer].delay = f.Amount
		l.add(f.Scope, Starts, 1)
		l.add(f.Scope, StartDays, f.Amount)
		l.sample(f.Scope, StartDelays, f.Amount)
		if f.Marks&Partner != 0 {
			l.add(f.Scope, PartnerStarts, 1)
		}
	case Worked:
		if f.Marks&Partner != 0 {
			l.add(f.Scope, PartnerHours, f.Amount)
		} else {
			l.add(f.Scope, OwnHours, f.Amount)
		}

	case Opened:
		if f.Marks&Found == 0 {
			l.add(f.Scope, Tickets, 1)
		}
		l.move(f.At, f.Scope, Backlog, 1)
	case Deflected:
		l.add(f.Scope, Deflections, 1)
	case Answered:
		l.add(f.Scope, Answers, 1)
		l.add(f.Scope, AnswerDays, f.Amount)
		l.sample(f.Scope, AnswerTimes, f.Amount)
	case Escalated:
		l.add(f.Scope, Escalations, 1)
	case Reopened:
		l.add(f.Scope, Reopenings, 1)
	case Resolved:
		l.add(f.Scope, Resolutions, 1)
		l.add(f.Scope, ResolutionDays, f.Amount)
		l.move(f.At, f.Scope, Backlog, -1)
		if f.Marks&Kept != 0 {
			l.add(f.Scope, Judgements, 1)
		}
	case Breached:
		l.add(f.Scope, Judgements, 1)
		l.add(f.Scope, Breaches, 1)

	case Took:
		l.occupy(f, f.Amount)
	case Freed:
		l.occupy(f, -f.Amount)
	case Slotted:
		l.set(f, own(f, SlotsThere, PartnerThere))
	case Timed:
		l.set(f, HoursThere)
	case Drew:
		l.set(f, HoursDrawn)
	case Served:
		l.add(f.Scope, ServedDays, f.Amount)
	case Seated:
		l.set(f, ServersThere)
	case Staffed:
		l.set(f, Headcount)
	case PaidRate:
		l.set(f, ServicesPay+Stock(f.Subject))
	case Hosted:
		l.level(l.All(), HostingPay).Set(f.At, f.Amount)
	case Paid:
		l.add(f.Scope, PartnerCost, f.Amount)
	case Billed:
		l.add(f.Scope, ServicesRevenue, f.Amount)
	case QuarterClosed:
		l.close(f.At)
	}
}

// own picks the stock of an own team, or that of a partner.
func own(f Fact, team, partner Stock) Stock {
	if f.Marks&Partner != 0 {
		return partner
	}
	return team
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
	l.customers[f.Customer].arr += f.Amount
	l.move(f.At, f.Scope, ARR, f.Amount)
}

func (l *Ledger) lose(f Fact) {
	c := &l.customers[f.Customer]
	c.arr -= f.Amount
	c.lost += f.Amount
	l.move(f.At, f.Scope, ARR, -f.Amount)
}

// leave takes a customer out, whose ARR is lost by now. With the last one goes
// what rounding has left of the ARR.
func (l *Ledger) leave(f Fact) {
	c := &l.customers[f.Customer]
	c.arr, c.present = 0, false
	l.move(f.At, f.Scope, Logos, -1)
	for _, scope := range [2]int{int(f.Scope), l.All()} {
		if l.level(scope, Logos).Value() == 0 {
			l.level(scope, ARR).Set(f.At, 0)
		}
	}
}

func (l *Ledger) gain(f Fact) {
	c := &l.customers[f.Customer]
	c.arr += f.Amount
	c.gained += f.Amount
	l.move(f.At, f.Scope, ARR, f.Amount)
}

func (l *Ledger) add(scope int16, flow Flow, amount float64) {
	l.page[int(scope)*int(flows)+int(flow)] += amount
}

func (l *Ledger) level(scope int, s Stock) *sim.Level { return &l.levels[scope*int(stocks)+int(s)] }

func (l *Ledger) move(at float64, scope int16, s Stock, delta float64) {
	l.level(int(scope), s).Add(at, delta)
	l.level(l.All(), s).Add(at, delta)
}

// occupy moves the slots taken of a team, and those that the customer's segment
// takes there.
func (l *Ledger) occupy(f Fact, slots float64) {
	s := own(f, SlotsBusy, PartnerBusy)
	l.move(f.At, f.Scope, s, slots)
	l.level(int(l.customers[f.Customer].segment), s).Add(f.At, slots)
}

// set sets the stock of a team. The company's is added up anew, so that no
// rounding is left when every team is at 0; without a peak to know, that waits
// until the quarter ends.
func (l *Ledger) set(f Fact, s Stock) {
	l.level(int(f.Scope), s).Set(f.At, f.Amount)
	if s.ofTeams() {
		return
	}
	sum := 0.0
	for team := range l.Teams {
		sum += l.level(l.Team(team), s).Value()
	}
	l.level(l.All(), s).Set(f.At, sum)
}

func (l *Ledger) sample(scope int16, kind Sample, days float64) {
	s := &l.samples[kind][scope]
	if days == 0 {
		s.zeros++
	} else {
		s.values = append(s.values, days)
	}
}

// close ends the quarter: stocks, durations, retention and cohorts of the
// quarter are what they are from now on.
func (l *Ledger) close(at float64) {
	page := l.period * l.Scopes() * int(stocks)
	for i := range l.levels {
		level := &l.levels[i]
		l.areas[page+i], l.peaks[page+i] = level.Close(at)
		l.closings[page+i] = level.Value()
	}
	for s := range stocks {
		if !s.ofTeams() {
			continue
		}
		company := page + l.All()*int(stocks) + int(s)
		for team := range l.Teams {
			at := page + l.Team(team)*int(stocks) + int(s)
			l.areas[company] += l.areas[at]
			l.closings[company] += l.closings[at]
		}
	}
	for _, segments := range l.samples {
		for i := range segments {
			s := &segments[i]
			s.ends = append(s.ends, count{len(s.values), s.zeros})
		}
	}
	l.retain()
	for i := range l.customers {
		l.age(int32(i))
	}
	l.turn(l.period + 1)
}

// turn opens the page of a period.
func (l *Ledger) turn(period int) {
	l.period = period
	l.page = l.flows[period*l.Scopes()*int(flows):]
}
