package changes

import (
	"math"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/units"
)

// Overlap counts what two scenarios have of one kind of thing.
type Overlap struct {
	Same, Both    int // drawn alike, of those that are in both
	First, Second int // in one alone
}

func (o *Overlap) add(p Overlap) {
	o.Same += p.Same
	o.Both += p.Both
	o.First += p.First
	o.Second += p.Second
}

// Sharing is which luck two scenarios shared in some trials. Things are the same by
// what they are called: see company.Company.CustomerNames and company.TicketName.
type Sharing struct {
	Opening  Overlap   // opening customers; those alike have the same ARR
	Deals    Overlap   // those alike have the same ARR
	SameDay  int       // deals in both that close on the same working day
	Projects Overlap   // those alike are of the same type and have the same multiplier of effort
	Churn    Overlap   // customers; those alike have the same base hazard of leaving
	Tickets  Overlap   // those alike take the same touch time at first
	Partings []Parting // of the trials in which they part
}

// Parting is the first thing that a customer lives through in one scenario and not,
// or otherwise, in the other.
type Parting struct {
	Day      float64 // working days since the start
	Kind     ledger.Kind
	Customer string
}

// Add adds other trials.
func (s *Sharing) Add(t Sharing) {
	s.Opening.add(t.Opening)
	s.Deals.add(t.Deals)
	s.SameDay += t.SameDay
	s.Projects.add(t.Projects)
	s.Churn.add(t.Churn)
	s.Tickets.add(t.Tickets)
	s.Partings = append(s.Partings, t.Partings...)
}

// Shared returns which luck two scenarios shared in a trial, given what it made of that trial in each: the number and the seed
// must be the same.
func Shared(a, b *Census) Sharing {
	numbers := make(map[string]int32, len(b.story.Customers))
	for i, name := range b.story.Customers {
		numbers[name] = int32(i)
	}
	inB := func(who int32) (int32, bool) {
		other, known := numbers[a.story.Customers[who]]
		return other, known
	}
	s := Sharing{
		Opening:  overlap(a.opening, b.opening, inB),
		Deals:    overlap(a.deals, b.deals, inB),
		SameDay:  overlap(a.days, b.days, inB).Same,
		Projects: overlap(a.projects, b.projects, inB),
		Churn:    overlap(a.hazards, b.hazards, inB),
		Tickets: overlap(a.touches, b.touches, func(t ticket) (ticket, bool) {
			other, known := inB(t.customer)
			return ticket{other, t.subject}, known
		}),
	}
	if p, parts := part(a.story, b.story); parts {
		s.Partings = append(s.Partings, p)
	}
	return s
}

// overlap counts what two plans have; inB tells what a thing of the first is called in the second.
func overlap[K, V comparable](a, b map[K]V, inB func(K) (K, bool)) (o Overlap) {
	for thing, mine := range a {
		var theirs V
		other, known := inB(thing)
		if known {
			theirs, known = b[other]
		}
		switch {
		case !known:
			o.First++
			continue
		case mine == theirs:
			o.Same++
		}
		o.Both++
	}
	o.Second = len(b) - o.Both
	return o
}

// Census is what luck made of a trial, by the numbers of its customers. It stays as it is when the company lives on.
type Census struct {
	story          ledger.Story      // what customers live through
	opening, deals map[int32]float64 // ARR
	days           map[int32]float64 // on which deals closed
	projects       map[int32]project
	hazards        map[int32]float64
	touches        map[ticket]float64
}

type project struct {
	kind       units.Name
	multiplier float64
}

type ticket struct{ customer, subject int32 }

// NewCensus returns that of the last trial of a company, which must trace it.
func NewCensus(c *company.Company) *Census {
	s := &Census{story: told(c.Story()), opening: map[int32]float64{}, deals: map[int32]float64{}, days: map[int32]float64{},
		projects: map[int32]project{}, hazards: map[int32]float64{}}
	tickets := 0
	for _, f := range s.story.Facts {
		if f.Kind == ledger.Opened {
			tickets++
		}
	}
	s.touches = make(map[ticket]float64, tickets)
	for _, f := range s.story.Facts {
		switch f.Kind {
		case ledger.Held:
			s.opening[f.Customer] = c.OpeningARR(f.Customer)
		case ledger.Signed:
			s.deals[f.Customer], s.days[f.Customer] = f.Amount, math.Floor(f.At)
		case ledger.Opened:
			s.touches[ticket{f.Customer, f.Subject}] = f.Extra
			continue
		default:
			continue
		}
		s.hazards[f.Customer] = c.Hazard(f.Customer)
		if kind, multiplier, ok := c.Project(f.Customer); ok {
			s.projects[f.Customer] = project{kind, multiplier}
		}
	}
	return s
}

// told returns a story with a copy of those facts that customers live through.
func told(s ledger.Story) ledger.Story {
	all := s.Facts
	s.Facts = make([]ledger.Fact, 0, len(all))
	for _, f := range all {
		if f.Customer != ledger.None && !ledger.Kinds[f.Kind].Accompanies {
			s.Facts = append(s.Facts, f)
		}
	}
	return s
}

// part returns where two such stories part. What is the same from the start is passed over, and then the facts of a while are
// looked at, then those of twice that: a fact is matched by one of the same moment, so later ones tell nothing of it.
func part(a, b ledger.Story) (p Parting, parts bool) {
	same := ledger.Together(a, b)
	a.Facts, b.Facts = a.Facts[same:], b.Facts[same:]
	begin := math.Inf(1)
	for _, s := range []ledger.Story{a, b} {
		for _, f := range s.Facts {
			begin = min(begin, f.At)
		}
	}
	for while := 1.; ; while *= 2 {
		one, other := early(a, begin+2*while), early(b, begin+2*while)
		p, parts = partOf(one, other)
		if parts && p.Day < begin+while || len(one.Facts) == len(a.Facts) && len(other.Facts) == len(b.Facts) {
			return p, parts
		}
	}
}

// early returns a story as far as a time.
func early(s ledger.Story, end float64) ledger.Story {
	all := s.Facts
	s.Facts = nil
	for _, f := range all {
		if f.At < end {
			s.Facts = append(s.Facts, f)
		}
	}
	return s
}

func partOf(a, b ledger.Story) (p Parting, parts bool) {
	p.Day = math.Inf(1)
	inB, inA := ledger.Match(a, b)
	look := func(s ledger.Story, other []int) {
		for i, f := range s.Facts {
			if other[i] >= 0 || f.At >= p.Day {
				continue
			}
			p, parts = Parting{Day: f.At, Kind: f.Kind, Customer: s.Customers[f.Customer]}, true
		}
	}
	look(a, inB)
	look(b, inA)
	return p, parts
}
