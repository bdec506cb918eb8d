package support_test

import (
	"testing"

	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/models/support"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage { return &scene{t: t, plan: plan()} })
}

// scene is a helpdesk of a life: a person a tier, as plan says.
type scene struct {
	t     *testing.T
	plan  support.Params
	doing []func(h *helpdesk)
}

func (s *scene) Prepare(l lives.Line) error {
	if l.Words[0] != "set" {
		return l.Unknown()
	}
	return l.SetAll(&s.plan)
}

// Do takes a question, a breakage or a misconfiguration of a standard or a premium customer.
func (s *scene) Do(l lives.Line) error {
	segment := map[string]int{"standard": standard, "premium": premium}[l.Word(0)]
	about := map[string]issue{"question": question, "breakage": breakage}[l.Words[0]]
	switch l.Words[0] {
	case "question", "breakage":
		s.doing = append(s.doing, func(h *helpdesk) { h.ask(l.Day, segment, about) })
	case "misconfigured":
		s.doing = append(s.doing, func(h *helpdesk) { h.misconfigure(l.Day, segment) })
	default:
		return l.Unknown()
	}
	return nil
}

func (s *scene) Run(until float64) []string {
	h := open(s.t, s.plan)
	for _, do := range s.doing {
		do(h)
	}
	return append(h.story(until, append(life, ledger.Breached)...), h.judged...)
}
