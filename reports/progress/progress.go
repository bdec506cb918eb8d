// Package progress tells on a terminal how far a run has come, in a line that is written over itself: how many of what have
// ended, how many a second, and the time left. Where nobody sees it, there is none.
package progress

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"postsale/models/units"
	"postsale/reports/words"
)

// Line is the line on the terminal; nil tells nothing.
type Line struct {
	to      io.Writer
	columns int
	now     func() time.Time
	what    string // is counted: trials, lines
	all     int    // of them
	began   time.Time
	told    time.Time
	length  int // of the line that stands there
}

// Newline ends the line that stands on a terminal, where the progress is.
func Newline(to io.Writer) string {
	if file, ok := to.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return "\n"
	}
	return ""
}

// New returns the line that counts what comes to an end, or nil if nobody sees it.
func New(to io.Writer, what string, all int) *Line {
	file, ok := to.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	columns, _, err := term.GetSize(int(file.Fd()))
	if err != nil || columns < 1 {
		columns = words.Columns
	}
	return &Line{to: file, columns: columns, now: time.Now, what: what, all: all, began: time.Now()}
}

// Update tells how many have ended, at most ten times a second.
func (p *Line) Update(done, failed int) {
	if p == nil {
		return
	}
	const often = time.Second / 10
	now := p.now()
	if now.Sub(p.told) < often {
		return
	}
	p.told = now
	p.show(p.line(done, failed, now.Sub(p.began)))
}

// Count changes what is said to be counted.
func (p *Line) Count(what string) {
	if p != nil {
		p.what = what
	}
}

// Erase leaves the place of the line empty.
func (p *Line) Erase() {
	if p != nil {
		p.show("")
		fmt.Fprint(p.to, "\r")
	}
}

func (p *Line) show(text string) {
	text = text[:min(len(text), max(0, p.columns-1))]
	fmt.Fprint(p.to, "\r", text, strings.Repeat(" ", max(0, p.length-len(text))))
	p.length = len(text)
}

// line says in ASCII how far a run has come.
func (p *Line) line(done, failed int, passed time.Duration) string {
	ended := done + failed
	text := fmt.Sprintf("%s of %s %s", units.Grouped(ended), units.Grouped(p.all), p.what)
	if failed > 0 {
		text += fmt.Sprintf(" (%s failed)", units.Grouped(failed))
	}
	rate := float64(ended) / passed.Seconds()
	if !(rate > 0) || passed <= 0 {
		return text
	}
	left := time.Duration(float64(p.all-ended) / rate * float64(time.Second))
	speed := strconv.FormatFloat(rate, 'f', 1, 64)
	if rate >= 10 {
		speed = units.Grouped(int(rate + 0.5))
	}
	return text + fmt.Sprintf(", %s a second, %s left", speed, rough(left))
}

// rough returns a duration in one unit.
func rough(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return strconv.Itoa(int(d.Seconds()+0.5)) + " s"
	case d < 90*time.Minute:
		return strconv.Itoa(int(d.Minutes()+0.5)) + " min"
	}
	return strconv.Itoa(int(d.Hours()+0.5)) + " h"
}
