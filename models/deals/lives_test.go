package deals_test

import (
	"fmt"
	"strconv"
	"testing"

	"postsale/models/deals"
	"postsale/models/lives"
	"postsale/models/units"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage {
		s := &scene{plan: steady(0)}
		s.Counts, s.names, s.segments = deals.Fixed, nil, nil
		return s
	})
}

// scene is a pipeline of a life: of fixed numbers of deals, which close evenly over a quarter, unless it says otherwise.
type scene struct{ plan }

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
	}
	return l.Unknown()
}

// Do has nothing to do: deals come by themselves.
func (s *scene) Do(l lives.Line) error { return l.Unknown() }

func (s *scene) Run(until float64) []string {
	var f units.Faults
	s.Params.Validate(&f)
	var lines []string
	for _, fault := range f.All() {
		lines = append(lines, fault.Path+": "+fault.Message)
	}
	for _, d := range s.sales()(1) {
		if d.at <= until {
			lines = append(lines, fmt.Sprintf("%.6g deal %d of %s in quarter %d closes", d.at, d.Number, s.names[d.Segment], d.Quarter))
		}
	}
	return lines
}
