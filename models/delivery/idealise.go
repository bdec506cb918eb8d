package delivery

import "slices"

// Settled returns the parameters of own teams that nobody leaves, and in which who joins is productive at once.
func (p Params) Settled() Params {
	p.Teams = slices.Clone(p.Teams)
	for i := range p.Teams {
		p.Teams[i].Value.Team = p.Teams[i].Value.Team.Settled()
	}
	return p
}

// Perfect returns the parameters of partners who deliver as well as the own teams.
func (p Params) Perfect() Params {
	p.Partners = slices.Clone(p.Partners)
	for i := range p.Partners {
		partner := &p.Partners[i].Value
		partner.Quality = 1
		if partner.Learning != nil {
			learning := *partner.Learning
			learning.Quality = 1
			partner.Learning = &learning
		}
	}
	return p
}
