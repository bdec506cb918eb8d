package scenarios_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim/estimate"
)

// An archetype is a built-in company of a kind: who is there on the first day, all of them together, who is hired next, and
// the slots of its partners.
type archetype struct {
	name   string
	people map[string]int
	sum    int
	then   map[string]int // the first dated hires of a role
	slots  map[string]int
	errs   bool // it is there to show what goes wrong: what surveys say is beside the point
}

var archetypes = []archetype{
	{
		name:   "stage-3",
		people: map[string]int{"director": 1, "generalists": 2, "tier1": 0, "implementation": 0, "success": 0},
		sum:    3,
		then:   map[string]int{"tier1": 2, "implementation": 2},
	},
	{
		name: "stage-15",
		people: map[string]int{"vice-president": 1, "implementation": 7, "tier1": 4, "tier2": 3,
			"smb-success": 2, "mid-market-success": 3, "enterprise-success": 2},
		sum: 22,
	},
	{
		name: "stage-40", // the vice president is still there
		people: map[string]int{"vice-president": 1, "implementation": 16, "tier1": 11, "tier2": 8,
			"smb-success": 4 + 1, "mid-market-success": 8 + 1, "enterprise-success": 8 + 1, // a person more each, for the hours of jobs
			"operations": 2, "knowledge-base": 1, "education": 1, "partner-managers": 1},
		sum:   64,
		slots: map[string]int{"bench": 15},
	},
	{
		name: "stage-80",
		people: map[string]int{"implementation": 26, "tier1": 20, "tier2": 16,
			"smb-success": 7 + 1, "mid-market-success": 15 + 1, "enterprise-success": 19 + 1,
			"renewals-team": 4, "operations": 4, "knowledge-base": 3, "partner-managers": 3, "executives": 2},
		sum:   122,
		slots: map[string]int{"bench": 60},
	},
	{
		name: "high-touch-start-up", // the support manager is tier 1, the engineer tier 2 as well
		people: map[string]int{"vice-president": 1, "lead": 1, "enterprise-success": 2, "tier1": 1, "tier2": 0, "engineers": 1,
			"analyst": 1},
		sum: 7,
	},
	{
		name: "scaling-high-touch", // support is 14 people
		people: map[string]int{"director": 1, "vice-president": 1, "leads": 2, "enterprise-success": 16, "tier1": 8, "tier2": 6,
			"operations": 1, "analyst": 1, "engineers": 4},
		sum: 40,
	},
	{
		name: "complex", // six pods of four
		people: map[string]int{"implementation": 24, "architects": 2, "tier1": 4, "tier2": 3, "engineering": 6,
			"enterprise-success": 6},
		sum: 45,
	},
	{
		name: "complex-for-smb", // those of complex
		people: map[string]int{"implementation": 24, "architects": 2, "tier1": 4, "tier2": 3, "engineering": 6,
			"enterprise-success": 6},
		sum:  45,
		errs: true,
	},
	{
		name: "moderate", // those of board, of whom some become engineers
		people: map[string]int{"implementation": 10, "engineers": 0, "tier1": 5, "tier2": 4, "engineering": 7,
			"smb-success": 2, "mid-market-success": 4, "enterprise-success": 4},
		sum:  36,
		then: map[string]int{"engineers": 1},
	},
	{
		name:   "self-serve",
		people: map[string]int{"generalists": 2, "implementation": 0, "tier1": 0, "smb-success": 0},
		sum:    2,
	},
	{
		name:   "low-touch-start-up", // lead, success manager and support manager in one pool
		people: map[string]int{"generalists": 3, "implementation": 0, "tier1": 0, "smb-success": 0},
		sum:    3,
	},
	{
		name: "scaling-low-touch", // six success managers, of whom three bring customers on board
		people: map[string]int{"vice-president": 1, "implementation": 3, "smb-success": 3, "tier1": 6, "cs_engineers": 2,
			"analyst": 1, "knowledge-base": 0},
		sum: 16,
	},
	{
		name: "product-led", // ten success managers, eight people in support, and three engineers who set customers up
		people: map[string]int{"chief-customer-officer": 1, "director": 1, "vice-president": 1, "lead": 1,
			"smb-success": 2, "enterprise-success": 8, "tier1": 5, "tier2": 3, "operations": 2, "analyst": 1, "implementation": 3},
		sum: 28,
	},
}

// isArchetype reports whether a built-in scenario is one of them.
func isArchetype(name string) bool {
	return slices.ContainsFunc(archetypes, func(a archetype) bool { return a.name == name })
}

func TestArchetypesHaveTheirPeopleOnTheFirstDay(t *testing.T) {
	for _, a := range archetypes {
		t.Run(a.name, func(t *testing.T) {
			p := load(t, a.name)
			there, sum, then := map[string]int{}, 0, map[string]int{}
			p.WithPlans(func(path string, plan *people.Team) {
				role := path[strings.LastIndexByte(path, '.')+1:]
				there[role] = int(plan.People) * plan.HeadsEach()
				sum += there[role]
				if len(plan.Hires) > 0 && a.then[role] > 0 {
					then[role] = int(plan.Hires[0].People)
				}
			})
			assert.Equal(t, a.people, there)
			assert.Equal(t, a.sum, sum, "all together")
			slots := map[string]int{}
			for _, e := range p.Delivery.Partners {
				slots[string(e.Name)] = int(e.Value.ConcurrentProjects)
			}
			if len(a.then) > 0 {
				assert.Equal(t, a.then, then, "hired next")
			}
			if len(a.slots)+len(slots) > 0 {
				assert.Equal(t, a.slots, slots)
			}
		})
	}
}

