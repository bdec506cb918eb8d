package delivery_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

// besides gives a plan a team of one architect.
func besides(p delivery.Params) delivery.Params {
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "architects", Value: team(1)})
	return p
}

// takes makes a phase take slots of the architects.
func takes(slots units.Number, p delivery.Phase) delivery.Phase {
	p.Team, p.Slots = "architects", &slots
	return p
}

// studio has people enough for all projects, each of which needs the architect for two days and three of its client.
func studio() delivery.Params {
	p := besides(plan(project("house", phase("survey", 1, 0), takes(1, phase("design", 3, 2)), afterGoLive(phase("hand-over", 0, 1)))))
	p.Teams[0].Value.People = 10
	return p
}

// turns are the facts that tell how projects fare with other teams.
var turns = []ledger.Kind{ledger.PhaseQueued, ledger.PhaseStarted, ledger.Took, ledger.Freed, ledger.WentLive, ledger.Withdrawn}

func TestAPhaseWaitsForItsSlotsAndHoldsThemToItsEnd(t *testing.T) {
	w := open(t, studio())
	w.sign(0, "house")
	w.sign(0, "house")
	assert.Equal(t, []string{
		"0 A takes 1 of own", "0 B takes 1 of own",
		"1 A takes 1 of architects", "1 A has its turn after 0",
		"1 B waits for 1 of architects",
		"6 A frees 1 of architects", "6 B takes 1 of architects", "6 B has its turn after 5",
		"6 A is live", "7 A frees 1 of own",
		"11 B frees 1 of architects", "11 B is live", "12 B frees 1 of own",
	}, w.story(100, turns...), "its own slot is held, the client's time counts, and what comes after needs no architect")
}

func TestPhasesWaitByTheDisciplineOfTheOtherTeam(t *testing.T) {
	for _, c := range []struct {
		queue units.Name
		want  string
	}{{delivery.FirstCome, "ABCD"}, {delivery.LargestARR, "ADCB"}, {delivery.SmallestFirst, "ACDB"}} {
		p := besides(plan(project("large", phase("survey", 1, 0), takes(2, phase("design", 5, 0))), project("small", phase("survey", 1, 0), takes(1, phase("design", 5, 0)))))
		p.Teams[0].Value.People = 10
		p.Teams[1].Value.ConcurrentProjects = 2
		p.Teams[1].Value.Queue = c.queue
		w := open(t, p)
		w.signFor(0, "large", 10)
		w.signFor(.1, "large", 1)
		w.signFor(.2, "small", 2)
		w.signFor(.3, "small", 3)
		order := ""
		for _, line := range w.story(100, ledger.PhaseStarted) {
			var day float64
			var customer string
			_, err := fmt.Sscan(line, &day, &customer)
			require.NoError(t, err)
			order += customer
		}
		assert.Equal(t, c.want, order, c.queue)
	}
}

// Of the two teams that two projects need one after the other, never more than one is held: the second phase of A waits behind B.
func TestAProjectHoldsSlotsOfOneOtherTeamAtATime(t *testing.T) {
	p := besides(plan(project("house", takes(1, phase("design", 2, 0)), phase("plan", 1, 0), takes(1, phase("check", 2, 0)))))
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "trainers", Value: team(1)})
	p.Projects[0].Value.Phases[2].Team = "trainers"
	p.Teams[0].Value.People = 3
	w := open(t, p)
	for range 3 {
		w.sign(0, "house")
	}
	held := map[int32]int{}
	w.sim.Run(100)
	for _, f := range w.ledger.Facts() {
		switch f.Kind {
		case ledger.Took:
			held[f.Customer]++
			assert.LessOrEqual(t, held[f.Customer], 2)
		case ledger.Freed:
			held[f.Customer]--
		}
	}
	assert.Equal(t, []string{"5 A is live", "7 B is live", "9 C is live"}, w.tell(ledger.WentLive))
}

func TestAPartnerTakesNoSlotsOfAnotherTeam(t *testing.T) {
	for _, r := range []delivery.Route{{Mode: delivery.Whole}, {Mode: delivery.CoDeliver, Phases: []units.Name{"design"}}, {Mode: delivery.Overflow}} {
		p := withPartner(studio(), partner(10), r)
		if r.Mode == delivery.Overflow {
			p.Teams[0].Value.People = 1
		}
		w := open(t, p)
		w.sign(0, "house")
		w.sign(0, "house")
		want := 0
		if r.Mode == delivery.Overflow {
			want = 1 // the first project starts in-house
		}
		assert.Len(t, grep("turn", w.story(100, turns...)), want, r.Mode)
		assert.Len(t, w.tell(ledger.WentLive), 2)
	}
}

