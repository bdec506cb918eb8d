package reports

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/reports/data"
	"postsale/reports/story"
)

func TestTheStoryOfACustomer(t *testing.T) {
	const partner, late = ledger.Partner, ledger.Late
	fact := func(at float64, kind ledger.Kind, amount, extra float64, marks ledger.Marks) ledger.Fact {
		f := ledger.Fact{At: at, Kind: kind, Scope: smb, Amount: amount, Extra: extra, Marks: marks}
		if kind == ledger.Took {
			f.Scope = ownTeam
			if marks&partner != 0 {
				f.Scope = partnerTeam
			}
		}
		return f
	}
	further := func(at float64, kind ledger.Kind, opportunity int32) ledger.Fact {
		f := fact(at, kind, 1, 0, 0)
		f.Subject = opportunity
		return f
	}
	var monthly []ledger.Fact
	for month := range 6 {
		monthly = append(monthly, fact(20+20*float64(month), ledger.Renewed, 1000, .01*float64(month+1), 0))
	}
	for _, tc := range []struct {
		name  string
		facts []ledger.Fact
		want  string
	}{
		{"all that can happen", []ledger.Fact{
			fact(10, ledger.Signed, 12345.6, 0, 0), fact(10, ledger.Began, 12345.6, 0, 0),
			fact(13, ledger.Queued, 0, 0, 0), fact(28.2, ledger.Started, 18.2, 0, 0), fact(28.2, ledger.Took, 1, 0, 0), fact(40, ledger.Took, 1, 0, partner), // for a phase
			fact(60, ledger.WentLive, 50, 20.3, late),
			fact(61, ledger.Opened, 0, 0, 0), fact(62, ledger.Opened, 0, 0, 0), fact(63, ledger.Breached, 0, 0, 0), fact(63, ledger.Deflected, 0, 0, 0),
			fact(100, ledger.Expanded, 1000, 0, 0), fact(120, ledger.Expanded, 500, 0, 0),
			fact(130, ledger.Renewed, 13845.6, .1234, 0), fact(130, ledger.Contracted, 845.6, 0, 0), fact(130, ledger.Uplifted, 400, 0, 0),
			fact(195, ledger.Churned, 13400, .314, 0),
		}, "Signed on 2027-01-14 for $12,346 a year. Waited 18.2 working days for 1 slot of implementation. " +
			"Went live on 2027-03-25, 20.3 working days late. Opened 2 tickets; 1 missed a target. Expanded 2 times, by $1,500 a year in all. " +
			"Renewed on 2027-07-01 against a chance of leaving of 12.3 %. Contraction took $846 a year. Uplift added $400 a year. " +
			"Left on 2027-10-01 with $13,400 a year, against a chance of 31.4 %."},
		{"a partner in good time", []ledger.Fact{
			fact(0, ledger.Signed, 1000, 0, 0), fact(0, ledger.Began, 1000, 0, 0),
			fact(5, ledger.Started, 5, 0, partner), fact(5, ledger.Took, 1, 0, partner), fact(20, ledger.WentLive, 20, -4, partner),
			fact(20, ledger.Expanded, 50, 0, 0),
		}, "Signed on 2027-01-01 for $1,000 a year. Waited 5.0 working days for a slot of partner hungry. " +
			"Went live on 2027-01-28, 4.0 working days before the promised day, by a partner. Expanded once, by $50 a year. " +
			"Still a customer at the end of FY27 Q4, for $1,050 a year."},
		{"more than one project", []ledger.Fact{
			fact(0, ledger.Signed, 1000, 0, 0), fact(0, ledger.Began, 1000, 0, 0),
			fact(5, ledger.Started, 5, 0, 0), fact(20, ledger.WentLive, 20, -4, 0), fact(20, ledger.Finished, 0, 0, 0),
			fact(30, ledger.Expanded, 50, 0, 0), further(30, ledger.Brought, 1), further(40, ledger.Started, 1), further(40, ledger.Took, 1),
			further(50, ledger.Finished, 1), fact(55, ledger.Expanded, 50, 0, 0), further(55, ledger.Brought, 2),
		}, "Signed on 2027-01-01 for $1,000 a year. Waited 5.0 working days for its project to start. " +
			"Went live on 2027-01-28, 4.0 working days before the promised day. Expanded 2 times, by $100 a year in all. " +
			"That brought 2 further projects, of which 1 was finished. Still a customer at the end of FY27 Q4, for $1,100 a year."},
		{"left before it began", []ledger.Fact{fact(0, ledger.Signed, 1000, 0, 0), fact(0, ledger.Began, 1000, 0, 0), fact(65, ledger.Churned, 1000, .5, 0)},
			"Signed on 2027-01-01 for $1,000 a year. Never had a slot. Left on 2027-04-01 with $1,000 a year, against a chance of 50.0 %."},
		{"of the opening book", []ledger.Fact{fact(0, ledger.Held, 9000, 260, 0), fact(3, ledger.Opened, 0, 0, 0)},
			"In the opening book for $9,000 a year: signed on 2026-01-01, and live. Opened 1 ticket; none missed a target. " +
				"Still a customer at the end of FY27 Q4, for $9,000 a year."},
		{"sponsors come and go", []ledger.Fact{fact(0, ledger.Held, 9000, 260, 0), fact(0, ledger.Sponsored, 0, 0, 0), fact(0, ledger.SponsorLost, 0, 0, ledger.Found),
			fact(0, ledger.Covered, 0, 0, 0), fact(20, ledger.SponsorRegained, 0, 0, 0), fact(30, ledger.SponsorLost, 0, 0, 0), fact(40, ledger.SponsorRegained, 0, 0, 0)},
			"In the opening book for $9,000 a year: signed on 2026-01-01, and live. Had no sponsor at the start, and lost its sponsor once later. Won another 2 times. " +
				"An executive held the account, for a time at least. Still a customer at the end of FY27 Q4, for $9,000 a year."},
		{"in flight, counted from go-live", []ledger.Fact{fact(0, ledger.Held, 0, 65, 0), fact(0, ledger.Resumed, 0, 0, 0), fact(0, ledger.Took, 1, 0, 0)},
			"In the opening book: signed on 2026-10-01, its project in flight. Did not go live. Still a customer at the end of FY27 Q4."},
		{"by the month", append([]ledger.Fact{fact(0, ledger.Held, 1000, 0, 0)}, monthly...),
			"In the opening book for $1,000 a year: signed on 2027-01-01, and live. " +
				"Renewed 6 times from 2027-01-28 to 2027-06-17, against chances of leaving of 1.0 to 6.0 %. " +
				"Still a customer at the end of FY27 Q4, for $1,000 a year."},
	} {
		l := happened(t, append(tc.facts, ledger.Fact{At: 5, Kind: ledger.Expanded, Customer: 1, Scope: smb, Amount: 7})...)
		assert.Equal(t, tc.want, story.Story(l, l.Customers[0]), tc.name)
	}
}

func TestTheStoryOfAFailedTrialHasNoEnd(t *testing.T) {
	l := happened(t, ledger.Fact{Kind: ledger.Held, Scope: smb, Amount: 1000})
	l.Failure = "day 1: negative delay"
	assert.Equal(t, "In the opening book for $1,000 a year: signed on 2027-01-01, and live.", story.Story(l, l.Customers[0]))
}

func TestTheLogOfACustomerBeginsWithItsStory(t *testing.T) {
	l := happened(t,
		ledger.Fact{Kind: ledger.Held, Customer: 1, Scope: smb, Amount: 9000},
		ledger.Fact{At: 10, Kind: ledger.Signed, Scope: smb, Amount: 1000},
		ledger.Fact{At: 80, Kind: ledger.Opened, Customer: 1, Scope: smb},
	)
	l.Only = results.Selection{Says: "customer A from FY27 Q2", Customer: l.Customers[1], From: 65, To: 130}
	assert.Contains(t, told(t, l), `seed 7: customer A from FY27 Q2

In the opening book for $9,000 a year: signed on 2027-01-01, and live. Opened 1
ticket; none missed a target. Still a customer at the end of FY27 Q4, for $9,000
a year.

date            day  of   customer     what happened
2027-04-22     80.0  smb  A\x1b[31m-2  early ticket 1 opened

The whole trial`)
	var text bytes.Buffer
	require.NoError(t, data.TraceJSON(&text, l))
	assert.Equal(t, `{"kind":"story","customer":"A\u001b[31m-2","story":"In the opening book for $9,000 a year: `+
		`signed on 2027-01-01, and live. Opened 1 ticket; none missed a target. Still a customer at the end of FY27 Q4, for $9,000 a year."}
{"at":80,"date":"2027-04-22","kind":"opened","scope":"smb","customer":"A\u001b[31m-2","ticket":"early ticket 1","amount":0}
`, text.String())
}
