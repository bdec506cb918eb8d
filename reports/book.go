package reports

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Book is the opening book that was read from a file, in figures.
type Book struct {
	File     string
	Gone     int        // rows that are left out, of customers who are gone
	Parts    []BookPart // by segment, and then all
	Quarters []string   // whose renewals are told one by one; then come later ones
}

// BookPart are the accounts of a segment, or all.
type BookPart struct {
	Segment                      string
	Customers, NotLive, FirstDay int     // the last renew on the first day of the run
	ARR                          float64 // dollars a year
	ACV                          float64 // mean that new customers are said to pay, dollars a year; NaN for all
	First, Last                  time.Time
	Terms                        []BookTerm
	Due                          []BookDue
}

// BookTerm is how many accounts have a contract length.
type BookTerm struct {
	Term      string `json:"term"`
	Customers int    `json:"accounts"`
}

// BookDue is what renews next in a quarter.
type BookDue struct {
	Customers int
	ARR       float64 // dollars a year
}

// BookText writes the book for people.
func BookText(w io.Writer, b *Book) error {
	p := &page{}
	b.told(p)
	_, err := io.WriteString(w, strings.TrimPrefix(p.String(), "\n"))
	return err
}

// opened tells the book that a run begins with.
func (s *Study) opened(p *page) {
	if s.Book != nil {
		s.Book.told(p)
	}
}

func (b *Book) told(p *page) {
	all := b.Parts[len(b.Parts)-1]
	accounts := count(all.Customers) + " accounts"
	if all.Customers == 1 {
		accounts = "1 account"
	}
	p.heading("Opening book", accounts+" of "+clean(b.File))
	t := table{rows: [][]string{{"", "accounts", "not live", "ARR", "mean", "acv", "contracts began"}}, words: true}
	for _, part := range b.Parts {
		cells := []string{clean(part.Segment), count(part.Customers), count(part.NotLive), dollars(part.ARR), absent, dollars(part.ACV), absent}
		if part.Customers > 0 {
			cells[4] = dollars(part.ARR / float64(part.Customers))
			cells[6] = part.First.Format(time.DateOnly) + " to " + part.Last.Format(time.DateOnly)
		}
		t.add(cells...)
	}
	p.table(t)
	p.line("")
	t = table{rows: [][]string{append(append([]string{"next renewals"}, b.Quarters...), "later")}}
	for _, part := range b.Parts {
		t.add(part.due(part.Segment, func(d BookDue) string { return count(d.Customers) })...)
	}
	t.add(all.due("their ARR", func(d BookDue) string { return dollars(d.ARR) })...)
	p.table(t)
	p.line("")
	for _, part := range b.Parts[:len(b.Parts)-1] {
		if part.Customers > 0 {
			p.wrap("Terms of "+clean(part.Segment)+": "+part.terms()+".", "  ", "    ")
		}
	}
	if b.Gone > 0 {
		p.wrap(fmt.Sprintf("Left out, as gone: %s.", rows(b.Gone)), "  ", "    ")
	}
	if all.FirstDay > 0 {
		p.wrap(fmt.Sprintf("Of the renewals, %s on the first day of the run, still to come.", fallOn(all.FirstDay)), "  ", "    ")
	}
}

func fallOn(n int) string {
	if n == 1 {
		return "1 falls"
	}
	return count(n) + " fall"
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return count(n) + " rows"
}

// due returns a row of what renews next, by quarter.
func (b BookPart) due(label string, show func(BookDue) string) []string {
	cells := []string{clean(label)}
	for _, d := range b.Due {
		cells = append(cells, show(d))
	}
	return cells
}

// terms lists the contract lengths, of very many the shortest.
func (b BookPart) terms() string {
	const most = 8
	var list []string
	for i, t := range b.Terms {
		if i == most {
			list = append(list, fmt.Sprintf("and %d others", len(b.Terms)-most))
			break
		}
		list = append(list, fmt.Sprintf("%s %s", t.Term, count(t.Customers)))
	}
	return strings.Join(list, ", ")
}

// bookRecord is a part of the book for programs.
type bookRecord struct {
	Segment  string      `json:"segment"`
	Accounts int         `json:"accounts"`
	NotLive  int         `json:"not_live"`
	FirstDay int         `json:"renew_on_first_day"`
	ARR      number      `json:"arr"`
	ACV      number      `json:"acv"`   // null for all
	Began    []string    `json:"began"` // the first and the last
	Terms    []BookTerm  `json:"terms"`
	Renewals []dueRecord `json:"next_renewals"`
}

type dueRecord struct {
	Quarter  string `json:"quarter"`
	Accounts int    `json:"accounts"`
	ARR      number `json:"arr"`
}

func (b *Book) records() []any {
	var list []any
	for _, part := range b.Parts {
		r := bookRecord{Segment: part.Segment, Accounts: part.Customers, NotLive: part.NotLive, FirstDay: part.FirstDay,
			ARR: number(part.ARR), ACV: number(part.ACV), Began: []string{}, Terms: append([]BookTerm{}, part.Terms...)}
		if part.Customers > 0 {
			r.Began = []string{part.First.Format(time.DateOnly), part.Last.Format(time.DateOnly)}
		}
		for i, d := range part.Due {
			due := dueRecord{Quarter: "later", Accounts: d.Customers, ARR: number(d.ARR)}
			if i < len(b.Quarters) {
				due.Quarter = b.Quarters[i]
			}
			r.Renewals = append(r.Renewals, due)
		}
		list = append(list, r)
	}
	return list
}
