package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDataFilesOfOneNameAreWrittenApart(t *testing.T) {
	for _, c := range []struct {
		name          string
		first, second string // names in two folders
		want          string // of the second, in data/
	}{
		{name: "the same", first: "book.csv", second: "book.csv", want: "book-2.csv"},
		{name: "in other cases", first: "book.csv", second: "Book.CSV", want: "Book-2.CSV"},
		{name: "as long as can be", first: strings.Repeat("x", 251) + ".csv", second: strings.Repeat("x", 251) + ".csv", want: strings.Repeat("x", 249) + "-2.csv"},
		{name: "and not in ASCII", first: strings.Repeat("ä", 125) + "u.csv", second: strings.Repeat("ä", 125) + "u.csv", want: strings.Repeat("ä", 124) + "-2.csv"},
		{name: "nothing but an extension", first: "." + strings.Repeat("x", 254), second: "." + strings.Repeat("x", 254), want: "." + strings.Repeat("x", 252) + "-2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			require.NoError(t, os.MkdirAll("other", 0o777))
			require.NoError(t, os.WriteFile(c.first, []byte("id,segment,arr,start,renewal,term\na,smb,12k,2026-06-01,2027-06-01,1y\n"), 0o666))
			require.NoError(t, os.WriteFile(filepath.Join("other", c.second), []byte("touch\n1h\n"), 0o666))
			text := fmt.Sprintf("extends: board-from-accounts\naccounts: %q\nsupport: {tier2_touch: {empirical: {file: %q, column: touch}}}\n"+
				"segments: {mid-market: {opening: {open_tickets: 0}}, enterprise: {opening: {open_tickets: 0}}}\n", c.first, "other/"+c.second)
			require.NoError(t, os.WriteFile("plan.yaml", []byte(text), 0o666))
			s, err := Load("./plan.yaml", nil)
			require.NoError(t, err)
			var names []string
			for _, file := range s.Files {
				names = append(names, file.Name)
				assert.LessOrEqual(t, len(file.Name), 255)
			}
			assert.ElementsMatch(t, []string{c.first, c.want}, names)

			require.NoError(t, os.Mkdir("again", 0o777))
			require.NoError(t, os.Mkdir("again/data", 0o777))
			require.NoError(t, os.WriteFile("again/plan.yaml", s.Resolved(), 0o666))
			for _, file := range s.Files {
				require.NoError(t, os.WriteFile("again/data/"+file.Name, file.Data, 0o666))
			}
			again, err := Load("again/plan.yaml", nil)
			require.NoError(t, err)
			assert.Equal(t, s.SHA256(), again.SHA256())
		})
	}
}
