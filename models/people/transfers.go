package people

import (
	"cmp"
	"slices"

	"postsale/models/ledger"
	"postsale/models/units"
)

// Transfer moves the last seats of another team to a team.
type Transfer struct {
	At     units.Moment `yaml:"at"`
	From   units.Name   `yaml:"from"`
	People units.Count  `yaml:"people"`
}

// validateTransfers adds what is wrong with the transfers to the faults; from where they come, who knows all teams has to check.
func (t Team) validateTransfers(f *units.Faults) {
	for i, m := range t.Transfers {
		in := Keys.Section(f.Under(units.At("transfers", i)), "(Transfer)")
		in.Check("at", m.At)
		in.Check("people", m.People)
	}
	for i, share := range t.RampInside {
		Keys.Section(f, "(Team)").Check(units.At("ramp_inside", i), share)
	}
}

// Planned is the plan of a team, and where it stands in a scenario file.
type Planned struct {
	Name, Path string
	Plan       Team
}

// ValidateTransfers demands that people move between own teams and that no team gives away more than it has, whose own plan is
// right.
func ValidateTransfers(f *units.Faults, teams []Planned) {
	var names []string
	for _, t := range teams {
		names = append(names, t.Name)
	}
	var right units.Faults
	for i, t := range teams {
		t.Plan.Validate(&right)
		others := slices.Delete(slices.Clone(names), i, i+1)
		for n, m := range t.Plan.Transfers {
			if f.Under(t.Path).Known(units.At("transfers", n)+".from", "name another of the own teams", m.From, others) < 0 {
				right.Add("", "it is told")
			}
		}
	}
	if len(right.All()) == 0 {
		validateMoves(f, names, teams)
	}
}

// validateMoves demands that seats move from where there are as many.
func validateMoves(f *units.Faults, names []string, teams []Planned) {
	type change struct {
		at          float64
		from, seats int
		place       string
	}
	var list, moves []change
	for i, t := range teams {
		for _, c := range t.Plan.Hires {
			list = append(list, change{float64(c.At), i, int(c.People), ""})
		}
		for n, c := range t.Plan.Cuts {
			list = append(list, change{float64(c.At), i, -int(c.People), units.At(t.Path+".cuts", n)})
		}
		for n, m := range t.Plan.Transfers {
			at, from := float64(m.At), slices.Index(names, string(m.From))
			moves = append(moves, change{at, from, -int(m.People), units.At(t.Path+".transfers", n)}, change{at, i, int(m.People), ""})
		}
	}
	if len(moves) == 0 {
		return
	}
	list = append(list, moves...)
	slices.SortStableFunc(list, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	seats := make([]int, len(teams))
	for i, t := range teams {
		seats[i] = int(t.Plan.People)
	}
	for _, c := range list {
		if seats[c.from] += c.seats; seats[c.from] < 0 {
			f.Add(c.place, "must leave %s 0 people or more, got %d at %s", names[c.from], seats[c.from], units.Moment(c.at))
			return
		}
	}
}

// Comings returns the transfers as changes of the team that they come to.
func (t Team) Comings() (list []Change) {
	for _, m := range t.Transfers {
		list = append(list, Change{At: m.At, People: m.People})
	}
	return list
}

// Without returns the plan of a team that others take people from: the last of its cuts are those.
func (t Team) Without(goings []Change) Team {
	if len(goings) > 0 {
		t.Cuts = append(t.Cuts[:len(t.Cuts):len(t.Cuts)], goings...)
	}
	return t
}

// ramp returns the productivity of the occupant of a seat in its first months.
func (t *staff) ramp(s *seat) []units.Share {
	if s.inside {
		return t.RampInside
	}
	return t.Ramp
}

// transfer moves the last seats of a team to another, with who sits there; a seat that is empty is filled there when it would
// have been.
func (r *Roster) transfer(m move) {
	from, to := &r.teams[m.from], &r.teams[m.to]
	r.ledger.Record(ledger.Fact{At: r.sim.Now(), Kind: ledger.Transferred, Scope: to.scope, Customer: ledger.None, Subject: int32(from.scope), Amount: float64(m.seats)})
	for range m.seats {
		was := from.last()
		joins, empty := r.sim.Due(r.kinds.Joined, was.number)
		r.close(was)
		k := r.next(m.to)
		s := &to.seats[k]
		if empty {
			s.joined, s.months, s.inside = r.sim.Now(), 0, true
			if to.pods() { // who is there learns as in the others
				r.study(to, s)
			}
			r.sim.Schedule(r.kinds.Joined, s.number, joins)
			continue
		}
		r.occupy(to, k)
		s.inside = true
		r.sim.Cancel(r.kinds.Learned, s.number)
		r.study(to, s)
	}
	r.tell(m.from, 0)
	r.tell(m.to, 0)
}
