package company_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/delivery"
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
	var faults units.Faults
	p.Validate(&faults)
	var got []string
	for _, f := range faults.All() {
		got = append(got, f.Path+": "+f.Message)
	}
	assert.Equal(t, []string{
		"segments: must be at most 50, got 51",
		"delivery: must have at most 50 teams and partners with those of success, got 51",
		"delivery.projects.package.phases: must be at most 50, got 51",
		"delivery.routes: must be at most 50, got 51",
	}, got)
}

func TestWhatATrialMayTakeIsTold(t *testing.T) {
	for _, c := range []struct {
		name string
		sets []string
		want string
	}{
		{"tickets that are open", []string{"segments.small.opening.open_tickets=10000000"}, "got 2.6 GB for"},
		{"tickets of early life", []string{"segments.small.tickets={per_month: 10000, early_multiple: 100}"}, "a trial must take at most 2 GB of memory"},
		{"tickets after poor deliveries", []string{"segments.small.tickets={per_month: 1000}", "support.poor_delivery_multiple=100",
			"delivery.routes=[{partner: helper, mode: whole}]"}, "a trial must take at most 2 GB of memory"},
		{"tickets of customers who grow", []string{"segments.small.tickets={per_month: 100, size: 2}",
			"segments.small.expansion={per_year: 4, size: 100%}"}, "a trial must take at most 2 GB of memory"},
		{"tickets of very different customers", []string{"segments.small.acv={lognormal: {mean: 12k, cv: 1000}}", "segments.small.tickets={per_month: 2, size: 2}"},
			"a trial must take at most 2 GB of memory"},
		{"customers", []string{"segments.small.opening={customers: 2000000}"}, "got 51.5 GB for 2000000 customers"},
		{"customers beyond numbers", []string{"segments.small.deals_growth=-99.99999999%", "warm_up=200q"}, "for more than 1000000000000000 customers"},
		{"renewals", []string{"segments.small.terms={1d: 100%}", "segments.small.churn=0%", "segments.small.uplift=0%", "segments.small.opening={customers: 20000}"},
			"a trial must come to at most 5000000 renewals and chances to expand, got"},
		{"growth", []string{"segments.small.expansion={per_year: 100, size: 1000%}"}, "segments.small: must grow a customer's ARR at most by a factor of 1000000000"},
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

func TestATrialFarLargerThanExpectedEndsItself(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s, err := scenarios.Load("../../scenarios/testdata/random.yaml", []string{"support.how_do_i={share: 100%, deflected: 100%}"}) // which keeps none
	require.NoError(t, err)
	s.Params.Segments[0].Value.Tickets.PerMonth = 1e9 // as luck with a spread of great variance does
	c := company.New(&s.Params, 1)
	defer func() {
		assert.Regexp(t, `: the trial takes more than 4 GB of memory, with [0-9]+ customers signed and 15[0-9]+ tickets so far$`, recover())
	}()
	c.Run(1)
}
