package main

import (
	"strings"

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
