package story

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
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
			if some && before.Subject == f.Subject {
				if join, joins := ledger.Kinds[f.Kind].Join(before.Kind); joins {
					line := &moment[before.line]
					line.Text += inWords(l, f, join.Words)
					line.Facts = append(line.Facts, i)
					continue
				}
			}
			text := inWords(l, f, ledger.Kinds[f.Kind].Words)
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

// inWords returns the phrases that are told of a fact.
func inWords(l *results.Trace, f ledger.Fact, phrases []ledger.Phrase) string {
	var b strings.Builder
	for _, p := range phrases {
		if !p.Tells(f.Marks) {
			continue
		}
		text, rest, some := strings.Cut(p.Text, "{")
		for ; some; text, rest, some = strings.Cut(rest, "{") {
			b.WriteString(text)
			name, after, _ := strings.Cut(rest, "}")
			b.WriteString(part(l, f, name))
			rest = after
		}
		b.WriteString(text)
	}
	return b.String()
}

// part returns what stands for a name in braces.
func part(l *results.Trace, f ledger.Fact, name string) string {
	kind := &ledger.Kinds[f.Kind]
	switch name {
	case "amount":
		if kind.Amount == ledger.ByRule {
			return looked(f.Amount, rule(l, f).Unit)
		}
		if kind.Amount == ledger.Day {
			return l.Layout.Calendar.Date(f.Amount).Format(time.DateOnly)
		}
		return inUnit(f.Amount, kind.Amount)
	case "extra":
		return inUnit(f.Extra, kind.Extra)
	case "-extra":
		return inUnit(-f.Extra, kind.Extra)
	case "ticket":
		return l.TicketName(f.Subject)
	case "project":
		return ledger.ProjectName(f.Subject)
	case "job":
		return ledger.JobNames[f.Subject]
	case "rule":
		return rule(l, f).Says
	case "joins":
		return l.Layout.Calendar.Date(f.At + rule(l, f).Lead).Format(time.DateOnly)
	case "scope":
		return scope(l, f)
	case "team":
		f.Scope = int16(f.Subject)
		return scope(l, f)
	case "slots":
		return held(l, f)
	case "seats":
		return seats(f.Extra)
	case "change":
		return l.Layout.Changes[f.Subject]
	case "event":
		return l.Layout.Events[f.Subject]
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
		return words.Decimal(v, 1) + " d"
	case ledger.DaysInHours:
		return words.Decimal(v/fiscal.Hour, 1) + " working h"
	case ledger.Weeks:
		return words.Decimal(v/fiscal.Week, 1) + " w"
	case ledger.Hours:
		return words.Decimal(v, 1) + " h"
	case ledger.Chance, ledger.Portion:
		return words.Percent(v) + " %"
	case ledger.Times:
		return words.Decimal(v, 2) + " times"
	case ledger.People, ledger.Projects:
		return words.Decimal(v, 0)
	}
	return words.Decimal(v, 1)
}

// rule returns the rule of a fact.
func rule(l *results.Trace, f ledger.Fact) ledger.Rule {
	return l.Layout.Ledger.Rules[int(f.Scope)-l.Layout.Ledger.All()-1][f.Subject]
}

// looked returns what a rule saw.
func looked(v float64, unit ledger.Unit) string {
	if math.IsInf(v, 1) {
		return "more than anything, with nobody there"
	}
	if unit == ledger.Weeks {
		return words.Decimal(v/fiscal.Week, 2) + " w"
	}
	return inUnit(v, unit)
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

// seats tells how many were added or taken away, and nothing of none.
func seats(more float64) string {
	switch {
	case more > 0:
		return inUnit(more, ledger.People) + " hired: "
	case more < 0:
		return inUnit(-more, ledger.People) + " cut: "
	}
	return ""
}

func cash(v float64) string { return "$" + words.Decimal(v, 0) }

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
