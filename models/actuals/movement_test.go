package actuals_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/actuals"
	"postsale/models/units"
)

const header = "measure,period,value\n"

// What cannot be with what else is stated, or with the opening book, is told at the line that says it. Of the book of $1.05M
// accounts that signed before FY28 pay $965k, and those that signed since $85k; another is made up.
func TestWhatCannotBeTogetherIsToldWhere(t *testing.T) {
	made := actuals.Opening{Name: "smb", ARR: 1.05e6, Customers: 21}
	const losses, gains = "arr_churn,FY28 Q1,60k\narr_contraction,FY28 Q1,10k\n", "arr_expansion,FY28 Q1,30k\narr_uplift,FY28 Q1,5k\n"
	for _, c := range []struct {
		name, rows, want string
		of               actuals.Opening
	}{
		{"ten times the churn, of a book that is made up", "arr_closing,FY27,1000k\narr_churn,FY28 Q1,6M\n",
			`actuals.csv:3: value: must be at most what there was as FY28 began, $1,000,000, and what is stated as gained since, $0, got $6,000,000 in all; what else was gained and lost again is to be stated: arr_expansion of FY28 Q1, arr_uplift of FY28 Q1`, made},
		{"more churn than there was and came", "arr_closing,FY27,1000k\narr_contraction,FY28 Q1,10k\narr_churn,FY28 Q1,6M\n" + gains,
			`actuals.csv:4: value: must be at most what there was as FY28 began, $1,000,000, and what is stated as gained since, $35,000, got $6,010,000 in all; what else was gained and lost again is to be stated: arr_new of FY28 Q1`, book},
		{"more customers lost than there were", "customers,FY27,20\ncustomers_lost,FY28 Q1,30\n",
			`actuals.csv:3: value: must be at most what there was as FY28 began, 20, and what is stated as gained since, 0, got 30 in all; what else was gained and lost again is to be stated: deals of FY28 Q1`, book},
		{"losses that only new customers make up for", "arr_closing,FY27,1000k\narr_new,FY28 Q1,5.075M\n" + gains + "arr_contraction,FY28 Q1,10k\narr_churn,FY28 Q1,5.05M\n",
			`actuals.csv:7: value: must be at most what there was as FY28 began, $1,000,000, and what is stated as gained since, $35,000, got $5,060,000 in all`, made},
		{"less lost than accounts of then pay less", "arr_closing,FY27,1000k\narr_churn,FY28 Q1,10k\narr_contraction,FY28 Q1,0\n",
			`actuals.csv:2: value: must be at most what accounts that signed before FY28 come to now and what is stated as lost since, $965,000 and $10,000, got $1,000,000`, book},
		{"fewer customers lost than are gone", "customers,FY27,26\ncustomers_lost,FY28 Q1,5\n",
			`actuals.csv:2: value: must be at most what accounts that signed before FY28 come to now and what is stated as lost since, 19 and 5, got 26`, book},
		{"customers who are nowhere", "customers,FY27,30\ncustomers_lost,FY28 Q1,5\n",
			`actuals.csv:2: value: must lead to the opening book: 30 at the end of FY27 and what is stated of FY28 (deals - customers_lost) come to at least 25, the book has 21`, made},
		{"accounts of then that pay more than was gained", "arr_closing,FY27,800k\n" + gains,
			`actuals.csv:2: value: must be what there was as FY28 began; of accounts that signed before there are $965,000 now, got $800,000`, book},
		{"gains that lead above the book", "arr_closing,FY27,1000k\narr_expansion,FY28 Q1,9M\n" + losses,
			`actuals.csv:2: value: must lead to the opening book: $1,000,000 at the end of FY27 and what is stated of FY28 (new + expansion + uplift - contraction - churn) come to at least $9,930,000, the book has $1,050,000`, book},
		{"gains that do not lead up to it", "arr_closing,FY27,900k\narr_new,FY28 Q1,85k\narr_expansion,FY28 Q1,10k\narr_uplift,FY28 Q1,5k\n",
			`actuals.csv:2: value: must lead to the opening book: $900,000 at the end of FY27 and what is stated of FY28 (new + expansion + uplift - contraction - churn) come to at most $1,000,000, the book has $1,050,000`, made},
		{"flows of nothing", "arr_new,FY28 Q1,8.5M\n" + gains + losses,
			`actuals.csv:2: value: must leave something for the end of FY27: what is stated of FY28 (new + expansion + uplift - contraction - churn) comes to $8,465,000, the book has $1,050,000`, book},
		{"new customers who are nowhere", "arr_new,FY28 Q1,200k\n" + losses,
			`actuals.csv:2: value: must be at most what accounts of FY28 come to now and what is stated as lost since it began, $85,000 and $70,000, got $200,000 in all`, book},
		{"accounts that nobody brought", "arr_new,FY28 Q1,8.5k\n" + gains,
			`actuals.csv:2: value: must be at least what accounts of FY28 come to now, less what is stated as gained since it began, $85,000 and $35,000, got $8,500 in all`, book},
		{"gross above net", "nrr,FY27,97%\ngrr,FY27,99%\n", `actuals.csv:3: value: must be at most nrr of FY27, 97% in line 2, got 99%`, book},
		{"a mean above the peak", "ticket_backlog,FY28 Q1,40\nticket_backlog_peak,FY28 Q1,30\n",
			`actuals.csv:2: value: must be at most ticket_backlog_peak of FY28 Q1, 30 in line 3, got 40`, book},
		{"a part above the whole", "cost_services,FY27,40k\ncost_partners,FY27,50k\n", `actuals.csv:3: value: must be at most cost_services of FY27, $40,000 in line 2, got $50,000`, book},
		{"churn of nobody", "arr_churn,FY28 Q1,60k\ncustomers_lost,FY28 Q1,0\n", `actuals.csv:2: value: must be 0, as customers_lost of FY28 Q1 is in line 3, got $60,000`, book},
		{"months of more than a quarter", "bookings_month_3,FY27 Q4,80%\nbookings_month_2,FY27 Q4,30%\n", `actuals.csv:3: value: must be at most 100% with bookings_month_1 and bookings_month_3, got 110% in all`, book},
		{"a share of something else", "success_cost_share,FY28 Q1,50%\ncost_success,FY28 Q1,90k\nrevenue_subscription,FY28 Q1,250k\n",
			`actuals.csv:2: value: must be cost_success over revenue_subscription, 36%, got 50%`, book},
		{"a sum of other parts", "cost_support,FY27,200k\ncost_success,FY27,300k\ncost_services,FY27,100k\ncost_total,FY27,700k\n",
			`actuals.csv:5: value: must be cost_services + cost_support + cost_success, $600,000, got $700,000`, book},
		{"a year that leads elsewhere", "arr_closing,FY26,800k\narr_closing,FY27,1000k\narr_new,FY27,300k\narr_expansion,FY27,50k\narr_uplift,FY27,10k\narr_contraction,FY27,20k\narr_churn,FY27,40k\n",
			`actuals.csv:3: value: must be what arr_closing of FY26 and what is stated of FY27 (new + expansion + uplift - contraction - churn) come to, $1,100,000, got $1,000,000`, book},
		{"a quarter above its year", "arr_new,FY27,100k\narr_new,FY27 Q3,150k\n", `actuals.csv:2: value: must be at least what is stated of its quarters, $150,000, got $100,000`, book},
		{"a year that begins elsewhere", "arr_closing,FY27,1000k\narr_opening,FY28 Q1,900k\n", `actuals.csv:3: value: must be arr_closing of FY27, $1,000,000 in line 2, got $900,000`, book},
	} {
		_, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte(header + c.rows)}, firm(t, c.of))
		if assert.Len(t, faults, 1, "%s: %v", c.name, faults) {
			assert.EqualError(t, faults[0], c.want, c.name)
		}
	}
}

