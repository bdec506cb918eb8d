package success_test

import (
	"slices"
	"strconv"
	"testing"

	"postsale/models/lives"
	"postsale/models/success"
)

func TestLives(t *testing.T) { lives.Play(t, func() lives.Stage { return &scene{plan: plain()} }) }

// scene is an office of a life: nobody works there, and success looks after smb alone, unless it says otherwise.
type scene struct {
	plan  plan
	doing []func(o *office)
}

func (s *scene) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "set":
		return l.SetAll(&s.plan.params)
	case "segment":
		number := slices.Index(segments, l.Word(0))
		if number < 0 {
			return l.Unknown()
		}
		if s.plan.segments[number] == nil {
			s.plan.segments[number] = &success.Segment{}
		}
		return l.SetAll(s.plan.segments[number])
	case "hours":
		return lives.Set(&s.plan.hours, "", l.Word(0))
	}
	return l.Unknown()
}

// Do is what a day brings: staff TEAM 2 [1.5], fully productive and by their productivity; enter SEGMENT [days since signature]
// and then, of a customer A and so on, live [days ago], term DAYS [left], chance, risk RATIO, look and leave; the crew is left SPARE
// hours a day, and takes a job up.
func (s *scene) Do(l lives.Line) error {
	number := func(i int) float64 {
		v, err := strconv.ParseFloat(l.Word(i), 64)
		if err != nil {
			return 0
		}
		return v
	}
	var customer int32
	if who := l.Word(0); len(who) == 1 {
		customer = int32(who[0]) - 'A'
	}
	deeds := map[string]func(o *office){
		"staff": func(o *office) {
			working := number(1)
			if l.Word(2) != "" {
				working = number(2)
			}
			o.employ(l.Word(0), int(number(1)), working)
		},
		"enter": func(o *office) { o.enter(l.Word(0), number(1)) },
		"live":  func(o *office) { o.GoLive(customer, o.sim.Now()-number(1)) },
		"term": func(o *office) {
			left := number(1)
			if l.Word(2) != "" {
				left = number(2)
			}
			o.agree(customer, number(1), left)
		},
		"chance": func(o *office) { o.sim.Schedule(came, customer, o.sim.Now()) },
		"risk":   func(o *office) { o.risks[customer] = number(1) },
		"review": func(o *office) { o.Look() },
		"look":   func(o *office) { o.tell("%s misses %.4f", name(customer), o.Unattended(customer)) },
		"leave":  func(o *office) { o.leave(customer) },
		"spare":  func(o *office) { o.Spare(o.Find("crew"), number(0)) },
		"take":   func(o *office) { o.take() },
	}
	do, ok := deeds[l.Words[0]]
	if !ok {
		return l.Unknown()
	}
	s.doing = append(s.doing, func(o *office) { o.at(l.Day, func() { do(o) }) })
	return nil
}

func (s *scene) Run(until float64) []string {
	o := s.plan.open()
	for _, do := range s.doing {
		do(o)
	}
	o.sim.Run(until)
	o.tell("")
	return o.told
}