func TestAProjectFoundInAPhaseHoldsItsSlots(t *testing.T) {
	w := open(t, studio())
	w.resume("house", .5) // of six days, so that two of the client's three are to come
	w.resume("house", .9)
	w.resume("house", .1) // in the survey
	assert.Equal(t, []string{
		"0 A takes 1 of own", "0 A takes 1 of architects", "0 B takes 1 of own", "0 B takes 1 of architects", "0 C takes 1 of own",
		"0.4 C waits for 1 of architects",
		"0.6 B frees 1 of architects", "0.6 B is live", "1.6 B frees 1 of own",
		"3 A frees 1 of architects", "3 C takes 1 of architects", "3 C has its turn after 2.6", "3 A is live", "4 A frees 1 of own",
		"8 C frees 1 of architects", "8 C is live", "9 C frees 1 of own",
	}, w.story(100, turns...), "even where there are too few")
}

func TestWhoLeavesGivesTheTurnToTheNext(t *testing.T) {
	w := open(t, studio())
	for range 3 {
		w.sign(0, "house")
	}
	w.at(2, func() { w.Cancel(1) }) // waits
	w.at(3, func() { w.Cancel(0) }) // is there
	assert.Equal(t, []string{
		"1 A takes 1 of architects", "1 A has its turn after 0", "1 B waits for 1 of architects", "1 C waits for 1 of architects",
		"2 B is withdrawn", "2 B frees 1 of own",
		"3 A is withdrawn", "3 A frees 1 of architects", "3 C takes 1 of architects", "3 C has its turn after 2", "3 A frees 1 of own",
		"8 C frees 1 of architects", "8 C is live", "9 C frees 1 of own",
	}, w.story(100, turns...)[3:])
}

func TestPhasesWaitWhileNobodyOfTheTeamIsThere(t *testing.T) {
	w := open(t, studio())
	w.staff(1, 0)
	w.sign(0, "house")
	w.at(20, func() { w.staff(1, 1) })
	assert.Equal(t, []string{"1 A waits for 1 of architects", "20 A has its turn after 19", "25 A is live"}, w.story(100, ledger.PhaseQueued, ledger.PhaseStarted, ledger.WentLive))
}

// The load of the architects is that of their slots, as waits their phases count.
func TestTheLoadOfATeamWhoseSlotsPhasesTake(t *testing.T) {
	w := open(t, studio())
	meter := w.Meter(1)
	w.begin(1)
	w.sign(0, "house")
	w.sign(0, "house")
	w.sign(0, "house")
	w.sim.Run(7)
	meter.Close()
	month := meter.Month()
	assert.InDelta(t, (5.+6)/7, month.Waiting, 1e-12, "one phase from day 1 to 6, one still")
	assert.InDelta(t, (0.+5+6)/3, month.Delay, 1e-12)
}

func TestIdealPhasesWaitForNobody(t *testing.T) {
	p := studio()
	p.Ideal.Phases = true
	w := open(t, p)
	for range 3 {
		w.sign(0, "house")
	}
	assert.Equal(t, []string{"6 A is live", "6 B is live", "6 C is live"}, w.story(100, ledger.WentLive), "as if somebody had been free, with the hours that go with it")
	assert.Len(t, w.tell(ledger.PhaseStarted), 3)
	assert.Empty(t, w.tell(ledger.PhaseQueued))
	assert.Equal(t, []string{"0 architects has 8 hours", "1 architects has 16 hours", "1 architects has 24 hours",
		"6 architects has 16 hours", "6 architects has 8 hours"}, grep("architects", w.tell(ledger.Timed)))
}

// What came with slots beyond those there goes with them: later it is not lent to a phase whose people have left.
func TestHoursThatComeWithAPhaseGoWithIt(t *testing.T) {
	p := studio()
	p.Ideal.Phases = true
	w := open(t, p)
	w.sign(0, "house")
	w.sign(0, "house")
	w.sign(10, "house")
	w.at(12, func() { w.staff(1, 0) })
	assert.Equal(t, []string{"6 A is live", "6 B is live"}, w.story(100, ledger.WentLive))
}

func TestATeamOfWhichPhasesOnlyTakeSlotsHasWork(t *testing.T) {
	p := studio()
	p.Projects[0].Value.Phases[1].Effort = 0
	works := func(routes ...delivery.Route) []bool {
		return withPartner(p, partner(1), routes...).Working([]string{"house"}, []delivery.Mix{{{Name: "house", Value: 1}}})
	}
	assert.Equal(t, []bool{true, true}, works())
	assert.Equal(t, []bool{true, false}, works(delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"design"}}))
}

func TestIdealStartsLeaveTheWaitForOtherTeams(t *testing.T) {
	p := studio()
	p.Teams[0].Value.People = 1
	p.Ideal.Start = true
	w := open(t, p)
	w.sign(0, "house")
	w.sign(0, "house")
	assert.Equal(t, []string{"0 A starts", "0 B starts", "1 B waits for 1 of architects", "6 A is live", "11 B is live"},
		w.story(100, ledger.Started, ledger.PhaseQueued, ledger.WentLive))
}

func TestIdealDeliveryTakesNoSlotsUntilGoLive(t *testing.T) {
	p := studio()
	p.Projects[0].Value.Phases = append(p.Projects[0].Value.Phases, afterGoLive(takes(1, phase("training", 2, 0))))
	p.Ideal.Delivery = true
	w := open(t, p)
	w.resume("house", .5)
	w.sign(0, "house")
	w.sign(0, "house")
	assert.Equal(t, []string{"20 A is live", "20 B is live", "20 C is live", "21 A has its turn after 0", "23 B has its turn after 2", "25 C has its turn after 4"},
		w.story(100, ledger.PhaseStarted, ledger.WentLive))
}

