package text

import (
	"postsale/reports/document"
	"postsale/reports/words"
)

// log writes a log, which is read once to learn how wide its columns are where they have no room of their own.
func (p *printer) log(l document.Log) {
	columns := measured(l)
	head := document.Line{}
	for _, c := range columns {
		head.Cells = append(head.Cells, c.Title)
	}
	if l.Marked {
		head.Mark = " "
	}
	p.logLine(columns, head)
	for line := range l.Lines {
		p.logLine(columns, line)
	}
	if l.End != "" {
		p.line("")
		p.line(words.Clean(l.End))
	}
}

func (p *printer) lines(columns []document.Column, list []document.Line) {
	for _, line := range list {
		p.logLine(columns, line)
	}
}

// measured returns the columns of a log with room for all of its lines.
func measured(l document.Log) []document.Column {
	widths := make([]int, len(l.Columns))
	for i, c := range l.Columns {
		widths[i] = words.Width(c.Title)
	}
	last := len(widths) - 1
	for line := range l.Lines {
		for i, cell := range line.Cells[:min(last, len(line.Cells))] {
			if l.Columns[i].Room == 0 {
				widths[i] = max(widths[i], words.Width(words.Clean(cell)))
			}
		}
	}
	columns := append([]document.Column{}, l.Columns...)
	for i := range columns {
		if columns[i].Room == 0 {
			columns[i].Room = widths[i]
		}
	}
	return columns
}

func (p *printer) logLine(columns []document.Column, l document.Line) {
	if l.Mark != "" {
		p.out.WriteString(l.Mark)
		p.out.WriteByte(' ')
	}
	for i, cell := range l.Cells {
		cell = words.Clean(cell)
		if i > 0 {
			p.out.WriteString(gap)
		}
		if i < len(l.Cells)-1 {
			cell = aligned(cell, columns[i], columns[i].Room)
		}
		p.out.WriteString(cell)
	}
	p.out.WriteByte('\n')
	p.begun = true
}
