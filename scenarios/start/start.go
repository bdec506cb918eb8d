// Package start writes the first scenario of somebody's own company: what people know without looking it up, and for the rest
// the built-in company that is nearest, scaled to it.
//
//	like, err := start.Nearest(told)
//	plan, err := like.Plan(told)          // an error names all answers that do not fit together
//	err = plan.Fit(ctx, seed, 0, 0, progress) // churn and expansion of the GRR and NRR that were told
//	file := plan.File()
//
// Told is what people know: ARR, customers, people, deals, and what last year kept. Nearest takes the archetype whose ARR
// and contract value are nearest by ratio. Plan scales what depends on size by the work that there is: deliverers by hours
// of projects signed, support by tickets, success by accounts, those who lead by the root of ARR (JUDGEMENT). Fit multiplies
// the chances of leaving and giving back by one factor, and expansions by another, until a year that is simulated keeps what
// was told within its error: secants of a few steps under the luck of the run that follows, on the file as it will be written.
//
// The file extends the archetype and states only what was told, scaled or worked out, each with a comment that says which.
// The same answers and seed give the same bytes. Nothing here asks, or writes to a disk: that is for a command.
package start

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/units"
)

// Told is what people know of their company; what is empty, zero or NaN they did not tell.
type Told struct {
	Name       string
	ARR        float64 // dollars a year
	Customers  Parts   // in all, or by segment
	Paid       Parts   // ARR by segment
	Deals      Parts   // a quarter, in all or by segment
	NewARR     float64 // a year, in place of deals; NaN if it was not told
	People     Parts   // by role
	Delivery   string  // one of Deliveries
	GRR, NRR   float64 // of last year, 1 for all of it; NaN if they were not told
	Start      string  // the first day, as a scenario writes it
	FiscalYear string  // the month in which it starts, as a scenario writes it
	Like       string  // the archetype, in place of the nearest

	begins string // the first day that follows from the fiscal year
}

// Nothing is told of a company of which nothing is known.
func Nothing() Told { return Told{NewARR: math.NaN(), GRR: math.NaN(), NRR: math.NaN()} }

// The ways in which customers are brought live.
const (
	Own        = "own"
	Overflow   = "overflow"
	Whole      = "whole"
	CoDelivery = "co-delivery"
	SelfServe  = "self-serve"
)

// Deliveries are the ways in which customers are brought live, and what each means.
var Deliveries = []struct{ Name, Means string }{
	{Own, "the own people do it"},
	{Overflow, "a partner takes what would wait more than two weeks"},
	{Whole, "a partner does all for the smallest customers"},
	{CoDelivery, "a partner does some phases for the largest customers"},
	{SelfServe, "customers do it themselves"},
}

// Fault is an answer that makes no sense, and the questions that it belongs to, as flags are called.
type Fault struct {
	Of  []string
	Err error
}

func (f Fault) Error() string {
	if len(f.Of) == 0 {
		return f.Err.Error()
	}
	return "--" + strings.Join(f.Of, ", --") + ": " + f.Err.Error()
}

// Faults are all that is wrong with the answers.
type Faults []Fault

func (f Faults) Error() string {
	var lines []string
	for _, fault := range f {
		lines = append(lines, fault.Error())
	}
	return strings.Join(lines, "\n")
}

func (f *Faults) add(of string, format string, args ...any) {
	*f = append(*f, Fault{strings.Fields(of), fmt.Errorf(format, args...)})
}

func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// Lacks returns which answers are missing that nothing can be made without.
func (t Told) Lacks() (list []string) {
	if !(t.ARR > 0) {
		list = append(list, "arr")
	}
	if len(t.Customers) == 0 {
		list = append(list, "customers")
	}
	return list
}

