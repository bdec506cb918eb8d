package delivery_test

import (
	"slices"
	"strconv"
	"testing"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/models/partners"
	"postsale/models/units"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage { return &scene{t: t} })
}

// scene is a workshop of a life: teams of a person, projects of a slot, partners as good as the own team.
type scene struct {
	t      *testing.T
	plan   delivery.Params
	brings delivery.Further
	every  float64 // days from one cohort to the next; 0 without
	doing  []func(w *workshop)
}

func (s *scene) Prepare(l lives.Line) error {
	p, name := &s.plan, units.Name(l.Word(0))
	switch l.Words[0] {
	case "set":
		return l.SetAll(p)
	case "cohorts": // every so many days, of all projects
		var err error
		s.every, err = strconv.ParseFloat(l.Word(0), 64)
		return err
	case "team":
		p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: name, Value: team(1)})
		return l.SetAll(&p.Teams[len(p.Teams)-1].Value)
	case "project":
		p.Projects = append(p.Projects, project(name))
		return l.SetAll(&p.Projects[len(p.Projects)-1].Value)
	case "phase": // of the last project
		last := &p.Projects[len(p.Projects)-1].Value
		last.Phases = append(last.Phases, phase(name, 0, 0))
		return l.SetAll(&last.Phases[len(last.Phases)-1])
	case "brings": // every expansion, of a type
		s.brings = delivery.Further{{Name: name, Value: 1}}
		return nil
	case "partner":
		p.Partners = append(p.Partners, units.Entry[partners.Partner]{Name: name, Value: partner(1)})
		return l.SetAll(&p.Partners[len(p.Partners)-1].Value)
	case "route":
		p.Routes = append(p.Routes, delivery.Route{})
		return l.SetAll(&p.Routes[len(p.Routes)-1])
	}
	return l.Unknown()
}

func (s *scene) Do(l lives.Line) error {
	number := 0.0
	if text := l.Word(len(l.Words) - 2); l.Words[0] == "interrupt" || len(l.Words) > 2 {
		var err error
		if number, err = strconv.ParseFloat(text, 64); err != nil {
			return err
		}
	}
	switch l.Words[0] {
	case "sign": // a type, and what the customer pays a year
		s.doing = append(s.doing, func(w *workshop) { w.signFor(l.Day, l.Word(0), number) })
	case "draw": // a type, whose deal will close on a day
		s.doing = append(s.doing, func(w *workshop) {
			w.at(l.Day, func() { w.Scope(entity(99), slices.Index(w.types, l.Word(0)), number) })
		})
	case "expand": // a customer, and what it pays more
		s.doing = append(s.doing, func(w *workshop) { w.expand(l.Day, int32(l.Word(0)[0]-'A'), number) })
	case "leave": // a customer, for good
		s.doing = append(s.doing, func(w *workshop) { w.at(l.Day, func() { w.Cancel(int32(l.Word(0)[0] - 'A')) }) })
	case "interrupt": // of some days
		s.doing = append(s.doing, func(w *workshop) { w.interrupt(l.Day, number) })
	case "manage": // a partner with so many people
		partner := s.plan.Partners.Find(units.Name(l.Word(0)))
		s.doing = append(s.doing, func(w *workshop) { w.at(l.Day, func() { w.Look(partner, int(number)) }) })
	case "staff": // a team with so many people
		team := s.plan.Teams.Find(units.Name(l.Word(0)))
		s.doing = append(s.doing, func(w *workshop) { w.at(l.Day, func() { w.staff(team, int(number)) }) })
	default:
		return l.Unknown()
	}
	return nil
}

func (s *scene) Run(until float64) []string {
	var mixes []delivery.Mix
	var further []delivery.Further
	for _, e := range s.plan.Projects {
		mixes, further = append(mixes, delivery.Mix{{Name: e.Name, Value: 1}}), append(further, s.brings)
	}
	w := openGrowing(s.t, s.plan, mixes, further)
	for segment := range s.plan.Projects {
		if s.every > 0 {
			w.Gather(segment, every(s.every))
		}
	}
	for _, do := range s.doing {
		do(w)
	}
	return w.story(until, append(life, ledger.PhaseQueued, ledger.PhaseStarted, ledger.Answered, ledger.Resolved, ledger.Gathered, ledger.Entered, ledger.Blocked)...)
}
