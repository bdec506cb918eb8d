package scenarios_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/scenarios"
)

// What hiring measures, by the facts that it adds up.
func init() {
	rules["hires"] = rule{kind: ledger.Hired, amount: true}
	over["delivery_headroom"] = total(ledger.SoldHours)
}

// followHires holds the rules by which teams hire: as months begin, by a value above the bound, one at a time, up to the most;
// whom they hire joins when the lead is over, or in the end has not yet.
func followHires(t require.TestingT, p *company.Params, l *ledger.Ledger) {
	type place struct {
		scope  int16
		number int32
	}
	plans := map[string]people.Team{}
	p.WithPlans(func(path string, plan *people.Team) { plans[path[strings.LastIndexByte(path, '.')+1:]] = *plan })
	coming := map[place]ledger.Fact{}
	seats := map[int16]float64{} // those that are taken, at least in part
	planOf := func(scope int16) people.Team {
		name := l.Teams[int(scope)-l.All()-1]
		if named, ok := plans[name]; ok {
			return named
		}
		return plans[strings.ReplaceAll(name, "-", "_")]
	}
	for _, f := range l.Facts() {
		at := place{f.Scope, f.Subject}
		switch f.Kind {
		case ledger.Recruited, ledger.Forbidden, ledger.Hired:
			r := planOf(f.Scope).HireWhen[f.Subject]
			before, some := coming[at]
			lead := float64(r.Lead)
			if slices.Contains(p.Ideal, "hiring-lead") {
				lead = 0
			}
			if f.Kind == ledger.Hired {
				require.True(t, some, "nobody is on the way")
				require.InDelta(t, before.At+lead, f.At, 1e-6)
				require.Equal(t, before.Extra, f.Amount)
				delete(coming, at)
				break
			}
			require.False(t, some, "somebody is on the way already")
			require.Greater(t, f.Amount, r.Above.Value)
			months := (f.At + fiscal.Quarter*float64(l.WarmUp)) / fiscal.Month
			require.InDelta(t, math.Round(months), months, 1e-6)
			require.GreaterOrEqual(t, math.Round(months), 1.)
			if f.Kind == ledger.Recruited {
				require.True(t, f.Extra >= 1 && f.Extra <= float64(r.People), "%v people", f.Extra)
				coming[at] = f
				there := seats[f.Scope]
				for other, c := range coming {
					if other.scope == f.Scope {
						there += c.Extra
					}
				}
				require.LessOrEqual(t, there, float64(r.Limit()), "the most")
			}
		case ledger.Staffed:
			plan := planOf(f.Scope)
			seats[f.Scope] = math.Ceil(f.Amount / float64(plan.HeadsEach()))
		}
	}
	for at, f := range coming {
		r := l.Rules[int(at.scope)-l.All()-1][at.number]
		require.GreaterOrEqual(t, f.At+r.Lead, fiscal.Quarter*float64(l.Quarters)-1e-6, "who was hired never came")
	}
}

// ruled reports whether a rule that looks at a measure has hired somebody.
func ruled(measure units.Name) func(l *lived) bool {
	return func(l *lived) bool {
		written := l.Layout().Ledger
		return slices.ContainsFunc(l.of[ledger.Hired], func(f ledger.Fact) bool {
			return strings.HasPrefix(written.Rules[int(f.Scope)-written.All()-1][f.Subject].Says, string(measure)+" ")
		})
	}
}

// firsts returns the first day of a fact of a kind in each of some trials, +Inf where there is none.
func firsts(p *company.Params, kind ledger.Kind, trials int) (days []float64) {
	c := company.New(p, 1)
	c.Trace()
	for trial := 1; trial <= trials; trial++ {
		day := math.Inf(1)
		for _, f := range c.Run(trial).Facts() {
			if f.Kind == kind {
				day = f.At
				break
			}
		}
		days = append(days, day)
	}
	return days
}

// strained is a board whose implementation team is small.
var strained = []string{"horizon=8q", "delivery.teams.implementation.people=4", "delivery.teams.implementation.hires=[]"}

const byDelay = "delivery.teams.implementation.hire_when=[{measure: start_delay, above: 3w}]"

