package scenarios_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/scenarios"
)

// Those that change parameters alone are the same as parameters that a file could
// state.
func TestWhatIsIdealisedIsWhatItSays(t *testing.T) {
	const partner = "outcomes.leaving.partner_delivered=1 outcomes.leaving.partner_quality=1 outcomes.expanding.partner_delivered=1 " +
		"outcomes.expanding.partner_quality=1 outcomes.contracting.partner_delivered=1 outcomes.contracting.partner_quality=1 delivery.partners.helper.quality=100% delivery.partners.helper.learning.quality=100% delivery.partners.helper.managed.quality=100%"
	const people = "delivery.teams.crew.attrition=0% delivery.teams.crew.ramp=[] delivery.teams.architects.attrition=0% delivery.teams.architects.ramp=[] " +
		"delivery.teams.generalists.attrition=0% delivery.teams.generalists.ramp=[] delivery.teams.crew.ramp_inside=[] " +
		"support.tier1.attrition=0% support.tier1.ramp=[] support.tier2.attrition=0% support.tier2.ramp=[] " +
		"support.cs_engineers.attrition=0% support.cs_engineers.ramp=[] engineering.attrition=0% engineering.ramp=[] success.teams.success.attrition=0% success.teams.success.ramp=[]"
	for _, c := range []statement{
		{"clumping", "", "deals.profile=flat"},
		{"partner-quality", "delivery.partners.helper.learning={half_every: 3, effort_factor: 0.9, quality: 50%}; " +
			"delivery.partners.helper.managed={team: crew, projects_per_person: 1, quality: 60%}", partner},
		{"partner-management", "delivery.partners.helper.managed={team: tier1, projects_per_person: 0.3, quality: 20%, lead_time: 5w}; support.tier1.attrition=0%; support.tier1.people=5; support.tier1.cuts=[]",
			"delivery.partners.helper.managed.projects_per_person=1000000"},
		{"attention", "", "outcomes.leaving.unattended=1 outcomes.expanding.unattended=1 outcomes.contracting.unattended=1"},
		{"support-backlog", "", "support.targets.first_response=1000y support.targets.resolution=1000y support.targets.fix=null " +
			"support.targets.premium=null support.targets.urgent=null"},
		{"attrition", "works=null; support.engineering.lag={exponential: {mean: 10d}}; engineering={people: 2, attrition: 50%, bugs: {created_per_month: 4}}", people},
		{"hiring-lead", "delivery.teams.crew.hire_when=[{measure: used, above: 10%, lead: 5w}]; support.tier1.hire_when=[{measure: backlog, above: 0, lead: 1mo}]; " +
			"support.tier2.hire_when=[]; success.teams.success.hire_when=[]; support.engineering.lag={exponential: {mean: 10d}}; engineering={people: 2, bugs: {created_per_month: 4}}; engineering.hire_when=[]",
			"delivery.teams.crew.hire_when=[{measure: used, above: 10%, lead: 0d}]; support.tier1.hire_when=[{measure: backlog, above: 0, lead: 0d}]"},
		{"interrupts", "support.configuration.owner=crew support.office_hours=null", "support.configuration.touch=0h"},
		{"scoping", "delivery.projects.large.scoping={team: crew, hours: 20h, lead: 2w}; segments.large.projects={large: 100%}; segments.large.deals_per_quarter=10",
			"delivery.projects.large.scoping.hours=0h"},
		{"stand-ins", "support.engineering.lag={exponential: {mean: 10d}}; engineering={people: 2, attrition: 50%, switching: 1h, bugs: {created_per_month: 4}}",
			"delivery.teams.generalists.skill.tickets=100% delivery.teams.generalists.skill.projects=100% delivery.teams.generalists.skill.success=100% delivery.teams.generalists.switching=0min engineering.switching=0min"},
		{"detractors", "deals.detractors={per_point: 5%, normal: 0%}", "deals.detractors.per_point=0%"},
	} {
		t.Run(c.mechanism, c.holds)
	}
}

