package company

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/measures"
)

// Unlikeness is something in which two scenarios differ and that their trials must share to be compared.
type Unlikeness struct {
	What     string // the setting
	One, Two string // what it is in the first and in the second
}

func (u Unlikeness) String() string { return fmt.Sprintf("%s: %s and %s", u.What, u.One, u.Two) }

// Unlike returns in what two scenarios differ that would have to be the same to compare their trials: start, fiscal
// years, horizon, warm-up, segments or targets. Both must be valid.
func (p *Params) Unlike(other *Params) []Unlikeness {
	var list []Unlikeness
	differ := func(what, one, two string) {
		if one != two {
			list = append(list, Unlikeness{what, one, two})
		}
	}
	differ("start", p.Start.String(), other.Start.String())
	differ("fiscal_year_starts", p.FiscalYearStarts.String(), other.FiscalYearStarts.String())
	differ("horizon", p.Horizon.String(), other.Horizon.String())
	differ("warm_up", p.WarmUp.String(), other.WarmUp.String())
	differ("segments", p.segmentList(), other.segmentList())
	differ("targets", p.targetList(), other.targetList())
	return list
}

// Meets reports whether any period of one scenario is one of another, so that there is something to compare.
func (p *Params) Meets(other *Params) bool {
	return p.FiscalYearStarts == other.FiscalYearStarts && p.overlaps(other)
}

// SameRun reports whether the runs of two scenarios are of the same days.
func (p *Params) SameRun(other *Params) bool {
	return p.Start == other.Start && p.Quarters() == other.Quarters()
}

// SameLuck reports whether the same luck is of the same things in two scenarios: it is drawn by quarter of the run.
func (p *Params) SameLuck(other *Params) bool {
	return p.Start == other.Start && p.WarmUpQuarters() == other.WarmUpQuarters()
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
