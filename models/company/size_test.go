package company_test

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/scenarios"
)

func TestListsThatNobodyCouldReadAreRefusedBeforeAnythingElse(t *testing.T) {
	var p company.Params
	var project delivery.Project
	for i := range 51 {
		name := units.Name(fmt.Sprint("n", i))
		project.Phases = append(project.Phases, delivery.Phase{Name: name})
		p.Segments = append(p.Segments, units.Entry[company.Segment]{Name: name})
		p.Delivery.Routes = append(p.Delivery.Routes, delivery.Route{})
		p.Delivery.Teams = append(p.Delivery.Teams, units.Entry[delivery.Team]{Name: name})
	}
	p.Delivery.Projects = append(p.Delivery.Projects, units.Entry[delivery.Project]{Name: "package", Value: project})
	assert.Equal(t, []string{
		"segments: must be at most 50, got 51",
		"delivery: must have at most 50 teams and partners with those of success and works, got 51",
		"delivery.projects.package.phases: must be at most 50, got 51",
		"delivery.routes: must be at most 50, got 51",
	}, units.Found(p.Validate))
}

func TestWhatATrialMayTakeIsTold(t *testing.T) {
	for _, c := range []struct {
		name string
		sets []string
		want string
	}{
		{"tickets that are open", []string{"segments.small.opening.open_tickets=10000000"}, "customers of all time and 10,000,000 tickets that are open at the start"},
		{"tickets of early life", []string{"segments.small.tickets={per_month: 10000, early_multiple: 100}"}, "a trial must come to at most 20,000,000 tickets of all time, got"},
		{"tickets after poor deliveries", []string{"segments.small.tickets={per_month: 1000}", "support.poor_delivery_multiple=100",
			"delivery.teams.crew.hire_when=null", "delivery.routes=[{partner: helper, mode: whole}]"}, "a trial must come to at most 20,000,000 tickets"},
		{"tickets of customers who grow", []string{"segments.small.tickets={per_month: 100, size: 2}",
			"segments.small.expansion={per_year: 4, size: 100%}"}, "a trial must come to at most 20,000,000 tickets"},
		{"tickets of very different customers", []string{"segments.small.acv={lognormal: {mean: 12k, cv: 1000}}", "segments.small.tickets={per_month: 2, size: 2}"},
			"a trial must come to at most 20,000,000 tickets"},
		{"tickets that nobody answers", []string{"segments.small.opening={customers: 200}", "segments.small.tickets={per_month: 2500}"},
			"must have more people, or customers fewer tickets: a trial must take at most 2 GB of memory, got "},
		{"tickets that nobody solves", []string{"segments.small.opening={customers: 200}", "segments.small.tickets={per_month: 2500}",
			"support.tier1.people=9999", "support.tier2={people: 0}", "support.break_fix.escalated=100%"}, "tickets that are still open at the end"},
		{"customers", []string{"segments.small.opening={customers: 2000000}", "segments.small.expansion.projects=null"}, "got 8.4 GB for 2,000,000 customers"},
		{"projects of customers who grow", []string{"segments.small.opening={customers: 200000}", "segments.small.expansion={per_year: 20, chance: null, size: 0%, projects: {small: 100%}}"},
			"a trial must take at most 2 GB of memory"},
		{"customers beyond numbers", []string{"segments.small.deals_growth=-99.99999999%", "warm_up=200q"}, "for more than 1,000,000,000,000,000 customers"},
		{"renewals", []string{"segments.small.terms={1d: 100%}", "segments.small.churn=0%", "segments.small.uplift=0%", "segments.small.opening={customers: 20000}"},
			"a trial must come to at most 5,000,000 renewals and chances to expand, got"},
		{"sponsors", []string{"success.sponsors={leave: 99.9999%, regained: {exponential: {mean: 1d}}}", "segments.small.opening={customers: 200000}"},
			"success.sponsors: must come and go less often, or customers be fewer: a trial must come to at most 5,000,000 changes of sponsors of all time, got"},
		{"growth", []string{"segments.small.expansion={per_year: 100, size: 1000%}"}, "segments.small: must grow a customer's ARR at most by a factor of 1,000,000,000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, s := range c.sets {
				c.sets[i] = strings.Replace(s, "churn=0%", "churn={first_renewal: 0%}", 1)
			}
			_, err := scenarios.Load("../../scenarios/testdata/random.yaml", c.sets)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func TestExpectedTicketsAreThoseThatATrialLeaves(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	most := []string{"segments.small.opening={customers: 200}", "segments.large.opening={customers: 1}", "segments.small.deals_per_quarter=0",
		"segments.large.deals_per_quarter=0", "segments.small.churn={first_renewal: 0%}", "segments.small.expansion={}", "segments.small.uplift=0%",
		"segments.small.tickets={per_month: 20}", "segments.small.contraction={}", "works=null", "support.induced=null", "events=[]", "engineering=null",
		"support.tier1.stand_in=null", "support.cs_engineers.stand_in=null", "support.office_hours=null"}
	for _, c := range []struct {
		name string
		sets []string
		none bool
	}{
		{name: "nobody is there", sets: []string{"support.tier1.people=0"}},
		{name: "too few are there", sets: []string{"support.tier1.people=1"}},
		{name: "they leave on the first day", sets: []string{"support.tier1={people: 100, cuts: [{at: 1d, people: 100}]}"}},
		{name: "they come too late", sets: []string{"support.tier1={people: 0, hires: [{at: 20y, people: 100}]}"}},
		{name: "they come after a warm-up", sets: []string{"warm_up=8q", "support.tier1={people: 0, hires: [{at: 1q, people: 1}]}"}},
		{name: "nobody solves them", sets: []string{"support.tier1.people=100", "support.tier2={people: 0}"}},
		{name: "too few solve them", sets: []string{"support.tier1.people=100", "support.tier2={people: 2}"}},
		{name: "too few for what comes back", sets: []string{"support.tier1.people=10", "support.tier2={people: 100}", "support.reopened=80%"}},
		{name: "some found, too few", sets: []string{"segments.small.opening={customers: 200, open_tickets: 20000}", "support.tier1.people=3"}},
		{name: "self-service answers many", sets: []string{"support.how_do_i={share: 100%, deflected: 90%}", "support.tier1.people=0"}},
		{name: "nobody solves configuration issues", sets: []string{"segments.small.tickets={configuration_per_week: 5}", "support.cs_engineers={people: 0}",
			"support.configuration.owner=cs-engineers"}},
		{name: "too few of a delivery team do", sets: []string{"segments.small.tickets={configuration_per_week: 8}", "support.configuration.owner=architects",
			"support.tier2={people: 100}"}},
		{name: "tier 1 does, and tier 2 too few", sets: []string{"segments.small.tickets={configuration_per_week: 5}", "support.configuration={owner: support, escalated: 100%}",
			"support.tier1.people=100"}},
		{name: "engineering does not come to it", sets: []string{"support.engineering={share: 100%, lag: 20y}", "support.break_fix.escalated=100%",
			"support.tier1.people=100", "support.tier2={people: 100}"}},
		{name: "nor to many", sets: []string{"support.engineering={share: 50%, lag: {exponential: {mean: 60d}}}", "support.break_fix.escalated=100%",
			"support.tier1.people=100", "support.tier2={people: 100}"}},
		{name: "as if they took no time", sets: []string{"segments.small.tickets={configuration_per_week: 8}", "support.configuration.owner=architects",
			"ideal=[interrupts]", "support.tier1.people=100", "support.tier2={people: 100}"}, none: true},
		{name: "enough are there", sets: []string{"support.tier1.people=100", "support.tier2={people: 100}"}, none: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := scenarios.Load("../../scenarios/testdata/random.yaml", append(most, c.sets...))
			require.NoError(t, err)
			l := company.New(&s.Params, 1).Run(1)
			left := l.Closing(ledger.Backlog, l.All(), s.Params.Quarters()-1)
			if c.none {
				assert.Less(t, s.Params.Left(), 500.0)
				assert.Less(t, left, 500.0)
				return
			}
			require.Greater(t, left, 1000.0)
			assert.LessOrEqual(t, s.Params.Left(), 1.1*left)
			assert.GreaterOrEqual(t, s.Params.Left(), 0.5*left)
			t.Logf("%.0f, of %.0f", s.Params.Left(), left)
		})
	}
}

func TestResultsTakeANumberForEveryColumnAndTrialAndWhatIsPooled(t *testing.T) {
	p := load(t, "board", "trials=1000")
	columns := float64(len(p.Layout().Columns()))
	weeks := 13 * float64(len(p.Segments)+1)
	triangle := float64(len(p.Segments) * (p.Quarters() + 1) * (p.Quarters() + 1))
	assert.Equal(t, 8.*1000*(columns+1)+24*2081*weeks+8*triangle, p.KeptBytes())
}

// Only tickets that are open take memory; twelve million of all time take some seconds.
func TestMillionsOfTicketsAreNoReasonToRefuse(t *testing.T) {
	_, err := scenarios.Load("theory-early-life", []string{"segments.standard.tickets.per_month=3000", "horizon=12q",
		"support.tier1.people=10000", "support.tier2.people=10000"})
	assert.NoError(t, err)
}

func TestATrialFarLargerThanExpectedEndsItself(t *testing.T) {
	for _, c := range []struct {
		name   string
		sets   []string
		change func(*company.Params)
		bytes  float64
		want   string
		slow   bool
	}{
		{name: "tickets that nobody answers", sets: []string{"support.tier1.people=0"}, bytes: 50e6,
			change: func(p *company.Params) { p.Segments[0].Value.Tickets.PerMonth = 1e5 }, // as luck with a spread of great variance does
			want:   `: the trial takes more than 0.05 GB of memory, with [0-9]+ customers so far and 12[0-9]{4} tickets open at once$`},
		{name: "customers", bytes: 10e6,
			change: func(p *company.Params) { p.Segments[0].Value.Deals.PerQuarter = 50e3 },
			want:   `: the trial takes more than 0.01 GB of memory, with 23[0-9]{2} customers so far and [0-9]+ tickets open at once$`},
		{name: "tickets that take no memory", sets: []string{"support.how_do_i={share: 100%, deflected: 100%}"}, bytes: 50e6, slow: true,
			change: func(p *company.Params) { p.Segments[0].Value.Tickets.PerMonth = 1e9 },
			want:   `: the trial comes to more than 40000000 tickets$`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.slow && testing.Short() {
				t.Skip("takes seconds")
			}
			s, err := scenarios.Load("../../scenarios/testdata/random.yaml", c.sets)
			require.NoError(t, err)
			c.change(&s.Params)
			trials := company.New(&s.Params, 1)
			trials.Limit(c.bytes)
			defer func() { assert.Regexp(t, c.want, recover()) }()
			trials.Run(1)
		})
	}
}

