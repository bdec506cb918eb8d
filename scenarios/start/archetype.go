package start

import (
	"math"
	"slices"
	"strings"
	"sync"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios"
)

// archetypes are the built-in companies that others are like, of two of the same distance the first.
var archetypes = []string{
	"stage-15", "stage-3", "stage-40", "stage-80", // grown step by step
	"low-touch-start-up", "high-touch-start-up", "scaling-low-touch", "scaling-high-touch", "product-led",
	"self-serve", "moderate", "complex",
}

// Archetype is a built-in company that another is like.
type Archetype struct {
	Name string

	scenario *scenarios.Scenario
	params   *company.Params
	sizes    []size // by segment
	plans    []changes.Plan
}

// size is how large a segment is.
type size struct {
	name      string
	customers int
	acv       float64 // dollars a year, on average
	deals     float64 // a quarter
	inFlight  int
	tickets   int
}

func (s size) arr() float64 { return float64(s.customers) * s.acv }

// Archetypes returns the names of the built-in companies that others are like.
func Archetypes() []string { return slices.Clone(archetypes) }

// open reads an archetype.
func open(name string) (*Archetype, error) {
	if known, ok := opened.Load(name); ok {
		return known.(*Archetype), nil
	}
	scenario, err := scenarios.Load(name, nil)
	if err != nil {
		return nil, err
	}
	a := &Archetype{Name: name, scenario: scenario, params: &scenario.Params, plans: changes.Plans(&scenario.Params)}
	for _, e := range a.params.Segments {
		s := &e.Value
		a.sizes = append(a.sizes, size{string(e.Name), int(s.Customers.Opening.Customers), s.Customers.MeanACV(), float64(s.Deals.PerQuarter),
			int(s.Customers.Opening.InFlight), int(s.Customers.Opening.OpenTickets)})
	}
	opened.Store(name, a)
	return a, nil
}

// opened are archetypes that were read, by name: nobody changes them.
var opened sync.Map

// ARR returns what its customers pay a year on the first day, in dollars.
func (a *Archetype) ARR() float64 {
	return a.total(size.arr)
}

// Customers returns how many it has on the first day.
func (a *Archetype) Customers() int {
	return int(a.total(func(s size) float64 { return float64(s.customers) }))
}

func (a *Archetype) total(of func(size) float64) (sum float64) {
	for _, s := range a.sizes {
		sum += of(s)
	}
	return sum
}

// Segments returns the names of its kinds of customers.
func (a *Archetype) Segments() (names []string) {
	for _, s := range a.sizes {
		names = append(names, s.name)
	}
	return names
}

// alone reports whether most of its customers start without its people.
func (a *Archetype) alone() bool {
	free := 0.0
	for i, e := range a.params.Segments {
		for _, share := range e.Value.Projects {
			if slots := a.params.Delivery.Projects; slots[slices.Index(slots.Names(), string(share.Name))].Value.Slots == 0 {
				free += float64(share.Value) * float64(a.sizes[i].customers)
			}
		}
	}
	return free > float64(a.Customers())/2
}

// Nearest returns the archetype that a company is like: the one that was named, or the one of the nearest ARR and contract
// value, each by ratio.
func Nearest(t Told) (*Archetype, error) {
	var f Faults
	if t.Like != "" {
		if names := scenarios.Names(); !slices.Contains(names, t.Like) || scenarios.Textbook(t.Like) {
			f.add("like", "%w", unknown(t.Like, "built-in company", Archetypes()))
			return nil, f
		}
		a, err := open(t.Like)
		if err == nil && a.Customers() == 0 {
			f.add("like", "%s has no customers that could be scaled", t.Like)
			return nil, f
		}
		if err != nil {
			return nil, err
		}
		a.checkSegments(t, &f)
		return a, f.err()
	}
	var best *Archetype
	least := math.Inf(1)
	var segments []string
	for _, name := range Archetypes() {
		a, err := open(name)
		if err != nil {
			return nil, err
		}
		for _, s := range a.Segments() {
			if !slices.Contains(segments, s) {
				segments = append(segments, s)
			}
		}
		if d := a.distance(t); d < least {
			best, least = a, d
		}
	}
	if best == nil {
		for _, of := range t.bySegment() {
			for _, name := range of.parts.Names() {
				if !slices.Contains(segments, name) {
					f.add(of.flag, "%w", unknown(name, "segment", segments))
				}
			}
		}
		if len(f) == 0 {
			f.add("customers", "no built-in company has all of the segments %s; tell how many there are of smb, mid-market and enterprise, or in all", strings.Join(t.named(), ", "))
		}
		return nil, f
	}
	return best, nil
}

// bySegment returns what may be told by segment, and of which question it is.
func (t Told) bySegment() []struct {
	flag  string
	parts Parts
} {
	return []struct {
		flag  string
		parts Parts
	}{{"customers", t.Customers}, {"arr-by-segment", t.Paid}, {"deals", t.Deals}}
}

// named returns the segments that were told of.
func (t Told) named() (names []string) {
	for _, of := range t.bySegment() {
		for _, name := range of.parts.Names() {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// distance returns how far a company is from an archetype, infinite if it has customers of another kind.
func (a *Archetype) distance(t Told) float64 {
	var f Faults
	if a.checkSegments(t, &f); len(f) > 0 {
		return math.Inf(1)
	}
	const without, otherwise = .3, 2.
	worth := t.ARR / t.Customers.Sum()
	d := math.Abs(math.Log(t.ARR/a.ARR())) + math.Abs(math.Log(worth*float64(a.Customers())/a.ARR()))
	for _, name := range a.Segments() {
		if n, told := t.Customers.Of(name); !t.Customers.InAll() && (!told || n == 0) {
			d += without
		}
	}
	if t.Delivery != "" && a.alone() != (t.Delivery == SelfServe) {
		d += otherwise
	}
	return d
}

// checkSegments demands that the segments that were told of are those of the archetype.
func (a *Archetype) checkSegments(t Told, f *Faults) {
	for _, of := range t.bySegment() {
		for _, name := range of.parts.Names() {
			if valid := a.Segments(); !slices.Contains(valid, name) {
				hint := units.Hint(name, valid)
				if hint == "" {
					hint = "; it has " + strings.Join(valid, ", ")
				}
				f.add(of.flag, "%s has no segment %s%s", a.Name, units.Quote(name), hint)
			}
		}
	}
}
