package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
	"postsale/reports/words"
	"postsale/sim/estimate"
)

// fits demands text for an 80-column terminal, with nothing in it that moves a cursor.
func fits(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		assert.LessOrEqual(t, words.Width(line), words.Columns, line)
		assert.NotContains(t, line, "\x1b")
		assert.NotContains(t, line, "NaN")
		assert.NotContains(t, line, "Inf")
	}
}

func TestEveryComparisonIsTold(t *testing.T) {
	for name, c := range sample.Pairings(t) {
		t.Run(name, func(t *testing.T) {
			fits(t, written(t, func(b *bytes.Buffer) error { return inText(b, Comparison(c)) }))
			text := written(t, func(b *bytes.Buffer) error { return saved.CompareJSON(b, c) })
			assert.True(t, json.Valid([]byte(text)), "%.300s", text)
			for _, write := range []func(b *bytes.Buffer) error{
				func(b *bytes.Buffer) error { return saved.Differences(c).Write(b, saved.CSV) },
				func(b *bytes.Buffer) error { return saved.ComparedTrials(c).Write(b, saved.CSV) },
			} {
				text := written(t, write)
				assert.NotContains(t, text, "NaN")
				_, err := csv.NewReader(strings.NewReader(text)).ReadAll()
				assert.NoError(t, err)
			}
		})
	}
}

func TestEveryExplanationIsTold(t *testing.T) {
	for name, e := range sample.Whys(t) {
		t.Run(name, func(t *testing.T) {
			for len(e.Divisions[0].Worth) < 1<<len(e.Causes) && len(e.Causes) < 9 { // the sets between matter to no text
				e.Divisions[0].Worth = append(e.Divisions[0].Worth[:1], e.Divisions[0].Worth...)
			}
			if len(e.Causes) < 9 {
				e.Divisions[0].Worth = e.Divisions[0].Worth[len(e.Divisions[0].Worth)-1<<len(e.Causes):]
				text := written(t, func(b *bytes.Buffer) error { return saved.ExplainJSON(b, e) })
				assert.True(t, json.Valid([]byte(text)), "%.300s", text)
			}
			fits(t, written(t, func(b *bytes.Buffer) error { return inText(b, Explanation(e)) }))
		})
	}
}

func TestAComparisonIsToldAsExpected(t *testing.T) {
	c := sample.ThreePlans(t)
	golden(t, "compare.txt", written(t, func(b *bytes.Buffer) error { return inText(b, Comparison(c)) }))
	text := written(t, func(b *bytes.Buffer) error { return saved.CompareJSON(b, c) })
	head, _, found := strings.Cut(text, ` "differences": [`)
	require.True(t, found)
	golden(t, "compare.json", head)
}

func TestSentencesSayWhichPlanIsAheadAndHowSurely(t *testing.T) {
	pair := func(measure, period string, d estimate.Paired) measures.Pair {
		m, _ := measures.Find(measure)
		return measures.Pair{Column: measures.Column{Measure: m, Segment: measures.WholeCompany, Period: measures.Period{Name: period, From: 0, To: 8}}, Difference: d}
	}
	base := sample.Shape{Trials: 200, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
	base.Name = "lean"
	for _, c := range []struct {
		name string
		net  estimate.Paired
		cost estimate.Paired
		want string
	}{
		{"ahead", estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: .021, MCError: .001}, Better: estimate.Wilson(166, 200, .95)},
			estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: 620e3, MCError: 1e3}},
			"more beats lean on NRR FY27 in 83 of 100 futures, by 2.10 points on average (error 0.10), for $310k a year more."},
		{"behind, and cheaper", estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: -.01, MCError: .001}, Better: estimate.Wilson(20, 200, .95), Same: 40},
			estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: -620e3, MCError: 1e3}},
			"more loses to lean on NRR FY27 in 70 of 100 futures (the same in 20), by 1.00 points on average (error 0.10), for $310k a year less."},
		{"ahead on average, in fewer futures", estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: .001, MCError: .0002}, Better: estimate.Wilson(92, 200, .95), Same: 8},
			estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: 620e3, MCError: 1e3}},
			"more beats lean on NRR FY27 on average, by 0.10 points (error 0.02), but is ahead only in 46 of 100 futures (the same in 4), for $310k a year more."},
		{"nobody can tell", estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: .001, MCError: .001}, Better: estimate.Wilson(102, 200, .95)},
			estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: 1e3, MCError: 1e3}},
			"more and lean do not differ on NRR FY27 beyond what 200 trials can tell: more has +0.10 points on average (error 0.10) and is ahead in 51 of 100 futures, at a cost that does not clearly differ."},
		{"always", estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: .02, MCError: .001}, Better: estimate.Wilson(200, 200, .95)},
			estimate.Paired{Distribution: estimate.Distribution{N: 200}, Same: 200},
			"more beats lean on NRR FY27 in more than 99 of 100 futures, by 2.00 points on average (error 0.10), at the same cost."},
		{"the same", estimate.Paired{Distribution: estimate.Distribution{N: 200}, Same: 200}, estimate.Paired{Distribution: estimate.Distribution{N: 200}, Same: 200},
			"more and lean come to the same NRR FY27 in every one of 200 trials and at the same cost."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &results.Plan{Run: &results.Run{Name: "more"}, Pairs: []measures.Pair{pair("nrr", "FY27", c.net), pair("cost_total", measures.Run, c.cost)}}
			assert.Equal(t, c.want, sentence((&results.Comparison{Base: base, Others: []*results.Plan{r}}).Judged(), r))
		})
	}
}

