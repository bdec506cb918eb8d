package company

import (
	"postsale/models/customers"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/models/works"
)

// buildWorks makes the works and the users, where there are any.
func (c *Company) buildWorks() {
	p := c.params
	today := works.Today{Deflected: float64(p.Support.HowDoI.Deflected)}
	if p.Adoption != nil {
		today.Gap = float64(p.Adoption.Gap)
		c.users = works.NewUsers(c.sim, c.ledger, *p.Adoption, len(p.Segments))
	}
	if len(p.Works) > 0 {
		c.works = works.New(c.sim, c.ledger, p.Works, today, c.layout.Roles.Works)
		c.desk.Tells = true
	}
}

// wireWorks says what is reckoned as months start: what has become of works, and what fast answers induce.
func (c *Company) wireWorks() {
	if c.users != nil {
		c.book.Sense(customers.Unadopted, c.users.Unadopted)
	}
	if c.works != nil {
		c.works.OnMoved = c.move
		c.reckon(c.works.Review)
	}
	if c.params.Support.Induced != nil {
		c.reckon(func() { c.asking.induced = c.desk.Induce() })
	}
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

// employ changes the hours that each of a team's people has, by a factor on those of the file.
func (c *Company) employ(name units.Name, factor float64) {
	for _, t := range c.employed {
		if t.name != string(name) {
			continue
		}
		switch t.does {
		case delivering, fixing:
			c.practice.Employ(t.number, factor)
			c.employCare(name, factor)
		case answering:
			c.desk.Employ(support.Station(t.number), factor)
		case caring:
			c.employCare(name, factor)
		}
	}
}
