package studies

import (
	"math"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/review"
	"postsale/scenarios"
)

// BookOf returns the opening book of a scenario in figures, nil when it was not read from a file.
func BookOf(scenario *scenarios.Scenario) *results.Book { return bookOf(&scenario.Params) }

// bookOf returns the opening book of a scenario in figures, nil when it was not read from a file.
func bookOf(params *company.Params) *results.Book {
	book := review.BookOf(params)
	if book == nil {
		return nil
	}
	calendar := params.Calendar()
	list := &results.Book{File: book.File, Gone: book.Gone}
	for i := range len(book.All.Renewals) - 1 {
		list.Quarters = append(list.Quarters, calendar.QuarterName(i))
	}
	add := func(name string, acv float64, c review.Portrait) {
		part := results.BookPart{Segment: name, Customers: c.Customers, NotLive: c.NotLive, FirstDay: c.FirstDay, ARR: c.ARR, ACV: acv}
		if c.Customers > 0 {
			part.First, part.Last = calendar.Date(c.First), calendar.Date(c.Last)
		}
		for _, t := range c.Terms {
			part.Terms = append(part.Terms, results.BookTerm{Term: t.Term.String(), Customers: t.Customers})
		}
		for _, d := range c.Renewals {
			part.Due = append(part.Due, results.BookDue(d))
		}
		list.Parts = append(list.Parts, part)
	}
	for i, e := range params.Segments {
		add(string(e.Name), e.Value.Customers.MeanACV(), book.Segments[i])
	}
	add(measures.WholeCompany, math.NaN(), book.All)
	return list
}
