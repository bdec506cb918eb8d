package reports

import (
	"fmt"
	"slices"
	"strings"

	"postsale/reports/document"
	"postsale/reports/words"
)

// Swept are the scenarios of a sweep, by their numbers.
type Swept interface {
	Len() int
	Name(i int) string
	Varied(i int) []string // the value at each path; where it is empty, its base's stands
}

// Sweep lists scenarios of a base, as it is shown, a line each, and what varies in them; of very many the first and the last,
// unless all are asked for.
func Sweep(base string, paths []string, swept Swept, all bool) document.Document {
	absent := ""
	for i := range swept.Len() {
		if slices.Contains(swept.Varied(i), "") {
			absent = "; a hyphen is where its own value stands"
			break
		}
	}
	sum := document.Paragraph(fmt.Sprintf("%s of %s%s.", Scenarios(swept.Len()), base, absent))
	return document.Document{Blocks: []document.Block{varied(paths, swept, all), document.Section{Blocks: []document.Block{sum}}}}
}

// varied is a line for each scenario with its value at each path.
func varied(paths []string, swept Swept, all bool) document.Table {
	const most, first, last = 50, 45, 4 // lines
	const widestName = 48
	n, room := swept.Len(), words.Columns
	shown := func(i int) bool { return all || n <= most || i < first || i >= n-last }
	var names []string
	for i := range n {
		name := ""
		if shown(i) {
			name = words.Shortened(swept.Name(i), widestName)
		}
		names = append(names, name)
		room = min(room, words.Columns-words.Width(name)-len("  "))
	}
	table := document.Table{Columns: []document.Column{{}}}
	for _, title := range headings(paths) {
		table.Columns = append(table.Columns, document.Column{Title: words.Shortened(title, room)})
	}
	for i, name := range names {
		if !shown(i) {
			if shown(i - 1) {
				table.Rows = append(table.Rows, document.Row{Label: fmt.Sprintf("... %s more", words.Count(n-first-last))})
			}
			continue
		}
		row := document.Row{Label: name}
		for k, value := range swept.Varied(i) {
			switch {
			case value == "":
				value = words.Absent
			case strings.IndexAny(value, "0123456789.-$") != 0:
				table.Columns[1+k].Holds = document.Words
			}
			row.Cells = append(row.Cells, document.Text(words.Shortened(value, room)))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// headings returns the ends of paths, as short as tell them apart.
func headings(paths []string) []string {
	var list []string
	for i, path := range paths {
		parts := strings.Split(path, ".")
		end := path
		for n := 1; n < len(parts); n++ {
			short := strings.Join(parts[len(parts)-n:], ".")
			ends := func(other string) bool { return strings.HasSuffix("."+other, "."+short) }
			if !slices.ContainsFunc(paths[:i], ends) && !slices.ContainsFunc(paths[i+1:], ends) {
				end = short
				break
			}
		}
		list = append(list, end)
	}
	return list
}
