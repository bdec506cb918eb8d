package reports

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// columns is the width of a terminal.
const columns = 80

// page is text that keeps within the width.
type page struct{ strings.Builder }

func (p *page) line(text string) {
	p.WriteString(strings.TrimRight(text, " "))
	p.WriteByte('\n')
}

// heading begins a section; the note stands beside the title.
func (p *page) heading(title, note string) {
	p.line("")
	if note != "" {
		title += " - " + note
	}
	p.wrap(title, "", "  ")
}

// wrap writes text in lines within the width, of which the first begins with lead
// and the others with indent.
func (p *page) wrap(text, lead, indent string) {
	for _, line := range wrapped(text, float64(columns-max(width(lead), width(indent))), terminal) {
		p.line(lead + line)
		lead = indent
	}
}

// table is rows of cells; the first row is the head. The first cell of a row is
// its label, on the left; the others keep to the right, but words in the last
// column keep to the left when it is said.
type table struct {
	rows  [][]string
	words bool
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// table writes a table. Columns that do not fit come below, with their labels.
func (p *page) table(t table) {
	widths := make([]int, len(t.rows[0]))
	for _, row := range t.rows {
		row[0] = clipped(row[0], widestLabel)
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	const gap, indent = 2, "  "
	for from := 1; from < len(widths); {
		to, used := from, len(indent)+widths[0]
		for to < len(widths) && (to == from || used+gap+widths[to] <= columns) {
			used += gap + widths[to]
			to++
		}
		if from > 1 {
			p.line("")
		}
		for _, row := range t.rows {
			line := indent + padded(row[0], widths[0])
			for i := from; i < to; i++ {
				space := strings.Repeat(" ", widths[i]-width(row[i]))
				if t.words && i == len(widths)-1 {
					line += "  " + row[i]
				} else {
					line += "  " + space + row[i]
				}
			}
			p.line(line)
		}
		from = to
	}
}

// widestLabel leaves room for the widest of cells.
const widestLabel = 48

// clipped returns text that is at most so wide, and shows where it was cut.
func clipped(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	return head(s, float64(limit-3), terminal) + "..."
}

func padded(s string, to int) string { return s + strings.Repeat(" ", max(0, to-width(s))) }

// width returns how many columns of a terminal text takes.
func width(s string) int { return text.StringWidth(s) }

func terminal(s string) float64 { return float64(width(s)) }

// wrapped returns text in lines within a limit. A number keeps its unit; words that are longer than a line are cut,
// behind a hyphen or the like where there is one.
func wrapped(s string, limit float64, width func(string) float64) []string {
	var lines []string
	line, used, space := "", 0.0, width(" ")
	for _, word := range words(s) {
		wide := width(word)
		if line != "" && used+space+wide > limit {
			lines = append(lines, line)
			line, used = "", 0
		}
		for wide > limit {
			part := head(word, limit, width)
			if part == word {
				break
			}
			if at := strings.LastIndexAny(part, separators); at > len(part)/2 {
				part = part[:at+1]
			}
			lines = append(lines, part)
			word, wide = word[len(part):], wide-width(part)
		}
		if line != "" {
			line, used = line+" ", used+space
		}
		line, used = line+word, used+wide
	}
	return append(lines, line)
}

// separators are where a name may be cut.
const separators = " -_./"

// words returns the words of a text, each with those that must stand in one line with it.
func words(s string) []string {
	fields := strings.Fields(s)
	var list []string
	for i, word := range fields {
		if i > 0 && held(fields, i) {
			list[len(list)-1] += " " + word
		} else {
			list = append(list, word)
		}
	}
	return list
}

// held reports whether a word must stand in one line with the one before: in "101.8 %", "7.1 days", "9 in 10",
// "at least 100", "± 0.3" and "FY29 Q4".
func held(fields []string, i int) bool {
	word, last := fields[i], fields[i-1]
	switch unit := strings.TrimRight(word, ",.;:)"); {
	case strings.HasPrefix(word, "%"):
		return true
	case unit == "points" || unit == "futures" || unit == "days" || unit == "weeks" || unit == "hours" || unit == "working":
		return numeral(last)
	case unit == "least" || unit == "most":
		return last == "at"
	case word == "in" || word == "of":
		return numeral(last) && i+1 < len(fields) && numeral(fields[i+1])
	case numeral(word) && (last == "in" || last == "of"):
		return i > 1 && numeral(fields[i-2])
	case numeral(unit):
		return last == "±" || last == "least" || last == "most"
	default:
		return strings.HasPrefix(word, "Q") && strings.HasPrefix(last, "FY")
	}
}

// numeral reports whether a word is a number, after which its clause goes on.
func numeral(word string) bool {
	word = strings.TrimRight(strings.TrimLeft(word, "($+-"), "kM")
	return word != "" && strings.Trim(word[:1]+word[len(word)-1:], "0123456789") == ""
}

// head returns as much of a word as fits, and at least one character.
func head(word string, limit float64, width func(string) float64) string {
	used := 0.0
	for at, char := range word {
		if used += width(string(char)); at > 0 && used > limit {
			return word[:at]
		}
	}
	return word
}
