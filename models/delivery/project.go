package delivery

import (
	"postsale/models/ledger"
	"postsale/sim"
	"postsale/sim/random"
)

// state says what a project waits for.
type state uint8

const (
	away             state = iota // handed over to nobody: none yet, finished or withdrawn
	atGate                        // a gate
	inCohort                      // the day on which its cohort starts
	queueing                      // a slot
	awaitingPartner               // a partner's slot for a phase
	awaitingPlace                 // slots of another own team for a phase
	leading                       // the partner's lead time
	awaitingCustomer              // the customer
	working                       // the own team's hours
	partnerWorking                // the partner's hours
	onPromise                     // the promised day
	leaving                       // nothing: its customer has left
	leavingLine                   // nothing, and is still in line for a slot
	leavingTurn                   // nothing, and is still in line for slots that its phase takes
)

type project struct {
	customer   int32
	changes    int   // of what is sold, until its customer signed
	next       int32 // the number of the one that the same customer has after it, or none
	brought    int32 // by which opportunity, from 1; 0 if at signature
	entity     random.Entity
	offer      *offer
	team       *team   // whose slots it waits for or holds
	at         *team   // whose hours it draws
	skill      float64 // hours that it draws there for one of its own
	joined     float64 // the queue
	arr        float64 // that was sold with it
	signed     float64
	multiplier float64
	foreseen   float64 // factor on the promise and on a fixed price
	ease       float64 // factor on its effort, by how mature the product was when it started
	ripeness   float64 // see product.Maturity
	together   float64 // of what it shares, how much others of its cohort bear
	left       float64 // hours of the phase, as last recorded
	rate       float64 // hours of it a day, at the partner
	since      float64 // day of the last record, at the partner; or from which on it waits for a place
	span       float64 // days of the wait for the promised day
	beyond     float64 // of its own slots, those beyond what was there when it started
	besides    float64 // the same of its place
	factor     float64 // effort at the partner
	quality    float64 // of the partner
	managed    float64 // how far it is looked after there, from 0 to 1
	segment    int16
	phase      int16
	gate       int16 // the number of the one it is at
	cohort     int32 // the number of its own
	state      state
	queued     bool // as recorded
	slot       bool // holds own slots
	seat       bool // holds a partner's slot
	place      bool // holds the slots of another own team that its phase takes
	led        bool // the partner's lead time is spent
	live       bool
}

// hours returns the hours of a phase.
func (p *project) hours(phase int) float64 {
	ph := &p.offer.kind.phases[phase]
	return ph.hours * p.multiplier * p.ease * (1 - ph.shared*p.together)
}

// effort returns the hours of all phases.
func (p *project) effort() (hours float64) {
	if p.together == 0 {
		return p.offer.kind.effort * p.multiplier * p.ease
	}
	for i := range p.offer.kind.phases {
		hours += p.hours(i)
	}
	return hours
}

// part returns how much of the hours until go-live is in the phases that a partner does in co-delivery.
func (p *project) part() float64 {
	if p.together == 0 {
		return p.offer.part
	}
	theirs, all := 0.0, 0.0
	for i, ph := range p.offer.kind.phases {
		if ph.afterGoLive {
			break
		}
		all += p.hours(i)
		if p.offer.byPartner[i] {
			theirs += p.hours(i)
		}
	}
	if theirs == 0 {
		return 0
	}
	return theirs / all
}

// promised returns the days by which it is to be done.
func (p *project) promised() float64 { return p.offer.kind.promised * p.foreseen }

// pace returns the hours of a phase that get done in a day at full attention.
func (p *project) pace(phase int) float64 {
	pace := p.offer.kind.phases[phase].pace
	switch {
	case p.offer.byPartner[phase]:
		return pace / (p.factor * (1 + p.offer.coordination))
	case p.seat:
		return pace / p.factor
	}
	return pace
}

// ahead returns of the phases from a project's own to go-live which are a partner's
// in co-delivery.
func (p *project) ahead() []bool {
	end := int(p.phase)
	for phases := p.offer.kind.phases; end < len(phases) && !phases[end].afterGoLive; {
		end++
	}
	return p.offer.byPartner[p.phase:end]
}

