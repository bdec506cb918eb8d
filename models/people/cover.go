package people

import "postsale/sim"

// Cover knows whose work a team does while nobody there is fully productive. One of teams that nobody stands in for is nil.
type Cover struct {
	OnCovered func(team, was, by int) // from now on by does what comes to the team, and no longer was: others, or the team itself
	OnVacated func(team int)          // what waits there may be another team's from now on

	stands []int // who stands in for each team, or -1
	full   []bool
	by     []int
	vacant []bool
	open   bool
}

// NewCover returns the cover of teams, by their numbers; those who stand in must be among them, in no circle.
func NewCover(teams []Member) *Cover {
	c, any := &Cover{}, false
	for _, m := range teams {
		stands := -1
		for i, other := range teams {
			if m.Plan.StandIn != "" && other.Name == string(m.Plan.StandIn) {
				stands, any = i, true
			}
		}
		c.stands = append(c.stands, stands)
	}
	if !any {
		return nil
	}
	c.full, c.by, c.vacant = make([]bool, len(teams)), make([]int, len(teams)), make([]bool, len(teams))
	return c
}

// Begin begins a trial: until it is opened it only learns who is there.
func (c *Cover) Begin() {
	if c == nil {
		return
	}
	c.open = false
	for i := range c.by {
		c.by[i], c.full[i] = i, false
	}
}

// Open tells who stands in for whom on the first day.
func (c *Cover) Open() {
	if c != nil {
		c.open = true
		c.settle()
	}
}

// Staff says how a team is staffed from now on.
func (c *Cover) Staff(team int, s Staffing) {
	if c == nil || c.full[team] == (s.Full > 0) {
		return
	}
	c.full[team] = s.Full > 0
	if c.open {
		c.settle()
	}
}

// settle tells of all teams whose work somebody else does from now on, and then where work may wait that is another's.
func (c *Cover) settle() {
	for team := range c.by {
		by := team
		for !c.full[by] && c.stands[by] >= 0 {
			by = c.stands[by]
		}
		if was := c.by[team]; by != was {
			c.by[team], c.vacant[was] = by, true
			c.OnCovered(team, was, by)
		}
	}
	for team := range c.vacant {
		if c.vacant[team] {
			c.vacant[team] = false
			c.OnVacated(team)
		}
	}
}

// Empty takes all who wait out of servers, in their order: each begins for a moment, and the hook of the servers is to do no
// more than note it.
func Empty(v *sim.Servers) {
	capacity, waiting := v.Capacity(), v.Waiting()
	v.SetCapacity(v.Busy() + waiting)
	for range waiting {
		v.Release()
	}
	v.SetCapacity(capacity)
}
