package people

import (
	"cmp"
	"slices"

	"postsale/models/units"
)

// Team is the plan of one team's headcount.
type Team struct {
	People          units.Count    `yaml:"people"`           // on the first day, all of them productive
	Heads           *units.Count   `yaml:"heads"`            // of a pod, which people then counts; nil: people one by one
	Hires           []Change       `yaml:"hires"`            // seats added
	Cuts            []Change       `yaml:"cuts"`             // seats taken away, the last first
	HireWhen        []Rule         `yaml:"hire_when"`        // seats added by what a month came to
	ProductiveHours units.Pace     `yaml:"productive_hours"` // of a person, what leave and internal time leave over
	Cost            units.Money    `yaml:"cost"`             // loaded, of a person, a year
	Line            units.Name     `yaml:"line"`             // of the accounts that pays; empty for that of what the team does
	Ramp            []units.Share  `yaml:"ramp"`             // productivity in the months after joining, then 1
	Attrition       units.Share    `yaml:"attrition"`        // probability that a person leaves within a year
	Backfill        units.Duration `yaml:"backfill"`         // from leaving to the next occupant's first day

	StandIn    units.Name    `yaml:"stand_in"`    // the team that does its work while nobody of it is fully productive; empty: nobody
	Transfers  []Transfer    `yaml:"transfers"`   // seats that come from other teams
	RampInside []units.Share `yaml:"ramp_inside"` // productivity in the months after such a move, then 1
}

// Change is a change of the number of seats.
type Change struct {
	At     units.Moment `yaml:"at"`
	People units.Count  `yaml:"people"`
}

// Validate adds what is wrong with the plan to the faults.
func (t Team) Validate(f *units.Faults) {
	in := Keys.Section(f, "(Team)")
	in.Check("people", t.People)
	if t.Heads != nil {
		in.Check("heads", *t.Heads)
	}
	validate(f, "hires", t.Hires)
	validate(f, "cuts", t.Cuts)
	validateRules(f, t.HireWhen)
	t.validateTransfers(f)
	in.Check("productive_hours", t.ProductiveHours)
	in.Check("cost", t.Cost)
	if t.Line != "" {
		in.Word("line", t.Line)
	}
	for i, share := range t.Ramp {
		in.Check(units.At("ramp", i), share)
	}
	in.Check("attrition", t.Attrition)
	in.Check("backfill", t.Backfill)
	seats, most := int(t.People), Keys.Of("(Team).people").Range.Most
	if float64(seats) > most || slices.ContainsFunc(slices.Concat(t.Hires, t.Cuts, t.Comings()), func(c Change) bool { return float64(c.People) > most }) {
		return // told already
	}
	for _, c := range t.plan() {
		seats += c.seats
		switch at := units.Moment(c.at); {
		case seats < 0:
			f.Add("cuts", "must leave 0 people or more, got %d at %s", seats, at)
			return
		case float64(seats) > most && c.seats > 0:
			f.Add("hires", "must come to at most %v people, got %d at %s", most, seats, at)
			return
		}
	}
}

func validate(f *units.Faults, path string, changes []Change) {
	for i, c := range changes {
		in := Keys.Section(f.Under(units.At(path, i)), "(Change)")
		in.Check("at", c.At)
		in.Check("people", c.People)
	}
}

// HeadsEach returns how many people a seat is: those of a pod, or one.
func (t Team) HeadsEach() int {
	if t.Heads == nil {
		return 1
	}
	return int(*t.Heads)
}

// Most returns the greatest number of seats that the plan ever has.
func (t Team) Most() int {
	now := int(t.People)
	most := now
	for _, c := range t.plan() {
		now += c.seats
		most = max(most, now)
	}
	return most
}

// Fewest returns the smallest number of seats that the plan has before a day.
func (t Team) Fewest(before units.Duration) int {
	now := int(t.People)
	fewest := now
	for _, c := range t.changes() {
		if now += c.seats; c.at < float64(before) {
			fewest = min(fewest, now)
		}
	}
	return fewest
}

// There returns how many seats the plan has by the end of a day at the most, with all that rules may add.
func (t Team) There(day float64) int {
	seats := int(t.People)
	for _, c := range t.plan() {
		if c.at <= day {
			seats += c.seats
		}
	}
	for _, r := range t.HireWhen {
		seats = max(seats, r.Limit())
	}
	return seats
}

// Gone returns from which day on the plan has nobody; ok is false when somebody stays.
func (t Team) Gone() (day units.Moment, ok bool) {
	now, since := int(t.People), units.Moment(0)
	for _, c := range t.plan() {
		if now > 0 && now+c.seats <= 0 {
			since = units.Moment(c.at)
		}
		now += c.seats
	}
	return since, now <= 0
}

// Days returns how many days of people the plan comes to in a run of so many days, and those of the warm-up before it, when
// it is as on the first day.
func (t Team) Days(warmUp, run float64) float64 {
	days := float64(t.People) * (warmUp + run)
	for _, c := range t.plan() {
		days += float64(c.seats) * max(0, run-c.at)
	}
	return days
}

// changes returns the plan's changes in order of time but those that other teams know of; of the same day, hires go first.
func (t Team) changes() []change { return inOrder(t.Hires, t.Cuts, nil) }

// plan returns the changes of the number of seats in order of time; of the same day, hires go first, and who comes from
// another team last.
func (t Team) plan() []change { return inOrder(t.Hires, t.Cuts, t.Comings()) }

func inOrder(hires, cuts, comings []Change) []change {
	var list []change
	for _, c := range hires {
		list = append(list, change{at: float64(c.At), seats: int(c.People)})
	}
	for _, c := range cuts {
		list = append(list, change{at: float64(c.At), seats: -int(c.People)})
	}
	for _, c := range comings {
		list = append(list, change{at: float64(c.At), seats: int(c.People)})
	}
	slices.SortStableFunc(list, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	return list
}
