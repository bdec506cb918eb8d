package reports

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/words"
)

// Comparison tells how plans differ: the answer first, then what differs between the files, then by how much each measure
// does, and how far the pairing can be trusted.
func Comparison(c *results.Comparison) document.Document {
	list := slices.Concat(interrupted(c.Base), warned(c.Warnings), titled("", "", verdicts(c)...),
		luckOf(c), changed(c), ranked(c), reachedByAll(c))
	for _, r := range c.Others {
		list = slices.Concat(list, differences(c, r), shared(c, r))
	}
	return document.Document{Blocks: slices.Concat(list, assumedByAll(c), failed(c.Base), titled("In short", "", verdicts(c)...))}
}

func verdicts(c *results.Comparison) []document.Block {
	var list []document.Block
	for _, r := range c.Others {
		list = append(list, document.Answer{Lines: []string{sentence(c, r)}})
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
