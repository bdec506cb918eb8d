package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"postsale/models/ledger"
	"postsale/models/measures"
)

// Against is the same trial of two scenarios. What is told of the first is told of
// both.
type Against struct{ First, Second *Log }

// side says in which of two logs something is.
type side int

const (
	both side = iota
	first
	second
)

var sideNames = [...]string{both: "both", first: "first", second: "second"}

var sideMarks = [...]string{both: "=", first: "<", second: ">"}

// sided is an entry of either log, or of both.
type sided struct {
	entry
	side side
}

// log returns the log that an entry of a side is from.
func (a *Against) log(s side) *Log {
	if s == second {
		return a.Second
	}
	return a.First
}

// name returns what the log of a side is called.
func (a *Against) name(s side) string {
	if a.First.Name == a.Second.Name {
		return "the " + sideNames[s]
	}
	return clean(a.log(s).Name)
}

// match finds the facts that are in both logs.
func (a *Against) match() (m matches) {
	story := func(l *Log) ledger.Story {
		return ledger.Story{Layout: l.Layout.Ledger, Customers: l.Customers, Facts: l.Facts}
	}
	m[first], m[second] = ledger.Match(story(a.First), story(a.Second))
	return m
}

// matches hold by side for every fact the number of the same in the other log, or -1.
type matches [3][]int

// entries returns the lines of both logs, in order of time; at the same moment
// those of the first go first.
func (a *Against) entries(m matches) []sided {
	inSecond := m[first]
	mine, theirs := a.First.entries(), a.Second.entries()
	lineOf := map[int]int{}
	for j, e := range theirs {
		for _, fact := range e.facts {
			lineOf[fact] = j
		}
	}
	var list []sided
	known := make([]bool, len(theirs))
	for _, e := range mine {
		s := sided{e, first}
		if j, ok := lineOf[inSecond[e.facts[0]]]; ok && len(theirs[j].facts) == len(e.facts) &&
			!slices.ContainsFunc(e.facts, func(fact int) bool { k, ok := lineOf[inSecond[fact]]; return !ok || k != j }) {
			s.side, known[j] = both, true
		}
		list = append(list, s)
	}
	for j, e := range theirs {
		if !known[j] {
			list = append(list, sided{e, second})
		}
	}
	slices.SortStableFunc(list, func(x, y sided) int { return cmp.Compare(x.fact.At, y.fact.At) })
	return list
}

// parting is where two logs part.
type parting struct {
	alike int       // lines about customers before
	lines [3]*sided // by side: what parts, and what the other log has instead; nil when there is nothing
}

// part returns where the customers that are told of begin to live through
// something else; that it is nowhere, when it holds no line.
func (a *Against) part(list []sided) (p parting) {
	about := func(s sided) string {
		if s.fact.Customer == ledger.None {
			return ""
		}
		return a.log(s.side).Customers[s.fact.Customer]
	}
	only := a.First.Only.Customer
	for i := range list {
		customer := about(list[i])
		switch {
		case customer == "" || only != "" && customer != only:
			continue
		case list[i].side == both:
			p.alike++
			continue
		}
		p.lines[list[i].side] = &list[i]
		other := first + second - list[i].side
		for k := range list {
			s := &list[k]
			if s.side != other || about(*s) != customer {
				continue
			}
			if s.fact.Kind == list[i].fact.Kind && s.fact.Subject == list[i].fact.Subject {
				p.lines[other] = s
				break
			}
			if p.lines[other] == nil {
				p.lines[other] = s
			}
		}
		return p
	}
	return p
}

// start returns the line with which they part; nil if they do not.
func (p *parting) start() *sided {
	switch a, b := p.lines[first], p.lines[second]; {
	case a == nil || b != nil && b.fact.At < a.fact.At:
		return b
	default:
		return a
	}
}