// statement says by which settings of a file a mechanism is idealised, where others hold.
type statement struct{ mechanism, common, sets string }

func (c statement) holds(t *testing.T) {
	moved := false
	for number := range few() {
		sets := append(drawn.Example(number), "ideal=[]")
		sets = append(sets, split(c.common)...)
		plain := numbers(mustSettle(t, sets...), 1)
		stated := numbers(mustSettle(t, append(sets, split(c.sets)...)...), 1)
		ideal := numbers(mustSettle(t, append(sets, "ideal=["+c.mechanism+"]")...), 1)
		require.True(t, maps.Equal(stated, ideal), "scenario %d", number)
		for at, v := range plain {
			moved = moved || v != ideal[at]
		}
	}
	assert.True(t, moved || testing.Short(), "it must matter somewhere") // of a few scenarios, maybe in none
}

// split returns the settings of a line, none of which has a space before its path; those with braces stand between semicolons.
func split(line string) []string {
	if strings.Contains(line, "{") {
		return strings.Split(line, "; ")
	}
	return strings.Fields(line)
}

func TestIdeallyNobodyWaitsToStart(t *testing.T) {
	starts := 0
	for _, p := range idealPlans(t, "start-delay") {
		for _, f := range facts(p) {
			require.NotEqual(t, ledger.Queued, f.Kind)
			if f.Kind == ledger.Started {
				require.Zero(t, f.Amount, "to the bit")
				starts++
			}
		}
	}
	assert.Positive(t, starts)
}

func TestIdeallyNobodyWaitsForACohort(t *testing.T) {
	starts := 0
	for _, p := range idealPlans(t, "cohorts", "delivery.hand_off=2d", "segments.small.starts={every: 1mo, cut_off: 2d, pulled: 60%, window: 10d}") {
		for _, f := range facts(p) {
			require.NotEqual(t, ledger.Gathered, f.Kind)
			if f.Kind == ledger.Entered {
				require.InDelta(t, 2, f.Amount, 1e-9, "at its hand-off")
				starts++
			}
		}
	}
	assert.Positive(t, starts)
}

func TestIdeallyNoFeatureIsMissing(t *testing.T) {
	for _, p := range idealPlans(t, "features", "delivery.projects.large.phases[1].blocked={share: 90%, wait: {exponential: {mean: 3w}}}") {
		for _, f := range facts(p) {
			require.NotEqual(t, ledger.Blocked, f.Kind)
		}
	}
}

// Every project of these scenarios has the same promise.
func TestIdeallyProjectsGoLiveOnThePromisedDay(t *testing.T) {
	const promised = 30
	for _, c := range []struct{ ideal string }{{"delivery-time"}, {"start-delay, delivery-time"}} {
		t.Run(c.ideal, func(t *testing.T) {
			lives := 0
			for _, p := range idealPlans(t, c.ideal, "delivery.projects.small.promised=30d", "delivery.projects.large.promised=30d",
				"delivery.projects.large.scoping=null") {
				began, inFlight := map[int32]float64{}, map[int32]bool{}
				for _, f := range facts(p) {
					switch f.Kind {
					case ledger.Resumed:
						inFlight[f.Customer] = true
					case ledger.Started:
						began[f.Customer] = f.At
					case ledger.WentLive:
						lives++
						if inFlight[f.Customer] {
							require.True(t, f.Extra == 0 || f.At == start(p), "on its day, or at once")
							continue
						}
						require.Equal(t, began[f.Customer]+promised, f.At, "to the bit")
						if len(p.Ideal) == 2 {
							require.Zero(t, f.Extra, "to the bit")
							require.Zero(t, f.Marks&ledger.Late)
						}
					}
				}
			}
			assert.Positive(t, lives)
		})
	}
}

