package scenarios_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

func TestABookIsDoubtedBeforeItIsBelieved(t *testing.T) {
	const header = "id,segment,arr,start,renewal,term,live"
	const asks = "segments.s.tickets.per_month=1"
	for _, c := range []struct {
		name string
		rows []string
		sets []string
		want []string
	}{
		{name: "nothing odd", rows: []string{"a,s,10000,2026-06-01,2027-06-01,1y,yes", "b,s,10000,2026-12-28,,3y,no"}},
		{name: "a century", rows: []string{"a,s,10000,1900-01-01,,1y,yes", "b,s,10000,1990-01-01,,1y,", "c,s,10000,2026-01-01,,1y,", "d,s,10000,1899-12-30,,1y,", "e,s,10000,1970-01-01,,1y,"},
			want: []string{"accounts: 4 accounts began more than 30 years before the run (accounts.csv, lines 2, 3, 5, ...): check the dates, as survivors of so many renewals hardly ever leave"}},
		{name: "never live", rows: []string{"a,s,10000,2026-06-01,,1y,no", "b,s,10000,2026-12-28,,1y,no"},
			want: []string{"accounts: 1 account had not gone live 3 times the promised time after the start (accounts.csv, line 2): check live, or the dates"}},
		{name: "for ever", rows: []string{"a,s,10000,2026-06-01,,1000y,", "b,s,10000,2026-06-01,2099-12-31,,", "c,s,10000,2026-06-01,,10y,", "d,s,10000,2022-01-01,2037-02-01,15y,"},
			want: []string{"accounts: 1 account came with a term that contradicts start and renewal (accounts.csv, line 5): the dates are kept, and the term from there on",
				"accounts: 1 account came without a term, and none of their segment leads from start to renewal (accounts.csv, line 3): the nearest is taken; tell it in a column term",
				"accounts: 3 accounts had more than 10 years to go until the next renewal (accounts.csv, lines 2, 3, 5): check renewal and term, as nobody leaves before"}},
		{name: "a term of its own mind", rows: []string{"a,s,10000,2025-10-01,2027-06-01,1y,", "b,s,10000,2026-06-01,2027-06-01,365d,", "c,s,10000,2026-01-01,2028-01-01,1y,", "d,s,10000,2026-01-01,2099-01-01,1y,"},
			want: []string{"accounts: 1 account had more than 10 years to go until the next renewal (accounts.csv, line 5): check renewal and term, as nobody leaves before",
				"accounts: 2 accounts came with a term that contradicts start and renewal (accounts.csv, lines 2, 5): the dates are kept, and the term from there on"}},
		{name: "no term and no choice", rows: []string{"a,s,10000,2026-01-15,2027-01-15,,", "b,s,10000,2025-01-15,2027-01-15,,"}},
		{name: "no term and a choice", rows: []string{"a,s,10000,2026-01-15,2027-01-15,,", "b,s,10000,2025-01-15,2027-01-15,,"}, sets: []string{"segments.s.terms={1y: 50%, 2y: 50%}"},
			want: []string{"accounts: 1 account came without a term, and several of their segment lead from start to renewal (accounts.csv, line 3): the one nearest to the time between is taken; tell it in a column term"}},
		{name: "no term that fits", rows: []string{"a,s,10000,2026-12-15,2027-01-20,,", "b,s,10000,2026-12-15,2029-12-15,,"},
			want: []string{"accounts: 2 accounts came without a term, and none of their segment leads from start to renewal (accounts.csv, lines 2, 3): the nearest is taken; tell it in a column term"}},
		{name: "ten times the price", rows: []string{"a,s,100000,2026-06-01,,1y,", "b,s,120000,2026-06-01,,1y,"},
			want: []string{"segments.s.acv: new customers are to pay $10k on average, and those of accounts.csv pay $110k"}},
		{name: "within luck", rows: []string{"a,s,30000,2026-06-01,,1y,"}, sets: []string{"segments.s.acv={lognormal: {mean: 10k, cv: 2}}"}},
		{name: "churn of nobody", rows: []string{"a,s,10000,2026-06-01,,1y,"}, sets: []string{"segments.s.churn={first_renewal: 10%, by_term: {1mo: 1%, 2y: 5%}}"},
			want: []string{"segments.s.churn.by_term: nobody has a contract of 1mo", "segments.s.churn.by_term: nobody has a contract of 2y"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			params, err := loadTiny(t, append([]string{header}, c.rows...), append(c.sets, asks)...)
			require.NoError(t, err)
			assert.Equal(t, c.want, review.Doubts(params))
		})
	}
}

