package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// contest is what all plans beside the base come to in a measure, whichever of them a page shows.
type contest struct {
	*Comparison
	word  string           // what is measured, and when
	pairs []*measures.Pair // nil where a plan cannot be compared
	unit  style
	noun  string // of the unit
}

// contest returns what the plans come to in a measure of a period.
func (c *Comparison) contest(measure, period, word string, unit style, noun string) contest {
	k := contest{Comparison: c, word: word, unit: unit, noun: noun}
	for _, r := range c.Rivals {
		p := r.pair(measure, company, period)
		if p != nil && p.Difference.N == 0 {
			p = nil
		}
		k.pairs = append(k.pairs, p)
	}
	return k
}

// outcome is how a plan does against the base.
type outcome int

const (
	ahead outcome = iota
	behind
	undecided // within the error
	equal     // in every future
	incomparable
	outcomes
)

// outcomeOf returns how a plan does; of a single trial, what happened in it.
func outcomeOf(p *measures.Pair) outcome {
	switch {
	case p == nil:
		return incomparable
	case found(p.Difference) == none:
		return equal
	case found(p.Difference) == unclear && p.Difference.N > 1:
		return undecided
	case p.Difference.Mean*float64(p.Measure.Better) > 0:
		return ahead
	default:
		return behind
	}
}

// verdict says what the trials tell of all plans, for a title.
func (k contest) verdict() string {
	text := k.together()
	if len(k.pairs) == 1 {
		text = k.alone()
	}
	if !k.Base.many() {
		return "A single future. " + text
	}
	return text
}

// base and rival are names as a title shows them.
func (k contest) base() string           { return titleInk.named(k.Base.Name, 260) }
func (k contest) rival(which int) string { return titleInk.named(k.Rivals[which].Name, 260) }

// alone says how the only plan does against the base.
func (k contest) alone() string {
	how := outcomeOf(k.pairs[0])
	if how == incomparable {
		return fmt.Sprintf("%s cannot be compared with %s on %s", k.rival(0), k.base(), k.word)
	}
	d := k.pairs[0].Difference
	switch how {
	case equal:
		return fmt.Sprintf("%s has the same %s as %s%s", k.rival(0), strings.TrimPrefix(k.word, "the "), k.base(), k.always())
	case undecided:
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s %s on average, error %s",
			k.rival(0), k.base(), k.word, count(d.N), signed(d.Mean, k.unit), k.noun, k.unit.number(d.MCError))
	case behind:
		return fmt.Sprintf("%s loses to %s on %s %s", k.rival(0), k.base(), k.word, k.surely(worse(d), d))
	default:
		return fmt.Sprintf("%s beats %s on %s %s", k.rival(0), k.base(), k.word, k.surely(d.Better, d))
	}
}

// surely says how often a plan is ahead or behind, and by how much.
func (k contest) surely(odds estimate.Odds, d estimate.Paired) string {
	if d.N == 1 {
		return "by " + k.amount(d.Mean)
	}
	text := often(odds)
	if d.Same*100 >= d.N {
		text += " (the same in " + outOf(estimate.Wilson(d.Same, d.N, 0.95)) + ")"
	}
	return text + ", by " + k.amount(d.Mean) + " on average"
}

// together says how many plans do how, and by how much.
func (k contest) together() string {
	var sizes [outcomes][]float64
	for _, p := range k.pairs {
		size := 0.0
		if p != nil {
			size = p.Difference.Mean
		}
		sizes[outcomeOf(p)] = append(sizes[outcomeOf(p)], math.Abs(size))
	}
	n, all := len(k.pairs), fmt.Sprintf("All %d", len(k.pairs))
	if n == 2 {
		all = "Both"
	}
	switch won := len(sizes[ahead]); {
	case won == 2 && n == 2 && k.Base.many():
		one, two := k.pairs[0].Difference, k.pairs[1].Difference
		return fmt.Sprintf("Both plans beat %s on %s: in %s futures, by %s on average", k.base(), k.word,
			either(outOf(one.Better), outOf(two.Better)), either(k.unit.size(one.Mean), k.unit.size(two.Mean))+" "+k.noun)
	case won == n:
		return fmt.Sprintf("%s plans beat %s on %s, by %s%s", all, k.base(), k.word, k.between(sizes[ahead]), k.onAverage())
	case len(sizes[behind]) == n:
		return fmt.Sprintf("%s plans lose to %s on %s, by %s%s", all, k.base(), k.word, k.between(sizes[behind]), k.onAverage())
	case len(sizes[equal]) == n:
		return fmt.Sprintf("%s plans have the same %s as %s%s", all, strings.TrimPrefix(k.word, "the "), k.base(), k.always())
	case len(sizes[undecided])+len(sizes[equal]) == n:
		return fmt.Sprintf("No plan differs from %s on %s beyond what %s can tell", k.base(), k.word, k.Base.trials())
	case won == 0 && n == 2:
		return fmt.Sprintf("Neither plan beats %s on %s%s", k.base(), k.word, k.others(sizes))
	case won == 0:
		return fmt.Sprintf("None of %d plans beats %s on %s%s", n, k.base(), k.word, k.others(sizes))
	case won == 1:
		i := slices.IndexFunc(k.pairs, func(p *measures.Pair) bool { return outcomeOf(p) == ahead })
		d := k.pairs[i].Difference
		return fmt.Sprintf("Of %d plans only %s beats %s on %s %s%s", n, k.rival(i), k.base(), k.word, k.surely(d.Better, d), k.others(sizes))
	default:
		return fmt.Sprintf("%d of %d plans beat %s on %s, by %s%s%s", won, n, k.base(), k.word, k.between(sizes[ahead]), k.onAverage(), k.others(sizes))
	}
}

// either tells two things, or once what both have.
func either(one, two string) string {
	if one == two {
		return one
	}
	return one + " and " + two
}

// others says how the plans do that are not ahead.
func (k contest) others(sizes [outcomes][]float64) string {
	text := ""
	for _, of := range []struct {
		how       outcome
		one, many string
	}{
		{behind, "loses", "lose"},
		{undecided, "differs within its error", "differ within their errors"},
		{equal, "is the same", "are the same"},
		{incomparable, "cannot be compared", "cannot be compared"},
	} {
		n := len(sizes[of.how])
		if n == 0 {
			continue
		}
		text += fmt.Sprintf("; %d %s", n, plural(n, of.one, of.many))
		if of.how == behind {
			text += " by " + k.between(sizes[behind])
		}
	}
	return text
}

// amount is a difference without its sign, in its unit.
func (k contest) amount(v float64) string { return k.unit.size(v) + " " + k.noun }

// between is from the smallest to the largest of several differences.
func (k contest) between(sizes []float64) string {
	text := k.amount(slices.Max(sizes))
	if low := k.unit.size(slices.Min(sizes)); low+" "+k.noun != text {
		text = low + " to " + text
	}
	return text
}

// always says that something is so in all trials, if there are several.
func (c *Comparison) always() string {
	if c.Base.many() {
		return " in every future"
	}
	return ""
}

func (k contest) onAverage() string {
	if k.Base.many() {
		return " on average"
	}
	return ""
}

// size tells a number without its sign; what is too small for its places is said to be less than the smallest.
func (k style) size(v float64) string {
	text := k.number(math.Abs(v))
	if v == 0 || text != k.number(0) {
		return text
	}
	return "less than " + decimal(math.Pow(10, -float64(k.places)), k.places)
}
