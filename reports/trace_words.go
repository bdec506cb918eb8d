package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
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
		if some && before.At == f.At && before.Subject == f.Subject {
			if join, joins := ledger.Kinds[f.Kind].Join(before.Kind); joins {
				line := &list[before.line]
				line.text += l.words(f, join.Words)
				line.facts = append(line.facts, i)
				continue
			}
		}
		text := l.words(f, ledger.Kinds[f.Kind].Words)
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

// words returns the phrases that are told of a fact.
func (l *Log) words(f ledger.Fact, phrases []ledger.Phrase) string {
	var b strings.Builder
	for _, p := range phrases {
		if !p.Tells(f.Marks) {
			continue
		}
		text, rest, some := strings.Cut(p.Text, "{")
		for ; some; text, rest, some = strings.Cut(rest, "{") {
			b.WriteString(text)
			name, after, _ := strings.Cut(rest, "}")
			b.WriteString(l.part(f, name))
			rest = after
		}
		b.WriteString(text)
	}
	return b.String()
}

// part returns what stands for a name in braces.
func (l *Log) part(f ledger.Fact, name string) string {
	kind := &ledger.Kinds[f.Kind]
	switch name {
	case "amount":
		return inUnit(f.Amount, kind.Amount)
	case "extra":
		return inUnit(f.Extra, kind.Extra)
	case "-extra":
		return inUnit(-f.Extra, kind.Extra)
	case "ticket":
		return l.TicketName(f.Subject)
	case "scope":
		return l.scope(f)
	case "slots":
		return l.held(f)
	case "quarter":
		return l.Layout.Calendar.QuarterName(quarter(f))
	}
	panic("no part of a fact is named " + name)
}

// inUnit returns an amount of a fact as a trace tells it.
func inUnit(v float64, unit ledger.Unit) string {
	switch unit {
	case ledger.Dollars:
		return cash(v)
	case ledger.Days:
		return decimal(v, 1) + " d"
	case ledger.DaysInHours:
		return decimal(v/fiscal.Hour, 1) + " working h"
	case ledger.Hours:
		return decimal(v, 1) + " h"
	case ledger.Chance:
		return percent(v) + " %"
	case ledger.People:
		return decimal(v, 0)
	}
	return decimal(v, 1)
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

func cash(v float64) string { return "$" + decimal(v, 0) }

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
