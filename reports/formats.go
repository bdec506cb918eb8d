package reports

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/document"
	"postsale/reports/folder"
	"postsale/reports/markdown"
	"postsale/reports/page"
	"postsale/reports/plots"
	"postsale/reports/text"
	"postsale/reports/words"
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

// Page returns what a record tells people as a page, with its pictures or without. A page does not scroll away: it ends without the
// answer, and with what made it.
func Page(record results.Record, pictures bool) (page.Page, error) {
	p := page.Page{Title: titleOf(record), Maker: "postsale " + words.Clean(record.Went().Program), Document: Document(record), Origin: origins(record)}
	p.Document.Blocks = slices.DeleteFunc(p.Document.Blocks, func(b document.Block) bool {
		s, is := b.(document.Section)
		return is && s.Title == inShortTitle
	})
	if !pictures || record.Went().Done == 0 {
		return p, nil
	}
	figures, origin, _ := plots.Figures(record)
	for _, f := range figures {
		file, err := f.SVG(origin)
		if err != nil {
			return p, fmt.Errorf("plot %s: %w", f.Name, err)
		}
		p.Pictures = append(p.Pictures, page.Picture{Name: f.Name, Title: f.Title, Description: f.Subtitle, Below: besideOf(f.Name, p.Document), SVG: file.Data})
	}
	return p, nil
}

// titleOf is what a page of a record is called.
func titleOf(record results.Record) string {
	switch r := record.(type) {
	case *results.Comparison:
		var others []string
		for _, other := range r.Others {
			others = append(others, other.Name)
		}
		return r.Base.Name + " beside " + strings.Join(others, ", ")
	case *results.Explanation:
		if r.To != nil {
			return "From " + r.Of.Name + " to " + r.To.Name
		}
		return "What moves " + r.Of.Name
	}
	return record.Went().Name
}

// besides are the sections beside which pictures stand, by how their titles begin and the names of the pictures do.
var besides = []struct {
	title    string
	pictures []string
}{
	{"Retention", []string{"nrr-", "grr-"}},
	{"ARR", []string{"arr-", "cohorts"}},
	{"Delivery", []string{"start-delay", "queue", "load"}},
	{"Support", []string{"backlog"}},
	{"Success", []string{"health"}},
	{"Targets in ", []string{"difference-", "cost-and-nrr"}},
	{"What each ", []string{"why-"}},
}

// besideOf returns the title of the section of a document beside which a picture stands, empty if there is none.
func besideOf(picture string, d document.Document) string {
	for _, beside := range besides {
		if !slices.ContainsFunc(beside.pictures, func(name string) bool { return strings.HasPrefix(picture, name) }) {
			continue
		}
		for _, b := range d.Blocks {
			if s, is := b.(document.Section); is && strings.HasPrefix(s.Title, beside.title) {
				return s.Title
			}
		}
	}
	return ""
}

// origins tell what made a record, and how it is made again.
func origins(record results.Record) document.Terms {
	went := record.Went()
	list := document.Terms{
		{Name: "program", Text: "postsale " + went.Program + ", built by " + went.GoVersion},
		{Name: "command", Text: record.CommandLine()},
		{Name: "luck", Text: fmt.Sprintf("%s, seed %d: the same command gives the same figures, to the last digit", words.Trials(went), went.Seed)},
	}
	for _, r := range record.Runs() {
		list = append(list, document.Term{Name: "scenario " + r.Name, Text: "SHA-256 of the resolved file: " + r.SHA256})
	}
	return list
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
