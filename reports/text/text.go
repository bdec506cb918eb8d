// Package text writes documents for a terminal: in 80 columns, without colour, and
// without anything that moves a cursor, whatever users wrote.
//
//	err := text.Write(os.Stdout, document)
//
// What stands below a title is set in by two columns. Tables keep their numbers to the
// right; columns that do not fit come below the others, with their labels. Only a title,
// the lines of a log and what ended it are as long as they are.
package text

import (
	"bufio"
	"io"
	"strings"

	"postsale/reports/document"
	"postsale/reports/words"
)

// Write writes a document.
func Write(w io.Writer, d document.Document) error {
	p := &printer{out: bufio.NewWriter(w)}
	if d.Title != "" {
		p.line(words.Clean(d.Title))
	}
	p.blocks(d.Blocks, "")
	return p.out.Flush()
}

// printer is text that keeps within the width. An error of its writer waits for the last flush.
type printer struct {
	out   *bufio.Writer
	begun bool // there is a line
}

func (p *printer) line(text string) {
	p.out.WriteString(strings.TrimRight(text, " "))
	p.out.WriteByte('\n')
	p.begun = true
}

// wrap writes text in lines within the width, of which the first begins with lead
// and the others with indent.
func (p *printer) wrap(text, lead, indent string) {
	room := words.Columns - max(words.Width(lead), words.Width(indent))
	for _, line := range words.Wrapped(words.Clean(text), float64(room), words.Terminal) {
		p.line(lead + line)
		lead = indent
	}
}

// step is how far what belongs below something is set in.
const step = "  "

func (p *printer) blocks(list []document.Block, indent string) {
	for _, b := range list {
		switch b := b.(type) {
		case document.Section:
			p.section(b, indent)
		case document.Warnings:
			p.line(indent + "Warnings")
			for _, text := range b.Texts {
				p.wrap(text, indent+step+"- ", indent+step+step)
			}
		case document.Answer:
			p.answer(b, indent)
		case document.Paragraph:
			p.wrap(string(b), indent, indent)
		case document.List:
			for _, item := range b.Items {
				p.wrap(item.Text, indent, indent+step)
				p.blocks(item.Below, indent+step)
			}
		case document.Terms:
			p.terms(b, indent)
		case document.Changes:
			p.changes(b, indent)
		case document.Table:
			p.table(b, indent)
		case document.Groups:
			p.groups(b, indent)
		case document.Log:
			p.log(b)
		case document.Extract:
			p.lines(b.Columns, b.Lines)
		default:
			panic("a block of a kind that has no text")
		}
	}
}

func (p *printer) section(s document.Section, indent string) {
	if p.begun {
		p.line("")
	}
	if s.Title != "" {
		title := s.Title
		if s.Note != "" {
			title += " - " + s.Note
		}
		p.wrap(title, indent, indent+step)
		indent += step
	}
	p.blocks(s.Blocks, indent)
}

func (p *printer) answer(a document.Answer, indent string) {
	lead := indent
	if a.Label != "" {
		lead += words.Clean(a.Label) + " "
		indent = strings.Repeat(" ", words.Width(lead))
	}
	for _, text := range a.Lines {
		p.wrap(text, lead, indent)
		lead = indent
	}
}

// widestName leaves room for what there is to say beside a name.
const widestName = 36

func (p *printer) terms(list document.Terms, indent string) {
	longest := 0
	for _, t := range list {
		longest = max(longest, words.Width(words.Clean(t.Name)))
	}
	longest = min(longest, widestName)
	below := strings.Repeat(" ", len(indent)+longest+2)
	for _, t := range list {
		name := words.Clean(t.Name)
		lead := indent + words.Padded(name, longest) + "  "
		if words.Width(name) > longest {
			p.wrap(name, indent, indent)
			lead = below
		}
		p.wrap(t.Text, lead, below)
	}
}

func (p *printer) changes(c document.Changes, indent string) {
	for _, s := range c.Settings {
		p.wrap(words.Clean(s.Path)+": "+words.Setting(s.From)+" -> "+words.Setting(s.To), indent, indent+step+step)
	}
	if c.More > 0 {
		p.line(indent + "and " + words.Count(c.More) + " more")
	}
}
