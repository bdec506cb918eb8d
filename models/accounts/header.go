package accounts

import (
	"slices"
	"strings"
	"unicode"

	"postsale/models/units"
)

// header finds our columns among the names of a file.
func (r *reader) header(rows *units.Rows) {
	r.columns = map[string]int{}
	taken := map[int]string{}
	var missing []string
	for i, column := range ours {
		at, ok := r.find(rows, column)
		if !ok {
			continue
		}
		if at < 0 {
			if i < required {
				missing = append(missing, column)
			}
			continue
		}
		if other, twice := taken[at]; twice {
			r.fault(rows.Line, "columns.%s: must be a column of its own, got %s, which is the column of %s", column, units.Quote(rows.Header[at]), other)
		}
		taken[at] = column
		r.columns[column] = at
	}
	_, renewal := r.columns["renewal"]
	if _, term := r.columns["term"]; !renewal && !term && r.export.Columns.Renewal == "" && r.export.Columns.Term.Column == "" {
		missing = append(missing, "renewal or term")
	}
	if len(missing) > 0 && len(rows.Header) == 1 {
		r.fault(rows.Line, "must have commas, semicolons or tabs between the names of the header, got %s", units.Quote(rows.Header[0]))
		return
	}
	if len(missing) > 0 {
		r.fault(rows.Line, "must have the columns id, segment, arr, start, and renewal or term, got none for %s among %s; say under accounts which they are: columns: {%s}",
			strings.Join(missing, ", "), units.Listed(rows.Header), remedy(missing, rows.Header))
	}
	if at, ok := r.columns["arr"]; ok {
		r.dollarsAYear(rows.Header[at], rows.Line)
	}
	if at, ok := r.columns["term"]; ok {
		r.term(rows.Header[at], rows.Line)
	}
}

// find returns where a column of ours is, or -1; ok is false when a fault says why it is not known.
func (r *reader) find(rows *units.Rows, column string) (at int, ok bool) {
	told := r.export.Columns.named(column)
	if told == "" {
		at = -1
		for i, name := range rows.Header {
			if !units.Alike(name, column) {
				continue
			}
			if at >= 0 {
				r.fault(rows.Line, "must have no column twice that is read, got %s again", units.Quote(name))
				return -1, false
			}
			at = i
		}
		return at, true
	}
	at, err := rows.Find(told)
	switch {
	case err != nil:
		r.fault(rows.Line, "columns.%s: %w", column, err)
	case at < 0:
		r.fault(rows.Line, "columns.%s: must be a column of the file, got %s%s; the header has %s", column, units.Quote(told), meantHint(told, rows.Header), units.Listed(rows.Header))
	}
	return at, err == nil && at >= 0
}

// term settles what plain numbers of terms are: as told, or as the name of the column says.
func (r *reader) term(name string, line int) {
	r.termName = name
	says, told := units.UnitOf(name), r.export.Columns.Term.Unit
	if !says.OfTime() {
		says = ""
	}
	if r.unit = told; told == "" {
		r.unit = says
	} else if says != "" && says != told {
		r.fault(line, "columns.term.unit: must be %s as the name of the column %s says, got %s", says, units.Quote(name), told)
	}
}

// remedy names for each column of ours that is missing the one of the file that seems to be meant.
func remedy(missing, header []string) string {
	var pairs []string
	for _, column := range missing {
		if column == "renewal or term" {
			column = "renewal"
			if seeming("renewal", header) == "" && seeming("term", header) != "" {
				column = "term"
			}
		}
		name := "..."
		if seems := seeming(column, header); seems != "" {
			name = inYAML(seems)
		}
		pairs = append(pairs, column+": "+name)
	}
	return strings.Join(pairs, ", ")
}

// seeming returns the name of a file that has ours as a word or as its initials, or is nearly ours; "" if none does.
func seeming(column string, header []string) string {
	for _, name := range header {
		words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) })
		initials := ""
		for _, word := range words {
			initials += word[:1]
		}
		if initials == column || slices.Contains(words, column) {
			return name
		}
	}
	return units.Nearest(column, header)
}

// meantHint asks whether the name of a file that is like the told one was meant.
func meantHint(told string, header []string) string {
	if name := seeming(strings.ToLower(told), header); name != "" {
		return ", did you mean " + units.Quote(name) + "?"
	}
	return ""
}

// dollarsAYear demands that the name of the column of revenue says nothing else.
func (r *reader) dollarsAYear(name string, line int) {
	says := units.UnlikeDollars(name)
	if says == "" && ofAnotherTime().MatchString(name) {
		says = "revenue of another time"
	}
	if says != "" {
		r.fault(line, "columns.arr: must be dollars a year, got %s, whose name says %s; convert the column and rename it", units.Quote(name), says)
	}
}

// ofAnotherTime are names of revenue that is not of a year.
var ofAnotherTime = units.Pattern(`(?i)\b(mrr|qrr|monthly|quarterly|weekly|month|quarter|tcv|total contract value|lifetime)\b|mrr$|/ ?mo\b`)

// inYAML returns a text as it may stand in a mapping on one line.
func inYAML(text string) string {
	if plainInYAML().MatchString(text) && !otherInYAML[strings.ToLower(text)] {
		return text
	}
	return units.Quote(text)
}

var (
	plainInYAML = units.Pattern(`^\pL[\pL\pN _./()&-]*$`)
	otherInYAML = map[string]bool{"true": true, "false": true, "null": true}
)