// Who owns them does not change by that: what moves customers who are sold to stays.
func TestIdeallyNobodyWorksRenewalsAndOpportunities(t *testing.T) {
	sold := 0
	for _, p := range idealPlans(t, "success-jobs") {
		for _, f := range facts(p) {
			require.False(t, f.Kind == ledger.JobOpened && f.Subject != ledger.RescueJob)
		}
		ideal := p.Idealise(company.Idealisations[slices.IndexFunc(company.Idealisations, func(i company.Idealisation) bool { return i.Name == "success-jobs" })])
		require.Equal(t, p.Success.Sells(), ideal.Success.Sells())
		if p.Success.Sells() != 0 {
			sold++
		}
	}
	assert.True(t, sold > 0 || testing.Short())
}

func TestIdeallyNoTicketIsBreached(t *testing.T) {
	for _, p := range idealPlans(t, "support-backlog") {
		for _, f := range facts(p) {
			require.NotEqual(t, ledger.Breached, f.Kind)
		}
	}
}

// Breaches tell customers something and the desk nothing: with that off all else
// happens as it would.
func TestTicketsQueueAsTheyAreWhenNoneIsBreached(t *testing.T) {
	type happened struct {
		at       float64
		kind     ledger.Kind
		customer int32
		subject  int32
		amount   float64
	}
	told := func(p *company.Params) (list []happened) {
		for _, f := range facts(p) {
			if f.Kind != ledger.Breached {
				list = append(list, happened{f.At, f.Kind, f.Customer, f.Subject, f.Amount})
			}
		}
		return list
	}
	for number := range few() {
		sets := append(drawn.Example(number), "ideal=[]", "outcomes={}")
		require.Equal(t, told(mustSettle(t, sets...)), told(mustSettle(t, append(sets, "ideal=[support-backlog]")...)), "scenario %d", number)
	}
}

func TestIdealisingLeavesDealsAndPropensitiesAlone(t *testing.T) {
	decisions := 0
	for number := range few() {
		sets := append(drawn.Example(number), "ideal=[]", "events=[]", "outcomes={}", "deals.profile=severe", "deals.detractors=null", "arr_from=signature",
			"segments.large.acv={lognormal: {mean: 90k, cv: 1}}")
		plain := mustSettle(t, sets...)
		closed, fared := signed(plain, 1, number), fates(plain, number)
		for _, m := range company.Idealisations {
			ideal := plain.Idealise(m)
			if now := signed(ideal, 1, number); m.Name != "clumping" {
				require.Equal(t, closed, now, "scenario %d, %s", number, m.Name)
			} else if plain.Deals.Slip == 0 {
				require.Equal(t, byQuarter(closed), byQuarter(now), "scenario %d, %s", number, m.Name)
			}
			for arr, b := range fates(ideal, number) {
				a := fared[arr]
				if a == nil {
					continue // it slips out of the run
				}
				n := min(len(a.decisions), len(b.decisions)) // by the end of the run
				require.Equal(t, a.decisions[:n], b.decisions[:n], "scenario %d, %s", number, m.Name)
				require.Equal(t, a.chances[:n], b.chances[:n], "scenario %d, %s", number, m.Name)
				decisions += n
			}
		}
	}
	assert.Positive(t, decisions)
}

