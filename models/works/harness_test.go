package works_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/models/works"
	"postsale/sim"
)

// The event kinds of a library: months end before anything is done.
const (
	quarterEnded sim.Kind = iota
	monthEnded
	done
)

// library is a company that has works and users, and nothing else.
type library struct {
	*works.Works
	*works.Users
	sim    *sim.Simulator
	ledger *ledger.Ledger
	list   units.Map[works.Work]
	deeds  []func()
	live   []int32
	told   []string
}

// today is what works move in a library.
var today = works.Today{Deflected: .25, Gap: .4}

// guides are a knowledge base of 500 hours.
func guides() works.Work {
	return works.Work{Team: people.Team{ProductiveHours: 20}, Moves: works.Deflection, To: .55, Half: 500 * fiscal.Hour, Fades: fiscal.Year, Opening: 500 * fiscal.Hour}
}

func open(t testing.TB, adoption works.Adoption, list ...works.Work) *library {
	l := &library{sim: sim.New()}
	layout := ledger.Layout{Segments: []string{"smb", "enterprise"}, Quarters: 40}
	var scopes []int
	for i, w := range list {
		l.list = append(l.list, units.Entry[works.Work]{Name: w.Moves, Value: w})
		layout.Teams = append(layout.Teams, string(w.Moves))
		scopes = append(scopes, layout.Team(i))
	}
	var f units.Faults
	adoption.Validate(&f)
	works.Validate(&f, l.list, []string{"crew", "tier1"}, true)
	require.Empty(t, f.All())
	l.ledger = ledger.New(layout)
	l.ledger.Keep()
	l.Works = works.New(l.sim, l.ledger, l.list, today, scopes)
	l.Users = works.NewUsers(l.sim, l.ledger, adoption, len(layout.Segments))
	l.OnMoved = func(work int, value float64) {
		if l.list[work].Value.Moves == works.Gap {
			l.SetGap(value)
		}
		l.tell("%s is %.6g", l.list[work].Value.Moves, value)
	}
	l.sim.Handle(done, func(i int32) { l.deeds[i]() })
	l.sim.Handle(monthEnded, func(month int32) {
		l.Review()
		l.sim.Schedule(monthEnded, month+1, fiscal.After(0, fiscal.Month, int(month)+1))
	})
	l.sim.Handle(quarterEnded, func(quarter int32) {
		l.Works.Settle()
		l.Users.Settle()
		l.ledger.Record(ledger.Fact{At: l.sim.Now(), Kind: ledger.QuarterClosed, Customer: ledger.None})
		l.sim.Schedule(quarterEnded, quarter+1, fiscal.Quarter*float64(quarter+1))
	})
	l.begin()
	return l
}

func (l *library) begin() {
	l.sim.Reset(0)
	l.ledger.Reset()
	l.Works.Begin()
	l.Users.Begin()
	l.deeds, l.live, l.told = nil, nil, nil
	l.sim.Schedule(monthEnded, 1, fiscal.Month)
	l.sim.Schedule(quarterEnded, 1, fiscal.Quarter)
}

// at schedules a deed.
func (l *library) at(day float64, deed func()) {
	l.deeds = append(l.deeds, deed)
	l.sim.Schedule(done, int32(len(l.deeds)-1), day)
}

// staff gives the first work so many people from a day on.
func (l *library) staff(day, people float64) {
	l.at(day, func() { l.Staff(0, working(people)) })
}

func working(n float64) people.Staffing {
	return people.Staffing{Payroll: int(n), Full: int(n), Working: n}
}

func (l *library) tell(format string, args ...any) {
	l.told = append(l.told, fmt.Sprintf("%.6g ", l.sim.Now())+fmt.Sprintf(format, args...))
}

// last returns the last fact of a kind.
func (l *library) last(kind ledger.Kind) ledger.Fact {
	facts := l.ledger.Facts()
	for i := range slices.Backward(facts) {
		if facts[i].Kind == kind {
			return facts[i]
		}
	}
	return ledger.Fact{}
}