func TestATraceHasNoMoreFactsThanExpected(t *testing.T) {
	for _, c := range []struct {
		name string
		sets []string
	}{
		{name: "board"},
		{name: "board", sets: grown},
		{name: "board-lean"},
		{name: "theory-overflow"},
		{name: "theory-forgetting"},
		{name: "theory-two-tiers"},
		{name: "theory-terms"},
		{name: "theory-reopened"},
		{name: "theory-sponsors"},
		{name: "theory-sponsors", sets: []string{"success.sponsors={leave: 99.9999%, regained: {exponential: {mean: 1d}}}"}},
		{name: "theory-reopened", sets: []string{"support.reopened=90%", "support.tier1.people=1000"}},
		{name: "theory-two-tiers", sets: []string{"support.reopened=90%", "support.tier1.people=1000", "support.tier2.people=1000"}},
	} {
		s, err := scenarios.Load(c.name, append(c.sets, "horizon=8q"))
		require.NoError(t, err)
		traced := company.New(&s.Params, 1)
		traced.Trace()
		traced.Run(1)
		share := float64(len(traced.Facts())) / s.Params.ExpectedFacts()
		assert.LessOrEqual(t, share, 1.0, "%s %v", c.name, c.sets)
		assert.GreaterOrEqual(t, share, 0.1, "%s %v: as if they took nothing", c.name, c.sets)
	}
}

