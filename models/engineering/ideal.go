package engineering

// Settled returns the parameters of a team that nobody leaves, and in which who joins is productive at once.
func (p Params) Settled() Params {
	p.Team = p.Team.Settled()
	return p
}

// Idealised returns the parameters of engineers who fix and ship at once, and of a product whose bugs stay as many as today.
func (p Params) Idealised() Params {
	p.Ideal = true
	return p
}
