package delivery

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
)

// phases lead projects that have started from phase to phase: each is a wait for the
// customer, and then work.
type phases struct {
	*projects
	hours                                    *timesheet
	live                                     func(customer int32, partner, flaw float64)
	ideal                                    Ideal
	customerReady, partnerReady, partnerDone sim.Kind
}

// next begins the phase that a project has come to.
func (f *phases) next(number int32) {
	p := &f.list[number]
	kind := p.offer.kind
	last := int(p.phase) == len(kind.phases)
	if !p.live && (last || kind.phases[p.phase].afterGoLive) {
		f.goLive(number)
	}
	switch {
	case last:
		f.finish(number)
	case p.offer.byPartner[p.phase] && !p.seat:
		p.state = awaitingPartner
		p.offer.bench.slots.Arrive(number, 1, 0)
	case p.wantsPlace():
		f.turn(number)
	default:
		f.await(number, f.block(number)+f.wait(p, int(p.phase)))
	}
}

// turn lets a project wait for its turn at the slots of another own team that its phase takes.
func (f *phases) turn(number int32) {
	p := &f.list[number]
	ph := &p.offer.kind.phases[p.phase]
	p.state, p.since = awaitingPlace, f.sim.Now()
	if f.ideal.Phases {
		p.besides = ph.team.takeBeyond(number, ph.slots, p.since)
		f.enter(number)
		return
	}
	ph.team.arrive(number, p, ph.slots, p.since)
	if p.state == awaitingPlace {
		p.queued = true
		f.recordOf(p, ledger.PhaseQueued, ph.team.scope, ph.slots, 0, 0)
	}
}

// enter is told that a project has the slots of another own team that its phase takes.
func (f *phases) enter(number int32) {
	p := &f.list[number]
	var marks ledger.Marks
	if p.queued {
		p.queued, marks = false, ledger.Late
	}
	p.offer.kind.phases[p.phase].team.meter.Start(number)
	p.takePlace()
	f.tell(ledger.PhaseStarted, number, f.sim.Now()-p.since, 0, marks)
	f.await(number, f.wait(p, int(p.phase)))
}

// lead begins the lead time of a partner that has a project for the first time.
func (f *phases) lead(number int32) {
	p := &f.list[number]
	p.state = leading
	f.sim.Schedule(f.partnerReady, number, f.sim.Now()+p.offer.bench.lead(p.managed))
}

// block returns the days that a phase waits for a feature before it waits for the customer.
func (f *phases) block(number int32) float64 {
	p := &f.list[number]
	days := f.lacks(p, int(p.phase))
	f.tellBlocked(number, days, 0)
	return days
}

// await begins the first part of a phase, its waits, or some days of them.
func (f *phases) await(number int32, days float64) {
	if days == 0 {
		f.work(number)
		return
	}
	p := &f.list[number]
	p.state = awaitingCustomer
	f.sim.Schedule(f.ready(p), number, f.sim.Now()+days)
}

// ready returns the kind of event that ends a wait.
func (f *phases) ready(p *project) sim.Kind {
	if p.seat {
		return f.partnerReady
	}
	return f.customerReady
}

// readyAtPartner ends the lead time, or a wait for the customer of a phase at the
// partner.
func (f *phases) readyAtPartner(number int32) {
	if f.list[number].state == leading {
		f.next(number)
		return
	}
	f.work(number)
}

// work begins the second part of a phase.
func (f *phases) work(number int32) {
	p := &f.list[number]
	f.begin(number, p.hours(int(p.phase)))
}

// begin begins some hours of the phase.
func (f *phases) begin(number int32, hours float64) {
	p := &f.list[number]
	ph := &p.offer.kind.phases[p.phase]
	switch {
	case hours == 0:
		f.end(number)
	case p.seat:
		p.state, p.left, p.since, p.rate = partnerWorking, hours, f.sim.Now(), p.pace(int(p.phase))
		f.oversee(p, 1)
		f.sim.Schedule(f.partnerDone, number, f.sim.Now()+hours/p.rate)
	default:
		p.state, p.left = working, hours
		p.at, p.skill = p.worker(ph)
		p.at.beginWork(number, hours*p.skill, ph.pace)
	}
}

// endWork is told by a team that a project's hours are done.
func (f *phases) endWork(number int32) {
	f.hours.worked(number, f.list[number].left)
	f.end(number)
}

