package units

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// plainText returns the text of a file of rows as UTF-8 without a byte order mark. It names what is no text, and the
// line of what is no character.
func plainText(data []byte) ([]byte, *RowError) {
	if what := notText(data); what != "" {
		return nil, &RowError{0, fmt.Errorf("must be CSV, got %s", what)}
	}
	text, err := decoded(data)
	if err != nil {
		return nil, err
	}
	if what := markup(text); what != "" {
		return nil, &RowError{0, fmt.Errorf("must be CSV, got %s", what)}
	}
	if err := printed(text); err != nil {
		return nil, err
	}
	if !bytes.ContainsRune(text, '\n') && bytes.ContainsRune(text, '\r') { // as old spreadsheets end lines
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	return text, nil
}

const (
	sheet  = "save its sheet as CSV (in Excel: Save As, CSV UTF-8)"
	unpack = "unpack it"
)

// notText says which kind of file begins so, and what to do, if it is none of text.
func notText(data []byte) string {
	for _, kind := range []struct{ begins, holds, is, remedy string }{
		{"PK\x03\x04", "xl/", "an Excel workbook (.xlsx)", sheet},
		{"PK\x03\x04", "opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)", sheet},
		{"PK\x03\x04", ".iwa", "a Numbers spreadsheet", "export it as CSV (File, Export To, CSV)"},
		{"PK\x03\x04", "Index.zip", "a Numbers spreadsheet", "export it as CSV (File, Export To, CSV)"},
		{"PK", "", "a zip archive", unpack},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "an Excel workbook (.xls) or another old Office file", sheet},
		{"\x1f\x8b", "", "a gzip archive", unpack},
		{"BZh", "1AY&SY", "a bzip2 archive", unpack},
		{"\xfd7zXZ\x00", "", "an xz archive", unpack},
		{"7z\xbc\xaf\x27\x1c", "", "a 7z archive", unpack},
		{"\x28\xb5\x2f\xfd", "", "a zstd archive", unpack},
		{"%PDF-", "", "a PDF document", "export the table as CSV where it comes from"},
		{"{\\rtf", "", "an RTF document", "export the table as CSV where it comes from"},
		{"PAR1\x15", "", "a Parquet file", "write it as CSV"},
		{"SQLite format 3\x00", "", "an SQLite database", "export the table as CSV"},
		{"\xff\xfe\x00\x00", "", "text in UTF-32", "save it in UTF-8"},
		{"\x00\x00\xfe\xff", "", "text in UTF-32", "save it in UTF-8"},
	} {
		if bytes.HasPrefix(data, []byte(kind.begins)) && (kind.begins != "PK" || !startsName(data)) && bytes.Contains(data, []byte(kind.holds)) {
			return kind.is + "; " + kind.remedy
		}
	}
	return ""
}

// startsName reports whether a text that begins with PK is one, such as a column of that name.
func startsName(data []byte) bool {
	return len(data) < 4 || data[2] >= ' ' || data[2] == '\n' || data[2] == '\r'
}

// markup says which kind of text begins so, and what to do, if it is none of rows.
func markup(text []byte) string {
	begins := bytes.TrimLeftFunc(text[:min(len(text), longestRow)], unicode.IsSpace)
	lower := bytes.ToLower(begins)
	switch {
	case len(begins) == 0:
		return ""
	case begins[0] == '<' && (bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<table"))):
		return "an HTML page; open it in a spreadsheet and save it as CSV"
	case begins[0] == '<':
		return "XML or HTML; open it in a spreadsheet and save it as CSV"
	case begins[0] == '{' || begins[0] == '[':
		next := bytes.TrimLeftFunc(begins[1:], unicode.IsSpace)
		if len(next) > 0 && bytes.IndexByte([]byte(`"{[]}`), next[0]) >= 0 {
			return "JSON; export the table as CSV"
		}
	}
	return ""
}

// decoded returns text in UTF-8 without its byte order mark; text in UTF-16 has one.
func decoded(data []byte) ([]byte, *RowError) {
	order := binary.ByteOrder(binary.LittleEndian)
	switch {
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	case !bytes.HasPrefix(data, []byte("\xff\xfe")):
		return bytes.TrimPrefix(data, []byte("\ufeff")), nil
	}
	data = data[2:]
	text := make([]byte, 0, len(data)/2*3)
	half := func() ([]byte, *RowError) {
		return nil, &RowError{1 + bytes.Count(text, []byte("\n")), errors.New("must be text in UTF-16, as the file begins, got half a character; save it in UTF-8")}
	}
	for ; len(data) >= 2; data = data[2:] {
		char := rune(order.Uint16(data))
		if utf16.IsSurrogate(char) {
			if len(data) < 4 {
				return half()
			}
			if char = utf16.DecodeRune(char, rune(order.Uint16(data[2:]))); char == utf8.RuneError {
				return half()
			}
			data = data[2:]
		}
		text = utf8.AppendRune(text, char)
	}
	if len(data) > 0 {
		return half()
	}
	return text, nil
}

// printed demands text in UTF-8 without control characters but those that part lines and cells.
func printed(text []byte) *RowError {
	for at := 0; at < len(text); {
		if c := text[at]; c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' {
			at++
			continue
		}
		char, size := utf8.DecodeRune(text[at:])
		line := func() int { return 1 + bytes.Count(text[:at], []byte("\n")) }
		switch {
		case char == utf8.RuneError && size == 1:
			return &RowError{line(), fmt.Errorf(`must be text in UTF-8, got the byte 0x%02x, which text in Windows-1252 (Latin-1) may have; save it as "CSV UTF-8"`, text[at])}
		case char == 0:
			return &RowError{line(), errors.New(`must be text in UTF-8, got the byte 0x00, which text in UTF-16 has; save it as "CSV UTF-8"`)}
		case unicode.IsControl(char):
			return &RowError{line(), fmt.Errorf("must hold no control characters, got U+%04X", char)}
		}
		at += size
	}
	return nil
}
