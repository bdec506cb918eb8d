package sheet

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"postsale/reports/document"
	"postsale/reports/words"
)

// The columns of the first sheet: labels, and numbers. Sentences run over the first few of them.
const (
	labels    = 46.0
	numbers   = 13.0
	across    = 9
	sentences = labels + (across-1)*numbers
	line      = 15.0 // height in points
)

// page is the first sheet while it is written: Row is the next that is free.
type page struct {
	*writer
	row int
}

// report writes the document on the first sheet.
func (w *writer) report(title string, d document.Document) {
	p := &page{w, 1}
	p.widths(reportName, 1, append([]float64{labels}, slices.Repeat([]float64{numbers}, 30)...)...)
	p.say(reportName, 1, p.row, title, look{title: true})
	p.row += 2
	if d.Title != "" {
		p.sentence(1, d.Title, look{bold: true})
	}
	p.blocks(d.Blocks)
	p.printed(reportName, "landscape")
}

// printed has a sheet printed across one page.
func (w *writer) printed(sheet, way string) {
	paper, wide, high, fits := 9, 1, 0, true // A4
	w.must(w.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &way, Size: &paper, FitToWidth: &wide, FitToHeight: &high}))
	w.must(w.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fits}))
	shown := false
	w.must(w.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &shown}))
}

// sentence writes text from a column to the last that sentences have, in as many lines as it takes.
func (p *page) sentence(column int, text string, l look) {
	room := sentences
	if column > 1 {
		room -= labels
	}
	l.wrap = true
	p.say(reportName, column, p.row, text, l)
	p.must(p.MergeCell(reportName, at(column, p.row), at(across, p.row)))
	if n := lines(text, room); n > 1 {
		p.high(p.row, n)
	}
	p.row++
}

// lines returns how many lines a text takes in a room of so many characters.
func lines(text string, room float64) int {
	return len(words.Wrapped(words.Clean(text), room, words.Terminal))
}

// high makes a row so many lines high, or as high as a row can be.
func (p *page) high(row, lines int) {
	p.must(p.SetRowHeight(reportName, row, min(line*float64(lines), excelize.MaxRowHeight)))
}

// beside writes a name and what there is to say of it.
func (p *page) beside(name, text string, l look) {
	row := p.row
	l.wrap = true
	p.say(reportName, 1, row, name, l)
	p.sentence(2, text, look{})
	if n := lines(name, 0.9*labels); n > 1 {
		p.high(row, max(n, lines(text, sentences-labels)))
	}
}

func (p *page) blocks(list []document.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case document.Section:
			p.section(b)
		case document.Warnings:
			p.sentence(1, "Warnings", look{bold: true, alarm: true})
			for _, text := range b.Texts {
				p.sentence(1, text, look{alarm: true})
			}
		case document.Answer:
			p.answer(b)
		case document.Paragraph:
			p.sentence(1, string(b), look{})
		case document.List:
			for _, item := range b.Items {
				p.sentence(1, item.Text, look{})
				p.blocks(item.Below)
			}
		case document.Terms:
			for _, t := range b {
				p.beside(t.Name, t.Text, look{})
			}
		case document.Changes:
			p.changes(b)
		case document.Table:
			p.table(b.Columns, []document.Group{{Rows: b.Rows}})
		case document.Groups:
			p.table(b.Columns, b.Groups)
		case document.Log:
			p.log(b.Columns, slices.Collect(b.Lines), b.End)
		case document.Extract:
			p.log(b.Columns, b.Lines, "")
		default:
			panic("a block of a kind that has no place in a workbook")
		}
	}
}

func (p *page) section(s document.Section) {
	if s.Title != "" {
		p.row++
		p.say(reportName, 1, p.row, s.Title, look{title: true, bold: true})
		p.row++
	}
	if s.Note != "" {
		p.sentence(1, s.Note, look{grey: true})
	}
	p.blocks(s.Blocks)
	if s.Title == "" {
		p.row++
	}
}

func (p *page) answer(a document.Answer) {
	if a.Label == "" {
		for _, text := range a.Lines {
			p.sentence(1, text, look{bold: true})
		}
		return
	}
	label := a.Label
	for _, text := range a.Lines {
		p.beside(label, text, look{bold: true})
		label = ""
	}
}

