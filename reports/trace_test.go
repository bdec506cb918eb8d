package reports

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/data"
)

// scopes of the logs below.
const (
	smb = iota
	all
	ownTeam
	partnerTeam
)

func numbered(subject int32) string { return fmt.Sprintf("early ticket %d", subject+1) }

// happened returns the log of a company with one team, one partner and two customers.
func happened(t *testing.T, facts ...ledger.Fact) *results.Trace {
	t.Helper()
	calendar, err := fiscal.New(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.January)
	require.NoError(t, err)
	l := &results.Trace{Name: "small", Seed: 7, Trial: 3, Customers: []string{"smb-FY27Q1-01", "A\x1b[31m-2"}, TicketName: numbered, Facts: facts, Only: results.Everything}
	l.Layout = measures.Layout{Calendar: calendar,
		Ledger: ledger.Layout{Segments: []string{"smb"}, Teams: []string{"implementation", "hungry"}, Quarters: 4}}
	l.Columns = l.Layout.Columns()
	l.Row = make([]float64, len(l.Columns))
	for i, c := range l.Columns {
		switch c.Measure.Name {
		case "nrr":
			l.Row[i] = 1.0345
		case "grr":
			l.Row[i] = math.NaN()
		case "arr_closing":
			l.Row[i] = 1234567.4
		}
	}
	return l
}

func told(t *testing.T, l *results.Trace) string {
	t.Helper()
	var text bytes.Buffer
	require.NoError(t, inText(&text, Trace(l)))
	return text.String()
}

func TestATraceTellsWhatACustomerLivedThrough(t *testing.T) {
	const partner = ledger.Partner
	text := told(t, happened(t,
		ledger.Fact{At: 0, Kind: ledger.Staffed, Customer: ledger.None, Scope: ownTeam, Amount: 10},
		ledger.Fact{At: 0, Kind: ledger.Drew, Customer: ledger.None, Scope: ownTeam, Amount: 8},
		ledger.Fact{At: 0, Kind: ledger.Held, Customer: 1, Scope: smb, Amount: 9000},
		ledger.Fact{At: 5, Kind: ledger.Staffed, Customer: ledger.None, Scope: ownTeam, Amount: 12, Extra: 2},
		ledger.Fact{At: 6, Kind: ledger.Staffed, Customer: ledger.None, Scope: ownTeam, Amount: 9, Extra: -3},
		ledger.Fact{At: 10, Kind: ledger.Signed, Scope: smb, Amount: 12345.6},
		ledger.Fact{At: 10, Kind: ledger.Began, Scope: smb, Amount: 12345.6},
		ledger.Fact{At: 13, Kind: ledger.Queued, Scope: smb},
		ledger.Fact{At: 23, Kind: ledger.Unqueued, Scope: smb},
		ledger.Fact{At: 23, Kind: ledger.Started, Scope: smb, Amount: 13, Marks: partner},
		ledger.Fact{At: 23, Kind: ledger.Took, Scope: partnerTeam, Amount: 1, Marks: partner},
		ledger.Fact{At: 40, Kind: ledger.Worked, Scope: smb, Amount: 20, Extra: 23, Marks: partner},
		ledger.Fact{At: 40, Kind: ledger.Paid, Scope: partnerTeam, Amount: 4600},
		ledger.Fact{At: 40, Kind: ledger.Billed, Scope: smb, Amount: 1975.3},
		ledger.Fact{At: 40, Kind: ledger.WentLive, Scope: smb, Amount: 30, Extra: -5, Marks: partner},
		ledger.Fact{At: 50, Kind: ledger.Opened, Scope: smb, Subject: 0},
		ledger.Fact{At: 50.25, Kind: ledger.Answered, Scope: smb, Subject: 0, Amount: 0.25},
		ledger.Fact{At: 51, Kind: ledger.Opened, Scope: smb, Subject: 1},
		ledger.Fact{At: 51, Kind: ledger.Answered, Scope: smb, Subject: 1},
		ledger.Fact{At: 52, Kind: ledger.Resolved, Scope: smb, Subject: 0, Amount: 2, Marks: ledger.Kept},
		ledger.Fact{At: 51.5, Kind: ledger.Breached, Scope: smb, Subject: 1}, // found out later
		ledger.Fact{At: 65, Kind: ledger.QuarterClosed, Customer: ledger.None, Scope: all},
		ledger.Fact{At: 270, Kind: ledger.Renewed, Scope: smb, Amount: 12345.6, Extra: 0.1234},
		ledger.Fact{At: 270, Kind: ledger.Uplifted, Scope: smb, Amount: 370.4},
	))
	assert.Equal(t, `Trial 3 of scenario small, seed 7

date            day  of              customer       what happened
2027-01-01      0.0  implementation  -              10 people on the payroll from now on
2027-01-01      0.0  smb             A\x1b[31m-2    in the opening book, ARR $9,000
2027-01-07      5.0  implementation  -              2 hired: 12 people on the payroll from now on
2027-01-09      6.0  implementation  -              3 cut: 9 people on the payroll from now on
2027-01-14     10.0  smb             smb-FY27Q1-01  signed, ARR $12,346
2027-01-19     13.0  smb             smb-FY27Q1-01  project waits for a slot
2027-02-01     23.0  smb             smb-FY27Q1-01  project started 13.0 d after signature, a slot of partner hungry
2027-02-25     40.0  smb             smb-FY27Q1-01  20.0 h of the project done in 23.0 h of a partner, $4,600 to hungry, $1,975 billed
2027-02-25     40.0  smb             smb-FY27Q1-01  went live 30.0 d after signature, 5.0 d before the promised day, by a partner
2027-03-11     50.0  smb             smb-FY27Q1-01  early ticket 1 opened
2027-03-11     50.2  smb             smb-FY27Q1-01  early ticket 1 answered 2.0 working h after it opened
2027-03-12     51.0  smb             smb-FY27Q1-01  early ticket 2 opened, answered at once
2027-03-13     51.5  smb             smb-FY27Q1-01  early ticket 2 missed a target
2027-03-14     52.0  smb             smb-FY27Q1-01  early ticket 1 resolved in 16.0 working h, within its targets
2027-04-01     65.0  all             -              FY27 Q1 is over
2028-01-15    270.0  smb             smb-FY27Q1-01  renewed against a chance of leaving of 12.3 %, ARR $12,346, $370 more by uplift

The whole trial, all customers
                       FY27
  NRR               103.5 %
  GRR                     -
    ARR opening          $0
  + new                  $0
  + expansion            $0
  + uplift               $0
  - contraction          $0
  - churn                $0
  = closing      $1,234,567
`, text)
}