// check returns what does not fit together, whatever company it is like.
func (t Told) check() error {
	var f Faults
	for _, lacking := range t.Lacks() {
		f.add(lacking, "must be told")
	}
	if err := new(units.Title).UnmarshalText([]byte(t.Name)); err != nil {
		f.add("name", "%w", err)
	}
	if t.Delivery != "" && !slices.Contains(deliveries(), t.Delivery) {
		f.add("delivery", "%w", unknown(t.Delivery, "way to bring customers live", deliveries()))
	}
	if len(t.Deals) > 0 && !math.IsNaN(t.NewARR) {
		f.add("deals new-arr", "say the same: tell one of them")
	}
	if len(t.Customers) > 0 && t.Customers.Sum() == 0 {
		f.add("customers", "must be at least one: there is nobody who could renew")
	}
	t.checkRetention(&f)
	return f.err()
}

// What a company is told to keep and gain is beyond reason below and above these (JUDGEMENT): half of all ARR lost in a year;
// customers who stay and buy half as much again within it.
const (
	leastGRR = .5
	mostGain = .5
)

// checkRetention demands that GRR and NRR can be those of one year of one company.
func (t Told) checkRetention(f *Faults) {
	grr, nrr := t.GRR, t.NRR
	if grr > 1 {
		f.add("grr", "must be at most 100 %%, as it counts no customer above what it paid, got %s; what counts expansion is NRR", percent(grr))
	}
	if grr < leastGRR {
		f.add("grr", "must be at least %s: a company that loses half of its revenue in a year is not one that this starts from, got %s; leave it out, and set segments.*.churn yourself",
			percent(leastGRR), percent(grr))
	}
	if nrr < grr {
		f.add("grr nrr", "NRR must be at least GRR, as it is GRR and what customers bought more, got NRR %s and GRR %s; did you mean them the other way round?", percent(nrr), percent(grr))
	}
	if gain := gainOf(grr, nrr); gain >= mostGain && grr >= leastGRR && grr <= 1 {
		f.add("grr nrr", "NRR %s of GRR %s takes expansion of %s: every dollar that stays would have to grow by %s within the year; "+
			"NRR of at most %s goes with that GRR, or GRR of at least %s with that NRR",
			percent(nrr), percent(grr), points(nrr-grr), percent(gain), percent(down(grr*(1+mostGain))), percent(up(nrr/(1+mostGain))))
	}
	if math.IsNaN(grr) && (nrr > 1+mostGain || nrr < leastGRR) {
		f.add("nrr", "must be between %s and %s, got %s", percent(leastGRR), percent(1+mostGain), percent(nrr))
	}
}

// gainOf returns by how much every dollar that stays grows within a year.
func gainOf(grr, nrr float64) float64 { return (nrr - grr) / grr }

// notable is a growth of the dollars that stay that is rare (JUDGEMENT; the best tenth of surveys have an NRR above 120 %).
const notable = .2

// implied says what answers imply that is possible and rare.
func (t Told) implied() (list []string) {
	if gain := gainOf(t.GRR, t.NRR); gain >= notable {
		list = append(list, fmt.Sprintf("NRR %s of GRR %s takes expansion of %s: every dollar that stays grows by %s within the year, which few companies reach",
			percent(t.NRR), percent(t.GRR), points(t.NRR-t.GRR), percent(gain)))
	}
	return list
}

func deliveries() (names []string) {
	for _, d := range Deliveries {
		names = append(names, d.Name)
	}
	return names
}

func unknown(text, what string, valid []string) error {
	if hint := units.Hint(text, valid); hint != "" {
		return fmt.Errorf("no %s is called %s%s", what, units.Quote(text), hint)
	}
	return fmt.Errorf("no %s is called %s; there are %s", what, units.Quote(text), strings.Join(valid, ", "))
}

func percent(share float64) string { return trimmed(share*100) + " %" }
func points(share float64) string  { return trimmed(share*100) + " points" }

// trimmed writes a number with at most one decimal.
func trimmed(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }

func down(share float64) float64 { return math.Ceil(share*100-1-1e-9) / 100 }
func up(share float64) float64   { return math.Floor(share*100+1+1e-9) / 100 }

var errInterrupted = errors.New("interrupted")
