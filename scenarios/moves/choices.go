package moves

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// Fixed is a difference of the plans that cannot be moved, and why.
type Fixed struct{ Path, Why string }

// errWide is why more inputs than there are at most are not offered.
var errWide = fmt.Errorf("there are %d others that can be moved: --offer names those that matter", MostInputs)

// differences returns an input for each difference of plans, as far as it can be moved: numbers between the least and the most
// of them, and otherwise the choice of what stands in a plan.
func (o offering) differences() (list []Input, fixed []Fixed) {
	var paths []string
	for _, plan := range o.plans[1:] {
		for _, d := range scenarios.Differences(o.plans[0], plan) {
			if !slices.Contains(paths, d.Path) {
				paths = append(paths, d.Path)
			}
		}
	}
	paths = slices.DeleteFunc(paths, func(path string) bool { // of a list, say, that is another as a whole in a third plan
		return slices.ContainsFunc(paths, func(other string) bool { return beneath(path, other) })
	})
	for _, path := range paths {
		input, number := o.between(path)
		var err error
		switch {
		case len(list) == MostInputs:
			err = errWide
		case !number:
			input, err = o.choice(path)
		}
		if err != nil {
			fixed = append(fixed, Fixed{path, err.Error()})
			continue
		}
		list = append(list, input)
	}
	return o.widened(list, fixed)
}

// widened offers, of differences that cannot be moved alone, what they are a part of, such as shares that must add up: the least
// part of which nothing is offered yet.
func (o offering) widened(list []Input, alone []Fixed) (all []Input, fixed []Fixed) {
	const most = 40 // nobody reads on
	for i, f := range alone {
		within := func(path string) bool {
			return slices.ContainsFunc(list, func(i Input) bool { return beneath(path, i.Path) })
		}
		for of := above(f.Path); of != "" && i < most && !within(f.Path) && len(list) < MostInputs; of = above(of) {
			if slices.ContainsFunc(list, func(i Input) bool { return beneath(i.Path, of) }) {
				break
			}
			if input, err := o.choice(of); err == nil {
				list = append(list, input)
			}
		}
		if !within(f.Path) {
			fixed = append(fixed, f)
		}
	}
	return list, fixed
}

// above returns the path of what a path is a part of, empty if that is the whole plan.
func above(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

// beneath reports whether what is at a path is a part of what is at another.
func beneath(path, of string) bool {
	rest, is := strings.CutPrefix(path, of)
	return is && rest != "" && strings.ContainsAny(rest[:1], ".[")
}

// absent is how a setting is taken away.
const absent = "null"

// choice returns the input by which a plan has at a path what another has there.
func (o offering) choice(path string) (Input, error) {
	if strings.ContainsAny(path, " /") {
		return Input{}, errors.New("is no setting of its own: start from the plan that has it")
	}
	key, _ := scenarios.Find(path)
	input := Input{Path: path, Meaning: key.Meaning}
	var shown []string
	for _, plan := range o.plans {
		value, text := absent, ""
		if n := at(plan, path); n != nil {
			value, text = flow(n), plan.Values([]string{path})[0]
		}
		place := slices.Index(input.Values, value)
		if place < 0 {
			place = len(input.Values)
			input.Values, shown = append(input.Values, value), append(shown, text)
			input.Labels = append(input.Labels, named(text, plan.Name))
		}
		input.At = append(input.At, place)
	}
	if len(input.Values) < 2 {
		return Input{}, errors.New("is the same in all plans: PATH=LOW..HIGH offers a number")
	}
	for i, plan := range o.plans {
		for k, value := range input.Values {
			if k == input.At[i] {
				continue
			}
			moved, err := o.loaded(i, path+"="+value)
			if err != nil {
				return Input{}, fmt.Errorf("%s cannot have it as %s: %w", units.Shown(plan.Name), input.owner(o, k), err)
			}
			if moved.Values([]string{path})[0] != shown[k] {
				return Input{}, fmt.Errorf("%s would not come to the same with it as %s", units.Shown(plan.Name), input.owner(o, k))
			}
		}
	}
	return input, nil
}

// owner names the first plan that has a value.
func (i Input) owner(o offering, value int) string {
	return units.Shown(o.plans[slices.Index(i.At, value)].Name)
}

// loaded returns what a setting makes of a plan, if that leaves what is measured as it is.
func (o offering) loaded(plan int, setting string) (*scenarios.Scenario, error) {
	moved, err := o.bases[plan].Load(scenarios.Lines([]string{setting}))
	if err != nil {
		var faults *scenarios.Error
		if errors.As(err, &faults) && len(faults.Faults) > 0 {
			return nil, errors.New(faults.Faults[0].Message)
		}
		return nil, err
	}
	if !alike(&o.plans[plan].Params, &moved.Params) {
		return nil, errors.New("that changes what is measured: teams, partners, segments, periods and targets stay as they are")
	}
	return moved, nil
}

// named is what a reader is told of a value: it, or whose it is where it is long.
func named(text, plan string) string {
	const most = 40
	switch {
	case text == "":
		return "not there, as in " + plan
	case len(text) > most:
		return "as in " + plan
	}
	return text
}

// at returns what stands at a path of a plan, nil if nothing does.
func at(plan *scenarios.Scenario, path string) (found *yaml.Node) {
	walk(plan, func(at string, n *yaml.Node) {
		if at == path {
			found = n
		}
	})
	return found
}

// walk goes through all that stands in a plan, with the path of each.
func walk(plan *scenarios.Scenario, see func(path string, n *yaml.Node)) {
	var in func(path string, n *yaml.Node)
	in = func(path string, n *yaml.Node) {
		see(path, n)
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				in(tree.Under(path, n.Content[i].Value), n.Content[i+1])
			}
		case yaml.SequenceNode:
			for i, item := range n.Content {
				in(fmt.Sprintf("%s[%d]", path, i), item)
			}
		}
	}
	var document yaml.Node
	if err := yaml.Unmarshal(plan.Resolved(), &document); err == nil && len(document.Content) == 1 {
		in("", document.Content[0])
	}
}

// plain is what a scalar may be that needs no quotes on one line.
var plain = regexp.MustCompile(`^[A-Za-z0-9.+$/_-]([A-Za-z0-9 .+$%/_<>=-]*[A-Za-z0-9.+$%/_-])?$`)

// flow writes a node on one line so that it is read as what it is.
func flow(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, flow(n.Content[i])+": "+flow(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, item := range n.Content {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if plain.MatchString(n.Value) && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 {
		return n.Value
	}
	return strconv.Quote(n.Value)
}
