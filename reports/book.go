package reports

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// Book tells of the opening book that was read from a file.
func Book(b *results.Book) document.Document { return document.Document{Blocks: book(b)} }

func book(b *results.Book) []document.Block {
	all := b.Parts[len(b.Parts)-1]
	accounts := words.Count(all.Customers) + " accounts"
	if all.Customers == 1 {
		accounts = "1 account"
	}
	t := document.Table{Columns: columns("", "accounts", "not live", "ARR", "mean", "acv", "contracts began")}
	t.Columns[len(t.Columns)-1].Holds = document.Words
	for _, part := range b.Parts {
		var mean, began document.Cell = document.Absent, document.Absent
		if part.Customers > 0 {
			mean, began = rough.number(part.Mean()), document.Dates{From: part.First, To: part.Last}
		}
		t.Rows = append(t.Rows, document.Row{Label: part.Segment, Cells: []document.Cell{
			count(part.Customers), count(part.NotLive), rough.number(part.ARR), mean, rough.number(part.ACV), began}})
	}
	renewals := document.Table{Columns: columns(slices.Concat([]string{"next renewals"}, b.Quarters, []string{"later"})...)}
	for _, part := range b.Parts {
		renewals.Rows = append(renewals.Rows, due(part, part.Segment, func(d results.BookDue) document.Cell { return count(d.Customers) }))
	}
	renewals.Rows = append(renewals.Rows, due(all, "their ARR", func(d results.BookDue) document.Cell { return rough.number(d.ARR) }))
	var besides document.List
	say := func(text string) { besides.Items = append(besides.Items, document.Item{Text: text}) }
	for _, part := range b.Parts[:len(b.Parts)-1] {
		if part.Customers > 0 {
			say("Terms of " + part.Segment + ": " + terms(part) + ".")
		}
	}
	if b.Gone > 0 {
		say(fmt.Sprintf("Left out, as gone: %s.", rows(b.Gone)))
	}
	if all.FirstDay > 0 {
		say(fmt.Sprintf("Of the renewals, %s on the first day of the run, still to come.", fallOn(all.FirstDay)))
	}
	return titled("Opening book", accounts+" of "+b.File, t,
		document.Section{Blocks: []document.Block{renewals}}, document.Section{Blocks: []document.Block{besides}})
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
func due(b results.BookPart, label string, show func(results.BookDue) document.Cell) document.Row {
	row := document.Row{Label: label}
	for _, d := range b.Due {
		row.Cells = append(row.Cells, show(d))
	}
	return row
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
