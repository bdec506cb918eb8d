package reports

import (
	"bytes"
	"image/color"
	"image/png"
	"math"
	"regexp"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The page, in points: 16 to 9, for a slide.
const (
	pageWidth, pageHeight = 720, 405
	margin                = 28
	dotsPerInch           = 160 // 1600 x 900 pixels
)

// One hue for what is simulated, one for what is asked of it, greys for the rest.
var (
	deep   = color.NRGBA{0x12, 0x3B, 0x63, 0xff}
	strong = color.NRGBA{0x2F, 0x6D, 0xA8, 0xff}
	middle = color.NRGBA{0x8F, 0xB8, 0xDC, 0xff}
	pale   = color.NRGBA{0xDA, 0xE8, 0xF4, 0xff}
	asked  = color.NRGBA{0xB8, 0x4A, 0x0E, 0xff}
	loss   = color.NRGBA{0xD9, 0x8B, 0x5F, 0xff}
	black  = color.NRGBA{0x22, 0x22, 0x22, 0xff}
	grey   = color.NRGBA{0x66, 0x66, 0x66, 0xff}
	rule   = color.NRGBA{0xE3, 0xE3, 0xE3, 0xff}
	bright = color.NRGBA{0x6C, 0xA0, 0xD0, 0xff}
	even   = color.NRGBA{0xF4, 0xF4, 0xF4, 0xff}
	white  = color.NRGBA{0xff, 0xff, 0xff, 0xff}
)

var fonts = font.NewCache(liberation.Collection())

// ink is how text is set.
type ink struct {
	size  vg.Length
	bold  bool
	color color.Color
}

// Texts read on a third of a slide too.
var (
	titleInk    = ink{18, true, black}
	subtitleInk = ink{12.5, false, grey}
	footerInk   = ink{10.5, false, grey}
	tickInk     = ink{12, false, grey}
	labelInk    = ink{12.5, false, black}
	strongInk   = ink{12.5, true, deep}
	askedInk    = ink{12, false, asked}
)

func (i ink) face() font.Face {
	f := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if i.bold {
		f.Weight = xfont.WeightBold
	}
	return fonts.Lookup(f, i.size)
}

func (i ink) width(s string) vg.Length {
	face := i.face()
	return face.Width(typeset(s))
}

// typeset returns text with true minus signs for the hyphens that stand for them.
func typeset(s string) string { return negative.ReplaceAllString(s, "$1\u2212$2") }

// negative is a hyphen where a number begins: those of names and dates stand behind a letter or a digit.
var negative = regexp.MustCompile(`(^|[ (])-([$0-9])`)

// wrapped returns text in lines of a width.
func (i ink) wrapped(s string, wide vg.Length) []string {
	face := i.face()
	return wrapped(typeset(s), float64(wide), func(s string) float64 { return float64(face.Width(s)) })
}

// balanced returns text in as few lines of a width as there can be, none of them much longer than the others.
func (i ink) balanced(s string, wide vg.Length) []string {
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
	after  = 0.0
	centre = 0.5
	before = 1.0
)

// write sets a line of text; y is its base line.
func (i ink) write(c draw.Canvas, x, y vg.Length, place float64, s string) {
	c.SetColor(i.color)
	c.FillString(i.face(), vg.Point{X: x - vg.Length(place)*i.width(s), Y: y}, typeset(s))
}

// beside sets a line of text whose middle is at y.
func (i ink) beside(c draw.Canvas, x, y vg.Length, place float64, s string) {
	i.write(c, x, y-0.36*i.size, place, s)
}

// figure is a plot with what it says.
type figure struct {
	name            string
	title, subtitle string // the subtitle says what to see
	draw            func(c draw.Canvas)
}

// page draws a figure with its title, and where it is from at the foot.
func (f figure) page(c draw.Canvas, origin string) {
	c.FillPolygon(white, corners(c.Rectangle))
	top := c.Max.Y - margin + 0.25*titleInk.size
	for _, line := range titleInk.balanced(f.title, c.Max.X-2*margin) {
		top -= 1.25 * titleInk.size
		titleInk.write(c, margin, top, after, line)
	}
	for _, line := range subtitleInk.wrapped(f.subtitle, c.Max.X-2*margin) {
		top -= 1.45 * subtitleInk.size
		subtitleInk.write(c, margin, top, after, line)
	}
	foot := footerInk.wrapped(origin, c.Max.X-2*margin)
	for i, line := range foot {
		footerInk.write(c, margin, 12+1.15*footerInk.size*vg.Length(len(foot)-1-i), after, line)
	}
	f.draw(draw.Crop(c, margin, -margin, 32+1.15*footerInk.size*vg.Length(len(foot)-1), top-22-c.Max.Y))
}

// svg renders a figure as SVG.
func (f figure) svg(origin string) (File, error) {
	var b bytes.Buffer
	vector := vgsvg.New(pageWidth, pageHeight)
	f.page(draw.New(vector), origin)
	_, err := vector.WriteTo(&b)
	// Not every reader of SVG has the font; these are as wide, or nearly.
	text := bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"),
		[]byte("font-family:'Liberation Sans',Arimo,Arial,Helvetica,'DejaVu Sans Condensed',sans-serif;"))
	return File{"plots/" + f.name + ".svg", text}, err
}

// png renders a figure as PNG.
func (f figure) png(origin string) (File, error) {
	var b bytes.Buffer
	pixels := vgimg.NewWith(vgimg.UseWH(pageWidth, pageHeight), vgimg.UseDPI(dotsPerInch))
	f.page(draw.New(pixels), origin)
	encoder := png.Encoder{CompressionLevel: png.BestSpeed} // large even areas are small anyway
	err := encoder.Encode(&b, pixels.Image())
	return File{"plots/" + f.name + ".png", b.Bytes()}, err
}

func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}

// disc fills a circle.
func disc(c draw.Canvas, fill color.Color, at vg.Point, radius vg.Length) {
	var path vg.Path
	path.Move(vg.Point{X: at.X + radius, Y: at.Y})
	path.Arc(at, radius, 0, 2*math.Pi)
	path.Close()
	c.SetColor(fill)
	c.Fill(path)
}