// The first review is 4 1/3 weeks after the first day; 12 weeks later one joins, and the first month that begins after that is 13
// weeks after the one of the decision.
func TestARuleThatAlwaysHoldsHiresEveryThirteenWeeks(t *testing.T) {
	for _, warmUp := range []string{"0q", "2q"} {
		p := load(t, "board", "horizon=8q", "warm_up="+warmUp, "delivery.teams.implementation.hire_when=[{measure: used, above: 0%, people: 1, lead: 12w}]")
		c := company.New(p, 1)
		c.Trace()
		begin := -fiscal.Quarter * float64(p.WarmUpQuarters())
		var weeks []float64
		for _, f := range c.Run(1).Facts() {
			if f.Kind == ledger.Hired {
				weeks = append(weeks, (f.At-begin)/fiscal.Week)
			}
		}
		var want []float64
		for week := 13./3 + 12; week < 13*float64(8+p.WarmUpQuarters()); week += 13 {
			want = append(want, week)
		}
		assert.InDeltaSlice(t, want, weeks, 1e-6)
	}
}

func TestALowerBoundNeverHiresLater(t *testing.T) {
	earlier, paths := 0, []string{"delivery.teams.implementation.hire_when=[{measure: start_delay, above: ", "support.tier1.hire_when=[{measure: backlog, above: "}
	if testing.Short() {
		paths = paths[:1]
	}
	for _, path := range paths {
		bounds := []string{"2w", "4w", "8w"}
		if strings.Contains(path, "backlog") {
			bounds = []string{"1", "3", "9"}
		}
		var before []float64
		for _, above := range bounds {
			days := firsts(load(t, "board", append(strained, path+above+"}]")...), ledger.Recruited, 8)
			for i := range before {
				assert.LessOrEqual(t, before[i], days[i], "trial %d, above %s", i+1, above)
				if before[i] < days[i] {
					earlier++
				}
			}
			before = days
		}
	}
	assert.Greater(t, earlier, 5*len(paths))
}

func TestARuleOnTheStartDelayShortensItAndCosts(t *testing.T) {
	without, with := means(t, strained...), means(t, append(strained, byDelay)...)
	assert.Less(t, with("start_delay_mean"), .9*without("start_delay_mean"))
	assert.Greater(t, with("cost_services"), without("cost_services"))
	assert.Greater(t, with("hires"), 2.)
	assert.Greater(t, with("go_lives"), without("go_lives"))
	bound := means(t, append(strained, byDelay, "delivery.at_most=4%")...)
	assert.Less(t, bound("hires"), with("hires"))
	assert.Less(t, bound("cost_services"), with("cost_services"))
	early := means(t, append(strained, strings.Replace(byDelay, "3w", "1w", 1))...)
	assert.Less(t, early("start_delay_mean"), with("start_delay_mean"))
	assert.Greater(t, early("delivery_headroom"), with("delivery_headroom"))
}

// Tier 1 and the success teams hire by what waits for them too.
func TestRulesHelpTheirTeams(t *testing.T) {
	for _, c := range []struct {
		name, measure string
		up            bool
		sets          []string
		rule          string
	}{
		{name: "first responses", measure: "first_response_mean", sets: []string{"support.tier1.people=3", "support.tier1.hires=[]"},
			rule: "support.tier1.hire_when=[{measure: first_response, above: 1h, lead: 4w, most: 9}]"},
		{name: "escalations", measure: "resolution_mean", sets: []string{"support.tier2.people=2", "support.tier2.hires=[]"},
			rule: "support.tier2.hire_when=[{measure: backlog, above: 2, lead: 4w, most: 9}]"},
		{name: "attention", measure: "attention", up: true, sets: []string{"success.teams.smb-success.people=2", "success.teams.smb-success.hires=[]"},
			rule: "success.teams.smb-success.hire_when=[{measure: load, above: 100%, lead: 4w}]"},
		{name: "fixes", measure: "fix_time_mean", sets: []string{"engineering.people=2", "engineering.hires=[]"},
			rule: "engineering.hire_when=[{measure: used, above: 60%, lead: 4w}]"},
	} {
		if testing.Short() && c.name != "escalations" {
			continue // left to make verify
		}
		without, with := means(t, c.sets...)(c.measure), means(t, append(c.sets, c.rule)...)(c.measure)
		if c.up {
			without, with = with, without
		}
		assert.Less(t, with, without, c.name)
	}
}

