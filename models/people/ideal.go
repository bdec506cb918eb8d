package people

import (
	"slices"

	"postsale/models/units"
)

// Settled returns the plan of a team that nobody leaves, and in which who joins is productive at once.
func (t Team) Settled() Team {
	t.Attrition, t.Ramp, t.RampInside = 0, nil, nil
	return t
}

// Prompt returns the plan of a team whose rules have people at once.
func (t Team) Prompt() Team {
	t.HireWhen = slices.Clone(t.HireWhen)
	for i := range t.HireWhen {
		t.HireWhen[i].Lead = 0
	}
	return t
}

// IsPrompt reports whether no rule of the team waits for people.
func (t Team) IsPrompt() bool {
	return !slices.ContainsFunc(t.HireWhen, func(r Rule) bool { return r.Lead > 0 })
}

// IsSettled reports whether nobody may leave the team or be new to its work.
func (t Team) IsSettled() bool {
	leave := t.Attrition > 0 && t.Ever() > 0
	join := len(t.HireWhen) > 0 || slices.ContainsFunc(t.Hires, func(c Change) bool { return c.People > 0 })
	move := slices.ContainsFunc(t.Transfers, func(m Transfer) bool { return m.People > 0 })
	learns := func(ramp []units.Share) bool {
		return slices.ContainsFunc(ramp, func(s units.Share) bool { return s != 1 })
	}
	return !leave && !(join && learns(t.Ramp)) && !(move && learns(t.RampInside))
}
