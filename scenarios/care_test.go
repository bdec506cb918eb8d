package scenarios_test

import (
	"maps"
	"slices"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/models/works"
)

// What success measures, by the facts that it adds up.
func init() {
	about := func(subject int32, marks ledger.Marks) func(f ledger.Fact) bool {
		return func(f ledger.Fact) bool { return f.Subject == subject && f.Marks&marks == marks }
	}
	maps.Copy(rules, map[string]rule{
		"rescues":           {kind: ledger.JobOpened, of: about(ledger.RescueJob, 0)},
		"rescues_won":       {kind: ledger.Rescued},
		"rescues_too_late":  {kind: ledger.RescueLate},
		"renewals_unworked": {kind: ledger.JobWithdrawn, of: about(ledger.RenewalJob, ledger.Late)},
		"expansions_lost":   {kind: ledger.JobWithdrawn, of: about(ledger.ExpansionJob, ledger.Late)},
	})
	lost, arr := total(ledger.ChurnARR), func(_ *measures.Layout, b *ledger.Ledger, scope, _, to int) float64 {
		return b.Closing(ledger.ARR, scope, to-1)
	}
	maps.Copy(over, map[string]divisor{
		"attention":           ofCare(ledger.CareNeeded),
		"accounts_per_person": ofCare(ledger.Headcount),
		"jobs_share": func(_ *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
			return b.Area(ledger.CareJobs, scope, from, to) + b.Area(ledger.CareLeft, scope, from, to)
		},
		"health_green": arr, "health_yellow": arr, "health_red": arr,
		"churn_green": lost, "churn_red": lost,
	})
	maps.Copy(most, map[string]float64{"jobs_share": 1, "health_green": 1, "health_yellow": 1, "health_red": 1, "churn_green": 1, "churn_red": 1})
}

// ofCare is of the teams that look after the customers of a scope.
func ofCare(stock ledger.Stock) divisor {
	return func(layout *measures.Layout, b *ledger.Ledger, scope, from, to int) (sum float64) {
		teams := []int{scope}
		switch {
		case scope == b.All():
			teams = layout.Roles.Care
		case scope < b.All():
			teams = layout.Roles.CareOf[scope : scope+1]
		}
		for _, team := range teams {
			if team != measures.NoTeam {
				sum += b.Area(stock, team, from, to)
			}
		}
		return sum
	}
}

// followJobs holds the jobs of success: what opens is taken up and done, or withdrawn, or still there at the end; nothing waits
// for who has left; and the hours that a team spends on jobs are those of its people who are on one.
func followJobs(t require.TestingT, p *company.Params, l *ledger.Ledger) {
	type place struct{ customer, subject int32 }
	waits, runs := map[place]int{}, map[place]int{}
	gone := map[int32]bool{}
	days := map[string]float64{} // of people on jobs in the measured run, by team
	spend := func(f ledger.Fact, sign float64) {
		left := fiscal.Quarter*float64(l.Quarters) - max(f.At, 0)
		days[ownerOf(p, int(f.Scope), f.Subject)] += sign * left
	}
	for _, f := range l.Facts() {
		at := place{f.Customer, f.Subject}
		switch f.Kind {
		case ledger.Churned:
			gone[f.Customer] = true
		case ledger.JobOpened:
			require.False(t, gone[f.Customer], "a job for who has left")
			waits[at]++
		case ledger.JobTaken:
			waits[at]--
			runs[at]++
			spend(f, 1)
		case ledger.JobDone:
			runs[at]--
			spend(f, -1)
		case ledger.JobWithdrawn:
			waits[at]--
		case ledger.Attended:
			require.GreaterOrEqual(t, min(f.Amount, f.Extra), 0.)
		}
		require.GreaterOrEqual(t, min(waits[at], runs[at]), 0, "%v at %v", at, f.At)
	}
	for at, n := range waits {
		require.True(t, n == 0 || !gone[at.customer], "%v waits for who has left", at)
		require.True(t, n <= 1 || at.subject == ledger.ExpansionJob, "%v waits twice", at)
	}
	for i, team := range l.Teams {
		if slices.ContainsFunc(l.Facts(), func(f ledger.Fact) bool { return f.Kind == ledger.StoodIn && int(f.Scope) == l.Team(i) }) {
			continue // some of its jobs take the hours of others
		}
		if slices.ContainsFunc(p.Works, func(e units.Entry[works.Work]) bool { return slices.Contains(e.Value.Of, units.Name(team)) }) {
			continue // its hours change
		}
		area := l.Area(ledger.CareJobs, l.Team(i), 0, l.Quarters)
		want := days[team] * hoursOf(p, team) / fiscal.Week
		assert.InDelta(t, want, area, 1e-9*(1+want)+1e-6, "hours of %s on jobs", team)
	}
}

// ownerOf returns the team that owns a kind of jobs of a segment.
func ownerOf(p *company.Params, segment int, subject int32) string {
	owner := success.Own
	switch {
	case subject == ledger.RenewalJob && p.Success.Renewals != nil:
		owner = p.Success.Renewals.Owner
	case subject == ledger.ExpansionJob && p.Success.Expansions != nil:
		owner = p.Success.Expansions.Owner
	}
	if owner == success.Own {
		owner = p.Segments[segment].Value.Success.Team
	}
	return string(owner)
}

// hoursOf returns the hours a week of a person of a team of success or delivery.
func hoursOf(p *company.Params, team string) float64 {
	if i := p.Success.Teams.Find(units.Name(team)); i >= 0 {
		return float64(p.Success.Teams[i].Value.ProductiveHours)
	}
	if i := p.Delivery.Teams.Find(units.Name(team)); i >= 0 {
		return float64(p.Delivery.Teams[i].Value.ProductiveHours)
	}
	return 0
}
