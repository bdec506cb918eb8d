package misses

import (
	"math"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
)

// Part is what one kind of change in one segment adds to a gap.
type Part struct {
	Kind, Segment     string
	Contrast                  // of what it adds to the measure
	Share, ShareError float64 // of the gap
}

// The kinds of parts.
const (
	Opening     = "opening"
	New         = "new"
	Churn       = "churn"
	Contraction = "contraction"
	Expansion   = "expansion"
	Uplift      = "uplift"
	Newcomers   = "newcomers" // what customers gained or lost who came within the twelve months; taken out again
)

type flow struct {
	kind, measure string
	sign          float64
}

// flows are the kinds of parts that are measures, and how they count.
var flows = []flow{
	{Churn, "arr_churn", -1}, {Contraction, "arr_contraction", -1}, {Expansion, "arr_expansion", 1}, {Uplift, "arr_uplift", 1},
}

// origins are what ARR at the end consists of besides.
var origins = []flow{{Opening, "arr_opening", 1}, {New, "arr_new", 1}}

// addition is what a kind of change in a segment adds to the measure in each trial.
type addition struct {
	kind, segment string
	adds          []float64
}

// parts returns the parts of the gap, by kind and segment, and by kind alone; none if the measure has none.
func (g *groups) parts(layout measures.Layout) (parts, kinds []Part) {
	var list []addition
	switch {
	case g.target.Measure.Name == "nrr" && g.target.Period.Quarters() == quartersOfYear:
		list = g.retained(g.segments(layout, slices.Concat(origins[:1], flows)))
	case g.target.Measure.Name == "arr_closing":
		list = g.gained(g.segments(layout, slices.Concat(origins, flows)))
	}
	var wholes []addition
	for _, a := range list {
		parts = append(parts, g.part(a))
		at := slices.IndexFunc(wholes, func(w addition) bool { return w.kind == a.kind })
		if at < 0 {
			wholes = append(wholes, addition{a.kind, g.target.Segment, slices.Clone(a.adds)})
			continue
		}
		for i, v := range a.adds {
			wholes[at].adds[i] += v
		}
	}
	for _, w := range wholes {
		kinds = append(kinds, g.part(w))
	}
	return parts, kinds
}

const quartersOfYear = 4

// segments returns the segments of the target of which all flows are told. Where what was before the run is stated of the whole
// company alone, that is told in their place, and nothing where it is not stated at all.
func (g *groups) segments(layout measures.Layout, flows []flow) []string {
	untold := func(segment string) bool {
		return slices.ContainsFunc(flows, func(f flow) bool { return !told(g.column(f.measure, segment)) })
	}
	switch {
	case untold(g.target.Segment):
		return nil
	case g.target.Segment != measures.WholeCompany || slices.ContainsFunc(layout.Ledger.Segments, untold):
		return []string{g.target.Segment}
	}
	return layout.Ledger.Segments
}

// told reports whether a column has a number in some trial.
func told(column []float64) bool { return slices.ContainsFunc(column, results.Exists) }

// retained returns the parts of NRR: flows over the ARR with which the twelve months begin.
func (g *groups) retained(segments []string) (list []addition) {
	whole := g.column("arr_opening", g.target.Segment)
	for _, segment := range segments {
		opening, kept := g.column("arr_opening", segment), g.column("nrr", segment)
		if kept == nil {
			return nil
		}
		within := make([]float64, len(whole)) // of those who came within the twelve months
		for i := range whole {
			if opening[i] > 0 {
				within[i] = opening[i] * (kept[i] - 1)
			}
		}
		for _, f := range flows {
			flow := g.column(f.measure, segment)
			adds := make([]float64, len(whole))
			for i := range whole {
				within[i] -= f.sign * flow[i]
				adds[i] = f.sign * flow[i] / whole[i]
			}
			list = append(list, addition{f.kind, segment, adds})
		}
		for i := range whole {
			within[i] /= whole[i]
		}
		list = append(list, addition{Newcomers, segment, within})
	}
	return list
}

// gained returns the parts of ARR at the end.
func (g *groups) gained(segments []string) (list []addition) {
	for _, segment := range segments {
		for _, f := range slices.Concat(origins, flows) {
			adds := slices.Clone(g.column(f.measure, segment))
			for i := range adds {
				adds[i] *= f.sign
			}
			list = append(list, addition{f.kind, segment, adds})
		}
	}
	return list
}

// part compares what a part adds in both groups. The error of its share is that of a ratio of two differences of means.
func (g *groups) part(of addition) Part {
	adds := of.adds
	p := Part{Kind: of.kind, Segment: of.segment, Contrast: contrast(g.of(adds, true), g.of(adds, false))}
	gap := contrast(g.of(g.values, true), g.of(g.values, false)).Difference
	p.Share = p.Difference / gap
	rest := make([]float64, len(adds))
	for i := range adds {
		rest[i] = adds[i] - p.Share*g.values[i]
	}
	p.ShareError = contrast(g.of(rest, true), g.of(rest, false)).Error / math.Abs(gap)
	return p
}

// Loss is who left in the period of the target.
type Loss struct {
	Segment   string
	Customers Contrast
	ARR       Contrast
}

// losses compares who left, of the whole company first.
func (g *groups) losses(layout measures.Layout) (list []Loss) {
	for _, segment := range append([]string{measures.WholeCompany}, layout.Ledger.Segments...) {
		left, arr := g.column("customers_lost", segment), g.column("arr_churn", segment)
		if told(left) && told(arr) {
			list = append(list, Loss{segment, contrast(g.of(left, true), g.of(left, false)), contrast(g.of(arr, true), g.of(arr, false))})
		}
	}
	return list
}
