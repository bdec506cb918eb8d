package story

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/words"
)

// Entry is a line of the log.
type Entry struct {
	Date, Day, Scope, Customer, Text string
	Fact                             ledger.Fact // the first that it tells
	Facts                            []int       // the numbers of all that it tells, or that go without saying
}

// Entries are the facts in words, in order of time. They are made one moment after another.
func Entries(l *results.Trace) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		var moment []Entry
		latest := map[int32]struct { // of each customer, at that moment
			ledger.Fact
			line int
		}{}
		for _, i := range InTime(l) {
			f := l.Facts[i]
			if len(moment) > 0 && moment[0].Fact.At != f.At {
				for _, e := range moment {
					if !yield(e) {
						return
					}
				}
				moment = moment[:0]
				clear(latest)
			}
			before, some := latest[f.Customer]
			if some && before.Subject == f.Subject && slices.Contains(continued[f.Kind], before.Kind) {
				line := &moment[before.line]
				line.Text += continuation(l, before.Kind, f)
				line.Facts = append(line.Facts, i)
				continue
			}
			text := inWords(l, f)
			if text == "" {
				continue
			}
			if f.Customer != ledger.None {
				before.Fact, before.line = f, len(moment)
				latest[f.Customer] = before
			}
			moment = append(moment, Entry{
				Date:     Date(l, f),
				Day:      words.Decimal(f.At, 1),
				Scope:    words.Clean(scope(l, f)),
				Customer: customer(l, f),
				Text:     text,
				Fact:     f,
				Facts:    []int{i},
			})
		}
		for _, e := range moment {
			if !yield(e) {
				return
			}
		}
	}
}

// InTime returns the numbers of the facts in order of time: a missed target may be
// found out later.
func InTime(l *results.Trace) []int {
	order := make([]int, len(l.Facts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.Facts[a].At, l.Facts[b].At) })
	return order
}

// continued are the facts that go on the line of a fact of the same customer and
// moment.
var continued = map[ledger.Kind][]ledger.Kind{
	ledger.Began:      {ledger.Signed, ledger.WentLive},
	ledger.Contracted: {ledger.Renewed},
	ledger.Uplifted:   {ledger.Renewed},
	ledger.Took:       {ledger.Started, ledger.Resumed},
	ledger.Paid:       {ledger.Worked},
	ledger.Billed:     {ledger.Worked},
	ledger.Answered:   {ledger.Opened},
	ledger.Resolved:   {ledger.Breached},
}

func continuation(l *results.Trace, of ledger.Kind, f ledger.Fact) string {
	switch f.Kind {
	case ledger.Began:
		if of == ledger.WentLive {
			return ", its ARR begins to count"
		}
	case ledger.Contracted:
		return fmt.Sprintf(", %s less by contraction", Cash(f.Amount))
	case ledger.Uplifted:
		return fmt.Sprintf(", %s more by uplift", Cash(f.Amount))
	case ledger.Took:
		return ", " + held(l, f)
	case ledger.Paid:
		return fmt.Sprintf(", %s to %s", Cash(f.Amount), scope(l, f))
	case ledger.Billed:
		return fmt.Sprintf(", %s billed", Cash(f.Amount))
	case ledger.Answered:
		return ", answered at once"
	case ledger.Resolved:
		return ", resolved in " + inHours(f.Amount)
	}
	return ""
}

