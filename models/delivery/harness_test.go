package delivery_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// The event kinds of a workshop: what a test does goes before all work.
const (
	done sim.Kind = iota
	routeOpens
	scopingDue
	gatePassed
	customerReady
	returned
	jobReturned
	fixReturned
	sessionReturned
	scopingReturned
	workDone
	promisedDay
	overdue
	partnerReady
	partnerDone
	cohortStarts
)

// workshop is a practice with nothing around it but a test. Its segments are
// called like the project types, and each buys its own. A person of its teams
// works 8 hours a day and carries one project unless a test says otherwise.
type workshop struct {
	*delivery.Practice
	sim      *sim.Simulator
	ledger   *ledger.Ledger
	teams    []string // in order of their scopes
	types    []string
	deeds    []func()
	signed   int32
	promised []float64
	shares   []string  // what a partner did of those who went live
	touch    []float64 // days of the next interrupts
	seats    []int     // people of the teams
	chances  []uint64  // by customer: opportunities so far
}

// plan returns parameters with a team, own, of one person.
func plan(projects ...units.Entry[delivery.Project]) delivery.Params {
	return delivery.Params{Teams: units.Map[delivery.Team]{{Name: "own", Value: team(1)}}, Projects: projects}
}

func team(number units.Count) delivery.Team {
	return delivery.Team{Team: people.Team{People: number, ProductiveHours: 40}, ConcurrentProjects: 1, Queue: delivery.FirstCome}
}

func project(name units.Name, phases ...delivery.Phase) units.Entry[delivery.Project] {
	return units.Entry[delivery.Project]{Name: name, Value: delivery.Project{Team: "own", Slots: 1, Promised: 20,
		EffortMultiplier: units.Fixed(units.Number(1)), Phases: phases}}
}

// phase is a wait for the customer of some days and then some days of work of one
// person.
func phase(name units.Name, wait, work units.Duration) delivery.Phase {
	return delivery.Phase{Name: name, CustomerWait: units.Fixed(wait), Effort: work, Pace: 40}
}

func afterGoLive(p delivery.Phase) delivery.Phase {
	p.AfterGoLive = true
	return p
}

// partner is a bench as good as the own team.
func partner(places units.Number) partners.Partner {
	return partners.Partner{ConcurrentProjects: places, EffortFactor: 1, Quality: 1}
}

func withPartner(p delivery.Params, bench partners.Partner, routes ...delivery.Route) delivery.Params {
	p.Partners = units.Map[partners.Partner]{{Name: "partner", Value: bench}}
	for _, r := range routes {
		r.Partner = "partner"
		p.Routes = append(p.Routes, r)
	}
	return p
}

func open(t require.TestingT, p delivery.Params) *workshop {
	var mixes []delivery.Mix
	for _, name := range p.Projects.Names() {
		mixes = append(mixes, delivery.Mix{{Name: units.Name(name), Value: 1}})
	}
	return openMixed(t, p, mixes)
}

func openMixed(t require.TestingT, p delivery.Params, mixes []delivery.Mix) *workshop {
	return openGrowing(t, p, mixes, nil)
}

