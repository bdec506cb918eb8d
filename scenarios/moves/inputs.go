package moves

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"postsale/models/company"
	"postsale/models/targets"
	"postsale/models/units"
	"postsale/scenarios"
)

// Input is a number that may be moved, or what stands in one plan and may be as in another.
type Input struct {
	Path    string
	Meaning string   // in words, with its unit
	Values  []string // that it may have, from low to high, as a file writes them
	Labels  []string // of a choice, what each is told as; nil of a number
	At      []int    // which of them it has in each plan; -1 where there is no such number
}

// MostInputs is how many inputs may be offered: more are more than anybody moves.
const MostInputs = 24

// Inputs returns what is offered, each as PATH=LOW..HIGH, or as PATH where plans differ: what stands there in one of them. With
// nothing offered it is all in which they differ, as far as that can be moved; fixed is what cannot.
func Inputs(plans []*scenarios.Scenario, offers []string) (list []Input, fixed []Fixed, err error) {
	o := offering{plans: plans}
	for _, plan := range plans {
		base, err := plan.Base()
		if err != nil {
			return nil, nil, err
		}
		o.bases = append(o.bases, base)
	}
	if len(offers) == 0 {
		list, fixed = o.differences()
		return list, fixed, nil
	}
	if len(offers) > MostInputs {
		return nil, nil, fmt.Errorf("--offer: want at most %d, got %d", MostInputs, len(offers))
	}
	var faults []error
	for _, offer := range offers {
		input, err := o.offered(offer)
		if err == nil && slices.ContainsFunc(list, func(i Input) bool { return i.Path == input.Path }) {
			err = errors.New("offered twice")
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("--offer %s: %w", units.Shown(offer), err))
			continue
		}
		list = append(list, input)
	}
	return list, nil, errors.Join(faults...)
}

// offering is what numbers are offered of.
type offering struct {
	plans []*scenarios.Scenario
	bases []*scenarios.Base
}

// aside are the keys that are no part of a plan.
var aside = []string{"name", "description", "trials"}

var errAside = errors.New("says nothing of the company; numbers of the company can be moved")

// offered returns the input that an offer names.
func (o offering) offered(offer string) (Input, error) {
	path, span, stated := strings.Cut(offer, "=")
	low, high, ends := strings.Cut(span, "..")
	path, low, high = strings.TrimSpace(path), strings.TrimSpace(low), strings.TrimSpace(high)
	if _, known := scenarios.Find(path); !stated && known && len(o.plans) > 1 {
		if slices.Contains(aside, path) {
			return Input{}, errAside
		}
		return o.choice(path)
	}
	if !stated || !ends || path == "" || low == "" || high == "" {
		return Input{}, fmt.Errorf("must be PATH=LOW..HIGH, such as delivery.teams.implementation.people=6..14")
	}
	return o.input(scenarios.Plain(path), low, high)
}

func (o offering) input(path, low, high string) (Input, error) {
	key, found := scenarios.Find(path)
	switch {
	case !found:
		return Input{}, o.unknown(path, low)
	case slices.Contains(aside, path):
		return Input{}, errAside
	case key.Kind != scenarios.Quantity && key.Kind != scenarios.Spread:
		return Input{}, fmt.Errorf("is no number: only numbers can be moved, which is written as %s", key.Want())
	}
	from, err := o.read(0, key, low)
	if err != nil {
		return Input{}, fmt.Errorf("the low end: %w", err)
	}
	to, err := o.read(0, key, high)
	if err != nil {
		return Input{}, fmt.Errorf("the high end: %w", err)
	}
	if !(from < to) || math.IsInf(from, 0) || math.IsInf(to, 0) {
		return Input{}, fmt.Errorf("the low end must be below the high end, got %s and %s", units.Quote(low), units.Quote(high))
	}
	input := Input{Path: path, Meaning: key.Meaning}
	if unit := key.Units(); unit != "" && unit != "count" && !strings.Contains(input.Meaning, unit) {
		input.Meaning = strings.TrimSpace(input.Meaning + " (" + unit + ")")
	}
	at := make([]string, len(o.plans))
	there := false
	for i := range o.plans {
		if at[i], err = o.moves(i, key, path, low, high); err != nil {
			return Input{}, err
		}
		there = there || at[i] != ""
	}
	if !there {
		return Input{}, fmt.Errorf("stands in no plan: state it there first, and then it can be moved%s", units.Hint(path, o.places()))
	}
	input.Values, input.At = positions(key, from, to, at)
	return input, nil
}

// places returns the paths of the values that stand in the plans.
func (o offering) places() (list []string) {
	for _, plan := range o.plans {
		walk(plan, func(path string, n *yaml.Node) {
			if n.Kind == yaml.ScalarNode && !strings.Contains(path, "[") {
				list = append(list, path)
			}
		})
	}
	return list
}

// unknown says why there is no such key, as a setting would be told.
func (o offering) unknown(path, low string) error {
	if _, err := o.bases[0].Load(scenarios.Lines([]string{path + "=" + low})); err != nil {
		var faults *scenarios.Error
		if errors.As(err, &faults) && len(faults.Faults) > 0 {
			return errors.New(faults.Faults[0].Message)
		}
	}
	return errors.New("there is no such key; postsale keys lists them")
}

