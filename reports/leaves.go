package reports

import (
	"fmt"
	"slices"
)

// mostRivals is how many plans beside the base a page shows.
const mostRivals = 6

// leaf is a page of a picture: some of the plans beside the base, in their order. What its title says is true of all.
type leaf struct {
	*Comparison
	from, to    int // of the rivals
	number, all int // of the pages
}

// leaves divides the plans beside the base among as few pages as they need, about as many on each.
func (c *Comparison) leaves() []leaf {
	n := max(1, (len(c.Rivals)+mostRivals-1)/mostRivals)
	list := make([]leaf, n)
	for i := range list {
		list[i] = leaf{c, i * len(c.Rivals) / n, (i + 1) * len(c.Rivals) / n, i + 1, n}
	}
	return list
}

// rivals returns the plans that the page shows beside the base.
func (l leaf) rivals() []*Rival { return l.Rivals[l.from:l.to] }

// file returns the name of the page's file.
func (l leaf) file(name string) string {
	if l.number == 1 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, l.number)
}

// here begins a subtitle with which plans the page shows, when there are others.
func (l leaf) here() string {
	if l.all == 1 {
		return ""
	}
	return fmt.Sprintf("Page %d of %d, plans %d to %d of %d, all on the same scale. ", l.number, l.all, l.from+1, l.to, len(l.Rivals))
}

// paged makes a picture of as many pages as the plans need.
type paged struct {
	name string
	draw func(l leaf, name string) (f figure, missing string)
}

// leafed returns the pages of the pictures that have something to show, and notes of the others.
func (c *Comparison) leafed(pictures []paged) (list []figure, notes []string) {
	for _, p := range pictures {
		for _, l := range c.leaves() {
			figures, missing := drawn([]plot{{l.file(p.name), func(name string) (figure, string) { return p.draw(l, name) }}})
			list, notes = append(list, figures...), append(notes, missing...)
			if len(missing) > 0 {
				break // what is missing is so on every page
			}
		}
	}
	return list, notes
}

// plans returns the base and the plans beside it that the page shows, as far as their runs are of the same quarters.
func (l leaf) plans() []plan {
	list := slices.Clone(looks[:1])
	list[0].Study = l.Base
	for i, r := range l.rivals() {
		if look := looks[1+i]; l.sameRun(r) {
			look.Study = r.Study
			list = append(list, look)
		}
	}
	return list
}
