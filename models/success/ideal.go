package success

import "slices"

// Settled returns the parameters of teams that nobody leaves, and in which who joins is productive at once.
func (p Params) Settled() Params {
	p.Teams = slices.Clone(p.Teams)
	for i := range p.Teams {
		p.Teams[i].Value = p.Teams[i].Value.Settled()
	}
	return p
}

// Effortless returns the care of a segment whose renewals and opportunities are worked at once and take no time; whoever owns
// them still does.
func (s *Segment) Effortless() *Segment {
	if s == nil {
		return nil
	}
	e := *s
	e.Renewal, e.Expansion = nil, nil
	return &e
}
