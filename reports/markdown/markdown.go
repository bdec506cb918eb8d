// Package markdown writes documents for wikis and pull requests, in the Markdown of
// GitHub.
//
//	err := markdown.Write(os.Stdout, document)
//
// Titles become headings, tables pipe tables with their numbers to the right, warnings an
// alert, settings code, and the lines of a trace fenced text as a terminal shows them.
// Whatever users wrote is told and never obeyed: markup in it is escaped, and what GitHub
// would take for a formula, a person or an issue is kept from it.
package markdown

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"postsale/reports/document"
	"postsale/reports/text"
	"postsale/reports/words"
)

// Write writes a document.
func Write(w io.Writer, d document.Document) error {
	p := &page{Writer: bufio.NewWriter(w)}
	if d.Title != "" {
		p.block("# " + inline(d.Title))
	}
	if err := p.blocks(d.Blocks, 1); err != nil {
		return err
	}
	return p.Flush()
}

// page is blocks with an empty line between them. An error of its writer waits for the last flush.
type page struct {
	*bufio.Writer
	begun bool
}

// begin parts a block from the one before.
func (p *page) begin() {
	if p.begun {
		p.WriteByte('\n')
	}
	p.begun = true
}

func (p *page) block(lines ...string) {
	p.begin()
	for _, line := range lines {
		p.WriteString(line)
		p.WriteByte('\n')
	}
}

// blocks writes a list of blocks below so many levels of headings.
func (p *page) blocks(list []document.Block, depth int) error {
	for _, b := range list {
		if err := p.one(b, depth); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) one(b document.Block, depth int) error {
	switch b := b.(type) {
	case document.Section:
		if b.Title != "" {
			const deepest = 6
			depth = min(depth+1, deepest)
			p.block(strings.Repeat("#", depth) + " " + inline(b.Title))
		}
		if b.Note != "" {
			p.block("*" + inline(b.Note) + "*")
		}
		return p.blocks(b.Blocks, depth)
	case document.Warnings:
		lines := []string{"> [!WARNING]"}
		for _, text := range b.Texts {
			lines = append(lines, "> - "+first(text))
		}
		p.block(lines...)
	case document.Answer:
		text := strings.Join(b.Lines, " ")
		if b.Label != "" {
			p.block("**" + inline(b.Label) + "** " + inline(text))
		} else {
			p.block(first(text))
		}
	case document.Paragraph:
		p.block(first(string(b)))
	case document.List:
		return p.list(b, depth)
	case document.Terms:
		p.begin()
		for _, t := range b {
			fmt.Fprintf(p, "- **%s**: %s\n", inline(t.Name), inline(t.Text))
		}
	case document.Changes:
		p.changes(b)
	case document.Table:
		var rows [][]string
		for _, r := range b.Rows {
			rows = append(rows, cells(r))
		}
		p.table(b.Columns, rows)
	case document.Groups:
		var rows [][]string
		for _, g := range b.Groups {
			rows = append(rows, []string{"**" + inline(g.Title) + "** - " + inline(g.Note)})
			for _, r := range g.Rows {
				rows = append(rows, cells(r))
			}
		}
		p.table(b.Columns, rows)
	case document.Log, document.Extract:
		p.block("```text")
		if err := text.Write(p, document.Document{Blocks: []document.Block{b}}); err != nil {
			return err
		}
		p.WriteString("```\n")
	default:
		panic("a block of a kind that has no Markdown")
	}
	return nil
}

func (p *page) list(l document.List, depth int) error {
	p.begin()
	for _, item := range l.Items {
		fmt.Fprintf(p, "- %s\n", first(item.Text))
		if len(item.Below) == 0 {
			continue
		}
		var below bytes.Buffer
		inner := &page{Writer: bufio.NewWriter(&below)}
		if err := inner.blocks(item.Below, depth); err != nil {
			return err
		}
		inner.Flush()
		p.WriteByte('\n')
		for line := range strings.Lines(below.String()) {
			if line != "\n" {
				line = "  " + line
			}
			p.WriteString(line)
		}
	}
	return nil
}

func (p *page) changes(c document.Changes) {
	setting := func(text string) string {
		if text == "" {
			return "*not there*"
		}
		return code(words.Setting(text))
	}
	var rows [][]string
	for _, s := range c.Settings {
		rows = append(rows, []string{code(words.Clean(s.Path)), setting(s.From), setting(s.To)})
	}
	p.table([]document.Column{{Title: "setting"}, {Title: "from", Holds: document.Words}, {Title: "to", Holds: document.Words}}, rows)
	if c.More > 0 {
		p.block("and " + words.Count(c.More) + " more")
	}
}

func cells(r document.Row) []string {
	list := []string{label(r.Label)}
	if r.Marked {
		list[0] = "**!** " + list[0]
	}
	for _, c := range r.Cells {
		list = append(list, inline(words.Cell(c)))
	}
	return list
}

// table writes a table whose columns line up for whoever reads it unrendered. Labels and words keep to the left, numbers to
// the right; rows may end early.
func (p *page) table(columns []document.Column, rows [][]string) {
	titles := make([]string, len(columns))
	widths := make([]int, len(columns))
	for i, c := range columns {
		titles[i] = inline(c.Title)
	}
	for _, row := range append([][]string{titles}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], words.Width(cell), len("--:"))
		}
	}
	left := func(i int) bool { return i == 0 || columns[i].Holds != document.Numbers }
	line := func(row []string) string {
		text := "|"
		for i, width := range widths {
			cell := ""
			if i < len(row) {
				cell = row[i]
			}
			if left(i) {
				text += " " + words.Padded(cell, width) + " |"
			} else {
				text += " " + strings.Repeat(" ", width-words.Width(cell)) + cell + " |"
			}
		}
		return text
	}
	rule := make([]string, len(columns))
	for i, width := range widths {
		rule[i] = strings.Repeat("-", width-1) + ":"
		if left(i) {
			rule[i] = ":" + strings.Repeat("-", width-1)
		}
	}
	lines := []string{line(titles), line(rule)}
	for _, row := range rows {
		lines = append(lines, line(row))
	}
	p.block(lines...)
}

