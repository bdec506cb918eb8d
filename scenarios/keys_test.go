package scenarios

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios/tree"
)

// ranged are the keys that have a range or should have one: those in a spread have that of the spread.
func ranged() []Key {
	var list []Key
	spread := "\x00"
	for _, k := range Keys() {
		if strings.HasPrefix(k.Path, spread+".") {
			continue
		}
		if k.Kind == Spread {
			spread = k.Path
		}
		if k.Kind == Quantity || k.Kind == Spread || k.Kind == Word {
			list = append(list, k)
		}
	}
	return list
}

func TestEveryNumberHasARangeAndEveryNameRefersToSomething(t *testing.T) {
	named := []string{"delivery.projects.*.phases[].name"} // which names itself
	for _, k := range ranged() {
		stated := k.Range.Text != "" || k.RefersTo != ""
		assert.Equal(t, !slices.Contains(named, k.Path), stated, k.Path)
		assert.Equal(t, k.Kind == Word && k.Range.Text != "", len(k.Range.Words) > 0, k.Path)
		assert.Equal(t, k.Kind == Spread, strings.HasPrefix(k.Range.Text, "of a mean"), k.Path)
	}
	for _, k := range Keys() {
		if k.RefersTo != "" && k.RefersTo != "measures" && k.RefersTo != "mechanisms" {
			_, known := places().at[k.RefersTo]
			assert.True(t, known, "%s refers to %s", k.Path, k.RefersTo)
		}
	}
	assert.EqualValues(t, company.MaxTrials, keyAt(t, "trials").Range.Most)
}

func TestKeysAreFoundByThePlacesOfAScenario(t *testing.T) {
	for place, want := range map[string]string{
		"segments.smb.churn.first_renewal":   "segments.*.churn.first_renewal",
		"segments.smb.terms.1y":              "segments.*.terms.*",
		"delivery.teams.crew.hires[0].at":    "delivery.teams.*.hires[].at",
		"delivery.routes[1].phases[2]":       "delivery.routes[].phases[]",
		"segments.smb.acv.lognormal.mean":    "segments.*.acv.lognormal.mean",
		"outcomes.leaving.month_late.ratio":  "outcomes.leaving.month_late.ratio",
		"delivery.projects.x.phases.0.pace":  "delivery.projects.*.phases[].pace",
		"support.targets.first_response":     "support.targets.first_response",
		"deals.seasonality[3]":               "deals.seasonality[]",
		"segments.smb.projects.implementing": "segments.*.projects.*",
	} {
		assert.Equal(t, want, keyAt(t, place).Path)
	}
	for _, place := range []string{"segments.smb.chrun", "name.first", "", "segments..x"} {
		_, ok := Find(place)
		assert.False(t, ok, place)
	}
}

func keyAt(t *testing.T, place string) Key {
	t.Helper()
	k, ok := Find(place)
	require.True(t, ok, place)
	return k
}

func TestWhatIsSaidOfAKeyHoldsForWhatStandsThere(t *testing.T) {
	for place, want := range map[string]string{
		"deals.seasonality[3]":              "between 0% and 1000%",
		"delivery.teams.crew.ramp[0]":       "between 0% and 100%",
		"outcomes.leaving.month_late.ratio": "above 0 and at most 1000",
		"outcomes.expanding.month_late":     "above 0 and at most 1000",
		"segments.smb.acv.constant":         "of a mean above 0",
		"deals.profile":                     "flat, default, severe or last-day",
	} {
		assert.Equal(t, want, keyAt(t, place).Range.Text, place)
	}
	assert.Equal(t, "delivery.projects.*.phases[].name", keyAt(t, "delivery.routes[0].phases[1]").RefersTo)
	for place, want := range map[string]string{
		"deals.slip": "25%", "delivery.hand_off": "2h", "trials": "0", "segments.smb.acv": "0.25", "delivery.teams.crew.productive_hours": "0.25h/w",
	} {
		k := keyAt(t, place)
		assert.Equal(t, want, k.Write(.25), place)
		back, err := k.Read(want)
		require.NoError(t, err)
		assert.True(t, back == .25 || want == "0", "%s: %v", place, back)
	}
}

