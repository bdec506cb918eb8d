package ledger

import (
	"cmp"
	"math"
	"slices"
)

// Story is the facts of a trial with the names of what they are about: a number
// means something else in another scenario, a name does not.
type Story struct {
	Layout
	Customers []string // their names, by number
	Facts     []Fact
}

// Match returns for each fact of two stories the number of the same fact in the
// other, or -1: of the same kind, about the same customer, ticket and scope, at
// the same time, with the same amounts and marks, but for rounding.
func Match(a, b Story) (inB, inA []int) {
	x, y := a.timeline(a), b.timeline(a)
	inB, inA = nowhere(len(a.Facts)), nowhere(len(b.Facts))
	for i, j := 0, 0; i < len(x) && j < len(y); {
		order := x[i].topic.compare(y[j].topic)
		switch {
		case order == 0 && alike(x[i].Fact, y[j].Fact):
			inB[x[i].number], inA[y[j].number] = y[j].number, x[i].number
			i++
			j++
		case order < 0 || order == 0 && x[i].At <= y[j].At:
			i++
		default:
			j++
		}
	}
	return inB, inA
}

// topic is what a fact is about.
type topic struct {
	customer, subject int32
	scope             int
	kind              Kind
}

func (t topic) compare(u topic) int {
	return cmp.Or(cmp.Compare(t.customer, u.customer), cmp.Compare(t.kind, u.kind), cmp.Compare(t.subject, u.subject), cmp.Compare(t.scope, u.scope))
}

type event struct {
	Fact
	topic  topic
	number int
}

// timeline returns the facts by topic, then by time; the numbers of customers and
// scopes are those of a base, or beyond when it does not know them.
func (s Story) timeline(base Story) []event {
	customers, scopes := renumber(s.Customers, base.Customers), renumber(s.scopeNames(), base.scopeNames())
	list := make([]event, len(s.Facts))
	for i, f := range s.Facts {
		list[i] = event{Fact: f, number: i, topic: topic{customer: None, subject: f.Subject, scope: scopes[f.Scope], kind: f.Kind}}
		if f.Customer != None {
			list[i].topic.customer = int32(customers[f.Customer])
		}
	}
	slices.SortStableFunc(list, func(a, b event) int { return cmp.Or(a.topic.compare(b.topic), cmp.Compare(a.At, b.At)) })
	return list
}

// renumber returns the numbers of names in a base, or numbers beyond.
func renumber(names, base []string) []int {
	known := make(map[string]int, len(base))
	for i, name := range base {
		known[name] = i
	}
	numbers := make([]int, len(names))
	for i, name := range names {
		number, ok := known[name]
		if !ok {
			number = len(base) + i
		}
		numbers[i] = number
	}
	return numbers
}

// scopeNames returns names by scope, no two the same.
func (l Layout) scopeNames() []string {
	var names []string
	for _, segment := range l.Segments {
		names = append(names, "segment "+segment)
	}
	names = append(names, "all")
	for _, team := range l.Teams {
		names = append(names, "team "+team)
	}
	return names
}

// alike reports whether facts about the same are the same, but for rounding.
func alike(a, b Fact) bool {
	const rounding = 1e-6
	near := func(x, y float64) bool { return math.Abs(x-y) <= rounding*max(1, math.Abs(x)) }
	return a.Marks == b.Marks && math.Abs(a.At-b.At) <= rounding && near(a.Amount, b.Amount) && near(a.Extra, b.Extra)
}

func nowhere(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}