// openGrowing opens one whose segments expand and buy further projects, a list for each.
func openGrowing(t require.TestingT, p delivery.Params, mixes []delivery.Mix, further []delivery.Further) *workshop {
	w := &workshop{sim: sim.New(), types: p.Projects.Names(), teams: append(p.Teams.Names(), p.Partners.Names()...)}
	var f units.Faults
	p.Validate(&f, w.types)
	require.Empty(t, f.All())
	layout := ledger.Layout{Segments: w.types, Teams: w.teams, Quarters: 8}
	w.ledger = ledger.New(layout)
	w.ledger.Keep()
	var scopes []int
	for i := range w.teams {
		scopes = append(scopes, layout.Team(i))
	}
	w.sim.Handle(done, func(i int32) { w.deeds[i]() })
	w.Practice = delivery.New(w.sim, delivery.Kinds{GatePassed: gatePassed, CustomerReady: customerReady, Scoped: scopingDue,
		Returned: [delivery.Sources]sim.Kind{returned, jobReturned, fixReturned, sessionReturned, scopingReturned}, WorkDone: workDone,
		Promised: promisedDay, Overdue: overdue, PartnerReady: partnerReady, PartnerDone: partnerDone, RouteOpens: routeOpens,
		CohortStarts: cohortStarts}, w.ledger, 1, p, mixes, further, w.types, scopes)
	w.OnPromised = func(_ int32, day float64) { w.promised = append(w.promised, day) }
	w.OnLive = func(customer int32, partner, flaw float64) {
		w.record(ledger.Fact{Kind: ledger.WentLive, Customer: customer})
		w.shares = append(w.shares, fmt.Sprintf("%c %.6g %.6g", 'A'+customer, partner, flaw))
	}
	w.OnInterrupted[delivery.Tickets] = func(ticket int32) float64 {
		w.record(ledger.Fact{Kind: ledger.Answered, Customer: ledger.None, Subject: ticket})
		return w.touch[ticket]
	}
	w.OnReturned[delivery.Tickets] = func(ticket int32) {
		w.record(ledger.Fact{Kind: ledger.Resolved, Customer: ledger.None, Subject: ticket})
	}
	for _, e := range p.Teams {
		w.seats = append(w.seats, int(e.Value.People))
	}
	w.begin(0)
	return w
}

// begin starts a trial with everybody there.
func (w *workshop) begin(trial uint64) {
	w.sim.Reset(0)
	w.ledger.Reset()
	w.deeds, w.signed, w.promised, w.shares, w.touch, w.chances = nil, 0, nil, nil, nil, nil
	w.Begin(trial)
	for i, n := range w.seats {
		w.staff(i, n)
	}
	w.OpenQuarter(0, true)
}

func (w *workshop) record(f ledger.Fact) {
	f.At = w.sim.Now()
	w.ledger.Record(f)
}

// at schedules a deed.
func (w *workshop) at(day float64, deed func()) {
	w.deeds = append(w.deeds, deed)
	w.sim.Schedule(done, int32(len(w.deeds)-1), day)
}

// sign schedules the signature of the next customer, A and so on, who buys a type
// of project and pays 100 a year.
func (w *workshop) sign(day float64, kind string) { w.signFor(day, kind, 100) }

func (w *workshop) signFor(day float64, kind string, arr float64) {
	w.at(day, func() {
		customer, segment := w.enter(kind, arr, ledger.Signed)
		w.Sign(customer, entity(customer), segment, arr)
	})
}

// expand schedules the next opportunity of a customer, who takes it and pays some more a year.
func (w *workshop) expand(day float64, customer int32, gain float64) {
	w.at(day, func() {
		for int(customer) >= len(w.chances) {
			w.chances = append(w.chances, 0)
		}
		w.Expand(customer, entity(customer), w.segmentOf(customer), w.chances[customer], gain)
		w.chances[customer]++
	})
}

func (w *workshop) segmentOf(customer int32) (segment int) {
	for _, f := range w.ledger.Facts() {
		if f.Customer == customer && (f.Kind == ledger.Signed || f.Kind == ledger.Held) {
			segment = int(f.Scope)
		}
	}
	return segment
}

// resume puts the next customer's project in flight on the first day.
func (w *workshop) resume(kind string, behind float64) {
	customer, segment := w.enter(kind, 100, ledger.Held)
	w.Resume(customer, entity(customer), segment, 100, 0, behind)
}

func (w *workshop) enter(kind string, arr float64, fact ledger.Kind) (customer int32, segment int) {
	customer, segment = w.signed, slices.Index(w.types, kind)
	w.signed++
	w.record(ledger.Fact{Kind: fact, Customer: customer, Scope: int16(segment), Amount: arr})
	return customer, segment
}

func entity(customer int32) random.Entity { return random.Name("customer").Child(uint64(customer)) }

// staff puts so many people into a team.
func (w *workshop) staff(team, number int) {
	w.Staff(team, people.Staffing{Payroll: number, Full: number, Working: float64(number)})
}

