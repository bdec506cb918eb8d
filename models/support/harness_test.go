package support_test

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// The event kinds of a helpdesk: what a test does goes before all work.
const (
	done sim.Kind = iota
	tier1Done
	tier2Done
	engineersDone
	fixed
	asked
	misconfigured
	askedEarly
	misconfiguredEarly
	attended
	sessionCame
	sessionBegins
)

// issue is what a ticket is about: a range of the uniform that says so, where the
// lower half are questions, of which the lower part may be deflected.
type issue struct{ low, high float64 }

var (
	anything = issue{0, 1}
	question = issue{.25, .5}
	breakage = issue{.5, 1}
)

// The origins of tickets.
const (
	product support.Origin = iota
	configuration
	earlyProduct
	earlyConfiguration
)

// helpdesk is the support of standard and of premium customers, its demand made
// by a test. Tickets are called A and so on in order of their opening.
type helpdesk struct {
	*support.Desk
	sim    *sim.Simulator
	ledger *ledger.Ledger
	deeds  []func()
	opened uint64
	called []name // tickets in order of their opening
	trial  uint64
	judged []string // what the customers' judges were told
	calls  []string // of a delivery team
	crowd  int      // the most tickets open at once
	free   float64  // day from which on the delivery team has somebody for a session
}

// The segments of a helpdesk.
const (
	standard = iota
	premium
	mixed // half of the customers are premium
)

// plan returns parameters of a person a tier, who works 8 hours a day. A question
// takes a day, a breakage two, a configuration issue four, and tier 2 three.
func plan() support.Params {
	days := func(d units.Duration) units.Spread[units.Duration] { return units.Fixed(d) }
	team := people.Team{People: 1, ProductiveHours: 40}
	return support.Params{
		Tier1: team, Tier2: &team,
		HowDoI:        support.HowDoI{Share: .5, Touch: days(1)},
		BreakFix:      support.BreakFix{Touch: days(2)},
		Configuration: support.Configuration{Owner: support.OwnerSupport, Touch: days(4)},
		Tier2Touch:    days(3),
		Engineering:   support.Engineering{Lag: days(8)},
		Targets:       support.Targets{FirstResponse: 10, Resolution: 20},
		PoorDelivery:  1,
	}
}

var teams = []string{"tier1", "tier2", "cs-engineers"}

func open(t require.TestingT, p support.Params) *helpdesk {
	var f units.Faults
	p.Validate(&f, []string{"implementation"})
	require.Empty(t, f.All())
	layout := ledger.Layout{Segments: []string{"standard", "premium", "mixed"}, Teams: teams, Quarters: 1}
	h := &helpdesk{sim: sim.New(), ledger: ledger.New(layout)}
	h.ledger.Keep()
	h.sim.Handle(done, func(i int32) { h.deeds[i]() })
	h.Desk = support.NewDesk(h.sim, kinds, h.ledger, 1, p, []float64{standard: 0, premium: 1, mixed: .5},
		[3]int{layout.Team(0), layout.Team(1), layout.Team(2)}, layout.Team(2))
	h.sim.Handle(sessionBegins, func(int32) { h.Sessions.Hold() })
	if h.Sessions != nil {
		h.Sessions.OnSession = func(number int32) { h.sim.Schedule(sessionBegins, number, max(h.sim.Now(), h.free)) }
	}
	h.OnJudged = func(customer int32, breached bool, at float64) {
		verdict := "kept"
		if breached {
			verdict = "broken"
		}
		h.judged = append(h.judged, fmt.Sprintf("%.6g customer %d: %s at %.6g", h.sim.Now(), customer, verdict, at))
	}
	h.OnCrowd = func(open int) { h.crowd = open }
	h.sim.Handle(attended, func(i int32) { h.Attended(i) })
	h.OnInterrupt = func(ticket int32) {
		h.calls = append(h.calls, fmt.Sprintf("%.6g %c", h.sim.Now(), 'A'+ticket))
		h.sim.Schedule(attended, ticket, h.sim.Now()+h.Attend(ticket))
	}
	there := map[support.Station]int{support.Tier1: int(p.Tier1.People)}
	if p.Tier2 != nil {
		there[support.Tier2] = int(p.Tier2.People)
	}
	if p.CSEngineers != nil {
		there[support.CSEngineers] = int(p.CSEngineers.People)
	}
	h.begin(0, there)
	return h
}

// begin starts a trial with some people at the stations.
func (h *helpdesk) begin(trial uint64, there map[support.Station]int) {
	h.trial = trial
	h.ledger.Reset()
	h.Begin(trial)
	for station := support.Tier1; station <= support.CSEngineers; station++ {
		if n, exists := there[station]; exists {
			h.Staff(station, n)
		}
	}
}

