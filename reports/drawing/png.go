//go:build !js

package drawing

import (
	"bytes"
	"image"
	clean "image/draw"
	"image/png"
	"sync"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"postsale/reports/folder"
)

const dotsPerInch = 240 // 1600 pixels across

// sheets are what pages of the usual height are drawn on, and encoders what writes them: megabytes each, used again by the
// next page.
var (
	sheets   = sync.Pool{New: func() any { return sheetOf(PageHeight) }}
	encoders encoderPool
)

func sheetOf(height vg.Length) *vgimg.Canvas {
	return vgimg.NewWith(vgimg.UseWH(PageWidth, height), vgimg.UseDPI(dotsPerInch))
}

type encoderPool struct{ sync.Pool }

func (p *encoderPool) Get() *png.EncoderBuffer {
	b, _ := p.Pool.Get().(*png.EncoderBuffer)
	return b
}

func (p *encoderPool) Put(b *png.EncoderBuffer) { p.Pool.Put(b) }

// PNG renders a figure as PNG.
func (f Figure) PNG(origin string) (folder.File, error) {
	var b bytes.Buffer
	var sheet *vgimg.Canvas
	if f.height() == PageHeight {
		sheet = sheets.Get().(*vgimg.Canvas)
		defer sheets.Put(sheet)
	} else {
		sheet = sheetOf(f.height())
	}
	clean.Draw(sheet.Image(), sheet.Image().Bounds(), image.White, image.Point{}, clean.Src)
	vg.Initialize(sheet)
	f.page(draw.New(sheet), origin)
	encoder := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoders} // large even areas are small anyway
	err := encoder.Encode(&b, sheet.Image())
	return folder.File{Name: "plots/" + f.Name + ".png", Data: b.Bytes()}, err
}
