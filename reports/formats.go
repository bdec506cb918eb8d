package reports

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/document"
	"postsale/reports/folder"
	"postsale/reports/markdown"
	"postsale/reports/text"
)

// JSON is the format for programs, which is written from records rather than documents.
const JSON = "json"

// forms are what every document can be written in, the usual one first.
var forms = []struct {
	name  string
	write func(to io.Writer, d document.Document) error
}{
	{"text", text.Write},
	{"markdown", markdown.Write},
}

// Formats returns the names of the ways to show a result, the usual one first, and all of them in words.
func Formats() (names []string, all string) {
	names = []string{forms[0].name, JSON}
	for _, f := range forms[1:] {
		names = append(names, f.name)
	}
	last := len(names) - 1
	return names, strings.Join(names[:last], ", ") + " or " + names[last]
}

// Stream writes a document in a format as it comes, or with JSON what writes the record that it tells.
func Stream(out io.Writer, format string, d document.Document, json func(to io.Writer) error) error {
	for _, known := range forms {
		if known.name == format {
			return known.write(out, d)
		}
	}
	return json(out)
}

// Write is Stream, but writes all at once, or nothing on an error.
func Write(out io.Writer, format string, d document.Document, json func(to io.Writer) error) error {
	var all bytes.Buffer
	if err := Stream(&all, format, d, json); err != nil {
		return err
	}
	_, err := out.Write(all.Bytes())
	return err
}

// Document returns what a record tells people.
func Document(record results.Record) document.Document {
	switch r := record.(type) {
	case *results.Run:
		return Summary(r)
	case *results.Comparison:
		return Comparison(r)
	case *results.Explanation:
		return Explanation(r)
	}
	panic(fmt.Sprintf("reports: no report of a %T", record))
}

// Files returns what the folder of a record holds: its tables in each of the forms, and its pictures or none.
func Files(record results.Record, forms []saved.Form, pictures bool) folder.Results {
	switch r := record.(type) {
	case *results.Run:
		return runFiles{r, forms, pictures}
	case *results.Comparison:
		return comparisonFiles{r, forms, pictures}
	case *results.Explanation:
		return explanationFiles{r, pictures}
	}
	panic(fmt.Sprintf("reports: no folder of a %T", record))
}
