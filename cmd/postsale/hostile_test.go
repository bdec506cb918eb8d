//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"postsale/cmd/voice"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What files may cost: of a scenario alone, and with data files, in bytes.
const (
	memoryOfAScenario = 250 << 20
	memoryWithData    = 1 << 30
)

func TestHostileFilesTakeLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	many := strings.Repeat
	book := "extends: board-from-accounts\naccounts: data.csv\n"
	header := "id,segment,arr,start,term\n"
	for _, c := range []struct {
		name, scenario, data string
		want                 string
		slow                 bool
	}{
		{name: "aliases", scenario: "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n", want: "anchors and aliases are not read"},
		{name: "empty lists", scenario: "a: [" + many("[],", 300_000) + "]", want: "too many values"},
		{name: "nested lists", scenario: "a: " + many("[", 9_000) + many("]", 9_000), want: "nested deeper than 50 levels"},
		{name: "nested dashes", scenario: many(many("- ", 9_000)+"\n", 10), want: "want a mapping of settings"},
		{name: "segments", scenario: "segments:\n" + numbered(" s#: {}", 20_000), want: "segments: want at most 1000 entries, got more"},
		{name: "phases", scenario: "delivery:\n projects:\n" + numbered("  p#: {phases: ["+many("{},", 900)+"]}", 30), want: "and [0-9,]+ more"},
		{name: "routes", scenario: "extends: board\ndelivery: {routes: [" + many("{partner: a, mode: whole},", 999) + "]}", want: "delivery.routes: must be at most 50, got 999"},
		{name: "a long name", scenario: "name: " + many("x", 100_000), want: "name: must be at most 100 characters long"},
		{name: "a long source", scenario: "extends: board\noutcomes: {leaving: {not_live: {ratio: 2, source: " + many("x", 100_000) + "}}}", want: "at most 1000 bytes long"},
		{name: "a row without an end", scenario: book, data: header + many(",", 60<<20), want: "no row of more than 64 kB", slow: true},
		{name: "a field without an end", scenario: book, data: header + `"` + many("x\n", 10<<20), want: "no row of more than 64 kB"},
		{name: "a long id", scenario: book, data: header + many("x", 101) + ",smb,1k,2026-01-01,1y\n", want: "id: must be at most 100 characters long, got 101"},
		{name: "bad rows", scenario: book, data: header + many("x,y,z,w,v\n", 1_100_000), want: `id: must be unique, got "x" again \(first in line 2\) \(999999 rows, first in lines 3, 4 and 5\)`, slow: true},
		{name: "quotes", scenario: book, data: header + many("a\"\n", 20<<20), want: `must have quotes around the whole cell where one stands in it, and double that one \(1000000 rows, first in lines 2, 3 and 4\)`, slow: true},
		{name: "two bytes a character", scenario: book, data: "\xff\xfe" + many("i\x00\n\x00", 15<<20), want: "must have commas, semicolons or tabs between the names of the header", slow: true},
		{name: "characters of three bytes", scenario: book, data: "\xff\xfe" + many("\x00\x30", 30<<20), want: "no row of more than 64 kB", slow: true},
		{name: "no line", scenario: book, data: many("\r", 60<<20), want: "no row of more than 64 kB", slow: true},
		{name: "a header of all separators", scenario: book, data: many(",;\t", 20<<20), want: "must have one kind of separator", slow: true},
		{name: "a header of very many names", scenario: book, data: many("a,", 30_000) + "\n", want: "and [0-9]+ more"},
		{name: "words of all kinds", scenario: book, data: header + numbered("#,s#,x#,#,z#", 200_000), want: "segment: must be one of .* \\(200000 rows", slow: true},
		{name: "contracts of all lengths", scenario: book + contracts, data: header + ages(3_000), want: "must be of at most 2000 kinds"},
		{name: "a long column", scenario: "extends: board\nsegments: {smb: {acv: {empirical: {file: data.csv, column: v}}}}\n", data: "v\n" + many("1\n", 30<<20), want: "want at most 100000 rows, got more"},
		{name: "a design of all cells", scenario: "kind: sweep\nbase: board\ndesign: data.csv\n", data: "trials" + many(",", 10_000) + "\n" + many("5"+many(",", 10_000)+"\n", 6_000),
			want: "must have at most 2,000,000 cells, got more", slow: true},
		{name: "a design of very many rows", scenario: "kind: sweep\nbase: board\ndesign: data.csv\n", data: "trials\n" + many("x\n", 30<<20),
			want: "must stand for at most 100,000 scenarios, got 31,457,280", slow: true},
		{name: "very many paths", scenario: "kind: sweep\nbase: board\nvary:\n" + numbered(" - a.b.c#: [1]", 900), want: "and [0-9,]+ more"},
		{name: "columns", scenario: "extends: board\nsegments:\n" + numbered(" s#: {acv: {empirical: {file: data.csv, column: v}}}", 40),
			data: "v\n" + many("1\n", 100_000), want: "more than 1000000 values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.slow && testing.Short() {
				t.Skip("slow")
			}
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "data.csv"), []byte(c.data), 0o644))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "hostile.yaml"), []byte(c.scenario), 0o644))
			end, memory, _ := measured(t, dir, "validate", "./hostile.yaml")
			assert.Equal(t, voice.Invalid, end.code)
			assert.Regexp(t, c.want, end.errs)
			most := int64(memoryOfAScenario)
			if c.data != "" {
				most = memoryWithData
			}
			assert.Less(t, memory, most)
		})
	}
}

