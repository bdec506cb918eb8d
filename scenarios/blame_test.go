package scenarios_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios"
)

// What is built in is right: whoever makes it wrong is told where they did, and what stands there.
func TestAFaultIsToldWhereItWasMade(t *testing.T) {
	const inFlight = "makes segments.smb.opening.in_flight (board:19:42) wrong: must be at most the 3 opening customers, got 7; state it as well, or leave this out"
	const monthly = "makes segments.smb.churn.by_term (board:26:12) wrong: must state the churn of a contract of 1mo, which renews more often than once a year, " +
		"got none (accounts that have it: 1, the first in accounts.csv:2); state it as well, or leave this out"
	for _, c := range []struct {
		name     string
		accounts string // rows instead of the usual one
		files    map[string]string
		ref      string
		sets     []string
		want     []string // lines of the error; none: it is valid
	}{
		{name: "accounts beside what is made up", files: map[string]string{"a.yaml": "extends: board\naccounts: accounts.csv\n"}, ref: "./a.yaml", want: []string{
			"./a.yaml:2:11: accounts: must be all the opening customers there are, but segments have others of their own: take them away with opening: {customers: null, in_flight: null} in smb, mid-market, enterprise",
			"./a.yaml:2:11: accounts: makes segments.mid-market.opening.open_tickets (board:34:59) wrong: must be 0 without a live opening customer, got 8; state it as well, or leave this out",
			"./a.yaml:2:11: accounts: makes segments.enterprise.opening.open_tickets (board:46:58) wrong: must be 0 without a live opening customer, got 7; state it as well, or leave this out"}},
		{name: "the remedy helps", files: map[string]string{"a.yaml": "extends: board\naccounts: accounts.csv\nsegments:\n  smb: {opening: {customers: null, in_flight: null}}\n" +
			"  mid-market: {opening: null}\n  enterprise: {opening: null}\n"}, ref: "./a.yaml"},
		{name: "by a setting", ref: "board", sets: []string{"accounts=accounts.csv", "segments.smb.opening=null", "segments.mid-market.opening=null", "segments.enterprise.opening={customers: 1}"}, want: []string{
			"--set accounts=accounts.csv: accounts: must be all the opening customers there are, but segments have others of their own: take them away with opening: {customers: null, in_flight: null} in enterprise"}},
		{name: "fewer customers", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {opening: {customers: 3}}\n"}, ref: "./a.yaml",
			want: []string{"./a.yaml:3:30: segments.smb.opening.customers: " + inFlight}},
		{name: "fewer customers by a setting", ref: "board", sets: []string{"trials=5", "segments.smb.opening.customers=3"},
			want: []string{"--set segments.smb.opening.customers=3: segments.smb.opening.customers: " + inFlight}},
		{name: "a setting on top of the own file", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {opening: {in_flight: 5}}\n"}, ref: "./a.yaml",
			sets: []string{"segments.smb.opening.customers=4"},
			want: []string{"--set segments.smb.opening.customers=4: segments.smb.opening.customers: makes segments.smb.opening.in_flight (./a.yaml:3:30) wrong: must be at most the 4 opening customers, got 5; state it as well, or leave this out"}},
		{name: "a file on top of the own file", files: map[string]string{"a.yaml": "extends: b.yaml\nsegments:\n  smb: {opening: {customers: 4}}\n",
			"b.yaml": "extends: board\nsegments:\n  smb: {opening: {in_flight: 5}}\n"}, ref: "./a.yaml",
			want: []string{"./a.yaml:3:30: segments.smb.opening.customers: makes segments.smb.opening.in_flight (b.yaml:3:30) wrong: must be at most the 4 opening customers, got 5; state it as well, or leave this out"}},
		{name: "a team taken away", files: map[string]string{"a.yaml": "extends: board\ntrials: 7\ndelivery:\n  teams: {implementation: null}\n"}, ref: "./a.yaml", want: []string{
			`./a.yaml:4:27: delivery.teams.implementation: makes delivery.projects.smb-package.team (board:72:13), delivery.projects.mid-market-package.team (board:84:13) and delivery.projects.enterprise-custom.team (board:96:13) wrong: must name a team that exists, got "implementation"; state them as well, or leave this out`,
			`./a.yaml:4:27: delivery.teams.implementation: makes support.configuration.owner (board:123:26) wrong: must be support, cs-engineers or a delivery team, got "implementation"; state it as well, or leave this out`}},
		{name: "a partner taken away", files: map[string]string{"a.yaml": "extends: board-partner-overflow\ndelivery: {partners: {hungry: null}}\n"}, ref: "./a.yaml", want: []string{
			`./a.yaml:2:31: delivery.partners.hungry: makes delivery.routes[0].partner (board-partner-overflow:12:17) wrong: must name a partner that exists, got "hungry"; state it as well, or leave this out`}},
		{name: "two changes of which each would do", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {opening: {customers: 3}}\n"}, ref: "./a.yaml",
			sets: []string{"segments.smb.opening.customers=2"}, want: []string{
				"./a.yaml:1:1: segments.smb.opening.in_flight: must be at most the 2 opening customers, got 7; it stands in board:19:42, and is wrong with what this states on top of it"}},
		{name: "what is covered", files: map[string]string{"a.yaml": "extends: board\ntrials: x\nhorizon: 0q\n"}, ref: "./a.yaml", sets: []string{"trials=zzz", "trials=0", "trials=2", "horizon=4q"}, want: []string{
			`--set trials=0: trials: must be between 1 and 10000000, got 0`,
			`--set trials=zzz: trials: want a whole number such as 12, got "zzz"`,
			`./a.yaml:2:9: trials: want a whole number such as 12, got "x"`,
			`./a.yaml:3:10: horizon: must be whole quarters, between 1q and 200q, got 0`}},
		{name: "what was only wrong beside what is covered too", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {opening: {in_flight: 10}}\n"}, ref: "./a.yaml",
			sets: []string{"segments.smb.opening.customers=5", "segments.smb.opening.in_flight=2"}},
		{name: "a setting that was only wrong beside a later one", ref: "board",
			sets: []string{"segments.smb.opening.in_flight=10", "segments.smb.opening.customers=5", "segments.smb.opening.in_flight=2"}},
		{name: "what another file of the user's covers", files: map[string]string{"a.yaml": "extends: b.yaml\ntrials: 5\nsegments:\n  smb: {churn: {first_renewal: 20%}, acv: 12k}\n",
			"b.yaml": "extends: board\ntrials: 0\nsegments:\n  smb:\n    churn: {first_renewal: 200%}\n    acv: {lognormal: {mean: 12k, cv: -1}}\n"}, ref: "./a.yaml", want: []string{
			"b.yaml:2:9: trials: must be between 1 and 10000000, got 0",
			"b.yaml:5:28: segments.smb.churn.first_renewal: must be between 0% and 100%, got 200%",
			"b.yaml:6:10: segments.smb.acv: lognormal: cv must be from 0 to 1e+06, got -1"}},
		{name: "what is covered as a whole", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {terms: {1y: 50%}}\n"}, ref: "./a.yaml",
			sets: []string{"deals.seasonality=[1, 1]", "deals.seasonality=[1, 1, 1, 1]", "segments.smb.terms={1y: 100%}"}, want: []string{
				"--set deals.seasonality=[1, 1]: deals.seasonality: must have 4 values, one a fiscal quarter, got 2",
				"./a.yaml:3:16: segments.smb.terms: must add up to 100%, got 50%"}},
		{name: "what settings put into what is built in", ref: "board", sets: []string{"segments.smb.acv.lognormal.cv=-1", "segments.smb.acv=12k", "segments.mid-market.acv.lognormal.cv=x",
			"segments.mid-market.acv=50k", "targets[0].at_least=much", "targets=[{measure: nrr, at_least: 100%}]", "targets[0].measure=foo", "targets=[]", "segments.enterprise.uplift=500%", "segments.enterprise=null",
			"support.tier2.people=-1", "support.tier2=null", "delivery.teams.implementation.hires[0].at=xx", "delivery.teams.implementation.hires=[]",
			"segments.smb.terms.1y=160%", "segments.smb.terms={1y: 100%}", "deals.seasonality[0]=x", "deals.seasonality=[1, 1, 1, 1]"}, want: []string{
			`--set deals.seasonality[0]=x: deals.seasonality[0]: want a share such as 85% or 0.85, got "x"`,
			`--set delivery.teams.implementation.hires[0].at=xx: delivery.teams.implementation.hires[0].at: want a time since the first day such as 6w, a fiscal quarter such as FY27 Q3 or a date such as 2027-07-01, got "xx"`,
			`--set segments.enterprise.uplift=500%: segments.enterprise.uplift: must be between 0% and 100%, got 500%; 5 per cent is written 5%`,
			`--set segments.mid-market.acv.lognormal.cv=x: segments.mid-market.acv.lognormal.cv: want a number such as 2 or 0.15, got "x"`,
			`--set segments.smb.acv.lognormal.cv=-1: segments.smb.acv: lognormal: cv must be from 0 to 1e+06, got -1`,
			`--set segments.smb.terms.1y=160%: segments.smb.terms.1y: must be between 0% and 100%, got 160%`,
			`--set support.tier2.people=-1: support.tier2.people: want a whole number such as 12, got "-1"`,
			`--set targets[0].at_least=much: targets[0].at_least: want a share, duration, amount or number such as 90%, 6w, 1.2M or 4, got "much"`,
			`--set targets[0].measure=foo: targets[0].measure: must be a measure, got "foo"`}},
		{name: "settings that are wrong until they are a whole, and another whole in its place", ref: "board", sets: []string{"segments.smb.terms.1y=60%", "segments.smb.terms.2y=20%",
			"segments.mid-market.terms.3y=null", "segments.smb.terms={1y: 100%}", "segments.mid-market.terms={1y: 100%}", "segments.smb.acv.lognormal.mean=13k", "segments.smb.acv=12k"}},
		{name: "what is covered in a file over three", files: map[string]string{"a.yaml": "extends: b.yaml\nhorizon: 4q\n", "b.yaml": "extends: c.yaml\ntrials: 3\n", "c.yaml": "extends: board\ntrials: 0\nhorizon: 0q\n"}, ref: "./a.yaml",
			sets: []string{"trials=2"}, want: []string{"c.yaml:2:9: trials: must be between 1 and 10000000, got 0", "c.yaml:3:10: horizon: must be whole quarters, between 1q and 200q, got 0"}},
		{name: "what is covered was only wrong beside what another file says", files: map[string]string{"a.yaml": "extends: b.yaml\nsegments:\n  smb: {opening: {customers: 5, in_flight: 2}}\n",
			"b.yaml": "extends: board\nsegments:\n  smb: {opening: {in_flight: 10}}\n"}, ref: "./a.yaml"},
		{name: "a file that is completed by another", files: map[string]string{"a.yaml": "extends: b.yaml\nstart: 2027-01-01\ntrials: 5\nsegments: {s: {acv: 11k, churn: {first_renewal: 10%}, projects: {p: 100%}}}\n" +
			"delivery: {teams: {t: {people: 1}}, projects: {p: {team: t, promised: 1w, phases: [{name: a}]}}}\nsupport: {tier1: {people: 1}}\n", "b.yaml": "trials: 3\nsegments: {s: {acv: 12k}}\n"}, ref: "./a.yaml"},
		{name: "a table in whose place another is read", files: map[string]string{"a.yaml": "extends: board\naccounts: accounts.csv\n"}, ref: "./a.yaml", sets: []string{"accounts=null"}},
		{name: "a section that is taken away", ref: "board", sets: []string{"segments.smb.churn=null"},
			want: []string{"--set segments.smb.churn=null: segments.smb.churn.first_renewal: missing, want a share such as 85% or 0.85"}},
		{name: "a form that is taken away", ref: "board", sets: []string{"segments.smb.acv.lognormal=null"}, want: []string{
			"--set segments.smb.acv.lognormal=null: segments.smb.acv: want exactly one of constant, uniform, exponential, lognormal, gamma, weibull, triangular, pert, empirical, got none"}},
		{name: "a second form", ref: "board", sets: []string{"trials=7", "segments.smb.acv.constant=12k"}, want: []string{
			"--set segments.smb.acv.constant=12k: segments.smb.acv: want exactly one of constant, uniform, exponential, lognormal, gamma, weibull, triangular, pert, empirical, got constant and lognormal"}},
		{name: "a section of the own file that is taken away", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {uplift: 2%}\n"}, ref: "./a.yaml", sets: []string{"segments.smb.churn=null"},
			want: []string{"--set segments.smb.churn=null: segments.smb.churn.first_renewal: missing, want a share such as 85% or 0.85"}},
		{name: "a section of the own file that is taken away and was wrong", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {churn: {first_renewal: 200%}}\n"}, ref: "./a.yaml", sets: []string{"segments.smb.churn=null"},
			want: []string{"--set segments.smb.churn=null: segments.smb.churn.first_renewal: missing, want a share such as 85% or 0.85",
				"./a.yaml:3:32: segments.smb.churn.first_renewal: must be between 0% and 100%, got 200%"}},
		{name: "what is missing in the own file, whatever is set", files: map[string]string{"a.yaml": "extends: board\nsegments:\n  smb: {churn: null}\n"}, ref: "./a.yaml", sets: []string{"trials=7"},
			want: []string{"./a.yaml:3:8: segments.smb.churn.first_renewal: missing, want a share such as 85% or 0.85"}},
		{name: "a fault besides hides no culprit", files: map[string]string{"a.yaml": "extends: board\ntrials: x\nsegments:\n  smb: {opening: {customers: 3}}\n"}, ref: "./a.yaml",
			want: []string{`./a.yaml:2:9: trials: want a whole number such as 12, got "x"`, "./a.yaml:4:30: segments.smb.opening.customers: " + inFlight}},
		{name: "two settings of which each would do", ref: "board", sets: []string{"segments.smb.opening.customers=2", "segments.smb.opening.customers=3"}, want: []string{
			"--set: segments.smb.opening.in_flight: must be at most the 3 opening customers, got 7; it stands in board:19:42, and is wrong with what this states on top of it"}},
		{name: "monthly accounts, and a first day that they need", accounts: "a,smb,12k,2026-06-01,2026-07-15,1mo\n", files: map[string]string{"a.yaml": "extends: board\nstart: 2026-07-01\naccounts: accounts.csv\nsegments:\n" +
			"  smb: {opening: {customers: null, in_flight: null}}\n  mid-market: {opening: null}\n  enterprise: {opening: null}\n"}, ref: "./a.yaml", want: []string{"./a.yaml:3:11: accounts: " + monthly}},
		{name: "monthly accounts, and a first day that they need, by settings", accounts: "a,smb,12k,2026-06-01,2026-07-15,1mo\n", files: map[string]string{"a.yaml": "extends: board\n"}, ref: "./a.yaml", sets: []string{"segments.mid-market.opening=null", "segments.enterprise.opening=null",
			"segments.smb.opening.customers=null", "segments.smb.opening.in_flight=null", "accounts=accounts.csv", "start=2026-07-01"}, want: []string{"--set accounts=accounts.csv: accounts: " + monthly}},
		{name: "monthly accounts beside what is made up, and a first day that they need", accounts: "a,smb,12k,2026-06-01,2026-07-15,1mo\n", files: map[string]string{"a.yaml": "extends: board\nstart: 2026-07-01\naccounts: accounts.csv\n" +
			"segments:\n  mid-market: {opening: null}\n  enterprise: {opening: null}\n"}, ref: "./a.yaml", want: []string{
			"./a.yaml:3:11: accounts: must be all the opening customers there are, but segments have others of their own: take them away with opening: {customers: null, in_flight: null} in smb",
			"./a.yaml:3:11: accounts: " + monthly}},
		{name: "a setting that later ones set right, and a last one again", ref: "board",
			sets: []string{"segments.smb.opening.in_flight=301", "segments.smb.opening.customers=400", "segments.smb.opening.in_flight=2", "segments.smb.opening.customers=5"}},
		{name: "many weights", files: map[string]string{"a.yaml": "extends: board\ndeals: {profile: [1, 2, 3]}\n"}, ref: "./a.yaml", want: []string{
			"./a.yaml:2:18: deals.profile: want a name of letters, digits, - and _, or a mapping, got a list; write {weeks: [...]}"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			rows := "id,segment,arr,start,term\na,smb,12k,2026-06-01,1y\n"
			if c.accounts != "" {
				rows = "id,segment,arr,start,renewal,term\n" + c.accounts
			}
			if c.files != nil || c.accounts != "" {
				require.NoError(t, os.WriteFile("accounts.csv", []byte(rows), 0o644))
			}
			for name, text := range c.files {
				require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
			}
			_, err := scenarios.Load(c.ref, c.sets)
			if len(c.want) == 0 {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			assert.ElementsMatch(t, c.want, strings.Split(err.Error(), "\n"))
		})
	}
}

func TestSettingsThatALaterOneReplacesDoNotStand(t *testing.T) {
	assert.Equal(t, []string{"deals.slip=4%", "targets.0.at_least=2", "segments.smb={}", "trials=3"}, scenarios.Standing([]string{
		"deals.slip=3%", "trials=1", "targets[0].at_least=1", "segments.smb.churn.first_renewal=3%", "segments.smb.acv=3k",
		"deals.slip=4%", "targets.0.at_least=2", "segments.smb={}", "trials = 2", "trials=3"}))
	assert.Empty(t, scenarios.Standing(nil))
	assert.Equal(t, []string{"nonsense", "a..b=3"}, scenarios.Standing([]string{"nonsense", "a..b=3"}))
}