// interrupt schedules a ticket of the own team, of some days of touch time.
func (w *workshop) interrupt(day, touch float64) {
	ticket := int32(len(w.touch))
	w.touch = append(w.touch, touch)
	w.at(day, func() { w.Interrupt(0, delivery.Tickets, ticket, 0) })
}

// life are the facts that tell how projects fare.
var life = []ledger.Kind{ledger.Queued, ledger.Started, ledger.WentLive, ledger.Finished, ledger.Withdrawn, ledger.Brought, ledger.Foreseen, ledger.Scoped}

// story runs until a day and tells the facts of some kinds, one a line.
func (w *workshop) story(until float64, kinds ...ledger.Kind) []string {
	w.sim.Run(until)
	return w.tell(kinds...)
}

func (w *workshop) tell(kinds ...ledger.Kind) []string {
	var lines []string
	for _, f := range w.ledger.Facts() {
		if slices.Contains(kinds, f.Kind) {
			lines = append(lines, fmt.Sprintf("%.6g %s", f.At, w.line(f)))
		}
	}
	return lines
}

// grep returns the lines with a word.
func grep(word string, lines []string) []string {
	return slices.DeleteFunc(lines, func(line string) bool { return !strings.Contains(line, word) })
}

func (w *workshop) line(f ledger.Fact) string {
	scope := func() string { return w.teams[int(f.Scope)-w.ledger.Team(0)] }
	by := ""
	if f.Marks&ledger.Partner != 0 {
		by = " at the partner"
	}
	customer := fmt.Sprintf("%c", 'A'+f.Customer)
	if f.Subject > 0 {
		customer += fmt.Sprint(f.Subject) // the project of that opportunity
	}
	switch f.Kind {
	case ledger.Queued:
		return customer + " queues"
	case ledger.Gathered:
		return fmt.Sprintf("%s waits for day %.6g", customer, f.Amount)
	case ledger.Entered:
		return fmt.Sprintf("%s enters with its cohort of %.6g, %.6g days after it signed", customer, f.Extra, f.Amount)
	case ledger.Blocked:
		return fmt.Sprintf("%s is blocked for %.6g days", customer, f.Amount)
	case ledger.Unqueued:
		return customer + " leaves the queue"
	case ledger.PhaseQueued:
		return fmt.Sprintf("%s waits for %.6g of %s", customer, f.Amount, scope())
	case ledger.PhaseStarted:
		return fmt.Sprintf("%s has its turn after %.6g", customer, f.Amount)
	case ledger.Resumed:
		return customer + " resumes"
	case ledger.Started:
		return customer + " starts" + by
	case ledger.WentLive:
		return customer + " is live"
	case ledger.Finished:
		return customer + " is done"
	case ledger.Withdrawn:
		return customer + " is withdrawn"
	case ledger.Foreseen:
		return fmt.Sprintf("%s is promised after %.6g", customer, f.Amount)
	case ledger.Scoped:
		return fmt.Sprintf("%s has scoped for %.6g hours", scope(), f.Amount)
	case ledger.Brought:
		return customer + " is sold"
	case ledger.Worked:
		return fmt.Sprintf("%s has %.6g hours done%s in %.6g", customer, f.Amount, by, f.Extra)
	case ledger.Billed:
		return fmt.Sprintf("%s pays %.6g", customer, f.Amount)
	case ledger.Paid:
		return fmt.Sprintf("%s is paid %.6g for %s", scope(), f.Amount, customer)
	case ledger.Took:
		return fmt.Sprintf("%s takes %.6g of %s", customer, f.Amount, scope())
	case ledger.Freed:
		return fmt.Sprintf("%s frees %.6g of %s", customer, f.Amount, scope())
	case ledger.Slotted:
		return fmt.Sprintf("%s has %.6g slots", scope(), f.Amount)
	case ledger.Timed:
		return fmt.Sprintf("%s has %.6g hours", scope(), f.Amount)
	case ledger.Drew:
		return fmt.Sprintf("%s draws %.6g hours", scope(), f.Amount)
	case ledger.Answered:
		return fmt.Sprintf("ticket %d is taken up", f.Subject)
	case ledger.Resolved:
		return fmt.Sprintf("ticket %d is done with", f.Subject)
	}
	return fmt.Sprint(f)
}
