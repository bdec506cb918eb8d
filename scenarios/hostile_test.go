package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/scenarios/tree"
)

func TestFilesThatAreNoScenarios(t *testing.T) {
	f := planFormat(t)
	for _, c := range []struct {
		name string
		data string
		want string
	}{
		{"empty", "", "board.yaml: want a scenario, got an empty file"},
		{"blank", "\n \n", "board.yaml: want a scenario, got an empty file"},
		{"nothing", "~", "board.yaml:1:1: want a mapping of settings, got nothing"},
		{"a word", "board", `board.yaml:1:1: want a mapping of settings, got "board"`},
		{"binary", "start: 2027-01-01\nname: \x00", "board.yaml:2:7: want text in UTF-8, got the byte 0x00"},
		{"latin-1", "name: gr\xfc\xdfe", "board.yaml:1:9: want text in UTF-8, got the byte 0xfc"},
		{"UTF-16", "\xff\xfea\x00", "board.yaml:1:1: want text in UTF-8, got the byte 0xff"},
		{"control character", "name: a\x07", "board.yaml:1:8: want text in UTF-8, got the byte 0x07"},
		{"too large", "name: " + strings.Repeat("x", 1<<20), "board.yaml: larger than 1 MB"},
		{"deep list", strings.Repeat("[", 100000), "board.yaml:1:10001: not YAML: exceeded max depth of 10000 while increasing flow level"},
		{"deep and closed", "targets: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
			"board.yaml:1:1: start: missing, want a date such as 2027-01-01\n" +
				"board.yaml:1:1: segments: missing, want a mapping\n" +
				"board.yaml:1:11: targets[0]: want a mapping, got a list\n" +
				"board.yaml:1:60: nested deeper than 50 levels"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			require.NoError(t, os.WriteFile("board.yaml", []byte(c.data), 0o644))
			_, err := f.load("board.yaml", nil)
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestScenariosThatCannotBeFound(t *testing.T) {
	f := planFormat(t)
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("folder.yaml", 0o755))
	for _, file := range []string{"mine", "yours.yaml", "theirs.yml", "out/scenario.yaml", "accounts.csv", "sub/theirs.yaml", "sub/child.yaml", "none/notes", "bord.yaml"} {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte("extends: theirs"), 0o644))
	}
	long := strings.Repeat("x", 5000)
	for _, c := range []struct{ ref, want string }{
		{"boart", `boart: no built-in scenario of this name, did you mean "board"?`},
		{"bord", "bord: no built-in scenario of this name; the file of that name is ./bord.yaml"},
		{"yours", "yours: no built-in scenario of this name; the file of that name is ./yours.yaml"},
		{"theirs", "theirs: no built-in scenario of this name; the file of that name is ./theirs.yml"},
		{"./yours", "./yours: no such file; the file of that name is ./yours.yaml"},
		{"out", "out: no built-in scenario of this name; the file of that name is ./out/scenario.yaml"},
		{"./out", "./out: a folder, not a file; the scenario in it is out/scenario.yaml"},
		{"none", "none: no built-in scenario of this name; ./none is a folder, want a file in it"},
		{"./none", "./none: a folder, not a file"},
		{"accounts.csv", "accounts.csv: no built-in scenario of this name; accounts.csv is no scenario, but a scenario may name it: accounts: accounts.csv, and a sweep: design: accounts.csv"},
		{"./your.yaml", `./your.yaml: no such file, did you mean "yours.yaml"?`},
		{"sub/child.yaml", `sub/child.yaml:1:10: extends: "theirs": no built-in scenario of this name; the file of that name is ./theirs.yaml`},
		{long, long[:120] + "..." + long[:60] + ": no built-in scenario of this name"},
		{"./" + long, "./" + long[:118] + "..." + long[:60] + ": file name too long"},
		{"", `: no built-in scenario of this name`},
		{"mine", "mine: no built-in scenario of this name; the file of that name is ./mine"},
		{"board.yaml", `board.yaml: no such file, did you mean "bord.yaml"?`},
		{"./board", `./board: no such file, did you mean "bord.yaml"?`},
		{"folder.yaml", "folder.yaml: a folder, not a file"},
		{"a\x1b[2J/b", `a\x1b[2J/b: no such file`},
	} {
		_, err := f.load(c.ref, nil)
		assert.EqualError(t, err, c.want)
	}
}

func TestDataFilesStayInTheFolderOfTheScenario(t *testing.T) {
	f := planFormat(t)
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("secret.csv", []byte("id\n"), 0o644))
	require.NoError(t, os.MkdirAll("plans", 0o755))
	require.NoError(t, os.Symlink(filepath.Join("..", "secret.csv"), filepath.Join("plans", "link.csv")))
	require.NoError(t, os.WriteFile("plans/board.yaml", []byte("extends: board\nsegments: {smb: {opening: link.csv}}\n"), 0o644))
	_, err := f.load("plans/board.yaml", nil)
	assert.EqualError(t, err, `plans/board.yaml:2:27: segments.smb.opening: "link.csv": path escapes from parent`)
}

func TestFaultsBeyondTheFirst50AreCounted(t *testing.T) {
	var data strings.Builder
	data.WriteString("extends: board\n")
	for i := range 60 {
		fmt.Fprintf(&data, "key-%02d: 1\n", i)
	}
	_, err := planFormat(t).loadBytes(&tree.Source{Shown: "board.yaml"}, []byte(data.String()), nil)
	lines := strings.Split(err.Error(), "\n")
	assert.Len(t, lines, 51)
	assert.Equal(t, "and 10 more", lines[50])
}
