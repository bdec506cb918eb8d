package main

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"postsale/models/units"
)

// quoted returns an argument as a shell takes it.
func quoted(argument string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,%@+"
	switch {
	case argument != "" && strings.Trim(argument, plain) == "":
		return argument
	case !utf8.ValidString(argument) || strings.IndexFunc(argument, unprintable) >= 0:
		text := strconv.Quote(argument)
		return "$'" + strings.ReplaceAll(text[1:len(text)-1], "'", `\'`) + "'"
	}
	return "'" + strings.ReplaceAll(argument, "'", `'\''`) + "'"
}

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
