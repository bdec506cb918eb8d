package reports_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/reports"
	"postsale/reports/text"
)

func TestTheBookThatWasReadIsShown(t *testing.T) {
	day := func(year int) time.Time { return time.Date(year, time.May, 4, 0, 0, 0, 0, time.UTC) }
	smb := results.BookPart{Segment: "smb", Customers: 1200, NotLive: 7, FirstDay: 1, ARR: 13.2e6, ACV: 12e3, First: day(2019), Last: day(2026),
		Terms: []results.BookTerm{{Term: "1mo", Customers: 200}, {Term: "1y", Customers: 1000}},
		Due:   []results.BookDue{{Customers: 700, ARR: 7e6}, {Customers: 500, ARR: 6.2e6}}}
	all := smb
	all.Segment, all.ACV = "all", math.NaN()
	none := results.BookPart{Segment: "enterprise", ACV: 190e3, Due: make([]results.BookDue, 2)}
	var b strings.Builder
	require.NoError(t, text.Write(&b, reports.Book(&results.Book{File: "export.csv", Parts: []results.BookPart{smb, none, all}, Quarters: []string{"FY27 Q1"}})))
	assert.Equal(t, `Opening book - 1,200 accounts of export.csv
              accounts  not live     ARR  mean    acv  contracts began
  smb            1,200         7  $13.2M  $11k   $12k  2019-05-04 to 2026-05-04
  enterprise         0         0      $0     -  $190k  -
  all            1,200         7  $13.2M  $11k      -  2019-05-04 to 2026-05-04

  next renewals  FY27 Q1  later
  smb                700    500
  enterprise           0      0
  all                700    500
  their ARR        $7.0M  $6.2M

  Terms of smb: 1mo 200, 1y 1,000.
  Of the renewals, 1 falls on the first day of the run, still to come.
`, b.String())
}