// The peak memory of a process can be set back where there is this file.
const peaks = "/proc/self/clear_refs"

func TestCustomersAndOpenTicketsTakeWhatIsSaid(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // as a run of more than 100 trials does
	peak := func() float64 {
		status, err := os.ReadFile("/proc/self/status")
		require.NoError(t, err)
		_, after, _ := strings.Cut(string(status), "VmHWM:")
		kilobytes, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
		require.NoError(t, err)
		return kilobytes * 1024
	}
	for _, c := range []struct {
		name  string
		sets  []string
		n     float64
		bytes float64
	}{
		{"customers", []string{"segments.small.opening={customers: 300000}", "segments.small.tickets={}"}, 300e3, company.CustomerBytes + company.CaredBytes},
		{"customers whom nobody looks after", []string{"segments.small.opening={customers: 300000}", "segments.small.tickets={}", "segments.small.success=null",
			"segments.large.success=null", "success={teams: {success: {people: 2}}, sponsors: null, executives: null, renewals: null, expansions: null, health: null, rescue: null}",
			"offerings=null", "works=null", "adoption=null", "events=[]", "engineering=null"}, 300e3, company.CustomerBytes},
		{"open tickets", []string{"segments.small.opening={customers: 10, open_tickets: 2000000}", "support.tier1.people=0"}, 2e6, company.TicketBytes},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := scenarios.Load("../../scenarios/testdata/random.yaml", c.sets)
			require.NoError(t, err)
			debug.FreeOSMemory()
			if err := os.WriteFile(peaks, []byte("5"), 0); err != nil {
				t.Skip(err)
			}
			before := peak()
			company.New(&s.Params, 1).Run(1)
			each := (peak() - before) / c.n
			t.Logf("%.0f bytes each", each)
			assert.LessOrEqual(t, each, c.bytes)
			assert.GreaterOrEqual(t, each, c.bytes/2, "as if they took nothing")
		})
	}
}
