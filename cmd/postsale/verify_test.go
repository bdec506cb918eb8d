package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"postsale/cmd/voice"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheREADMEQuotesTheTableOfTheory(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(readme), "\n## Held to theory\n")
	require.True(t, found)
	_, quoted, _ := strings.Cut(section, "```\n")
	quoted, _, _ = strings.Cut(quoted, "```\n")
	var out, errs bytes.Buffer
	require.Equal(t, voice.Done, run([]string{"verify", "--quick", "--only", "theory-priorities"}, nil, &out, &errs), errs.String())
	assert.Equal(t, quoted, out.String())
}
