package company_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/scenarios"
)

const (
	asks   = "segments.all-of-them.tickets.per_month="
	sells  = "segments.all-of-them.deals_per_quarter="
	scopes = 2 // before those of teams: the segment, and all
)

// The scopes of the teams of testdata/stand-in.yaml.
const (
	generalists = scopes + iota
	crew
	tier1
	care
)

// story is what happens in a trial of testdata/stand-in.yaml with settings.
type story struct {
	*ledger.Ledger
	params *company.Params
}

func stand(t *testing.T, sets ...string) story {
	p := load(t, "testdata/stand-in.yaml", sets...)
	c := company.New(p, 1)
	c.Trace()
	c.Run(1)
	return story{c.Run(2), p} // nothing stays of the first
}

// those returns the facts of a kind that are like that.
func (s story) those(kind ledger.Kind, like func(f ledger.Fact) bool) (list []ledger.Fact) {
	for _, f := range s.Facts() {
		if f.Kind == kind && (like == nil || like(f)) {
			list = append(list, f)
		}
	}
	return list
}

func (s story) count(kind ledger.Kind, like func(f ledger.Fact) bool) int {
	return len(s.those(kind, like))
}

func at(day float64) func(f ledger.Fact) bool {
	return func(f ledger.Fact) bool { return f.At == day }
}

func until(day float64) func(f ledger.Fact) bool {
	return func(f ledger.Fact) bool { return f.At < day }
}

func of(scope int16) func(f ledger.Fact) bool {
	return func(f ledger.Fact) bool { return f.Scope == scope }
}

func TestWhoStandsInIsToldFromWhenOn(t *testing.T) {
	s := stand(t, "support.tier1.hires=[{at: 30d, people: 1}]", "support.tier1.cuts=[{at: 60d, people: 1}]", "delivery.teams.crew.hires=[{at: 1q, people: 1}]",
		"delivery.teams.crew.ramp=[0%, 50%, 50%]")
	var told []string
	for _, f := range s.Facts() {
		if f.Kind == ledger.StoodIn || f.Kind == ledger.TookBack {
			told = append(told, fmt.Sprintf("%.4g: %s %s %s", f.At, s.Teams[f.Scope-scopes], ledger.Kinds[f.Kind].Name, s.Teams[f.Subject-scopes]))
		}
	}
	assert.Equal(t, []string{
		"0: crew stood_in generalists", "0: tier1 stood_in generalists", "0: care stood_in generalists",
		"30: tier1 took_back generalists", "60: tier1 stood_in generalists",
		"130: crew took_back generalists", // three months after the first quarter
	}, told)
	assert.InDelta(t, (65-30.)/65, s.Mean(ledger.StoodInFor, tier1, 0, 1), 1e-12)
}

// A ticket of four hours takes 120 % of that and an hour to get into it, stretched by 40 hours over 20.
func TestATicketTakesTheSkillOfWhoStandsInAndTheTimeToSwitch(t *testing.T) {
	s := stand(t, asks+"0.2")
	n := 0
	for _, f := range s.those(ledger.Resolved, nil) {
		answered := s.those(ledger.Answered, func(a ledger.Fact) bool { return a.Customer == f.Customer && a.Subject == f.Subject })[0]
		assert.InDelta(t, (4*1.2+1)/8*2, f.At-answered.At, 1e-9)
		n++
	}
	require.Greater(t, n, 10)
	assert.Equal(t, s.count(ledger.Answered, nil), s.count(ledger.Helped, nil))
	assert.InDelta(t, 4*1.2*float64(s.count(ledger.Helped, nil)), s.Sum(ledger.HelpHours, generalists, 0, 4), 1e-6)
	assert.InDelta(t, float64(s.count(ledger.Helped, nil)), s.Sum(ledger.SwitchHours, s.All(), 0, 4), 1e-9)

	own := stand(t, asks+"0.2", "support.tier1.people=5")
	assert.Zero(t, own.count(ledger.Helped, nil)+own.count(ledger.Switched, nil))
	assert.InDelta(t, .5, own.those(ledger.Resolved, nil)[0].Amount, 1e-9)
}