// TraceAgainst writes the same trial of two scenarios for people: where they part,
// what each came to, and one log of both.
func TraceAgainst(w io.Writer, a *Against) error {
	out := bufio.NewWriter(w)
	l := a.First
	fmt.Fprintf(out, "Trial %d of scenario %s against %s, seed %d%s\n\n", l.Trial, clean(l.Name), clean(a.Second.Name), l.Seed, l.Only.told())
	if l.Near != nil {
		fmt.Fprintf(out, "%s\n", paragraph(l.Near.String()))
	}
	if c := l.Only.Customer; c != "" {
		for _, s := range [...]side{first, second} {
			fmt.Fprintf(out, "%s\n", paragraph(fmt.Sprintf("In %s: %s", a.name(s), cmp.Or(a.log(s).story(c), "no such customer."))))
		}
	}
	all := a.entries(a.match())
	list := []sided{{entry: columnNames}}
	for _, s := range all {
		if a.tells(s.side, s.fact) {
			list = append(list, s)
		}
	}
	var named []entry
	for _, s := range list {
		named = append(named, s.entry)
	}
	widths := widthsOf(named)
	fmt.Fprint(out, a.tell(a.part(all), widths))
	fmt.Fprintln(out, a.sums())
	fmt.Fprint(out, paragraph(fmt.Sprintf("= in both, < only in %s, > only in %s", a.name(first), a.name(second))), "\n")
	for i, s := range list {
		mark := sideMarks[s.side]
		if i == 0 {
			mark = " "
		}
		fmt.Fprintln(out, mark, s.line(widths))
	}
	return out.Flush()
}

// tells reports whether a fact was asked for.
func (a *Against) tells(s side, f ledger.Fact) bool { return a.First.Only.tells(a.log(s), f) }

// tell says where they part.
func (a *Against) tell(p parting, w widths) string {
	start := p.start()
	if start == nil {
		return paragraph(fmt.Sprintf("They do not part, in %s of customers.", p.events()))
	}
	text := paragraph(fmt.Sprintf("They part on %s, day %s, after %s of customers in both:", start.date, start.day, p.events()))
	lines := p.tell(w, 1)
	if lines[first] == lines[second] {
		lines = p.tell(w, 4)
	}
	for _, s := range [...]side{first, second} {
		text += sideMarks[s] + " " + lines[s] + "\n"
	}
	return text
}

func (p *parting) events() string {
	if p.alike == 1 {
		return "1 event"
	}
	return count(p.alike) + " events"
}

// tell returns the lines that part, with so many places of the day.
func (p *parting) tell(w widths, places int) (lines [3]string) {
	for s, line := range p.lines {
		lines[s] = "nothing instead"
		if line != nil {
			e := line.entry
			e.day = decimal(e.fact.At, places)
			lines[s] = e.line(w)
		}
	}
	return lines
}

// sums returns what each came to, and the difference.
func (a *Against) sums() (text string) {
	for _, s := range [...]side{first, second} {
		l := a.log(s)
		if l.Failure != "" {
			text += "\n" + paragraph(fmt.Sprintf("In %s the trial failed: %s", a.name(s), clean(l.Failure)))
			continue
		}
		text += sums(fmt.Sprintf("The whole trial, all customers: %s", a.name(s)), l.periods(), func(measure, period string) string { return l.cell(measure, period) })
	}
	if a.First.Failure != "" || a.Second.Failure != "" {
		return text
	}
	periods := slices.DeleteFunc(a.First.periods(), func(name string) bool { return !slices.Contains(a.Second.periods(), name) })
	return text + sums(fmt.Sprintf("The difference: %s less %s", a.name(second), a.name(first)), periods, func(measure, period string) string { return a.difference(measure, period) })
}

func (a *Against) difference(measure, period string) string {
	from, unit := a.First.value(measure, period)
	to, _ := a.Second.value(measure, period)
	const rounding = 1e-9
	d := to - from
	sign := "+"
	if d < 0 {
		sign = "-"
	}
	switch {
	case !exists(d):
		return absent
	case math.Abs(d) <= rounding*max(1, math.Abs(from)):
		return "0"
	case unit == measures.Share:
		return sign + percent(math.Abs(d)) + " pt"
	}
	return sign + cash(math.Abs(d))
}
