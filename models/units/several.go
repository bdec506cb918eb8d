package units

import (
	"fmt"
	"strings"
)

// Several names the first of a list, most of them at most: none; a; a, b and c; a, b, c and 4 more.
func Several(list []string, most int) string {
	last := len(list) - 1
	switch {
	case last < 0:
		return "none"
	case last >= most:
		return first(list, most)
	case last == 0:
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}

// Listed returns the names of a header for a message: those that have one, and not too many.
func Listed(header []string) string {
	const most = 20
	var names []string
	for _, name := range header {
		if name != "" {
			names = append(names, Printable(name))
		}
	}
	if len(names) == 0 {
		return "no names"
	}
	return first(names, most)
}

// first names the first of a list and counts the others.
func first(list []string, most int) string {
	text := strings.Join(list[:min(most, len(list))], ", ")
	if more := len(list) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