// Customers ask so much that tickets wait; who comes takes up at once as many as they are, and what is begun ends where it is.
func TestWhatWaitsIsForTheFirstSpecialistAndWhatIsBegunStays(t *testing.T) {
	const day = 100
	s := stand(t, asks+"5", "support.tier1.hires=[{at: 100d, people: 7}]")
	require.Equal(t, 7, s.count(ledger.Answered, at(day)))
	helped := s.those(ledger.Helped, nil)
	assert.Equal(t, s.count(ledger.Answered, until(day)), len(helped), "all before, and none after")
	last := helped[len(helped)-1].At
	assert.Equal(t, 1, s.count(ledger.Resolved, func(f ledger.Fact) bool { return f.At > day && s.near(f.At, last+(4*1.2+1)/8*2) }), "the one in hand")
	order := s.those(ledger.Answered, nil)
	assert.True(t, slices.IsSortedFunc(order, func(a, b ledger.Fact) int { return int(1e6 * ((a.At - a.Amount) - (b.At - b.Amount))) }), "first come, first served, before and after")
}

func (s story) near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

func TestWhatWaitsWhenTheLastOneGoesIsForWhoStandsIn(t *testing.T) {
	const day = 100
	s := stand(t, asks+"25", "support.tier1.people=1", "support.tier1.cuts=[{at: 100d, people: 1}]", "delivery.teams.generalists.people=4")
	require.Equal(t, 4, s.count(ledger.Answered, at(day)))
	assert.Equal(t, 0, s.count(ledger.Helped, until(day)))
	assert.Equal(t, s.count(ledger.Answered, nil)-s.count(ledger.Answered, until(day)), s.count(ledger.Helped, nil))
	order := s.those(ledger.Answered, nil)
	assert.True(t, slices.IsSortedFunc(order, func(a, b ledger.Fact) int { return int(1e6 * ((a.At - a.Amount) - (b.At - b.Amount))) }))
}

// Those who wait at a second in line go on to the third, in their order.
func TestALineOfStandInsIsFollowedToWhoIsThere(t *testing.T) {
	s := stand(t, asks+"25", "delivery.teams.crew.people=1", "delivery.teams.crew.cuts=[{at: 50d, people: 1}]", "support.tier1.stand_in=crew")
	assert.Zero(t, s.count(ledger.Helped, func(f ledger.Fact) bool { return f.At < 50 && f.Scope != crew }))
	assert.Zero(t, s.count(ledger.Helped, func(f ledger.Fact) bool { return f.At >= 50 && f.Scope != generalists }))
	assert.Equal(t, 1, s.count(ledger.Helped, at(50)), "one generalist takes one up")
	order := s.those(ledger.Answered, nil)
	assert.True(t, slices.IsSortedFunc(order, func(a, b ledger.Fact) int { return int(1e6 * ((a.At - a.Amount) - (b.At - b.Amount))) }))
}

// Twenty hours at five a week take four weeks; of who stands in, 115 % of that, unless ten hours are as many as are small.
func TestAProjectTakesTheSkillOfWhoStandsInUnlessItIsSmall(t *testing.T) {
	for _, c := range []struct {
		effort string
		days   float64
	}{{"20h", 20 * 1.15}, {"11h", 11 * 1.15}, {"10h", 10}} {
		s := stand(t, sells+"3", "delivery.projects.job.phases[0].effort="+c.effort)
		starts := s.those(ledger.Started, nil)
		require.NotEmpty(t, starts)
		for _, f := range s.those(ledger.WentLive, nil) {
			started := s.those(ledger.Started, func(a ledger.Fact) bool { return a.Customer == f.Customer })[0]
			assert.InDelta(t, c.days, f.At-started.At, 1e-9, c.effort)
		}
		assert.Equal(t, s.count(ledger.Took, nil), s.count(ledger.Took, of(generalists)))
	}
}

