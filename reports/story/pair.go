package story

import (
	"cmp"
	"slices"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/reports/words"
)

// Sided is an entry of either log, or of both.
type Sided struct {
	Entry
	Side results.Side
}

// Name returns what the log of a side is called.
func Name(a *results.TracePair, s results.Side) string {
	if a.First.Name == a.Second.Name {
		return "the " + results.SideNames[s]
	}
	return words.Clean(a.Log(s).Name)
}

// BothEntries returns the lines of both logs, in order of time; at the same moment
// those of the first go first.
func BothEntries(a *results.TracePair, m results.Matches) []Sided {
	inSecond := m[results.First]
	mine, theirs := slices.Collect(Entries(a.First)), slices.Collect(Entries(a.Second))
	lineOf := map[int]int{}
	for j, e := range theirs {
		for _, fact := range e.Facts {
			lineOf[fact] = j
		}
	}
	var list []Sided
	known := make([]bool, len(theirs))
	for _, e := range mine {
		s := Sided{e, results.First}
		if j, ok := lineOf[inSecond[e.Facts[0]]]; ok && len(theirs[j].Facts) == len(e.Facts) &&
			!slices.ContainsFunc(e.Facts, func(fact int) bool { k, ok := lineOf[inSecond[fact]]; return !ok || k != j }) {
			s.Side, known[j] = results.Both, true
		}
		list = append(list, s)
	}
	for j, e := range theirs {
		if !known[j] {
			list = append(list, Sided{e, results.Second})
		}
	}
	slices.SortStableFunc(list, func(x, y Sided) int { return cmp.Compare(x.Fact.At, y.Fact.At) })
	return list
}

// Parting is where two logs part.
type Parting struct {
	Alike int       // lines about customers before
	Lines [3]*Sided // by side: what parts, and what the other log has instead; nil when there is nothing
}

// Part returns where the customers that are told of begin to live through
// something else; that it is nowhere, when it holds no line.
func Part(a *results.TracePair, list []Sided) (p Parting) {
	about := func(s Sided) string {
		if s.Fact.Customer == ledger.None {
			return ""
		}
		return a.Log(s.Side).Customers[s.Fact.Customer]
	}
	only := a.First.Only.Customer
	for i := range list {
		customer := about(list[i])
		switch {
		case customer == "" || only != "" && customer != only:
			continue
		case list[i].Side == results.Both:
			p.Alike++
			continue
		}
		p.Lines[list[i].Side] = &list[i]
		other := results.First + results.Second - list[i].Side
		for k := range list {
			s := &list[k]
			if s.Side != other || about(*s) != customer {
				continue
			}
			if s.Fact.Kind == list[i].Fact.Kind && s.Fact.Subject == list[i].Fact.Subject {
				p.Lines[other] = s
				break
			}
			if p.Lines[other] == nil {
				p.Lines[other] = s
			}
		}
		return p
	}
	return p
}

// Start returns the line with which they part; nil if they do not.
func (p *Parting) Start() *Sided {
	switch a, b := p.Lines[results.First], p.Lines[results.Second]; {
	case a == nil || b != nil && b.Fact.At < a.Fact.At:
		return b
	default:
		return a
	}
}