func TestAWorkingRuleNeverLengthensTheStartDelay(t *testing.T) {
	direction{
		sets: append([]string{"delivery.teams.crew.hire_when=[]", "delivery.at_most=null"}, steadyDeals...), trials: 16, traced: true,
		change: func(p *company.Params) {
			p.Delivery.Teams[0].Value.HireWhen = []people.Rule{{Measure: people.Used, Above: units.Bound{Value: .2}, People: 2}}
		},
		of: until(ledger.Started),
	}.neverRaises(t, 80)
}

// No rule hires where its line would cost more than it may, by the people and the ARR of the day.
func TestWhatALineMayCostBinds(t *testing.T) {
	const limit = .05
	p := load(t, "board", "horizon=12q", "success.at_most=5%", "success.teams.smb-success.hire_when=[{measure: load, above: 50%, people: 2, lead: 1mo}]",
		"success.teams.enterprise-success.hire_when=[{measure: used, above: 1%}]", "success.teams.smb-success.hires=[]", "success.teams.mid-market-success.hires=[]",
		"success.teams.enterprise-success.hires=[]", "success.teams.smb-success.attrition=0%", "success.teams.mid-market-success.attrition=0%", "success.teams.enterprise-success.attrition=0%",
		"success.teams.smb-success.people=1", "success.teams.mid-market-success.people=1", "success.teams.enterprise-success.people=1")
	c := company.New(p, 1)
	c.Trace()
	forbidden, hired := 0, 0
	for trial := 1; trial <= 4; trial++ {
		l := c.Run(trial)
		cost := map[int16]float64{}
		for i, name := range l.Teams {
			if team := p.Success.Teams.Find(units.Name(name)); team >= 0 {
				cost[int16(l.Team(i))] = float64(p.Success.Teams[team].Value.Cost)
			}
		}
		arr, coming, seats := 0.0, map[int16]float64{}, map[int16]float64{}
		pay := func() (sum float64) {
			for scope, each := range cost {
				sum += each * (seats[scope] + coming[scope])
			}
			return sum
		}
		for _, f := range l.Facts() {
			switch f.Kind {
			case ledger.Began, ledger.Expanded, ledger.Uplifted, ledger.Held:
				arr += f.Amount
			case ledger.Churned, ledger.Contracted:
				arr -= f.Amount
			case ledger.Staffed:

				seats[f.Scope] = f.Amount
			case ledger.Recruited:
				coming[f.Scope] += f.Extra
				assert.LessOrEqual(t, pay(), limit*arr+1e-6)
				hired++
			case ledger.Hired:
				coming[f.Scope] -= f.Amount // and Staffed has them
			case ledger.Forbidden:
				assert.Greater(t, pay()+cost[f.Scope], limit*arr-1e-6)
				forbidden++
			}
		}
	}
	assert.Greater(t, forbidden, 10)
	assert.Greater(t, hired, 4)
}

// Whom a rule hires has luck of its own: deals, customers and everybody else's careers stay as they are.
func TestWhomARuleHiresMovesNobodyElsesLuck(t *testing.T) {
	sets := []string{"horizon=6q", "delivery.teams.implementation.people=8", "delivery.teams.implementation.hires=[{at: 1y, people: 2}]", "delivery.teams.implementation.attrition=40%",
		"support.tier1.attrition=40%", "outcomes={}"}
	tell := func(more ...string) (deals, others []ledger.Fact, quits map[float64]bool) {
		p := load(t, "board", append(sets, more...)...)
		c := company.New(p, 1)
		c.Trace()
		l := c.Run(1)
		quits = map[float64]bool{}
		before := math.Inf(1)
		for _, f := range l.Facts() {
			switch {
			case f.Kind == ledger.Signed || f.Kind == ledger.Churned:
				deals = append(deals, f)
			case f.Kind == ledger.Staffed && int(f.Scope) != l.Team(0):
				others = append(others, f)
			case f.Kind == ledger.Staffed:
				if f.Amount < before {
					quits[f.At] = true
				}
				before = f.Amount
			}
		}
		return deals, others, quits
	}
	deals, others, quits := tell()
	same, alike, more := tell("delivery.teams.implementation.hire_when=[{measure: used, above: 0%, lead: 1w}]")
	assert.Equal(t, deals, same)
	assert.Equal(t, others, alike)
	require.Greater(t, len(quits), 3)
	for day := range quits {
		assert.True(t, more[day], "who leaves on day %v without the rule does so with it", day)
	}
	assert.Greater(t, len(more), len(quits))
}