// filled are settings that together give every key of testdata/random.yaml a value.
var filled = [][]string{
	{"delivery.hand_off=1d", "deals.profile={weeks: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}", "delivery.projects.small.price={first_year_share: 10%}",
		"segments.small.terms={1mo: 50%, 1y: 50%}", "segments.small.churn.by_term={1mo: 1%}", "segments.small.opening.arr=120k", "segments.small.price_by_term={1mo: 120%}", "delivery.teams.crew.cuts=[{at: 3q, people: 1}]",
		"deals.detractors={per_point: 2%}", "deals.references={normal: 60%}", "delivery.projects.small.deters=10%", "delivery.free_effort=120%", "offerings.premium.premium=true",
		"delivery.routes=[{partner: helper, mode: overflow, after: 1w, segments: [small], projects: [small]}, {partner: helper, mode: co-deliver, phases: [build], coordination: 5%, " +
			"share: 20%, grows_to: 50%, half: 1y, opens: {at: 1q}}]",
		"later=[{at: 1q, segments: {small: {terms: {1y: 100%}, projects: {small: 100%}}}, delivery: {projects: {small: {price: {first_year_share: 10%}}}}}]",
		"targets=[{measure: nrr, segment: small, at_least: 1, in: FY29}]", "actuals=actuals.csv", "ideal=[clumping]", "support.configuration.owner=crew",
		"success.teams.success.hires=[{at: 3q, people: 1}]", "success.teams.success.cuts=[{at: 3q, people: 1}]",
		"works.guides.hires=[{at: 3q, people: 1}]", "works.guides.cuts=[{at: 3q, people: 1}]",
		"support.tier1.hires=[{at: 3q, people: 1}]", "support.tier1.cuts=[{at: 3q, people: 1}]", "support.tier2.cuts=[{at: 3q, people: 1}]",
		"support.cs_engineers.hires=[{at: 3q, people: 1}]", "support.cs_engineers.cuts=[{at: 3q, people: 1}]", "engineering.cuts=[{at: 3q, people: 1}]",
		"money.acquisition=1.5", "money.multiple=6", "delivery.teams.crew.line=support", "support.tier1.line=services", "support.tier2.line=success", "support.cs_engineers.line=support", "success.teams.success.line=research", "works.guides.line=services", "engineering.line=success",
		"delivery.teams.crew.hire_when=[{measure: queue, above: 1, most: 9}]", "support.tier1.hire_when=[{measure: backlog, above: 1, most: 9}]",
		"support.tier2.hire_when=[{measure: used, above: 50%, most: 9}]", "support.cs_engineers.hire_when=[{measure: used, above: 50%, most: 9}]",
		"success.teams.success.hire_when=[{measure: load, above: 1, most: 9}]", "engineering.hire_when=[{measure: backlog, above: 1, most: 9}]",
		"works.guides.hire_when=[{measure: used, above: 1, most: 9}]", "delivery.at_most=50%", "support.at_most=50%", "success.at_most=10%",
		"delivery.projects.large.phases[2]={name: launch, customer_wait: 3d, team: architects, slots: 1}",
		"delivery.teams.crew.heads=4", "support.tier1.heads=2", "support.tier2.heads=2", "support.cs_engineers.heads=2", "engineering.heads=2",
		"success.teams.success.heads=2", "works.guides.heads=2",
		"delivery.teams.crew.transfers=[{at: 3q, from: generalists, people: 1}]", "success.teams.success.transfers=[{at: 3q, from: crew, people: 1}]",
		"support.tier1.transfers=[{at: 3q, from: crew, people: 1}]", "support.tier2.transfers=[{at: 3q, from: tier1, people: 1}]", "support.cs_engineers.transfers=[{at: 3q, from: tier1, people: 1}]",
		"works.guides.transfers=[{at: 3q, from: success, people: 1}]", "engineering.transfers=[{at: 3q, from: tier2, people: 1}]", "engineering.switching=15min",
		"works.guides.stand_in=crew", "engineering.stand_in=crew",
		"success.teams.success.ramp_inside=[50%]", "support.tier1.ramp_inside=[50%]", "support.tier2.ramp_inside=[50%]", "support.cs_engineers.ramp_inside=[50%]",
		"works.guides.ramp_inside=[50%]", "engineering.ramp_inside=[50%]",
		"outcomes.leaving.weeks_over=1.1", "outcomes.expanding.weeks_over=0.9", "outcomes.contracting.weeks_over=1.1"},
	{"events=[{at: 1w, leaves: {largest: small}}, {at: 1w, pays_late: {largest: small, by: 3d}}, {at: 1w, prices_rise: {by: 3%, segment: large}}, {at: 2w, renews: {largest: all}}, " +
		"{at: 1w, loses: {team: crew, people: 1}}, {at: 2w, release_slips: {by: 1w}}]", "deals.profile={last_week: 20%}", "delivery.routes=[{partner: helper, mode: overflow, opens: {arr: 1M}}]",
		"later=[{at: 1q, delivery: {projects: {small: {price: {per_hour: 10}}, large: {price: {fixed: 10}}}}}]"},
	{"outcomes.leaving={unworked: 2, " + covariates + "}", "outcomes.expanding={" + covariates + "}", "outcomes.contracting={unworked: 2, " + covariates + "}",
		"segments.small.price_by_term={1y: 90%}"},
	{"engineering=null"},
	{"deals.profile=severe", "accounts={file: random.csv, dates: year-first, columns: {term: {column: term, unit: mo}}, segments: {Small: small}}"},
}