func TestAProjectThatIsBegunStaysAndOneThatWaitsMoves(t *testing.T) {
	const day = 90
	s := stand(t, sells+"30", "delivery.teams.crew.hires=[{at: 90d, people: 2}]",
		"delivery.projects.job.phases=[{name: a, effort: 2h, pace: 5h/w}, {name: b, effort: 6h, pace: 5h/w}, {name: c, effort: 6h, pace: 5h/w}, {name: d, effort: 6h, pace: 5h/w}]")
	begun := s.those(ledger.Took, until(day))
	require.Len(t, begun, s.count(ledger.Took, func(f ledger.Fact) bool { return f.Scope == generalists }), "none starts there afterwards")
	assert.Equal(t, 2, s.count(ledger.Took, at(day)), "two start at once")
	left := s.those(ledger.Freed, func(f ledger.Fact) bool { return f.At > day && f.Scope == generalists })
	assert.Len(t, left, 3, "three end where they began")
	for _, f := range left {
		of := func(h ledger.Fact) bool { return h.Customer == f.Customer && h.At > day }
		assert.Equal(t, s.count(ledger.Worked, of), s.count(ledger.Helped, of), "in the hours of who began them, in every phase")
	}

	gone := stand(t, sells+"30", "delivery.teams.crew.people=1", "delivery.teams.crew.cuts=[{at: 90d, people: 1}]")
	assert.Equal(t, 3, gone.count(ledger.Took, func(f ledger.Fact) bool { return f.At == day && f.Scope == generalists }), "three that waited")
	waits := gone.those(ledger.Started, nil)
	assert.True(t, slices.IsSortedFunc(waits, func(a, b ledger.Fact) int { return int(1e6 * ((a.At - a.Amount) - (b.At - b.Amount))) }))
}

// Ten accounts need 30/20 hours a week each, and of who stands in 110 % of that.
func TestAccountsGetTheAttentionOfWhoStandsIn(t *testing.T) {
	s := stand(t, "success.teams.care.hires=[{at: 1q, people: 1}]")
	const need = 10 * 30. / 20 / fiscal.Week
	before := s.those(ledger.Attended, func(f ledger.Fact) bool { return f.At < 65 && f.Scope == care })
	last := before[len(before)-1]
	assert.InDelta(t, need*1.1, last.Extra, 1e-12)
	assert.InDelta(t, 4, last.Amount, 1e-12, "all that one generalist has")
	assert.EqualValues(t, 10, last.Subject)
	after := s.those(ledger.Attended, func(f ledger.Fact) bool { return f.At >= 65 && f.Scope == care })
	last = after[len(after)-1]
	assert.InDelta(t, need, last.Extra, 1e-12)
	assert.InDelta(t, 6, last.Amount, 1e-12)
	assert.Zero(t, s.count(ledger.Attended, of(generalists)), "they have no accounts of their own")
}

// The accounts of two teams share what one person has by what they need, and each team is told its part.
func TestOwnAccountsAndThoseOfOthersShareAttention(t *testing.T) {
	s := stand(t, "segments.other={opening: {customers: 20}, acv: 1k, churn: {first_renewal: 0%}, projects: {job: 100%}, success: {team: generalists, accounts_per_person: 40}}")
	last := func(team string) ledger.Fact {
		list := s.those(ledger.Attended, func(f ledger.Fact) bool { return int(f.Scope) == s.Team(slices.Index(s.Teams, team)) })
		return list[len(list)-1]
	}
	own, others := last("generalists"), last("care")
	assert.InDelta(t, 20*20./40/5, own.Extra, 1e-12)
	assert.InDelta(t, 4, own.Amount+others.Amount, 1e-12)
	assert.InDelta(t, own.Amount/own.Extra, others.Amount/others.Extra, 1e-12, "the same attention")
}

// A renewal of eight hours takes 110 % of that, and an hour to get into it; who leaves it waiting leaves it to who stands in.
func TestJobsAreDoneByWhoStandsIn(t *testing.T) {
	renewals := []string{"segments.all-of-them.success.renewal=8h", "success.renewals={}"}
	s := stand(t, renewals...)
	taken, done := s.those(ledger.JobTaken, nil), s.those(ledger.JobDone, nil)
	require.Greater(t, len(done), 5)
	for i, f := range done {
		assert.InDelta(t, (8*1.1+1)/8*2, f.At-taken[i].At, 1e-9)
	}
	assert.InDelta(t, 4*(8*1.1+1)/8*2*float64(len(done)), s.Area(ledger.CareJobs, care, 0, 4), 4*2*2*(8*1.1+1)/8, "hours of theirs on jobs of that team")

	slow := append(renewals, "success.teams.care.people=1", "success.teams.care.cuts=[{at: 130d, people: 1}]", "segments.all-of-them.success.renewal=40w")
	moved := stand(t, slow...)
	assert.Equal(t, 1, moved.count(ledger.JobTaken, until(130)), "the first takes for ever")
	require.Greater(t, moved.count(ledger.JobOpened, until(130)), 2)
	assert.Equal(t, 1, moved.count(ledger.JobTaken, at(130)))
	assert.Equal(t, 1, moved.count(ledger.Helped, at(130)))
}