// needsNone reports whether a project holds no slot at all: what the customer does alone starts whoever is busy.
func (p *project) needsNone() bool { return p.offer.kind.slots == 0 && p.offer.mode != Whole }

// takeSlot puts a project onto its own slots.
func (p *project) takeSlot() {
	if p.offer.kind.slots == 0 {
		return
	}
	p.slot = true
	p.team.took(p, p.offer.kind.slots)
}

func (p *project) leaveSlot() {
	if p.slot {
		p.slot = false
		p.team.free(p, p.offer.kind.slots, p.beyond)
	}
}

// wantsPlace reports whether the phase of a project takes slots of another own team, and has none yet.
func (p *project) wantsPlace() bool {
	return p.offer.kind.phases[p.phase].slots > 0 && !p.seat && !p.place
}

// takePlace puts a project onto the slots that its phase takes.
func (p *project) takePlace() {
	ph := &p.offer.kind.phases[p.phase]
	p.place = true
	ph.team.took(p, ph.slots)
}

func (p *project) leavePlace() {
	if p.place {
		ph := &p.offer.kind.phases[p.phase]
		p.place = false
		ph.team.free(p, ph.slots, p.besides)
		p.besides = 0
	}
}

// takeSeat puts a project onto a partner's slot, as good as the partner is now.
func (p *project) takeSeat() {
	p.seat = true
	p.meet(p.offer.bench.slots.Busy() - 1)
	p.offer.bench.took(p)
}

// meet has a partner who has so many other projects take on the project, as good as it is now.
func (p *project) meet(others float64) {
	p.managed = p.offer.bench.care(others)
	p.factor, p.quality = p.offer.bench.Skill(p.offer.bench.delivered, p.managed)
}

func (p *project) leaveSeat() {
	if p.seat {
		p.seat = false
		p.offer.bench.free(p)
	}
}

// none is the number of no project.
const none = -1

// projects are those of a trial, numbered in the order in which they came.
type projects struct {
	recorder
	catalogues []catalogue // after so many changes of what is sold
	changes    int         // now
	routes     []passage
	list       []project
	first      []int32 // by customer: the number of the first of its projects, or none
	built      bool    // ideally: every feature
	luck       streams
	trial      streams
}

// catalogue is what is sold until the next change of it.
type catalogue struct {
	offers  [][]offer // by segment
	further [][]offer // by segment: what an expansion brings, none for the rest of it; nil if none brings any
}

type streams struct{ kind, effort, wait, price, route, further, feature random.Stream }

func newProjects(r recorder, seed uint64) projects {
	return projects{recorder: r, luck: streams{random.New(seed, "project type"), random.New(seed, "project effort"), random.New(seed, "customer wait"),
		random.New(seed, "price"), random.New(seed, "route"), random.New(seed, "expansion project"), random.New(seed, "product feature")}}
}

func (j *projects) begin(trial uint64) {
	j.trial = streams{j.luck.kind.Trial(trial), j.luck.effort.Trial(trial), j.luck.wait.Trial(trial), j.luck.price.Trial(trial),
		j.luck.route.Trial(trial), j.luck.further.Trial(trial), j.luck.feature.Trial(trial)}
	j.list, j.first = j.list[:0], j.first[:0]
}

// enter makes a project of a customer and returns its number.
func (j *projects) enter(p project) int32 {
	number := int32(len(j.list))
	p.next, p.ease, p.team = none, 1, p.offer.kind.team
	p.multiplier = p.offer.kind.multiplier.Quantile(j.trial.effort.Uniform(p.entity, 0))
	p.foreseen = p.offer.kind.scoping.foresee(p.multiplier)
	j.list = append(j.list, p)
	j.own(p.customer, number)
	return number
}

// own puts a project after those that its customer has already.
func (j *projects) own(customer, number int32) {
	for int(customer) >= len(j.first) {
		j.first = append(j.first, none)
	}
	last := &j.first[customer]
	for *last != none {
		last = &j.list[*last].next
	}
	*last = number
}

