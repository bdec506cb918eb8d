package review

import (
	"fmt"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
)

// Warnings returns what a reader of the results should know: what in the scenario
// is in doubt, and what the length of the run leaves out. The parameters must be
// valid.
func Warnings(p *company.Params) []string {
	list := Doubts(p)
	layout := p.Layout()
	if n := layout.Ledger.Quarters + layout.Ledger.WarmUp; n < 4 {
		var yearly []string
		for _, m := range measures.All {
			if m.Yearly {
				yearly = append(yearly, m.Name)
			}
		}
		list = append(list, fmt.Sprintf("the run is too short for %s, which look back twelve months: they are left out",
			strings.Join(yearly, ", ")))
	}
	quarters, years := layout.Quarters(), layout.Years()
	if len(years) == 0 {
		text := "no fiscal year is whole in the run, from " + quarters[0].Name + " to " + quarters[len(quarters)-1].Name +
			": there are no annual figures (fiscal_year_starts says when years begin)"
		if len(p.Targets) > 0 {
			text += ", and targets are left out"
		}
		return append(list, text)
	}
	var partial []string
	for _, q := range quarters {
		if q.From < years[0].From || q.From >= years[len(years)-1].To {
			partial = append(partial, q.Name)
		}
	}
	if len(partial) > 0 {
		list = append(list, "annual figures leave out the quarters of fiscal years that are not whole in the run: "+strings.Join(partial, ", ")+
			" (fiscal_year_starts says when years begin)")
	}
	return list
}
