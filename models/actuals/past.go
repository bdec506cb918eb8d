package actuals

import (
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/units"
)

// Past is what was before a run, and what the whole fiscal year in which it starts comes to with it.
type Past struct {
	Actuals []Actual // in the order of the file

	file   string
	of     Company
	over   int    // quarters of the running year that are; 0 where the run starts with a year
	year   string // the running year
	stated map[place]Actual
	whole  map[figure]*whole
}

// place is where an actual is of.
type place struct {
	measure, segment string
	from, to         int
}

// figure is a measure of a segment.
type figure struct{ measure, segment string }

// whole is how the running year of a figure follows from what a trial has of it.
type whole struct {
	how   how
	rest  float64  // quarters of it that are simulated
	past  float64  // the sum, mean or peak of what is in; of shares, what they are of
	under float64  // what shares of what is in are over
	of    []term   // of shares: measures of a trial that they are of; if none, they themselves tell
	over  []term   // and that they are over
	lacks []string // what is to be stated for it to be told

	opening, lost, kept float64 // of the customers of the year's beginning: what they paid then, lost, and pay on the first day
}

// Read returns what a file says of what was before the run of a company, and what is wrong with it.
func Read(file units.DataFile, of Company) (*Past, []error) {
	list, faults := read(file, of)
	if len(faults) > 0 {
		return nil, faults
	}
	p := &Past{Actuals: list, file: file.Name, of: of, over: of.Calendar.Season(0), year: of.Calendar.YearName(0), stated: map[place]Actual{}, whole: map[figure]*whole{}}
	for _, a := range list {
		p.stated[place{a.Measure.Name, a.Segment, a.From, a.To}] = a
	}
	if faults := p.contradictions(file.Name); len(faults) > 0 {
		return nil, faults
	}
	if p.Running() {
		for i := range measures.All {
			for _, segment := range p.segments() {
				m := &measures.All[i]
				p.whole[figure{m.Name, segment}] = p.plan(m, segment)
			}
		}
	}
	return p, nil
}

// Running reports whether the run starts inside a fiscal year that ends in it.
func (p *Past) Running() bool { return p.over > 0 && p.of.Quarters >= 4-p.over }

// Year returns the name of the fiscal year in which the run starts.
func (p *Past) Year() string { return p.year }

// Before returns how many of its quarters are over.
func (p *Past) Before() int { return p.over }

// segments returns the segments and all of them.
func (p *Past) segments() []string {
	list := []string{measures.WholeCompany}
	for _, o := range p.of.Segments {
		list = append(list, o.Name)
	}
	return list
}

// Lacks returns what is to be stated for the running year of a measure to be told, nil if it is told, and whether that would do.
func (p *Past) Lacks(m *measures.Measure, segment string) (list []string, would bool) {
	w := p.whole[figure{m.Name, segment}]
	if w == nil || w.how == unknown {
		return nil, false
	}
	return w.lacks, true
}

// Whole returns what a measure comes to in the whole running year, by what simulated says of measures in the rest of it; NaN
// where that is not known.
func (p *Past) Whole(m *measures.Measure, segment string, simulated func(m *measures.Measure) float64) float64 {
	w := p.whole[figure{m.Name, segment}]
	if w == nil || len(w.lacks) > 0 {
		return math.NaN()
	}
	switch w.how {
	case adds:
		return w.past + simulated(m)
	case closes:
		return simulated(m)
	case opens:
		return w.past
	case averages:
		return (float64(p.over)*w.past + w.rest*simulated(m)) / (float64(p.over) + w.rest)
	case peaks:
		return max(w.past, simulated(m))
	case shares:
		sum := func(terms []term) (v float64) {
			for _, t := range terms {
				v += t.sign * simulated(t.measure)
			}
			return v
		}
		over, of := sum(w.over), sum(w.of)
		if len(w.of) == 0 && over > 0 {
			of = over * simulated(m)
		}
		if !(w.under+over > 0) {
			return math.NaN()
		}
		return (w.past + of) / (w.under + over)
	case retained:
		stays := simulated(m)
		if w.kept == 0 {
			stays = 0 // nobody of the year's beginning is left
		}
		if strings.HasPrefix(m.Name, "grr") {
			grr := (w.opening - w.lost - w.kept*(1-stays)) / w.opening
			if m.Name == "grr" {
				return max(0, grr) // what was gained before may be lost then, of nobody more than all
			}
			return grr
		}
		return w.kept * stays / w.opening
	}
	return math.NaN()
}