func TestAYearBeforeTheLastIsToldWhereNRRDiffersMore(t *testing.T) {
	m, _ := measures.Find("nrr")
	base := sample.Shape{Trials: 200, Quarters: 8, Start: sample.Board.Start}.Run(t)
	base.Name = "lean"
	years := base.Layout.Years()
	require.Len(t, years, 2)
	for _, c := range []struct {
		name        string
		first, last float64 // points more
		err         float64
		want        string
	}{
		{"an account leaves in the first year", -2.4, -.2, .1, "In FY26 NRR differs more: -2.40 points on average (error 0.10), behind in 90 of 100 futures."},
		{"the other way", 2.4, -1, .1, "In FY26 NRR differs more: +2.40 points on average (error 0.10), ahead in 90 of 100 futures."},
		{"less than twice", -2.4, -1.3, .1, ""},
		{"it grows", .1, .7, .1, ""},
		{"not clear", -.1, 0, .1, ""},
		{"clear, and too little to tell", -.09, 0, .01, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			pair := func(year string, points float64) measures.Pair {
				d := estimate.Paired{Distribution: estimate.Distribution{N: 200, Mean: points / 100, MCError: c.err / 100}, Better: estimate.Wilson(180, 200, .95)}
				if points < 0 {
					d.Better = estimate.Wilson(20, 200, .95)
				}
				return measures.Pair{Column: measures.Column{Measure: m, Segment: measures.WholeCompany, Period: measures.Period{Name: year}}, Difference: d}
			}
			r := &results.Plan{Run: base, Pairs: []measures.Pair{pair(years[0].Name, c.first), pair(years[1].Name, c.last)}}
			told := (&results.Comparison{Base: base, Others: []*results.Plan{r}}).Judged()
			assert.Equal(t, c.want, before(told, r.Standing))
		})
	}
}

func TestWhatIsMoreNetOfServicesSoldIsToldToBe(t *testing.T) {
	yearly := func(says results.Finding, dollars float64) *results.Yearly {
		return &results.Yearly{Says: says, Dollars: dollars}
	}
	more, less := yearly(results.More, 60e3), yearly(results.Less, -21e3)
	assert.Equal(t, ", for $21k a year less ($60k more net of services sold)", price(results.Standing{Cost: less, Net: more}, ", "))
	assert.Equal(t, ", for $21k a year less ($21k less net of services sold)", price(results.Standing{Cost: less, Net: less}, ", "))
	assert.Equal(t, ", for $60k a year more ($60k net of services sold)", price(results.Standing{Cost: more, Net: more}, ", "))
}

