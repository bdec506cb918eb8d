package company

import (
	"fmt"
	"strings"

	"postsale/models/deals"
	"postsale/models/ledger"
	"postsale/models/support"
	"postsale/models/units"
)

// Trace makes the company keep every fact of the trials to come, and who signed.
func (c *Company) Trace() {
	c.traces = true
	c.ledger.Keep()
}

// Untrace ends that: of the trials to come it keeps no facts.
func (c *Company) Untrace() {
	c.traces = false
	c.ledger.Forget()
}

// Facts returns the facts of the last trial, up to where it failed if it did. It has them only after Trace.
func (c *Company) Facts() []ledger.Fact { return c.ledger.Facts() }

// CustomerNames returns what the customers of the last trial are called, by their numbers: the id of an account that came from
// a file; of a book that is made up the segment and a count, such as smb-0007; and of a deal the segment, the quarter of its draw
// and its number there, such as smb-FY27Q1-07. No two are the same, and none depends on when things happen: the same customer
// has the same name in another scenario. It has them only after Trace.
func (c *Company) CustomerNames() []string {
	opening := c.book.Opening()
	taken := map[string]bool{"": true}
	for _, a := range opening {
		taken[a.ID] = true
	}
	names := make([]string, 0, len(opening)+len(c.signed))
	add := func(name string) {
		for taken[name] {
			name += "+"
		}
		taken[name] = true
		names = append(names, name)
	}
	count := make([]int, len(c.params.Segments))
	for _, a := range opening {
		if a.ID != "" {
			names = append(names, a.ID)
			continue
		}
		count[a.Segment]++
		add(fmt.Sprintf("%s-%04d", c.params.Segments[a.Segment].Name, count[a.Segment]))
	}
	for _, name := range c.signed {
		add(name(names))
	}
	return names
}

// naming is what a customer is called who signed, by the names of those who came before.
type naming func(before []string) string

func (c *Company) dealName(d deals.Deal) string {
	quarter := strings.ReplaceAll(c.layout.Calendar.QuarterName(d.Quarter), " ", "")
	return fmt.Sprintf("%s-%s-%02d", c.params.Segments[d.Segment].Name, quarter, d.Number+1)
}

// Story returns what the last trial came to. It has it only after Trace.
func (c *Company) Story() ledger.Story {
	return ledger.Story{Layout: c.layout.Ledger, Customers: c.CustomerNames(), Facts: c.Facts()}
}

// OpeningARR returns the ARR of an opening customer on the first day.
func (c *Company) OpeningARR(customer int32) float64 { return c.book.Opening()[customer].ARR }

// Hazard returns the cumulated hazard with which a customer of the last trial would leave at each renewal, whatever it
// lives through.
func (c *Company) Hazard(customer int32) float64 { return c.book.Hazard(customer) }

// Project returns of which type the project of a customer of the last trial is, and its multiplier of effort; ok is false
// for one who has none.
func (c *Company) Project(customer int32) (kind units.Name, multiplier float64, ok bool) {
	number, multiplier, ok := c.practice.Project(customer)
	if !ok {
		return "", 0, false
	}
	return c.params.Delivery.Projects[number].Name, multiplier, true
}

// TicketName returns what the ticket of a fact's subject is called among those of its customer, such as early ticket 2.
func TicketName(subject int32) string { return support.TicketName(subject) }