func (p *page) changes(c document.Changes) {
	for i, title := range []string{"setting", "from", "to"} {
		p.say(reportName, 1+4*i-3*min(i, 1), p.row, title, look{head: true})
	}
	p.row++
	for _, s := range c.Settings {
		from, to := words.Setting(s.From), words.Setting(s.To)
		p.say(reportName, 1, p.row, s.Path, look{wrap: true})
		p.say(reportName, 2, p.row, from, look{wrap: true})
		p.must(p.MergeCell(reportName, at(2, p.row), at(5, p.row)))
		p.say(reportName, 6, p.row, to, look{wrap: true})
		p.must(p.MergeCell(reportName, at(6, p.row), at(across, p.row)))
		high := max(lines(s.Path, 0.9*labels), lines(from, 3.6*numbers), lines(to, 3.6*numbers))
		p.high(p.row, high)
		p.row++
	}
	if c.More > 0 {
		p.sentence(1, "and "+words.Count(c.More)+" more", look{})
	}
}

// table writes rows below the titles of their columns. A column takes as many of the sheet's as its cells have parts.
func (p *page) table(columns []document.Column, groups []document.Group) {
	takes := make([][]string, len(columns)) // the ends of the titles of what each takes
	for i := range columns {
		takes[i] = []string{""}
		for _, g := range groups {
			for _, r := range g.Rows {
				if i > 0 && i <= len(r.Cells) && r.Cells[i-1] != nil {
					if list := names(r.Cells[i-1]); len(list) > len(takes[i]) {
						takes[i] = list
					}
				}
			}
		}
	}
	place, high := 1, 1
	for i, c := range columns {
		for _, end := range takes[i] {
			title := c.Title + end
			width := numbers
			if i == 0 {
				width = labels
			}
			high = max(high, lines(title, 0.75*width))
			p.say(reportName, place, p.row, title, look{head: true, right: i > 0 && c.Holds == document.Numbers && end != ": of", wrap: true})
			place++
		}
	}
	p.high(p.row, high)
	p.row++
	for _, g := range groups {
		if g.Title != "" || g.Note != "" {
			p.sentence(1, strings.Trim(g.Title+" - "+g.Note, " -"), look{bold: true})
		}
		for _, r := range g.Rows {
			p.tableRow(columns, takes, r)
		}
	}
}

func (p *page) tableRow(columns []document.Column, takes [][]string, r document.Row) {
	label := strings.TrimLeft(r.Label, " ")
	if r.Marked {
		label = "! " + label
	}
	if len(r.Cells) == 0 {
		p.sentence(1, label, look{bold: r.Marked})
		return
	}
	p.say(reportName, 1, p.row, label, look{indent: (len(r.Label) - len(strings.TrimLeft(r.Label, " ")) + 1) / 2, bold: r.Marked})
	place, prose := 1+len(takes[0]), ""
	for i, c := range r.Cells {
		if columns[i+1].Holds == document.Prose && i+1 == len(columns)-1 && place <= across {
			prose = words.Cell(c)
			break
		}
		for k, part := range parts(c) {
			p.put(reportName, place+k, p.row, part, part.text == words.Absent)
		}
		place += len(takes[i+1])
	}
	if prose == "" {
		p.row++
		return
	}
	p.say(reportName, place, p.row, prose, look{wrap: true})
	if place < across {
		p.must(p.MergeCell(reportName, at(place, p.row), at(across, p.row)))
	}
	n := lines(prose, 0.9*numbers*float64(across-place+1))
	p.high(p.row, n)
	p.row++
}

// log writes the lines of a log.
func (p *page) log(columns []document.Column, list []document.Line, end string) {
	for i, c := range columns {
		p.say(reportName, 1+i, p.row, c.Title, look{head: true})
	}
	p.row++
	for _, l := range list {
		for i, text := range l.Cells {
			if i == 0 {
				text = l.Mark + text
			}
			p.say(reportName, 1+i, p.row, text, look{})
		}
		p.row++
	}
	if end != "" {
		p.sentence(1, end, look{})
	}
}
