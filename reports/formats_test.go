package reports

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/document"
	"postsale/reports/markdown"
	"postsale/reports/words"
)

// documents are those of all kinds of records, some of what users wrote in them strange.
func documents(t *testing.T) map[string]document.Document {
	t.Helper()
	strange := "a|b *c* `d` <e> \x1b[31m\r\n# $f$ " + strings.Repeat("売", 60)
	odd := sample.Shape{Trials: 20, Quarters: 12, Start: sample.Board.Start}.Run(t)
	odd.Name, odd.Description, odd.Layout.Ledger.Segments[0], odd.Warnings = strange, strange, strange, []string{strange}
	odd.Assumptions = []results.Assumption{{Name: strange, Value: strange, Source: strange}}
	odd.Failures = []results.Failure{{Trial: 3, Cause: strange}}
	odd.Until = &results.Until{Expression: strange, Claims: []results.Claim{{Name: strange, Estimate: 1, Low: 0, High: 2}}}
	customer, failed := twoPlans(t), twoPlans(t)
	customer.First.Only = results.Selection{Says: strange, Customer: customer.First.Customers[1], From: 90, To: 1000}
	failed.Second.Row, failed.Second.Failure, failed.Second.Name = nil, strange, strange
	all := map[string]document.Document{
		"a run": Summary(sample.Board.Run(t)), "a strange run": Summary(odd),
		"one trial": Summary(sample.Shape{Trials: 1, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)),
		"theory":    Verification(verification()),
		"two plans": TracePair(twoPlans(t)), "one customer of two plans": TracePair(customer), "a failed trial of two": TracePair(failed),
		"a trial": Trace(customer.First), "a failed trial": Trace(failed.Second),
	}
	for name, c := range sample.Pairings(t) {
		for _, r := range c.Others[:min(1, len(c.Others))] {
			r.Changes = []results.Change{{Path: strange, From: strange}, {Path: "a.b", From: "1", To: "2"}}
		}
		all["compared: "+name] = Comparison(c)
	}
	for name, e := range sample.Whys(t) {
		all["explained: "+name] = Explanation(e)
	}
	return all
}

// figures are the numbers of a document, in words.
func figures(blocks []document.Block) []string {
	var list []string
	row := func(r document.Row) {
		for _, c := range r.Cells {
			if _, isText := c.(document.Text); !isText {
				list = append(list, words.Cell(c))
			}
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case document.Section:
			list = append(list, figures(b.Blocks)...)
		case document.Table:
			for _, r := range b.Rows {
				row(r)
			}
		case document.Groups:
			for _, g := range b.Groups {
				for _, r := range g.Rows {
					row(r)
				}
			}
		}
	}
	return list
}

func TestEveryDocumentIsToldInEveryFormat(t *testing.T) {
	all := documents(t)
	for _, format := range forms {
		t.Run(format.name, func(t *testing.T) {
			for name, d := range all {
				var b bytes.Buffer
				require.NoError(t, format.write(&b, d), name)
				text := b.String()
				for _, figure := range figures(d.Blocks) {
					assert.Contains(t, text, strings.Split(figure, ", ")[0], name)
				}
				for _, r := range text {
					assert.Truef(t, r == '\n' || unicode.IsPrint(r) && r != unicode.ReplacementChar, "%s: %q", name, r)
				}
				assert.NotContains(t, text, "NaN", name)
				assert.NotContains(t, text, "%!", name)
				assert.ErrorIs(t, format.write(full{}, d), errFull, name)
				if format.name == "markdown" {
					rowsAreEqual(t, name, text)
				}
			}
		})
	}
}

// bar parts the cells of a line; those of text are escaped.
var bar = regexp.MustCompile(`(^|[^\\])(\\\\)*\|`)

// rowsAreEqual demands that the rows of Markdown have the cells of their table.
func rowsAreEqual(t *testing.T, name, text string) {
	t.Helper()
	cells := 0
	for line := range strings.Lines(text) {
		switch n := len(bar.FindAllString(line, -1)); {
		case !strings.HasPrefix(line, "|"):
			cells = 0
		case cells == 0:
			cells = n
		default:
			assert.Equal(t, cells, n, "%s: %s", name, line)
		}
	}
}

func TestMarkdownReadsAsInTheGoldenFiles(t *testing.T) {
	e := sample.Whys(t)["points"]
	e.Of.Name, e.Sets, e.Orders, e.ByTrial = "lean", 10, 2, true
	for i := range e.Causes {
		e.Causes[i].Says = "what " + e.Causes[i].Name + " would be if it cost nothing"
	}
	single := twoPlans(t).First
	single.Only = results.Selection{Says: "customer A", Customer: single.Customers[1], From: 0, To: 1000}
	single.Facts = append(single.Facts, ledger.Fact{At: 270, Kind: ledger.Churned, Customer: 1, Scope: smb, Amount: 9090, Extra: .2})
	for file, d := range map[string]document.Document{
		"board.md": Summary(sample.Board.Run(t)), "compare.md": Comparison(sample.ThreePlans(t)), "why.md": Explanation(e),
		"trace.md": Trace(single), "trace-pair.md": TracePair(twoPlans(t)), "verify.md": Verification(verification()),
	} {
		golden(t, file, written(t, func(b *bytes.Buffer) error { return markdown.Write(b, d) }))
	}
}
