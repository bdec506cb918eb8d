package company_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/scenarios"
)

func traced(t *testing.T, ref string, sets ...string) *company.Company {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	c := company.New(&s.Params, 1)
	c.Trace()
	c.Run(1)
	return c
}

func TestEveryCustomerHasANameOfItsOwn(t *testing.T) {
	for _, ref := range []string{"board", "board-from-accounts"} {
		c := traced(t, ref, "horizon=2q")
		names := c.CustomerNames()
		seen := map[string]bool{}
		for _, name := range names {
			assert.False(t, seen[name], "%s: %s twice", ref, name)
			seen[name] = true
		}
		for _, f := range c.Facts() {
			if f.Customer != ledger.None {
				require.Less(t, int(f.Customer), len(names), ref)
			}
		}
	}
}

func TestOpeningCustomersAreNamedByTheirNumberInTheBook(t *testing.T) {
	names := traced(t, "board", "horizon=1q").CustomerNames()
	assert.Equal(t, "smb-0001", names[0])
	assert.Equal(t, "smb-0300", names[299])
	assert.Equal(t, "mid-market-0001", names[300])
}

func TestDealsAreNamedByTheirDraw(t *testing.T) {
	drawn := map[string][]int{} // numbers by segment and quarter
	slipped := 0
	c := traced(t, "board", "horizon=3q", "warm_up=1q", "deals.slip=30%")
	names := c.CustomerNames()
	for _, f := range c.Facts() {
		if f.Kind != ledger.Signed {
			continue
		}
		name := names[f.Customer]
		i := strings.LastIndex(name, "-")
		number, err := strconv.Atoi(name[i+1:])
		require.NoError(t, err, name)
		drawn[name[:i]] = append(drawn[name[:i]], number)
		quarter := []string{"FY26Q4", "FY27Q1", "FY27Q2", "FY27Q3"}[1+int(math.Floor(f.At/fiscal.Quarter))]
		if !strings.Contains(name, quarter) {
			slipped++
		}
	}
	assert.Positive(t, slipped)
	assert.Contains(t, names, "enterprise-FY26Q4-01")
	assert.Contains(t, names, "smb-FY27Q1-07")
	for _, list := range []string{"smb-FY26Q4", "smb-FY27Q1", "smb-FY27Q2"} { // every deal of these has closed
		slices.Sort(drawn[list])
		for i, number := range drawn[list] {
			assert.Equal(t, i+1, number, list)
		}
	}
}

func TestADealHasTheSameNameWheneverItCloses(t *testing.T) {
	arr := func(c *company.Company) map[string]float64 {
		names, list := c.CustomerNames(), map[string]float64{}
		for _, f := range c.Facts() {
			if f.Kind == ledger.Signed {
				list[names[f.Customer]] = f.Amount
			}
		}
		return list
	}
	flat := arr(traced(t, "board", "horizon=2q", "deals.slip=0%", "deals.profile=flat"))
	severe := arr(traced(t, "board", "horizon=2q", "deals.slip=0%", "deals.profile=severe"))
	assert.NotEmpty(t, flat)
	assert.Equal(t, flat, severe)
}

func TestADealYieldsItsNameToAnAccount(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"plan.yaml": "name: plan\nextends: board\naccounts: accounts.csv\nsegments:\n" +
			"  smb: {opening: {customers: null, in_flight: null, open_tickets: null}}\n" +
			"  mid-market: {opening: {customers: null, in_flight: null, open_tickets: null}}\n" +
			"  enterprise: {opening: {customers: null, in_flight: null, open_tickets: null}}\n",
		"accounts.csv": "id,segment,arr,start,renewal,term,live\nsmb-FY27Q1-02,smb,1000,2026-01-01,2028-01-01,2y,yes\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	names := traced(t, filepath.Join(dir, "plan.yaml"), "horizon=1q").CustomerNames()
	assert.Equal(t, "smb-FY27Q1-02", names[0])
	assert.Contains(t, names, "smb-FY27Q1-01")
	assert.Contains(t, names, "smb-FY27Q1-02+")
}

func TestTicketsAreNamedByTheirOrigin(t *testing.T) {
	seen := map[string]bool{}
	found := 0
	c := traced(t, "board", "horizon=2q")
	for _, f := range c.Facts() {
		if f.Kind != ledger.Opened {
			continue
		}
		name := company.TicketName(f.Subject)
		origin, number, _ := strings.Cut(name, "ticket ")
		if issue, ok := strings.CutPrefix(name, "configuration issue "); ok {
			origin, number = "configuration", issue
		}
		assert.Equal(t, origin == "found ", f.Marks&ledger.Found != 0, name)
		if f.Marks&ledger.Found != 0 {
			found++
		}
		whole := fmt.Sprint(f.Customer, name)
		assert.False(t, seen[whole], whole)
		seen[whole] = true
		seen[origin+number] = true
	}
	assert.Equal(t, 5+8+7, found)
	for _, name := range []string{"1", "2", "early 1", "configuration1", "found 8"} {
		assert.True(t, seen[name], name)
	}
}

func TestAccountsKeepTheirIDs(t *testing.T) {
	names := traced(t, "board-from-accounts", "horizon=1q").CustomerNames()
	s, err := scenarios.Load("board-from-accounts", nil)
	require.NoError(t, err)
	assert.Contains(t, string(s.Files[0].Data), "\n"+names[0]+",")
}
