package people

import (
	"slices"

	"postsale/models/units"
)

// Settled returns the plan of a team that nobody leaves, and in which who joins is productive at once.
func (t Team) Settled() Team {
	t.Attrition, t.Ramp = 0, nil
	return t
}

// IsSettled reports whether nobody may leave the team or be new to its work.
func (t Team) IsSettled() bool {
	leave := t.Attrition > 0 && t.Most() > 0
	join := slices.ContainsFunc(t.Hires, func(c Change) bool { return c.People > 0 })
	learn := slices.ContainsFunc(t.Ramp, func(s units.Share) bool { return s != 1 })
	return !leave && !(join && learn)
}