func TestWhetherAPlanPaysIsSaidApart(t *testing.T) {
	base := sample.Shape{Trials: 200, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
	base.Name = "lean"
	d := measures.Pair{Difference: estimate.Paired{Distribution: estimate.Distribution{N: 200}}}
	for _, c := range []struct {
		e    results.Earnings
		want string
	}{
		{results.Earnings{Says: results.More, Odds: estimate.Wilson(160, 200, .95), AYear: 120e3, Error: 5e3, Payback: results.Payback{From: "FY28 Q2", Behind: true, Last: "FY29 Q4"}},
			"On money it beats lean in 80 of 100 futures: contribution is $120k a year more on average (error $5,000); it has paid for itself in most futures by the end of FY28 Q2."},
		{results.Earnings{Says: results.More, Odds: estimate.Wilson(160, 200, .95), AYear: 120e3, Error: 5e3, Payback: results.Payback{From: "FY27 Q1", Last: "FY29 Q4"}},
			"On money it beats lean in 80 of 100 futures: contribution is $120k a year more on average (error $5,000); in most futures it is ahead from the end of FY27 Q1 on."},
		{results.Earnings{Says: results.Less, Odds: estimate.Wilson(190, 200, .95), AYear: -1.2e6, Error: 2e3, Payback: results.Payback{Last: "FY29 Q4"}},
			"On money it loses to lean in 95 of 100 futures: contribution is $1.2M a year less on average (error $2,000); by the end of FY29 it has not paid for itself in most futures."},
		{results.Earnings{Says: results.Unclear, AYear: -3e3, Error: 2e3, Payback: results.Payback{Last: "FY29 Q4"}},
			"On money they do not clearly differ: contribution is $3,000 a year less on average (error $2,000); by the end of FY29 it has not paid for itself in most futures."},
		{results.Earnings{Says: results.None}, "On money they come to the same."},
	} {
		c.e.Earned = &d
		plan := &results.Plan{Earnings: c.e, Standing: results.Standing{Cost: &results.Yearly{Says: results.More}}}
		assert.Equal(t, c.want, earns(&results.Comparison{Base: base}, plan))
	}
	for cost, want := range map[results.Finding]string{results.More: "; by the end of FY29 it has not paid for itself in most futures",
		results.None: "; at the end of FY29 it is not ahead in most futures", results.Less: "; at the end of FY29 it is not ahead in most futures"} {
		same := estimate.Wilson(40, 200, .95)
		e := results.Earnings{Earned: &d, Says: results.Less, Odds: estimate.Wilson(120, 200, .95), Tied: &same, AYear: -5e3, Error: 1e3, Payback: results.Payback{Last: "FY29 Q4"}}
		assert.Equal(t, "On money it loses to lean in 60 of 100 futures (the same in 20): contribution is $5,000 a year less on average (error $1,000)"+want+".",
			earns(&results.Comparison{Base: base}, &results.Plan{Earnings: e, Standing: results.Standing{Cost: &results.Yearly{Says: cost}}}))
	}
	assert.Empty(t, earns(&results.Comparison{Base: base}, &results.Plan{}))
}

func TestAnExplanationIsToldAsExpected(t *testing.T) {
	e := sample.Whys(t)["points"]
	e.Of.Name, e.Sets, e.Orders, e.ByTrial = "lean", 10, 2, true
	for i := range e.Causes {
		e.Causes[i].Says = "what " + e.Causes[i].Name + " would be if it cost nothing"
	}
	golden(t, "why.txt", written(t, func(b *bytes.Buffer) error { return inText(b, Explanation(e)) }))
}

func TestTablesTellWhatIsTheSameAndKeepBoundsOfLongSegments(t *testing.T) {
	m := sample.Shape{Trials: 20, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	c := sample.Compared(m.Turned(t, "lean", sample.Same), m.Turned(t, "idle", sample.Same), m.Better(t, "hire", 2))
	text := written(t, func(b *bytes.Buffer) error { return inText(b, Comparison(c)) })
	assert.Regexp(t, `(?m)^  idle +[\d.]+ +0 +0 +the same`, text)
	target := results.Target{Measure: "grr", Segment: strings.Repeat("long-", 18) + "emea", Bound: 0.9, Unit: measures.Share}
	assert.Regexp(t, `^grr of long-.*\.\.\..*-emea >= 90 %$`, words.TargetWithin(target, 48))
	assert.LessOrEqual(t, words.Width(words.TargetWithin(target, 48)), 48)
	target.Segment = "emea"
	assert.Equal(t, "grr of emea >= 90 %", words.TargetWithin(target, 48))
}
