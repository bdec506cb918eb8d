package units

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote returns a text from a file for a message: in quotes, control characters escaped, cut if it is long.
func Quote(text string) string {
	const longest = 60
	if utf8.RuneCountInString(text) > longest {
		return strconv.Quote(string([]rune(text)[:longest])) + "..."
	}
	return strconv.Quote(text)
}

// Shown returns a text for a message on one line, in which everything that does not print is one and the same sign.
func Shown(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, text)
}

// Abridged returns a text, such as a path, without its middle if it is very long.
func Abridged(text string) string {
	const first, last = 120, 60
	runes := []rune(text)
	if len(runes) <= first+len("...")+last {
		return text
	}
	return string(runes[:first]) + "..." + string(runes[len(runes)-last:])
}

// AbridgedWords returns a text without the middle of words that nobody would read to their end, such as paths.
func AbridgedWords(text string) string {
	words := strings.Split(text, " ")
	for i, word := range words {
		words[i] = Abridged(word)
	}
	return strings.Join(words, " ")
}

// Printable returns a text from a file for a message: as it is if it is plain, otherwise as Quote does.
func Printable(text string) string {
	if isPlainWord(text) { // nearly all are, and this is fast
		return text
	}
	quoted := Quote(text)
	if quoted == `"`+text+`"` {
		return text
	}
	return quoted
}

// isPlainWord reports whether a text is short and of letters, digits and what stands in names.
func isPlainWord(text string) bool {
	const longest = 60
	for _, c := range []byte(text) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.') {
			return false
		}
	}
	return len(text) <= longest
}

// Several names the first of a list, most of them at most: none; a; a, b and c; a, b, c and 4 more.
func Several(list []string, most int) string {
	last := len(list) - 1
	switch {
	case last < 0:
		return "none"
	case last >= most:
		return first(list, most)
	case last == 0:
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}

// Listed returns the names of a header for a message: those that have one, and not too many.
func Listed(header []string) string {
	const most = 20
	var names []string
	for _, name := range header {
		if name != "" {
			names = append(names, Printable(name))
		}
	}
	if len(names) == 0 {
		return "no names"
	}
	return first(names, most)
}

// first names the first of a list and counts the others.
func first(list []string, most int) string {
	text := strings.Join(list[:min(most, len(list))], ", ")
	if more := len(list) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// ShellWord returns an argument as a shell takes it, on one line.
func ShellWord(argument string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,%@+"
	switch {
	case argument != "" && strings.Trim(argument, plain) == "":
		return argument
	case !utf8.ValidString(argument) || strings.IndexFunc(argument, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0:
		text := strconv.Quote(argument)
		return "$'" + strings.ReplaceAll(text[1:len(text)-1], "'", `\'`) + "'"
	}
	return "'" + strings.ReplaceAll(argument, "'", `'\''`) + "'"
}
