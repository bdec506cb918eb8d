package scenarios_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// booked are board-from-accounts and its accounts, but for some.
func booked(t *testing.T, sets []string, without ...string) *company.Params {
	t.Helper()
	table, err := os.ReadFile("library/accounts.csv")
	require.NoError(t, err)
	lines := slices.DeleteFunc(strings.SplitAfter(string(table), "\n"), func(line string) bool {
		id, _, _ := strings.Cut(line, ",")
		return slices.Contains(without, id)
	})
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "mine.csv"), []byte(strings.Join(lines, "")), 0o600))
	file := filepath.Join(folder, "mine.yaml")
	require.NoError(t, os.WriteFile(file, []byte("name: mine\nextends: board-from-accounts\naccounts: mine.csv\n"), 0o600))
	return load(t, file, sets...)
}

// retained are NRR of the first year in trials, and what an account still pays as it ends.
func retained(p *company.Params, trials int, account string) (nrr, kept []float64) {
	layout := p.Layout()
	columns := layout.Columns()
	at := slices.IndexFunc(columns, func(c measures.Column) bool {
		return c.Measure.Name == "nrr" && c.Segment == measures.WholeCompany && c.Period.Name == "FY27"
	})
	c := company.New(p, 1)
	c.Trace()
	for trial := 1; trial <= trials; trial++ {
		l := c.Run(trial)
		nrr = append(nrr, layout.Row(columns, l)[at])
		who, pays := int32(slices.Index(c.CustomerNames(), account)), 0.0
		for _, f := range l.Facts() {
			if f.Customer != who || f.At >= 260 {
				continue
			}
			switch f.Kind {
			case ledger.Held, ledger.Expanded, ledger.Uplifted:
				pays += f.Amount
			case ledger.Contracted, ledger.Churned:
				pays -= f.Amount
			}
		}
		kept = append(kept, pays)
	}
	return nrr, kept
}

// The largest account is lost in the middle of the year. NRR falls by what it would still have paid, over the ARR of the first
// day, its own included: it leaves the numerator alone. Taken out of the file it leaves both, and NRR is that of the others.
func TestLosingTheLargestAccountCostsItsShareOfNRR(t *testing.T) {
	trials := 30
	if testing.Short() {
		trials = 8
	}
	base := booked(t, nil)
	book, _, _ := base.ReadAccounts()
	total, largest := 0.0, 0
	for i, a := range book {
		total += a.ARR
		if a.ARR > book[largest].ARR {
			largest = i
		}
	}
	id, arr := book[largest].ID, book[largest].ARR
	require.Greater(t, arr/total, .01, "too small to see")

	was, kept := retained(base, trials, id)
	lost, left := retained(booked(t, []string{"events=[{at: 2027-07-01, leaves: " + id + "}]"}), trials, id)
	gone, _ := retained(booked(t, nil, id), trials, id)

	var falls, share, others, apart []float64
	for i := range was {
		falls = append(falls, lost[i]-was[i])
		share = append(share, -kept[i]/total)
		others = append(others, gone[i]-was[i])
		apart = append(apart, (was[i]*total-kept[i])/(total-arr)-was[i])
		assert.InDelta(t, 0, left[i], 1e-6*arr)
	}
	within := func(got, want []float64, says string) {
		t.Helper()
		g, w := estimate.Of(got), estimate.Of(want)
		assert.InDelta(t, w.Mean, g.Mean, 3*math.Hypot(g.MCError, w.MCError), says)
	}
	within(falls, share, "its share, that of the file's ARR which it would have kept")
	within(others, apart, "without it there are only the others")
	assert.Less(t, estimate.Of(falls).Mean, -.7*arr/total)
	assert.Less(t, math.Abs(estimate.Of(others).Mean), .3*math.Abs(estimate.Of(falls).Mean), "without it NRR hardly moves")
}

// decisions are what is decided in a trial that no go-live is in the way of: who signs, and all of those who were live at the
// start, but for one.
func decisions(p *company.Params, trial int, but string) []string {
	c := company.New(p, 1)
	c.Trace()
	facts := c.Run(trial).Facts()
	names := c.CustomerNames()
	book, _, _ := p.ReadAccounts()
	var list []string
	for _, f := range facts {
		decides := slices.Contains([]ledger.Kind{ledger.Renewed, ledger.Churned, ledger.Contracted, ledger.Uplifted, ledger.Expanded}, f.Kind)
		if f.Kind == ledger.Signed || decides && int(f.Customer) < len(book) && book[f.Customer].Live && names[f.Customer] != but {
			list = append(list, fmt.Sprintln(f.At, names[f.Customer], f.Kind, f.Amount, f.Extra))
		}
	}
	return list
}

