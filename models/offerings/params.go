package offerings

import (
	"slices"

	"postsale/models/units"
)

// Params are the offerings of a company, by name.
type Params units.Map[Offering]

// Offering is what is sold beside subscriptions.
type Offering struct {
	Share   units.Map[units.Share] `yaml:"share"` // of customers, by segment
	Price   Price                  `yaml:"price"`
	Hours   units.Pace             `yaml:"hours"` // of a customer who has it
	Team    units.Name             `yaml:"team"`  // whose hours; "" without any
	Line    units.Name             `yaml:"line"`
	Premium bool                   `yaml:"premium"` // its customers go first at the desk
}

// The lines of revenue.
const (
	Services units.Name = "services"
	Support  units.Name = "support"
)

// Price is what is paid in a year; one of its fields is set.
type Price struct {
	ARRShare *units.Share `yaml:"arr_share"` // of the ARR of the moment
	AYear    *units.Money `yaml:"a_year"`
}

// Choice marks a price as one of its forms.
func (Price) Choice() {}

// Most is how many offerings there may be.
const Most = 50

// Premium returns the offering by which customers of a segment have premium support, and the share of them who do; "" if
// that is none.
func (p Params) Premium(segment units.Name) (offering units.Name, share units.Share) {
	for _, e := range p {
		if share := e.Value.of(segment); e.Value.Premium && share > 0 {
			return e.Name, share
		}
	}
	return "", 0
}

// Takes reports whether an offering that anybody may buy takes hours of a delivery team.
func (p Params) Takes(team units.Name) bool {
	return slices.ContainsFunc(p, func(e units.Entry[Offering]) bool {
		return e.Value.Team == team && e.Value.Hours > 0 && e.Value.sells()
	})
}

// sells reports whether anybody may buy it.
func (o Offering) sells() bool {
	return slices.ContainsFunc(o.Share, func(e units.Entry[units.Share]) bool { return e.Value > 0 })
}

// of returns the share of a segment's customers who buy it.
func (o Offering) of(segment units.Name) units.Share {
	if i := o.Share.Find(segment); i >= 0 {
		return o.Share[i].Value
	}
	return 0
}

// Validate adds what is wrong with the parameters to the faults; segments and teams are those of the scenario, teams of
// delivery.
func (p Params) Validate(f *units.Faults, segments, teams []string) {
	for i, e := range p {
		at := f.Under(string(e.Name))
		e.Value.validate(at, segments, teams)
		for _, s := range e.Value.Share {
			if before, _ := p[:i].Premium(s.Name); e.Value.Premium && s.Value > 0 && before != "" {
				at.Add("share."+string(s.Name), "must be left out of a second premium offering, got %s beside %s", s.Value, before)
			}
		}
	}
}

func (o Offering) validate(f *units.Faults, segments, teams []string) {
	in := Keys.Section(f, "offerings.*")
	if len(o.Share) == 0 {
		f.Add("share", "must name at least one segment, got none")
	}
	for _, e := range o.Share {
		f.Known("share."+string(e.Name), "name a segment that exists", e.Name, segments)
		in.CheckNamed("share.*", "share."+string(e.Name), e.Value)
	}
	o.Price.validate(f.Under("price"))
	in.Check("hours", o.Hours)
	switch {
	case o.Team != "":
		f.Known("team", "name a delivery team that exists", o.Team, teams)
	case o.Hours > 0:
		f.Add("team", "must name the delivery team whose hours it takes, got none")
	}
	in.Word("line", o.Line)
}

func (p Price) validate(f *units.Faults) {
	in := Keys.Section(f, "offerings.*.price")
	given := 0
	if p.ARRShare != nil {
		given++
		in.Check("arr_share", *p.ARRShare)
	}
	if p.AYear != nil {
		given++
		in.Check("a_year", *p.AYear)
	}
	if given != 1 {
		f.Add("", "must be one of arr_share and a_year, got %d of them", given)
	}
}
