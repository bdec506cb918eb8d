package reports

import (
	"strings"

	"postsale/reports/words"
)

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
	for _, line := range words.Wrapped(text, float64(words.Columns-max(words.Width(lead), words.Width(indent))), words.Terminal) {
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
		row[0] = words.Clipped(row[0], widestLabel)
		for i, cell := range row {
			widths[i] = max(widths[i], words.Width(cell))
		}
	}
	const gap, indent = 2, "  "
	for from := 1; from < len(widths); {
		to, used := from, len(indent)+widths[0]
		for to < len(widths) && (to == from || used+gap+widths[to] <= words.Columns) {
			used += gap + widths[to]
			to++
		}
		if from > 1 {
			p.line("")
		}
		for _, row := range t.rows {
			line := indent + words.Padded(row[0], widths[0])
			for i := from; i < to; i++ {
				space := strings.Repeat(" ", widths[i]-words.Width(row[i]))
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
