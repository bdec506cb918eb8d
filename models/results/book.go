package results

import (
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

// Mean returns the ARR of an account, dollars a year; NaN if there is none.
func (p BookPart) Mean() float64 { return p.ARR / float64(p.Customers) }

// BookDue is what renews next in a quarter.
type BookDue struct {
	Customers int
	ARR       float64 // dollars a year
}
