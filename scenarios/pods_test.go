package scenarios_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/review"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/scenarios"
)

// placed are scenarios in which all who want a small project need an architect for it.
var placed = append([]string{"delivery.projects.small.phases[0].team=architects", "delivery.projects.small.phases[0].slots=0.5", "segments.small.projects={small: 100%}",
	"delivery.teams.architects.concurrent_projects=1", "delivery.teams.architects.heads=1", "delivery.teams.architects.productive_hours=40h/w", "delivery.routes=[]", "ideal=[]", "outcomes={}",
	"support.office_hours=null"}, steadyDeals...)

func TestSlotsThatPhasesTakeNeverSpeedUpProjects(t *testing.T) {
	direction{sets: placed, trials: 8, of: goLives, change: func(p *company.Params) {
		more := units.Number(1)
		p.Delivery.Projects[0].Value.Phases[0].Slots = &more
	}}.neverRaises(t, 80)
}

func TestHeadsNeverSpeedUpProjects(t *testing.T) {
	direction{sets: append([]string{"delivery.teams.crew.attrition=40%", "delivery.teams.crew.heads=1", "delivery.teams.crew.backfill=10w", "delivery.routes=[]", "ideal=[]", "outcomes={}",
		"delivery.teams.crew.ramp=[]"}, steadyDeals...), trials: 8, of: goLives, change: func(p *company.Params) {
		many := units.Count(6)
		p.Delivery.Teams[0].Value.Heads = &many
	}}.neverRaises(t, 80)
}

// Tier 1 is on fewer tickets where more questions wait for sessions of others.
func TestOfficeHoursNeverAddToWhatTier1Does(t *testing.T) {
	direction{sets: append([]string{"support.office_hours={team: architects, every: 2d, seats: 100, share: 0%}", "ideal=[]", "outcomes={}", "support.induced=null",
		"support.how_do_i.share=60%", "support.how_do_i.deflected=10%", "segments.small.tickets.per_month=3"}, steadyDeals...), trials: 8,
		of: func(l *ledger.Ledger) float64 { return l.Sum(ledger.Tickets, l.All(), 0, l.Quarters) },
		change: func(p *company.Params) {
			all := *p.Support.OfficeHours
			all.Share = 1
			p.Support.OfficeHours = &all
		}}.neverRaises(t, 80)
}

func TestRolesAndOfficeHoursThatAreHardlyMeant(t *testing.T) {
	const architects = "delivery.teams.architects={people: 2, concurrent_projects: 2}"
	needs := func(slots string) []string {
		return []string{architects, "delivery.projects.smb-package.phases[1].team=architects", "delivery.projects.smb-package.phases[1].slots=" + slots}
	}
	const partner = "delivery.partners={helper: {concurrent_projects: 50}}"
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{name: "enough architects", sets: needs("0.1")},
		{name: "too few", sets: needs("2"),
			want: []string{"delivery.teams.architects: phases of projects need 4.2 of its slots on average and it has 4, so they wait ever longer"}},
		{name: "a partner's phase", sets: append(needs("0.1"), partner, "delivery.routes=[{partner: helper, mode: co-deliver, phases: [configure], projects: [smb-package]}]"),
			want: []string{"delivery.projects.smb-package.phases[1].slots: it takes none: a partner does the phase for all who buy it", "delivery.teams.architects: it has nothing to do"}},
		{name: "office hours", sets: []string{"support.office_hours={team: implementation, share: 50%}"}},
		{name: "office hours of a team that has nothing else to do", sets: []string{"delivery.teams.hosts={people: 1, cost: 100k}", "support.office_hours={team: hosts, share: 50%}"}},
		{name: "nobody comes", sets: []string{"support.office_hours={team: implementation, share: 0%}"},
			want: []string{"support.office_hours: nobody comes: no how-do-I question waits for a session"}},
		{name: "never held", sets: []string{"support.office_hours={team: implementation, every: 1y, share: 50%}", "horizon=4q"},
			want: []string{"support.office_hours.every: the first session comes after 1y, and the run ends at 1y: no question that waits for it is ever answered"}},
		{name: "all the time", sets: []string{"support.office_hours={team: implementation, every: 1d, length: 8h, share: 50%}"},
			want: []string{"support.office_hours.length: a session takes a person of implementation 2.09 days and there is one every 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, doubt := range review.Doubts(load(t, "board", c.sets...)) {
				if c.name != "never held" || doubt == c.want[0] { // a short run has others
					got = append(got, doubt)
				}
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// What a file that waits in a circle is told names the circle.
func TestACircleOfTeamsIsToldWhereItCloses(t *testing.T) {
	_, err := scenarios.Load("testdata/random.yaml", []string{"delivery.projects.small.team=architects", "delivery.projects.small.phases[1].team=crew",
		"delivery.projects.small.phases[1].slots=1", "delivery.projects.large.phases[2].team=architects", "delivery.projects.large.phases[2].slots=1"})
	require.Error(t, err)
	assert.Contains(t, err.Error(), "delivery.projects.large.phases[2].slots: must make no circle of teams that wait for each other's slots, got crew -> architects -> crew")
}

func TestTheDefaultsOfOfficeHours(t *testing.T) {
	p := load(t, "board", "support.office_hours={team: implementation, share: 50%}")
	assert.Equal(t, &support.OfficeHours{Team: "implementation", Every: 5, Length: .125, Seats: 12, Share: .5}, p.Support.OfficeHours)
}