// What companies keep of a year's ARR, in the median, by what a contract is worth (SaaS Capital, research brief 28, of 2023).
type median struct{ below, grr, nrr float64 }

var kept = []median{
	{12e3, .90, 1.00},
	{25e3, .90, 1.02},
	{50e3, .92, 1.03},
	{100e3, .93, 1.05},
	{250e3, .93, 1.07},
	{1e12, .93, 1.10},
}

// Every year, each segment, on average: within 4 points of that gross and 5 net, and what the trials may be off, of which there
// are so many that no error is above an eighth of that, half a point: a company of few customers takes hundreds.
func TestArchetypesKeepWhatSurveysSay(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	const fewest, most, eighth = 8, 2000, 1. / 8
	allowed := func(c measures.Column) float64 {
		if c.Measure.Name == "nrr" {
			return .05
		}
		return .04
	}
	type plan struct {
		*company.Params
		name    string
		columns []measures.Column
	}
	var plans []plan
	year := regexp.MustCompile(`^FY\d+$`)
	for _, a := range archetypes {
		if a.errs {
			continue
		}
		plan := plan{Params: load(t, a.name), name: a.name}
		for _, c := range plan.Layout().Columns() {
			if (c.Measure.Name == "grr" || c.Measure.Name == "nrr") && year.MatchString(c.Period.Name) && plan.Segments.Find(units.Name(c.Segment)) >= 0 {
				plan.columns = append(plan.columns, c)
			}
		}
		plans = append(plans, plan)
	}
	onAllCores(t, len(plans), func(number int) []estimate.Distribution {
		plan := plans[number-1]
		layout, c := plan.Layout(), company.New(plan.Params, 1)
		var rows [][]float64
		for want := fewest; ; {
			for len(rows) < want {
				rows = append(rows, layout.Row(plan.columns, c.Run(len(rows)+1)))
			}
			table, worst := measures.NewTable(plan.columns, len(rows)), 0.
			for i, row := range rows {
				table.Append(i+1, row)
			}
			found := table.Estimate()
			for i, d := range found {
				worst = max(worst, d.MCError/allowed(plan.columns[i])/eighth)
			}
			if !(worst >= 1) || len(rows) >= most {
				return found
			}
			want = min(most, 2*len(rows), 1+int(float64(len(rows))*worst*worst)) // no more than twice: of few trials no error is known well
		}
	}, func(number int, found []estimate.Distribution) {
		plan := plans[number-1]
		for i, c := range plan.columns {
			law, err := plan.Segments[plan.Segments.Find(units.Name(c.Segment))].Value.Customers.ACV.Distribution()
			require.NoError(t, err)
			survey := kept[slices.IndexFunc(kept, func(of median) bool { return law.Mean() < of.below })]
			middle, apart := survey.grr, allowed(c)
			if c.Measure.Name == "nrr" {
				middle = survey.nrr
			}
			errors := distuv.StudentsT{Sigma: 1, Nu: float64(found[i].N - 1)}.Quantile(1 - falseAlarm)
			require.Less(t, found[i].MCError, eighth*apart, "%s: %s %s %s", plan.name, c.Measure.Name, c.Segment, c.Period.Name)
			assert.InDelta(t, middle, found[i].Mean, apart+errors*found[i].MCError, "%s: %s %s %s", plan.name, c.Measure.Name, c.Segment, c.Period.Name)
		}
	})
}

// A Guide to Building your First Customer Success Organization calls it a churn-a-palooza: small customers of an enterprise
// product leave, and large ones wait behind them.
func TestAnEnterpriseProductForSmallCustomersLosesBothKinds(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	const trials = 30
	last := func(name, segment, measure string) (list []float64) {
		p := load(t, name)
		layout := p.Layout()
		var columns []measures.Column
		for _, c := range layout.Columns() {
			if c.Measure.Name == measure && c.Segment == segment && c.Period.Name == "FY29" {
				columns = append(columns, c)
			}
		}
		require.Len(t, columns, 1)
		for c, trial := company.New(p, 1), 1; trial <= trials; trial++ {
			list = append(list, layout.Row(columns, c.Run(trial))[0])
		}
		return list
	}
	errors := distuv.StudentsT{Sigma: 1, Nu: trials - 1}.Quantile(1 - falseAlarm)
	apart := last("complex", "enterprise", "nrr")
	for i, v := range last("complex-for-smb", "enterprise", "nrr") {
		apart[i] -= v
	}
	more := estimate.Of(apart)
	assert.Greater(t, more.Mean, errors*more.MCError, "large customers, points lost")
	small := estimate.Of(last("complex-for-smb", "smb", "grr"))
	assert.Less(t, small.Mean+errors*small.MCError, kept[2].grr-.04, "small customers kept")
}