// measured runs the program and returns its peak memory, and how much it has read, in bytes.
func measured(t *testing.T, dir string, args ...string) (end ended, memory, read int64) {
	end = runIn(t, dir, "postsale-measured", args...)
	status, err := os.ReadFile(filepath.Join(dir, statusFile))
	require.NoError(t, err)
	number := func(name string) int64 {
		_, after, ok := strings.Cut(string(status), name)
		require.True(t, ok, name)
		n, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64)
		require.NoError(t, err)
		return n
	}
	return end, number("VmHWM:") << 10, number("rchar:")
}

// contracts let customers of a book differ in three ways in each segment.
var contracts = "segments:\n" + alike("smb") + alike("mid-market") + alike("enterprise")

func alike(segment string) string {
	return " " + segment + ": {opening: {open_tickets: 0}, terms: {1w: 50%, 2w: 25%, 3w: 25%}, churn: {first_renewal: 20%, by_term: {1w: 20%, 2w: 10%, 3w: 5%}}}\n"
}

// ages are customers who signed up to two thousand years ago.
func ages(n int) string {
	var b strings.Builder
	for i := range n {
		for _, segment := range []string{"smb", "mid-market", "enterprise"} {
			for term := range 3 {
				signed := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -i*i*700_000/n/n)
				fmt.Fprintf(&b, "%s-%d-%d,%s,1k,%s,%dw\n", segment, i, term, segment, signed.Format(time.DateOnly), term+1)
			}
		}
	}
	return b.String()
}

// numbered returns lines with the numbers from 1 in the place of #.
func numbered(form string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(form, "#", strconv.Itoa(i+1)) + "\n")
	}
	return b.String()
}

func TestWhatIsNoFileOfThatSizeIsNotRead(t *testing.T) {
	dir := t.TempDir()
	sparse := func(name string, size int64) {
		file, err := os.Create(filepath.Join(dir, name))
		require.NoError(t, err)
		require.NoError(t, file.Truncate(size))
		require.NoError(t, file.Close())
	}
	sparse("large.yaml", 100<<20)
	sparse("large.csv", 10<<30)
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "data.yaml"), []byte("extends: board-from-accounts\naccounts: large.csv\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "extends.yaml"), []byte("extends: ./pipe.yaml\n"), 0o644))
	for ref, want := range map[string]string{
		"./large.yaml":   "./large.yaml: larger than 1 MB\n",
		"./pipe.yaml":    "./pipe.yaml: not a regular file\n",
		"/dev/zero":      "/dev/zero: not a regular file\n",
		"./data.yaml":    "./data.yaml:2:11: accounts: \"large.csv\": larger than 64 MB\n",
		"./extends.yaml": "./extends.yaml:1:10: extends: \"pipe.yaml\": not a regular file\n",
		"./\xff.yaml":    "./\\xff.yaml: no such file\n",
	} {
		end, memory, read := measured(t, dir, "validate", ref)
		assert.Equal(t, ended{voice.Invalid, "", want}, end)
		assert.Less(t, memory, int64(64<<20), ref)
		assert.Less(t, read, int64(2<<20), ref)
	}
}