func TestWhatIsValidAndHardlyMeantIsDoubted(t *testing.T) {
	const unworked = "segments.smb.success.renewal: no renewal is worked: every contract is shorter than twice success.renewals.lead, 1q"
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{name: "the board's plan"},
		{name: "nobody at tier 2", sets: []string{"support.tier2.people=0", "support.tier2.hires=[]"},
			want: []string{"support.tier2: nobody is there, and 35% of break-fix and 5% of how-do-I is escalated to it: those tickets are never resolved"}},
		{name: "nobody is sent to tier 2", sets: []string{"support.how_do_i.escalated=0%", "support.break_fix.escalated=0%", "support.configuration.escalated=0%", "support.tier2.cost=100k", "support.tier2.people=9"},
			want: []string{"engineering: no ticket is ever referred to it, so it has only bugs to do: nothing is escalated",
				"support.tier2: it has nothing to do, for $900k a year"}},
		{name: "tier 1 goes", sets: []string{"support.tier1.hires=[]", "support.tier1.people=3", "support.tier1.cuts=[{at: 1y, people: 1}, {at: 6q, people: 2}]"},
			want: []string{"support.tier1: nobody is there from 6q on, so tickets that come to it are never done"}},
		{name: "a team without projects", sets: []string{"delivery.teams.spare={people: 5, cost: 180k}"},
			want: []string{"delivery.teams.spare: it has nothing to do, for $900k a year"}},
		{name: "a team cut to nobody", sets: []string{"delivery.teams.implementation.hires=[]", "delivery.teams.implementation.people=2", "delivery.teams.implementation.cuts=[{at: 1y, people: 2}]"},
			want: []string{"delivery.teams.implementation: nobody is there from 1y on, so what it has then is never done, and projects keep their slots"}},
		{name: "hires after the end", sets: []string{"support.tier1.hires=[{at: 12q, people: 2}, {at: 1y, people: 1}]", "delivery.teams.implementation.cuts=[{at: 4y, people: 1}]"},
			want: []string{"delivery.teams.implementation.cuts: those at 4y come after the run, which ends at 3y", "support.tier1.hires: those at 3y come after the run, which ends at 3y"}},
		{name: "a mean that samples miss", sets: []string{"segments.smb.acv={lognormal: {mean: 12k, cv: 200}}", "support.break_fix.touch={weibull: {mean: 1h, shape: 0.15}}"},
			want: []string{"segments.smb.acv: 57% of its mean is in values that occur once in 1000 draws: most futures see a smaller mean",
				"support.break_fix.touch: 57% of its mean is in values that occur once in 1000 draws: most futures see a smaller mean"}},
		{name: "customers who never ask", sets: []string{"segments.smb.tickets.per_month=0", "segments.enterprise.tickets.per_month=0", "segments.smb.tickets.configuration_per_week=0", "segments.enterprise.tickets.configuration_per_week=0"},
			want: []string{"segments.smb, enterprise.tickets: opening customers never open a ticket: per_month is 0"}},
		{name: "a year of calendar days", sets: []string{"segments.smb.terms={365d: 50%, 1y: 20%, 390d: 30%}"},
			want: []string{"segments.smb.terms: a contract of 73w lasts 365 working days, of which a year has 260: months are written 1mo, years 1y"}},
		{name: "a contract for ever", sets: []string{"segments.smb.terms={1000y: 50%, 10y: 50%}"},
			want: []string{"segments.smb.terms: a contract of 1000y is longer than 10 years, before which nobody on it leaves"}},
		{name: "churn of few", sets: []string{"segments.smb.terms={monthly: 100%}", "segments.smb.churn.by_term={monthly: 2%}"},
			want: []string{"segments.smb.churn: 11.8% of the customers with contracts of 1mo leave in their first year, and 21.5% would if all were alike: concentration 4.5 is per renewal, and leaves few who are likely to go", unworked}},
		{name: "churn of many", sets: []string{"segments.smb.terms={monthly: 100%}", "segments.smb.churn={first_renewal: 20%, concentration: 100, by_term: {monthly: 2%}}"}, want: []string{unworked}},
		{name: "detractors of a short run", sets: []string{"deals.detractors={}", "horizon=4q", "delivery.teams.implementation.hires=[]", "support.tier1.hires=[]", "support.tier2.hires=[]", "engineering.hires=[]",
			"success.teams.enterprise-success.hires=[]", "success.teams.mid-market-success.hires=[]", "success.teams.smb-success.hires=[]"},
			want: []string{"deals.detractors: they speak of the customers lost over four quarters, and the run has only 4 quarters: it takes 5 to see all they do"}},
		{name: "detractors of a long run", sets: []string{"deals.detractors={}", "horizon=5q", "delivery.teams.implementation.hires=[]", "success.teams.enterprise-success.hires=[]", "success.teams.mid-market-success.hires=[]"}},
		{name: "detractors without deals", sets: []string{"deals.detractors={}", "segments.smb.deals_per_quarter=0", "segments.mid-market.deals_per_quarter=0", "segments.enterprise.deals_per_quarter=0"},
			want: []string{"deals.detractors: no deals close, so nobody hears of customers who left"}},
		{name: "a price that is none", sets: []string{"delivery.projects.smb-package.price=null", "delivery.projects.smb-package.deters=10%"},
			want: []string{"delivery.projects.smb-package.deters: it has no price, so it keeps no deal from being signed"}},
		{name: "free effort of nothing free", sets: []string{"delivery.free_effort=120%"},
			want: []string{"delivery.free_effort: every project type has a price, so it moves nothing"}},
		{name: "a term that nobody is sold", sets: []string{"segments.smb.terms={1y: 100%, 3y: 0%}", "segments.smb.price_by_term={3y: 90%}"},
			want: []string{"segments.smb.price_by_term.3y: nobody is sold a contract of 3y"}},
		{name: "an offering that nobody can buy", sets: []string{"offerings={managed: {share: {smb: 0%}, price: {a_year: 24k}, team: implementation, line: services}}"},
			want: []string{"offerings.managed.team: it takes no hours of a team", "offerings.managed: nobody can buy it: its shares are 0%, or the segments have no customers"}},
		{name: "premium support as services", sets: []string{"offerings={premium: {share: {smb: 10%}, price: {arr_share: 15%}, line: services, premium: true}}", "segments.smb.tickets.premium=0%"},
			want: []string{"offerings.premium.line: premium support is booked as services, so that the platform bears its cost without what it earns"}},
		{name: "a team of offerings", sets: []string{"delivery.teams.experts={people: 5, cost: 180k}", "offerings={managed: {share: {smb: 10%}, price: {a_year: 24k}, hours: 2h/w, team: experts, line: services}}"}},
		{name: "rules that can hire nobody", sets: []string{"delivery.teams.implementation.hire_when=[{measure: queue, above: 3, most: 10}, {measure: queue, above: 3, most: 11}, {measure: used, above: 100%}]",
			"support.tier1.hire_when=[{measure: backlog, above: 3, lead: 3y}]", "success.at_most=10%", "support.at_most=3%"},
			want: []string{"delivery.teams.implementation.hire_when[0]: hires nobody: the plan alone never has fewer people than its most, 10",
				"delivery.teams.implementation.hire_when[2]: hires nobody while anybody is there: no more than 100% of the hours are ever used",
				"success.at_most: limits nothing: no team of it hires by rule (hire_when), and dated hires go on",
				"support.tier1.hire_when[0]: whom it hires joins at 37mo at the earliest, and the run ends at 3y"}},
		{name: "a limit of what costs nothing", sets: []string{"delivery.teams.implementation.cost=0", "delivery.teams.implementation.hire_when=[{measure: queue, above: 3}]", "delivery.at_most=10%"},
			want: []string{"delivery.teams.implementation.hire_when: delivery.at_most never holds it up: its people cost nothing (cost is 0)"}},
		{name: "nobody yet", sets: []string{"delivery.teams.implementation.people=0", "delivery.teams.implementation.hires=[]", "delivery.teams.implementation.hire_when=[{measure: queue, above: 3}]"}},
		{name: "no season", sets: []string{"deals.seasonality=[0, 0, 0, 0]"}, want: []string{"deals.seasonality: is 0 in every quarter, so no deal is ever closed"}},
		{name: "a route behind another", sets: []string{"delivery.partners.p={concurrent_projects: 3}", "delivery.routes=[{partner: p, mode: whole, segments: [smb]}, {partner: p, mode: overflow, after: 2w, segments: [smb]}]"},
			want: []string{"delivery.routes[1]: no project takes it: those that it names go by a route before it, or nobody buys them"}},
		{name: "nobody fixes", sets: []string{"engineering={people: 0}"},
			want: []string{"engineering: nobody is there, so tickets that are referred to it are never fixed"}},
		{name: "bugs run away", sets: []string{"engineering={people: 3, productive_hours: 40h/w, bugs: {created_per_month: 20}}", "support.engineering.share=0%"},
			want: []string{"engineering.bugs: bugs run away: 20 a month are created, and the 3 of 3 people whom tickets leave free fix at most 15; in a year there are 260 instead of 200",
				"engineering: no ticket is ever referred to it, so it has only bugs to do: support.engineering.share is 0%"}},
		{name: "engineers without work", sets: []string{"engineering={people: 3, cost: 100k}", "support.engineering.share=0%"},
			want: []string{"engineering: it has nothing to do, for $300k a year"}},
		{name: "targets of nobody", sets: []string{"segments.mid-market.tickets.premium=0%", "segments.enterprise.tickets.premium=0%", "support.targets.premium={fix: 5d}", "support.targets.urgent={fix: 5d}"},
			want: []string{"support.targets.premium: no customer has premium support: tickets.premium of every segment is 0%",
				"support.targets.urgent: no ticket is urgent: support.urgent is 0% or left out"}},
		{name: "premium customers of an offering", sets: []string{"segments.mid-market.tickets.premium=0%", "segments.enterprise.tickets.premium=0%", "support.targets.premium={fix: 5d}",
			"offerings={premium: {share: {smb: 10%}, price: {arr_share: 15%}, line: support, premium: true}}"}},
		{name: "a price that nobody pays", sets: []string{"delivery.projects.smb-package.deters=100%"},
			want: []string{"delivery.projects.smb-package.deters: its price keeps every deal from being signed"}},
		{name: "a release after the run", sets: []string{"engineering.ships=3y"},
			want: []string{"engineering.ships: the first release comes after 3y, and the run ends at 3y: no fix ever ships"}},
		{name: "hardly a bug today", sets: []string{"engineering.bugs.opening=1", "engineering.bugs.created_per_month=24"},
			want: []string{"engineering.bugs: bugs run away: 24 a month are created, and the 4.4 of 7.7 people whom tickets leave free fix at most 22; in a year there are 24 instead of 1"}},
		{name: "works that make it worse", sets: []string{"works={guides: {people: 1, moves: deflection, to: 5%}, hints: {people: 1, moves: how-do-i, to: 150%}, tools: {people: 1, moves: productivity, of: [tier1], to: 50%}}"},
			want: []string{"works.guides: it makes it worse: deflection goes to 5%, from 25% today", "works.hints: it makes it worse: how-do-i goes to 150%, from 100% today",
				"works.tools: it makes it worse: productivity goes to 50%, from 100% today"}},
		{name: "health that nobody looks at", sets: []string{"success.health.every=4y"},
			want: []string{"success.health.every: customers are looked at every 4y, and the run ends at 3y: opening customers once, and hardly any other"}},
		{name: "projects of expansions that nobody makes", sets: []string{"segments.smb.expansion={per_year: 0, projects: {smb-package: 20%}}"},
			want: []string{"segments.smb.expansion.projects: nobody expands: per_year is 0"}},
		{name: "a project that expansions alone bring", sets: []string{"delivery.projects.spare={team: implementation, promised: 4w, phases: [{name: a, effort: 1w, pace: 10h/w}]}",
			"segments.smb.expansion.projects={spare: 20%}"}},
		{name: "a team of what expansions bring", sets: []string{"delivery.teams.experts={people: 5, cost: 180k}", "segments.smb.expansion.projects={spare: 20%}",
			"delivery.projects.spare={team: experts, promised: 4w, phases: [{name: a, effort: 1w, pace: 10h/w}]}"}},
		{name: "a team that scopes", sets: []string{"delivery.teams.experts={people: 5, cost: 180k}", "delivery.projects.enterprise-custom.scoping={team: experts}"}},
		{name: "scoping that foresees nothing", sets: []string{"delivery.projects.enterprise-custom.scoping={team: implementation, foresees: 0%}"},
			want: []string{"delivery.projects.enterprise-custom.scoping.foresees: is 0%, so promises and prices stay those of the plan, whatever is found out"}},
		{name: "scoping where nothing differs", sets: []string{"delivery.projects.enterprise-custom.scoping={team: implementation}", "delivery.projects.enterprise-custom.effort_multiplier=1"},
			want: []string{"delivery.projects.enterprise-custom.scoping: there is nothing to find out: effort_multiplier is 1 for every project"}},
		{name: "a project that nobody buys", sets: []string{"delivery.projects.spare={team: implementation, promised: 4w, phases: [{name: a, effort: 1w, pace: 10h/w}]}"},
			want: []string{"delivery.projects.spare: no segment buys it"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, review.Doubts(load(t, "board", c.sets...)))
		})
	}
}

func TestNoPlanOfTheLibraryIsInDoubt(t *testing.T) {
	for _, name := range scenarios.Names() {
		onPurpose := name == "board-without-success" || name == "complex-for-smb"
		if isArchetype(name) || strings.HasPrefix(name, "board") {
			doubts := review.Doubts(load(t, name))
			assert.Equal(t, onPurpose, len(doubts) > 0, "%s: %v", name, doubts)
		}
	}
}
