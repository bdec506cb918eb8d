package tree

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

// Positioned is one thing wrong with a scenario, where it stands in a file; Line is 0 where there is no line to show, and
// Column where it is a line of a table.
type Positioned struct {
	File         string
	Line, Column int
	Path         string
	Message      string

	Lacks bool  // a key is not there
	Node  *Node // until all are told
}

// String returns the fault as one line: board.yaml:14:9: segments.smb.churn.alpha: must be above 0, got -1
func (p Positioned) String() string {
	var b strings.Builder
	b.WriteString(units.Abridged(p.File) + Place(p.Line, p.Column))
	if p.Path != "" {
		b.WriteString(": " + units.Abridged(p.Path))
	}
	return escaped(b.String() + ": " + p.Message)
}

// Place returns what follows the name of a file in a message: :14:9, or nothing where there is no line.
func Place(line, column int) string {
	switch {
	case line == 0:
		return ""
	case column == 0:
		return fmt.Sprintf(":%d", line)
	}
	return fmt.Sprintf(":%d:%d", line, column)
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

// Report is the list of faults found so far.
type Report struct {
	Faults []Positioned
	More   int // that are not kept
}

// mostFaults are kept: a file that is no scenario at all has a fault a line.
const mostFaults = 1000

// At notes a fault at a node.
func (r *Report) At(n *Node, path, format string, args ...any) {
	if len(r.Faults) >= mostFaults {
		r.More++
		return
	}
	r.Faults = append(r.Faults, Positioned{File: n.From.Shown, Line: n.Line, Column: n.Column, Path: path, Message: fmt.Sprintf(format, args...), Node: n})
}

// Lacking notes that a key is not there, and what is wanted.
func (r *Report) Lacking(n *Node, path, want string) {
	kept := len(r.Faults)
	r.At(n, path, "missing, want %s", want)
	if len(r.Faults) > kept {
		r.Faults[kept].Lacks = true
	}
}

// In notes a fault of a file as a whole.
func (r *Report) In(file, format string, args ...any) {
	r.Faults = append(r.Faults, Positioned{File: file, Message: fmt.Sprintf(format, args...)})
}

// Failed returns the faults as an error, sorted and without repeats, or nil if there are none.
func (r *Report) Failed() error {
	if len(r.Faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.Faults, func(a, b Positioned) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	for i := range r.Faults {
		r.Faults[i].Node = nil
	}
	seen := map[Positioned]bool{}
	faults := slices.DeleteFunc(r.Faults, func(fault Positioned) bool {
		before := seen[fault]
		seen[fault] = true
		return before
	})
	return &Error{Faults: faults, More: r.More}
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
