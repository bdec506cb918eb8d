package textbook

import (
	"time"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/sim/theory"
)

// byHand is the hand test of retention, a ledger of one year: A expands from 100 to 120, B contracts to 70, C leaves,
// D stays, E is new at 50, F leaves and comes back at 80, G goes from 100 to 130 and then to 110. Customer by customer
// its gain hides the loss of G, by flows it does not.
func byHand() theory.Case {
	plain := func(measure string) func(measured) float64 {
		return func(m measured) float64 { return m[measure] }
	}
	lines := []struct {
		name       string
		want       float64
		of         func(m measured) float64
		operations int // that round: amounts are whole, and a quotient of theirs is the nearest number to theory's
	}{
		{"NRR by customer", 480. / 600, plain("nrr"), 0},
		{"GRR by customer", 450. / 600, plain("grr"), 0},
		{"logos", 5. / 6, plain("logo_retention"), 0},
		{"NRR by flows", (600. + 50 - 50 - 200) / 600, plain("nrr_flow"), 0},
		{"with reactivation", 480. / 600, func(m measured) float64 { return m["nrr_flow"] + (m["arr_new"]-50)/600 }, 3},
		{"GRR by flows", (600. - 50 - 200) / 600, plain("grr_flow"), 0},
		{"expansion", 50, plain("arr_expansion"), 0},
		{"contraction", 50, plain("arr_contraction"), 0},
		{"churn", 200, plain("arr_churn"), 0},
	}
	c := theory.Case{Level: theory.LedgerLevel, Exact: true}
	for _, l := range lines {
		c.Lines = append(c.Lines, theory.Line{Name: "seven customers: " + l.name, Source: "by hand", Want: l.want, Rounding: theory.Rounding(l.operations, l.want)})
	}
	c.New = func(uint64) func(int) []theory.Tally {
		return func(int) []theory.Tally {
			var tallies []theory.Tally
			year := sevenCustomers()
			for _, l := range lines {
				tallies = append(tallies, theory.Mean(l.of(year)))
			}
			return tallies
		}
	}
	return c
}

// measured are the measures of a year, by name.
type measured map[string]float64

// page is what is written of a ledger by hand, in order of time.
type page []ledger.Fact

func (p *page) note(at float64, kind ledger.Kind, customer int32, amount float64) {
	*p = append(*p, ledger.Fact{At: at, Kind: kind, Customer: customer, Amount: amount})
}

// sevenCustomers books the year.
func sevenCustomers() measured {
	const a, b, c, e, f, g = 0, 1, 2, 6, 4, 5
	calendar, err := fiscal.New(time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC), time.January)
	if err != nil {
		panic(err)
	}
	layout := measures.Layout{Calendar: calendar, Ledger: ledger.Layout{Segments: []string{"customers"}, Quarters: 4}}
	var year page
	for customer := range int32(e) {
		year.note(0, ledger.Held, customer, 100)
	}
	year.note(10, ledger.Expanded, a, 20)
	year.note(20, ledger.Expanded, g, 30)
	year.note(30, ledger.Signed, e, 50)
	year.note(30, ledger.Began, e, 50)
	year.note(70, ledger.Churned, f, 100)
	year.note(80, ledger.Contracted, b, 30)
	year.note(140, ledger.Churned, c, 100)
	year.note(150, ledger.Contracted, g, 20)
	year.note(200, ledger.Signed, f, 80)
	year.note(200, ledger.Began, f, 80)

	columns := layout.Columns()
	told := measured{}
	for i, v := range layout.Row(columns, ledger.New(layout.Ledger).Write(year...)) {
		if c := columns[i]; c.Segment == measures.WholeCompany && c.Period.Name == "FY27" {
			told[c.Measure.Name] = v
		}
	}
	return told
}
