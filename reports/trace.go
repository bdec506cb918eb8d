package reports

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
)

// Log is one trial as it happened.
type Log struct {
	Name      string // of the scenario
	Seed      uint64
	Trial     int
	Only      string // what the facts are limited to; empty for all of them
	Layout    measures.Layout
	Customers []string // their names, by number
	Facts     []ledger.Fact
	Columns   []measures.Column
	Row       []float64 // the trial's number of every column; nil when it failed
	Failure   string    // why, on one line
}

// Trace writes a trial for people: what happened, in order of time, then what the
// year came to. Facts that say how many hours or dollars flow from now on are left
// out; TraceJSON has them.
func Trace(w io.Writer, l *Log) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "Trial %d of scenario %s, seed %d", l.Trial, clean(l.Name), l.Seed)
	if l.Only != "" {
		fmt.Fprintf(out, ": %s", clean(l.Only))
	}
	fmt.Fprint(out, "\n\n")

	entries := append([]entry{{date: "date", day: "day", scope: "of", customer: "customer", text: "what happened"}}, l.entries()...)
	scopes, customers := 0, 0
	for i := range entries {
		scopes = max(scopes, width(entries[i].scope))
		customers = max(customers, width(entries[i].customer))
	}
	for _, e := range entries {
		fmt.Fprintf(out, "%-10s  %7s  %s  %s  %s\n", e.date, e.day, padded(e.scope, scopes), padded(e.customer, customers), e.text)
	}
	if l.Failure != "" {
		fmt.Fprintf(out, "\nThe trial failed here: %s\n", clean(l.Failure))
	} else {
		fmt.Fprint(out, l.sums())
	}
	return out.Flush()
}

// entry is a line of the log.
type entry struct{ date, day, scope, customer, text string }

// entries returns the facts in words, in order of time.
func (l *Log) entries() []entry {
	facts := slices.Clone(l.Facts)
	slices.SortStableFunc(facts, func(a, b ledger.Fact) int { return cmp.Compare(a.At, b.At) })
	var list []entry
	latest := map[int32]struct { // of each customer
		ledger.Fact
		line int
	}{}
	for _, f := range facts {
		before, some := latest[f.Customer]
		goesOn := some && before.At == f.At && before.Subject == f.Subject && slices.Contains(continued[f.Kind], before.Kind)
		if goesOn {
			list[before.line].text += l.continuation(before.Kind, f)
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
		})
	}
	return list
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
		return "question answered by self-service"
	case ledger.Opened:
		if f.Marks&ledger.Found != 0 {
			return fmt.Sprintf("ticket %d was open", f.Subject)
		}
		return fmt.Sprintf("ticket %d opened", f.Subject)
	case ledger.Answered:
		return fmt.Sprintf("ticket %d answered %s after it opened", f.Subject, inHours(f.Amount))
	case ledger.Escalated:
		return fmt.Sprintf("ticket %d escalated to tier 2", f.Subject)
	case ledger.Referred:
		return fmt.Sprintf("ticket %d waits for engineering", f.Subject)
	case ledger.Reopened:
		return fmt.Sprintf("ticket %d reopened", f.Subject)
	case ledger.Resolved:
		text := fmt.Sprintf("ticket %d resolved in %s", f.Subject, inHours(f.Amount))
		if f.Marks&ledger.Kept != 0 {
			text += ", within its targets"
		}
		return text
	case ledger.Breached:
		return fmt.Sprintf("ticket %d missed a target", f.Subject)
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

// sums returns what the trial came to, by fiscal year.
func (l *Log) sums() string {
	periods := l.Layout.Years()
	if len(periods) == 0 {
		periods = l.Layout.Quarters()
	}
	t := table{}
	t.add("")
	for _, p := range periods {
		t.rows[0] = append(t.rows[0], p.Name)
	}
	for _, m := range []struct{ label, measure string }{
		{"NRR", "nrr"}, {"GRR", "grr"},
		{"  ARR opening", "arr_opening"}, {"+ new", "arr_new"}, {"+ expansion", "arr_expansion"}, {"+ uplift", "arr_uplift"},
		{"- contraction", "arr_contraction"}, {"- churn", "arr_churn"}, {"= closing", "arr_closing"},
	} {
		cells := []string{m.label}
		for _, p := range periods {
			cells = append(cells, l.value(m.measure, p.Name))
		}
		t.add(cells...)
	}
	var p page
	p.heading("The whole trial, all customers", "")
	p.table(t)
	return p.String()
}