// plan works out how the running year of a figure follows.
func (p *Past) plan(m *measures.Measure, segment string) *whole {
	r := rules[m.Name]
	w := &whole{how: r.how, rest: float64(4 - p.over)}
	if !m.Exists(p.of.Has) {
		return w
	}
	switch r.how {
	case adds:
		w.past, w.lacks = p.sum(m, segment)
	case averages, peaks:
		w.past, w.lacks = p.level(m, segment, r.how)
	case opens:
		a, lack := p.opening("arr_closing", segment)
		w.past, w.lacks = a, listed(lack)
	case shares:
		w.of, w.over = terms(r.of, p.of.Has), terms(r.over, p.of.Has)
		p.planShare(w, m, segment)
	case retained:
		p.planRetained(w, m, segment)
	}
	return w
}

func listed(lack string) []string {
	if lack == "" {
		return nil
	}
	return []string{lack}
}

// parts returns the spans of what is in of the running year: as a whole, and its quarters.
func (p *Past) parts() (whole place, quarters []place) {
	for q := -p.over; q < 0; q++ {
		quarters = append(quarters, place{from: q, to: q + 1})
	}
	return place{from: -p.over}, quarters
}

// at returns what is stated of a measure in a span; of the company it may be stated by segment, if that adds up.
func (p *Past) at(m *measures.Measure, segment string, span place) (v float64, ok bool) {
	if a, ok := p.stated[place{m.Name, segment, span.from, span.to}]; ok {
		return a.Value, true
	}
	if h := rules[m.Name].how; segment != measures.WholeCompany || h != adds && m.Name != "arr_closing" && m.Name != "customers" || m.Scopes&measures.Segments == 0 {
		return 0, false
	}
	for _, o := range p.of.Segments {
		a, ok := p.stated[place{m.Name, o.Name, span.from, span.to}]
		if !ok {
			return 0, false
		}
		v += a.Value
	}
	return v, true
}

// in returns what is in of the running year of a measure, as a whole or by quarter, and what is missing otherwise.
func (p *Past) in(m *measures.Measure, segment string) (values []float64, lacks []string) {
	all, quarters := p.parts()
	if v, ok := p.at(m, segment, all); ok {
		return []float64{v}, nil
	}
	for _, span := range quarters {
		v, ok := p.at(m, segment, span)
		if !ok {
			lacks = append(lacks, named(m.Name, segment, p.of.Calendar.QuarterName(span.from)))
			continue
		}
		values = append(values, v)
	}
	if len(quarters) > 1 && len(lacks) == len(quarters) {
		lacks = []string{named(m.Name, segment, toDate(p.year))}
	}
	return values, lacks
}

// sum returns what a measure that adds up came to in what is in of the running year.
func (p *Past) sum(m *measures.Measure, segment string) (sum float64, lacks []string) {
	values, lacks := p.in(m, segment)
	if parts := terms(rules[m.Name].of, p.of.Has); len(lacks) > 0 && rules[m.Name].how == adds && len(parts) > 0 {
		return p.sumOf(parts, segment)
	}
	if len(values) == 0 && slices.Contains(ahead, m.Name) {
		return 0, nil
	}
	for _, v := range values {
		sum += v
	}
	return sum, lacks
}

// sumOf returns what a sum of measures came to.
func (p *Past) sumOf(list []term, segment string) (sum float64, lacks []string) {
	for _, t := range list {
		v, missing := p.sum(t.measure, segment)
		sum += t.sign * v
		lacks = append(lacks, missing...)
	}
	return sum, lacks
}

