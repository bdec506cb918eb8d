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
	if n := layout.Ledger.Quarters + layout.Ledger.WarmUp; n < 4 && layout.Ledger.Running.Days == 0 {
		var yearly []string
		for _, m := range measures.All {
			if m.Yearly {
				yearly = append(yearly, m.Name)
			}
		}
		list = append(list, fmt.Sprintf("the run is too short for %s, which look back twelve months: they are left out",
			strings.Join(yearly, ", ")))
	}
	if !p.Keeps(company.MostKept) && len(layout.Years()) > 0 {
		for i, t := range p.Targets {
			if strings.Contains(string(t.In), " ") {
				list = append(list, fmt.Sprintf("targets[%d]: %s is a quarter, of which a run of so many trials does not tell: its odds are left out", i, t.In))
			}
		}
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
		text := "annual figures leave out the quarters of fiscal years that are not whole in the run: " + strings.Join(partial, ", ") +
			" (fiscal_year_starts says when years begin)"
		if years[0].From > 0 {
			text += "; what is in of " + layout.Calendar.YearName(0) + " may be stated under actuals, to tell it as a whole"
		}
		list = append(list, text)
	}
	return append(list, lacking(p)...)
}

// lacking tells what actuals lack for the fiscal year in which the run starts to be told as a whole.
func lacking(p *company.Params) (list []string) {
	past, _ := p.Past()
	if past == nil || !past.Running() {
		return nil
	}
	asked := [][2]string{{"nrr", measures.WholeCompany}, {"grr", measures.WholeCompany}}
	for _, t := range p.Targets {
		if t.In == "" || string(t.In) == past.Year() {
			asked = append(asked, [2]string{string(t.Measure), string(t.Segment)})
		}
	}
	told := map[[2]string]bool{}
	for _, figure := range asked {
		m, _ := measures.Find(figure[0])
		lacks, known := past.Lacks(m, figure[1])
		if told[figure] || known && len(lacks) == 0 {
			continue
		}
		told[figure] = true
		of := m.Name
		if figure[1] != measures.WholeCompany {
			of += " of " + figure[1]
		}
		if !known {
			list = append(list, fmt.Sprintf("%s has no %s: what it comes to in a year does not follow from its quarters", past.Year(), of))
			continue
		}
		list = append(list, fmt.Sprintf("%s has no %s: actuals lack %s", past.Year(), of, strings.Join(lacks, ", ")))
	}
	return list
}
