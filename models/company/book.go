package company

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"postsale/models/accounts"
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

// readBook reads the accounts file, which the scenario must have. Whoever asks for the same shares what was read.
func (p *Params) readBook() (book []accounts.Account, gone int, faults []error) {
	asked := &bookRead{export: p.Accounts, by: fmt.Sprint(p.Start, p.FiscalYearStarts, p.Segments.Names())}
	var terms [][]units.Duration
	for _, e := range p.Segments {
		asked.by += fmt.Sprint(e.Value.Customers.Terms)
		terms = append(terms, e.Value.Customers.Terms.Lengths())
	}
	b := booksRead.find(asked)
	b.once.Do(func() {
		b.book, b.gone, b.faults = accounts.Read(*p.Accounts, p.Segments.Names(), terms, p.Calendar())
	})
	return b.book, b.gone, b.faults
}

// bookRead is a file that was read for a scenario.
type bookRead struct {
	export *accounts.Export
	by     string // what else decides on what is read
	once   sync.Once

	book   []accounts.Account
	gone   int
	faults []error
}

// shelf keeps the latest books, for all plans and workers of the process: as many as fit into the size of the largest.
type shelf struct {
	sync.Mutex
	books []*bookRead
}

var booksRead shelf

// find returns the book that is asked for: one that is there, or the new one.
func (s *shelf) find(asked *bookRead) *bookRead {
	const most = 64 << 20 // bytes of their files
	s.Lock()
	defer s.Unlock()
	for _, b := range s.books {
		if b.export == asked.export && b.by == asked.by {
			return b
		}
	}
	bytes := len(asked.export.File.Data)
	for i, b := range slices.Backward(s.books) {
		if bytes += len(b.export.File.Data); bytes > most {
			s.books = slices.Delete(s.books, 0, i+1)
			break
		}
	}
	s.books = append(s.books, asked)
	return asked
}

// Book returns the opening book in figures, nil when no file was read. The parameters must be valid.
func (p *Params) Book() *Book {
	if p.Accounts == nil {
		return nil
	}
	book, gone, faults := p.readBook()
	if len(faults) > 0 {
		panic(faults[0])
	}
	quarters := min(bookQuarters, p.Quarters())
	b := &Book{File: p.Accounts.File.Name, Gone: gone, All: accounts.Paint(book, -1, quarters)}
	for i := range p.Segments {
		b.Segments = append(b.Segments, accounts.Paint(book, i, quarters))
	}
	return b
}

// bookDoubts returns what in the accounts file is perhaps not what was meant.
func (p *Params) bookDoubts() []string {
	if p.Accounts == nil {
		return nil
	}
	book, _, faults := p.readBook()
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
			list = append(list, fmt.Sprintf("accounts: %s %s (%s): %s", counted(o.Accounts, "account"), what, p.lines(o), then))
		}
	}
	odd := accounts.FindOddities(book, promised)
	tell(odd.Ancient, fmt.Sprintf("began more than %d years before the run", accounts.AncientYears), "check the dates, as survivors of so many renewals hardly ever leave")
	tell(odd.Stuck, fmt.Sprintf("had not gone live %d times the promised time after the start", accounts.StuckTimes), "check live, or the dates")
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
func (p *Params) lines(o accounts.Oddity) string {
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
