package scenarios_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"postsale/models/fiscal"
	"postsale/scenarios"
)

// turn is a key that is drawn on its own, and the values of which one is drawn.
type turn struct {
	path, stated string
	values       []string
}

// evenly draws one of some values, each as likely as the others; rapid by itself prefers the first.
func evenly(t *rapid.T, name string, values []string) string {
	number := 0
	for range 10 {
		number *= 2
		if rapid.Bool().Draw(t, name) {
			number++
		}
	}
	return values[number%len(values)]
}

// together are the keys that random scenarios do not draw one by one: lists, forms, names, numbers that others bound, and
// those by which trials take long.
var together = regexp.MustCompile(`^(trials|horizon|warm_up|targets|ideal|accounts|actuals)` +
	`|^segments\.\w+\.(opening\.(customers|in_flight)|deals_per_quarter|tickets\.(per_month|premium)|expansion\.(chance|projects)|terms|projects|churn\.(by_term|concentration)|success($|\.team)|starts)` +
	`|^success\.(renewals($|\.owner)|expansions($|\.owner)|health($|\.(yellow|red))|rescue$|sold_by_success_today)` +
	`|^deals\.(profile|seasonality|detractors|references)|^offerings($|\.\w+\.(share|premium|price))|^delivery\.routes` +
	`|\.(people$|hires|cuts|hire_when|ramp|transfers|stand_in|switching|skill\.small)|\.(crew|architects|generalists)\.concurrent_projects$|\.(crew|generalists)\.(productive_hours|heads)$` +
	`|^delivery\.partners\.\w+\.(concurrent_projects|growth|learning|minimum|managed)|^later|^events` +
	`|^delivery\.projects\.\w+\.(team|slots|promised|price|deters|scoping|phases)|^delivery\.free_effort|^support\.(reopened|engineering\.lag)|^works\.\w+\.(moves|of|to)$|^success\.(sponsors|executives)`)

// turns are the keys of testdata/random.yaml that are drawn one by one, also those that it leaves out.
var turns = sync.OnceValue(func() []turn {
	s, err := scenarios.Load("testdata/random.yaml", nil)
	if err != nil {
		panic(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(s.Resolved(), &document); err != nil {
		panic(err)
	}
	sites := sitesOf(document.Content[0], "")
	stated := map[string]*yaml.Node{}
	for _, at := range sites {
		stated[at.path] = at.value
	}
	var list []turn
	add := func(path string) {
		k, ok := scenarios.Find(path)
		if !ok || together.MatchString(path) {
			return
		}
		if values := valuesOf(k, stated[path], s); len(values) > 1 {
			text := ""
			if at := stated[path]; at != nil {
				text = at.Value
			}
			list = append(list, turn{path, text, values})
		}
	}
	spread := "a path"
	for _, at := range sites {
		k, ok := scenarios.Find(at.path)
		if k.Kind == scenarios.Spread {
			spread = at.path
		}
		if strings.HasPrefix(at.path, spread) {
			continue // its parameters hang together
		}
		for _, inner := range scenarios.Keys() {
			name, below := strings.CutPrefix("."+inner.Path, strings.TrimSuffix("."+k.Path, ".")+".")
			if ok == (at.path != "") && below && !strings.ContainsAny(name, ".*[") {
				add(strings.TrimPrefix(at.path+"."+name, "."))
			}
		}
	}
	return list
})

// valuesOf returns values of a key, of which some value is stated or none.
func valuesOf(k scenarios.Key, stated *yaml.Node, s *scenarios.Scenario) []string {
	switch k.Kind {
	case scenarios.YesNo:
		return []string{"true", "false"}
	case scenarios.Word:
		words := slices.Clone(k.Range.Words)
		if k.RefersTo == "delivery.teams" {
			words = append(words, s.Params.Delivery.Teams.Names()...)
		}
		return words
	case scenarios.Spread:
		if stated != nil && stated.Kind == yaml.MappingNode { // {family: {mean: ...}}
			family := stated.Content[1]
			if family.Kind != yaml.MappingNode || family.Content[0].Value != "mean" {
				return nil
			}
			stated = family.Content[1]
		}
		mean := sizeOf(k, stated)
		at := k.Write(mean)
		return []string{at, "{exponential: {mean: " + at + "}}", "{gamma: {mean: " + at + ", cv: 0.5}}", "{lognormal: {mean: " + at + ", cv: 0.8}}",
			"{uniform: {low: " + k.Write(0) + ", high: " + k.Write(2*mean) + "}}"}
	case scenarios.Quantity:
		return numbersOf(k, stated)
	}
	return nil
}

// numbersOf returns values of a quantity: of a share of a whole any; otherwise what is stated, half and twice that, and 0 and
// the least that it may be, which mostly switch something off.
func numbersOf(k scenarios.Key, stated *yaml.Node) (list []string) {
	add := func(v float64) {
		if text := k.Write(v); k.Range.Holds(v) && !math.IsInf(v, 0) && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	if k.Range.Least == 0 && k.Range.Most <= 1 && k.Write(1) == "100%" {
		for percent := range 101 {
			add(float64(percent) / 100)
		}
		return list
	}
	if stated == nil && !k.Required {
		list = append(list, "null")
	}
	size := sizeOf(k, stated)
	for _, v := range []float64{size, 0, size / 2, 2 * size, -size / 2, k.Range.Least} {
		add(v)
	}
	return list
}

// sizeOf returns the number that is stated, or a usual one where it is 0 or nothing is stated.
func sizeOf(k scenarios.Key, stated *yaml.Node) float64 {
	if stated != nil {
		if v, err := k.Read(stated.Value); err == nil && v != 0 {
			return v
		}
	}
	return usual[strings.TrimLeft(k.Write(1), "0123456789")]
}

// usual are numbers by the unit that they are written in.
var usual = map[string]float64{"": 1, "%": .5, "d": fiscal.Week, "h/w": 10}
