package events_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/events"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/models/units"
	"postsale/sim"
)

const (
	happens sim.Kind = iota
	paid
)

func TestLives(t *testing.T) { lives.Play(t, func() lives.Stage { return &scene{} }) }

// scene is a diary of a life: a book of accounts A1, A2 and so on, the first of smb and the others of enterprise, and two teams.
type scene struct {
	book   []contract
	people [2]int
	events []events.Event
}

type contract struct {
	segment   int
	arr, term float64
	gone      bool
}

var segments, teams = []string{"smb", "enterprise"}, []string{"crew", "tier1"}

// Prepare takes an account, of a segment, with its ARR and its term, people of a team, and an event, of which set is the last.
func (s *scene) Prepare(l lives.Line) error {
	number := func(i int) float64 {
		v, _ := strconv.ParseFloat(l.Word(i), 64)
		return v
	}
	switch l.Words[0] {
	case "account":
		s.book = append(s.book, contract{slices.Index(segments, l.Word(0)), number(1), number(2), false})
		return nil
	case "people":
		s.people = [2]int{int(number(0)), int(number(1))}
		return nil
	case "event":
		s.events = append(s.events, events.Event{})
		e := &s.events[len(s.events)-1]
		for _, p := range l.Pairs {
			switch p.Path {
			case "leaves.account":
				e.Leaves = &events.Account{ID: events.ID(p.Value)}
			case "renews.account":
				e.Renews = &events.Account{ID: events.ID(p.Value)}
			case "pays_late.account":
				e.PaysLate = &events.Late{Account: events.Account{ID: events.ID(p.Value)}}
			default:
				if err := lives.Set(e, p.Path, p.Value); err != nil {
					return err
				}
			}
		}
		if e.PricesRise != nil && e.PricesRise.Segment == "" {
			e.PricesRise.Segment = events.All
		}
		return nil
	}
	return l.Unknown()
}

// Do has nothing to do: what happens is in the diary.
func (s *scene) Do(l lives.Line) error { return l.Unknown() }

func (s *scene) Run(until float64) (lines []string) {
	clock := sim.New()
	written := ledger.New(ledger.Layout{Segments: segments, Teams: teams, Quarters: 8})
	written.Keep()
	var ids []string
	for i := range s.book {
		ids = append(ids, "A"+strconv.Itoa(i+1))
	}
	d := events.New(clock, events.Kinds{Happens: happens, Paid: paid}, written, s.events, ids, teams, []int{3, 4})
	words := events.Words(s.events)
	told := 0
	tell := func(format string, args ...any) {
		for _, f := range written.Facts()[told:] {
			who := "-"
			if f.Customer >= 0 {
				who = ids[f.Customer]
			}
			line := fmt.Sprintf("%.6g %s ", f.At, who)
			switch f.Kind {
			case ledger.Known:
				line += words[f.Subject]
			case ledger.Unmet:
				line += words[f.Subject] + map[ledger.Marks]string{0: ": nobody is there", ledger.Late: ": it has left"}[f.Marks]
			case ledger.Lost:
				line += fmt.Sprintf("%s: %.6g of %s do", words[f.Subject], f.Amount, teams[f.Scope-3])
			case ledger.Withheld:
				line += fmt.Sprintf("does not pay %.6g, %s owes %.6g", f.Amount, segments[f.Scope], f.Extra)
			case ledger.Settled:
				line += fmt.Sprintf("pays %.6g, %s owes %.6g", f.Amount, segments[f.Scope], f.Extra)
			}
			lines = append(lines, line)
		}
		told = len(written.Facts())
		if format != "" {
			lines = append(lines, fmt.Sprintf("%.6g ", clock.Now())+fmt.Sprintf(format, args...))
		}
	}
	d.Largest = func(segment int) int32 {
		largest := int32(-1)
		for i, c := range s.book {
			if !c.gone && (segment < 0 || c.segment == segment) && (largest < 0 || c.arr > s.book[largest].arr) {
				largest = int32(i)
			}
		}
		return largest
	}
	d.IsThere = func(customer int32) bool { return !s.book[customer].gone }
	d.Contract = func(customer int32) (int, float64, float64) {
		c := s.book[customer]
		return c.segment, c.arr, c.term
	}
	d.OnLeaves = func(customer int32) {
		s.book[customer].gone = true
		tell("%s is gone", ids[customer])
	}
	d.OnRenews = func(customer int32) { tell("%s is certain", ids[customer]) }
	d.OnRises = func(segment int, by float64) { tell("%s pays %.6g more", segments[segment], by) }
	d.OnLoses = func(team, people int) int {
		left := min(people, s.people[team])
		s.people[team] -= left
		return left
	}
	clock.Reset(0)
	written.Reset()
	d.Begin()
	clock.Run(until)
	tell("")
	return lines
}

