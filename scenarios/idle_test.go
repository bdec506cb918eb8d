package scenarios_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/scenarios"
)

// few is how many random scenarios a test of equal bits takes: it fails on the
// first that differs, or on none.
func few() int {
	if testing.Short() {
		return 2
	}
	return 20
}

// place names a number of a trial.
type place struct{ measure, segment, period string }

// numbers returns what a trial of seed 1 reports, by name.
func numbers(p *company.Params, trial int) map[place]uint64 {
	layout := p.Layout()
	columns := layout.Columns()
	list := map[place]uint64{}
	for i, v := range layout.Row(columns, company.New(p, 1).Run(trial)) {
		list[placeOf(columns[i])] = math.Float64bits(v)
	}
	return list
}

func placeOf(c measures.Column) place { return place{c.Measure.Name, c.Segment, c.Period.Name} }

func TestIdleMechanismsChangeNoOtherNumber(t *testing.T) {
	const never = "delivery.projects.never={team: crew, slots: 2, promised: 1w, price: {fixed: 9k}, phases: [{name: work, effort: 1w, pace: 40h/w}]}"
	const partner = `delivery.partners.idle={concurrent_projects: 5, growth: 50%, lead_time: 2w, effort_factor: 2, price_per_hour: 300, oversight: 50%,
		quality: 10%, learning: {half_every: 1}, minimum: {projects_per_quarter: 3, lead_time: 9w}}`
	for _, idle := range []struct {
		name         string
		common, more []string
		routes       string
		drawn        string // keys that the scenarios do without
	}{
		{name: "a partner that no route names", more: []string{partner}},
		{name: "a route that no project takes", more: []string{partner, never}, routes: "{partner: idle, mode: whole, projects: [never]}"},
		{name: "a team without people", more: []string{"delivery.teams.idle={people: 0, attrition: 50%, cost: 1M}", "success.teams.absent={people: 0, cost: 1M}"}},
		{name: "a segment without customers", more: []string{"segments.idle={acv: {lognormal: {mean: 1M, cv: 3}}, churn: {first_renewal: 50%, concentration: 3}, " +
			"expansion: {per_year: 9, chance: 50%}, tickets: {per_month: 99, configuration_per_week: 9}, projects: {large: 100%}}"}},
		{name: "an offering of nobody", more: []string{"offerings.idle={share: {small: 0%}, price: {a_year: 9k}, hours: 9h/w, team: crew, line: services}"}},
		{name: "word of mouth that nobody minds", common: []string{"deals.detractors=null"}, more: []string{"deals.detractors={per_point: 0%}"}},
		{name: "prices that deter nobody", common: []string{"delivery.projects.small.price=null", "delivery.projects.small.deters=0%", "later=null"}, more: []string{"delivery.projects.small.deters=100%"}},
		{name: "start days of nobody", common: []string{"segments.small.starts=null", "segments.small.deals_per_quarter=0", "segments.small.expansion.projects=null"}, more: []string{"segments.small.starts={every: 1w, pulled: 100%}"}},
		{name: "deals that nobody pulls", common: []string{"segments.small.starts={every: 2w}"}, more: []string{"segments.small.starts.window=2w"}},
		{name: "features that are built", common: []string{"delivery.projects.large.phases[1].blocked=null", "delivery.projects.large.matures=null"}, more: []string{"delivery.projects.large.phases[1].blocked={share: 0%, wait: 9w}"}},
		{name: "a product that stays as it is", common: []string{"delivery.projects.large.matures=null"}, more: []string{"delivery.projects.large.matures={half: 1w, age: 1y, effort: 100%}"}},
		{name: "what nobody shares", common: []string{"segments.small.starts=null", "segments.large.starts=null", "delivery.projects.small.phases[0].shared=null"},
			more: []string{"delivery.projects.small.phases[0].shared=100%"}},
		{name: "effort as stated", common: []string{"delivery.free_effort=null"}, more: []string{"delivery.free_effort=100%"}},
		{name: "a rule that never hires", common: []string{"delivery.teams.crew.hire_when=[]"}, more: []string{"delivery.teams.crew.hire_when=[{measure: queue, above: 1000000}]"}},
		{name: "a limit on no rule", common: append([]string{"success.at_most=null"}, noRules...), drawn: "engineering.hire_when", more: []string{"success.at_most=0%"}},
		{name: "skill of who stands in for nobody", common: alone, more: []string{"delivery.teams.generalists.skill={tickets: 300%, projects: 50%, success: 300%}"}},
		{name: "a stand-in for who never goes", common: append([]string{"success.teams.success.people=3", "success.teams.success.attrition=0%", "success.teams.success.cuts=[]"}, alone...),
			more: []string{"success.teams.success.stand_in=generalists"}},
		{name: "a transfer of nobody", common: []string{"delivery.teams.crew.transfers=[]"}, more: []string{"delivery.teams.crew.transfers=[{at: 1w, from: generalists, people: 0}]"}},
		{name: "a bill that is paid late", common: []string{"events=[]"}, more: []string{"events=[{at: 1w, pays_late: {largest: small, by: 3w}}]"}},
		{name: "targets", more: []string{"targets=[{measure: nrr, at_least: 120%}, {measure: ticket_backlog, at_most: 3}]"}},
		{name: "tickets that nobody opens", common: []string{"segments.small.opening.open_tickets=0", "segments.small.tickets={}", "offerings=null"},
			more: []string{"segments.small.tickets={per_month: 0, size: 1, early_multiple: 5, premium: 50%}"}},
		{name: "what has no chance", common: []string{"segments.small.expansion={}", "segments.small.contraction={}"},
			more: []string{"segments.small.expansion={per_year: 0, size: 90%}", "segments.small.contraction={probability: 0%, depth: 90%}"}},
		{name: "memory without effects", common: []string{"outcomes={}"}, more: []string{"outcomes.late_fades=10%", "outcomes.forgets=1d"}},
	} {
		t.Run(idle.name, func(t *testing.T) {
			onAllCores(t, (few()+1)/2, func(number int) bool {
				sets := append(slices.DeleteFunc(drawn.Example(number), func(set string) bool { return idle.drawn != "" && strings.HasPrefix(set, idle.drawn) }), idle.common...)
				without := numbers(mustSettle(t, sets...), number)
				with := numbers(mustSettle(t, append(routed(sets, idle.routes), idle.more...)...), number)
				for at, v := range without {
					if got, ok := with[at]; !ok {
						t.Errorf("scenario %d: %v is missing", number, at)
					} else if got != v {
						t.Errorf("scenario %d: %v was %v, is %v", number, at, math.Float64frombits(v), math.Float64frombits(got))
					}
				}
				return true
			}, func(int, bool) {})
		})
	}
}

