package changes

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/actuals"
	"postsale/models/company"
	"postsale/models/measures"
)

// Unlikeness is something in which two scenarios differ and that their trials must share to be compared.
type Unlikeness struct {
	What     string // the setting
	One, Two string // what it is in the first and in the second
}

func (u Unlikeness) String() string { return fmt.Sprintf("%s: %s and %s", u.What, u.One, u.Two) }

// Unlike returns in what two scenarios differ that would have to be the same to compare their trials: start, fiscal
// years, horizon, warm-up, segments, targets or actuals. Both must be valid.
func Unlike(a, b *company.Params) []Unlikeness {
	var list []Unlikeness
	differ := func(what, one, two string) {
		if one != two {
			list = append(list, Unlikeness{what, one, two})
		}
	}
	differ("start", a.Start.String(), b.Start.String())
	differ("fiscal_year_starts", a.FiscalYearStarts.String(), b.FiscalYearStarts.String())
	differ("horizon", a.Horizon.String(), b.Horizon.String())
	differ("warm_up", a.WarmUp.String(), b.WarmUp.String())
	differ("segments", segmentList(a), segmentList(b))
	differ("targets", targetList(a), targetList(b))
	differ("actuals", actualsApart(a, b), actualsApart(b, a))
	return list
}

// Meets reports whether any period of one scenario is one of another, so that there is something to compare.
func Meets(a, b *company.Params) bool {
	names := map[string]bool{}
	for _, quarter := range a.Layout().Quarters() {
		names[quarter.Name] = true
	}
	return a.FiscalYearStarts == b.FiscalYearStarts &&
		slices.ContainsFunc(b.Layout().Quarters(), func(quarter measures.Period) bool { return names[quarter.Name] })
}

// SameRun reports whether the runs of two scenarios are of the same days.
func SameRun(a, b *company.Params) bool {
	return a.Start == b.Start && a.Quarters() == b.Quarters()
}

// SameLuck reports whether the same luck is of the same things in two scenarios: it is drawn by quarter of the run.
func SameLuck(a, b *company.Params) bool {
	return a.Start == b.Start && a.WarmUpQuarters() == b.WarmUpQuarters()
}

func segmentList(p *company.Params) string {
	names := p.Segments.Names()
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func targetList(p *company.Params) string {
	var list []string
	for _, t := range p.Targets {
		text := string(t.Measure) + " of " + string(t.Segment)
		if t.AtLeast != nil {
			text += " at least " + t.AtLeast.String()
		}
		if t.AtMost != nil {
			text += " at most " + t.AtMost.String()
		}
		if t.In != "" {
			text += " in " + string(t.In)
		}
		list = append(list, text)
	}
	slices.Sort(list)
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// actualsApart returns the first actual of a company that another does not have, or how many there are.
func actualsApart(of, from *company.Params) string {
	one, _ := of.Past()
	other, _ := from.Past()
	if one == nil {
		return "none"
	}
	text := fmt.Sprintf("%d figures", len(one.Actuals))
	for _, a := range one.Actuals {
		if other != nil && !slices.ContainsFunc(other.Actuals, func(b actuals.Actual) bool { return a.String() == b.String() && a.Value == b.Value }) {
			return text + ", " + a.String() + " " + a.Told()
		}
	}
	return text
}
