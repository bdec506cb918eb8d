package company

import (
	"slices"

	"postsale/models/delivery"
	"postsale/models/engineering"
	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim/random"
)

// delivering returns the parameters of delivery with engineering among its teams, if there is any: the last of them.
func (p *Params) delivering() delivery.Params {
	d := p.Delivery
	if p.Engineering != nil {
		d.Teams = append(slices.Clip(d.Teams), units.Entry[delivery.Team]{Name: engineers,
			Value: delivery.Team{Team: p.Engineering.Team, Queue: delivery.FirstCome, Beside: true}})
	}
	return d
}

// deliveryScopes returns the ledger's scopes of the teams of delivering and of the partners.
func (p *Params) deliveryScopes() (list []int) {
	teams := p.teams()
	for _, does := range []work{delivering, fixing, partnering} {
		for _, t := range teams {
			if t.does == does {
				list = append(list, t.scope)
			}
		}
	}
	return list
}

// engineersNumber is the number of engineering among the teams of delivering.
func (p *Params) engineersNumber() int { return len(p.Delivery.Teams) }

func (p *Params) validateEngineering(f *units.Faults) {
	if p.Engineering == nil {
		return
	}
	p.Engineering.Validate(f.Under("engineering"))
	if !p.Support.Engineering.IsUsual() {
		f.Add("support.engineering.lag", "must be left out where engineering is given, which takes its place; or leave out engineering")
	}
}

// Refers reports whether tickets may be referred to engineering.
func (p *Params) Refers() bool {
	return p.Asks() && p.Support.Escalates() && p.Support.SendsOn() && p.Support.Engineering.Share > 0
}

// fixers returns who fixes what is referred, nil if nobody has to, and how many working days one takes on average.
func (p *Params) fixers() (team *people.Team, days float64) {
	if p.Engineering == nil || p.Engineering.Ideal {
		return nil, 0
	}
	return &p.Engineering.Team, random.Must(p.Engineering.Fix.Distribution()).Mean()
}

// mostBroken returns by what reports of something broken are multiplied at the most, if nobody fixes a bug in so many quarters.
func (p *Params) mostBroken(quarters int) float64 {
	if p.Engineering == nil || p.Engineering.Bugs == nil {
		return 1
	}
	b := p.Engineering.Bugs
	return b.Factor(b.After(float64(b.Opening), 0, 3*float64(quarters)))
}

// minds reports whether anybody minds how long tickets took, besides whether they missed a target.
func (p *Params) minds() bool {
	t := &p.Support.Targets
	fix := t.Fix != nil || t.Premium != nil && t.Premium.Fix != nil || t.Urgent != nil && t.Urgent.Fix != nil
	return p.Engineering != nil || fix || p.Outcomes.Feels("weeks_over")
}

// FixLoad returns how many engineers tickets keep busy on average over the run, as many as they come to with the bugs of
// today and good deliveries, and rather too many. The parameters must be valid and have engineering.
func (p *Params) FixLoad() float64 {
	good := *p
	good.Support.PoorDelivery = 1
	days := random.Must(p.Engineering.Fix.Distribution()).Mean() * 40 / float64(p.Engineering.ProductiveHours)
	return good.size().referred * days / (fiscal.Quarter * float64(p.WarmUpQuarters()+p.Quarters()))
}

// buildEngineering makes the engineers and the bugs of a scenario that has them.
func (c *Company) buildEngineering(seed uint64) {
	p := c.params.Engineering
	if p == nil {
		return
	}
	c.engineers = engineering.NewEngineers(c.sim, seed, *p)
	if p.Bugs != nil {
		c.debt = engineering.NewDebt(c.sim, c.ledger, *p)
	}
}

// wireEngineering says who tells engineering what, and whom it tells.
func (c *Company) wireEngineering() {
	if c.engineers == nil {
		return
	}
	team := c.params.engineersNumber()
	c.desk.OnReferred = func(ticket int32, class int) { c.practice.Interrupt(team, delivery.Fixes, ticket, class) }
	if c.params.Engineering.Ideal {
		c.desk.OnReferred = func(ticket int32, _ int) { c.desk.Ship(ticket, c.sim.Now()) }
	}
	c.practice.OnInterrupted[delivery.Fixes] = func(ticket int32) float64 { return c.engineers.Takes(c.desk.Visit(ticket)) }
	c.practice.OnReturned[delivery.Fixes] = func(ticket int32) { c.desk.Ship(ticket, c.engineers.Release()) }
	if c.debt == nil {
		return
	}
	c.watchSpare(team, func(hours float64) { c.debt.Spare(hours) })
	c.reckon(func() {
		c.debt.Settle()
		c.asking.broken = c.debt.Factor()
	})
}

// beginEngineering starts a trial.
func (c *Company) beginEngineering(trial uint64) {
	if c.engineers == nil {
		return
	}
	c.engineers.Begin(trial)
	if c.debt != nil {
		c.debt.Begin()
	}
}
