package deals

import (
	"postsale/models/units"
	"postsale/sim/exponential"
)

// Detractors are customers who left, and tell others.
type Detractors struct {
	PerPoint units.Share `yaml:"per_point"` // fewer deals, for every percentage point of a year's customers lost beyond normal
	Normal   units.Share `yaml:"normal"`
}

// References are customers who do well, and say so.
type References struct {
	PerPoint units.Share  `yaml:"per_point"` // more deals, for every percentage point of ARR that is green beyond normal
	Normal   *units.Share `yaml:"normal"`    // nil: as much as is green on the first day
}

func (d *Detractors) validate(f *units.Faults) {
	in := Keys.Section(f, "deals.detractors")
	in.Check("per_point", d.PerPoint)
	in.Check("normal", d.Normal)
}

func (r *References) validate(f *units.Faults) {
	in := Keys.Section(f, "deals.references")
	in.Check("per_point", r.PerPoint)
	if r.Normal != nil {
		in.Check("normal", *r.Normal)
	}
}

// IsTold reports whether what becomes of customers may move the number of deals.
func (p Params) IsTold() bool {
	return p.Detractors != nil && p.Detractors.PerPoint > 0 || p.References != nil && p.References.PerPoint > 0
}

// Told returns by which factor word of mouth raises the number of deals at most.
func (p Params) Told() float64 {
	most := 1.0
	if d := p.Detractors; d != nil {
		most *= within(pull(d.PerPoint, float64(d.Normal)))
	}
	if r := p.References; r != nil {
		normal := 0.0
		if r.Normal != nil {
			normal = float64(*r.Normal)
		}
		most *= within(pull(r.PerPoint, 1-normal))
	}
	return most
}

// pull returns the factor of so much a percentage point on a share beyond what is normal.
func pull(perPoint units.Share, beyond float64) float64 {
	const points = 100
	return exponential.Of(points * float64(perPoint) * beyond)
}

// within keeps a factor within half and twice.
func within(factor float64) float64 { return min(2, max(.5, factor)) }

// word is word of mouth: what customers of the last four quarters tell others.
type word struct {
	detractors *Detractors
	references *References
	normal     float64    // share of ARR that is green, with references
	there      int        // customers
	opened     int        // quarters
	began      [4]float64 // customers as the last four quarters began; those before the run, as it began
	lost       [4]float64 // customers lost in them; before the run, what is normal
}

func (w *word) begin() { *w = word{detractors: w.detractors, references: w.references} }

func (w *word) spreads() bool { return w.detractors != nil || w.references != nil }

// open begins a quarter and returns by which factor its deals are more; green is the share of ARR that is green now.
func (w *word) open(green func() float64) float64 {
	factor := 1.0
	if w.detractors != nil {
		factor *= w.complain()
	}
	if w.references != nil {
		factor *= w.praise(green())
	}
	w.opened++
	return factor
}

// complain returns the factor of the customers lost over the last four quarters, of those there as these began; of none
// there, 1.
func (w *word) complain() float64 {
	normal := float64(w.detractors.Normal)
	if w.opened == 0 {
		for i := range w.began {
			w.began[i], w.lost[i] = float64(w.there), normal/4*float64(w.there)
		}
	}
	next := w.opened % len(w.began)
	began, lost := w.began[next], w.lost[0]+w.lost[1]+w.lost[2]+w.lost[3]
	w.began[next], w.lost[next] = float64(w.there), 0
	if began == 0 {
		return 1
	}
	return within(1 / pull(w.detractors.PerPoint, lost/began-normal))
}

// praise returns the factor of a share of ARR that is green.
func (w *word) praise(green float64) float64 {
	if w.opened == 0 {
		w.normal = green
		if n := w.references.Normal; n != nil {
			w.normal = float64(*n)
		}
	}
	return within(pull(w.references.PerPoint, green-w.normal))
}

// leave takes down that a customer is gone.
func (w *word) leave() {
	w.there--
	if w.opened > 0 {
		w.lost[(w.opened-1)%len(w.lost)]++
	}
}