// covariates are the ratios that may be left out.
const covariates = "weeks_over: 0.9, unattended: 0.9, sold_by_success: 0.9, sponsor_lost: 0.9, unadopted: 0.9"

// drafted returns the tree of testdata/random.yaml with settings.
func drafted(t *testing.T, sets []string) *tree.Node {
	f := builtIn()
	data, err := os.ReadFile("testdata/random.yaml")
	require.NoError(t, err)
	src := &tree.Source{Shown: "random.yaml", Path: "testdata/random.yaml"}
	var r tree.Report
	root := f.tree(draft{from: src, sets: Lines(sets), layers: f.layers(data, []*tree.Source{src}, &r)}, nil, &r)
	require.NoError(t, r.Failed())
	return root
}

// visit calls do with every value in a tree, its path and its key.
func visit(n *tree.Node, path string, do func(n *tree.Node, path string, k Key)) {
	if k, ok := Find(path); ok {
		do(n, path, k)
		if k.Kind == Spread {
			return
		}
	}
	for _, e := range n.Entries {
		visit(e.Value, tree.Under(path, e.Key.Text), do)
	}
	for i, item := range n.Items {
		visit(item, fmt.Sprintf("%s[%d]", path, i), do)
	}
}

// wrongIn returns what the parameters of a tree find wrong, by path.
func wrongIn(root *tree.Node) map[string][]string {
	f := builtIn()
	d := decoder{files: tree.NewDataFiles()}
	document := f.decoded(root, &d)
	wrong := map[string][]string{}
	var faults units.Faults
	f.params(document).(*company.Params).Validate(&faults)
	for _, fault := range faults.All() {
		wrong[fault.Path] = append(wrong[fault.Path], fault.Message)
	}
	return wrong
}

// near is a small step from an end of a range.
func near(k Key, end float64) float64 {
	if k.shape.typ == reflect.TypeFor[units.Count]() {
		return 1
	}
	return max(.001*max(1, math.Abs(end)), k.Range.Step)
}

