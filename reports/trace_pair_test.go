package reports

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/reports/data"
)

// twoPlans returns a trial in which the second plan hires one more, signs the first
// customer later, gives it a better chance and has one more customer.
func twoPlans(t *testing.T) *results.TracePair {
	t.Helper()
	a := happened(t,
		ledger.Fact{At: 0, Kind: ledger.Staffed, Customer: ledger.None, Scope: ownTeam, Amount: 10},
		ledger.Fact{At: 0, Kind: ledger.Held, Customer: 1, Scope: smb, Amount: 9000},
		ledger.Fact{At: 5, Kind: ledger.Opened, Customer: 1, Scope: smb, Subject: 0},
		ledger.Fact{At: 5, Kind: ledger.Answered, Customer: 1, Scope: smb, Subject: 0},
		ledger.Fact{At: 10, Kind: ledger.Signed, Scope: smb, Amount: 1000},
		ledger.Fact{At: 10, Kind: ledger.Began, Scope: smb, Amount: 1000},
		ledger.Fact{At: 100, Kind: ledger.Renewed, Customer: 1, Scope: smb, Amount: 9000, Extra: .101},
		ledger.Fact{At: 100, Kind: ledger.Uplifted, Customer: 1, Scope: smb, Amount: 90},
		ledger.Fact{At: 260, Kind: ledger.QuarterClosed, Customer: ledger.None, Scope: all},
	)
	b := happened(t,
		ledger.Fact{At: 0, Kind: ledger.Staffed, Customer: ledger.None, Scope: ownTeam, Amount: 11},
		ledger.Fact{At: 0, Kind: ledger.Held, Customer: 2, Scope: smb, Amount: 9000},
		ledger.Fact{At: 5, Kind: ledger.Opened, Customer: 2, Scope: smb, Subject: 0},
		ledger.Fact{At: 5, Kind: ledger.Answered, Customer: 2, Scope: smb, Subject: 0},
		ledger.Fact{At: 20, Kind: ledger.Signed, Customer: 1, Scope: smb, Amount: 500},
		ledger.Fact{At: 20, Kind: ledger.Began, Customer: 1, Scope: smb, Amount: 500},
		ledger.Fact{At: 30, Kind: ledger.Signed, Scope: smb, Amount: 1000},
		ledger.Fact{At: 30, Kind: ledger.Began, Scope: smb, Amount: 1000},
		ledger.Fact{At: 100, Kind: ledger.Renewed, Customer: 2, Scope: smb, Amount: 9000, Extra: .1},
		ledger.Fact{At: 100, Kind: ledger.Uplifted, Customer: 2, Scope: smb, Amount: 90},
		ledger.Fact{At: 260, Kind: ledger.QuarterClosed, Customer: ledger.None, Scope: all},
	)
	b.Name = "hiring"
	b.Customers = []string{"smb-FY27Q1-01", "smb-FY27Q1-02", a.Customers[1]}
	for i, c := range b.Columns {
		switch c.Measure.Name {
		case "nrr":
			b.Row[i] = 1.0245
		case "arr_closing":
			b.Row[i] = 1234967.4
		case "arr_churn":
			b.Row[i] = 1e-13
		}
	}
	return &results.TracePair{First: a, Second: b}
}

func toldAgainst(t *testing.T, a *results.TracePair) string {
	t.Helper()
	var text bytes.Buffer
	require.NoError(t, inText(&text, TracePair(a)))
	return text.String()
}

func TestTwoPlansAreToldSideBySide(t *testing.T) {
	assert.Equal(t, `Trial 3 of scenario small against hiring, seed 7

They part on 2027-01-14, day 10.0, after 2 events of customers in both:
< 2027-01-14     10.0  smb             smb-FY27Q1-01  signed, ARR $1,000
> 2027-02-11     30.0  smb             smb-FY27Q1-01  signed, ARR $1,000

The whole trial, all customers: small
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

The whole trial, all customers: hiring
                       FY27
  NRR               102.5 %
  GRR                     -
    ARR opening          $0
  + new                  $0
  + expansion            $0
  + uplift               $0
  - contraction          $0
  - churn                $0
  = closing      $1,234,967

The difference: hiring less small
                    FY27
  NRR            -1.0 pt
  GRR                  -
    ARR opening        0
  + new                0
  + expansion          0
  + uplift             0
  - contraction        0
  - churn              0
  = closing        +$400

= in both, < only in small, > only in hiring

  date            day  of              customer       what happened
< 2027-01-01      0.0  implementation  -              10 people on the payroll from now on
= 2027-01-01      0.0  smb             A\x1b[31m-2    in the opening book, ARR $9,000
> 2027-01-01      0.0  implementation  -              11 people on the payroll from now on
= 2027-01-07      5.0  smb             A\x1b[31m-2    early ticket 1 opened, answered at once
< 2027-01-14     10.0  smb             smb-FY27Q1-01  signed, ARR $1,000
> 2027-01-28     20.0  smb             smb-FY27Q1-02  signed, ARR $500
> 2027-02-11     30.0  smb             smb-FY27Q1-01  signed, ARR $1,000
< 2027-05-20    100.0  smb             A\x1b[31m-2    renewed against a chance of leaving of 10.1 %, ARR $9,000, $90 more by uplift
> 2027-05-20    100.0  smb             A\x1b[31m-2    renewed against a chance of leaving of 10.0 %, ARR $9,000, $90 more by uplift
= 2028-01-01    260.0  all             -              FY27 Q4 is over
`, toldAgainst(t, twoPlans(t)))
}