// inWords returns what happened, or nothing for a fact that only keeps the books.
func inWords(l *results.Trace, f ledger.Fact) string {
	switch f.Kind {
	case ledger.Held:
		return "in the opening book, ARR " + Cash(f.Amount)
	case ledger.Signed:
		return "signed, ARR " + Cash(f.Amount)
	case ledger.Began:
		return "ARR of " + Cash(f.Amount) + " begins to count"
	case ledger.Renewed:
		return fmt.Sprintf("renewed against a chance of leaving of %s %%, ARR %s", words.Percent(f.Extra), Cash(f.Amount))
	case ledger.Contracted:
		return Cash(f.Amount) + " less ARR by contraction"
	case ledger.Uplifted:
		return Cash(f.Amount) + " more ARR by uplift"
	case ledger.Expanded:
		return Cash(f.Amount) + " more ARR by expansion"
	case ledger.Churned:
		return fmt.Sprintf("left with a chance of %s %%, ARR %s", words.Percent(f.Extra), Cash(f.Amount))
	case ledger.WentLive:
		return fmt.Sprintf("went live %s after signature, %s", inDays(f.Amount), punctual(f))
	case ledger.Resumed:
		return "project found in flight"
	case ledger.Queued:
		return "project waits for a slot"
	case ledger.Started:
		return fmt.Sprintf("project started %s after signature", inDays(f.Amount))
	case ledger.Worked:
		if f.Marks&ledger.Partner != 0 {
			return fmt.Sprintf("%s h of the project done in %s h of a partner", words.Decimal(f.Amount, 1), words.Decimal(f.Extra, 1))
		}
		return fmt.Sprintf("%s h of the project done", words.Decimal(f.Amount, 1))
	case ledger.Finished:
		return "project finished"
	case ledger.Withdrawn:
		return "project withdrawn"
	case ledger.Took:
		return "project takes " + held(l, f)
	case ledger.Deflected:
		return l.TicketName(f.Subject) + " answered by self-service"
	case ledger.Opened:
		if f.Marks&ledger.Found != 0 {
			return fmt.Sprintf("%s was open", l.TicketName(f.Subject))
		}
		return fmt.Sprintf("%s opened", l.TicketName(f.Subject))
	case ledger.Answered:
		return fmt.Sprintf("%s answered %s after it opened", l.TicketName(f.Subject), inHours(f.Amount))
	case ledger.Escalated:
		return fmt.Sprintf("%s escalated to tier 2", l.TicketName(f.Subject))
	case ledger.Referred:
		return fmt.Sprintf("%s waits for engineering", l.TicketName(f.Subject))
	case ledger.Reopened:
		return fmt.Sprintf("%s reopened", l.TicketName(f.Subject))
	case ledger.Resolved:
		text := fmt.Sprintf("%s resolved in %s", l.TicketName(f.Subject), inHours(f.Amount))
		if f.Marks&ledger.Kept != 0 {
			text += ", within its targets"
		}
		return text
	case ledger.Breached:
		return fmt.Sprintf("%s missed a target", l.TicketName(f.Subject))
	case ledger.Slotted:
		return words.Decimal(f.Amount, 1) + " slots from now on"
	case ledger.Seated:
		return words.Decimal(f.Amount, 0) + " people for tickets from now on"
	case ledger.Staffed:
		return words.Decimal(f.Amount, 0) + " people on the payroll from now on"
	case ledger.QuarterClosed:
		return l.Layout.Calendar.QuarterName(quarter(f)) + " is over"
	}
	return ""
}

func held(l *results.Trace, f ledger.Fact) string {
	if f.Marks&ledger.Partner != 0 {
		return "a slot of partner " + scope(l, f)
	}
	slots := "slots"
	if f.Amount == 1 {
		slots = "slot"
	}
	return fmt.Sprintf("%s %s of %s", words.Quantity("", measures.Number, f.Amount), slots, scope(l, f))
}

// punctual says how a go-live stands to the promise, and whose it was.
func punctual(f ledger.Fact) string {
	text := inDays(-f.Extra) + " before the promised day"
	if f.Marks&ledger.Late != 0 {
		text = inDays(f.Extra) + " late"
	}
	if f.Marks&ledger.Partner != 0 {
		text += ", by a partner"
	}
	return text
}

func Cash(v float64) string { return "$" + words.Decimal(v, 0) }

func inDays(v float64) string { return words.Decimal(v, 1) + " d" }

func inHours(days float64) string { return words.Decimal(days/fiscal.Hour, 1) + " working h" }

// scope returns the segment or team of a fact, or all.
func scope(l *results.Trace, f ledger.Fact) string {
	if i := int(f.Scope) - l.Layout.Ledger.All() - 1; i >= 0 {
		return l.Layout.Ledger.Teams[i]
	}
	return l.Layout.ScopeName(int(f.Scope))
}

func customer(l *results.Trace, f ledger.Fact) string {
	if f.Customer == ledger.None {
		return words.Absent
	}
	return words.Clean(l.Customers[f.Customer])
}

func Date(l *results.Trace, f ledger.Fact) string {
	return l.Layout.Calendar.Date(f.At).Format(time.DateOnly)
}

// quarter returns the quarter that a QuarterClosed closes.
func quarter(f ledger.Fact) int { return int(math.Round(f.At/fiscal.Quarter)) - 1 }
