package money_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/money"
	"postsale/models/units"
	"postsale/sim"
)

const (
	smb = iota
	all
	delivery
	tier1
	success
)

// firm returns accounts with a clock and an open ledger of one year.
func firm() (*sim.Simulator, *ledger.Ledger, *money.Accounts) {
	l := ledger.New(ledger.Layout{Segments: []string{"smb"}, Teams: []string{"delivery", "tier1", "success"}, Quarters: 4})
	s := sim.New()
	return s, l, money.New(s, l, money.Params{Hosting: .12}, []money.Team{
		{Scope: delivery, Line: ledger.ServicesLine, Cost: 140e3},
		{Scope: tier1, Line: ledger.SupportLine, Cost: 85e3},
		{Scope: success, Line: ledger.SuccessLine, Cost: 150e3},
	})
}

// end closes the year.
func end(s *sim.Simulator, l *ledger.Ledger) {
	for q := 1.; q <= 4; q++ {
		s.Run(fiscal.Quarter * q)
		l.Record(ledger.Fact{At: s.Now(), Kind: ledger.QuarterClosed, Customer: ledger.None})
	}
}

func TestAPersonCostsItsTeamEveryDayOnThePayroll(t *testing.T) {
	s, l, accounts := firm()
	accounts.Employ(0, 10)
	accounts.Employ(1, 4)
	accounts.Employ(2, 2)
	s.Run(fiscal.Quarter / 2) // one leaves in the middle of the first quarter
	accounts.Employ(0, 9)
	end(s, l)
	for _, c := range []struct {
		name  string
		stock ledger.Stock
		scope int
		want  float64
	}{
		{"services", ledger.ServicesPay, delivery, (10*1 + 9*7) / 8. * 140e3},
		{"services of the company", ledger.ServicesPay, all, (10*1 + 9*7) / 8. * 140e3},
		{"support", ledger.SupportPay, tier1, 4 * 85e3},
		{"support of the company", ledger.SupportPay, all, 4 * 85e3},
		{"success", ledger.SuccessPay, success, 2 * 150e3},
		{"no services of support", ledger.ServicesPay, tier1, 0},
		{"no segment is charged", ledger.ServicesPay, smb, 0},
	} {
		assert.InDelta(t, c.want, l.Area(c.stock, c.scope, 0, 4), 1e-6, c.name)
	}
}

func TestHostingIsAShareOfTheARRThatCounts(t *testing.T) {
	s, l, accounts := firm()
	accounts.Host(20e6)
	s.Run(fiscal.Quarter)
	accounts.Host(24e6)
	end(s, l)
	assert.InDelta(t, .12*(20e6*1+24e6*3)/4, l.Area(ledger.HostingPay, all, 0, 4), 1e-6)
	assert.InDelta(t, .12*20e6/4, l.Area(ledger.HostingPay, all, 0, 1), 1e-6)
}

func TestWhatIsWrongWithTheMoney(t *testing.T) {
	for _, c := range []struct {
		hosting units.Share
		want    []units.Fault
	}{
		{hosting: 0},
		{hosting: 1},
		{hosting: -.1, want: []units.Fault{{Path: "hosting", Message: "must be between 0% and 100%, got -10%"}}},
		{hosting: 1.2, want: []units.Fault{{Path: "hosting", Message: "must be between 0% and 100%, got 120%"}}},
		{hosting: units.Share(math.NaN()), want: []units.Fault{{Path: "hosting", Message: "must be between 0% and 100%, got NaN%"}}},
	} {
		var f units.Faults
		money.Params{Hosting: c.hosting}.Validate(&f)
		assert.Equal(t, c.want, f.All())
	}
}