func TestTransfersAreToldAndPaidWhereTheyAre(t *testing.T) {
	s := stand(t, "delivery.teams.generalists.people=3", "support.tier1.transfers=[{at: 1q, from: generalists, people: 2}]", "support.tier1.ramp_inside=[50%]")
	f := s.those(ledger.Transferred, nil)
	require.Len(t, f, 1)
	assert.Equal(t, ledger.Fact{At: 65, Kind: ledger.Transferred, Scope: tier1, Customer: ledger.None, Subject: generalists, Amount: 2}, f[0])
	for scope, want := range map[int][2]float64{generalists: {3, 1}, tier1: {0, 2}} {
		assert.Equal(t, want, [2]float64{s.Mean(ledger.Headcount, scope, 0, 1), s.Mean(ledger.Headcount, scope, 1, 2)})
	}
	assert.InDelta(t, 65+fiscal.Month, s.those(ledger.TookBack, nil)[0].At, 1e-9, "once they know it")
}

func TestStandingInMovesNoLuck(t *testing.T) {
	sets := []string{asks + "2", sells + "5"}
	with := stand(t, sets...)
	without := stand(t, append(sets, "support.tier1.people=9", "delivery.teams.crew.people=9", "success.teams.care.people=9")...)
	for _, kind := range []ledger.Kind{ledger.Signed, ledger.Held} {
		assert.Equal(t, without.those(kind, nil), with.those(kind, nil))
	}
	opening := func(f ledger.Fact) bool { return f.Customer < 10 }
	assert.Equal(t, without.those(ledger.Opened, opening), with.those(ledger.Opened, opening))
	require.NotEmpty(t, with.those(ledger.Opened, opening))
}

func TestStandingInAllocatesNothing(t *testing.T) {
	for _, scenario := range []string{"hiring-order", "hiring-order-swapped"} {
		c := company.New(load(t, scenario), 1)
		round := func() {
			for trial := range 3 {
				c.Run(1 + trial)
			}
		}
		round()
		assert.Zero(t, testing.AllocsPerRun(2, round), scenario)
	}
}

func TestWhatIsWrongWithStandIns(t *testing.T) {
	for sets, want := range map[string]string{
		"support.tier1.stand_in=nobody":                                        `support.tier1.stand_in: must name a delivery team, got "nobody"`,
		"support.tier1.stand_in=care":                                          `support.tier1.stand_in: must name a delivery team, got "care"`,
		"delivery.teams.crew.stand_in=crew":                                    "delivery.teams.crew.stand_in: must not come back to the team itself, got a circle by way of crew",
		"delivery.teams.generalists.stand_in=crew":                             "delivery.teams.generalists.stand_in: must not come back to the team itself, got a circle by way of crew",
		"support.tier1.stand_in=empty|delivery.teams.empty={people: 0}":        "support.tier1.stand_in: must lead to a team that has people on the first day, got empty, which has none",
		"works.guides={people: 1, moves: deflection, to: 50%, stand_in: crew}": `works.guides.stand_in: must be left out: nobody can stand in for a team of works, got "crew"`,
		"engineering={people: 1, stand_in: crew}":                              `engineering.stand_in: must be left out: nobody can stand in for engineering, got "crew"`,
		"delivery.projects.job.slots=4":                                        "delivery.projects.job.slots: must fit into the team generalists, which never has more than 3 slots, got 4",
		"support.tier1.transfers=[{at: 1y, from: generalists, people: 2}]":     "support.tier1.transfers[0]: must leave generalists 0 people or more, got -1 at 1y",
		"support.tier1.transfers=[{at: 1y, from: tier1, people: 1}]":           `support.tier1.transfers[0].from: must name another of the own teams, got "tier1"`,
		"delivery.teams.generalists.skill.tickets=0%":                          "delivery.teams.generalists.skill.tickets: must be above 0% and at most 1000%, got 0%",
		"support.tier1.ramp_inside=[101%]":                                     "support.tier1.ramp_inside[0]: must be between 0% and 100%, got 101%",
		"support.tier1.switching=15min":                                        "support.tier1.switching: unknown key",
		"support.tier1.transfers=[{at: 1w, from: generalists, people: 1}]|delivery.teams.generalists.cuts=[{at: 1y, people: 1}]": "delivery.teams.generalists.cuts[0]: must leave generalists 0 people or more, got -1 at 1y",
	} {
		_, err := scenarios.Load("testdata/stand-in.yaml", strings.Split(sets, "|"))
		require.Error(t, err, sets)
		assert.ErrorContains(t, err, want, sets)
		assert.Equal(t, 1, len(strings.Split(err.Error(), "\n")), "one cause, one fault: %v", err)
	}
}

