package deals

// Evenly returns the parameters of deals that close evenly over the quarter.
func (p Params) Evenly() Params {
	p.Profile = Even
	return p
}
