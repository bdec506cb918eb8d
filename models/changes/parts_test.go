package changes_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios"
)

// beside is what is in no part: what two scenarios must share to be compared, what
// is for readers, and what no file says.
var beside = regexp.MustCompile(`^(Name|Description|Start\..*|FiscalYearStarts|Horizon|WarmUp|Trials|Targets.*|Actuals.*|Segments\[0\]\.Name|Segments|` +
	`Delivery\.Ideal\..*|Delivery\.Later.*|Segments\[0\]\.Value\.Customers\.Later.*|Outcomes\..*\.Source)$`)

// Params are walked leaf by leaf, with one of everything that may be there.
func TestEveryParameterThatMovesANumberIsInOnePart(t *testing.T) {
	var paths []string
	walk(full(), "", func(path string, _ reflect.Value) { paths = append(paths, path) })
	require.Greater(t, len(paths), 300)
	for n, path := range paths {
		a, b := full(), full()
		at := 0
		walk(b, "", func(_ string, leaf reflect.Value) {
			if at == n {
				change(leaf)
			}
			at++
		})
		changed := changes.Changed(a.Addr().Interface().(*company.Params), b.Addr().Interface().(*company.Params))
		if beside.MatchString(path) {
			assert.Empty(t, changed, path)
			continue
		}
		assert.Len(t, changed, 1, path)
	}
}

