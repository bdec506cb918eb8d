package reports

import (
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
