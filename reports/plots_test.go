package reports

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDrawAll(t *testing.T) {
	files, notes, err := Plots(board.study(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(notes)
	for _, f := range files {
		os.WriteFile("/tmp/plots/"+filepath.Base(f.Name), f.Data, 0o666)
	}
}
