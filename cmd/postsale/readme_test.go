package main

import (
	"bytes"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/cmd/voice"
	"postsale/models/company"
)

// It names what a newcomer looks for: every mechanism on the map, and what of each can be idealised.
func TestTheREADMENamesEveryMechanism(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	part := func(from, to string) string {
		_, rest, found := strings.Cut(string(readme), from)
		require.True(t, found, from)
		rest, _, _ = strings.Cut(rest, to)
		return rest
	}
	folders := part("\n| folder | what stands there |\n", "\n\n")
	for _, folder := range mechanisms {
		assert.Regexp(t, "`(models/)?"+path.Base(folder)+"`", folders)
	}
	row := part("\n| to idealise |", "\n")
	for _, name := range company.IdealisationNames() {
		assert.Contains(t, row, "`"+name+"`")
	}
}

// What the README shows of plans and why is what the program says, line by line and
// in that order; "..." stands for lines left out.
func TestTheREADMEShowsRealComparisons(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of trials")
	}
	section := after(t, "\n## Hire, or use partners?\n")
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := strings.Split(section, "```\n") // text, block, text, block, ...
	shown := 0
	for i := 1; i+2 < len(blocks); i += 2 {
		command, isCommand := strings.CutPrefix(blocks[i], "./postsale ")
		if !isCommand || strings.TrimSpace(blocks[i+1]) != "" {
			continue // no output follows it
		}
		shown++
		words := strings.Fields(command)
		if at := slices.Index(words, "--out"); at >= 0 {
			words = slices.Delete(words, at, at+2)
		}
		var out, errs bytes.Buffer
		require.Equal(t, voice.Done, run(append(words, "--quiet"), nil, &out, &errs), errs.String())
		saidInOrder(t, out.String(), blocks[i+2])
	}
	assert.Equal(t, 4, shown)
}

// What it shows of an experiment is what the program says.
func TestTheREADMEShowsARealExperiment(t *testing.T) {
	section := after(t, "\n## Held to the field\n")
	blocks := strings.Split(section, "```\n")
	command, found := strings.CutPrefix(strings.TrimSpace(blocks[1]), "./postsale ")
	require.True(t, found)
	var out, errs bytes.Buffer
	require.Equal(t, voice.Done, run(append(strings.Fields(command), "--quiet"), nil, &out, &errs), errs.String())
	assert.Equal(t, blocks[3], out.String())
}

// What it shows of a run in the middle of a year is what the program says, line by line and in that order.
func TestTheREADMEShowsARealMay(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of trials")
	}
	section := after(t, "\n### In the middle of a year\n")
	blocks := strings.SplitN(section, "```\n", 7) // text, file, text, command, nothing, output
	require.Len(t, blocks, 7)
	var out, errs bytes.Buffer
	require.Equal(t, voice.Done, run(append(strings.Fields(blocks[3])[1:], "--quiet"), nil, &out, &errs), errs.String())
	saidInOrder(t, out.String(), blocks[5])
	file, err := os.ReadFile("../../scenarios/library/actuals.csv")
	require.NoError(t, err)
	for line := range strings.Lines(blocks[1]) {
		assert.Contains(t, string(file), line, "its actuals are those of board-in-may")
	}
}

// What it shows of a company of one's own is what the program says and writes, line by line and in that order.
func TestTheREADMEShowsARealBeginning(t *testing.T) {
	if testing.Short() {
		t.Skip("three seconds of trials")
	}
	section := after(t, "```\n./postsale new ")
	blocks := strings.SplitN(section, "```", 6) // command, nothing, output, text, file
	require.Len(t, blocks, 6)
	t.Chdir(t.TempDir())
	var out, errs bytes.Buffer
	require.Equal(t, voice.Done, run(append([]string{"new"}, shellWords(blocks[0])...), nil, &out, &errs), errs.String())
	file, err := os.ReadFile("acme.yaml")
	require.NoError(t, err)
	for _, c := range []struct{ shown, is string }{{blocks[2], out.String()}, {strings.TrimPrefix(blocks[4], "yaml"), string(file)}} {
		require.Greater(t, strings.Count(c.shown, "\n"), 4)
		saidInOrder(t, c.is, c.shown)
	}
	assert.Equal(t, 34, strings.Count(string(file), "\n"))
}

