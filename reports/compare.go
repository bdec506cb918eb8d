package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"postsale/models/results"
	"postsale/reports/words"
)

// Compare writes how plans differ, for people: the answer first, then what differs between the files, then by how much
// each measure does, and how far the pairing can be trusted.
func Compare(w io.Writer, c *results.Comparison) error {
	p := &page{}
	p.partial(c.Base)
	p.warned(c.Warnings)
	for _, r := range c.Others {
		p.wrap(sentence(c, r), "", "")
	}
	comparisonOrigin(c, p)
	changed(c, p)
	ranked(c, p)
	comparisonReached(c, p)
	for _, r := range c.Others {
		differences(c, p, r)
		shared(c, p, r)
	}
	comparisonAssumed(c, p)
	failed(c.Base, p)
	comparisonAgain(c, p)
	_, err := io.WriteString(w, p.String())
	return err
}

// again ends with the answer, for who reads the end of a terminal.
func comparisonAgain(c *results.Comparison, p *page) {
	p.heading("In short", "")
	for _, r := range c.Others {
		p.wrap(sentence(c, r), "  ", "  ")
	}
}

// assumed tells the assumptions of the base, and those of the others that it does not share.
func comparisonAssumed(c *results.Comparison, p *page) {
	assumed(c.Base, p)
	for _, r := range c.Others {
		own := results.Run{Assumptions: slices.DeleteFunc(slices.Clone(r.Assumptions), func(a results.Assumption) bool { return slices.Contains(c.Base.Assumptions, a) })}
		if len(own.Assumptions) > 0 {
			p.heading("Of "+words.Clean(r.Name)+" besides", "")
			assumptions(&own, p)
		}
	}
}

func comparisonOrigin(c *results.Comparison, p *page) {
	plans := []string{words.Clean(c.Base.Name)}
	for _, r := range c.Others {
		plans = append(plans, words.Clean(r.Name))
	}
	text := fmt.Sprintf("%s of each of %s, under the same luck, seed %d.", words.Trials(c.Base), strings.Join(plans, ", "), c.Base.Seed)
	if c.OwnLuck {
		text = fmt.Sprintf("%s of each of %s, seed %d.", words.Trials(c.Base), strings.Join(plans, ", "), c.Base.Seed)
	}
	if c.Base.Many() {
		text += " The error is the Monte Carlo error (one standard error) of the mean difference, which more trials would shrink."
	}
	if c.Base.Invented {
		text += " The opening book is made up for the seed: another seed may move these figures by more than that."
	}
	p.line("")
	p.wrap(text, "", "")
	if c.Base.Until != nil {
		tellUntil(c.Base.Until, p, c.Base)
	}
}

// mostChanges is how many settings the text lists of a rival; all are in the JSON.
const mostChanges = 25

func changed(c *results.Comparison, p *page) {
	for _, r := range c.Others {
		p.heading(fmt.Sprintf("What differs: %s to %s", words.Clean(c.Base.Name), words.Clean(r.Name)), "")
		if len(r.Changes) == 0 {
			p.line("  nothing: the files say the same")
		}
		listed(p, r.Changes)
	}
}

// listed writes changes, a setting a line.
func listed(p *page, changes []results.Change) {
	for i, d := range changes {
		if i == mostChanges {
			p.line(fmt.Sprintf("  and %s more", words.Count(len(changes)-mostChanges)))
			break
		}
		p.wrap(words.Clean(d.Path)+": "+stated(d.From)+" -> "+stated(d.To), "  ", "      ")
	}
}

// stated is a setting as the list of changes shows it.
func stated(text string) string {
	if text == "" {
		return "(not there)"
	}
	return words.Clipped(words.Clean(text), 200)
}
