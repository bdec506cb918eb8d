package saved

import (
	"time"

	"postsale/models/results"
)

// bookRecord is a part of the book for programs.
type bookRecord struct {
	Segment  string             `json:"segment"`
	Accounts int                `json:"accounts"`
	NotLive  int                `json:"not_live"`
	FirstDay int                `json:"renew_on_first_day"`
	ARR      Number             `json:"arr"`
	ACV      Number             `json:"acv"`   // null for all
	Began    []string           `json:"began"` // the first and the last
	Terms    []results.BookTerm `json:"terms"`
	Renewals []dueRecord        `json:"next_renewals"`
}

type dueRecord struct {
	Quarter  string `json:"quarter"`
	Accounts int    `json:"accounts"`
	ARR      Number `json:"arr"`
}

func bookOf(b *results.Book) []any {
	var list []any
	for _, part := range b.Parts {
		r := bookRecord{Segment: part.Segment, Accounts: part.Customers, NotLive: part.NotLive, FirstDay: part.FirstDay,
			ARR: Number(part.ARR), ACV: Number(part.ACV), Began: []string{}, Terms: append([]results.BookTerm{}, part.Terms...)}
		if part.Customers > 0 {
			r.Began = []string{part.First.Format(time.DateOnly), part.Last.Format(time.DateOnly)}
		}
		for i, d := range part.Due {
			due := dueRecord{Quarter: "later", Accounts: d.Customers, ARR: Number(d.ARR)}
			if i < len(b.Quarters) {
				due.Quarter = b.Quarters[i]
			}
			r.Renewals = append(r.Renewals, due)
		}
		list = append(list, r)
	}
	return list
}
