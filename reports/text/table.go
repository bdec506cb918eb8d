package text

import (
	"strings"

	"postsale/reports/document"
	"postsale/reports/words"
)

const (
	widestLabel   = 48 // leaves room for the widest of cells
	widestChances = 36 // that stand beside each other
	gap           = "  "
)

// table writes a table. Sentences in its last column go on below each other.
func (p *printer) table(t document.Table, indent string) {
	rows, widths := laidOut(t)
	if last := len(t.Columns) - 1; t.Columns[last].Holds == document.Prose {
		for _, row := range rows {
			lead := indent + words.Padded(row[0], widths[0]) + gap
			for i := 1; i < last; i++ {
				lead += aligned(row[i], t.Columns[i], widths[i]) + gap
			}
			room := float64(words.Columns - words.Width(lead))
			for _, line := range words.Folded(row[last], room, words.Terminal) {
				p.line(lead + line)
				lead = strings.Repeat(" ", words.Width(lead))
			}
		}
		return
	}
	for from := 1; from < len(widths); {
		to, used := from, len(indent)+widths[0]
		for to < len(widths) && (to == from || used+len(gap)+widths[to] <= words.Columns) {
			used += len(gap) + widths[to]
			to++
		}
		if from > 1 {
			p.line("")
		}
		for _, row := range rows {
			line := indent + words.Padded(row[0], widths[0])
			for i := from; i < to; i++ {
				line += gap + aligned(row[i], t.Columns[i], widths[i])
			}
			p.line(line)
		}
		from = to
	}
}

// laidOut returns the titles and rows of a table in words, and how wide its columns are.
func laidOut(t document.Table) (rows [][]string, widths []int) {
	widths = make([]int, len(t.Columns))
	add := func(row []string) {
		row[0] = words.Clipped(row[0], widestLabel)
		for i, cell := range row {
			widths[i] = max(widths[i], words.Width(cell))
		}
		rows = append(rows, row)
	}
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = words.Clean(c.Title)
	}
	add(titles)
	for _, r := range t.Rows {
		row := make([]string, len(t.Columns))
		row[0] = words.Clean(r.Label)
		more := [][]string{row}
		for i, cell := range r.Cells {
			for k, text := range words.Cells(cell, widestChances) {
				if k == len(more) {
					more = append(more, make([]string, len(t.Columns)))
				}
				more[k][1+i] = text
			}
		}
		for _, row := range more {
			add(row)
		}
	}
	return rows, widths
}

// aligned returns a cell in its place: words to the left, numbers to the right.
func aligned(cell string, c document.Column, width int) string {
	if c.Holds == document.Numbers {
		return strings.Repeat(" ", max(0, width-words.Width(cell))) + cell
	}
	return words.Padded(cell, width)
}

// groups writes a table in groups. Its columns have the room that they are given, so that tables below each other line up;
// a label that has none beside its cells stands above them.
func (p *printer) groups(t document.Groups, indent string) {
	below := indent + step + step
	row := func(lead, label string, cells []string) {
		line := lead + words.Padded(label, t.Columns[0].Room+len(indent+step)-len(lead))
		for i, cell := range cells {
			line += " " + aligned(cell, t.Columns[1+i], t.Columns[1+i].Room)
		}
		p.line(line)
	}
	var titles []string
	for _, c := range t.Columns[1:] {
		titles = append(titles, words.Clean(c.Title))
	}
	row(indent, "", titles)
	for _, g := range t.Groups {
		p.wrap(g.Title+" - "+g.Note, indent, below)
		for _, r := range g.Rows {
			lead, label := indent+step, words.Clean(r.Label)
			if r.Marked {
				lead = "!" + lead[1:]
			}
			if len(r.Cells) == 0 || words.Width(label) > t.Columns[0].Room {
				p.wrap(label, lead, below)
				lead, label = indent+step, ""
			}
			if len(r.Cells) > 0 {
				var cells []string
				for _, c := range r.Cells {
					cells = append(cells, words.Cell(c))
				}
				row(lead, label, cells)
			}
		}
	}
}
