package reports

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// named returns a name that is at most so wide: what is long loses its middle, and whole words where it can.
func named(i ink, name string, wide vg.Length) string {
	name = clean(name)
	if i.width(name) <= wide {
		return name
	}
	return whole(i.abridged(name, wide))
}

// shortened returns a name of at most so many columns of a terminal, as named does.
func shortened(name string, limit int) string {
	name = clean(name)
	if width(name) <= limit {
		return name
	}
	chars := []rune(name)
	for n := len(chars) - 1; n > 0; n-- {
		if text := string(chars[:(n+1)/2]) + "..." + string(chars[len(chars)-n/2:]); width(text) <= limit {
			return whole(text)
		}
	}
	return "..."
}

// whole takes what is left of a cut word off a name that has lost its middle, unless that were most of an end.
func whole(name string) string {
	first, last, cut := strings.Cut(name, "...")
	if !cut {
		return name
	}
	const between = " -_./"
	if at := strings.LastIndexAny(first, between); at > len(first)/3 {
		first = first[:at+1]
	}
	if at := strings.IndexAny(last, between); at >= 0 && at < 2*len(last)/3 {
		last = last[at:]
	}
	return first + "..." + last
}

// minus returns a number with a minus sign for its hyphen, as print has it.
func minus(text string) string {
	if strings.HasPrefix(text, "-") && len(text) > 1 {
		return "\u2212" + text[1:]
	}
	return text
}
