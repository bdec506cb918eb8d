package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// contest is what all plans beside the base come to in a measure, whichever of them a page shows.
type contest struct {
	*results.Comparison
	word  string           // what is measured, and when
	pairs []*measures.Pair // nil where a plan cannot be compared
	unit  words.Style
	noun  string // of the unit
}

// contestOf returns what the plans come to in a measure of a period.
func contestOf(c *results.Comparison, measure, period, word string, unit words.Style, noun string) contest {
	k := contest{Comparison: c, word: word, unit: unit, noun: noun}
	for _, r := range c.Others {
		p := r.Pair(measure, measures.WholeCompany, period)
		if p != nil && p.Difference.N == 0 {
			p = nil
		}
		k.pairs = append(k.pairs, p)
	}
	return k
}

// verdict says what the trials tell of all plans, for a title.
func (k contest) verdict() string {
	text := k.together()
	if len(k.pairs) == 1 {
		text = k.alone()
	}
	if !k.Base.Many() {
		return "A single future. " + text
	}
	return text
}

// base and plan return names as a title shows them.
func (k contest) base() string { return drawing.TitleInk.Named(k.Base.Name, 200) }

func (k contest) plan(which int) string { return drawing.TitleInk.Named(k.Others[which].Name, 200) }

// alone says how the only plan does against the base.
func (k contest) alone() string {
	how := results.OutcomeOf(k.pairs[0])
	if how == results.Incomparable {
		return fmt.Sprintf("%s cannot be compared with %s on %s", k.plan(0), k.base(), k.word)
	}
	d := k.pairs[0].Difference
	switch how {
	case results.Equal:
		return fmt.Sprintf("%s has the same %s as %s%s", k.plan(0), strings.TrimPrefix(k.word, "the "), k.base(), words.Always(k.Comparison))
	case results.Undecided:
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s %s on average, error %s",
			k.plan(0), k.base(), k.word, words.Count(d.N), words.Signed(d.Mean, k.unit), k.noun, k.unit.Number(d.MCError))
	case results.Behind:
		return fmt.Sprintf("%s loses to %s on %s %s", k.plan(0), k.base(), k.word, k.surely(results.Worse(d), d))
	default:
		return fmt.Sprintf("%s beats %s on %s %s", k.plan(0), k.base(), k.word, k.surely(d.Better, d))
	}
}

// surely says how often a plan is ahead or behind, and by how much.
func (k contest) surely(odds results.Odds, d results.Paired) string {
	if d.N == 1 {
		return "by " + k.amount(d.Mean)
	}
	text := words.Often(odds)
	if 2*odds.Hits < d.N-d.Same {
		text = "in only " + words.OutOf(odds) + " futures"
	}
	if results.OftenSame(d) {
		text += " (the same in " + words.OutOf(results.SameOdds(d)) + ")"
	}
	return text + ", by " + k.amount(d.Mean) + " on average"
}

// together says how many plans do how, and by how much.
func (k contest) together() string {
	var sizes [results.Outcomes][]float64
	for _, p := range k.pairs {
		size := 0.0
		if p != nil {
			size = p.Difference.Mean
		}
		sizes[results.OutcomeOf(p)] = append(sizes[results.OutcomeOf(p)], math.Abs(size))
	}
	n, all := len(k.pairs), fmt.Sprintf("All %d", len(k.pairs))
	if n == 2 {
		all = "Both"
	}
	switch won := len(sizes[results.Ahead]); {
	case won == 2 && n == 2 && k.Base.Many():
		one, two := k.pairs[0].Difference, k.pairs[1].Difference
		return fmt.Sprintf("Both plans beat %s on %s: in %s futures, by %s on average", k.base(), k.word,
			words.Either(words.OutOf(one.Better), words.OutOf(two.Better)), words.Either(k.unit.Size(one.Mean), k.unit.Size(two.Mean))+" "+k.noun)
	case won == n:
		return fmt.Sprintf("%s plans beat %s on %s, by %s%s", all, k.base(), k.word, k.between(sizes[results.Ahead]), k.onAverage())
	case len(sizes[results.Behind]) == n:
		return fmt.Sprintf("%s plans lose to %s on %s, by %s%s", all, k.base(), k.word, k.between(sizes[results.Behind]), k.onAverage())
	case len(sizes[results.Equal]) == n:
		return fmt.Sprintf("%s plans have the same %s as %s%s", all, strings.TrimPrefix(k.word, "the "), k.base(), words.Always(k.Comparison))
	case len(sizes[results.Undecided])+len(sizes[results.Equal]) == n:
		return fmt.Sprintf("No plan differs from %s on %s beyond what %s can tell", k.base(), k.word, words.Trials(k.Base))
	case won == 0 && n == 2:
		return fmt.Sprintf("Neither plan beats %s on %s%s", k.base(), k.word, k.others(sizes))
	case won == 0:
		return fmt.Sprintf("None of %d plans beats %s on %s%s", n, k.base(), k.word, k.others(sizes))
	case won == 1:
		i := slices.IndexFunc(k.pairs, func(p *measures.Pair) bool { return results.OutcomeOf(p) == results.Ahead })
		d := k.pairs[i].Difference
		return fmt.Sprintf("Of %d plans only %s beats %s on %s %s%s", n, k.plan(i), k.base(), k.word, k.surely(d.Better, d), k.others(sizes))
	default:
		return fmt.Sprintf("%d of %d plans beat %s on %s, by %s%s%s", won, n, k.base(), k.word, k.between(sizes[results.Ahead]), k.onAverage(), k.others(sizes))
	}
}

// others says how the plans do that are not ahead.
func (k contest) others(sizes [results.Outcomes][]float64) string {
	text := ""
	for _, of := range []struct {
		how       results.Outcome
		one, many string
	}{
		{results.Behind, "loses", "lose"},
		{results.Undecided, "differs within its error", "differ within their errors"},
		{results.Equal, "is the same", "are the same"},
		{results.Incomparable, "cannot be compared", "cannot be compared"},
	} {
		n := len(sizes[of.how])
		if n == 0 {
			continue
		}
		text += fmt.Sprintf("; %d %s", n, words.Plural(n, of.one, of.many))
		if of.how == results.Behind {
			text += " by " + k.between(sizes[results.Behind])
		}
	}
	return text
}

// amount is a difference without its sign, in its unit.
func (k contest) amount(v float64) string { return k.unit.Size(v) + " " + k.noun }

// between is from the smallest to the largest of several differences.
func (k contest) between(sizes []float64) string {
	text := k.amount(slices.Max(sizes))
	if low := k.unit.Size(slices.Min(sizes)); low+" "+k.noun != text {
		text = low + " to " + text
	}
	return text
}

func (k contest) onAverage() string {
	if k.Base.Many() {
		return " on average"
	}
	return ""
}
