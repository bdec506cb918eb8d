package company

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/measures"
)

// Unlike returns why trials of another scenario cannot be compared with those of p, in words: their start, horizon,
// warm-up, segments or targets differ. Never is true if no period of one is a period of the other, so that there is
// nothing at all to compare. Both must be valid.
func (p *Params) Unlike(other *Params) (reasons []string, never bool) {
	differ := func(what, a, b string) {
		if a != b {
			reasons = append(reasons, fmt.Sprintf("%s: %s and %s", what, a, b))
		}
	}
	differ("start", p.Start.String(), other.Start.String())
	differ("fiscal_year_starts", p.FiscalYearStarts.String(), other.FiscalYearStarts.String())
	differ("horizon", p.Horizon.String(), other.Horizon.String())
	differ("warm_up", p.WarmUp.String(), other.WarmUp.String())
	differ("segments", p.segmentList(), other.segmentList())
	differ("targets", p.targetList(), other.targetList())
	return reasons, p.FiscalYearStarts != other.FiscalYearStarts || !p.overlaps(other)
}

// overlaps reports whether any quarter is measured in both.
func (p *Params) overlaps(other *Params) bool {
	names := map[string]bool{}
	for _, quarter := range p.Layout().Quarters() {
		names[quarter.Name] = true
	}
	return slices.ContainsFunc(other.Layout().Quarters(), func(quarter measures.Period) bool { return names[quarter.Name] })
}

func (p *Params) segmentList() string {
	names := p.Segments.Names()
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func (p *Params) targetList() string {
	var list []string
	for _, t := range p.Targets {
		text := string(t.Measure) + " of " + string(t.Segment)
		if t.AtLeast != nil {
			text += " at least " + t.AtLeast.String()
		}
		if t.AtMost != nil {
			text += " at most " + t.AtMost.String()
		}
		list = append(list, text)
	}
	slices.Sort(list)
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}