// A second trial knows nothing of the first: who left is there, and who owed owes nothing.
func TestATrialBeginsWithAllToCome(t *testing.T) {
	clock := sim.New()
	written := ledger.New(ledger.Layout{Segments: segments, Quarters: 1})
	d := events.New(clock, events.Kinds{Happens: happens, Paid: paid}, written,
		[]events.Event{{At: 3, PaysLate: &events.Late{Account: events.Account{ID: "a"}, By: 1000}}}, []string{"a"}, nil, nil)
	d.IsThere = func(int32) bool { return true }
	d.Contract = func(int32) (int, float64, float64) { return 0, 7e3, fiscal.Year }
	written.Keep()
	for range 2 {
		clock.Reset(0)
		written.Reset()
		d.Begin()
		clock.Run(60)
		require.Len(t, written.Facts(), 2)
		assert.Equal(t, 7e3, written.Facts()[1].Extra)
	}
	var none *events.Diary
	assert.NotPanics(t, none.Begin)
}

func TestSlipsAreInOrderOfTime(t *testing.T) {
	list := []events.Event{{At: 9, ReleaseSlips: &events.Slip{By: 1}}, {At: 5, Leaves: &events.Account{}}, {At: 2, ReleaseSlips: &events.Slip{By: 3}}}
	assert.Equal(t, []events.Slipped{{At: 2, By: 3}, {At: 9, By: 1}}, events.Slips(list))
	assert.True(t, events.Has(list, events.Leaves))
	assert.False(t, events.Has(list, events.Renews))
}

func TestWhatIsWrongWithEvents(t *testing.T) {
	calendar, err := fiscal.New(time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	company := events.Company{Segments: []string{"smb", "enterprise"}, Teams: []string{"crew"}, Ends: units.Duration(260), Calendar: calendar,
		Known: true, Accounts: []string{"A219", "A220"}, File: "accounts.csv",
		People: func(_ int, at float64) int { return int(at) }}
	account := func(id string) *events.Account { return &events.Account{ID: events.ID(id)} }
	for _, c := range []struct {
		event events.Event
		want  string
	}{
		{event: events.Event{Leaves: account("A219")}},
		{event: events.Event{Renews: &events.Account{Largest: "all"}}},
		{event: events.Event{At: 2, Loses: &events.Loss{Team: "crew", People: 2}}},
		{events.Event{Leaves: account("A21")}, `events[0].leaves: must be the id of an account in accounts.csv, got "A21", did you mean "A219"?`},
		{events.Event{PaysLate: &events.Late{Account: events.Account{ID: "B"}, By: 1}}, `events[0].pays_late: must be the id of an account in accounts.csv, got "B"`},
		{events.Event{PaysLate: &events.Late{Account: events.Account{ID: "A219"}}}, "events[0].pays_late.by: must be above 0, got 0"},
		{events.Event{Renews: &events.Account{Largest: "sbm"}}, `events[0].renews.largest: must name a segment, or all, got "sbm", did you mean "smb"?`},
		{events.Event{At: 260, Leaves: account("A219")}, "events[0].at: must come before the run ends, at 1y, got 1y"},
		{events.Event{At: -1, Leaves: account("A219")}, "events[0].at: must be 0 or more, got -1d"},
		{events.Event{At: 1, Loses: &events.Loss{Team: "crew", People: 2}}, "events[0].loses.people: must be at most the 1 whom crew has by then, got 2"},
		{events.Event{Loses: &events.Loss{Team: "crews", People: 2}}, `events[0].loses.team: must name an own team, got "crews", did you mean "crew"?`},
		{events.Event{ReleaseSlips: &events.Slip{By: 5}}, "events[0].release_slips: must be left out without engineering, whose releases slip"},
		{events.Event{PricesRise: &events.Rise{By: .1, Segment: "x"}}, `events[0].prices_rise.segment: must name a segment, or all, got "x"`},
		{events.Event{}, "events[0]: must say what happens: one of leaves, renews, pays_late, loses, prices_rise, release_slips, got none"},
		{events.Event{Leaves: account("A219"), Renews: account("A219")}, "events[0]: must say one thing that happens, got leaves and renews; write an event each"},
	} {
		found := units.Found(func(f *units.Faults) { events.Validate(f, []events.Event{c.event}, company) })
		if c.want == "" {
			assert.Empty(t, found)
		} else {
			assert.Equal(t, []string{c.want}, found)
		}
	}
	rises := func(n int, segment units.Name) (list []events.Event) {
		for range n {
			list = append(list, events.Event{PricesRise: &events.Rise{By: 1, Segment: segment}})
		}
		return list
	}
	for _, c := range []struct {
		list []events.Event
		want []string
	}{
		{append(rises(3, "smb"), rises(3, "enterprise")...), nil}, // 2 x 2 x 2 = 8 times each
		{append(rises(3, "smb"), rises(2, "all")...), []string{"events[3].prices_rise.by: must leave prices of smb at most 10 times as high as they were, got 16 times by all that rises up to this one"}},
	} {
		assert.Equal(t, c.want, units.Found(func(f *units.Faults) { events.Validate(f, c.list, company) }))
	}
	company.Calendar = nil // something is wrong with start: no day says when it is
	assert.Empty(t, units.Found(func(f *units.Faults) {
		events.Validate(f, []events.Event{{At: 7000, Leaves: account("A219")}}, company)
		events.Validate(f, []events.Event{{Loses: &events.Loss{Team: "crew", People: 2}}}, company)
	}))
	company.Known = false // something is wrong with the file: that is told
	assert.Empty(t, units.Found(func(f *units.Faults) { events.Validate(f, []events.Event{{Leaves: account("B")}}, company) }))
}
