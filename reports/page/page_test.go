package page

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/reports/document"
)

// hostile is what somebody may have written anywhere.
const hostile = `"><script>alert(1)</script></style><img src=x onerror='alert(1)'>&amp;${x}{{.}}` + "\x1b[2J"

// all is a document of every kind of block, with a text in every place that has one.
func all(text string) document.Document {
	columns := []document.Column{{Title: text}, {Title: text, Holds: document.Words}, {Title: "n"}}
	row := document.Row{Label: "  " + text, Marked: true, Cells: []document.Cell{document.Text(text), document.Number{Value: 61.25, Form: document.Form{Unit: document.Percent, Places: 1}}}}
	log := document.Log{Columns: columns, End: text, Lines: slices.Values([]document.Line{{Cells: []string{text, text, text}}})}
	return document.Document{Blocks: []document.Block{
		document.Warnings{Texts: []string{text}},
		document.Answer{Label: text, Lines: []string{text, text}},
		document.Section{Title: text, Note: text, Blocks: []document.Block{
			document.Section{Title: text, Note: text, Blocks: []document.Block{document.Paragraph(text)}},
			document.List{Items: []document.Item{{Text: text, Below: []document.Block{document.Paragraph(text)}}}},
			document.Terms{{Name: text, Text: text}},
			document.Changes{Settings: []document.Change{{Path: text, From: text}}, More: 3},
			document.Table{Columns: columns, Rows: []document.Row{row, {Label: text}}},
			document.Groups{Columns: columns, Groups: []document.Group{{Title: text, Note: text, Rows: []document.Row{row, {Label: text}}}}},
			log,
			document.Extract{Columns: columns, Lines: []document.Line{{Cells: []string{text, text, text}}}},
			document.Table{Columns: columns, Rows: []document.Row{{Label: "l", Cells: []document.Cell{
				document.Chances{{Odds: results.Odds{Hits: 3, N: 10, P: .3}, Of: text}}, document.Dates{From: time.Unix(0, 0).UTC(), To: time.Unix(0, 0).UTC()}}}}},
		}},
	}}
}

const drawing = `<?xml version="1.0"?><svg width="10pt" height="10pt" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg">
<g transform="scale(1, -1)"><path d="M0,0Z"
	style="fill:#123B63;fill-opacity:0.5" /><text x="1" y="2"
	style="font-family:'Liberation Sans',Arial;font-size:12px">a &#34; style=&#34;b</text></g></svg>`

func pictured(text string) []Picture {
	return []Picture{{Name: "one", Title: text, Description: text, Below: text, SVG: []byte(drawing)}, {Name: "two", Title: text, SVG: []byte(drawing)}}
}

func simulated(text string) *Simulator {
	return &Simulator{Subject: []byte(`{"name": "</script>"}`), Module: []byte("module"), Glue: "</script>", Trials: 9, Plans: []string{text, text}, Start: 1,
		Inputs: []Input{{Path: text, Meaning: text, Values: []string{text, "2"}, At: []int{0, -1}},
			{Path: text, Meaning: text, Values: []string{text, "null"}, Labels: []string{text, text}, At: []int{1, 0}}}, Panel: "<p>panel</p>", Status: text}
}

func written(t *testing.T, p Page) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Write(&out, p))
	return out.String()
}

// elements returns the names of the elements of a page, and of their attributes, after it was held that they are balanced.
func elements(t *testing.T, text string) (tags, attributes map[string]int) {
	t.Helper()
	text = strings.TrimPrefix(text, "<!DOCTYPE html>")
	script := regexp.MustCompile(`(?s)(<script[^>]*>|<style>)(.*?)(</script>|</style>)`)
	text = script.ReplaceAllString(text, "$1$3")                                                // what they hold is no markup
	text = regexp.MustCompile(` (hidden|disabled|selected)\b`).ReplaceAllString(text, ` $1=""`) // attributes without a value
	text = regexp.MustCompile(`<(meta|input|wbr)([^>]*)>`).ReplaceAllString(text, "<$1$2/>")    // that have no end
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	tags, attributes = map[string]int{}, map[string]int{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return tags, attributes
		}
		require.NoError(t, err)
		if start, is := token.(xml.StartElement); is && start.Name.Local != "wbr" { // which stand where a path has dots
			tags[start.Name.Local]++
			for _, a := range start.Attr {
				attributes[a.Name.Local]++
			}
		}
	}
}

func TestWhatUsersWroteIsTextWhereverItStands(t *testing.T) {
	for _, simulator := range []bool{false, true} {
		make := func(text string) string {
			p := Page{Title: text, Maker: text, Document: all(text), Pictures: pictured(text), Origin: document.Terms{{Name: text, Text: text}}, Without: text}
			if simulator {
				p.Simulator = simulated(text)
			}
			return written(t, p)
		}
		calm, attributes := elements(t, make("calm"))
		tags, others := elements(t, make(hostile))
		assert.Equal(t, calm, tags, "the same elements, whatever was written")
		assert.Equal(t, attributes, others)
		assert.Zero(t, tags["img"])
		assert.NotContains(t, make(hostile), "\x1b")
		assert.Greater(t, strings.Count(make(hostile), "&lt;script&gt;"), 30)
	}
}

func TestThePolicyNamesTheScriptAndTheStyleThatAreThere(t *testing.T) {
	page := written(t, Page{Title: "t", Document: all("x"), Simulator: simulated("x")})
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1]
	assert.True(t, strings.HasPrefix(policy, "default-src 'none'; "))
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindStringSubmatch(page)[1]
	script := regexp.MustCompile(`(?s)<script>(.*?)</script>`).FindStringSubmatch(page)[1]
	assert.Contains(t, policy, "style-src "+hash(style))
	assert.Contains(t, policy, "script-src "+hash(script)+" 'wasm-unsafe-eval'")
	assert.NotContains(t, policy, "unsafe-inline")
	assert.NotContains(t, policy, "http")
	assert.NotRegexp(t, ` (style|on[a-z]+)=`, regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>`).ReplaceAllString(page, ""), "nothing that the policy forbids")

	report := written(t, Page{Title: "t", Document: all("x")})
	assert.NotContains(t, report, "script")
}

func TestAPageAsksForNothing(t *testing.T) {
	page := written(t, Page{Title: "t", Document: all("x"), Pictures: pictured("x"), Simulator: simulated("x")})
	for _, found := range regexp.MustCompile(`(src|href|action|data|srcset)="[^"]*"|\burl\([^)]*\)|@import`).FindAllString(page, -1) {
		assert.Regexp(t, `^href="#part-`, found)
	}
}

func TestAPictureHasATitleADescriptionAndNoStyles(t *testing.T) {
	page := written(t, Page{Title: "t", Document: all("x"), Pictures: pictured("x")})
	assert.Contains(t, page, `<svg role="img" aria-labelledby="picture-one-title picture-one-said" viewBox="0 0 10 10">`)
	assert.Contains(t, page, `<title id="picture-one-title">x</title>`)
	assert.Contains(t, page, `<desc id="picture-one-said">x</desc>`)
	assert.Contains(t, page, `<path d="M0,0Z" fill="#123B63" fill-opacity="0.5" />`)
	assert.Contains(t, page, `font-family="'Liberation Sans',Arial" font-size="12px">a &#34; style=&#34;b</text>`)
	assert.Less(t, strings.Index(page, "picture-one"), strings.Index(page, ">Pictures</h2>"), "beside its section")
	assert.Greater(t, strings.Index(page, `figure id="picture-two"`), strings.Index(page, ">Pictures</h2>"), "of none: at the end")
}

func TestEveryNameInAPageIsThereOnce(t *testing.T) {
	section := func(title string) document.Block {
		return document.Section{Title: title, Blocks: []document.Block{document.Paragraph("x")}}
	}
	page := written(t, Page{Title: "t", Document: document.Document{Blocks: []document.Block{section("One"), section("One"), section("one!"), section("Zwölf"), section("")}}, Simulator: simulated("x")})
	names := map[string]bool{}
	for _, found := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		assert.False(t, names[found[1]], found[1])
		names[found[1]] = true
	}
	links := regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(page, -1)
	assert.Len(t, links, 5)
	for _, link := range links {
		assert.True(t, names[link[1]], link[1])
	}
}

func TestEqualPagesAreEqualBytes(t *testing.T) {
	p := Page{Title: "t", Document: all("x"), Pictures: pictured("x"), Simulator: simulated("x")}
	assert.Equal(t, written(t, p), written(t, p))
}

func TestTheScriptStaysSmall(t *testing.T) {
	assert.Less(t, strings.Count(pageScript+workerScript, "\n"), 300)
}

// What is no number is chosen by whose it is, and what cannot be moved stands with why, whether there is a simulator or not.
func TestAChoiceIsAListAndWhatIsFixedIsTold(t *testing.T) {
	p := Page{Title: "plans", Simulator: simulated("plan"), Fixed: document.Terms{{Name: "horizon", Text: hostile}}}
	text := written(t, p)
	assert.Contains(t, text, `<select id="move-1" autocomplete="off"><option value="0" selected>plan</option><option value="1">plan</option></select><output id="value-1" for="move-1" hidden></output>`)
	assert.Contains(t, text, "<h3>"+fixedTitle+"</h3>")
	assert.NotContains(t, text, "<h2 id=\"part-differences")
	p.Simulator = nil
	text = written(t, p)
	assert.Contains(t, text, fixedTitle+"</h2>")
	assert.Contains(t, text, "<dt>horizon</dt>")
	tags, _ := elements(t, text)
	assert.Zero(t, tags["script"])
}
