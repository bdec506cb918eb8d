package works_test

import (
	"fmt"
	"strconv"
	"testing"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/models/works"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage {
		return &scene{t: t, work: guides(), adoption: works.Adoption{Gap: .4, Time: fiscal.Quarter}}
	})
}

// scene is a library of a life, of one work.
type scene struct {
	t        *testing.T
	work     works.Work
	adoption works.Adoption
	doing    []func(l *library)
}

func (s *scene) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "set":
		return l.SetAll(&s.work)
	case "adoption":
		return l.SetAll(&s.adoption)
	}
	return l.Unknown()
}

// Do takes so many people at work from then on, and a customer who goes live, leaves or is asked what it leaves unused.
func (s *scene) Do(l lives.Line) error {
	number, err := strconv.ParseFloat(l.Word(0), 64)
	if err != nil {
		return l.Unknown()
	}
	customer := int32(number)
	deeds := map[string]func(*library){
		"people": func(b *library) { b.Staff(0, working(number)) },
		"live":   func(b *library) { b.GoLive(customer, 0, false) },
		"held":   func(b *library) { b.GoLive(customer, 0, true) },
		"leaves": func(b *library) { b.Leave(customer) },
		"asked": func(b *library) {
			b.tell("customer %d leaves %+.4f unused against today", customer, b.Unadopted(customer))
		},
	}
	deed, known := deeds[l.Words[0]]
	if !known {
		return l.Unknown()
	}
	s.doing = append(s.doing, func(b *library) { b.at(l.Day, func() { deed(b) }) })
	return nil
}

func (s *scene) Run(until float64) []string {
	b := open(s.t, s.adoption, s.work)
	for _, do := range s.doing {
		do(b)
	}
	b.sim.Run(until)
	lines := b.told
	for _, f := range b.ledger.Facts() {
		switch {
		case f.Kind == ledger.Stocked:
			lines = append(lines, fmt.Sprintf("%.6g %.6g h in stock for %.6g", f.At, f.Amount, f.Extra))
		case f.Kind == ledger.Adopted && f.Scope == 0 && f.Extra > 0:
			lines = append(lines, fmt.Sprintf("%.6g %.6g live leave %.6g unused", f.At, f.Extra, f.Amount))
		}
	}
	return lines
}
