package data

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/models/results/misses"
	"postsale/models/results/saved"
	"postsale/reports/story"
)

var marks = []struct {
	ledger.Marks
	name string
}{{ledger.Partner, "partner"}, {ledger.Late, "late"}, {ledger.Kept, "kept"}, {ledger.Found, "found"},
	{ledger.Yellow, "yellow"}, {ledger.Red, "red"}, {ledger.Research, "research"}, {ledger.ByEvent, "by_event"}}

var costLines = [...]string{ledger.ServicesLine: "services", ledger.SupportLine: "support", ledger.SuccessLine: "success",
	ledger.ResearchLine: "research"}

type factRecord struct {
	At          float64      `json:"at"`
	Date        string       `json:"date"`
	Kind        string       `json:"kind"`
	Scope       string       `json:"scope"`
	Customer    string       `json:"customer,omitempty"`
	Ticket      string       `json:"ticket,omitempty"`
	Line        string       `json:"line,omitempty"` // of cost
	Job         string       `json:"job,omitempty"`
	Rule        string       `json:"rule,omitempty"` // by which its team hires
	Accounts    int32        `json:"accounts,omitempty"`
	Opportunity int32        `json:"opportunity,omitempty"` // that brought the project
	Change      string       `json:"change,omitempty"`      // of what is sold
	Event       string       `json:"event,omitempty"`       // of the file
	Team        string       `json:"team,omitempty"`        // another
	Amount      saved.Number `json:"amount"`
	Extra       saved.Number `json:"extra,omitempty"`
	Marks       []string     `json:"marks,omitempty"`
	Side        string       `json:"side,omitempty"` // of two scenarios
}

// TraceJSON writes every fact of a trial for programs, one JSON object a line, in
// the order in which they were recorded. Times are in working days since the
// start of the run, money is in dollars; package ledger says what the amounts are.
// Before them stands why the trial was chosen, if it was, with the trial in short, and the story of one customer.
func TraceJSON(w io.Writer, l *results.Trace) error {
	out := bufio.NewWriter(w)
	if n := l.Near; n != nil {
		for _, record := range []any{recordOfNear(n, l.Trial), misses.FutureOf(l, n.Column, &n.Usual).Record()} {
			if err := writeJSON(out, record); err != nil {
				return err
			}
		}
	}
	if c := l.Only.Customer; c != "" {
		if err := writeJSON(out, storyRecord{Kind: "story", Customer: c, Story: story.Story(l, c)}); err != nil {
			return err
		}
	}
	for _, f := range l.Facts {
		if !l.Only.Tells(l, f) {
			continue
		}
		if err := writeJSON(out, recordOfFact(l, f)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// recordOfFact returns a fact for programs.
func recordOfFact(l *results.Trace, f ledger.Fact) *factRecord {
	record := &factRecord{At: f.At, Date: story.Date(l, f), Kind: ledger.Kinds[f.Kind].Name, Scope: l.Layout.ScopeName(int(f.Scope)),
		Amount: saved.Number(f.Amount), Extra: saved.Number(f.Extra)}
	switch ledger.Kinds[f.Kind].Subject {
	case ledger.Ticket:
		record.Ticket = l.TicketName(f.Subject)
	case ledger.Project:
		record.Opportunity = f.Subject
	case ledger.CostLine:
		record.Line = costLines[f.Subject]
	case ledger.Job:
		record.Job = ledger.JobNames[f.Subject]
	case ledger.HiringRule:
		record.Rule = l.Layout.Ledger.Rules[int(f.Scope)-l.Layout.Ledger.All()-1][f.Subject].Says
	case ledger.Accounts:
		record.Accounts = f.Subject
	case ledger.Change:
		record.Change = l.Layout.Changes[f.Subject]
	case ledger.Event:
		record.Event = l.Layout.Events[f.Subject]
	case ledger.OtherTeam:
		record.Team = l.Layout.ScopeName(int(f.Subject))
	}
	if f.Customer != ledger.None {
		record.Customer = l.Customers[f.Customer]
	}
	for _, m := range marks {
		if f.Marks&m.Marks != 0 {
			record.Marks = append(record.Marks, m.name)
		}
	}
	return record
}

type nearRecord struct {
	Kind     string       `json:"kind"`
	Trial    int          `json:"trial"`
	Measure  string       `json:"measure"`
	Segment  string       `json:"segment"`
	Period   string       `json:"period"`
	Quantile string       `json:"quantile"`
	Target   saved.Number `json:"target"` // the quantile's value
	Value    saved.Number `json:"value"`  // the trial's
	Trials   int          `json:"trials"`
}

func recordOfNear(n *results.Near, trial int) nearRecord {
	return nearRecord{Kind: "near", Trial: trial, Measure: n.Measure.Name, Segment: n.Segment, Period: n.Period.Name, Quantile: n.Quantile,
		Target: saved.Number(n.Nearest.Quantile), Value: saved.Number(n.Value), Trials: n.N}
}

type storyRecord struct {
	Kind     string `json:"kind"`
	Customer string `json:"customer"`
	Side     string `json:"side,omitempty"` // of two scenarios
	Story    string `json:"story"`
}

// writeJSON writes a line.
func writeJSON(out *bufio.Writer, record any) error {
	text, err := json.Marshal(record)
	if err != nil {
		return err
	}
	out.Write(printable(text))
	return out.WriteByte('\n')
}

// printable escapes what does not print in the strings of a JSON text, which are
// all that may hold it.
func printable(text []byte) []byte {
	if bytes.IndexFunc(text, unprintable) < 0 {
		return text
	}
	var escaped []byte
	for _, r := range string(text) {
		if !unprintable(r) {
			escaped = utf8.AppendRune(escaped, r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			escaped = fmt.Appendf(escaped, `\u%04x`, unit)
		}
	}
	return escaped
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// TracesJSON writes the trial of one scenario, or of two beside each other.
func TracesJSON(w io.Writer, list []*results.Trace) error {
	if len(list) == 2 {
		return TraceAgainstJSON(w, &results.TracePair{First: list[0], Second: list[1]})
	}
	return TraceJSON(w, list[0])
}
