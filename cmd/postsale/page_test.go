package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/cmd/voice"
	"postsale/reports/page/simulator"
)

func pageIn(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(text), "<!DOCTYPE html>"))
	assert.True(t, strings.HasSuffix(string(text), "</html>\n"))
	return string(text)
}

func TestEveryRecordCanBeAPage(t *testing.T) {
	dir := place(t)
	few := []string{"--trials", "3", "--workers", "1", "--quiet"}
	for name, args := range map[string][]string{
		"page":    {"page", "small.yaml", "--out", "page.html"},
		"beside":  {"page", "small.yaml", "./small.yaml", "--out", "beside.html"},
		"run":     {"run", "small.yaml", "--page", "run.html", "--out", "results"},
		"compare": {"compare", "small.yaml", "small.yaml", "--page", "compare.html"},
		"why":     {"why", "small.yaml", "--page", "why.html"},
	} {
		end := runIn(t, dir, "postsale", append(args, few...)...)
		require.Equal(t, voice.Done, end.code, end.errs)
		text := pageIn(t, dir, name+".html")
		assert.Contains(t, text, "What made this page", name)
		assert.Contains(t, text, "<svg role=\"img\"", name)
		assert.NotContains(t, text, "In short", name)
		if name != "why" {
			assert.Contains(t, text, ">Assumptions</h2>", name)
		}
		assert.Equal(t, args[0] == "page", end.out == "", "page tells nothing besides")
	}
	end := runIn(t, dir, "postsale", "report", "results", "--page", "again.html")
	require.Equal(t, voice.Done, end.code, end.errs)
	again := pageIn(t, dir, "again.html")
	end = runIn(t, dir, "postsale", append([]string{"run", "small.yaml", "--page", "run.html", "--no-plots"}, few...)...)
	require.Equal(t, voice.Done, end.code, end.errs)
	assert.True(t, pageIn(t, dir, "run.html") == again, "told again, it is the same page without pictures")

	end = runIn(t, dir, "postsale", append([]string{"page", "small.yaml"}, few...)...)
	assert.True(t, pageIn(t, dir, "page.html") == end.out, "without a file it goes to standard output")
}

func TestAPageTakesThePlaceOfPagesOnly(t *testing.T) {
	dir := place(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.html"), []byte("<p>mine"), 0o666))
	args := []string{"page", "small.yaml", "--trials", "2", "--quiet", "--out"}
	end := runIn(t, dir, "postsale", append(args, "notes.html")...)
	assert.Equal(t, voice.Misused, end.code)
	assert.Equal(t, "postsale: notes.html: exists and is none of ours; choose another file or replace it with --force\n", end.errs)
	for _, more := range [][]string{{"--force"}, {}} { // then it is ours
		end = runIn(t, dir, "postsale", append(append(args, "notes.html"), more...)...)
		assert.Equal(t, voice.Done, end.code, end.errs)
		pageIn(t, dir, "notes.html")
	}
	end = runIn(t, dir, "postsale", append(args, ".")...)
	assert.Equal(t, voice.Misused, end.code)
	end = runIn(t, dir, "postsale", append(args, "none/page.html")...)
	assert.Equal(t, "postsale: none/page.html: the folder "+filepath.Join(dir, "none")+" does not exist; create it first\n", end.errs)
}

func TestWhatCannotBeOfferedIsToldBeforeAnythingRuns(t *testing.T) {
	dir := place(t)
	end := runIn(t, dir, "postsale", "page", "small.yaml", "--out", "page.html", "--offer", "trials=1..2", "--offer", "deals=1..2")
	assert.Equal(t, voice.Misused, end.code)
	assert.Contains(t, end.errs, "postsale: --offer trials=1..2: says nothing of the company")
	assert.Contains(t, end.errs, "--offer deals=1..2: is no number")
	assert.NoFileExists(t, filepath.Join(dir, "page.html"))
	for args, want := range map[string]string{
		"page":                      "page: want a scenario, or several to compare, got none",
		"page small.yaml --out=":    "--out: must name a file",
		"page small.yaml --out=-":   "--out: must name a file, got \"-\"",
		"report small.yaml --page=": "--page: must name a file",
	} {
		end := runIn(t, dir, "postsale", strings.Fields(args)...)
		assert.Equal(t, voice.Misused, end.code, args)
		assert.Contains(t, end.errs, want, args)
	}
}

// A build without the simulator writes a report and says so; one that has it puts it in.
func TestAPageHasTheSimulatorThatTheProgramHas(t *testing.T) {
	dir := place(t)
	end := runIn(t, dir, "postsale", "page", "small.yaml", "--trials", "2", "--out", "page.html", "--offer", "deals.slip=1%..5%")
	require.Equal(t, voice.Done, end.code, end.errs)
	text := pageIn(t, dir, "page.html")
	if _, _, built := simulator.Module(); !built {
		assert.Contains(t, text, "built without the simulator")
		assert.NotContains(t, text, "<script")
		assert.Contains(t, end.errs, "make page builds one that has it.")
		return
	}
	assert.Contains(t, text, `id="simulator-module"`)
	assert.Contains(t, text, `<input type="range" id="move-0"`)
	assert.NotContains(t, end.errs, "built without")
}

// What plans differ in is offered, or the page says why it is not.
func TestAPageSaysWhichDifferencesCannotBeMoved(t *testing.T) {
	dir := place(t)
	other := "extends: board-partner-overflow\nname: o<b>ther</b>\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "other.yaml"), []byte(other), 0o666))
	end := runIn(t, dir, "postsale", "page", "board-lean", "./other.yaml", "--trials", "2", "--out", "page.html", "--sheet", "page.xlsx")
	require.Equal(t, voice.Done, end.code, end.errs)
	assert.FileExists(t, filepath.Join(dir, "page.xlsx"))
	assert.Contains(t, end.errs, "the plans differ in nothing that can be. --offer PATH=LOW..HIGH says what else its reader may.")
	text := pageIn(t, dir, "page.html")
	assert.Contains(t, text, "Differences that cannot be moved here")
	assert.Contains(t, text, "<dt>delivery.<wbr>partners</dt><dd>board-lean cannot have it as o&lt;b&gt;ther&lt;/b&gt;: that changes what is measured")
	assert.NotContains(t, text, "<b>ther")
}
