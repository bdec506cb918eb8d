// Package opening reads what the customers of the first day pay together.
//
//	segments: {smb: {opening: {customers: 300, arr: 3.6M}}}
//
// says what {customers: 300} and an acv of a mean of 12k say, and stands for that: in the resolved scenario there is only
// acv. Who knows ARR and customers, as everybody does, need not divide. Of acv the shape is kept, whatever its form; without
// one it is lognormal with a cv of 0.5, our judgement. Deals are of acv, as always.
//
// Two words for one thing need a rule for which holds. In one file they must agree. Of a file and the one that it extends,
// and of settings, what is stated later holds: arr takes the place of the mean below it and keeps its shape, acv takes
// the place of arr. Customers that are stated on top of arr change what each pays, as arr is what all pay together.
//
// It works on trees, before they are decoded: Laid and Set note what was stated last, Settled then puts acv in the place of
// arr. What makes no sense it leaves as it is, for the parameters to tell.
package opening

import (
	"math"
	"strings"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

// The keys of a segment.
const (
	segments  = "segments"
	section   = "opening"
	paid      = "arr"
	customers = "customers"
	worth     = "acv"
)

// shapeless is the coefficient of variation of contract values of which only the mean is known.
const shapeless = "0.5"

// Replaced is what all customers pay together, in whose place stands what each pays.
type Replaced struct {
	Steps []string
	Value *tree.Node
}

// Laid notes what a file states of segments that was laid over another, and returns what it replaces there.
func Laid(root, file *tree.Node) (list []Replaced) {
	below := at(file, segments)
	if below == nil {
		return nil
	}
	for _, e := range below.Entries {
		arr, acv := at(e.Value, section, paid), at(e.Value, worth)
		switch {
		case arr != nil && acv == nil:
			at(root, segments, e.Key.Text, section, paid).Over = true
		case acv != nil && arr == nil && ofShape(acv):
			held(root, e.Key.Text)
		case acv != nil && arr == nil:
			list = append(list, replaced(root, e.Key.Text)...)
		}
	}
	return list
}

// Set notes what a setting states of a segment, and returns what it replaces.
func Set(root *tree.Node, steps []string, value *tree.Node) []Replaced {
	if len(steps) < 3 || steps[0] != segments || value.IsNull() {
		return nil
	}
	switch {
	case steps[2] == worth && (isShape(steps[len(steps)-1]) || len(steps) == 3 && ofShape(value)):
		held(root, steps[1])
		return nil
	case steps[2] == worth:
		return replaced(root, steps[1])
	case len(steps) == 3 && steps[2] == section:
		value = at(value, paid)
	case !IsARR(steps):
		return nil
	}
	if value != nil {
		value.Over = true
	}
	return nil
}

// held notes that what all customers of a segment pay is what it was, whatever else changes.
func held(root *tree.Node, name string) {
	if arr := at(root, segments, name, section, paid); arr != nil {
		arr.Over = true
	}
}

// isShape reports whether a key of a law says how its values spread, and nothing of how large they are.
func isShape(key string) bool { return key == "cv" || key == "shape" }

// ofShape reports whether what is stated of a law is of its spread alone.
func ofShape(acv *tree.Node) bool {
	if len(acv.Entries) != 1 || len(only(acv).Entries) == 0 {
		return false
	}
	for _, e := range only(acv).Entries {
		if !isShape(e.Key.Text) {
			return false
		}
	}
	return true
}

// IsARR reports whether steps lead to what all customers of a segment pay.
func IsARR(steps []string) bool {
	return len(steps) == 4 && steps[0] == segments && steps[2] == section && steps[3] == paid
}

// replaced takes away what all customers of a segment pay.
func replaced(root *tree.Node, name string) []Replaced {
	arr := at(root, segments, name, section, paid)
	if arr == nil {
		return nil
	}
	at(root, segments, name).OpenedAt(section).Drop(paid)
	return []Replaced{{Steps: []string{segments, name, section, paid}, Value: arr}}
}

// Settled returns a tree that says of every segment what a customer pays, where it told what all pay: the same tree where
// nothing did. The other is left as it is.
func Settled(root *tree.Node) *tree.Node {
	list := at(root, segments)
	if list == nil || root.Get("accounts") != nil {
		return root
	}
	var settled *tree.Node
	for _, e := range list.Entries {
		acv := contract(e.Value)
		if acv == nil {
			continue
		}
		if settled == nil {
			settled = root.Opened()
			list = settled.OpenedAt(segments)
		}
		segment := list.OpenedAt(e.Key.Text)
		segment.OpenedAt(section).Drop(paid)
		segment.Put(acv.Word(worth), acv)
	}
	if settled == nil {
		return root
	}
	return settled
}

// contract returns what a customer of a segment pays that tells what all pay, nil if it does not or that makes no sense.
func contract(segment *tree.Node) *tree.Node {
	arr := at(segment, section, paid)
	var all units.Money
	var number units.Count
	if !read(arr, &all) || !read(at(segment, section, customers), &number) || !(all > 0) || number == 0 {
		return nil
	}
	mean := units.Money(float64(all) / float64(number))
	acv := at(segment, worth)
	if acv == nil {
		return arr.Moved(mapping("lognormal", mapping("mean", text(mean), "cv", &tree.Node{Tag: "!!float", Text: shapeless})))
	}
	now, law := meanOf(acv)
	if law == nil || !arr.Over && !math.IsNaN(now) && !Agree(float64(mean), now) {
		return nil
	}
	again := acv.Copied()
	law = again
	if family := only(again); family.Kind == tree.Mapping {
		law = family
	}
	if _, stated := amountAt(law, "mean"); stated || math.IsNaN(now) {
		law.Put(law.Word("mean"), law.Moved(text(mean)))
		return again
	}
	for i, e := range law.Entries {
		if isShape(e.Key.Text) {
			continue
		}
		v, _ := amountAt(law, e.Key.Text)
		if e.Key.Text == "constant" {
			v = now
		}
		law.Entries[i].Value = e.Value.Moved(text(units.Money(v * float64(mean) / now)))
	}
	return again
}

// Agree reports whether two means are the same, but for what rounding leaves.
func Agree(a, b float64) bool {
	const rounded = 1e-3
	return math.Abs(a-b) <= rounded*math.Abs(b)
}

// meanOf returns the mean of contract values and the node of their law; NaN if the mean is what is left out, and nil if they
// are no law of numbers.
func meanOf(acv *tree.Node) (mean float64, law *tree.Node) {
	if len(acv.Entries) != 1 {
		return 0, nil
	}
	family := acv.Entries[0].Key.Text
	if family == "constant" {
		v, ok := amountAt(acv, family)
		if !ok {
			return 0, nil
		}
		return v, acv
	}
	law = acv.Entries[0].Value
	values := map[string]float64{}
	for _, e := range law.Entries {
		v, ok := amountAt(law, e.Key.Text)
		if !ok {
			return 0, nil
		}
		values[e.Key.Text] = v
	}
	_, hasMean := values["mean"]
	_, hasMedian := values["median"]
	switch {
	case hasMean && hasMedian:
		return 0, nil
	case hasMean:
		mean = values["mean"]
	case hasMedian:
		mean = values["median"] * math.Sqrt(1+values["cv"]*values["cv"])
	case family == "lognormal", family == "gamma", family == "weibull", family == "exponential":
		mean = math.NaN()
	case family == "uniform":
		mean = (values["low"] + values["high"]) / 2
	case family == "triangular":
		mean = (values["low"] + values["mode"] + values["high"]) / 3
	case family == "pert":
		mean = (values["low"] + 4*values["mode"] + values["high"]) / 6
	default:
		return 0, nil
	}
	if mean <= 0 {
		return 0, nil
	}
	return mean, law
}

// only returns the value of a mapping's only key.
func only(n *tree.Node) *tree.Node { return n.Entries[0].Value }

// amountAt reads the number at a key.
func amountAt(n *tree.Node, key string) (float64, bool) {
	var amount units.Money
	if key == "cv" || key == "shape" {
		var v units.Number
		ok := read(n.Get(key), &v)
		return float64(v), ok
	}
	ok := read(n.Get(key), &amount)
	return float64(amount), ok
}

func read(n *tree.Node, to interface{ UnmarshalText([]byte) error }) bool {
	return n != nil && n.Kind == tree.Scalar && to.UnmarshalText([]byte(strings.TrimSpace(n.Text))) == nil
}

// at returns the value where keys lead, nil if there is none.
func at(n *tree.Node, keys ...string) *tree.Node {
	for _, key := range keys {
		if n == nil || n.Kind != tree.Mapping {
			return nil
		}
		n = n.Get(key)
	}
	return n
}

// text is an amount as a file writes it.
func text(v units.Money) *tree.Node { return &tree.Node{Tag: "!!str", Text: v.String()} }

// mapping is one of some keys and their values.
func mapping(pairs ...any) *tree.Node {
	n := &tree.Node{Kind: tree.Mapping}
	for i := 0; i < len(pairs); i += 2 {
		n.Put(&tree.Node{Tag: "!!str", Text: pairs[i].(string)}, pairs[i+1].(*tree.Node))
	}
	return n
}
