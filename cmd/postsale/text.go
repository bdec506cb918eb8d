package main

import (
	"strings"
	"unicode"

	"postsale/models/units"
)

// abridged returns what an error says, without the middle of words that nobody would read to their end, such as paths.
func abridged(err error) string {
	words := strings.Split(err.Error(), " ")
	for i, word := range words {
		words[i] = units.Abridged(word)
	}
	return strings.Join(words, " ")
}

// clean returns a text without what moves a cursor.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unprintable(r) {
			return '\uFFFD'
		}
		return r
	}, text)
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// width is how many columns the tables of this program take at most.
const width = 80

// wrap returns a text in lines of at most so many characters, if its words allow.
func wrap(text string, most int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > most {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// hang returns a text with a label before it: in the lines below the first, its
// words stand under each other.
func hang(label, text string) string {
	indent := strings.Repeat(" ", len([]rune(label)))
	return label + strings.Join(wrap(text, width-len(indent)), "\n"+indent) + "\n"
}
