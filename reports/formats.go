package reports

import (
	"io"

	"postsale/reports/document"
	"postsale/reports/markdown"
	"postsale/reports/text"
)

// Format is a form that every document can be written in.
type Format struct {
	Name  string
	Write func(to io.Writer, d document.Document) error
}

// Formats are all of them, the usual one first.
var Formats = []Format{
	{"text", text.Write},
	{"markdown", markdown.Write},
}
