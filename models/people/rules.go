package people

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// Rule is what a team hires by, beside its plan.
type Rule struct {
	Measure units.Name     `yaml:"measure"` // of the month that has just ended
	Above   units.Bound    `yaml:"above"`   // in the unit of the measure
	People  units.Count    `yaml:"people"`  // who join each time
	Lead    units.Duration `yaml:"lead"`    // from the decision to their first day
	Most    *units.Count   `yaml:"most"`    // seats of the team, by whatever they are there; nil is as many as a team may have
}

// What a rule may look at.
const (
	StartDelay    units.Name = "start_delay"
	Queue         units.Name = "queue"
	Backlog       units.Name = "backlog"
	FirstResponse units.Name = "first_response"
	Used          units.Name = "used"
	Carried       units.Name = "load"
)

// String returns what the rule looks at: start_delay above 3w.
func (r Rule) String() string { return fmt.Sprintf("%s above %s", r.Measure, r.Above) }

// Limit returns up to how many seats of the team the rule hires.
func (r Rule) Limit() int {
	if r.Most != nil {
		return int(*r.Most)
	}
	return int(Keys.Of("(Team).people").Range.Most)
}

// mostRules is how many rules a team may have; nobody could tell what more of them do.
const mostRules = 20

func validateRules(f *units.Faults, rules []Rule) {
	if n := len(rules); n > mostRules {
		f.Add("hire_when", "must be at most %d, got %d", mostRules, n)
		return
	}
	for i, r := range rules {
		at := f.Under(units.At("hire_when", i))
		in := Keys.Section(at, "(Rule)")
		in.Word("measure", r.Measure)
		in.Check("people", r.People)
		in.Check("lead", r.Lead)
		if r.Most != nil {
			in.Check("most", *r.Most)
		}
		if err := r.bound(); err != nil {
			at.Add("above", "%v", err)
		}
	}
}

// bound says what the bound of a rule must be, if it is not that.
func (r Rule) bound() error {
	const most = 10 // a share that is more was meant in per cent
	v, as := r.Above.Value, r.Above.As
	if !(v >= 0 && v <= math.MaxFloat64) {
		return fmt.Errorf("must be 0 or more, got %s", r.Above)
	}
	switch r.Measure {
	case StartDelay, FirstResponse:
		if as != units.AsDuration && v != 0 {
			return fmt.Errorf("must be a duration such as 3w for %s, got %s", r.Measure, r.Above)
		}
	case Used, Carried:
		if as == units.AsDuration || v > most {
			return fmt.Errorf("must be a share such as 90%% for %s, got %s", r.Measure, r.Above)
		}
	case Queue, Backlog:
		if as != units.Plain {
			return fmt.Errorf("must be a number such as 4 for %s, got %s", r.Measure, r.Above)
		}
	}
	return nil
}

// Ever returns the greatest number of seats that the team may ever have, by its plan and its rules.
func (t Team) Ever() int {
	most := t.Most()
	for _, r := range t.HireWhen {
		most = max(most, r.Limit())
	}
	return most
}

// MostDays is Days with all that rules may add.
func (t Team) MostDays(warmUp, run float64) float64 { return t.Days(warmUp, run) + t.ruled(warmUp+run) }

// ruled returns how many days of people rules add at most in so many days.
func (t Team) ruled(run float64) (days float64) {
	for _, r := range t.HireWhen {
		const month = float64(fiscal.Month)
		every := math.Ceil(float64(r.Lead)/month) * month
		seats := 0.0
		for day := month + float64(r.Lead); day < run && seats < float64(r.Limit()); day += max(month, every) {
			joins := min(float64(r.People), float64(r.Limit())-seats)
			seats += joins
			days += joins * (run - day)
		}
	}
	return days
}
