package drawing

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/vg/draw"
)

func TestTextsOfAnSVGAreAsWideInEveryFont(t *testing.T) {
	const label = `A & B's <"plan">, -3 to -1`
	f := Figure{Name: "wide", Title: "A plan wins in 84 of 100 futures, by 0.68 points on average, and pays for itself in three years",
		Subtitle: "Each dot is 1 future.", Draw: func(c draw.Canvas) { StrongInk.Write(c, 20, 40, After, label) }}
	file, err := f.SVG("sample")
	require.NoError(t, err)
	svg := string(file.Data)
	told := regexp.MustCompile(`<text textLength="([0-9.]+)" lengthAdjust="spacingAndGlyphs"[^>]*>([^<]*)</text>`).FindAllStringSubmatch(svg, -1)
	require.Len(t, told, strings.Count(svg, "<text"))
	inks := []Ink{TitleInk, TitleInk, SubtitleInk, FooterInk, StrongInk}
	require.Len(t, told, len(inks))
	for i, m := range told {
		text := html.UnescapeString(m[2])
		wide, err := strconv.ParseFloat(m[1], 64)
		require.NoError(t, err)
		assert.InDelta(t, float64(inks[i].Width(text)), wide, .01, text)
		assert.LessOrEqual(t, wide, float64(PageWidth-2*margin), text)
	}
	assert.Equal(t, Typeset(label), html.UnescapeString(told[4][2]))
}
