package people_test

import (
	"fmt"
	"strconv"
	"testing"

	"postsale/models/lives"
	"postsale/models/people"
)

func TestLives(t *testing.T) { lives.Play(t, func() lives.Stage { return &scene{team: plan(0)} }) }

// scene is an office of a life, of one team, as plan says.
type scene struct {
	team   people.Team
	warmUp int
	losses []loss
}

func (s *scene) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "set":
		return l.SetAll(&s.team)
	case "hire", "cut": // so many, at a day
		list := &s.team.Hires
		if l.Words[0] == "cut" {
			list = &s.team.Cuts
		}
		*list = append(*list, people.Change{})
		return l.SetAll(&(*list)[len(*list)-1])
	case "warm-up": // of so many quarters
		var err error
		s.warmUp, err = strconv.Atoi(l.Word(0))
		return err
	}
	return l.Unknown()
}

// Do lets so many people leave; all else that happens to a team is in its plan.
func (s *scene) Do(l lives.Line) error {
	if l.Words[0] != "loses" {
		return l.Unknown()
	}
	people, err := strconv.Atoi(l.Word(0))
	s.losses = append(s.losses, loss{l.Day, people})
	return err
}

func (s *scene) Run(until float64) []string {
	var lines []string // c.at+0 is 0 where c.at is -0
	o := newOffice(s.warmUp, alone(s.team))
	o.losses = s.losses
	for _, c := range o.run(1, until)[0] {
		lines = append(lines, fmt.Sprintf("%.6g %d on the payroll, %d of them full, work as %.6g", c.at+0, c.Payroll, c.Full, c.Working))
	}
	return lines
}