func TestACustomerOfTwoPlansHasTwoStories(t *testing.T) {
	a := twoPlans(t)
	a.First.Only = results.Selection{Says: "customer A", Customer: a.First.Customers[1], From: 90, To: 1000}
	assert.Contains(t, toldAgainst(t, a), `, seed 7: customer A

In small: In the opening book for $9,000 a year: signed on 2027-01-01, and live.
Opened 1 ticket; none missed a target. Renewed on 2027-05-20 against a chance of
leaving of 10.1 %. Uplift added $90 a year. Still a customer at the end of
FY27 Q4, for $9,090 a year.

In hiring: In the opening book for $9,000 a year: signed on 2027-01-01, and
live. Opened 1 ticket; none missed a target. Renewed on 2027-05-20 against a
chance of leaving of 10.0 %. Uplift added $90 a year. Still a customer at the
end of FY27 Q4, for $9,090 a year.

They part on 2027-05-20, day 100.0, after 2 events of customers in both:
`)
	a.First.Only.Customer = "smb-FY27Q1-02"
	text := toldAgainst(t, a)
	assert.Contains(t, text, "\n\nIn small: no such customer.\n\nIn hiring: Signed on 2027-01-28 for $500 a year.")
	assert.Contains(t, text, "after 0 events of customers in both:\n< nothing instead\n> 2027-01-28     20.0  smb")
}

func TestAPlanDoesNotPartFromItself(t *testing.T) {
	a := twoPlans(t)
	a.Second = a.First
	text := toldAgainst(t, a)
	assert.Contains(t, text, "They do not part, in 4 events of customers.\n\nThe whole trial, all customers: the first\n")
	assert.Contains(t, text, "\n\n= in both, < only in the first, > only in the second\n")
	assert.NotRegexp(t, "(?m)^[<>] ", text)
	assert.Contains(t, text, "= closing         0\n")
}

func TestWhatLooksTheSameWhereTwoPlansPartIsToldInMoreDigits(t *testing.T) {
	a := twoPlans(t)
	a.First.Facts = []ledger.Fact{{At: 1, Kind: ledger.Signed, Scope: smb, Amount: 1000}}
	a.Second.Facts = []ledger.Fact{{At: 1.001, Kind: ledger.Signed, Scope: smb, Amount: 1000}}
	assert.Contains(t, toldAgainst(t, a), "< 2027-01-02   1.0000  smb  smb-FY27Q1-01  signed, ARR $1,000\n> 2027-01-02   1.0010  smb ")
}

func TestALineThatSaysMoreInOnePlanIsNotInBoth(t *testing.T) {
	renewed := ledger.Fact{At: 100, Kind: ledger.Renewed, Scope: smb, Amount: 9000, Extra: .1}
	uplifted := ledger.Fact{At: 100, Kind: ledger.Uplifted, Scope: smb, Amount: 90}
	a := twoPlans(t)
	a.First.Facts, a.Second.Facts = []ledger.Fact{renewed}, []ledger.Fact{renewed, uplifted}
	want := "(?m)^< .* ARR \\$9,000$\n^> .* ARR \\$9,000, \\$90 more by uplift$\n\nThe whole trial"
	assert.Regexp(t, want, toldAgainst(t, a))
	a.First, a.Second = a.Second, a.First
	assert.Regexp(t, "(?m)^< .* uplift$\n^> .* ARR \\$9,000$\n\nThe whole trial", toldAgainst(t, a))

	more := uplifted
	more.Amount = 95
	a.Second.Facts = []ledger.Fact{renewed, more}
	assert.Regexp(t, "(?m)^< .* \\$90 more by uplift$\n^> .* \\$95 more by uplift$\n\nThe whole trial", toldAgainst(t, a))

	var text bytes.Buffer
	require.NoError(t, data.TraceAgainstJSON(&text, a))
	assert.Contains(t, text.String(), `"first":{"at":100,"date":"2027-05-20","kind":"uplifted",`, "what of the line is not in both")
}