func TestASegmentIsPartOfTheCompany(t *testing.T) {
	_, faults := actuals.Read(units.DataFile{Name: "actuals.csv", Data: []byte("measure,period,value,segment\narr_churn,FY28 Q1,50k,\narr_churn,FY28 Q1,60k,smb\n")},
		firm(t, actuals.Opening{Name: "smb", ARR: 1e6}, actuals.Opening{Name: "large", ARR: 2e6}))
	require.Len(t, faults, 1)
	assert.EqualError(t, faults[0], "actuals.csv:2: value: must be at least what is stated of segments, $60,000, got $50,000")
}

// What may be so and is hardly meant is believed, and told with its line.
func TestWhatIsHardlyMeantIsDoubted(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"churn that only customers who came since explain", "arr_closing,FY27,1000k\narr_churn,FY28 Q1,600k\narr_contraction,FY28 Q1,10k\narr_expansion,FY28 Q1,30k\narr_uplift,FY28 Q1,5k\n",
			"actuals.csv:3: arr_churn of FY28 Q1: of $610,000 that is stated as lost since FY28 began, those who were customers then can have lost $70,000: they were $1,000,000 and gained $35,000, and are $965,000 now. The rest is of customers who came since, and GRR FY28 counts it as lost by the others; whether it can be is not known without arr_new of FY28 Q1"},
		{"the same, with all who came", "arr_closing,FY27,1000k\narr_churn,FY28 Q1,600k\narr_contraction,FY28 Q1,10k\narr_expansion,FY28 Q1,30k\narr_uplift,FY28 Q1,5k\narr_new,FY28 Q1,625k\n",
			"actuals.csv:3: arr_churn of FY28 Q1: of $610,000 that is stated as lost since FY28 began, those who were customers then can have lost $70,000: they were $1,000,000 and gained $35,000, and are $965,000 now. The rest is of customers who came since, and GRR FY28 counts it as lost by the others"},
		{"customers lost who were not there", "customers,FY27,20\ncustomers_lost,FY28 Q1,14\n",
			"actuals.csv:3: customers_lost of FY28 Q1: of 14 that is stated as lost since FY28 began, those who were customers then can have lost 1: they were 20 and gained 0, and are 19 now. The rest is of customers who came since; whether it can be is not known without deals of FY28 Q1"},
		{"deals of others", "customers,FY27,20\ncustomers_lost,FY28 Q1,1\ndeals,FY28 Q1,9\n",
			"actuals.csv:2: customers of FY27: 20 at the end of FY27 and what is stated of FY28 (deals - customers_lost) come to 28, the book has 21"},
		{"revenue in thousands", "arr_closing,FY27,1000k\nrevenue_subscription,FY28 Q1,250\n",
			"actuals.csv:3: revenue_subscription of FY28 Q1: $250 in all of FY28 to date, where ARR was $1,000,000 as it began and is $1,050,000 now"},
	} {
		assert.Equal(t, []string{c.want}, read(t, firm(t, book), header+c.rows).Doubts(), c.name)
	}
	assert.Empty(t, read(t, firm(t, book), told).Doubts())
	made := actuals.Opening{Name: "smb", ARR: 1.05e6, Customers: 21}
	assert.Empty(t, read(t, firm(t, made), told).Doubts())
	assert.Equal(t, []string{"actuals.csv:3: arr_churn of FY28 Q1: of $1,000,000 as FY28 began $600,000 is stated as lost since; whether it can be is not known without arr_new of FY28 Q1"},
		read(t, firm(t, made), header+"arr_closing,FY27,1000k\narr_churn,FY28 Q1,600k\narr_contraction,FY28 Q1,0\narr_expansion,FY28 Q1,30k\narr_uplift,FY28 Q1,5k\n").Doubts())
}
