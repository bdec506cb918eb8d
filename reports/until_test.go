package reports

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
)

func TestTheSummaryTellsForWhatTrialsWereAdded(t *testing.T) {
	for _, tc := range []struct {
		name        string
		settled     bool
		interrupted bool
		claims      []results.Claim
		want        string
	}{
		{
			name: "settled", settled: true,
			claims: []results.Claim{
				{Name: "odds(nrr.FY27 >= 100%)", Unit: measures.Share, Estimate: .601, Low: .5506, High: .6494},
				{Name: "first_response_mean.FY27.p90", Measure: "first_response_mean", Unit: measures.Days, Estimate: .25, Low: .125, High: .5},
				{Name: "arr_closing.FY27.mean", Measure: "arr_closing", Unit: measures.Dollars, Estimate: 2e6, Low: 1.9e6, High: 2.1e6},
			},
			want: `Trials were added until what was asked: settled after 3 trials.
  odds(nrr.FY27 >= 100%) is 60.1 %: from 55.06 to 64.94 %.
  first_response_mean.FY27.p90 is 2 working hours: from 1 to 4 working hours.
  arr_closing.FY27.mean is $2.0M: from $1.9M to $2.1M.
  That is with 95 %, however often it was looked at; all intervals below are as
  if the number of trials had been given.
`,
		},
		{
			name: "not settled",
			claims: []results.Claim{
				{Name: "nrr.FY27.p10", Measure: "nrr", Unit: measures.Share, Estimate: .9, Low: math.Inf(-1), High: 1},
				{Name: "nrr.FY27.p90", Measure: "nrr", Unit: measures.Share, Estimate: 1.1, Low: 1, High: math.Inf(1)},
				{Name: "grr.FY27.p90", Measure: "grr", Unit: measures.Share, Estimate: math.NaN(), Low: math.Inf(-1), High: math.Inf(1)},
			},
			want: `Trials were added until what was asked: NOT settled by 3 trials.
  nrr.FY27.p10 is 90 %: up to 100 %.
  nrr.FY27.p90 is 110 %: 100 % or more.
  grr.FY27.p90 is -: no bounds yet.
  That is with 95 %, however often it was looked at; all intervals below are as
  if the number of trials had been given.
`,
		},
		{
			name: "interrupted", interrupted: true,
			want: `Trials were added until what was asked: interrupted before it was settled.
  That is with 95 %, however often it was looked at; all intervals below are as
  if the number of trials had been given.
`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := byHand(t)
			s.Until = &results.Until{Expression: "what was asked", Settled: tc.settled, Looks: 2, Claims: tc.claims}
			s.Interrupted = tc.interrupted
			assert.Contains(t, summary(t, s), tc.want)
		})
	}
}

func TestOnlyTheFilesDoNotSayForWhatTrialsWereAdded(t *testing.T) {
	s := byHand(t)
	given := written(t, func(b *bytes.Buffer) error { return saved.SummaryJSON(b, s) })
	s.Until = &results.Until{Expression: "nrr.FY27.p10 within 1pt", Looks: 2,
		Claims: []results.Claim{{Name: "nrr.FY27.p10", Unit: measures.Share, Estimate: .9, Low: math.Inf(-1), High: .95}}}

	asked := written(t, func(b *bytes.Buffer) error { return saved.SummaryJSON(b, s) })
	assert.Contains(t, asked, `
 "until": {"expression":"nrr.FY27.p10 within 1pt","settled":false,"trials":3,"looks":2,`+
		`"claims":[{"claim":"nrr.FY27.p10","estimate":0.9,"low":null,"high":0.95}]},
`)
	contents, _, err := Files(s, saved.Forms[:1], true).Contents()
	assert.NoError(t, err)
	assert.Equal(t, "summary.json", contents[0].Name)
	assert.Equal(t, given, written(t, func(b *bytes.Buffer) error { return contents[0].Fill(b) }))
	assert.Equal(t, saved.UntilOf(s.Until, 3), Files(s, saved.Forms[:1], true).Manifest(nil, nil).Until)
}
