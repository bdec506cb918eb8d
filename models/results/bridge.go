package results

import (
	"math"
	"slices"

	"postsale/models/measures"
)

// Bridge is how ARR came from the beginning of a period to its end: means, which add up, and how each is spread.
type Bridge struct {
	measures.Period
	Opening, Closing Distribution
	Steps            []BridgeStep
}

// BridgeStep is what ARR gains or loses by something.
type BridgeStep struct {
	Name   string
	Sign   float64 // -1 of a loss
	Amount Distribution
}

// bridged are what ARR gains and loses.
var bridged = []struct {
	name, measure string
	sign          float64
}{
	{"new", "arr_new", 1}, {"expansion", "arr_expansion", 1}, {"uplift", "arr_uplift", 1},
	{"contraction", "arr_contraction", -1}, {"churn", "arr_churn", -1},
}

// Bridge returns the bridge of the whole run.
func (r *Run) Bridge() Bridge { return r.bridge(measures.Period{Name: measures.Run}) }

// Bridges returns those of its fiscal years; nil where these are not the whole run, or where it is not stated what was in of the
// one in which the run starts.
func (r *Run) Bridges() (list []Bridge) {
	years, quarters := r.Layout.Years(), r.Layout.Quarters()
	if n := len(years); n == 0 || years[0].From != quarters[0].From || years[n-1].To != quarters[len(quarters)-1].To {
		return nil
	}
	for _, y := range years {
		b := r.bridge(y)
		if y.Before > 0 && !b.told() {
			return nil
		}
		list = append(list, b)
	}
	return list
}

// told reports whether all that makes a bridge exists.
func (b Bridge) told() bool {
	return b.Opening.N > 0 && !slices.ContainsFunc(b.Steps, func(s BridgeStep) bool { return s.Amount.N == 0 })
}

// Level reports whether ARR ends where it began, as far as the error of its end tells.
func (b Bridge) Level() bool {
	return b.Closing.N > 1 && math.Abs(b.Closing.Mean-b.Opening.Mean) <= Clearly*b.Closing.MCError
}

// Largest returns the largest gain and the largest loss on average; without a name if there is none.
func (b Bridge) Largest() (gain, loss BridgeStep) {
	for _, step := range b.Steps {
		switch {
		case step.Sign > 0 && step.Amount.Mean > gain.Amount.Mean:
			gain = step
		case step.Sign < 0 && step.Amount.Mean > loss.Amount.Mean:
			loss = step
		}
	}
	return gain, loss
}

// Joined returns bridges that follow one another as one, of whose steps there are means alone.
func Joined(list []Bridge) Bridge {
	whole := list[0]
	whole.Closing, whole.Steps = list[len(list)-1].Closing, nil
	for i, step := range list[0].Steps {
		step.Amount = Distribution{}
		for _, b := range list {
			step.Amount.Mean += b.Steps[i].Amount.Mean
		}
		whole.Steps = append(whole.Steps, step)
	}
	return whole
}

func (r *Run) bridge(p measures.Period) Bridge {
	of := func(measure string) Distribution { return r.Estimate(measure, measures.WholeCompany, p.Name) }
	b := Bridge{Period: p, Opening: of("arr_opening"), Closing: of("arr_closing")}
	for _, part := range bridged {
		b.Steps = append(b.Steps, BridgeStep{part.name, part.sign, of(part.measure)})
	}
	return b
}
