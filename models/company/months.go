package company

import (
	"postsale/models/fiscal"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/models/works"
)

// asking is how slow things move what customers ask, as factors on the company of today; they hold for a month.
type asking struct {
	guided   float64 // how-do-I questions, by works
	induced  float64 // how-do-I questions, by how fast answers were
	broken   float64 // break-fix, by bugs
	answered float64 // share of how-do-I questions that self-service answers
}

// reckon makes something be reckoned as every month starts.
func (c *Company) reckon(step func()) { c.monthly = append(c.monthly, step) }

// beginMonths begins a trial, in which slow things stand as they do today.
func (c *Company) beginMonths() {
	c.asking = asking{guided: 1, induced: 1, broken: 1, answered: float64(c.params.Support.HowDoI.Deflected)}
	c.awaitMonth(1)
}

// awaitMonth makes a month end, counted from the beginning of the warm-up, if anything is reckoned then.
func (c *Company) awaitMonth(month int32) {
	if len(c.monthly) > 0 {
		day := fiscal.After(-fiscal.Quarter*float64(c.params.WarmUpQuarters()), fiscal.Month, int(month))
		c.sim.Schedule(monthEnded, month, day)
		c.demand.Reach(day)
	}
}

func (c *Company) endMonth(month int32) {
	before := c.asking
	for _, step := range c.monthly {
		step()
	}
	if c.asking != before {
		c.ask()
	}
	c.awaitMonth(month + 1)
}

// ask makes customers ask as slow things have it: the same luck tells how-do-I questions from break-fix by what each has come
// to.
func (c *Company) ask() {
	share := float64(c.params.Support.HowDoI.Share)
	questions, broken := share*c.asking.guided*c.asking.induced, (1-share)*c.asking.broken
	c.demand.Rescale(questions + broken)
	if questions+broken > 0 {
		share = questions / (questions + broken)
	}
	c.desk.Mix(share, c.asking.answered)
}

// move has a work move move what it moves to another value.
func (c *Company) move(number int, value float64) {
	switch work := &c.params.Works[number].Value; work.Moves {
	case works.Deflection:
		c.asking.answered = value
	case works.HowDoI:
		c.asking.guided = value
	case works.Gap:
		c.users.SetGap(value)
	case works.Productivity:
		for _, team := range work.Of {
			c.employ(team, value)
		}
	}
}

// employ changes the hours that a team's people have, by a factor on those of the file; if it has accounts, success knows it too.
func (c *Company) employ(name units.Name, factor float64) {
	switch t := &c.employed[named(c.employed, name)]; t.does {
	case delivering, fixing:
		c.practice.Employ(t.number, factor)
	case answering:
		c.desk.Employ(support.Station(t.number), factor)
		return
	}
	if team := c.portfolio.Find(name); team >= 0 {
		c.portfolio.Employ(team, factor)
	}
}
