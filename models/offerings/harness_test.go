package offerings_test

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/offerings"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

const (
	smb = iota
	enterprise
)

var segments, teams = []string{"smb", "enterprise"}, []string{"crew", "experts"}

// shop is the orders of a company with nothing around them but a test.
type shop struct {
	*offerings.Orders
	sim    *sim.Simulator
	ledger *ledger.Ledger
	hours  [2]float64 // a day, by team
	deeds  []func()
	said   []string
}

func open(t require.TestingT, p offerings.Params) *shop {
	require.Empty(t, faults(p))
	s := &shop{sim: sim.New(), ledger: ledger.New(ledger.Layout{Segments: segments, Teams: teams, Quarters: 8})}
	s.ledger.Keep()
	s.Orders = offerings.New(s.sim, s.ledger, 1, p, segments, teams)
	s.OnHours = func(team int, hours float64) {
		s.hours[team] += hours
		s.said = append(s.said, fmt.Sprintf("%.6g %s is to give %.6g hours a day", s.sim.Now(), teams[team], s.hours[team]))
	}
	s.sim.Handle(0, func(i int32) { s.deeds[i]() })
	s.begin(1)
	return s
}

func (s *shop) begin(trial uint64) {
	s.sim.Reset(0)
	s.ledger.Reset()
	s.deeds, s.said, s.hours = nil, nil, [2]float64{}
	s.Begin(trial)
}

// at schedules a deed.
func (s *shop) at(day float64, deed func()) {
	s.deeds = append(s.deeds, deed)
	s.sim.Schedule(0, int32(len(s.deeds)-1), day)
}

// enter makes a customer known to the ledger, which goes live at once.
func (s *shop) enter(number int32, segment int, arr float64) {
	s.ledger.Record(ledger.Fact{At: s.sim.Now(), Kind: ledger.Signed, Customer: number, Scope: int16(segment), Amount: arr})
	s.GoLive(number, entity(number), segment, arr)
}

func entity(number int32) random.Entity { return random.Name("customer").Child(uint64(number)) }

// story runs until a day and tells what was bought and paid, in order.
func (s *shop) story(until float64) []string {
	s.sim.Run(until)
	lines := slices.Clone(s.said)
	for _, f := range s.ledger.Facts() {
		switch f.Kind {
		case ledger.Bought:
			lines = append(lines, fmt.Sprintf("%.6g %c pays %.6g a year", f.At, 'A'+f.Customer, f.Amount))
		case ledger.Accrued:
			lines = append(lines, fmt.Sprintf("%.6g %s pays %.6g a year for %s", f.At, segments[f.Scope], f.Amount*260, []string{"services", "support"}[f.Subject]))
		}
	}
	return lines
}

func faults(p offerings.Params) []string {
	return units.Found(func(f *units.Faults) { p.Validate(f, segments, teams) })
}

// offering is one that a share of smb buys.
func offering(name units.Name, share units.Share, price offerings.Price) units.Entry[offerings.Offering] {
	return units.Entry[offerings.Offering]{Name: name, Value: offerings.Offering{
		Share: units.Map[units.Share]{{Name: "smb", Value: share}}, Price: price, Line: offerings.Support}}
}

func ofARR(share units.Share) offerings.Price { return offerings.Price{ARRShare: &share} }

func aYear(dollars units.Money) offerings.Price { return offerings.Price{AYear: &dollars} }
