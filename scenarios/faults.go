package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"postsale/models/units"
)

// Positioned is one thing wrong with a scenario, where it stands in a file; Line is 0 where there is no line to show.
type Positioned struct {
	File         string
	Line, Column int
	Path         string
	Message      string

	lacks bool  // a key is not there
	node  *node // until all are told
}

// String returns the fault as one line: board.yaml:14:9: segments.smb.churn.alpha: must be above 0, got -1
func (p Positioned) String() string {
	var b strings.Builder
	b.WriteString(units.Abridged(p.File))
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	if p.Path != "" {
		b.WriteString(": " + units.Abridged(p.Path))
	}
	return escaped(b.String() + ": " + p.Message)
}

// Error is everything wrong with a scenario, in the order of its files and lines.
type Error struct {
	Faults []Positioned
	More   int // faults besides, when there are very many
}

// Error returns one line a fault, 50 of them.
func (e *Error) Error() string {
	const most = 50
	var lines []string
	for _, fault := range e.Faults[:min(most, len(e.Faults))] {
		lines = append(lines, fault.String())
	}
	if more := len(e.Faults) - most + e.More; len(e.Faults) > most || e.More > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// report is the list of faults found so far.
type report struct {
	faults []Positioned
	more   int // that are not kept
}

// mostFaults are kept: a file that is no scenario at all has a fault a line.
const mostFaults = 1000

// at notes a fault at a node.
func (r *report) at(n *node, path, format string, args ...any) {
	if len(r.faults) >= mostFaults {
		r.more++
		return
	}
	r.faults = append(r.faults, Positioned{File: n.from.shown, Line: n.line, Column: n.column, Path: path, Message: fmt.Sprintf(format, args...), node: n})
}

// lacking notes that a key of shape s is not there.
func (r *report) lacking(n *node, path string, s *shape) {
	kept := len(r.faults)
	r.at(n, path, "missing, want %s", s.want())
	if len(r.faults) > kept {
		r.faults[kept].lacks = true
	}
}

// in notes a fault of a file as a whole.
func (r *report) in(file, format string, args ...any) {
	r.faults = append(r.faults, Positioned{File: file, Message: fmt.Sprintf(format, args...)})
}

// failed returns the faults as an error, sorted and without repeats, or nil if there are none.
func (r *report) failed() error {
	if len(r.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.faults, func(a, b Positioned) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	for i := range r.faults {
		r.faults[i].node = nil
	}
	seen := map[Positioned]bool{}
	faults := slices.DeleteFunc(r.faults, func(fault Positioned) bool {
		before := seen[fault]
		seen[fault] = true
		return before
	})
	return &Error{Faults: faults, More: r.more}
}

// escaped makes a line safe to print on a terminal, whatever the files hold.
func escaped(line string) string {
	if utf8.ValidString(line) && strings.IndexFunc(line, unprintable) < 0 {
		return line
	}
	var b strings.Builder
	for at, r := range line {
		if r == utf8.RuneError && !strings.HasPrefix(line[at:], string(r)) {
			fmt.Fprintf(&b, `\x%02x`, line[at])
		} else if unprintable(r) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }
