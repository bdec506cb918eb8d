package markdown

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/reports/document"
)

func written(t *testing.T, blocks ...document.Block) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, Write(&b, document.Document{Blocks: blocks}))
	return b.String()
}

func TestWhatUsersWroteIsToldAndNotObeyed(t *testing.T) {
	for text, want := range map[string]string{
		"*bold* _it_ __x__":      `\*bold\* \_it\_ \_\_x\_\_`,
		"start_delay_mean":       "start_delay_mean",
		"a|b\\|c":                `a\|b\\\|c`,
		"`code` [link](http:/x)": "\\`code\\` \\[link\\](http:/x)",
		"<b> & &amp; <= >= a<!-": `\<b> & \&amp; <= >= a\<!-`,
		"~~gone~~":               `\~\~gone\~\~`,
		"ask @anna about #12":    `ask @<!-- -->anna about \#<!-- -->12`,
		"C# at home @ last":      `C\# at home @ last`,
		"$x$":                    "<span>$</span>x<span>$</span>",
		"for $310k ($5k net)":    "for $310k ($5k net)",
		"services, $k":           "services, $k",
		"one\r\n two\x1b[2J":     `one two\\x1b\[2J`,
	} {
		assert.Equal(t, want, inline(text), text)
	}
}

func TestTextAtTheBeginningOfABlockIsAParagraph(t *testing.T) {
	for text, want := range map[string]string{
		"- no item": `\- no item`, "+ no item": `\+ no item`, "> no quote": `\> no quote`, "=": `\=`, "# no title": `\# no title`,
		"1. no item": `1\. no item`, "12) no item": `12\) no item`, "1.": `1\.`, "100.4 % of it": "100.4 % of it", "": "",
	} {
		assert.Equal(t, want+"\n", written(t, document.Paragraph(text)), text)
	}
}

func TestSettingsAreCodeUnlessTheyHoldSome(t *testing.T) {
	assert.Equal(t, "| setting | from         | to       |\n"+
		"| :------ | :----------- | :------- |\n"+
		"| `a.b`   | *not there*  | `[1, 2]` |\n"+
		"| `a.c`   | \\`x\\` \\| \\*y | `*y*`    |\n\nand 3 more\n",
		written(t, document.Changes{More: 3, Settings: []document.Change{{Path: "a.b", To: "[1, 2]"}, {Path: "a.c", From: "`x` | *y", To: "*y*"}}}))
}

func TestWhatStandsBelowAnItemIsSetIn(t *testing.T) {
	assert.Equal(t, "- settled:\n\n  - nrr is 60 %\n\n  With 95 %.\n- next\n", written(t, document.List{Items: []document.Item{
		{Text: "settled:", Below: []document.Block{document.List{Items: []document.Item{{Text: "nrr is 60 %"}}}, document.Paragraph("With 95 %.")}},
		{Text: "next"},
	}}))
}
