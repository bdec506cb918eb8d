package accounts

import (
	"cmp"
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// Portrait is an opening book, or a segment's part of it, in figures.
type Portrait struct {
	Customers, NotLive int
	ARR                float64       // dollars a year
	First, Last        float64       // days on which contracts began, working days
	Terms              []TermCount   // shortest first
	Renewals           []RenewalsDue // of the next renewal, by quarter of the run; the last holds those that come later
	FirstDay           int           // that renew on the first day of the run
}

// TermCount is how many customers have a contract length.
type TermCount struct {
	Term      units.Duration
	Customers int
}

// RenewalsDue is what comes up for renewal.
type RenewalsDue struct {
	Customers int
	ARR       float64
}

// Paint returns the portrait of the accounts of a segment, or of all where it is below 0, with renewals of so many quarters
// and of later ones.
func Paint(book []Account, segment, quarters int) Portrait {
	p := Portrait{First: math.Inf(1), Last: math.Inf(-1), Renewals: make([]RenewalsDue, quarters+1)}
	terms := map[units.Duration]int{}
	for _, a := range book {
		if segment >= 0 && a.Segment != segment {
			continue
		}
		p.Customers++
		p.ARR += a.ARR
		p.First, p.Last = min(p.First, a.Signed), max(p.Last, a.Signed)
		if !a.Live {
			p.NotLive++
		}
		if a.Renews == 0 {
			p.FirstDay++
		}
		terms[units.Duration(a.Term)]++
		due := &p.Renewals[min(quarters, int(a.Renews/fiscal.Quarter))]
		due.Customers++
		due.ARR += a.ARR
	}
	for term, n := range terms {
		p.Terms = append(p.Terms, TermCount{term, n})
	}
	slices.SortFunc(p.Terms, func(a, b TermCount) int { return cmp.Compare(a.Term, b.Term) })
	return p
}

// Oddity is what many accounts of a file have in common that is hardly meant.
type Oddity struct {
	Accounts int
	Lines    []int // the first three
}

func (o *Oddity) add(a Account) {
	const most = 3
	if o.Accounts++; len(o.Lines) < most {
		o.Lines = append(o.Lines, a.line)
	}
}

// Oddities are those of a book.
type Oddities struct {
	Ancient    Oddity // began longer ago than any software contract
	Stuck      Oddity // not live long after the promise
	Lasting    Oddity // does not renew for longer than any software contract
	Misfitting Oddity // the term does not lead from the start to the renewal, or is over before it
	Ambiguous  Oddity // no term is told, and several of the segment's lead from the start to the renewal
	Unfitting  Oddity // no term is told, and none does
}

// What is taken for a mistyped date: our judgement.
const (
	AncientYears = 30 // since a contract began
	StuckTimes   = 3  // the promised time, since the start of who is not live
	LastingYears = 10 // until a contract is renewed
)

// FindOddities looks through accounts for dates that contradict each other or what software companies see; promised are the
// days from signature to go-live by segment.
func FindOddities(book []Account, promised []float64) (o Oddities) {
	for _, a := range book {
		if a.Signed < -AncientYears*fiscal.Year {
			o.Ancient.add(a)
		}
		if !a.Live && -a.Signed > StuckTimes*promised[a.Segment] {
			o.Stuck.add(a)
		}
		if a.Renews > LastingYears*fiscal.Year {
			o.Lasting.add(a)
		}
		switch a.fit {
		case contradicts:
			o.Misfitting.add(a)
		case ambiguous:
			o.Ambiguous.add(a)
		case unfitting:
			o.Unfitting.add(a)
		}
	}
	return o
}
