package review

import (
	"fmt"
	"math"
	"strings"

	"postsale/models/accounts"
	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/units"
)

// Book is the opening book that was read from a file of accounts, in figures.
type Book struct {
	File     string
	Gone     int        // rows that are left out
	Segments []Portrait // of the scenario, in order
	All      Portrait
}

// Portrait is a part of it.
type Portrait = accounts.Portrait

// bookQuarters is for how many quarters renewals are told one by one.
const bookQuarters = 4

// BookOf returns the opening book in figures, nil when no file was read. The parameters must be valid.
func BookOf(p *company.Params) *Book {
	if p.Accounts == nil {
		return nil
	}
	book, rest, faults := p.ReadAccounts()
	if len(faults) > 0 {
		panic(faults[0])
	}
	quarters := min(bookQuarters, p.Quarters())
	b := &Book{File: p.Accounts.File.Name, Gone: rest.Gone, All: accounts.Paint(book, -1, quarters)}
	for i := range p.Segments {
		b.Segments = append(b.Segments, accounts.Paint(book, i, quarters))
	}
	return b
}

// bookDoubts returns what in the accounts file is perhaps not what was meant.
func bookDoubts(p *company.Params) []string {
	if p.Accounts == nil {
		return nil
	}
	book, rest, faults := p.ReadAccounts()
	if len(faults) > 0 {
		panic(faults[0])
	}
	var promised []float64
	for _, e := range p.Segments {
		promised = append(promised, delivery.Promised(p.Delivery, e.Value.Projects))
	}
	var list []string
	tell := func(o accounts.Oddity, what, then string) {
		if o.Accounts > 0 {
			list = append(list, fmt.Sprintf("accounts: %s %s (%s): %s", counted(o.Accounts, "account"), what, lines(p, o), then))
		}
	}
	file := units.Printable(p.Accounts.File.Name)
	for _, slip := range rest.Segments {
		list = append(list, fmt.Sprintf("accounts.segments: no row of %s says %s, and some say %s", file, units.Quote(slip.Told), units.Quote(slip.Said)))
	}
	for _, slip := range rest.Live {
		list = append(list, fmt.Sprintf("accounts.live: no row of %s says %s, and some say %s", file, units.Quote(slip.Told), units.Quote(slip.Said)))
	}
	if rest.Unread {
		list = append(list, fmt.Sprintf("accounts.live: %s has no column live, so all accounts are: say under accounts which it is: columns: {live: ...}", file))
	}
	odd := accounts.FindOddities(book, promised)
	tell(odd.Ancient, fmt.Sprintf("began more than %d years before the run", accounts.AncientYears), "check the dates, as survivors of so many renewals hardly ever leave")
	tell(odd.Stuck, fmt.Sprintf("had not gone live %d times the promised time after the start", accounts.StuckTimes), "check live, or the dates")
	tell(odd.Lasting, fmt.Sprintf("had more than %d years to go until the next renewal", accounts.LastingYears), "check renewal and term, as nobody leaves before")
	tell(odd.Misfitting, "came with a term that contradicts start and renewal", "the dates are kept, and the term from there on")
	tell(odd.Ambiguous, "came without a term, and several of their segment lead from start to renewal", "the one nearest to the time between is taken; tell it in a column term")
	tell(odd.Unfitting, "came without a term, and none of their segment leads from start to renewal", "the nearest is taken; tell it in a column term")
	for i, e := range p.Segments {
		c := &e.Value.Customers
		portrait := accounts.Paint(book, i, 0)
		if c.FarFrom(portrait) {
			list = append(list, fmt.Sprintf("segments.%s.acv: new customers are to pay %s on average, and those of %s pay %s", e.Name,
				amount(c.MeanACV()), units.Printable(p.Accounts.File.Name), amount(portrait.ARR/float64(portrait.Customers))))
		}
		for _, term := range c.StrayTerms(accounts.HeldTerms(book, i)) {
			list = append(list, fmt.Sprintf("segments.%s.churn.by_term: nobody has a contract of %s", e.Name, term))
		}
	}
	return list
}

// lines says where accounts stand in the file.
func lines(p *company.Params, o accounts.Oddity) string {
	var places []string
	for _, line := range o.Lines {
		places = append(places, fmt.Sprint(line))
	}
	text := "line "
	if len(places) > 1 {
		text = "lines "
	}
	text = units.Printable(p.Accounts.File.Name) + ", " + text + strings.Join(places, ", ")
	if o.Accounts > len(places) {
		text += ", ..."
	}
	return text
}

// amount returns dollars with three digits that matter.
func amount(dollars float64) string {
	unit := math.Pow(10, math.Floor(math.Log10(dollars))-2)
	switch rounded := math.Round(dollars/unit) * unit; {
	case rounded >= 1e6:
		return fmt.Sprintf("$%.4gM", rounded/1e6)
	case rounded >= 1e3:
		return fmt.Sprintf("$%.4gk", rounded/1e3)
	default:
		return fmt.Sprintf("$%.4g", rounded)
	}
}

// counted returns a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
