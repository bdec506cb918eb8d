package units

import (
	"fmt"
	"slices"
	"strings"
)

// Hint returns `, did you mean "x"?` for the valid name nearest to got, or "" if none is near.
func Hint(got string, valid []string) string {
	if name := Nearest(got, valid); name != "" {
		return fmt.Sprintf(", did you mean %q?", name)
	}
	return ""
}

// Nearest returns the valid name that got most likely meant, or "" if none is near: at most a third of its letters
// are changed, missing, too many or swapped with their neighbour. The only one that begins with it and a hyphen comes first.
func Nearest(got string, valid []string) string {
	const longest = 100
	if got == "" || len(got) > longest {
		return ""
	}
	if longer := slices.IndexFunc(valid, func(name string) bool { return strings.HasPrefix(name, got+"-") }); longer >= 0 &&
		!slices.ContainsFunc(valid[longer+1:], func(name string) bool { return strings.HasPrefix(name, got+"-") }) {
		return valid[longer]
	}
	best, nearest := "", 1+max(1, len(got)/3)
	for _, name := range valid {
		if len(name) > longest {
			continue
		}
		if d := distance(strings.ToLower(got), strings.ToLower(name)); d < nearest {
			best, nearest = name, d
		}
	}
	return best
}

// distance is the optimal string alignment distance (Damerau 1964; each letter is swapped at most once).
func distance(a, b string) int {
	before, above := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above = above, row
	}
	return above[len(b)]
}
