package sweeps

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// bases reads the scenarios that vary, each of which is called in some way of its own.
func (r *reader) bases(list *tree.Node) {
	switch n := len(list.Items); {
	case n == 0:
		r.At(list, "base", "must have a scenario, got an empty list")
	case n > mostBases:
		r.At(list, "base", "must be at most %d scenarios, got %d", mostBases, n)
		return
	}
	first := map[string]int{} // by name, as file systems see it
	for i, item := range list.Items {
		at := fmt.Sprintf("base[%d]", i)
		before := len(r.sweep.bases)
		if r.base(item, at); len(r.sweep.bases) == before {
			continue
		}
		name := r.sweep.bases[before].name
		if k, twice := first[strings.ToLower(name)]; twice {
			r.At(item, at, "must be called otherwise than base[%d], since names of scenarios end with it, got %s of both", k, units.Quote(name))
			continue
		}
		first[strings.ToLower(name)] = i
	}
}

// base reads a scenario that varies.
func (r *reader) base(n *tree.Node, at string) {
	if n.Kind == tree.Broken {
		return
	}
	if n.Kind != tree.Scalar || n.Tag != "!!str" {
		r.At(n, at, "want the name or the path of a scenario, got %s", n.Said())
		return
	}
	src, err := scenarios.Locate(n.Text, r.sweep.from)
	if err != nil {
		r.At(n, at, "%s: %v", units.Quote(n.Text), err)
		return
	}
	if src.Library == nil && Is(src.Path) {
		r.At(n, at, "want a scenario, got %s, which is a sweep itself", units.Quote(n.Text))
		return
	}
	data, err := src.Read()
	if err != nil {
		r.At(n, at, "%s: %v", units.Quote(src.Shown), err)
		return
	}
	opened, err := scenarios.Open(src, data)
	if r.add(err); err != nil {
		return
	}
	const longest = 40
	stem := strings.TrimSuffix(filepath.Base(src.Path), filepath.Ext(src.Path))
	r.sweep.Bases = append(r.sweep.Bases, src.Shown)
	r.sweep.bases = append(r.sweep.bases, base{opened, shortened(units.Short(cmp.Or(opened.Name, stem)), longest)})
}

// check notes what is wrong with paths and values for their own sake; of what is wrong in some bases alone, in which.
func (r *reader) check() {
	names := map[tree.Positioned][]string{}
	var faults []tree.Positioned
	for _, b := range r.sweep.bases {
		for _, fault := range r.checked(b) {
			fault.Node = nil // it is another one for each base
			if names[fault] == nil {
				faults = append(faults, fault)
			}
			if !slices.Contains(names[fault], b.name) {
				names[fault] = append(names[fault], b.name)
			}
		}
	}
	const most = 3
	for _, fault := range faults {
		if in := names[fault]; len(in) < len(r.sweep.bases) {
			fault.Message += fmt.Sprintf(" (in %s)", units.Several(in, most))
		}
		r.Faults = append(r.Faults, fault)
	}
}

// checked returns what is wrong with paths and values in a base.
func (r *reader) checked(b base) []tree.Positioned {
	s := r.sweep
	var all tree.Report
	for _, a := range s.axes {
		for k := range a.paths() {
			key := s.keys[a.first+k]
			place := b.Place(key, &all)
			faulty := map[string][]tree.Positioned{} // by the text of a cell
			for _, p := range a.points {
				v := p.values[k]
				if v.text == "" || place == nil && a.table == nil {
					continue
				}
				faults, known := faulty[v.text]
				if !known || v.node != nil {
					var wrong tree.Report
					if n := a.node(key.Text, p, v, &wrong); n != nil && place != nil && r.data <= tree.LargestData {
						r.data += place.Check(n, &wrong)
					}
					faults = wrong.Faults
					faulty[v.text] = faults
				}
				if len(all.Faults) > mostScenarios {
					continue // nobody reads on
				}
				for _, fault := range faults {
					if a.table != nil {
						fault.Line = p.line
					}
					all.Faults = append(all.Faults, fault)
				}
			}
		}
	}
	return all.Faults
}

// settle demands that all names differ, and that of each base that is not right alone one scenario is: of what is wrong with
// it, all the others would tell the same.
func (r *reader) settle() {
	s := r.sweep
	if len(s.axes) == 1 && len(s.bases) == 1 {
		r.apart()
	} else if len(s.axes) == 1 {
		r.allApart()
	}
	for k, b := range s.bases {
		if !b.Valid() && len(r.Faults) == 0 {
			_, err := s.Load(k, nil)
			r.add(err)
		}
	}
}

// apart demands that no row is called as one is that has no name of its own.
func (r *reader) apart() {
	s := r.sweep
	numbered := map[string]int{}
	for i, p := range s.axes[0].points {
		if p.name == "" {
			numbered[strings.ToLower(s.numbered(i))] = 1 + i
		}
	}
	for _, p := range s.axes[0].points {
		if row, taken := numbered[strings.ToLower(p.name)]; taken && p.name != "" {
			r.At(p.at, "name", "must be unique, got %s, as row %d is called, which has no name", units.Quote(p.name), row)
		}
	}
}

// allApart demands that names of rows still differ with those of their bases behind them.
func (r *reader) allApart() {
	s := r.sweep
	first := map[string]int{}
	for i := range s.Len() {
		name := strings.ToLower(s.Name(i))
		k, taken := first[name]
		if !taken {
			first[name] = i
			continue
		}
		before, _ := s.Of(k)
		values, _ := s.Of(i)
		p := s.axes[0].points[values]
		if p.at == nil {
			p = s.axes[0].points[before] // one of them has a name: numbers differ
		}
		r.At(p.at, "name", "must tell scenarios apart with the names of bases behind it, got %s twice (of rows %d and %d)",
			units.Quote(s.Name(i)), 1+before, 1+values)
	}
}