func TestAFailureOfOneOfTwoPlansIsTold(t *testing.T) {
	a := twoPlans(t)
	a.Second.Row, a.Second.Failure = nil, "negative\x1b[2J delay"
	text := toldAgainst(t, a)
	assert.Contains(t, text, "\nThe whole trial, all customers: small\n")
	assert.Contains(t, text, "\nIn hiring the trial failed: negative\\x1b[2J delay\n")
	assert.NotContains(t, text, "difference")
}

func TestFactsOfTwoPlansForProgramsSayTheirSide(t *testing.T) {
	a := twoPlans(t)
	a.First.Only = results.Selection{Customer: a.First.Customers[0], To: 1000}
	var text bytes.Buffer
	require.NoError(t, data.TraceAgainstJSON(&text, a))
	assert.Equal(t, `{"kind":"story","customer":"smb-FY27Q1-01","side":"first","story":"Signed on 2027-01-14 for $1,000 a year. Never had a slot. Still a customer at the end of FY27 Q4, for $1,000 a year."}
{"kind":"story","customer":"smb-FY27Q1-01","side":"second","story":"Signed on 2027-02-11 for $1,000 a year. Never had a slot. Still a customer at the end of FY27 Q4, for $1,000 a year."}
{"kind":"parts","alike":0,"at":10,"date":"2027-01-14","first":{"at":10,"date":"2027-01-14","kind":"signed","scope":"smb","customer":"smb-FY27Q1-01","amount":1000},"second":{"at":30,"date":"2027-02-11","kind":"signed","scope":"smb","customer":"smb-FY27Q1-01","amount":1000}}
{"at":10,"date":"2027-01-14","kind":"signed","scope":"smb","customer":"smb-FY27Q1-01","amount":1000,"side":"first"}
{"at":10,"date":"2027-01-14","kind":"began","scope":"smb","customer":"smb-FY27Q1-01","amount":1000,"side":"first"}
{"at":30,"date":"2027-02-11","kind":"signed","scope":"smb","customer":"smb-FY27Q1-01","amount":1000,"side":"second"}
{"at":30,"date":"2027-02-11","kind":"began","scope":"smb","customer":"smb-FY27Q1-01","amount":1000,"side":"second"}
`, text.String())

	a.First.Only = results.Selection{Customer: a.First.Customers[1], From: 50, To: 1000}
	text.Reset()
	require.NoError(t, data.TraceAgainstJSON(&text, a))
	assert.Contains(t, text.String(), `"kind":"parts","alike":2,"at":100,`)
	assert.Contains(t, text.String(), `"kind":"uplifted","scope":"smb","customer":"A\u001b[31m-2","amount":90,"side":"both"}`)

	a.Second = a.First
	text.Reset()
	require.NoError(t, data.TraceAgainstJSON(&text, a))
	assert.Contains(t, text.String(), "{\"kind\":\"parts\",\"alike\":3}\n")
}

func TestALongLogOfTwoIsToldOfWhatIsInOneAlone(t *testing.T) {
	a := twoPlans(t)
	for i := range 3000 {
		both := ledger.Fact{At: 110 + float64(i)/100, Kind: ledger.Opened, Customer: 1, Scope: smb, Subject: int32(1 + i)}
		alone := ledger.Fact{At: both.At, Kind: ledger.Signed, Scope: smb, Amount: float64(2000 + i)}
		a.First.Facts = append(a.First.Facts, both, alone)
		both.Customer = 2
		a.Second.Facts = append(a.Second.Facts, both)
	}
	told := toldAgainst(t, a)
	assert.NotContains(t, told, "\n= 2027-")
	assert.Contains(t, told, "\n> 2027-")
	assert.Regexp(t, `Left out: 2,5\d\d more in one alone, 3,00\d in both; --customer,`, strings.Join(strings.Fields(told), " "))
	assert.Less(t, strings.Count(told, "\n"), 600)

	a.First.Only.From, a.First.Only.Says = 0, "from 2027-01-01"
	told = toldAgainst(t, a)
	assert.Contains(t, told, "\n= 2027-")
	assert.NotContains(t, told, "Left out")
}
