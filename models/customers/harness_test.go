package customers_test

import (
	"fmt"
	"slices"
	"testing"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// The event kinds of a shop: what a test does goes before what customers decide.
const (
	done sim.Kind = iota
	expands
	renews
)

// shop is a book of business with nothing around it but a test.
type shop struct {
	*customers.Book
	sim     *sim.Simulator
	ledger  *ledger.Ledger
	deeds   []func()
	reviews []string // customers about to decide
	sizes   []string // what the other mechanisms are told of ARR
	gone    []int32
	counted float64 // ARR of the company
}

// plan is a shop before it opens. Its zero value has one segment of customers who
// pay 100,000 a year by the year and never leave.
type plan struct {
	segment  func(s *customers.Segment)
	outcomes func(o *customers.Outcomes)
	opening  []accounts.Account
	fromLive bool
	trial    uint64
}

func (p plan) open() *shop {
	segment, outcomes := plainSegment(), plainOutcomes()
	if p.segment != nil {
		p.segment(&segment)
	}
	if p.outcomes != nil {
		p.outcomes(&outcomes)
	}
	s := &shop{sim: sim.New(), ledger: ledger.New(ledger.Layout{Segments: []string{"smb"}, Quarters: 1})}
	s.ledger.Keep()
	s.Book = customers.New(s.sim, customers.Kinds{Renews: renews, Expands: expands}, s.ledger, 1,
		[]customers.Segment{segment}, p.opening, outcomes, p.fromLive)
	s.sim.Handle(done, func(i int32) { s.deeds[i]() })
	s.OnHeld = func(customer int32, a *accounts.Account) {
		if a.Live {
			s.GoLive(customer, 0, 0)
		}
	}
	s.OnReview = func(customer int32) { s.reviews = append(s.reviews, at(s.sim.Now(), customer)) }
	s.OnResized = func(customer int32, arr float64) {
		s.sizes = append(s.sizes, fmt.Sprintf("%s: %.6g", at(s.sim.Now(), customer), arr))
	}
	s.OnCounted = func(total float64) { s.counted = total }
	s.OnLeft = func(customer int32) { s.gone = append(s.gone, customer) }
	s.begin(p.trial)
	return s
}

func (s *shop) begin(trial uint64) {
	s.sim.Reset(0)
	s.ledger.Reset()
	s.Begin(trial)
}

// at schedules a deed.
func (s *shop) at(day float64, deed func()) {
	s.deeds = append(s.deeds, deed)
	s.sim.Schedule(done, int32(len(s.deeds)-1), day)
}

// sign signs customers on the first day, named by their order.
func (s *shop) sign(number int) {
	for i := range number {
		s.Sign(0, random.Name("customer").Child(uint64(i)))
	}
}

// story tells the facts of some kinds, or of all, one a line.
func (s *shop) story(kinds ...ledger.Kind) []string {
	var lines []string
	for _, f := range s.ledger.Facts() {
		if len(kinds) > 0 && !slices.Contains(kinds, f.Kind) {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s %s %.6g", at(f.At, f.Customer), words[f.Kind], f.Amount))
	}
	return lines
}

// chances returns the probability of leaving at every renewal so far.
func (s *shop) chances() []float64 {
	var list []float64
	for _, f := range s.ledger.Facts() {
		if f.Kind == ledger.Renewed || f.Kind == ledger.Churned {
			list = append(list, f.Extra)
		}
	}
	return list
}

var words = map[ledger.Kind]string{
	ledger.Held: "is held at", ledger.Signed: "signs", ledger.Began: "begins", ledger.Renewed: "renews",
	ledger.Contracted: "contracts", ledger.Uplifted: "is uplifted", ledger.Expanded: "expands", ledger.Churned: "leaves with",
	ledger.WentLive: "is live after",
}

func at(day float64, customer int32) string { return fmt.Sprintf("%.6g %c", day, 'A'+customer) }

func plainSegment() customers.Segment {
	return customers.Segment{
		ACV:         units.Fixed(units.Money(100e3)),
		Terms:       customers.Terms{year: 1},
		Contraction: customers.Contraction{Depth: units.Fixed(units.Share(.25))},
		Expansion:   customers.Expansion{Size: units.Fixed(units.Share(.1))},
	}
}

// plainOutcomes leave every link off.
func plainOutcomes() customers.Outcomes {
	off := customers.Effect{Ratio: 1}
	none := customers.Effects{MonthLate: off, TicketsBreached: off, PartnerDelivered: off, PartnerQuality: off}
	return customers.Outcomes{LateFades: .5, Forgets: 130, Leaving: customers.Renewing{Effects: none, NotLive: off}, Expanding: none}
}

const (
	month units.Duration = 65.0 / 3
	year  units.Duration = 260
)

func TestThePlainSegmentIsValid(t *testing.T) {
	var f units.Faults
	plainSegment().Validate(&f)
	plainOutcomes().Validate(&f)
	if len(f.All()) > 0 {
		t.Fatal(f.All())
	}
}