// alone are the settings with which nobody stands in for others.
var alone = []string{"delivery.teams.crew.stand_in=null", "delivery.teams.architects.stand_in=null", "support.tier1.stand_in=null", "support.tier2.stand_in=null",
	"support.cs_engineers.stand_in=null", "success.teams.success.stand_in=null"}

// noRules takes all rules for hiring away.
var noRules = []string{"delivery.teams.crew.hire_when=[]", "support.tier1.hire_when=[]", "support.tier2.hire_when=[]", "support.cs_engineers.hire_when=[]",
	"success.teams.success.hire_when=[]"}

// routed adds a route, which comes last, to settings.
func routed(sets []string, route string) []string {
	sets = append([]string{}, sets...)
	for i, s := range sets {
		list, ours := strings.CutPrefix(s, "delivery.routes=")
		if ours && route != "" {
			sets[i] = strings.Replace("delivery.routes="+strings.TrimSuffix(strings.TrimSuffix(list, "]"), ", ")+", "+route+"]", "[, ", "[", 1)
		}
	}
	return sets
}

// A team that has people and no work counts where people count, and nowhere else.
func TestAnIdleTeamIsHeadcountAndNothingElse(t *testing.T) {
	counts := map[string]bool{"headcount": true, "cost_services": true, "cost_total": true, "cost_net": true, "contribution": true, "contribution_to_date": true, "services_margin": true,
		"team_utilisation": true, "hours_used": true, "billable_utilisation": true, "delivery_headroom": true, "cost_per_project": true}
	for number := range few() {
		sets := append(drawn.Example(number), "delivery.at_most=null")
		without := numbers(mustSettle(t, sets...), 1)
		with := numbers(mustSettle(t, append(sets, "delivery.teams.idle={people: 3, attrition: 70%, cost: 100k, hires: [{at: 1w, people: 2}]}")...), 1)
		moved := false
		for at, v := range without {
			got, ok := with[at]
			require.True(t, ok, "scenario %d: %v is missing", number, at)
			if at.segment == "all" && counts[at.measure] {
				moved = moved || got != v
			} else {
				assert.Equal(t, v, got, "scenario %d: %v", number, at)
			}
		}
		assert.True(t, moved, "scenario %d: five people count", number)
	}
}

func TestAMeasureMoreChangesNoOther(t *testing.T) {
	for number := range few() {
		p := mustSettle(t, drawn.Example(number)...)
		layout := p.Layout()
		columns := layout.Columns()
		l := company.New(p, 1).Run(number + 1)
		whole := bits(layout.Row(columns, l))
		for _, every := range []int{2, 3, 7} {
			var some []measures.Column
			var want []uint64
			for i := len(columns) - 1; i >= 0; i-- {
				if i%every == number%every {
					some, want = append(some, columns[i]), append(want, whole[i])
				}
			}
			require.Equal(t, want, bits(layout.Row(some, l)), "scenario %d", number)
		}
	}
}

func TestTheResolvedScenarioGivesTheSameNumbers(t *testing.T) {
	for number := range few() {
		original, err := scenarios.Load("testdata/random.yaml", drawn.Example(number))
		require.NoError(t, err)
		folder := t.TempDir()
		require.NoError(t, os.Mkdir(filepath.Join(folder, "data"), 0o755))
		for _, f := range original.Files {
			require.NoError(t, os.WriteFile(filepath.Join(folder, "data", f.Name), f.Data, 0o644))
		}
		file := filepath.Join(folder, "scenario.yaml")
		require.NoError(t, os.WriteFile(file, original.Resolved(), 0o644))
		resolved, err := scenarios.Load(file, nil)
		require.NoError(t, err)
		require.Equal(t, original.SHA256(), resolved.SHA256())
		require.Equal(t, numbers(&original.Params, 3), numbers(&resolved.Params, 3), "scenario %d", number)
	}
}
