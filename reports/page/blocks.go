package page

import (
	"bytes"
	"fmt"
	"strings"

	"postsale/reports/document"
	"postsale/reports/text"
	"postsale/reports/words"
)

// Fragment returns a document as a part of a page, without headings above the third.
func Fragment(d document.Document, pictures ...Picture) (string, error) {
	var w writer
	if err := w.blocks(d.Blocks, 2); err != nil {
		return "", err
	}
	for _, p := range pictures {
		w.picture(p)
	}
	return w.String(), nil
}

// Fold returns a document as a part of a page that is opened by its summary.
func Fold(summary string, d document.Document) (string, error) {
	inner, err := Fragment(d)
	return "<details><summary>" + escaped(summary) + "</summary>\n" + inner + "</details>\n", err
}

// blocks writes blocks below so many levels of headings.
func (w *writer) blocks(list []document.Block, depth int) error {
	for _, b := range list {
		if err := w.block(b, depth); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) block(b document.Block, depth int) error {
	switch b := b.(type) {
	case document.Section:
		const deepest = 6
		if b.Title != "" {
			depth = min(depth+1, deepest)
			w.f("<h%d>%s</h%d>\n", depth, escaped(b.Title), depth)
		}
		if b.Note != "" {
			w.raw("<p class=\"note\">" + escaped(b.Note) + "</p>\n")
		}
		return w.blocks(b.Blocks, depth)
	case document.Warnings:
		w.raw("<div class=\"warnings\" role=\"note\"><strong>Warnings</strong>\n<ul>\n")
		for _, warning := range b.Texts {
			w.raw("<li>" + escaped(warning) + "</li>\n")
		}
		w.raw("</ul></div>\n")
	case document.Answer:
		w.raw("<p class=\"answer\">")
		if b.Label != "" {
			w.raw("<strong>" + escaped(b.Label) + "</strong> ")
		}
		w.raw("<span>" + escaped(strings.Join(b.Lines, " ")) + "</span></p>\n")
	case document.Paragraph:
		w.raw("<p>" + escaped(string(b)) + "</p>\n")
	case document.List:
		w.raw("<ul class=\"plain\">\n")
		for _, item := range b.Items {
			w.raw("<li>" + escaped(item.Text))
			if err := w.blocks(item.Below, depth); err != nil {
				return err
			}
			w.raw("</li>\n")
		}
		w.raw("</ul>\n")
	case document.Terms:
		w.raw("<dl>\n")
		for _, t := range b {
			w.raw("<div><dt>" + breakable(t.Name) + "</dt><dd>" + escaped(t.Text) + "</dd></div>\n")
		}
		w.raw("</dl>\n")
	case document.Changes:
		w.changes(b)
	case document.Table:
		w.head(b.Columns, len(b.Rows))
		w.raw("<tbody>\n")
		for _, r := range b.Rows {
			w.row(r, b.Columns)
		}
		w.raw("</tbody></table></div>\n")
	case document.Groups:
		rows := 0
		for _, g := range b.Groups {
			rows += 1 + len(g.Rows)
		}
		w.head(b.Columns, rows)
		for _, g := range b.Groups {
			note := ""
			if g.Note != "" {
				note = " <span class=\"note\">" + escaped(g.Note) + "</span>"
			}
			w.f("<tbody>\n<tr><th class=\"group\" scope=\"rowgroup\" colspan=\"%d\">%s%s</th></tr>\n", len(b.Columns), escaped(g.Title), note)
			for _, r := range g.Rows {
				w.row(r, b.Columns)
			}
			w.raw("</tbody>\n")
		}
		w.raw("</table></div>\n")
	case document.Log, document.Extract:
		var lines bytes.Buffer
		if err := text.Write(&lines, document.Document{Blocks: []document.Block{b}}); err != nil {
			return err
		}
		w.raw("<pre>")
		for line := range strings.Lines(lines.String()) {
			w.raw(escaped(strings.TrimSuffix(line, "\n")) + "\n")
		}
		w.raw("</pre>\n")
	default:
		panic(fmt.Sprintf("page: no markup for a %T", b))
	}
	return nil
}

// unbroken is how many rows a table has at most that stands on one page of a print as a whole.
const unbroken = 16

// head begins a table of so many rows.
func (w *writer) head(columns []document.Column, rows int) {
	short := ""
	if rows <= unbroken {
		short = " short"
	}
	w.raw("<div class=\"table" + short + "\"><table>\n<thead><tr>")
	for i, c := range columns {
		if i == 0 && c.Title == "" {
			w.raw("<td></td>")
			continue
		}
		w.f("<th scope=\"col\"%s>%s</th>", class(i, c), escaped(c.Title))
	}
	w.raw("</tr></thead>\n")
}

// breakable is a path, which may go on in the next line behind a dot or an underscore.
func breakable(path string) string {
	return strings.NewReplacer(".", ".<wbr>", "_", "_<wbr>").Replace(escaped(path))
}

// class is how a column is set: labels and words to the left, numbers to the right.
func class(i int, c document.Column) string {
	switch {
	case i == 0:
		return ""
	case c.Holds == document.Numbers:
		return ` class="number"`
	}
	return ` class="words"`
}

func (w *writer) row(r document.Row, columns []document.Column) {
	label := words.Clean(r.Label)
	rest := strings.TrimLeft(label, " ")
	set, mark := "", ""
	if deep := min((len(label)-len(rest)+1)/2, 3); deep > 0 {
		set = fmt.Sprintf(` class="deep-%d"`, deep)
	}
	if r.Marked {
		mark = "<strong title=\"see below\">!</strong> "
	}
	if len(r.Cells) == 0 && len(columns) > 1 {
		w.f("<tr><th scope=\"row\" colspan=\"%d\"%s>%s%s</th></tr>\n", len(columns), set, mark, escaped(rest))
		return
	}
	w.f("<tr><th scope=\"row\"%s>%s%s</th>", set, mark, escaped(rest))
	for i := 1; i < len(columns); i++ {
		cell := ""
		if i <= len(r.Cells) {
			cell = words.Cell(r.Cells[i-1])
		}
		w.f("<td%s>%s</td>", class(i, columns[i]), escaped(cell))
	}
	w.raw("</tr>\n")
}

func (w *writer) changes(c document.Changes) {
	setting := func(s string) string {
		if s == "" {
			return "<em>not there</em>"
		}
		return "<code>" + escaped(words.Setting(s)) + "</code>"
	}
	w.raw("<div class=\"table short\"><table>\n<thead><tr><th scope=\"col\">setting</th><th scope=\"col\" class=\"words\">from</th><th scope=\"col\" class=\"words\">to</th></tr></thead>\n<tbody>\n")
	for _, s := range c.Settings {
		w.f("<tr><th scope=\"row\"><code>%s</code></th><td class=\"words\">%s</td><td class=\"words\">%s</td></tr>\n", breakable(s.Path), setting(s.From), setting(s.To))
	}
	w.raw("</tbody></table></div>\n")
	if c.More > 0 {
		w.raw("<p>and " + escaped(words.Count(c.More)) + " more</p>\n")
	}
}