// The range in the dictionary is what is checked: beyond each of its ends a value is refused, in the words of the range, and
// at the end it is not.
func TestTheRangeOfEveryKeyIsWhatIsChecked(t *testing.T) {
	ends := []struct {
		name string
		in   bool
		of   func(k Key) float64 // NaN if there is none
	}{
		{"below the least", false, func(k Key) float64 {
			if k.Range.Above {
				return k.Range.Least
			}
			return k.Range.Least - near(k, k.Range.Least)
		}},
		{"above the most", false, func(k Key) float64 {
			if k.Range.Below {
				return k.Range.Most
			}
			return k.Range.Most + near(k, k.Range.Most)
		}},
		{"off the steps", false, func(k Key) float64 {
			if k.Range.Step == 0 {
				return math.NaN()
			}
			return k.Range.Least + k.Range.Step/2
		}},
		{"the least", true, func(k Key) float64 {
			if k.Range.Above {
				return k.Range.Least + near(k, k.Range.Least)
			}
			return k.Range.Least
		}},
		{"the most", true, func(k Key) float64 {
			if k.Range.Below {
				return k.Range.Most - near(k, k.Range.Most)
			}
			return k.Range.Most
		}},
		{"0", true, func(k Key) float64 {
			if !k.Range.Holds(0) {
				return math.NaN()
			}
			return 0
		}},
	}
	cv := func(k Key) string { return map[string]string{"deals.shock_cv": "cv "}[k.Path] }
	judged := map[string]int{}
	for _, sets := range filled {
		base := drafted(t, sets)
		for _, end := range ends {
			root := base.Copied()
			tried := map[string]Key{}
			visit(root, "", func(n *tree.Node, path string, k Key) {
				v := end.of(k)
				if k.Kind != Quantity && k.Kind != Spread || math.IsNaN(v) || math.IsInf(v, 0) {
					return
				}
				if k.Path == "success.sponsors.regained" {
					judged[k.Path]++
					return // only exponential, no plain number: success holds what it may be
				}
				if path == "support.engineering.lag" && root.Get("engineering") != nil {
					return // which takes its place
				}
				text := k.Write(v)
				if _, err := k.Read(text); err != nil {
					return // only its form holds it: nobody can write a number of people below 0
				}
				*n = *(&tree.Node{From: n.From}).Moved(n.Word(text))
				n.Tag = "!!float"
				fill(n, k.shape)
				tried[path] = k
			})
			wrong := wrongIn(root)
			for path, k := range tried {
				judged[k.Path]++
				above := path[:max(0, strings.LastIndexByte(path, '.'))] // where what is written in short is told
				told := slices.ContainsFunc(append(wrong[path], wrong[above]...), func(message string) bool {
					return strings.HasPrefix(message, cv(k)+"must be "+k.Range.Text+", got ") || k.Kind == Spread
				})
				assert.Equal(t, !end.in, told, "%s at %s (%s): %v", end.name, path, k.Range.Text, wrong[path])
			}
		}
	}
	for _, k := range ranged() {
		if k.Kind != Word {
			assert.Positive(t, judged[k.Path], "%s is never judged", k.Path)
		}
	}
}

func TestEveryWordAndNameIsChecked(t *testing.T) {
	list := slices.DeleteFunc(ranged(), func(k Key) bool { return k.Kind != Word || k.Range.Text == "" && k.RefersTo == "" })
	judged := map[string]int{}
	for _, sets := range filled {
		base := drafted(t, sets)
		for _, key := range list {
			root := base.Copied()
			tried := map[string]Key{}
			visit(root, "", func(n *tree.Node, path string, k Key) {
				if k.Path == key.Path {
					*n = *n.Word("nowhere")
					tried[path] = k
				}
			})
			if len(tried) == 0 {
				continue
			}
			wrong := wrongIn(root)
			for path, k := range tried {
				judged[k.Path]++
				told := slices.ContainsFunc(wrong[path], func(message string) bool {
					return strings.HasPrefix(message, "must be "+k.Range.Text+", got ") && k.RefersTo == "" ||
						strings.HasPrefix(message, "must ") && strings.Contains(message, `got "nowhere"`) && k.RefersTo != ""
				})
				assert.True(t, told, "%s: %v", path, wrong[path])
			}
		}
	}
	for _, key := range list {
		assert.Positive(t, judged[key.Path], "%s is never judged", key.Path)
	}
}
