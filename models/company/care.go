package company

import (
	"slices"

	"postsale/models/delivery"
	"postsale/models/success"
	"postsale/models/units"
)

// care returns who looks after the customers of each segment, nil where nobody does.
func (p *Params) care() []*success.Segment {
	var list []*success.Segment
	for _, e := range p.Segments {
		list = append(list, e.Value.Success)
	}
	return list
}

// works reports whether some segment's care has something.
func (p *Params) works(some func(s *success.Segment) bool) bool {
	return slices.ContainsFunc(p.care(), func(s *success.Segment) bool { return s != nil && some(s) })
}

// HasCare reports whether anybody looks after customers.
func (p *Params) HasCare() bool { return p.works(func(*success.Segment) bool { return true }) }

// Cares reports whether anything moves by who looks after customers.
func (p *Params) Cares() bool { return p.HasCare() || p.Success.Health != nil }

// attends reports whether a team looks after the customers of a segment.
func (p *Params) attends(team units.Name) bool {
	return p.works(func(s *success.Segment) bool { return s.Team == team })
}

// Manages reports whether a team looks after a partner.
func (p *Params) Manages(team units.Name) bool {
	return slices.ContainsFunc(p.Delivery.Partners, func(e units.Entry[delivery.Partner]) bool {
		return e.Value.Managed != nil && e.Value.Managed.Team == team
	})
}

// LooksAfter reports whether a team looks after customers, or owns their renewals or expansions.
func (p *Params) LooksAfter(team units.Name) bool {
	return p.Success.Renewals != nil && p.Success.Renewals.Owner == team || p.Success.Expansions != nil && p.Success.Expansions.Owner == team || p.attends(team)
}
