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
		case order == 0 && alike(a.Facts[x[i].number], b.Facts[y[j].number]):
			inB[x[i].number], inA[y[j].number] = int(y[j].number), int(x[i].number)
			i++
			j++
		case order < 0 || order == 0 && x[i].at <= y[j].at:
			i++
		default:
			j++
		}
	}
	return inB, inA
}

// Together returns how many facts two stories begin with that Match finds the same one by one, in order of time.
func Together(a, b Story) int {
	if !slices.Equal(a.scopeNames(), b.scopeNames()) {
		return 0
	}
	named := func(s Story, f Fact) string {
		if f.Customer == None {
			return ""
		}
		return s.Customers[f.Customer]
	}
	begin, beginB := math.Inf(-1), math.Inf(-1)
	for i := range min(len(a.Facts), len(b.Facts)) {
		x, y := a.Facts[i], b.Facts[i]
		if x.Kind != y.Kind || x.Subject != y.Subject || x.Scope != y.Scope || !alike(x, y) || named(a, x) != named(b, y) ||
			x.At < begin || y.At < beginB {
			return i
		}
		begin, beginB = x.At, y.At
	}
	return min(len(a.Facts), len(b.Facts))
}

// topic is what a fact is about, packed to be compared at once: customer and kind,
// then subject and scope.
type topic struct{ who, what uint64 }

func (t topic) compare(u topic) int {
	if c := cmp.Compare(t.who, u.who); c != 0 {
		return c
	}
	return cmp.Compare(t.what, u.what)
}

// event is when a fact of a number is about its topic.
type event struct {
	topic
	at     float64
	number int32
}

// timeline returns the facts by topic, then by time; the numbers of customers and
// scopes are those of a base, or beyond when it does not know them.
func (s Story) timeline(base Story) []event {
	customers, scopes := renumber(s.Customers, base.Customers), renumber(s.scopeNames(), base.scopeNames())
	most := len(base.Customers) + len(s.Customers)
	ends := make([]int, most+2) // of the facts of each customer, nobody first
	who := func(f Fact) int {
		if f.Customer == None {
			return 0
		}
		return 1 + customers[f.Customer]
	}
	for _, f := range s.Facts {
		ends[1+who(f)]++
	}
	for i := range most {
		ends[i+1] += ends[i]
	}
	list := make([]event, len(s.Facts))
	for i, f := range s.Facts {
		customer := who(f)
		list[ends[customer]] = event{at: f.At, number: int32(i),
			topic: topic{who: uint64(customer)<<8 | uint64(f.Kind), what: uint64(uint32(f.Subject))<<16 | uint64(scopes[f.Scope])}}
		ends[customer]++
	}
	from := 0
	for _, to := range ends[:most+1] {
		slices.SortFunc(list[from:to], event.compare)
		from = to
	}
	return list
}

func (e event) compare(o event) int {
	if c := e.topic.compare(o.topic); c != 0 {
		return c
	}
	if c := cmp.Compare(e.at, o.at); c != 0 {
		return c
	}
	return cmp.Compare(e.number, o.number)
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
	near := func(x, y float64) bool { return x == y || math.Abs(x-y) <= rounding*max(1, math.Abs(x)) }
	return a.Marks == b.Marks && math.Abs(a.At-b.At) <= rounding && near(a.Amount, b.Amount) && near(a.Extra, b.Extra)
}

func nowhere(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}
