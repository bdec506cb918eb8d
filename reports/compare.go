package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/page"
	"postsale/reports/plots"
	"postsale/reports/words"
)

// Comparison tells how plans differ: the answer first, then what differs between the files, then by how much each measure
// does, and how far the pairing can be trusted.
func Comparison(c *results.Comparison) document.Document {
	list := slices.Concat(interrupted(c.Base), warned(c.Warnings), titled("", "", verdicts(c)...),
		luckOf(c), changed(c), ranked(c), stepped(c), contested(c), reachedByAll(c))
	for _, r := range c.Others {
		list = slices.Concat(list, differences(c, r), earned(c, r), shared(c, r))
	}
	return document.Document{Blocks: slices.Concat(list, assumedByAll(c), failed(c.Base), titled(inShortTitle, "", verdicts(c)...))}
}

// Panel tells how the plans beside the base do as a part of a page: the verdict, a picture of the differences, the chances of
// reaching targets and by how much each measure differs; and of how many of so many trials it tells.
func Panel(c *results.Comparison, trials int) (panel, status string, err error) {
	status = fmt.Sprintf("%s, lived through with both plans under the same luck, seed %d.", words.Trials(c.Base), c.Base.Seed)
	if n := c.Base.Asked; n < trials {
		status = fmt.Sprintf("%s of %s trials so far, lived through with both plans under the same luck, seed %d.", words.Count(n), words.Count(trials), c.Base.Seed)
	}
	var pictures []page.Picture
	figures, origin, _ := plots.Figures(c)
	for _, f := range figures {
		if f.Name != "difference-nrr" {
			continue
		}
		file, err := f.SVG(origin)
		if err != nil {
			return "", "", err
		}
		pictures = append(pictures, page.Picture{Name: "moved-nrr", Title: f.Title, Description: f.Subtitle, SVG: file.Data})
	}
	answer, err := page.Fragment(document.Document{Blocks: verdicts(c)}, pictures...)
	if err != nil {
		return "", "", err
	}
	asked, err := page.Fragment(document.Document{Blocks: slices.Concat(changed(c), reachedByAll(c))})
	if err != nil {
		return "", "", err
	}
	var list []document.Block
	for _, r := range c.Others {
		list = append(list, differences(c, r)...)
	}
	rest, err := page.Fold("every measure", document.Document{Blocks: list})
	return answer + asked + rest, status, err
}

func verdicts(c *results.Comparison) []document.Block {
	var list []document.Block
	for _, r := range c.Others {
		answer := document.Answer{Lines: []string{sentence(c, r)}}
		for _, text := range []string{before(c, r.Standing), earns(c, r)} {
			if text != "" {
				answer.Lines = append(answer.Lines, text)
			}
		}
		list = append(list, answer)
	}
	return list
}

// assumedByAll tells the assumptions of the base, and those of the others that it does not share.
func assumedByAll(c *results.Comparison) []document.Block {
	list := assumed(c.Base)
	for _, r := range c.Others {
		own := slices.DeleteFunc(slices.Clone(r.Assumptions), func(a results.Assumption) bool { return slices.Contains(c.Base.Assumptions, a) })
		if len(own) > 0 {
			list = append(list, titled("Of "+r.Name+" besides", "", assumptions(own))...)
		}
	}
	return list
}

// freedBoth tells what taking out known luck was worth for the differences of the first of the other plans.
func freedBoth(c *results.Comparison) string {
	if len(c.Others) == 0 {
		return ""
	}
	of := c.Others[0]
	return freeing("the mean difference of NRR of "+of.Name, c.Base.Periods(), func(period string) results.Distribution {
		if pair := of.Pair("nrr", measures.WholeCompany, period); pair != nil {
			return pair.Difference.Distribution
		}
		return results.Distribution{}
	})
}

// luckOf tells which trials the plans lived through.
func luckOf(c *results.Comparison) []document.Block {
	plans := []string{c.Base.Name}
	for _, r := range c.Others {
		plans = append(plans, r.Name)
	}
	luck := "under the same luck, "
	if c.OwnLuck {
		luck = ""
	}
	text := fmt.Sprintf("%s of each of %s, %sseed %d.", words.Trials(c.Base), strings.Join(plans, ", "), luck, c.Base.Seed)
	if c.Base.Many() {
		text += " The error is the Monte Carlo error (one standard error) of the mean difference, which more trials would shrink."
	}
	if c.Base.Invented {
		text += " The opening book is made up for the seed: another seed may move these figures by more than that."
	}
	list := []document.Block{document.Paragraph(text)}
	if text := freedBoth(c); text != "" {
		list = append(list, document.Paragraph(text))
	}
	if c.Base.Until != nil {
		list = append(list, document.List{Items: []document.Item{until(c.Base.Until, c.Base)}})
	}
	return titled("", "", list...)
}

// mostChanges is how many settings a report lists of a plan; all are in the JSON.
const mostChanges = 25