func (f *phases) endAtPartner(number int32) {
	p := &f.list[number]
	f.hours.worked(number, p.left)
	f.oversee(p, -1)
	f.end(number)
}

// oversee puts the partner's work on a project onto the own team, or takes it
// off.
func (f *phases) oversee(p *project, sign float64) {
	if pace := float64(p.offer.bench.Oversight) * p.offer.kind.phases[p.phase].pace; pace > 0 {
		p.team.oversee(sign * pace)
	}
}

// end ends a phase.
func (f *phases) end(number int32) {
	p := &f.list[number]
	p.state = away
	p.leavePlace()
	p.phase++
	if p.offer.mode == CoDeliver && int(p.phase) < len(p.offer.kind.phases) {
		p.leaveSeat()
	}
	f.next(number)
}

func (f *phases) goLive(number int32) {
	p := &f.list[number]
	p.live = true
	share := 0.0
	switch {
	case p.offer.mode == CoDeliver:
		share = p.part()
	case p.seat:
		share = 1
	}
	if share > 0 {
		f.record(ledger.Delivered, p.customer, p.offer.bench.scope, 0, 0, 0)
	}
	f.live(p.customer, share, share*(1-p.quality))
}

func (f *phases) finish(number int32) {
	p := &f.list[number]
	p.state = away
	if p.led {
		p.offer.bench.delivered += p.managed
	}
	f.tell(ledger.Finished, number, 0, 0, 0)
	p.leaveSlot() // first, so that who waits for either goes in-house
	p.leaveSeat()
}

// leave stops a project where it is.
func (f *phases) leave(number int32) {
	p := &f.list[number]
	switch p.state {
	case leading, awaitingCustomer:
		f.sim.Cancel(f.ready(p), number)
	case working:
		f.hours.settle(number)
		p.at.dropWork(number)
	case partnerWorking:
		f.hours.settle(number)
		f.sim.Cancel(f.partnerDone, number)
		f.oversee(p, -1)
	}
}

// validateSlots adds what is wrong with the slots of a phase to the faults; own tells whether an own team may do it.
func (p Phase) validateSlots(f *units.Faults, teams units.Map[Team], own bool) {
	if p.Slots == nil {
		return
	}
	Keys.Section(f, "delivery.projects.*.phases[]").Check("slots", *p.Slots)
	switch i := teams.Find(p.Team); {
	case p.Team == "":
		f.Add("slots", "must come with team, whose slots they are: those of its own team the project holds anyway")
	case i < 0: // told already
	case teams[i].Value.Beside:
		f.Add("slots", "must be left out for the team %s, who hold no project, got %s", p.Team, *p.Slots)
	case own && float64(*p.Slots) > teams[i].Value.most():
		f.Add("slots", "must fit into the team %s, which never has more than %v slots, got %s", p.Team, teams[i].Value.most(), *p.Slots)
	}
}

// validateTurns demands that no teams wait for each other's slots in a circle: all of these might be held by projects that wait.
// Who stands in for a team holds its projects, and waits as it would.
func (p Params) validateTurns(f *units.Faults, segments []string) {
	waits := map[units.Name][]units.Name{} // for the slots of which teams those who hold a team's slots may wait
	for _, e := range p.Projects {
		for i, ph := range e.Value.Phases {
			from, to := e.Value.Team, ph.Team
			if ph.Slots == nil || to == "" || !p.own(e.Name, ph.Name, segments) {
				continue
			}
			at := "projects." + string(e.Name) + "." + units.At("phases", i) + ".slots"
			for _, holder := range holders(p.Teams, p.Teams.Find(from)) {
				by, as := p.Teams[holder].Name, ""
				if by != from {
					as = fmt.Sprintf(", where %s stands in for %s", by, from)
				}
				if way := chain(waits, to, by, nil); way != nil {
					f.Add(at, "must make no circle of teams that wait for each other's slots, got %s%s", strings.Join(append([]string{string(by)}, way...), " -> "), as)
					break
				}
				waits[by] = append(waits[by], to)
			}
		}
	}
}

// chain returns a way from a team to another by who waits for whom, both of them named, or nil; it avoids those that were passed.
func chain(waits map[units.Name][]units.Name, from, to units.Name, passed []units.Name) []string {
	if from == to {
		return []string{string(to)}
	}
	for _, next := range waits[from] {
		if !slices.Contains(passed, next) {
			if way := chain(waits, next, to, append(passed, from)); way != nil {
				return append([]string{string(from)}, way...)
			}
		}
	}
	return nil
}
