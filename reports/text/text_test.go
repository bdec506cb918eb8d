package text

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/reports/document"
)

func TestALogIsWrittenWhileItIsMade(t *testing.T) {
	const lines = 100_000
	var b bytes.Buffer
	behind := 0 // characters made and not yet written, at most
	log := document.Log{Columns: []document.Column{{Title: "day", Room: 7}, {Title: "who", Holds: document.Words}, {Title: "what", Holds: document.Prose}}}
	log.Lines = func(yield func(document.Line) bool) {
		made := 0
		for i := range lines {
			line := []string{fmt.Sprint(i), "smb-1", "went live"}
			if !yield(document.Line{Cells: line}) {
				return
			}
			made += len("      0  smb-1  went live\n")
			if b.Len() > 0 { // not the look for the widths
				behind = max(behind, made-b.Len())
			}
		}
	}
	require.NoError(t, Write(&b, document.Document{Blocks: []document.Block{log}}))
	assert.Equal(t, lines+1, bytes.Count(b.Bytes(), []byte("\n")))
	assert.Less(t, behind, 10_000)
}

func TestTablesKeepTheirShape(t *testing.T) {
	var b bytes.Buffer
	count := func(v float64) document.Cell { return document.Number{Value: v} }
	require.NoError(t, Write(&b, document.Document{Blocks: []document.Block{
		document.Table{
			Columns: []document.Column{{Title: "measure"}, {Title: "n"}, {Title: "definition", Holds: document.Prose}},
			Rows: []document.Row{
				{Label: "nrr", Cells: []document.Cell{count(12), document.Text("net revenue retention: ARR now of the customers of twelve months ago, over theirs then")}},
				{Label: "arr", Cells: []document.Cell{document.Absent}},
			},
		},
		document.Section{Title: "Two rows of cells", Blocks: []document.Block{document.Table{
			Columns: []document.Column{{}, {Title: "chance", Holds: document.Words}},
			Rows: []document.Row{{Label: "nrr", Cells: []document.Cell{document.Chances{
				{Of: ">= 100 %"}, {Of: "something that takes rather a lot of room"},
			}}}},
		}}},
	}}))
	assert.Equal(t, `measure   n  definition
nrr      12  net revenue retention: ARR now of the customers of twelve months
             ago, over theirs then
arr       -

Two rows of cells
       chance
  nrr  0 of 0 with >= 100 %
       0 of 0 with something that takes rather a lot of room
`, b.String())
}