// of returns the number of the first project of a customer, or none.
func (j *projects) of(customer int32) int32 {
	if int(customer) >= len(j.first) {
		return none
	}
	return j.first[customer]
}

// buys returns what a customer buys by luck.
func (j *projects) buys(entity random.Entity, segment int) *offer {
	offers := j.catalogues[j.changes].offers[segment]
	if o := pick(offers, j.trial.kind.Uniform(entity, 0)); o != nil {
		return o
	}
	return &offers[len(offers)-1] // by rounding
}

// brings returns what the expansion by a customer's n-th opportunity brings by luck, nil for nothing: at the prices of its
// signature.
func (j *projects) brings(customer int32, entity random.Entity, segment int, n uint64) *offer {
	changes := 0
	if first := j.of(customer); first != none {
		changes = j.list[first].changes
	}
	further := j.catalogues[changes].further
	if further == nil || len(further[segment]) == 0 {
		return nil
	}
	return pick(further[segment], j.trial.further.Uniform(entity, n))
}

// deters reports whether the price of what the customer of a deal would buy keeps it from signing.
func (j *projects) deters(entity random.Entity, segment int) bool {
	share := j.buys(entity, segment).kind.deters
	return share > 0 && j.trial.price.Uniform(entity, 0) < share
}

// wait returns the days that the customer of a project needs for a phase.
func (j *projects) wait(p *project, phase int) float64 {
	return p.offer.kind.phases[phase].wait.Quantile(j.trial.wait.Uniform(p.entity, uint64(phase)))
}

// span returns the days that a phase waits for features and then for the customer, and those of its work when nothing
// is in the way.
func (j *projects) span(p *project, phase int) (lacks, wait, work float64) {
	if hours := p.hours(phase); hours > 0 {
		work = hours / p.pace(phase)
	}
	return j.lacks(p, phase), j.wait(p, phase), work
}

// begun says that a project has its slot, at a moment of the clock: its product is as mature as it is then.
func (p *project) begun(at float64) {
	p.ripeness = p.offer.kind.matures.Ripeness(at)
	p.ease = p.offer.kind.matures.Ease(p.ripeness)
}

// lacks returns the days that a phase of a project waits for a feature, by luck of its own.
func (j *projects) lacks(p *project, phase int) float64 {
	l := &p.offer.kind.phases[phase].lacks
	if l.IsBuilt() || j.built {
		return 0
	}
	number := 2 * uint64(phase)
	if share := l.Lacking(p.ripeness); share == 0 || j.trial.feature.Uniform(p.entity, number) >= share {
		return 0
	}
	return l.Days(j.trial.feature.Uniform(p.entity, number+1))
}

// tellBlocked records the days that a project waits for a feature, or, found in flight, has waited.
func (j *projects) tellBlocked(number int32, days float64, marks ledger.Marks) {
	if days > 0 {
		j.tell(ledger.Blocked, number, days, 0, marks)
	}
}

// tell records what becomes of a project.
func (j *projects) tell(kind ledger.Kind, number int32, amount, extra float64, marks ledger.Marks) {
	p := &j.list[number]
	j.recordOf(p, kind, p.segment, amount, extra, marks)
}

// recorder writes into the ledger what happens now.
type recorder struct {
	sim    *sim.Simulator
	ledger *ledger.Ledger
}

func (r *recorder) record(kind ledger.Kind, customer int32, scope int16, amount, extra float64, marks ledger.Marks) {
	r.ledger.Record(ledger.Fact{At: r.sim.Now(), Kind: kind, Customer: customer, Scope: scope, Amount: amount, Extra: extra, Marks: marks})
}

// recordOf records what happens now with a project.
func (r *recorder) recordOf(p *project, kind ledger.Kind, scope int16, amount, extra float64, marks ledger.Marks) {
	r.ledger.Record(ledger.Fact{At: r.sim.Now(), Kind: kind, Customer: p.customer, Subject: p.brought, Scope: scope, Amount: amount, Extra: extra, Marks: marks})
}
