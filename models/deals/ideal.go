package deals

// Evenly returns the parameters of deals that close evenly over the quarter.
func (p Params) Evenly() Params {
	p.Profile = Even
	return p
}

// Untold returns the parameters of deals that nothing moves which customers tell others.
func (p Params) Untold() Params {
	if p.Detractors != nil {
		quiet := *p.Detractors
		quiet.PerPoint = 0
		p.Detractors = &quiet
	}
	if p.References != nil {
		quiet := *p.References
		quiet.PerPoint = 0
		p.References = &quiet
	}
	return p
}