// With the effects off nobody hears of what others live through, and an event moves its own account alone.
func TestAnEventLeavesTheLuckOfAllOthersAlone(t *testing.T) {
	const off = "outcomes={leaving: {month_late: 1, tickets_breached: 1, partner_delivered: 1, partner_quality: 1, not_live: 1}, " +
		"expanding: {month_late: 1, tickets_breached: 1, partner_delivered: 1, partner_quality: 1}}"
	of := func(list string) *company.Params {
		return load(t, "board-from-accounts", off, "success.renewals=null", "success.expansions=null", "success.rescue=null", "events="+list)
	}
	const id = "A-1500"
	base := of("[]")
	for _, event := range []string{
		"{at: 2027-03-01, leaves: A-1500}", "{at: 2027-03-01, renews: A-1500}", "{at: 2027-03-01, pays_late: A-1500}",
		"{at: 2027-03-01, loses: {team: tier1, people: 1}}", "{at: 2027-03-01, release_slips: 9w}",
	} {
		p := of("[" + event + "]")
		for trial := 1; trial <= 2; trial++ {
			assert.Equal(t, decisions(base, trial, id), decisions(p, trial, id), event)
		}
	}
	assert.NotEqual(t, decisions(base, 1, ""), decisions(of("[{at: 2027-03-01, leaves: A-1500}]"), 1, ""))
	assert.NotEqual(t, decisions(base, 1, id), decisions(of("[{at: 2027-03-01, prices_rise: 5%}]"), 1, id))
}

func TestEventsAreSetAndWrittenLikeAnyList(t *testing.T) {
	list := "[{at: FY27 Q3, leaves: A-1001}, {at: 6w, pays_late: {account: A-1002, by: 30d}}, {at: 1y, prices_rise: {by: 4%, segment: smb}}, " +
		"{at: 2027-02-01, loses: {team: tier1, people: 1}}, {at: 5w, renews: {largest: enterprise}}]"
	s, err := scenarios.Load("board-from-accounts", []string{"events=" + list, "events[1].at=2027-05-01", "events[2].prices_rise.by=6%", "events[0].leaves=A-1003"})
	require.NoError(t, err)
	assert.EqualValues(t, "A-1003", s.Params.Events[0].Leaves.ID)
	assert.InDelta(t, .06, float64(s.Params.Events[2].PricesRise.By), 1e-12)
	assert.Equal(t, units.Name("smb"), s.Params.Events[2].PricesRise.Segment)
	assert.Equal(t, units.Name("enterprise"), s.Params.Events[4].Renews.Largest)
	for _, want := range []string{"leaves: A-1003", "pays_late: {account: A-1002, by: 6w}", "prices_rise: {by: 6%, segment: smb}",
		"loses: {team: tier1, people: 1}", "renews: {largest: enterprise}"} {
		assert.Contains(t, string(s.Resolved()), want)
	}
	folder := t.TempDir()
	data, err := os.ReadFile("library/accounts.csv")
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(folder, "data"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "data", "accounts.csv"), data, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "s.yaml"), s.Resolved(), 0o600))
	again, err := scenarios.Load(filepath.Join(folder, "s.yaml"), nil)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(s.Resolved(), again.Resolved()))
}

// A made-up book is another for every seed: its accounts have no ids to name.
func TestOnlyAccountsOfAFileHaveIDs(t *testing.T) {
	_, err := scenarios.Load("board", []string{"events=[{at: 1y, leaves: smb-0007}]"})
	assert.ErrorContains(t, err, `events[0].leaves: must be {largest: a segment} without accounts`)
	_, err = scenarios.Load("board-from-accounts", []string{"events=[{at: 1y, leaves: smb-0007}]"})
	assert.ErrorContains(t, err, `events[0].leaves: must be the id of an account in accounts.csv, got "smb-0007"`)
	_, err = scenarios.Load("board", []string{"events=[{at: 1w, loses: {team: implementation, people: 10}}]", "delivery.teams.implementation.cuts=[{at: 3d, people: 1}]"})
	assert.ErrorContains(t, err, "events[0].loses.people: must be at most the 9 whom implementation has by then, got 10")
}

// The lost account is in the ledger with a reason of its own, and what comes to it afterwards comes to nothing.
func TestTheLedgerSaysWhatTheFileStates(t *testing.T) {
	p := load(t, "board-from-accounts", "events=[{at: 2027-03-01, leaves: A-1001}, {at: 2027-04-01, renews: A-1001}]")
	c := company.New(p, 1)
	c.Trace()
	l := c.Run(1)
	var told []string
	for _, f := range l.Facts() {
		if f.Kind == ledger.Known || f.Kind == ledger.Unmet || f.Marks&ledger.ByEvent != 0 {
			told = append(told, fmt.Sprintln(ledger.Kinds[f.Kind].Name, f.Subject, f.Marks&ledger.Late != 0, c.CustomerNames()[f.Customer]))
		}
	}
	assert.Equal(t, []string{"known 0 false A-1001\n", "churned 0 false A-1001\n", "unmet 1 true A-1001\n"}, told)
	layout := p.Layout()
	assert.Equal(t, []string{"events[0]: it leaves", "events[1]: it is to renew for certain"}, layout.Events)
	assert.Contains(t, layout.Has, "events[].leaves")
}
