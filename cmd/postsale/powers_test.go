package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// differing is what package math works out by the exponential that it has for a processor, and what gonum does by that.
var differing = regexp.MustCompile(`\bmath\.(Exp|Pow|Erfc?|Sinh|Cosh|Tanh|Gamma)\(|\bmathext\.(Gamma|RegInc|InvRegInc)\w*\(`)

// A page lives through futures in a browser, and comes to the bits of who wrote it.
func TestTrialsTakePowersThatAreTheSameOnEveryProcessor(t *testing.T) {
	lived := append([]string{"sim", "sim/random", "models/accounts", "models/partners", "models/product"}, mechanisms...)
	read := 0
	for file := range sources(t) {
		if !slices.Contains(lived, path.Dir(file)) || strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join("..", "..", file))
		require.NoError(t, err)
		assert.Empty(t, differing.FindAllString(string(text), -1), "%s: package exponential has what is the same everywhere", file)
		read++
	}
	assert.Greater(t, read, 100)
}
