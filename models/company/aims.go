package company

import "postsale/models/measures"

// Aim is a target in one fiscal year of the run.
type Aim struct {
	Measure         *measures.Measure
	Segment, Period string
	Bound           float64 // in the unit of the measure
	AtMost          bool    // otherwise at least
}

// Aims returns the targets in each whole fiscal year of the run. The parameters must be valid.
func (p *Params) Aims() []Aim {
	var list []Aim
	years := p.Layout().Years()
	for _, t := range p.Targets {
		m, _ := measures.Find(string(t.Measure))
		bound := t.AtLeast
		if bound == nil {
			bound = t.AtMost
		}
		for _, year := range years {
			list = append(list, Aim{Measure: m, Segment: string(t.Segment), Period: year.Name, Bound: bound.Value, AtMost: t.AtMost != nil})
		}
	}
	return list
}