func TestATraceOfAFailedTrialEndsWithTheFailure(t *testing.T) {
	l := happened(t, ledger.Fact{At: 10, Kind: ledger.Signed, Scope: smb, Amount: 1})
	l.Row, l.Failure = nil, "day 10.5: negative\x1b[2J delay"
	assert.True(t, strings.HasSuffix(told(t, l), "\nThe trial failed here: day 10.5: negative\\x1b[2J delay\n"), told(t, l))
}

func TestFactsForProgramsAreJSONThatPrints(t *testing.T) {
	var text bytes.Buffer
	require.NoError(t, data.TraceJSON(&text, happened(t,
		ledger.Fact{At: 0, Kind: ledger.PaidRate, Customer: ledger.None, Scope: ownTeam, Subject: ledger.SupportLine, Amount: 100},
		ledger.Fact{At: 0.5, Kind: ledger.Opened, Customer: 1, Scope: smb, Marks: ledger.Found},
		ledger.Fact{At: 50, Kind: ledger.WentLive, Scope: smb, Amount: 40, Extra: 2.5, Marks: ledger.Late | ledger.Partner},
	)))
	assert.Equal(t, `{"at":0,"date":"2027-01-01","kind":"paid_rate","scope":"team/implementation","line":"support","amount":100}
{"at":0.5,"date":"2027-01-01","kind":"opened","scope":"smb","customer":"A\u001b[31m-2","ticket":"early ticket 1","amount":0,"marks":["found"]}
{"at":50,"date":"2027-03-11","kind":"went_live","scope":"smb","customer":"smb-FY27Q1-01","amount":40,"extra":2.5,"marks":["partner","late"]}
`, text.String())

	l := happened(t, ledger.Fact{Kind: ledger.Held, Customer: 1, Scope: smb})
	l.Customers[1] = "C1 \u009b, bidi \u202e, private \U000F0000"
	text.Reset()
	require.NoError(t, data.TraceJSON(&text, l))
	assert.Contains(t, text.String(), `"C1 \u009b, bidi \u202e, private \udb80\udc00"`)
}
