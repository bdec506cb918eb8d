package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
)

// entry is a line of the log.
type entry struct {
	date, day, scope, customer, text string
	fact                             ledger.Fact // the first that it tells
	facts                            []int       // the numbers of all that it tells, or that go without saying
}

// entries returns the facts in words, in order of time.
func (l *Log) entries() []entry {
	var list []entry
	latest := map[int32]struct { // of each customer
		ledger.Fact
		line int
	}{}
	for _, i := range l.inTime() {
		f := l.Facts[i]
		before, some := latest[f.Customer]
		goesOn := some && before.At == f.At && before.Subject == f.Subject && slices.Contains(continued[f.Kind], before.Kind)
		if goesOn {
			line := &list[before.line]
			line.text += l.continuation(before.Kind, f)
			line.facts = append(line.facts, i)
			continue
		}
		text := l.words(f)
		if text == "" {
			continue
		}
		if f.Customer != ledger.None {
			before.Fact, before.line = f, len(list)
			latest[f.Customer] = before
		}
		list = append(list, entry{
			date:     l.date(f),
			day:      decimal(f.At, 1),
			scope:    clean(l.scope(f)),
			customer: l.customer(f),
			text:     text,
			fact:     f,
			facts:    []int{i},
		})
	}
	return list
}

// inTime returns the numbers of the facts in order of time: a missed target may be
// found out later.
func (l *Log) inTime() []int {
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

func (l *Log) continuation(of ledger.Kind, f ledger.Fact) string {
	switch f.Kind {
	case ledger.Began:
		if of == ledger.WentLive {
			return ", its ARR begins to count"
		}
	case ledger.Contracted:
		return fmt.Sprintf(", %s less by contraction", cash(f.Amount))
	case ledger.Uplifted:
		return fmt.Sprintf(", %s more by uplift", cash(f.Amount))
	case ledger.Took:
		return ", " + l.held(f)
	case ledger.Paid:
		return fmt.Sprintf(", %s to %s", cash(f.Amount), l.scope(f))
	case ledger.Billed:
		return fmt.Sprintf(", %s billed", cash(f.Amount))
	case ledger.Answered:
		return ", answered at once"
	case ledger.Resolved:
		return ", resolved in " + inHours(f.Amount)
	}
	return ""
}

// words returns what happened, or nothing for a fact that only keeps the books.
func (l *Log) words(f ledger.Fact) string {
	switch f.Kind {
	case ledger.Held:
		return "in the opening book, ARR " + cash(f.Amount)
	case ledger.Signed:
		return "signed, ARR " + cash(f.Amount)
	case ledger.Began:
		return "ARR of " + cash(f.Amount) + " begins to count"
	case ledger.Renewed:
		return fmt.Sprintf("renewed against a chance of leaving of %s %%, ARR %s", percent(f.Extra), cash(f.Amount))
	case ledger.Contracted:
		return cash(f.Amount) + " less ARR by contraction"
	case ledger.Uplifted:
		return cash(f.Amount) + " more ARR by uplift"
	case ledger.Expanded:
		return cash(f.Amount) + " more ARR by expansion"
	case ledger.Churned:
		return fmt.Sprintf("left with a chance of %s %%, ARR %s", percent(f.Extra), cash(f.Amount))
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
			return fmt.Sprintf("%s h of the project done in %s h of a partner", decimal(f.Amount, 1), decimal(f.Extra, 1))
		}
		return fmt.Sprintf("%s h of the project done", decimal(f.Amount, 1))
	case ledger.Finished:
		return "project finished"
	case ledger.Withdrawn:
		return "project withdrawn"
	case ledger.Took:
		return "project takes " + l.held(f)
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
		return decimal(f.Amount, 1) + " slots from now on"
	case ledger.Seated:
		return decimal(f.Amount, 0) + " people for tickets from now on"
	case ledger.Staffed:
		return decimal(f.Amount, 0) + " people on the payroll from now on"
	case ledger.QuarterClosed:
		return l.Layout.Calendar.QuarterName(quarter(f)) + " is over"
	}
	return ""
}

func (l *Log) held(f ledger.Fact) string {
	if f.Marks&ledger.Partner != 0 {
		return "a slot of partner " + l.scope(f)
	}
	slots := "slots"
	if f.Amount == 1 {
		slots = "slot"
	}
	return fmt.Sprintf("%s %s of %s", quantity("", measures.Number, f.Amount), slots, l.scope(f))
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

func cash(v float64) string { return "$" + decimal(v, 0) }

func inDays(v float64) string { return decimal(v, 1) + " d" }

func inHours(days float64) string { return decimal(days/fiscal.Hour, 1) + " working h" }

// scope returns the segment or team of a fact, or all.
func (l *Log) scope(f ledger.Fact) string {
	if i := int(f.Scope) - l.Layout.Ledger.All() - 1; i >= 0 {
		return l.Layout.Ledger.Teams[i]
	}
	return l.Layout.ScopeName(int(f.Scope))
}

func (l *Log) customer(f ledger.Fact) string {
	if f.Customer == ledger.None {
		return absent
	}
	return clean(l.Customers[f.Customer])
}

func (l *Log) date(f ledger.Fact) string {
	return l.Layout.Calendar.Date(f.At).Format(time.DateOnly)
}

// quarter returns the quarter that a QuarterClosed closes.
func quarter(f ledger.Fact) int { return int(math.Round(f.At/fiscal.Quarter)) - 1 }
