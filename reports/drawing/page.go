package drawing

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"postsale/reports/folder"
	"postsale/reports/words"
)

// Named returns a name that is at most so wide.
func (i Ink) Named(name string, wide vg.Length) string {
	return words.Abridged(words.Clean(name), func(s string) bool { return i.Width(s) <= wide })
}

// The page, in points: so small beside its texts that these read when it is a third of a slide, 11 cm, where they have two
// thirds of their size.
const (
	PageWidth, PageHeight = 480, 330
	margin                = 16
	// Field is how high the part of the usual page is that a figure draws on, below two lines of title and two of subtitle.
	Field = PageHeight - 129
)

// One hue for what is simulated, one for what is asked of it, greys for the rest.
var (
	Deep   = color.NRGBA{R: 0x12, G: 0x3B, B: 0x63, A: 0xff}
	Strong = color.NRGBA{R: 0x2F, G: 0x6D, B: 0xA8, A: 0xff}
	Middle = color.NRGBA{R: 0x8F, G: 0xB8, B: 0xDC, A: 0xff}
	Pale   = color.NRGBA{R: 0xDA, G: 0xE8, B: 0xF4, A: 0xff}
	Asked  = color.NRGBA{R: 0xB8, G: 0x4A, B: 0x0E, A: 0xff}
	Loss   = color.NRGBA{R: 0xD9, G: 0x8B, B: 0x5F, A: 0xff}
	Black  = color.NRGBA{R: 0x22, G: 0x22, B: 0x22, A: 0xff}
	Grey   = color.NRGBA{R: 0x66, G: 0x66, B: 0x66, A: 0xff}
	rule   = color.NRGBA{R: 0xE3, G: 0xE3, B: 0xE3, A: 0xff}
	Bright = color.NRGBA{R: 0x6C, G: 0xA0, B: 0xD0, A: 0xff}
	Even   = color.NRGBA{R: 0xF4, G: 0xF4, B: 0xF4, A: 0xff}
	White  = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
)

// fonts are the two that are set here: all twelve of the family would be nearly half of the simulator in a page.
var fonts = sync.OnceValue(func() *font.Cache {
	face := func(weight xfont.Weight, data []byte) font.Face {
		parsed, err := opentype.Parse(data)
		if err != nil {
			panic(err) // it is a part of the program
		}
		return font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight}, Face: parsed}
	}
	return font.NewCache(font.Collection{face(xfont.WeightNormal, liberationsansregular.TTF), face(xfont.WeightBold, liberationsansbold.TTF)})
})

// Ink is how text is set.
type Ink struct {
	Size  vg.Length
	Bold  bool
	Color color.Color
}

// Texts read on a third of a slide too.
var (
	TitleInk    = Ink{16.5, true, Black}
	SubtitleInk = Ink{12.5, false, Grey}
	FooterInk   = Ink{10, false, Grey}
	TickInk     = Ink{12.5, false, Grey}
	LabelInk    = Ink{13, false, Black}
	StrongInk   = Ink{13, true, Deep}
	AskedInk    = Ink{12.5, false, Asked}
)

func (i Ink) face() font.Face {
	f := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if i.Bold {
		f.Weight = xfont.WeightBold
	}
	return fonts().Lookup(f, i.Size)
}

func (i Ink) Width(s string) vg.Length {
	face := i.face()
	return face.Width(Typeset(s))
}

// Typeset returns text with true minus signs for the hyphens that stand for them.
func Typeset(s string) string { return negative().ReplaceAllString(s, "$1\u2212$2") }

