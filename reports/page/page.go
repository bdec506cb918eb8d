// Package page writes documents as a page of a browser: one file that needs nothing else, no network and no script to be read,
// on a screen, by a screen reader or printed on A4 or Letter.
//
//	err := page.Write(file, page.Page{Title: "board", Document: document, Pictures: pictures, Origin: terms})
//
// Its parts are those of the document, with a heading each and a line of contents; pictures stand in it as SVG, with a title
// and a description, below the part that they belong to. Where a Simulator is given, the page answers back: the reader moves
// what its author offered, and workers of the browser live through the trials again (see page.js and worker.js, and package
// scenarios/moves for what they ask). Scripts work out no figure: they put the strings in place that Go made.
//
// Whatever users wrote is text: nothing of it is ever markup, a style or a script. A content security policy in the page holds
// that to be so: it allows the one script and the one style sheet whose hashes it names, WebAssembly, workers made of what is
// in the page, and no request to anywhere. Equal pages are equal bytes.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"postsale/reports/document"
	"postsale/reports/words"
)

// Page is what a page says.
type Page struct {
	Title    string
	Maker    string // the program and its version
	Document document.Document
	Pictures []Picture
	Origin   document.Terms // what made it, and how it is made again
	// Simulator lets the reader move inputs; nil if the page is only to be read, and Without then says why, or nothing.
	Simulator *Simulator
	Without   string
	// Fixed is what a reader might want to move and cannot, each with why.
	Fixed document.Terms
}

// Picture is a picture of a page.
type Picture struct {
	Name, Title, Description string
	Below                    string // the title of the section that it stands below; empty, or of none: at the end
	SVG                      []byte
}

//go:embed page.css
var style string

// Write writes a page, all at once or nothing.
func Write(to io.Writer, p Page) error {
	var w writer
	script := ""
	if p.Simulator != nil {
		script = pageScript
	}
	w.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	w.raw(`<meta http-equiv="Content-Security-Policy" content="` + policy(script) + "\">\n")
	w.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
	w.raw(`<meta name="generator" content="` + escaped(p.Maker) + "\">\n")
	w.raw("<title>" + escaped(p.Title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n")
	w.raw("<header><h1>" + escaped(p.Title) + "</h1></header>\n")
	parts := w.arranged(p)
	w.contents(parts)
	w.raw("<main>\n")
	for _, part := range parts {
		if err := w.part(part, p.Simulator); err != nil {
			return err
		}
	}
	w.raw("</main>\n<footer>\n")
	if p.Without != "" {
		w.raw("<p>" + escaped(p.Without) + "</p>\n")
	}
	w.raw("<p>This page is one file. It asks nothing of any network, and nothing leaves the machine on which it is read.</p>\n</footer>\n")
	if p.Simulator != nil {
		if err := w.simulator(p.Simulator); err != nil {
			return err
		}
		w.raw("<script>" + script + "</script>\n")
	}
	w.raw("</body>\n</html>\n")
	_, err := to.Write(w.Bytes())
	return err
}

// policy allows what stands in the page, and nothing else.
func policy(script string) string {
	allowed := []string{"default-src 'none'", "style-src " + hash(style), "img-src data:", "base-uri 'none'", "form-action 'none'"}
	if script != "" {
		allowed = append(allowed, "script-src "+hash(script)+" 'wasm-unsafe-eval'", "worker-src blob:")
	}
	return strings.Join(allowed, "; ")
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// escaped is what users wrote as text of the page, on one line.
func escaped(s string) string { return html.EscapeString(words.Clean(s)) }

// writer is a page that is being written. Names are those of its parts that are taken.
type writer struct {
	bytes.Buffer
	names map[string]bool
}

func (w *writer) raw(markup string) { w.WriteString(markup) }

func (w *writer) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }

// part is a section of the page: what of the document stands below one heading, and the pictures that belong to it.
type part struct {
	name     string // in the address; empty if it has no heading
	section  document.Section
	pictures []Picture
	live     bool // the simulator
}

// Of parts that the page adds.
const (
	picturesTitle = "Pictures"
	originTitle   = "What made this page"
	liveTitle     = "Move the plan"
	fixedTitle    = "Differences that cannot be moved here"
)

// arranged returns the parts of a page in order. The simulator stands behind the answer, which is what has no heading.
func (w *writer) arranged(p Page) []part {
	var list []part
	left := p.Pictures
	placed := p.Simulator == nil
	live := part{section: document.Section{Title: liveTitle}, live: true}
	fixed := document.Section{Title: fixedTitle, Blocks: []document.Block{p.Fixed}}
	if len(p.Fixed) > 0 {
		live.section.Blocks = []document.Block{fixed}
	}
	for _, b := range p.Document.Blocks {
		s, is := b.(document.Section)
		if !is {
			s = document.Section{Blocks: []document.Block{b}}
		}
		if s.Title != "" && !placed {
			list, placed = append(list, live), true
		}
		one := part{section: s}
		var others []Picture
		for _, picture := range left {
			if picture.Below != "" && picture.Below == s.Title {
				one.pictures = append(one.pictures, picture)
			} else {
				others = append(others, picture)
			}
		}
		list, left = append(list, one), others
	}
	if !placed {
		list = append(list, live)
	}
	if len(left) > 0 {
		list = append(list, part{section: document.Section{Title: picturesTitle}, pictures: left})
	}
	if len(p.Fixed) > 0 && p.Simulator == nil {
		list = append(list, part{section: fixed})
	}
	if len(p.Origin) > 0 {
		list = append(list, part{section: document.Section{Title: originTitle, Blocks: []document.Block{p.Origin}}})
	}
	for i, one := range list {
		if one.section.Title != "" {
			list[i].name = w.name(one.section.Title)
		}
	}
	return list
}

// name returns what a part is called in the address: letters and digits of its title, and a number if that is taken.
func (w *writer) name(title string) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, title), "-")
	const longest = 60
	name = "part-" + name[:min(len(name), longest)]
	if w.names == nil {
		w.names = map[string]bool{}
	}
	free := name
	for n := 2; w.names[free]; n++ {
		free = fmt.Sprintf("%s-%d", name, n)
	}
	w.names[free] = true
	return free
}

// contents is a line of links to the parts.
func (w *writer) contents(parts []part) {
	w.raw("<nav aria-label=\"Contents\"><ul>\n")
	for _, p := range parts {
		if p.name != "" {
			w.f("<li><a href=\"#%s\">%s</a></li>\n", p.name, escaped(p.section.Title))
		}
	}
	w.raw("</ul></nav>\n")
}

func (w *writer) part(p part, s *Simulator) error {
	class := ""
	if p.section.Title == "" {
		class = ` class="lead"`
	}
	if p.live {
		class = ` class="live"`
	}
	w.raw("<section" + class)
	if p.name != "" {
		w.f(` id="%s" aria-labelledby="%s-title"`, p.name, p.name)
	}
	w.raw(">\n")
	if p.name != "" {
		w.f("<h2 id=\"%s-title\">%s</h2>\n", p.name, escaped(p.section.Title))
	}
	if p.section.Note != "" {
		w.raw("<p class=\"note\">" + escaped(p.section.Note) + "</p>\n")
	}
	if p.live {
		w.controls(s)
	}
	if err := w.blocks(p.section.Blocks, 2); err != nil {
		return err
	}
	for _, picture := range p.pictures {
		w.picture(picture)
	}
	w.raw("</section>\n")
	return nil
}