// label is that of a row; what it is set in by stays.
func label(text string) string {
	text = words.Clean(text)
	rest := strings.TrimLeft(text, " ")
	return strings.Repeat("&emsp;", (len(text)-len(rest)+1)/2) + inline(rest)
}

// code is text as it was written.
func code(text string) string {
	if strings.ContainsAny(text, "`|") || strings.TrimSpace(text) != text {
		return inline(text) // there is no way to escape them in code in a table
	}
	return "`" + text + "`"
}

// first is text that begins a block, and nothing but a paragraph.
func first(s string) string {
	s = inline(s)
	rest := strings.TrimLeft(s, "0123456789")
	switch {
	case s != "" && strings.ContainsRune("-+>=", rune(s[0])):
		return `\` + s
	case rest != s && (rest == "." || rest == ")" || strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")): // 1. of a list
		return strings.TrimSuffix(s, rest) + `\` + rest
	}
	return s
}

// inline is text on one line without markup.
func inline(s string) string {
	var b strings.Builder
	chars := []rune(strings.Join(strings.Fields(words.Clean(s)), " "))
	at := func(i int) rune {
		if i < 0 || i >= len(chars) {
			return ' '
		}
		return chars[i]
	}
	named := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	formula := strings.Count(s, "$") > 1
	for i, r := range chars {
		before, after := at(i-1), at(i+1)
		switch {
		case strings.ContainsRune("\\`*[]~|", r),
			r == '<' && (unicode.IsLetter(after) || strings.ContainsRune("/!?", after)),
			r == '_' && !(named(before) && named(after)),
			r == '&' && (named(after) || after == '#'):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '#':
			b.WriteString(`\#`)
			if unicode.IsDigit(after) { // an issue
				b.WriteString("<!-- -->")
			}
		case r == '@' && named(after): // a person
			b.WriteString("@<!-- -->")
		case r == '$' && formula && !unicode.IsDigit(after): // its end
			b.WriteString("<span>$</span>")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
