package customers_test

import (
	"fmt"
	"strconv"
	"testing"

	"postsale/models/customers"
	"postsale/models/lives"
)

func TestLives(t *testing.T) { lives.Play(t, func() lives.Stage { return newScene() }) }

// scene is a shop of a life: customers who pay 100,000 a year by the year and never leave, unless it says otherwise.
type scene struct {
	segment  customers.Segment
	outcomes customers.Outcomes
	doing    []func(s *shop)
}

func newScene() *scene { return &scene{segment: plainSegment(), outcomes: plainOutcomes()} }

func (s *scene) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "set":
		return l.SetAll(&s.segment)
	case "outcomes":
		return l.SetAll(&s.outcomes)
	}
	return l.Unknown()
}

// Do signs a number of customers, lets one of them go live, some days late, leave or renew for certain, or prices rise by so
// many per cent.
func (s *scene) Do(l lives.Line) error {
	number, err := strconv.Atoi(l.Word(0))
	if err != nil {
		return err
	}
	switch l.Words[0] {
	case "sign":
		s.doing = append(s.doing, func(sh *shop) { sh.at(l.Day, func() { sh.sign(number) }) })
	case "live":
		s.doing = append(s.doing, func(sh *shop) { sh.at(l.Day, func() { sh.GoLive(int32(number), 0, 0) }) })
	case "loses":
		s.doing = append(s.doing, func(sh *shop) { sh.at(l.Day, func() { sh.Lose(int32(number)) }) })
	case "secures":
		s.doing = append(s.doing, func(sh *shop) { sh.at(l.Day, func() { sh.Secure(int32(number)) }) })
	case "raises":
		s.doing = append(s.doing, func(sh *shop) { sh.at(l.Day, func() { sh.Raise(0, float64(number)/100) }) })
	default:
		return l.Unknown()
	}
	return nil
}

func (s *scene) Run(until float64) []string {
	shop := plan{segment: func(to *customers.Segment) { *to = s.segment }, outcomes: func(to *customers.Outcomes) { *to = s.outcomes }}.open()
	for _, do := range s.doing {
		do(shop)
	}
	shop.sim.Run(until)
	return append(shop.story(), fmt.Sprintf("%.6g all pay %.6g", until, shop.counted))
}
