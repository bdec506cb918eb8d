package company

import (
	"slices"
	"strings"

	"postsale/models/accounts"
	"postsale/models/actuals"
	"postsale/models/customers"
	"postsale/models/delivery"
	"postsale/models/targets"
	"postsale/models/units"
)

// ReadAccounts returns the accounts of the file, which the scenario must have, what it has besides, and what is wrong with
// it. Whoever asks for the same shares what was read: nobody may change it.
func (p *Params) ReadAccounts() (book []accounts.Account, rest accounts.Rest, faults []error) {
	var terms [][]units.Duration
	for _, e := range p.Segments {
		terms = append(terms, e.Value.Customers.Terms.Lengths())
	}
	return accounts.Shared(p.Accounts, p.Segments.Names(), terms, p.Calendar())
}

// Past returns what actuals say of what was before the run, nil without them, and what is wrong with them.
func (p *Params) Past() (*actuals.Past, []error) {
	if p.Actuals == nil {
		return nil, nil
	}
	of := actuals.Company{Calendar: p.Calendar(), Quarters: p.Quarters(), Has: p.has()}
	for _, e := range p.Segments {
		of.Add(string(e.Name), int(e.Value.Customers.Opening.Customers), e.Value.Customers.OpeningARR(p.ARRFrom == FromGoLive))
	}
	if p.Accounts != nil {
		book, _, _ := p.ReadAccounts()
		of.Count(book, p.ARRFrom == FromGoLive)
	}
	return actuals.Read(*p.Actuals, of)
}

// validatePast demands that actuals make sense, and that targets are of periods that are told.
func (p *Params) validatePast(f *units.Faults) {
	if p.Actuals != nil && p.WarmUp > 0 {
		f.Add("actuals", "must be left out with warm_up: what was before the run is then simulated, got %s of it", p.WarmUp)
		return
	}
	_, faults := p.Past()
	for _, err := range faults {
		f.Add("actuals", "%v", err)
	}
	if len(f.All()) == 0 {
		targets.ValidatePeriods(f, p.Layout(), p.Targets)
	}
}

// validateBook counts the opening customers of each segment, and the live ones; ok
// is false when they cannot be known.
func (p *Params) validateBook(f *units.Faults, dated bool) (opening, live []int, ok bool) {
	opening, live = make([]int, len(p.Segments)), make([]int, len(p.Segments))
	if p.Accounts == nil {
		for i, e := range p.Segments {
			o := e.Value.Customers.Opening
			opening[i], live[i] = int(o.Customers), int(o.Customers)-int(o.InFlight)
			if o.ARR != nil && o.Customers == 0 {
				f.Add("segments."+string(e.Name)+".opening.arr", "must be that of customers, got none; state opening.customers as well")
			}
			e.Value.Customers.ValidateTerms(f.Under("segments."+string(e.Name)), nil, "")
		}
		return opening, live, true
	}
	if p.WarmUp > 0 {
		f.Add("warm_up", "must be 0 with accounts: a book of today cannot be warmed up, got %s", p.WarmUp)
	}
	var made []string
	paid := ""
	for _, e := range p.Segments {
		if o := e.Value.Customers.Opening; o.Customers > 0 || o.InFlight > 0 || o.ARR != nil {
			made = append(made, string(e.Name))
			if o.ARR != nil {
				paid = ", arr: null"
			}
		}
	}
	if len(made) > 0 {
		f.Add("accounts", "must be all the opening customers there are, but segments have others of their own: take them away with opening: {customers: null, in_flight: null%s} in %s", paid, strings.Join(made, ", "))
	}
	if !dated || len(p.Segments) == 0 {
		return nil, nil, false
	}
	before := len(f.All())
	if p.Accounts.Validate(f.Under("accounts"), p.Segments.Names()); len(f.All()) > before {
		return nil, nil, false // the rows would only repeat it
	}
	book, _, faults := p.ReadAccounts()
	for _, err := range faults {
		f.Add("accounts", "%v", err)
	}
	if len(faults) > 0 {
		return nil, nil, false
	}
	const most = 2000
	if n := customers.CountKinds(book, p.customerSegments()); n > most {
		f.Add("accounts", "must be of at most %d kinds by segment, churn of the term and renewals so far, got %d", most, n)
		return nil, nil, false
	}
	for i, e := range p.Segments {
		e.Value.Customers.ValidateTerms(f.Under("segments."+string(e.Name)), accounts.HeldTerms(book, i), p.Accounts.File.Name)
	}
	for _, a := range book {
		opening[a.Segment]++
		if a.Live {
			live[a.Segment]++
		}
	}
	return opening, live, true
}

// validateTickets demands a live opening customer for the tickets that are open
// at the start.
func (p *Params) validateTickets(f *units.Faults, live []int) {
	for i, e := range p.Segments {
		if n := e.Value.Customers.Opening.OpenTickets; n > 0 && live[i] == 0 {
			f.Add("segments."+string(e.Name)+".opening.open_tickets", "must be 0 without a live opening customer, got %d", n)
		}
	}
}

// opening returns the opening book.
func (p *Params) opening(seed uint64) []accounts.Account {
	if p.Accounts != nil {
		book, _, faults := p.ReadAccounts()
		if len(faults) > 0 {
			panic(faults[0])
		}
		book = slices.Clone(book) // others share what was read
		accounts.Place(seed, book)
		return book
	}
	var book []accounts.Account
	for i, e := range p.Segments {
		book = append(book, customers.Synthesise(seed, i, string(e.Name), e.Value.Customers, delivery.Planned(p.Delivery, e.Value.Projects))...)
	}
	return book
}

// OpeningARR returns what the opening customers of a segment pay together, in words; nothing if it has none, or accounts tell it.
func (p *Params) OpeningARR(segment string) string {
	for _, e := range p.Segments {
		if n := e.Value.Customers.Opening.Customers; string(e.Name) == segment && n > 0 && p.Accounts == nil {
			return units.Money(float64(n) * e.Value.Customers.MeanACV()).String()
		}
	}
	return ""
}

// OpeningCustomers returns how many customers each segment has on the first day. The parameters must be valid.
func (p *Params) OpeningCustomers() []int {
	opening, _, _ := p.validateBook(&units.Faults{}, true)
	return opening
}
