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

// Shared returns which luck two companies shared in their last trial, which must
// have the same number and seed, after Trace.
func Shared(a, b *company.Company) Sharing {
	x, y := censusOf(a), censusOf(b)
	s := Sharing{
		Opening:  overlap(x.opening, y.opening),
		Deals:    overlap(x.deals, y.deals),
		SameDay:  overlap(x.days, y.days).Same,
		Projects: overlap(x.projects, y.projects),
		Churn:    overlap(x.hazards, y.hazards),
		Tickets:  overlap(x.touches, y.touches),
	}
	if p, parts := part(x.Story, y.Story); parts {
		s.Partings = append(s.Partings, p)
	}
	return s
}

func overlap[K, V comparable](a, b map[K]V) (o Overlap) {
	for name, mine := range a {
		theirs, known := b[name]
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

// census is what luck made of a trial, by name.
type census struct {
	ledger.Story
	opening, deals map[string]float64 // ARR
	days           map[string]float64 // on which deals closed
	projects       map[string]project
	hazards        map[string]float64
	touches        map[ticket]float64
}

type project struct {
	kind       units.Name
	multiplier float64
}

type ticket struct {
	customer string
	subject  int32
}

func censusOf(c *company.Company) census {
	s := census{Story: c.Story(), opening: map[string]float64{}, deals: map[string]float64{}, days: map[string]float64{},
		projects: map[string]project{}, hazards: map[string]float64{}, touches: map[ticket]float64{}}
	for _, f := range s.Facts {
		if f.Customer == ledger.None {
			continue
		}
		name := s.Customers[f.Customer]
		switch f.Kind {
		case ledger.Held:
			s.opening[name] = c.OpeningARR(f.Customer)
		case ledger.Signed:
			s.deals[name], s.days[name] = f.Amount, math.Floor(f.At)
		case ledger.Opened:
			s.touches[ticket{name, f.Subject}] = f.Extra
			continue
		default:
			continue
		}
		s.hazards[name] = c.Hazard(f.Customer)
		if kind, multiplier, ok := c.Project(f.Customer); ok {
			s.projects[name] = project{kind, multiplier}
		}
	}
	return s
}

// part returns where two stories part.
func part(a, b ledger.Story) (p Parting, parts bool) {
	p.Day = math.Inf(1)
	inB, inA := ledger.Match(a, b)
	look := func(s ledger.Story, other []int) {
		for i, f := range s.Facts {
			if f.Customer == ledger.None || other[i] >= 0 || f.At >= p.Day || ledger.Kinds[f.Kind].Accompanies {
				continue
			}
			p, parts = Parting{Day: f.At, Kind: f.Kind, Customer: s.Customers[f.Customer]}, true
		}
	}
	look(a, inB)
	look(b, inA)
	return p, parts
}