func TestASecondTierIsStoodInForToo(t *testing.T) {
	s := stand(t, asks+"1", "support.tier1.people=5", "support.tier2={people: 0, stand_in: generalists, hires: [{at: 2q, people: 1}], ramp: []}",
		"support.break_fix.escalated=100%", "support.tier2_touch=8h", "support.engineering.share=0%")
	helped := s.those(ledger.Helped, nil)
	require.NotEmpty(t, helped)
	for _, f := range helped {
		assert.InDelta(t, 8*1.2, f.Amount, 1e-9)
		assert.Less(t, f.At, 130.)
	}
	assert.Equal(t, s.count(ledger.Escalated, nil), s.count(ledger.Resolved, nil)+int(s.Closing(ledger.Backlog, s.All(), 3)), "each goes there once")
}

func TestConfigurationIssuesOfATeamWithoutPeopleAreOfWhoStandsIn(t *testing.T) {
	s := stand(t, "support.configuration={owner: crew, touch: 2h, escalated: 0%}", "segments.all-of-them.tickets.configuration_per_week=0.05", "support.tier1.people=1")
	require.Equal(t, s.count(ledger.Answered, nil), s.count(ledger.Helped, nil))
	assert.InDelta(t, 2*1.2, s.those(ledger.Helped, nil)[0].Amount, 1e-9)
}

func TestPremiumCustomersComeFirstWithWhoStandsInToo(t *testing.T) {
	s := stand(t, asks+"5", "segments.all-of-them.tickets.premium=50%")
	order := s.those(ledger.Answered, nil)
	assert.False(t, slices.IsSortedFunc(order, func(a, b ledger.Fact) int { return int(1e6 * ((a.At - a.Amount) - (b.At - b.Amount))) }))
}

func TestProjectsInFlightAreInTheHandsOfWhoStandsIn(t *testing.T) {
	s := stand(t, "segments.all-of-them.opening.in_flight=3")
	assert.Equal(t, 3, s.count(ledger.Took, func(f ledger.Fact) bool { return f.At == 0 && f.Scope == generalists }))
}

func TestAPhaseOfATeamWithoutPeopleIsDoneByWhoStandsInForIt(t *testing.T) {
	s := stand(t, sells+"3", "delivery.teams.crew.people=1", "delivery.teams.architects={people: 0, stand_in: generalists}", "delivery.projects.job.phases[0].team=architects")
	assert.Zero(t, s.count(ledger.Took, of(generalists)), "the project is with its team")
	require.NotEmpty(t, s.those(ledger.Helped, nil))
	assert.Equal(t, s.count(ledger.Worked, nil), s.count(ledger.Helped, func(f ledger.Fact) bool { return f.Scope == generalists }))
}

func TestAJobThatNobodyTookUpInTimeDoesNotComeBack(t *testing.T) {
	s := stand(t, "segments.all-of-them.success.renewal=20w", "success.renewals={}", "success.teams.care.hires=[{at: 200d, people: 9}]")
	late := s.count(ledger.JobWithdrawn, until(200))
	require.Positive(t, late)
	assert.LessOrEqual(t, s.count(ledger.JobTaken, nil), s.count(ledger.JobOpened, nil)-s.count(ledger.JobWithdrawn, nil))
	assert.Equal(t, s.count(ledger.JobOpened, func(f ledger.Fact) bool { return f.At <= 200 })-late-s.count(ledger.JobTaken, until(200)), s.count(ledger.JobTaken, at(200)), "those that wait, at once")
}
