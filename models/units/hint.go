package units

import "fmt"

// Hint returns `, did you mean "x"?` for the valid name nearest to got, or "" if none is near.
func Hint(got string, valid []string) string {
	if name := Nearest(got, valid); name != "" {
		return fmt.Sprintf(", did you mean %q?", name)
	}
	return ""
}