// read reads a number as a plan may write it: a moment may be a day of the plan's calendar.
func (o offering) read(plan int, key scenarios.Key, text string) (float64, error) {
	if key.Want() != units.Moment(0).Form().Want {
		return key.Read(text)
	}
	var m units.Moment
	err := m.ReadOn(o.plans[plan].Params.Calendar(), text)
	return float64(m), err
}

// moves demands that a number can be moved in a plan from end to end, and returns what it is there; empty if it does not stand there.
func (o offering) moves(plan int, key scenarios.Key, path, low, high string) (is string, err error) {
	scenario := o.plans[plan]
	if is = scenario.Values([]string{path})[0]; is == "" {
		return "", nil
	}
	v, err := o.read(plan, key, is)
	if err != nil {
		return "", fmt.Errorf("is no single number in %s, got %s: offer one of its parts", units.Shown(scenario.Name), units.Quote(is))
	}
	for _, end := range []string{low, high} {
		moved, err := o.bases[plan].Load(scenarios.Lines([]string{path + "=" + end}))
		if err != nil {
			var faults *scenarios.Error
			if errors.As(err, &faults) && len(faults.Faults) > 0 {
				return "", fmt.Errorf("%s cannot be %s: %s", units.Shown(scenario.Name), units.Quote(end), faults.Faults[0].Message)
			}
			return "", err
		}
		if !alike(&scenario.Params, &moved.Params) {
			return "", fmt.Errorf("changes what is measured of %s, so that it cannot be moved: numbers can be that leave teams, partners, segments, periods and targets as they are",
				units.Shown(scenario.Name))
		}
	}
	return key.Write(v), nil
}

// alike reports whether two plans are measured by the same columns, are freed by the same luck and have the same targets.
func alike(a, b *company.Params) bool {
	one, two := a.Layout(), b.Layout()
	if !slices.Equal(one.Columns(), two.Columns()) || len(one.Controls()) != len(two.Controls()) || a.WarmUpQuarters() != b.WarmUpQuarters() {
		return false
	}
	return slices.Equal(targets.In(one, a.Targets), targets.In(two, b.Targets))
}

// steps is how many steps there are from end to end, if not every whole number is one.
const steps = 20

// positions returns what a number may be, in order, and where it is in each plan.
func positions(key scenarios.Key, low, high float64, is []string) (values []string, at []int) {
	type position struct {
		value float64
		text  string
	}
	var list []position
	add := func(v float64) int {
		text := key.Write(v)
		if read, err := key.Read(text); err == nil {
			v = read
		}
		for i, p := range list {
			if p.text == text || p.value == v {
				return i
			}
		}
		list = append(list, position{v, text})
		return len(list) - 1
	}
	for _, v := range grid(key, low, high) {
		add(v)
	}
	own := make([]string, len(is))
	for i, text := range is {
		if text == "" {
			continue
		}
		v, _ := key.Read(text)
		own[i] = list[add(v)].text
	}
	slices.SortFunc(list, func(a, b position) int { return cmp.Compare(a.value, b.value) })
	for _, p := range list {
		values = append(values, p.text)
	}
	for _, text := range own {
		at = append(at, slices.Index(values, text))
	}
	return values, at
}

// grid returns the numbers from low to high: every whole one of what is counted, if these are not too many, and otherwise round
// steps and both ends.
func grid(key scenarios.Key, low, high float64) (list []float64) {
	const half = 0.5
	back, err := key.Read(key.Write(math.Floor(low) + half))
	counted := err == nil && back != math.Floor(low)+half
	if whole := low == math.Trunc(low) && high == math.Trunc(high); (counted || whole && key.Unit == "" && key.Units() == "") && high-low <= 2*steps {
		for v := math.Ceil(low); v <= high; v++ {
			list = append(list, v)
		}
		return list
	}
	step := round((high - low) / steps)
	list = append(list, low)
	for k := math.Floor(low/step) + 1; k*step < high-step/1e6; k++ {
		if v := rounded(k * step); v > low+step/1e6 {
			list = append(list, v)
		}
	}
	return append(list, high)
}

// round returns the next larger of 1, 2, 2.5 and 5 times a power of ten.
func round(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, times := range []float64{1, 2, 2.5, 5} {
		if times*power >= v*(1-1e-9) {
			return times * power
		}
	}
	return 10 * power
}

// rounded returns a number without what multiplying adds to its digits.
func rounded(v float64) float64 {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return short
}

// between returns the input of a number that may be what it is in any plan; ok is false if it cannot be moved.
func (o offering) between(path string) (input Input, ok bool) {
	path = scenarios.Plain(path)
	key, found := scenarios.Find(path)
	if !found || key.Kind != scenarios.Quantity && key.Kind != scenarios.Spread {
		return Input{}, false
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i, plan := range o.plans {
		text := plan.Values([]string{path})[0]
		if text == "" {
			continue
		}
		v, err := o.read(i, key, text)
		if err != nil {
			return Input{}, false
		}
		low, high = min(low, v), max(high, v)
	}
	if !(low < high) {
		return Input{}, false
	}
	input, err := o.input(path, key.Write(low), key.Write(high))
	return input, err == nil
}