// fixedTouch is a touch time that never varies, in working days.
func fixedTouch(days units.Duration) units.Spread[units.Duration] { return units.Fixed(days) }

var kinds = support.Kinds{Tier1Done: tier1Done, Tier2Done: tier2Done, EngineersDone: engineersDone, Fixed: fixed, Asked: asked, Misconfigured: misconfigured,
	AskedEarly: askedEarly, MisconfiguredEarly: misconfiguredEarly, SessionCame: sessionCame}

// at schedules a deed.
func (h *helpdesk) at(day float64, deed func()) {
	h.deeds = append(h.deeds, deed)
	h.sim.Schedule(done, int32(len(h.deeds)-1), day)
}

// ask schedules a ticket of the first customer of a segment.
func (h *helpdesk) ask(day float64, segment int, about issue) {
	h.at(day, func() { h.openNow(int32(segment), segment, product, about) })
}

// misconfigure schedules a configuration issue.
func (h *helpdesk) misconfigure(day float64, segment int) {
	h.at(day, func() { h.openNow(int32(segment), segment, configuration, anything) })
}

// openNow opens the customer's next ticket that luck makes about the issue.
func (h *helpdesk) openNow(customer int32, segment int, from support.Origin, about issue) {
	luck := random.New(1, "ticket handling").Trial(h.trial)
	for {
		o := support.Opening{From: from, Number: h.opened}
		h.opened++
		if u := luck.Uniform(ticketOf(customer, o), 3); u >= about.low && u < about.high {
			h.Open(customer, entity(customer), segment, o)
			return
		}
	}
}

func ticketOf(customer int32, o support.Opening) random.Entity {
	return entity(customer).Child(uint64(o.From)).Child(o.Number)
}

func entity(customer int32) random.Entity { return random.Name("customer").Child(uint64(customer)) }

// life are the facts that tell how tickets fare.
var life = []ledger.Kind{ledger.Opened, ledger.Answered, ledger.Escalated, ledger.Referred, ledger.Reopened, ledger.Resolved,
	ledger.SessionAwaited, ledger.AnsweredInSession, ledger.SessionFull, ledger.SessionHeld}

// story runs until a day and tells the facts of some kinds, one a line.
func (h *helpdesk) story(until float64, kinds ...ledger.Kind) []string {
	h.sim.Run(until)
	return h.tell(kinds...)
}

func (h *helpdesk) tell(kinds ...ledger.Kind) []string {
	var lines []string
	h.called = nil
	for _, f := range h.ledger.Facts() {
		if (f.Kind == ledger.Opened || f.Kind == ledger.SessionAwaited) && !slices.Contains(h.called, nameOf(f)) {
			h.called = append(h.called, nameOf(f))
		}
	}
	for _, f := range h.ledger.Facts() {
		if slices.Contains(kinds, f.Kind) {
			lines = append(lines, fmt.Sprintf("%.6g %s", f.At, h.line(f)))
		}
	}
	return lines
}

// name is what facts call a ticket.
type name struct{ customer, subject int32 }

func nameOf(f ledger.Fact) name { return name{f.Customer, f.Subject} }

func (h *helpdesk) line(f ledger.Fact) string {
	ticket := fmt.Sprintf("%c", 'A'+slices.Index(h.called, nameOf(f)))
	switch f.Kind {
	case ledger.Opened:
		return ticket + " opens"
	case ledger.Deflected:
		return fmt.Sprintf("customer %d helps itself", f.Customer)
	case ledger.Answered:
		return fmt.Sprintf("%s is answered after %.6g", ticket, f.Amount)
	case ledger.SessionAwaited:
		return ticket + " waits for a session"
	case ledger.AnsweredInSession:
		return fmt.Sprintf("%s is answered in it after %.6g", ticket, f.Amount)
	case ledger.SessionFull:
		return ticket + " found no seat"
	case ledger.SessionHeld:
		return fmt.Sprintf("a session of %.6g seats begins", f.Amount)
	case ledger.Escalated:
		return ticket + " goes to tier 2"
	case ledger.Referred:
		return ticket + " waits for engineering"
	case ledger.Reopened:
		return ticket + " reopens"
	case ledger.Resolved:
		return fmt.Sprintf("%s is resolved after %.6g", ticket, f.Amount)
	case ledger.Breached:
		return ticket + " is late"
	case ledger.Served:
		return fmt.Sprintf("%s worked %.6g days", teams[int(f.Scope)-h.ledger.Team(0)], f.Amount)
	case ledger.Seated:
		return fmt.Sprintf("%s has %.6g there", teams[int(f.Scope)-h.ledger.Team(0)], f.Amount)
	}
	return fmt.Sprint(f)
}