// What it shows of what is known to happen is what the program says, line by line and in that order.
func TestTheREADMEShowsRealEvents(t *testing.T) {
	if testing.Short() {
		t.Skip("five seconds of trials")
	}
	section := after(t, "Here it is `known.yaml`:\n\n```yaml\n")
	blocks := strings.SplitN(section, "```", 6) // file, nothing, command, nothing, output, text
	require.Len(t, blocks, 6)
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("known.yaml", []byte(blocks[0]), 0o600))
	var out, errs bytes.Buffer
	words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(blocks[2]), "./postsale "))
	require.Equal(t, voice.Done, run(append(words, "--quiet"), nil, &out, &errs), errs.String())
	saidInOrder(t, out.String(), blocks[4])
}

// What it shows of a sweep is what the program says, line by line and in that order.
func TestTheREADMEShowsARealSweep(t *testing.T) {
	section := after(t, "\n## Sweeps\n")
	section, _, _ = strings.Cut(section, "\n## ")
	assert.Contains(t, section, "`./postsale sweep hiring.yaml`")
	_, blocks, found := strings.Cut(section, "```yaml\n")
	require.True(t, found)
	file, blocks, _ := strings.Cut(blocks, "```\n```\n")
	shown, _, _ := strings.Cut(blocks, "```\n")
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("hiring.yaml", []byte(file), 0o666))
	var out, errs bytes.Buffer
	require.Equal(t, voice.Done, run([]string{"sweep", "hiring.yaml"}, nil, &out, &errs), errs.String())
	require.Greater(t, strings.Count(shown, "\n"), 3)
	saidInOrder(t, out.String(), shown)
}

// What it shows of searches is what the program says, line by line and in that order; those of which it shows nothing find a value.
func TestTheREADMEShowsRealSearches(t *testing.T) {
	section := after(t, "\n## Which value reaches a goal?\n")
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := strings.Split(section, "```\n") // text, commands, text, output, ...
	var searches [][2]string                  // command, what is shown of what it says
	for i := 1; i < len(blocks); i += 2 {
		if !strings.HasPrefix(blocks[i], "./postsale find ") {
			require.NotEmpty(t, searches, "output is of the command before it")
			searches[len(searches)-1][1] = blocks[i]
			continue
		}
		for command := range strings.Lines(blocks[i]) {
			searches = append(searches, [2]string{strings.TrimPrefix(command, "./postsale ")})
		}
	}
	require.Len(t, searches, 3)
	for _, s := range searches {
		args, shown := shellWords(s[0]), s[1]
		if testing.Short() || shown == "" {
			args, shown = append(args, "--trials", "1"), "" // a minute of trials each
		}
		var out, errs bytes.Buffer
		require.Equal(t, voice.Done, run(append(args, "--quiet"), nil, &out, &errs), errs.String())
		saidInOrder(t, out.String(), shown)
	}
}

// after returns what follows a text in the README.
func after(t *testing.T, text string) string {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(readme), text)
	require.True(t, found, text)
	return rest
}

// saidInOrder demands that the program says what is shown of it, line by line and in that order; "..." stands for lines left out.
func saidInOrder(t *testing.T, out, shown string) {
	t.Helper()
	said := strings.Split(out, "\n")
	for line := range strings.Lines(strings.TrimPrefix(shown, "\n")) {
		if line = strings.TrimSuffix(line, "\n"); line != "..." {
			at := slices.Index(said, line)
			require.GreaterOrEqual(t, at, 0, "it does not say, or not there: %s", line)
			said = said[at+1:]
		}
	}
}

// shellWords returns those of a line as a shell takes them, where quotes stand around whole words.
func shellWords(line string) (list []string) {
	for i, part := range strings.Split(strings.TrimSpace(line), "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}