func TestMechanismsThatDoNotApplyMoveNothingIdealised(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	idle := map[units.Name]int{}
	judge := func(name string, p *company.Params) {
		applying := map[units.Name]bool{}
		for _, m := range p.Applying() {
			applying[m.Name] = true
		}
		c, before := company.New(p, 1), [2]left{}
		for i := range before {
			before[i] = after(c, p, i+1)
		}
		for _, m := range company.Idealisations {
			if applying[m.Name] {
				continue
			}
			if m.Name == "sponsors" && p.Success.Sponsors != nil && !p.Outcomes.Feels("sponsor_lost") {
				continue // nobody minds, and it is seen all the same who has none
			}
			idle[m.Name]++
			ideal := company.New(p.Idealise(m), 1)
			for i := range before {
				same := reflect.DeepEqual(before[i], after(ideal, p, i+1))
				require.True(t, same, "%s of %s, trial %d", m.Name, name, i+1)
			}
		}
	}
	for _, name := range scenarios.Names() {
		switch {
		case isArchetype(name): // large ones take long
			judge(name, load(t, name, "horizon=2q"))
		case !scenarios.Textbook(name):
			judge(name, load(t, name))
		}
	}
	for number := range few() {
		sets := drawn.Example(number)
		judge(strings.Join(sets, " "), mustSettle(t, sets...))
		if number%2 == 0 {
			sets = append(sets, "segments.small.deals_per_quarter=0", "segments.large.deals_per_quarter=0", "segments.small.tickets={}", "segments.large.tickets={}",
				"segments.small.opening.open_tickets=0", "segments.large.opening.open_tickets=0", "delivery.routes=[]", "delivery.teams.crew.hires=[]",
				"delivery.teams.crew.attrition=0%", "delivery.teams.architects.attrition=0%", "support.tier1.attrition=0%", "support.tier2.attrition=0%",
				"support.tier2.hires=[]", "support.cs_engineers.attrition=0%", "success.teams.success.attrition=0%")
			judge(strings.Join(sets, " "), mustSettle(t, sets...))
			judge("hires", mustSettle(t, append(sets, "delivery.teams.crew.hires=[{at: 1w, people: 1}]", "delivery.teams.crew.ramp=[50%]")...))
		}
		if number%4 == 0 {
			sets = append(sets, "accounts=null", "events=[]", "segments.small.opening={customers: 5}", "segments.large.opening={customers: 5}",
				"segments.small.terms={1y: 100%}", "segments.large.terms={1y: 100%}", "segments.small.price_by_term={}", "segments.large.price_by_term={}", "segments.small.churn.by_term={}", "segments.large.churn.by_term={}")
			judge(strings.Join(sets, " "), mustSettle(t, sets...))
		}
	}
	for _, m := range company.Idealisations {
		assert.Positive(t, idle[m.Name], "%s applies everywhere", m.Name)
	}
}

func TestMechanismsApplyWhereTheyMoveANumber(t *testing.T) {
	scenarios := 30
	if testing.Short() {
		scenarios = 3
	}
	moving := map[units.Name]bool{}
	for number := range scenarios {
		p := mustSettle(t, append(drawn.Example(number), "ideal=[]")...)
		before := numbers(p, 1)
		for _, m := range p.Applying() {
			ideal := p.Idealise(m)
			moving[m.Name] = moving[m.Name] || !maps.Equal(before, numbers(ideal, 1))
			assert.NotContains(t, names(ideal.Applying()), m.Name)
			assert.Len(t, ideal.Applying(), len(p.Applying())-1)
		}
	}
	for _, m := range company.Idealisations {
		assert.True(t, moving[m.Name] || testing.Short(), "%s moves nothing anywhere", m.Name) // nor need all in a few
	}
}

func TestIdealisingKeepsTheScenarioAsItIs(t *testing.T) {
	p, same := load(t, "board-partner-overflow"), load(t, "board-partner-overflow")
	company.New(p.Idealise(company.Idealisations...), 1).Run(1)
	assert.Equal(t, same, p)
}

func TestNothingIsLostWhereAllIsIdeal(t *testing.T) {
	for _, name := range []string{"board", "board-lean", "board-partner-overflow", "board-partner-whole", "board-co-delivery", "board-from-accounts"} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "board-partner-overflow" {
				t.Skip("left to make verify")
			}
			t.Parallel()
			p := load(t, name)
			for _, ideal := range []*company.Params{p.Idealise(company.Idealisations...), p.Idealise(idealisation("start-delay")), p.Idealise(idealisation("delivery-time"))} {
				c := company.New(ideal, 1)
				c.Trace()
				conserve(t, ideal, c.Run(1))
			}
		})
	}
}

