package deals_test

import (
	"fmt"
	"strconv"
	"testing"

	"postsale/models/deals"
	"postsale/models/fiscal"
	"postsale/models/lives"
	"postsale/models/units"
	"postsale/sim"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage {
		s := &scene{plan: steady(0)}
		s.Counts, s.names, s.segments = deals.Fixed, nil, nil
		return s
	})
}

// scene is a pipeline of a life: of fixed numbers of deals, which close evenly over a quarter, unless it says otherwise.
type scene struct {
	plan
	there int // customers
	doing []lives.Line
}

func (s *scene) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "set":
		return l.SetAll(&s.Params)
	case "segment":
		s.names, s.segments = append(s.names, l.Word(0)), append(s.segments, deals.Segment{})
		return l.SetAll(&s.segments[len(s.segments)-1])
	case "quarters": // so many, from the first
		var err error
		s.quarters, err = strconv.Atoi(l.Word(0))
		return err
	case "customers": // so many, on the first day
		var err error
		s.there, err = strconv.Atoi(l.Word(0))
		return err
	}
	return l.Unknown()
}

// Do lets some customers leave; deals come by themselves.
func (s *scene) Do(l lives.Line) error {
	if l.Words[0] != "leave" {
		return l.Unknown()
	}
	s.doing = append(s.doing, l)
	return nil
}

func (s *scene) Run(until float64) []string {
	var f units.Faults
	s.Params.Validate(&f)
	var lines []string
	for _, fault := range f.All() {
		lines = append(lines, fault.Path+": "+fault.Message)
	}
	const quarter, closes, done sim.Kind = 0, 1, 2
	clock := sim.New()
	pipeline := deals.New(clock, closes, 1, s.Params, s.names, s.segments, func(quarter int) int { return quarter % 4 })
	say := func(format string, args ...any) {
		lines = append(lines, fmt.Sprintf("%.6g ", clock.Now())+fmt.Sprintf(format, args...))
	}
	pipeline.OnSigned = func(d deals.Deal) { say("deal %d of %s in quarter %d closes", d.Number, s.names[d.Segment], d.Quarter) }
	pipeline.OnTold = func(factor float64) {
		say("%.6g times as many deals in quarter %.0f", factor, clock.Now()/fiscal.Quarter)
	}
	clock.Handle(quarter, func(q int32) { pipeline.Open(int(q)) })
	clock.Handle(done, func(i int32) {
		number, _ := strconv.Atoi(s.doing[i].Word(0))
		for range number {
			pipeline.Leave()
		}
	})
	clock.Reset(0)
	pipeline.Begin(1)
	for range s.there {
		pipeline.Enter()
	}
	for q := range s.quarters {
		clock.Schedule(quarter, int32(q), fiscal.Quarter*float64(q))
	}
	for i, l := range s.doing {
		clock.Schedule(done, int32(i), l.Day)
	}
	clock.Run(until)
	return lines
}
