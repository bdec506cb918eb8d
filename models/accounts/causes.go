package accounts

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/units"
)

// causes are what is wrong with a file; what is wrong in one way in many rows is told once.
type causes struct {
	file  string
	list  []*cause
	known map[string]*cause
	wrong int // faults, with those that are not kept
	more  int // of them, those that are not kept
}

// cause is one way in which rows are wrong.
type cause struct {
	message string   // of the first
	lines   []int    // the first few
	rows    int      // how many
	got     []string // what stood there, the first few that differ
}

// The most causes that are told, and the most lines and words of each.
const (
	mostFaults = 100
	mostLines  = 3
)

func newCauses(file string) causes { return causes{file: file, known: map[string]*cause{}} }

// add notes a fault.
func (c *causes) add(line int, message string) {
	c.wrong++
	way := alike(message)
	known := c.known[way]
	if known == nil {
		if len(c.list) == mostFaults {
			c.more++
			return
		}
		known = &cause{message: message}
		c.known[way], c.list = known, append(c.list, known)
	}
	known.rows++
	if len(known.lines) < mostLines {
		known.lines = append(known.lines, line)
	}
	if got := gotIn(message); len(known.got) <= mostLines && !slices.Contains(known.got, got) {
		known.got = append(known.got, got)
	}
}

// all returns the causes, and how many faults there are besides.
func (c *causes) all() []error {
	var all []error
	for _, cause := range c.list {
		wrong := &units.RowError{Line: cause.lines[0], Err: fmt.Errorf("%s%s", cause.message, cause.repeats())}
		all = append(all, wrong.In(c.file))
	}
	if c.more > 0 {
		all = append(all, fmt.Errorf("%s: and %d more", units.Printable(c.file), c.more))
	}
	return all
}

// repeats says in which other rows the same is wrong, and what stands there.
func (c *cause) repeats() string {
	if c.rows == 1 {
		return ""
	}
	var lines []string
	for _, line := range c.lines {
		lines = append(lines, fmt.Sprint(line))
	}
	last := len(lines) - 1
	text := fmt.Sprintf(" (%d rows, lines %s and %s", c.rows, strings.Join(lines[:last], ", "), lines[last])
	if c.rows > len(lines) {
		text = strings.Replace(text, "lines", "first in lines", 1)
	}
	if others := c.got[1:]; len(others) > 0 {
		text += "; also " + strings.Join(others[:min(len(others), mostLines)], ", ")
		if len(others) == mostLines {
			text += " ..."
		}
	}
	return text + ")"
}

// alike returns what messages of one cause have in common: all but digits and what stands in quotes or braces.
func alike(message string) string {
	var b strings.Builder
	b.Grow(len(message))
	quoted, deep := false, 0
	for i := 0; i < len(message); i++ {
		switch c := message[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			deep++
		case c == '}':
			deep--
		case deep == 0 && (c < '0' || c > '9') && c != '.':
			b.WriteByte(c)
		}
	}
	return b.String()
}

// gotIn returns what a message quotes as got, or "".
func gotIn(message string) string {
	_, got, found := strings.Cut(message, `got "`)
	if !found {
		return ""
	}
	for i := 0; i < len(got); i++ {
		if got[i] == '\\' {
			i++
		} else if got[i] == '"' {
			return `"` + got[:i+1]
		}
	}
	return ""
}
