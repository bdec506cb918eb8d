package delivery

import (
	"postsale/models/fiscal"
	"postsale/models/ledger"
)

// Source says whose work an interrupt is.
type Source int32

// The sources.
const (
	Tickets  Source = iota // of support
	Jobs                   // of success
	Fixes                  // of engineering
	Sessions               // office hours of support
	Scopings               // before deals close, which the practice has itself
	Sources
)

// classes is how many classes of interrupts a team tells apart, besides the sessions that go before all of them: 0 goes first, and
// the last is that of what has none of its own.
const (
	classes  = 3
	Ordinary = classes - 1
)

// errand is an interrupt that waits or that somebody is on.
type errand struct {
	team  int16 // where it is
	home  int16 // the team whose it is, or nobody here
	class int8
}

// nobody is the home of an errand of a team that delivers nothing.
const nobody = -1

// Interrupt gives an interrupt to a team, named by its source and a number there, or to who stands in for the team: one person
// takes it up, of those who wait the first of the lowest class.
func (d *Practice) Interrupt(team int, from Source, number int32, class int) {
	d.send(d.teams[team].now().number, team, from, number, class)
}

// Help gives work of a team that delivers nothing to the team that stands in for it, as an interrupt.
func (d *Practice) Help(team int, from Source, number int32, class int) {
	d.send(team, nobody, from, number, class)
}

func (d *Practice) send(team, home int, from Source, number int32, class int) {
	for int(number) >= len(d.errands[from]) {
		d.errands[from] = append(d.errands[from], errand{})
	}
	d.errands[from][number] = errand{int16(team), int16(home), int8(class)}
	if from == Fixes {
		d.teams[team].errands.Arrive(number, d.sim.Now())
	}
	if from != Sessions {
		class++
	}
	d.teams[team].interrupts.Arrive(number*int32(Sources)+int32(from), class)
}

// interrupted takes a person of a team off their projects.
func (d *Practice) interrupted(team int, errand int32) {
	const fullWeek = 40 / fiscal.Week // hours a day
	t, number, from := &d.teams[team], errand/int32(Sources), Source(errand%int32(Sources))
	if t.vacating {
		d.moved = append(d.moved, errand)
		return
	}
	if from == Fixes {
		t.errands.Start(number)
	}
	touch := d.OnInterrupted[from](number)
	if touch < 0 {
		t.interrupts.Release()
		return
	}
	if int(d.errands[from][number].home) != team {
		touch *= t.skill[from]
		t.record(ledger.Helped, ledger.None, t.scope, touch*fullWeek, 0, 0)
	}
	if t.switching > 0 {
		touch += t.switching
		t.record(ledger.Switched, ledger.None, t.scope, t.switching*fullWeek, 0, 0)
	}
	d.sim.Schedule(d.returns[from], number, d.sim.Now()+touch*fullWeek/t.hours)
	t.supply()
}

func (d *Practice) returned(from Source, number int32) {
	t := &d.teams[d.errands[from][number].team]
	t.interrupts.Release()
	t.supply()
	d.OnReturned[from](number)
}

// Watch makes the practice tell by OnSpare what a team has left, whenever that changes; to be called before the first trial.
func (d *Practice) Watch(team int) {
	t := &d.teams[team]
	t.watched = func(hours float64) { d.OnSpare(team, hours) }
}

// Employ says by which factor what else is done for a team's people changes the hours that they have from now on.
func (d *Practice) Employ(team int, factor float64) { d.teams[team].employ(factor) }

// Burden puts hours a day of other work onto a team, or takes them off; it slows its projects, as oversight does.
func (d *Practice) Burden(team int, pace float64) { d.teams[team].oversee(pace) }
