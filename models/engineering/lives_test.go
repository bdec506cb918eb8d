package engineering_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"postsale/models/engineering"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/sim"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage {
		bugs := product()
		p := team()
		p.Bugs = &bugs
		return &stage{params: p}
	})
}

// stage are engineers and bugs of a life.
type stage struct {
	params engineering.Params
	slips  []engineering.Slip
	doing  []lives.Line
}

func (s *stage) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "set":
		return l.SetAll(&s.params)
	case "slip": // from a day on, by so many days
		at, _ := strconv.ParseFloat(l.Word(0), 64)
		by, err := strconv.ParseFloat(l.Word(1), 64)
		s.slips = append(s.slips, engineering.Slip{At: at, By: by})
		return err
	}
	return l.Unknown()
}

// Do takes people who are free from now on, and fixes that are ready.
func (s *stage) Do(l lives.Line) error {
	if l.Words[0] != "free" && l.Words[0] != "ready" {
		return l.Unknown()
	}
	s.doing = append(s.doing, l)
	return nil
}

const does, month sim.Kind = 0, 1

func (s *stage) Run(until float64) (lines []string) {
	clock := sim.New()
	written := ledger.New(ledger.Layout{Segments: []string{"s"}, Quarters: 8})
	engineers, debt := engineering.NewEngineers(clock, 1, s.params, s.slips), engineering.NewDebt(clock, written, s.params)
	tell := func(format string, args ...any) {
		lines = append(lines, fmt.Sprintf("%.6g ", clock.Now())+fmt.Sprintf(format, args...))
	}
	clock.Handle(does, func(i int32) {
		switch l := s.doing[i]; l.Words[0] {
		case "free":
			people, _ := strconv.ParseFloat(l.Word(0), 64)
			debt.Spare(8 * people)
		case "ready":
			tell("a fix is ready and ships on %.6g", engineers.Release())
		}
	})
	clock.Handle(month, func(n int32) {
		debt.Settle()
		facts := written.Facts()
		tell("%.5g bugs, reports × %.4g", facts[len(facts)-1].Amount, debt.Factor())
		clock.Schedule(month, n+1, fiscal.After(0, fiscal.Month, int(n)+1))
	})
	written.Keep()
	clock.Reset(0)
	engineers.Begin(1)
	debt.Begin()
	clock.Schedule(month, 1, fiscal.Month)
	slices.SortStableFunc(s.doing, func(a, b lives.Line) int { return int(a.Day - b.Day) })
	for i, l := range s.doing {
		clock.Schedule(does, int32(i), l.Day)
	}
	clock.Run(until)
	return lines
}