// full returns parameters with one of everything.
func full() reflect.Value {
	v := reflect.ValueOf(new(company.Params)).Elem()
	fill(v)
	return v
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

// walk visits lists, maps, and what has no parts of its own.
func walk(v reflect.Value, path string, visit func(path string, leaf reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		walk(v.Elem(), path, visit)
	case reflect.Slice:
		visit(path, v)
		walk(v.Index(0), path+"[0]", visit)
	case reflect.Struct:
		for i := range v.NumField() {
			below := path + "." + v.Type().Field(i).Name
			if path == "" {
				below = below[1:]
			}
			walk(v.Field(i), below, visit)
		}
	default:
		visit(path, v)
	}
}

func change(leaf reflect.Value) {
	switch leaf.Kind() {
	case reflect.Slice:
		leaf.Set(reflect.Append(leaf, leaf.Index(0)))
	case reflect.Map:
		leaf.SetMapIndex(reflect.Zero(leaf.Type().Key()), reflect.Value{})
	case reflect.String:
		leaf.SetString("other")
	case reflect.Bool:
		leaf.SetBool(true)
	case reflect.Int:
		leaf.SetInt(7)
	case reflect.Uint8:
		leaf.SetUint(7)
	default:
		leaf.SetFloat(7)
	}
}

func TestABlendOfAllPartsIsTheOther(t *testing.T) {
	a, b := load(t, "board-from-accounts"), load(t, "board-partner-overflow")
	same := load(t, "board-from-accounts")
	blend := changes.Blend(a, b, changes.Changed(a, b))
	assert.Empty(t, changes.Changed(blend, b))
	assert.Equal(t, same, a, "neither is touched")
	assert.Equal(t, same, changes.Blend(a, b, nil))
	blend.Name, blend.Description = b.Name, b.Description
	assert.Equal(t, b, blend)
}

func TestWhatChangedBetweenBoards(t *testing.T) {
	for _, c := range []struct {
		other string
		sets  []string
		want  []string
	}{
		{other: "board"},
		{other: "board", sets: []string{"description=another", "trials=7", "targets=[]", "delivery.routes=[]",
			"outcomes.leaving.not_live={ratio: 2, source: a survey}"}},
		{other: "board-partner-overflow", want: []string{"delivery people", "partners"}},
		{other: "board-co-delivery", want: []string{"delivery people", "partners"}},
		{other: "board-from-accounts", want: []string{"opening book"}},
		{other: "board-severe", want: []string{"deals"}},
		{other: "board", sets: []string{"delivery.teams.implementation.hire_when=[{measure: queue, above: 3}]"}, want: []string{"hiring rules"}},
		{other: "board", sets: []string{"success.at_most=10%", "success.teams.smb-success.people=7", "success.teams.smb-success.hire_when=[{measure: load, above: 1}]",
			"support.tier1.people=7", "engineering.people=9", "engineering.hire_when=[{measure: used, above: 90%}]"}, want: []string{"support people", "success", "hiring rules", "engineering"}},
		{other: "board", sets: []string{"delivery.teams.crew={people: 1, hire_when: [{measure: used, above: 50%}]}"}, want: []string{"delivery people"}},
		{other: "board", sets: []string{"later=[{at: 1y, segments: {smb: {terms: {3y: 100%}}}}]"}, want: []string{"later"}},
		{other: "board", sets: []string{"ideal=[clumping]", "arr_from=go-live"}, want: []string{"ARR", "ideals"}},
	} {
		t.Run(fmt.Sprint(c.other, c.sets), func(t *testing.T) {
			assert.Equal(t, c.want, groups(t, load(t, "board"), load(t, c.other, c.sets...)))
		})
	}
}

// A route names projects and phases, projects name teams, terms that differ in
// churn must be there: what cannot be without the other is one group.
func TestPartsThatNeedEachOtherAreOneGroup(t *testing.T) {
	const custom = "delivery.projects.enterprise-custom={team: crew, slots: 2, promised: 30w, phases: [{name: build, effort: 40h, pace: 20h/w}]}"
	const crew = "delivery.teams.crew={people: 3, productive_hours: 20h/w, concurrent_projects: 2, cost: 1}"
	const helper = "delivery.partners.helper={concurrent_projects: 6, effort_factor: 1, price_per_hour: 1}"
	const build = "delivery.routes=[{partner: helper, mode: co-deliver, projects: [enterprise-custom], phases: [build]}]"
	for _, c := range []struct {
		name string
		sets []string
		want []string
	}{
		{name: "a project needs its team", sets: []string{crew, custom}, want: []string{"projects, delivery people"}},
		{name: "partner managers need their team", sets: []string{"success.teams.managers={people: 1, cost: 150k}",
			"delivery.partners.helper={concurrent_projects: 6, price_per_hour: 1, managed: {team: managers}}", "delivery.routes=[{partner: helper, mode: whole}]"},
			want: []string{"partners, success"}},
		{name: "what is sold later needs its project", sets: []string{"delivery.projects.other={team: implementation, promised: 30w, phases: [{name: build, effort: 40h, pace: 20h/w}]}",
			"later=[{at: 1y, segments: {smb: {projects: {other: 100%}}}}]"}, want: []string{"projects, later"}},
		{name: "a phase needs its project", sets: []string{crew, custom, helper, build, "deals.slip=9%"},
			want: []string{"deals", "projects, delivery people, partners"}},
		{name: "churn needs its term", sets: []string{"segments.smb.terms={1mo: 100%}", "segments.smb.churn.by_term={1mo: 2%}", "money.hosting=1%"},
			want: []string{"prices and terms, churn and growth", "money"}},
		{name: "an owner needs its people", sets: []string{"support.cs_engineers={people: 2, productive_hours: 30h/w, cost: 1}",
			"support.configuration.owner=cs-engineers"}, want: []string{"support people, support work"}},
		{name: "education needs adoption", sets: []string{"adoption={}", "works.lessons={people: 1, moves: adoption, to: 10%}", "support.induced={}"},
			want: []string{"induced demand", "works, adoption"}},
		{name: "a rule needs what it looks at", sets: []string{"support.configuration.owner=support", "delivery.teams.implementation.hire_when=[{measure: queue, above: 3}]",
			"segments.smb.success.team=implementation", "delivery.teams.implementation.hire_when=[{measure: load, above: 1}]"},
			want: []string{"success, hiring rules", "support work"}},
		{name: "there are few", sets: []string{"segments.smb.uplift=1%", "deals.slip=9%", "segments.smb.expansion.per_year=1", "outcomes.forgets=1y",
			"delivery.hand_off=1d", "support.reopened=1%", "money.hosting=1%", "arr_from=go-live"},
			want: []string{"prices and terms", "deals", "churn and growth", "effects", "projects", "support work, money, ARR"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && len(c.sets) > 5 {
				t.Skip("every set of them is validated")
			}
			a, b := load(t, "board"), load(t, "board", c.sets...)
			assert.Equal(t, c.want, groups(t, a, b))
			if !testing.Short() {
				assert.Equal(t, c.want, groups(t, b, a))
			}
		})
	}
}

// groups returns the names of the groups in which two scenarios differ, every set
// of which must be valid.
func groups(t *testing.T, a, b *company.Params) []string {
	t.Helper()
	list := changes.ChangedGroups(a, b)
	var names []string
	for _, group := range list {
		names = append(names, group.Name)
		assert.NotEmpty(t, group.Says)
	}
	for taken := range 1 << len(list) {
		parts := slices.DeleteFunc(slices.Clone(list), func(part changes.Part) bool { return taken>>slices.Index(names, part.Name)&1 == 0 })
		var f units.Faults
		changes.Blend(a, b, parts).Validate(&f)
		assert.Empty(t, f.All(), "%b", taken)
	}
	return names
}

func load(t testing.TB, name string, sets ...string) *company.Params {
	t.Helper()
	s, err := scenarios.Load(name, sets)
	require.NoError(t, err)
	return &s.Params
}