func TestAScenarioNamesWhatItIdealises(t *testing.T) {
	s, err := scenarios.Load("board", []string{"ideal=[start-delay]"})
	require.NoError(t, err)
	assert.Contains(t, string(s.Resolved()), "\nideal: [start-delay]\n")
	assert.Contains(t, review.Warnings(&s.Params), "idealised: start-delay (projects start at signature, at an overflow's partner if the team is full, otherwise as if somebody had been free)")
	assert.Equal(t, s.Params.Ideal, load(t, "board").Idealise(idealisation("start-delay")).Ideal)

	plain, err := scenarios.Load("board", nil)
	require.NoError(t, err)
	assert.NotContains(t, string(plain.Resolved()), "ideal:")
	for _, m := range company.Idealisations {
		assert.Contains(t, company.Keys.Of("ideal").Meaning, string(m.Name))
	}
}

func TestOnlyMechanismsThatExistCanBeIdealisedOnceEach(t *testing.T) {
	all := company.IdealisationNames()
	more := strings.Join(append(all, "another"), ", ")
	for sets, want := range map[string]string{
		"ideal=[start-delays]":                  "ideal[0]: must be one of " + strings.Join(all, ", ") + `, got "start-delays", did you mean "start-delay"?`,
		"ideal=[clumping, clumping]":            "ideal[1]: must be there once, got clumping again",
		"ideal=[" + more + "]":                  fmt.Sprintf("ideal: must be at most %d, got %d", len(all), len(all)+1),
		"ideal=clumping":                        "ideal: want a list, got \"clumping\"",
		"ideal=[clumping, '']":                  "ideal[1]",
		"ideal=[{start-delay: true}, \"\x00\"]": "ideal",
	} {
		_, err := scenarios.Load("board", []string{sets})
		assert.ErrorContains(t, err, want)
	}
}

// idealPlans returns scenarios that idealise some mechanisms and not others.
func idealPlans(t *testing.T, mechanisms string, sets ...string) []*company.Params {
	var list []*company.Params
	for number := range few() {
		list = append(list, mustSettle(t, append(append(drawn.Example(number), sets...), "ideal=["+mechanisms+"]")...))
	}
	return list
}

// idealisation returns the one of a name.
func idealisation(name units.Name) company.Idealisation {
	return company.Idealisations[slices.IndexFunc(company.Idealisations, func(m company.Idealisation) bool { return m.Name == name })]
}

// facts returns what happens in a trial.
func facts(p *company.Params) []ledger.Fact {
	c := company.New(p, 1)
	c.Trace()
	return c.Run(1).Facts()
}

// start returns the day on which the simulation starts.
func start(p *company.Params) float64 { return -65 * float64(p.WarmUpQuarters()) }

func names(list []company.Idealisation) (names []units.Name) {
	for _, m := range list {
		names = append(names, m.Name)
	}
	return names
}

// The churn of the file is that of a company in which the usual share of sponsors is away: without that it is lower.
func TestIdeallyNoSponsorLeaves(t *testing.T) {
	lost, total := 0.0, 0.0
	for _, p := range idealPlans(t, "sponsors", "success.sponsors={leave: 90%, regained: {exponential: {mean: 6mo}}}", "outcomes.leaving.sponsor_lost=3") {
		for _, f := range facts(p) {
			require.NotEqual(t, ledger.SponsorLost, f.Kind)
		}
	}
	p := mustSettle(t, "success.sponsors={leave: 90%, regained: {exponential: {mean: 6mo}}}", "outcomes.leaving.sponsor_lost=3", "success.executives=null", "horizon=8q", "warm_up=0q")
	ideal := p.Idealise(idealisation("sponsors"))
	for trial := 1; trial <= 40; trial++ {
		a, b := company.New(p, 1).Run(trial), company.New(ideal, 1).Run(trial)
		lost += a.Sum(ledger.Churns, a.All(), 0, 8) - b.Sum(ledger.Churns, b.All(), 0, 8)
		total += a.Sum(ledger.Churns, a.All(), 0, 8)
	}
	assert.Positive(t, lost/total)
}
