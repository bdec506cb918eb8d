package reports

import (
	"fmt"
	"io"
	"strings"
	"time"

	"postsale/models/results"
	"postsale/reports/words"
)

// BookText writes the book for people.
func BookText(w io.Writer, b *results.Book) error {
	p := &page{}
	tellBook(b, p)
	_, err := io.WriteString(w, strings.TrimPrefix(p.String(), "\n"))
	return err
}

// opened tells the book that a run begins with.
func opened(s *results.Run, p *page) {
	if s.Book != nil {
		tellBook(s.Book, p)
	}
}

func tellBook(b *results.Book, p *page) {
	all := b.Parts[len(b.Parts)-1]
	accounts := words.Count(all.Customers) + " accounts"
	if all.Customers == 1 {
		accounts = "1 account"
	}
	p.heading("Opening book", accounts+" of "+words.Clean(b.File))
	t := table{rows: [][]string{{"", "accounts", "not live", "ARR", "mean", "acv", "contracts began"}}, words: true}
	for _, part := range b.Parts {
		cells := []string{words.Clean(part.Segment), words.Count(part.Customers), words.Count(part.NotLive), words.Dollars(part.ARR), words.Absent, words.Dollars(part.ACV), words.Absent}
		if part.Customers > 0 {
			cells[4] = words.Dollars(part.ARR / float64(part.Customers))
			cells[6] = part.First.Format(time.DateOnly) + " to " + part.Last.Format(time.DateOnly)
		}
		t.add(cells...)
	}
	p.table(t)
	p.line("")
	t = table{rows: [][]string{append(append([]string{"next renewals"}, b.Quarters...), "later")}}
	for _, part := range b.Parts {
		t.add(due(part, part.Segment, func(d results.BookDue) string { return words.Count(d.Customers) })...)
	}
	t.add(due(all, "their ARR", func(d results.BookDue) string { return words.Dollars(d.ARR) })...)
	p.table(t)
	p.line("")
	for _, part := range b.Parts[:len(b.Parts)-1] {
		if part.Customers > 0 {
			p.wrap("Terms of "+words.Clean(part.Segment)+": "+terms(part)+".", "  ", "    ")
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
	return words.Count(n) + " fall"
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return words.Count(n) + " rows"
}

// due returns a row of what renews next, by quarter.
func due(b results.BookPart, label string, show func(results.BookDue) string) []string {
	cells := []string{words.Clean(label)}
	for _, d := range b.Due {
		cells = append(cells, show(d))
	}
	return cells
}

// terms lists the contract lengths, of very many the shortest.
func terms(b results.BookPart) string {
	const most = 8
	var list []string
	for i, t := range b.Terms {
		if i == most {
			list = append(list, fmt.Sprintf("and %d others", len(b.Terms)-most))
			break
		}
		list = append(list, fmt.Sprintf("%s %s", t.Term, words.Count(t.Customers)))
	}
	return strings.Join(list, ", ")
}
