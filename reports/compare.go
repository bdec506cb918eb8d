package reports

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Compare writes how plans differ, for people: the answer first, then what differs between the files, then by how much
// each measure does, and how far the pairing can be trusted.
func Compare(w io.Writer, c *Comparison) error {
	p := &page{}
	p.partial(c.Base)
	p.warned(c.Warnings)
	for _, r := range c.Rivals {
		p.wrap(c.sentence(r), "", "")
	}
	c.origin(p)
	c.changed(p)
	c.ranked(p)
	c.reached(p)
	for _, r := range c.Rivals {
		c.differences(p, r)
		c.shared(p, r)
	}
	c.assumed(p)
	c.Base.failed(p)
	c.again(p)
	_, err := io.WriteString(w, p.String())
	return err
}

// again ends with the answer, for who reads the end of a terminal.
func (c *Comparison) again(p *page) {
	p.heading("In short", "")
	for _, r := range c.Rivals {
		p.wrap(c.sentence(r), "  ", "  ")
	}
}

// assumed tells the assumptions of the base, and those of the others that it does not share.
func (c *Comparison) assumed(p *page) {
	c.Base.assumed(p)
	for _, r := range c.Rivals {
		own := Study{Assumptions: slices.DeleteFunc(slices.Clone(r.Assumptions), func(a Assumption) bool { return slices.Contains(c.Base.Assumptions, a) })}
		if len(own.Assumptions) > 0 {
			p.heading("Of "+clean(r.Name)+" besides", "")
			own.assumptions(p)
		}
	}
}

func (c *Comparison) origin(p *page) {
	plans := []string{clean(c.Base.Name)}
	for _, r := range c.Rivals {
		plans = append(plans, clean(r.Name))
	}
	text := fmt.Sprintf("%s of each of %s, under the same luck, seed %d.", c.Base.trials(), strings.Join(plans, ", "), c.Base.Seed)
	if c.OwnLuck {
		text = fmt.Sprintf("%s of each of %s, seed %d.", c.Base.trials(), strings.Join(plans, ", "), c.Base.Seed)
	}
	if c.Base.many() {
		text += " The error is the Monte Carlo error (one standard error) of the mean difference, which more trials would shrink."
	}
	if c.Base.Invented {
		text += " The opening book is made up for the seed: another seed may move these figures by more than that."
	}
	p.line("")
	p.wrap(text, "", "")
	if c.Base.Until != nil {
		c.Base.Until.told(p, c.Base)
	}
}

// mostChanges is how many settings the text lists of a rival; all are in the JSON.
const mostChanges = 25

func (c *Comparison) changed(p *page) {
	for _, r := range c.Rivals {
		p.heading(fmt.Sprintf("What differs: %s to %s", clean(c.Base.Name), clean(r.Name)), "")
		if len(r.Changes) == 0 {
			p.line("  nothing: the files say the same")
		}
		listed(p, r.Changes)
	}
}

// listed writes changes, a setting a line.
func listed(p *page, changes []Change) {
	for i, d := range changes {
		if i == mostChanges {
			p.line(fmt.Sprintf("  and %s more", count(len(changes)-mostChanges)))
			break
		}
		p.wrap(clean(d.Path)+": "+stated(d.From)+" -> "+stated(d.To), "  ", "      ")
	}
}

// stated is a setting as the list of changes shows it.
func stated(text string) string {
	if text == "" {
		return "(not there)"
	}
	return clipped(clean(text), 200)
}
