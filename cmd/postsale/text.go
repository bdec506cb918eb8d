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
