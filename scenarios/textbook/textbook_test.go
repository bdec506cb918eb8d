package textbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
	"postsale/sim/theory"
)

func TestScenariosAgreeWithTheory(t *testing.T) {
	cases := Cases()
	if testing.Short() { // the others are left to make verify
		const of = 8
		for i := range len(cases) / of {
			cases[i] = cases[of*i]
		}
		cases = cases[:len(cases)/of]
	}
	verdicts, err := theory.Verify(t.Context(), cases, theory.Options{Seed: 1, Quick: true})
	require.NoError(t, err)
	for _, v := range verdicts {
		t.Logf("%-50s expected %.6g, simulated %.6g ± %.2g, z %.2f of %.2f", v.Name, v.Want, v.Got, v.StandardError, v.Z, v.Critical)
		assert.True(t, v.Holds, "%s %s", v.Name, v.Failure)
	}
}

func TestEveryTextbookFileIsHeldToTheory(t *testing.T) {
	held := map[string]bool{}
	for _, s := range studies() {
		held[s.file] = true
		_, err := scenarios.Load(s.file, s.sets)
		assert.NoError(t, err, "%s %v", s.file, s.sets)
	}
	for _, name := range scenarios.Names() {
		assert.Equal(t, scenarios.Textbook(name), held[name], name)
	}
}

func TestNoTwoLinesHaveTheSameName(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Cases() {
		require.NotEmpty(t, c.Lines)
		if !c.Exact {
			assert.GreaterOrEqual(t, c.Full, 50, c.Lines[0].Name)
			assert.True(t, c.Quick == 0 || c.Quick >= 50, c.Lines[0].Name)
		}
		for _, l := range c.Lines {
			assert.False(t, seen[l.Name], l.Name)
			assert.NotEmpty(t, l.Source, l.Name)
			seen[l.Name] = true
		}
	}
}

// A company that is not the textbook's must fail the line that knows it.
func TestAnotherCompanyFailsTheTable(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for _, c := range []struct {
		file, line string
		sets       []string
	}{
		{file: "theory-mm1", line: "rho 0.5: mean wait", sets: []string{effort("1")}},
		{file: "theory-processor-sharing", line: "half a day", sets: []string{"delivery.teams.crew.concurrent_projects=3"}},
		{file: "theory-interrupts", line: "time to live", sets: []string{"support.configuration.owner=support", "support.tier1.productive_hours=40h/w"}},
		{file: "theory-priorities", line: "premium", sets: []string{"segments.premium.tickets.premium=0%"}},
		{file: "theory-reopened", line: "number open", sets: []string{"support.reopened=27%"}},
		{file: "theory-early-life", line: "quarter 2", sets: []string{"segments.standard.tickets.early_multiple=2.8"}},
		{file: "theory-forgetting", line: "renewal 2", sets: []string{"outcomes.forgets=1.5mo"}},
		{file: "theory-equal-logos", line: "mean GRR", sets: []string{"segments.customers.churn.first_renewal=11%"}},
		{file: "theory-terms", line: "GRR", sets: []string{"segments.one-year.churn.first_renewal=16%"}},
		{file: "theory-old-book", line: "after year 1", sets: []string{"segments.customers.opening.age_ratio=70%"}},
		{file: "theory-infinite-servers", line: "deterministic: number in week 8", sets: []string{"deals.profile={weeks: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3]}"}},
		{file: "theory-expansion", line: "variance", sets: []string{"segments.customers.expansion.size={lognormal: {mean: 25%, cv: 0.8}}"}},
		{file: "theory-attention", line: "share that leaves", sets: []string{"success.teams.success.people=0"}},
		{file: "theory-jobs", line: "mean wait", sets: []string{"segments.customers.success.expansion=7h"}},
		{file: "theory-jobs", line: "nobody there", sets: []string{"success.expansions.alone=50%"}},
		{file: "theory-unworked", line: "share that leaves", sets: []string{"outcomes.leaving.unworked=3"}},
		{file: "theory-rescue", line: "share that works", sets: []string{"success.rescue.saves=30%"}},
		{file: "theory-rescue", line: "share that leaves", sets: []string{"success.rescue.relief=40%"}},
		{file: "theory-contraction", line: "gives back", sets: []string{"outcomes.contracting.not_live=1.5"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			all := studies()
			at := slices.IndexFunc(all, func(s study) bool {
				return s.file == c.file && s.quick > 0 && slices.ContainsFunc(s.lines, func(l line) bool { return strings.Contains(l.name, c.line) })
			})
			require.GreaterOrEqual(t, at, 0)
			s := all[at]
			s.quick = 60
			s.sets = append(slices.Clone(s.sets), c.sets...)
			verdicts, err := theory.Verify(t.Context(), []theory.Case{s.theory()}, theory.Options{Seed: 1, Quick: true})
			require.NoError(t, err)
			for i, v := range verdicts {
				require.Empty(t, v.Failure)
				if strings.Contains(s.lines[i].name, c.line) {
					assert.False(t, v.Holds, "%s: %v is too near to %v, z %.1f of %.1f", v.Name, v.Got, v.Want, v.Z, v.Critical)
				}
			}
		})
	}
}

// What is exact says something only of a company that lived through it.
func TestTheExactFilesAreNotIdle(t *testing.T) {
	for _, c := range []struct {
		file  string
		flows []ledger.Flow
	}{
		{"theory-base-churn", []ledger.Flow{ledger.LateGoLives, ledger.PartnerStarts, ledger.Breaches, ledger.Churns, ledger.ContractionARR, ledger.ExpansionARR}},
		{"theory-attention", []ledger.Flow{ledger.Churns}},
		{"theory-unworked", []ledger.Flow{ledger.Churns, ledger.RenewalsUnworked}},
		{"theory-rescue", []ledger.Flow{ledger.Churns, ledger.Rescues, ledger.RescuesWon}},
		{"theory-little", []ledger.Flow{ledger.Starts, ledger.StartDays, ledger.LiveDays, ledger.ResolutionDays, ledger.Reopenings, ledger.Escalations}},
	} {
		l := company.New(study{file: c.file}.params(), 1).Run(1)
		for i, flow := range c.flows {
			assert.Positive(t, l.Sum(flow, l.All(), 0, l.Quarters), "%s: flow %d", c.file, i)
		}
		if c.file == "theory-little" {
			assert.Less(t, l.Sum(ledger.Tickets, l.All(), 0, l.Quarters), float64(littleTickets))
		}
	}
}

func TestAFileThatDoesNotLoadIsAFault(t *testing.T) {
	s := study{file: "theory-nothing", quick: 50, lines: []line{{name: "x"}}}
	verdicts, err := theory.Verify(t.Context(), []theory.Case{s.theory()}, theory.Options{Quick: true})
	require.NoError(t, err)
	assert.False(t, verdicts[0].Holds)
	assert.Contains(t, verdicts[0].Failure, "no built-in scenario of this name")
}

func ExampleCases() {
	for _, c := range Cases() {
		if strings.HasPrefix(c.Lines[0].Name, "theory-mm3") {
			fmt.Printf("%s %.4f\n", c.Lines[0].Name, c.Lines[0].Want)
		}
	}
	// Output:
	// theory-mm3, c 2, a 1.5: mean wait 1.2857
	// theory-mm3, c 3, a 2: mean wait 0.4444
	// theory-mm3, c 5, a 4: mean wait 0.5541
	// theory-mm3, c 10, a 9: mean wait 0.6687
	// theory-mm3, c 20, a 18: mean wait 0.2754
}