func TestWhatIsWrongWithSlotsOfPhases(t *testing.T) {
	number := func(n units.Number) *units.Number { return &n }
	circle := func(p *delivery.Params, from, to units.Name) {
		more := project("more-"+from, takes(1, phase("design", 1, 1)))
		more.Value.Team, more.Value.Phases[0].Team = from, to
		p.Projects = append(p.Projects, more)
	}
	for _, c := range []struct {
		name   string
		change func(p *delivery.Params)
		want   []string
	}{
		{"nothing", func(*delivery.Params) {}, nil},
		{"none", func(p *delivery.Params) { p.Projects[0].Value.Phases[1].Slots = number(0) }, []string{"projects.house.phases[1].slots: must be above 0, got 0"}},
		{"no number", func(p *delivery.Params) { p.Projects[0].Value.Phases[1].Slots = number(units.Number(math.NaN())) },
			[]string{"projects.house.phases[1].slots: must be above 0, got NaN"}},
		{"no team", func(p *delivery.Params) { p.Projects[0].Value.Phases[0].Slots = number(1) },
			[]string{"projects.house.phases[0].slots: must come with team, whose slots they are: those of its own team the project holds anyway"}},
		{"a team that is not there", func(p *delivery.Params) { p.Projects[0].Value.Phases[1].Team = "architect" },
			[]string{`projects.house.phases[1].team: must name a team that exists, got "architect", did you mean "architects"?`}},
		{"too many", func(p *delivery.Params) { p.Projects[0].Value.Phases[1].Slots = number(1.5) },
			[]string{"projects.house.phases[1].slots: must fit into the team architects, which never has more than 1 slots, got 1.5"}},
		{"too many, which only a partner would need", func(p *delivery.Params) {
			p.Projects[0].Value.Phases[1].Slots = number(1.5)
			*p = withPartner(*p, partner(1), delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"design"}})
		}, nil},
		{"of engineers", func(p *delivery.Params) { p.Teams[1].Value.Beside, p.Teams[1].Value.ConcurrentProjects = true, 0 },
			[]string{"projects.house.phases[1].slots: must be left out for the team architects, who hold no project, got 1"}},
		{"the own team", func(p *delivery.Params) { p.Projects[0].Value.Phases[1].Team = "own" },
			[]string{"projects.house.phases[1].slots: must make no circle of teams that wait for each other's slots, got own -> own"}},
		{"each other", func(p *delivery.Params) { circle(p, "architects", "own") },
			[]string{"projects.more-architects.phases[0].slots: must make no circle of teams that wait for each other's slots, got architects -> own -> architects"}},
		{"each other, but for a partner", func(p *delivery.Params) {
			circle(p, "architects", "own")
			*p = withPartner(*p, partner(1), delivery.Route{Mode: delivery.Whole, Projects: []units.Name{"more-architects"}})
		}, nil},
		{"who stands in", func(p *delivery.Params) { p.Teams[0].Value.StandIn = "architects" },
			[]string{"projects.house.phases[1].slots: must make no circle of teams that wait for each other's slots, got architects -> architects, where architects stands in for own"}},
		{"each other, by who stands in", func(p *delivery.Params) {
			p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "trainers", Value: team(1)})
			p.Teams[0].Value.StandIn = "trainers"
			circle(p, "architects", "trainers")
		}, []string{"projects.more-architects.phases[0].slots: must make no circle of teams that wait for each other's slots, got architects -> trainers -> architects"}},
		{"a chain", func(p *delivery.Params) {
			p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "trainers", Value: team(1)})
			circle(p, "architects", "trainers")
		}, nil},
		{"a circle of three", func(p *delivery.Params) {
			p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "trainers", Value: team(1)})
			circle(p, "architects", "trainers")
			circle(p, "trainers", "own")
		}, []string{"projects.more-trainers.phases[0].slots: must make no circle of teams that wait for each other's slots, got trainers -> own -> architects -> trainers"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := studio()
			c.change(&p)
			assert.Equal(t, c.want, refusals(p))
		})
	}
}

func TestTurnsAllocateNothing(t *testing.T) {
	w := open(t, studio())
	w.ledger.Forget()
	w.OnPromised, w.OnLive = func(int32, float64) {}, func(int32, float64, float64) {}
	trial := uint64(0)
	run := func() {
		trial++
		w.sim.Reset(0)
		w.ledger.Reset()
		w.Begin(trial)
		w.staff(0, 10)
		w.staff(1, 1)
		for customer := range int32(20) {
			w.ledger.Record(ledger.Fact{Kind: ledger.Signed, Customer: customer, Amount: 100})
			w.Sign(customer, entity(customer), 0, 100)
		}
		w.sim.Run(130)
	}
	run()
	assert.Zero(t, testing.AllocsPerRun(5, run))
}