func (l *Log) value(measure, period string) string {
	for i, c := range l.Columns {
		if c.Measure.Name == measure && c.Segment == company && c.Period.Name == period {
			switch {
			case !exists(l.Row[i]):
				return absent
			case c.Measure.Unit == measures.Share:
				return percent(l.Row[i]) + " %"
			}
			return cash(l.Row[i])
		}
	}
	return absent
}

// kinds are the names of the facts for programs.
var kinds = [...]string{
	ledger.Held: "held", ledger.Signed: "signed", ledger.Began: "began", ledger.Renewed: "renewed",
	ledger.Contracted: "contracted", ledger.Uplifted: "uplifted", ledger.Expanded: "expanded", ledger.Churned: "churned",
	ledger.WentLive: "went_live",
	ledger.Resumed:  "resumed", ledger.Queued: "queued", ledger.Unqueued: "unqueued", ledger.Started: "started",
	ledger.Worked: "worked", ledger.Finished: "finished", ledger.Withdrawn: "withdrawn",
	ledger.Opened: "opened", ledger.Deflected: "deflected", ledger.Answered: "answered", ledger.Escalated: "escalated",
	ledger.Referred: "referred", ledger.Reopened: "reopened", ledger.Resolved: "resolved", ledger.Breached: "breached",
	ledger.Took: "took", ledger.Freed: "freed", ledger.Slotted: "slotted", ledger.Timed: "timed", ledger.Drew: "drew",
	ledger.Served: "served", ledger.Seated: "seated", ledger.Staffed: "staffed", ledger.PaidRate: "paid_rate",
	ledger.Hosted: "hosted", ledger.Paid: "paid", ledger.Billed: "billed",
	ledger.QuarterClosed: "quarter_closed",
}

var marks = []struct {
	ledger.Marks
	name string
}{{ledger.Partner, "partner"}, {ledger.Late, "late"}, {ledger.Kept, "kept"}, {ledger.Found, "found"}}

var costLines = [...]string{ledger.ServicesLine: "services", ledger.SupportLine: "support", ledger.SuccessLine: "success"}

type factRecord struct {
	At       float64  `json:"at"`
	Date     string   `json:"date"`
	Kind     string   `json:"kind"`
	Scope    string   `json:"scope"`
	Customer string   `json:"customer,omitempty"`
	Ticket   *int32   `json:"ticket,omitempty"`
	Line     string   `json:"line,omitempty"` // of cost
	Amount   number   `json:"amount"`
	Extra    number   `json:"extra,omitempty"`
	Marks    []string `json:"marks,omitempty"`
}

// TraceJSON writes every fact of a trial for programs, one JSON object a line, in
// the order in which they were recorded. Times are in working days since the
// start of the run, money is in dollars; package ledger says what the amounts are.
func TraceJSON(w io.Writer, l *Log) error {
	out := bufio.NewWriter(w)
	for _, f := range l.Facts {
		record := factRecord{At: f.At, Date: l.date(f), Kind: kinds[f.Kind], Scope: l.Layout.ScopeName(int(f.Scope)),
			Amount: number(f.Amount), Extra: number(f.Extra)}
		switch {
		case f.Kind >= ledger.Opened && f.Kind <= ledger.Breached && f.Kind != ledger.Deflected:
			record.Ticket = &f.Subject
		case f.Kind == ledger.PaidRate:
			record.Line = costLines[f.Subject]
		}
		if f.Customer != ledger.None {
			record.Customer = l.Customers[f.Customer]
		}
		for _, m := range marks {
			if f.Marks&m.Marks != 0 {
				record.Marks = append(record.Marks, m.name)
			}
		}
		text, err := json.Marshal(record)
		if err != nil {
			return err
		}
		out.Write(printable(text))
		out.WriteByte('\n')
	}
	return out.Flush()
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