// negative is a hyphen where a number begins: those of names and dates stand behind a letter or a digit.
var negative = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|[ (])-([$0-9])`) })

// wrapped returns text in lines of a width.
func (i Ink) wrapped(s string, wide vg.Length) []string {
	face := i.face()
	return words.Wrapped(Typeset(s), float64(wide), func(s string) float64 { return float64(face.Width(s)) })
}

// balanced returns text in as few lines of a width as there can be, none of them much longer than the others.
func (i Ink) balanced(s string, wide vg.Length) []string {
	lines := i.wrapped(s, wide)
	for narrow := wide; len(lines) > 1 && narrow > wide/2; narrow -= 8 {
		tighter := i.wrapped(s, narrow)
		if len(tighter) > len(lines) {
			break
		}
		lines = tighter
	}
	return lines
}

// The places of text against its point, as shares of its width.
const (
	After  = 0.0
	Centre = 0.5
	Before = 1.0
)

// Write sets a line of text; y is its base line.
func (i Ink) Write(c draw.Canvas, x, y vg.Length, place float64, s string) {
	if s == "" {
		return
	}
	c.SetColor(i.Color)
	c.FillString(i.face(), vg.Point{X: x - vg.Length(place)*i.Width(s), Y: y}, Typeset(s))
}

// Beside sets a line of text whose middle is at y.
func (i Ink) Beside(c draw.Canvas, x, y vg.Length, place float64, s string) {
	i.Write(c, x, y-0.36*i.Size, place, s)
}

// Figure is a plot with what it says.
type Figure struct {
	Name            string
	Title, Subtitle string    // the subtitle says what to see
	Taller          vg.Length // than a page is, for more rows than this has room for
	Draw            func(c draw.Canvas)
}

// height is that of its page: so much that long words above it take nothing of its room.
func (f Figure) height() vg.Length {
	const usual = 2 // lines
	titles, subtitles := len(f.titles()), len(f.subtitles())
	return PageHeight + max(0, f.Taller) + TitleInk.down()*vg.Length(max(0, titles-usual)) + SubtitleInk.down()*vg.Length(max(0, subtitles-usual))
}

func (f Figure) titles() []string { return TitleInk.balanced(f.Title, PageWidth-2*margin) }

func (f Figure) subtitles() []string { return SubtitleInk.wrapped(f.Subtitle, PageWidth-2*margin) }

// down is from line to line.
func (i Ink) down() vg.Length { return 1.28 * i.Size }

// Rows is how much taller a page is to be for rows of a height, where so much of them has room.
func Rows(n int, high, room vg.Length) vg.Length { return max(0, vg.Length(n)*high-room) }

// page draws a figure with its title, and where it is from at the foot.
func (f Figure) page(c draw.Canvas, origin string) {
	c.FillPolygon(White, Corners(c.Rectangle))
	top := c.Max.Y - margin + 0.25*TitleInk.Size
	for _, line := range f.titles() {
		top -= TitleInk.down()
		TitleInk.Write(c, margin, top, After, line)
	}
	top -= 3
	for _, line := range f.subtitles() {
		top -= SubtitleInk.down()
		SubtitleInk.Write(c, margin, top, After, line)
	}
	foot := FooterInk.wrapped(origin, c.Max.X-2*margin)
	for i, line := range foot {
		FooterInk.Write(c, margin, 9+1.15*FooterInk.Size*vg.Length(len(foot)-1-i), After, line)
	}
	f.Draw(draw.Crop(c, margin, -margin, 26+1.15*FooterInk.Size*vg.Length(len(foot)-1), top-14-c.Max.Y))
}

// SVG renders a figure as SVG.
func (f Figure) SVG(origin string) (folder.File, error) {
	var b bytes.Buffer
	vector := vgsvg.New(PageWidth, f.height())
	f.page(draw.New(vector), origin)
	_, err := vector.WriteTo(&b)
	// Not every reader of SVG has the font; these are as wide, or nearly.
	text := bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"),
		[]byte("font-family:'Liberation Sans',Arimo,Arial,Helvetica,'DejaVu Sans Condensed',sans-serif;"))
	text = asWide(text)
	said := fmt.Sprintf("<title>%s</title>\n<desc>%s</desc>\n<g transform", html.EscapeString(f.Title), html.EscapeString(f.Subtitle))
	text = bytes.Replace(text, []byte("<svg "), []byte(`<svg role="img" `), 1)
	text = bytes.Replace(text, []byte("<g transform"), []byte(said), 1) // for screen readers
	return folder.File{Name: "plots/" + f.Name + ".svg", Data: text}, err
}

// asWide returns an SVG whose texts say how wide they are, so that another font neither cuts nor overlaps them.
func asWide(svg []byte) []byte {
	return texts().ReplaceAllFunc(svg, func(tag []byte) []byte {
		m := texts().FindSubmatch(tag)
		size, err := strconv.ParseFloat(string(m[3]), 64)
		if err != nil {
			panic(err) // the writer of SVG wrote it
		}
		ink := Ink{Size: vg.Length(size), Bold: string(m[2]) == "bold"}
		wide := ink.Width(html.UnescapeString(string(m[4])))
		return fmt.Appendf(nil, `<text textLength="%.2f" lengthAdjust="spacingAndGlyphs"%s`, float64(wide), tag[len("<text"):])
	})
}

// texts is what the writer of SVG makes of a line: its weight, size and words.
var texts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<text( [^>]*font-weight:(bold|normal);[^>]*font-size:([0-9.]+)px;[^>]*)>([^<]*)</text>`)
})

func Corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}

// Disc fills a circle.
func Disc(c draw.Canvas, fill color.Color, at vg.Point, radius vg.Length) {
	var path vg.Path
	path.Move(vg.Point{X: at.X + radius, Y: at.Y})
	path.Arc(at, radius, 0, 2*math.Pi)
	path.Close()
	c.SetColor(fill)
	c.Fill(path)
}

// Lines returns a name in at most two lines of a width, broken between its words, or behind a hyphen or the like; a word
// is cut only where it has no room in a line of its own.
func (i Ink) Lines(name string, wide vg.Length) []string {
	name = words.Clean(name)
	if i.Width(name) <= wide {
		return []string{name}
	}
	first := words.Head(name, float64(wide), func(s string) float64 { return float64(i.Width(s)) })
	if at := strings.LastIndexAny(first, words.Separators) + 1; at > len(first)/2 || at > 0 && i.Width(words.Leading(name[at:])) <= wide {
		first = first[:at]
	}
	return []string{strings.TrimSpace(first), i.Named(strings.TrimSpace(name[len(first):]), wide)}
}

// Column is text that stands beside a point, line under line about its height.
func (i Ink) Column(c draw.Canvas, x, y vg.Length, place float64, lines []string) {
	y += 0.6 * i.Size * vg.Length(len(lines)-1)
	for _, line := range lines {
		i.Beside(c, x, y, place, line)
		y -= 1.2 * i.Size
	}
}

// Widest returns how wide the names of plans are, in lines of a width.
func (i Ink) Widest(names []string, wide vg.Length) vg.Length {
	widest := vg.Length(0)
	for _, name := range names {
		for _, line := range i.Lines(name, wide) {
			widest = max(widest, i.Width(line))
		}
	}
	return widest
}

// Blend returns a colour between two.
func Blend(from, to color.NRGBA, share float64) color.NRGBA {
	share = min(1, max(0, share))
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.NRGBA{R: mix(from.R, to.R), G: mix(from.G, to.G), B: mix(from.B, to.B), A: 0xff}
}
