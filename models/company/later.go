package company

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/customers"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
)

// Policy is what is sold otherwise from a day on, to who signs then: who has signed keeps what it has.
type Policy struct {
	At       units.Moment             `yaml:"at"`
	Segments units.Map[SegmentPolicy] `yaml:"segments"`
	Delivery DeliveryPolicy           `yaml:"delivery"`
}

// SegmentPolicy is what a segment's customers buy from then on; what is nil stays as it is.
type SegmentPolicy struct {
	Projects delivery.Mix    `yaml:"projects"`
	Terms    customers.Terms `yaml:"terms"`
}

// DeliveryPolicy is what projects are sold for from then on, by their types; those that it does not name stay as they are.
type DeliveryPolicy struct {
	Projects units.Map[PricePolicy] `yaml:"projects"`
}

// PricePolicy is what a type of project is sold for from then on.
type PricePolicy struct {
	Price delivery.Price `yaml:"price"`
}

// maxPolicies bounds how often what is sold may change.
const maxPolicies = 50

// Sold returns the scenario with what is sold after each change of it worked out, where the mechanisms look for it.
func (p *Params) Sold() *Params {
	if len(p.Later) == 0 {
		return p
	}
	sold, now := *p, p
	sold.Segments, sold.Delivery.Later = slices.Clone(p.Segments), nil
	for i := range sold.Segments {
		sold.Segments[i].Value.Customers.Later = nil
	}
	for _, policy := range p.Later {
		now = now.after(policy)
		sold.Delivery.Later = append(sold.Delivery.Later, delivery.Sold{Projects: now.Delivery.Projects, Mixes: now.Mixes()})
		for i := range sold.Segments {
			c := &sold.Segments[i].Value.Customers
			c.Later = append(c.Later, now.Segments[i].Value.Customers.Terms)
		}
	}
	return &sold
}

// after returns the scenario as a policy makes it for who signs then. Names that there are not move nothing.
func (p *Params) after(policy Policy) *Params {
	q := *p
	q.Segments, q.Delivery.Projects = slices.Clone(p.Segments), slices.Clone(p.Delivery.Projects)
	for _, e := range policy.Segments {
		i := q.Segments.Find(e.Name)
		if i >= 0 && e.Value.Projects != nil {
			q.Segments[i].Value.Projects = e.Value.Projects
		}
		if i >= 0 && e.Value.Terms != nil {
			q.Segments[i].Value.Customers.Terms = e.Value.Terms
		}
	}
	for _, e := range policy.Delivery.Projects {
		if i := q.Delivery.Projects.Find(e.Name); i >= 0 {
			q.Delivery.Projects[i].Value.Price = e.Value.Price
		}
	}
	return &q
}

// Mixes are the project types that segments buy on the first day, by segment.
func (p *Params) Mixes() (list []delivery.Mix) {
	for _, e := range p.Segments {
		list = append(list, e.Value.Projects)
	}
	return list
}

// validateLater adds what is wrong with the changes of what is sold to the faults.
func (p *Params) validateLater(f *units.Faults) {
	before := units.Moment(0)
	for i, policy := range p.Later {
		at := f.Under(units.At("later", i))
		Keys.Section(at, "later[]").Check("at", policy.At)
		if policy.At < before {
			at.Add("at", "must not come before the change above it, at %s, got %s", before, policy.At)
		}
		before = policy.At
		for _, e := range policy.Segments {
			in := at.Under("segments." + string(e.Name))
			if in.Known("", "name a segment that exists", e.Name, p.Segments.Names()) < 0 {
				continue
			}
			if e.Value.Projects != nil {
				e.Value.Projects.Validate(in.Under("projects"), p.Delivery)
			}
			if e.Value.Terms != nil {
				e.Value.Terms.Validate(in)
			}
		}
		for _, e := range policy.Delivery.Projects {
			in := at.Under("delivery.projects." + string(e.Name))
			kind := in.Known("", "name a project that exists", e.Name, p.Delivery.Projects.Names())
			if kind >= 0 {
				sold := p.Delivery.Projects[kind].Value
				sold.Price = e.Value.Price
				sold.ValidatePrice(in)
			}
		}
	}
}

// sellLater makes what is sold change in a trial whose opening customers are there.
func (c *Company) sellLater() {
	for i, policy := range c.params.Later {
		if day := float64(policy.At); day > c.sim.Now() {
			c.sim.Schedule(soldOtherwise, int32(i), day)
		} else {
			c.change(int32(i))
		}
	}
}

// change sells otherwise from now on.
func (c *Company) change(policy int32) {
	c.practice.Sell(int(policy) + 1)
	c.book.Sell(int(policy) + 1)
	c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: ledger.Changed, Customer: ledger.None, Subject: policy, Scope: int16(c.layout.Ledger.All())})
}

// changesInWords says of each change of what is sold what it is.
func (p *Params) changesInWords() (list []string) {
	for _, policy := range p.Later {
		var parts []string
		for _, e := range policy.Segments {
			if e.Value.Projects != nil {
				parts = append(parts, fmt.Sprintf("%s buys %s", e.Name, sharesInWords(units.Map[units.Share](e.Value.Projects))))
			}
			if t := e.Value.Terms; t != nil {
				var shares units.Map[units.Share]
				for _, length := range t.Lengths() {
					shares = append(shares, units.Entry[units.Share]{Name: units.Name(length.String()), Value: t[length]})
				}
				parts = append(parts, fmt.Sprintf("%s signs for %s", e.Name, sharesInWords(shares)))
			}
		}
		for _, e := range policy.Delivery.Projects {
			parts = append(parts, fmt.Sprintf("%s is %s", e.Name, e.Value.Price))
		}
		if len(parts) == 0 {
			parts = []string{"nothing else is sold"}
		}
		quarter := int(math.Floor(float64(policy.At) / fiscal.Quarter))
		list = append(list, fmt.Sprintf("from %s on: %s", p.Calendar().QuarterName(quarter), strings.Join(parts, "; ")))
	}
	return list
}

// sharesInWords says of some things which share each is, where it is any.
func sharesInWords(shares units.Map[units.Share]) string {
	var parts []string
	for _, e := range shares {
		if e.Value > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", e.Name, e.Value))
		}
	}
	return strings.Join(parts, ", ")
}