func TestATeamOfNobodyMayBeFilledByRule(t *testing.T) {
	p := load(t, "board", "delivery.teams.implementation.people=0", "delivery.teams.implementation.hires=[]",
		"delivery.teams.implementation.hire_when=[{measure: queue, above: 3, people: 4, lead: 1w, most: 12}]")
	c := company.New(p, 1)
	l := c.Run(1)
	assert.InDelta(t, 12, l.Closing(ledger.Headcount, l.Team(0), 11), 2, "but for who has just left")
	assert.Positive(t, l.Sum(ledger.GoLives, l.All(), 8, 12))
}

func TestWhatIsWrongWithRules(t *testing.T) {
	const rule = ".hire_when=[{measure: "
	for _, c := range []struct{ set, want string }{
		{"support.configuration.owner=support delivery.teams.implementation" + rule + "first_response, above: 2h}]",
			"delivery.teams.implementation.hire_when[0].measure: must be what implementation can have, start_delay, queue or used, got first_response"},
		{"delivery.teams.implementation" + rule + "load, above: 2}]",
			"delivery.teams.implementation.hire_when[0].measure: must be what implementation can have, start_delay, queue, backlog, first_response or used, got load"},
		{"delivery.teams.helpers={people: 1, hire_when: [{measure: queue, above: 1}]}", "delivery.teams.helpers.hire_when[0].measure: must be what helpers can have, used, got queue"},
		{"support.tier1" + rule + "start_delay, above: 2w}]", "support.tier1.hire_when[0].measure: must be what tier1 can have, backlog, first_response or used, got start_delay"},
		{"support.tier2" + rule + "first_response, above: 2h}]", "support.tier2.hire_when[0].measure: must be what tier2 can have, backlog or used, got first_response"},
		{"success.teams.smb-success" + rule + "queue, above: 2}]", "success.teams.smb-success.hire_when[0].measure: must be what smb-success can have, used or load, got queue"},
		{"engineering" + rule + "load, above: 1}]", "engineering.hire_when[0].measure: must be what engineering can have, backlog or used, got load"},
		{"works={guides: {people: 1, moves: deflection, to: 50%, hire_when: [{measure: used, above: 90%}]}}",
			"works.guides.hire_when[0].measure: must be of a team for which something waits: nothing ever does for guides, so it can hire on dates only"},
		{"support.cs_engineers={people: 1, hire_when: [{measure: queue, above: 1}]}", "support.cs_engineers.hire_when[0].measure: must be what cs-engineers can have, backlog, first_response or used, got queue"},
		{"delivery.teams.implementation" + rule + "delay, above: 2w}]", `delivery.teams.implementation.hire_when[0].measure: must be start_delay, queue, backlog, first_response, used or load, got "delay"`},
		{"delivery.teams.implementation" + rule + "start_delay, above: 3}]", "delivery.teams.implementation.hire_when[0].above: must be a duration such as 3w for start_delay, got 3"},
		{"delivery.teams.implementation" + rule + "start_delay}]", "delivery.teams.implementation.hire_when[0].above: "},
		{"delivery.teams.implementation.hire_when={measure: queue, above: 1}", "; write [{...}]"},
		{"delivery.at_most=-1%", "delivery.at_most: must be 0% or more, got -1%"},
		{"support.at_most=1k", "support.at_most: "},
	} {
		_, err := scenarios.Load("board", settings(c.set))
		require.ErrorContains(t, err, c.want, c.set)
		assert.NotContains(t, err.Error(), "\n", "one fault")
	}
	for _, set := range []string{
		"support.configuration.owner=implementation support.tier1.hire_when=[] delivery.teams.implementation.hire_when=[{measure: first_response, above: 2h}, {measure: backlog, above: 3}]",
		"segments.smb.success.team=implementation delivery.teams.implementation.hire_when=[{measure: load, above: 120%}]",
		"delivery.teams.implementation.hire_when=[{measure: start_delay, above: 0}]",
	} {
		_, err := scenarios.Load("board", settings(set))
		assert.NoError(t, err, set)
	}
}

// settings splits settings whose values may have spaces.
func settings(text string) (list []string) {
	for _, word := range strings.Split(text, " ") {
		if strings.Contains(word, "=") || len(list) == 0 {
			list = append(list, word)
		} else {
			list[len(list)-1] += " " + word
		}
	}
	return list
}
