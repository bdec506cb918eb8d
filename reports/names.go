package reports

import (
	"fmt"
	"sort"
	"strings"

	"gonum.org/v1/plot/vg"
)

// named returns a name that is at most so wide.
func (i ink) named(name string, wide vg.Length) string {
	return abridged(clean(name), func(s string) bool { return i.width(s) <= wide })
}

// shortened returns a name of at most so many columns of a terminal.
func shortened(name string, limit int) string {
	return abridged(clean(name), func(s string) bool { return width(s) <= limit })
}

// labels shortens the names of all plans, the base first; those that look the same when they are short have the number of
// the plan in front, as its folder has.
func (c *Comparison) labels(short func(name string) string) []string {
	names := []string{c.Base.Name}
	for _, r := range c.Rivals {
		names = append(names, r.Name)
	}
	times := map[string]int{}
	for _, name := range names {
		times[short(name)]++
	}
	for i, name := range names {
		if times[short(name)] > 1 {
			name = fmt.Sprintf("%d %s", i, name)
		}
		names[i] = short(name)
	}
	return names
}

// abridged returns text that fits: what is long loses its middle, since names differ at their ends. Its words stay whole
// where they are not too long themselves.
func abridged(s string, fits func(string) bool) string {
	if fits(s) {
		return s
	}
	chars := []rune(s)
	without := func(n int) string {
		keep := len(chars) - n
		begin, end := string(chars[:(keep+1)/2]), string(chars[len(chars)-keep/2:])
		if at := strings.LastIndexAny(begin, separators); at > len(begin)/3 {
			begin = begin[:at+1]
		}
		if at := strings.IndexAny(end, separators); at >= 0 && at < 2*len(end)/3 {
			end = end[at:]
		}
		return begin + "..." + end
	}
	return without(sort.Search(len(chars), func(n int) bool { return fits(without(n)) }))
}