func changed(c *results.Comparison) []document.Block {
	var list []document.Block
	for _, r := range c.Others {
		var what document.Block = settings(r.Changes)
		if len(r.Changes) == 0 {
			what = document.Paragraph("nothing: the files say the same")
		}
		list = append(list, titled(fmt.Sprintf("What differs: %s to %s", c.Base.Name, r.Name), "", what)...)
	}
	return list
}

func settings(changes []results.Change) document.Changes {
	var list document.Changes
	for i, c := range changes {
		if i == mostChanges {
			list.More = len(changes) - mostChanges
			break
		}
		list.Settings = append(list.Settings, document.Change(c))
	}
	return list
}

// ranked lists all plans when there are several, by what they keep.
func ranked(c *results.Comparison) []document.Block {
	if len(c.Others) < 2 {
		return nil
	}
	t := document.Table{Columns: columns("", "NRR, %", "more", "error", "better", "GRR, %", "$k/year", "a point")}
	period, names := "", shortNames(c)
	share := shares.bare()
	for i, r := range c.Others {
		net, total := r.Standing.NRR, r.Pair("cost_total", measures.WholeCompany, measures.Run)
		if net == nil || total == nil {
			continue // its run is of other days, or has no NRR
		}
		period = net.Period.Name
		gross, cost := r.Pair("grr", measures.WholeCompany, period).Difference, results.ByYear(*total)
		if len(t.Rows) == 0 {
			t.Rows = append(t.Rows, document.Row{Label: names[0], Cells: []document.Cell{
				share.number(net.Difference.From), nil, nil, nil, share.number(gross.From), thousands.number(cost.From), nil}})
		}
		more, err, better := moreOf(net.Difference, points.more(2))
		t.Rows = append(t.Rows, document.Row{Label: names[1+i], Cells: []document.Cell{
			share.number(net.Difference.To), more, err, better, share.number(gross.To), thousands.number(cost.To), thousands.number(r.Standing.PerPoint)}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	slices.SortStableFunc(t.Rows, func(a, b document.Row) int {
		return cmp.Compare(b.Cells[0].(document.Number).Value, a.Cells[0].(document.Number).Value)
	})
	return titled("All plans in "+period, "means, the highest NRR first; cost a year, and of a point of NRR gained", t)
}

// shortNames are those of the plans in the heads and labels of tables, base first.
func shortNames(c *results.Comparison) []string {
	return plots.LabelsOf(c, func(name string) string { return words.Shortened(name, 22) })
}

// widestTarget is how many characters a target may take beside its odds.
const widestTarget = 48

// reachedByAll tells how likely each plan is to reach the targets of the last fiscal year.
func reachedByAll(c *results.Comparison) []document.Block {
	years := c.Base.Layout.Years()
	if len(years) == 0 || !c.Base.Many() {
		return nil
	}
	last := years[len(years)-1].Name
	t := document.Table{Columns: columns(append([]string{""}, shortNames(c)...)...)}
	for _, target := range c.Base.Targets {
		if target.Period != last {
			continue
		}
		row := document.Row{Label: words.TargetWithin(target, widestTarget), Cells: []document.Cell{document.Odds{Odds: target.Odds}}}
		for _, r := range c.Others {
			row.Cells = append(row.Cells, document.Odds{Odds: r.OddsOf(target)})
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return titled("Targets in "+last, "chances of reaching them", t)
}

// sentence says which plan keeps more of its revenue, how surely and at what price.
func sentence(c *results.Comparison, r *results.Plan) string {
	base, plan, s := c.Base.Name, r.Name, r.Standing
	if s.NRR == nil {
		return fmt.Sprintf("%s beside %s: NRR does not exist in both, the measures below are compared.", plan, base)
	}
	d, of := s.NRR.Difference, "NRR "+s.NRR.Period.Name
	more := words.Signed(d.Mean, words.Points2)
	switch {
	case s.Says == results.None && !c.Base.Many():
		return fmt.Sprintf("In this single trial %s and %s come to the same %s%s.", plan, base, of, price(s, " and "))
	case s.Says == results.None:
		return fmt.Sprintf("%s and %s come to the same %s in every one of %s trials%s.", plan, base, of, words.Count(d.N), price(s, " and "))
	case !c.Base.Many():
		return fmt.Sprintf("In this single trial %s has %s points of %s more than %s%s.", plan, more, of, base, price(s, " "))
	case s.Says == results.Unclear:
		return fmt.Sprintf("%s and %s do not differ on %s beyond what %s trials can tell: %s has %s points on average (error %s) and is ahead %s%s.",
			plan, base, of, words.Count(d.N), plan, more, words.Points2.Number(d.MCError), words.Often(d.Better), price(s, ", "))
	}
	verb, ahead := "beats", "ahead"
	if s.Says == results.Less {
		verb, ahead = "loses to", "behind"
	}
	same := alike(s.Tied)
	if s.Rarer() {
		return fmt.Sprintf("%s %s %s on %s on average, by %s points (error %s), but is %s only %s%s%s.",
			plan, verb, base, of, words.Points2.Number(math.Abs(d.Mean)), words.Points2.Number(d.MCError), ahead, words.Often(s.Odds), same, price(s, ", "))
	}
	return fmt.Sprintf("%s %s %s on %s %s%s, by %s points on average (error %s)%s.",
		plan, verb, base, of, words.Often(s.Odds), same, words.Points2.Number(math.Abs(d.Mean)), words.Points2.Number(d.MCError), price(s, ", "))
}

// alike says how often a plan comes to the same as the base, where it does.
func alike(tied *results.Odds) string {
	if tied == nil {
		return ""
	}
	return " (the same in " + strings.TrimSuffix(words.OutOf(*tied), " of 100") + ")"
}

// before says what stands in an earlier year more than in the last.
func before(c *results.Comparison, s results.Standing) string {
	if s.Earlier == nil || !c.Base.Many() {
		return ""
	}
	d, odds, ahead := s.Earlier.Difference, s.Earlier.Difference.Better, "ahead"
	if d.Mean < 0 {
		odds, ahead = results.Worse(d), "behind"
	}
	return fmt.Sprintf("In %s NRR differs more: %s points on average (error %s), %s %s%s.",
		s.Earlier.Period.Name, words.Signed(d.Mean, words.Points2), words.Points2.Number(d.MCError), ahead, words.Often(odds), alike(results.Tied(d)))
}

// price says what the plan costs more or less a year.
func price(s results.Standing, lead string) string {
	if s.Cost == nil {
		return ""
	}
	switch s.Cost.Says {
	case results.None:
		return lead + "at the same cost"
	case results.Unclear:
		return lead + "at a cost that does not clearly differ"
	case results.More:
		return lead + "for " + words.Dollars(s.Cost.Dollars) + " a year more" + net(s)
	default:
		return lead + "for " + words.Dollars(-s.Cost.Dollars) + " a year less" + net(s)
	}
}

// net says what is left of the cost when services are sold.
func net(s results.Standing) string {
	if s.Net == nil {
		return ""
	}
	switch s.Net.Says {
	case results.More:
		more := ""
		if s.Cost.Says == results.Less {
			more = " more"
		}
		return " (" + words.Dollars(s.Net.Dollars) + more + " net of services sold)"
	case results.Less:
		return " (" + words.Dollars(-s.Net.Dollars) + " less net of services sold)"
	default:
		return " (no clear difference net of services sold)"
	}
}

// stepped tells what a point of NRR costs at the margin, from the cheapest plan on.
func stepped(c *results.Comparison) []document.Block {
	if len(c.Steps) == 0 || !c.Base.Many() {
		return nil
	}
	name := namer(c)
	t := document.Table{Columns: columns("", "NRR", "error", "$k/year", "a point", "error")}
	t.Rows = append(t.Rows, document.Row{Label: name(c.Steps[0].From), Cells: []document.Cell{nil, nil, nil, nil, nil}})
	for _, s := range c.Steps {
		net, cost := s.NRR, s.Cost
		t.Rows = append(t.Rows, document.Row{Label: "then " + name(s.To), Cells: []document.Cell{points.more(2).number(net.Mean), points.number(net.MCError),
			thousands.more(0).number(cost.Mean), thousands.number(s.Price.Value), thousands.number(s.Price.Error)}})
	}
	list := []document.Block{t}
	if len(c.Passed) > 0 {
		var names []string
		for _, r := range c.Passed {
			names = append(names, r.Name)
		}
		list = append(list, document.Paragraph("Passed over: "+strings.Join(names, ", ")+". For each another plan keeps as much for less, as far as the trials can tell, or a further step its points for less."))
	}
	return titled("A point of NRR, step by step", "from the cheapest plan on, by the cheapest points; more, and a year", list...)
}

// contested tells how every two plans do beside each other.
func contested(c *results.Comparison) []document.Block {
	if len(c.Duels) == 0 || !c.Base.Many() {
		return nil
	}
	name := namer(c)
	t := document.Table{Columns: columns("", "NRR", "error", "ahead", "$k/year", "error", "ahead")}
	for i, d := range c.Duels {
		if i == 0 || d.Plan != c.Duels[i-1].Plan {
			t.Rows = append(t.Rows, document.Row{Label: name(d.Plan), Cells: make([]document.Cell, len(t.Columns)-1)})
		}
		kept, keptError, keptOdds := moreOf(d.NRR, points.more(2))
		earned, earnedError, earnedOdds := moreOf(d.Earned, thousands.more(0))
		t.Rows = append(t.Rows, document.Row{Label: "  than " + name(d.Beside), Cells: []document.Cell{kept, keptError, keptOdds, earned, earnedError, earnedOdds}})
	}
	return titled("Every two plans", "more NRR in points, and contribution a year: means, and how often there is more", t)
}

// namer returns what plans are called in tables.
func namer(c *results.Comparison) func(r *results.Run) string {
	names := map[*results.Run]string{}
	for i, name := range shortNames(c) {
		names[c.Runs()[i]] = name
	}
	return func(r *results.Run) string { return names[r] }
}
