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

// Effortless returns the parameters of teams whose renewals and opportunities are worked at once and take no time.
func (p Params) Effortless() Params {
	p.Renewals, p.Expansions = nil, nil
	return p
}
