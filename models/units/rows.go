package units

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// Rows reads the rows of a CSV file below its header, as spreadsheets and other programs write it: commas, semicolons or
// tabs between the cells, in UTF-8 or UTF-16. Rows without a word in them are none, and no row may take much memory.
type Rows struct {
	Header []string // trimmed
	Line   int      // of the latest row, or of the header

	csv  *csv.Reader
	data allowance
	over bool
}

// RowError is what is wrong with a file of rows, and in which line; 0 is the file as a whole.
type RowError struct {
	Line int
	Err  error
}

// Error returns what is wrong, without the line.
func (e *RowError) Error() string { return e.Err.Error() }

// Unwrap returns what is wrong.
func (e *RowError) Unwrap() error { return e.Err }

// In returns the error as one of a file: delays.csv:3: must ...
func (e *RowError) In(file string) error {
	if e.Line == 0 {
		return fmt.Errorf("%s: %w", Printable(file), e.Err)
	}
	return fmt.Errorf("%s:%d: %w", Printable(file), e.Line, e.Err)
}

// longestRow is how many bytes a row may have.
const longestRow = 64 << 10

// NewRows returns the rows of a file and has read its header.
func NewRows(data []byte) (*Rows, *RowError) {
	text, err := plainText(data)
	if err != nil {
		return nil, err
	}
	r := &Rows{Line: 1, data: allowance{from: bytes.NewReader(text)}}
	r.csv = csv.NewReader(&r.data)
	r.csv.ReuseRecord, r.csv.FieldsPerRecord = true, -1
	stated := false
	if r.csv.Comma, stated, err = separator(text); err != nil {
		return nil, err
	}
	r.csv.TrimLeadingSpace = r.csv.Comma != '\t' // which is a space too
	if stated {
		r.data.left = longestRow
		if _, err := r.csv.Read(); err != nil {
			return nil, r.broken(err)
		}
	}
	header, err := r.next()
	if err != nil {
		return nil, err
	}
	if header == nil {
		return nil, &RowError{1, errors.New("must have a header line and rows below it, got an empty file")}
	}
	for _, name := range header {
		r.Header = append(r.Header, bare(name))
	}
	return r, nil
}

// Read returns the next row, which holds until the one after it is read, or nil at the end. After an error there may be more.
func (r *Rows) Read() ([]string, *RowError) {
	row, err := r.next()
	if row != nil && len(row) != len(r.Header) {
		hint := ""
		if len(row) > len(r.Header) {
			hint = fmt.Sprintf("; a cell that holds a %s stands in quotes", separators[r.csv.Comma])
		}
		return nil, &RowError{r.Line, fmt.Errorf("must have %d fields like the header, got %d%s", len(r.Header), len(row), hint)}
	}
	return row, err
}

// next returns the next row that says something.
func (r *Rows) next() ([]string, *RowError) {
	for !r.over {
		r.data.left = longestRow
		row, err := r.csv.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, r.broken(err)
		}
		if slices.ContainsFunc(row, func(cell string) bool { return bare(cell) != "" }) {
			r.Line, _ = r.csv.FieldPos(0)
			return row, nil
		}
	}
	r.over = true
	return nil, nil
}

// broken says where an error is; after one that is not of a row there are no further rows.
func (r *Rows) broken(err error) *RowError {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, csv.ErrQuote): // found at the end of the file, if nothing closes it
		errors.As(err, &parse)
		r.Line = parse.StartLine
		return &RowError{parse.StartLine, errors.New("must close the quote that opens in this row, and double one that stands in a cell")}
	case errors.Is(err, csv.ErrBareQuote):
		errors.As(err, &parse)
		r.Line = parse.Line
		return &RowError{parse.Line, errors.New("must have quotes around the whole cell where one stands in it, and double that one")}
	case errors.As(err, &parse):
		r.Line = parse.Line
		return &RowError{parse.Line, parse.Err}
	}
	r.over = true
	return &RowError{r.Line + 1, err}
}

// bare returns a cell without what cannot be seen around it.
func bare(cell string) string {
	return strings.TrimFunc(cell, func(c rune) bool { return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) })
}

// Find returns which column of the header has a name: exactly, or but for capitals and the spaces in it. Without a
// column it returns -1, and an error if there are several.
func (r *Rows) Find(name string) (int, error) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, Alike} {
		found := -1
		for i, column := range r.Header {
			if !same(column, bare(name)) {
				continue
			}
			if found >= 0 {
				return -1, fmt.Errorf("must have no column twice that is read, got %s again", Quote(column))
			}
			found = i
		}
		if found >= 0 {
			return found, nil
		}
	}
	return -1, nil
}

// Alike reports whether two texts are the same but for capitals and spaces.
func Alike(a, b string) bool {
	return strings.EqualFold(a, b) || strings.EqualFold(spaced(a), spaced(b))
}

func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// allowance is a reader that fails when a row goes on for too long.
type allowance struct {
	from io.Reader
	left int
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, fmt.Errorf("must have no row of more than %d kB", longestRow>>10)
	}
	n, err := a.from.Read(p)
	a.left -= n
	return n, err
}

var separators = map[rune]string{',': "comma", ';': "semicolon", '\t': "tab"}

// separator returns what stands between the cells of the header, the first line with a word in it; stated says that a
// line before it tells so, as Excel reads it: sep=;
func separator(text []byte) (mark rune, stated bool, err *RowError) {
	text = text[:min(len(text), longestRow)]
	for _, mark := range ",;\t" {
		told := []byte("sep=" + string(mark))
		if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.EqualFold(bytes.Trim(first, "\r\" "), told) {
			return mark, true, nil
		}
	}
	line, found := headerMarks(text)
	var names []string
	mark = ','
	for _, candidate := range ",;\t" {
		if found[candidate] {
			mark, names = candidate, append(names, separators[candidate]+"s")
		}
	}
	if len(names) > 1 {
		return 0, false, &RowError{line, fmt.Errorf("must have one kind of separator between the names of the header, got %s; a name that holds one stands in quotes",
			strings.Join(names, " and "))}
	}
	return mark, false, nil
}

// headerMarks returns which separators the first line with a word in it has outside quotes, and where it is.
func headerMarks(text []byte) (line int, marks map[rune]bool) {
	line, marks = 1, map[rune]bool{}
	quoted, said := false, false
	for _, c := range string(text) {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
			said = true
		case c == '\n' && said:
			return line, marks
		case c == '\n':
			line++
			clear(marks)
		case separators[c] != "":
			marks[c] = true
		case bare(string(c)) != "":
			said = true
		}
	}
	return line, marks
}
