package saved

import (
	"fmt"
	"strings"
)

// fault is what is wrong with a file of a folder, and where.
type fault struct {
	file         string
	line, column int    // from 1; 0 where there is none to show
	path         string // of the field
	says         string
}

// Error returns it as one line: results/trials.csv:12:7: nrr.all.FY27: must be a finite number, got "x"
func (f *fault) Error() string {
	var b strings.Builder
	b.WriteString(f.file)
	if f.line > 0 {
		fmt.Fprintf(&b, ":%d", f.line)
	}
	if f.column > 0 {
		fmt.Fprintf(&b, ":%d", f.column)
	}
	if f.path != "" {
		b.WriteString(": " + f.path)
	}
	return strings.TrimPrefix(b.String()+": "+f.says, ": ")
}