// level returns the mean or the peak of what is in.
func (p *Past) level(m *measures.Measure, segment string, h how) (level float64, lacks []string) {
	values, lacks := p.in(m, segment)
	if len(values) == 0 && slices.Contains(ahead, m.Name) {
		return 0, nil
	}
	if len(lacks) > 0 {
		return 0, lacks
	}
	if h == peaks {
		return slices.Max(values), nil
	}
	for _, v := range values {
		level += v / float64(len(values))
	}
	return level, nil
}

// opening returns a stock as the running year began.
func (p *Past) opening(measure, segment string) (v float64, lack string) {
	m, _ := measures.Find(measure)
	for _, quarters := range []int{1, 4} {
		if v, ok := p.at(m, segment, place{from: -p.over - quarters, to: -p.over}); ok {
			return v, ""
		}
	}
	return 0, named(measure, segment, p.of.Calendar.YearName(-p.over-1))
}

// planShare takes what a share is of and over: by what these came to, or by the share itself.
func (p *Past) planShare(w *whole, m *measures.Measure, segment string) {
	under, lacks := p.sumOf(w.over, segment)
	w.under = under
	past, missing := p.sumOf(w.of, segment)
	if len(w.of) > 0 && len(lacks)+len(missing) == 0 {
		w.past = past
		return
	}
	all, quarters := p.parts()
	if share, ok := p.at(m, segment, all); ok && len(lacks) == 0 {
		w.past = share * under
		return
	}
	w.past, w.under = 0, 0
	var here []string
	for _, span := range quarters {
		share, stated := p.at(m, segment, span)
		if !stated {
			here = append(here, named(m.Name, segment, p.of.Calendar.QuarterName(span.from)))
			continue
		}
		for _, t := range w.over {
			v, ok := p.at(t.measure, segment, span)
			if !ok {
				here = append(here, named(t.measure.Name, segment, p.of.Calendar.QuarterName(span.from)))
			}
			w.past += t.sign * v * share
			w.under += t.sign * v
		}
	}
	switch {
	case len(here) == 0:
	case len(w.of) > 0:
		w.lacks = unique(append(missing, lacks...))
	case len(here) >= len(quarters):
		w.lacks = unique(append([]string{named(m.Name, segment, toDate(p.year))}, lacks...))
	default:
		w.lacks = unique(here)
	}
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// planRetained takes what became of the customers of the year's beginning up to the first day.
func (p *Past) planRetained(w *whole, m *measures.Measure, segment string) {
	stock, o := "arr_closing", p.of.at(segment)
	losses, gains, kept := "arr_churn arr_contraction", "arr_expansion arr_uplift", o.OldARR
	if m.Name == "logo_retention" {
		stock, losses, gains, kept = "customers", "customers_lost", "", float64(o.OldCustomers)
	}
	opening, lack := p.opening(stock, segment)
	w.opening, w.lacks = opening, listed(lack)
	if lack == "" && !(opening > 0) {
		w.how = unknown // nobody was a customer
		return
	}
	lost, missing := p.sumOf(terms(losses, p.of.Has), segment)
	w.lost = lost
	if strings.HasPrefix(m.Name, "grr") || !o.Dated {
		w.lacks = append(w.lacks, missing...)
	}
	if w.kept = kept; !o.Dated {
		gained, missing := p.sumOf(terms(gains, p.of.Has), segment)
		w.kept = opening - lost + gained
		w.lacks = append(w.lacks, missing...)
	}
}

// at returns what a segment, or the company, has on the first day.
func (c Company) at(segment string) Opening {
	sum := Opening{Name: segment, Dated: true}
	for _, o := range c.Segments {
		if o.Name == segment {
			return o
		}
		sum.ARR += o.ARR
		sum.Customers += o.Customers
		sum.OldARR += o.OldARR
		sum.OldCustomers += o.OldCustomers
		sum.Dated = sum.Dated && o.Dated
	}
	return sum
}
