package operation

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// Colours of health, which grey tells apart too, and of teams that are not emphasised.
var (
	red    = color.NRGBA{R: 0x9E, G: 0x2A, B: 0x2B, A: 0xff}
	yellow = color.NRGBA{R: 0xF6, G: 0xD9, B: 0x74, A: 0xff}
	green  = color.NRGBA{R: 0x7F, G: 0xAE, B: 0x8E, A: 0xff}
	faint  = color.NRGBA{R: 0xD2, G: 0xD2, B: 0xD2, A: 0xff}
)

// mostBars is how many periods the losses have room for.
const mostBars = 12

// Health shows how customers are, by quarter, and how those were who left.
func Health(s *results.Run, name string) (drawing.Figure, string) {
	h := s.Health()
	switch {
	case s.Done == 0:
		return drawing.Figure{}, "no trial was done"
	case h == nil:
		return drawing.Figure{}, "nobody looks at the health of customers"
	case len(h.Quarters) == 0:
		return drawing.Figure{}, "there is no ARR"
	}
	heights := ofTrouble(h)
	return drawing.Figure{
		Name:     name,
		Title:    found(s, h),
		Subtitle: healthLegend(s, h, heights),
		Draw: func(c draw.Canvas) {
			left := c
			if len(h.Lost) > 0 {
				left.Max.X = c.Min.X + 0.56*(c.Max.X-c.Min.X)
				right := c
				right.Min.X = left.Max.X + 14
				drawLost(right, h)
			}
			drawHealth(left, h, heights)
		},
	}, ""
}

// ofTrouble returns a scale that shows what is not green, and of green what there is room for.
func ofTrouble(h *results.Health) drawing.Scale {
	const least = 0.04
	most := least / 1.5
	for _, q := range h.Quarters {
		most = max(most, q.Yellow+q.Red)
		if q.RedP90 > most {
			most = q.RedP90
		}
	}
	return drawing.Scale{Min: 0, Max: min(1, 1.5*most)}
}

// drawHealth draws the shares by quarter, red at the bottom, with the spread of red.
func drawHealth(c draw.Canvas, h *results.Health, heights drawing.Scale) {
	p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, drawing.ShareTick), 0, 36, -24), Up: heights}
	last := h.Quarters[len(h.Quarters)-1]
	p.Across = drawing.Scale{Min: float64(h.Quarters[0].From) - 0.5, Max: float64(last.From) + 0.5}
	labels := []struct {
		text string
		ink  drawing.Ink
		at   float64
	}{
		{"green " + words.ShareLabel(last.Green), drawing.LabelInk, (last.Red + last.Yellow + heights.Max) / 2},
		{"yellow " + words.ShareLabel(last.Yellow), drawing.LabelInk, last.Red + last.Yellow/2},
		{"red " + words.ShareLabel(last.Red), drawing.Ink{Size: drawing.LabelInk.Size, Bold: true, Color: red}, last.Red / 2},
	}
	var notes []drawing.Note
	for _, l := range labels {
		notes = append(notes, drawing.Note{Ink: l.ink, Text: l.text})
	}
	p.Max.X -= drawing.Gutter(notes) + 7
	for i, l := range labels {
		notes[i].Y = p.At(0, l.at).Y
	}
	drawing.StrongInk.Write(c, p.Min.X, p.Max.Y+12, drawing.After, "of all ARR, at quarters' ends")
	p.Rows(drawing.ShareTick)
	var periods []measures.Period
	for _, q := range h.Quarters {
		periods = append(periods, q.Period)
	}
	steps(p, green, h.Quarters, func(results.Shades) float64 { return 1 })
	steps(p, yellow, h.Quarters, func(q results.Shades) float64 { return q.Red + q.Yellow })
	steps(p, red, h.Quarters, func(q results.Shades) float64 { return q.Red })
	for _, q := range h.Quarters {
		if results.Exists(q.RedP10) && q.RedP90 > q.RedP10 {
			x := p.At(float64(q.From), 0).X
			low, high := p.At(0, q.RedP10).Y, p.At(0, min(q.RedP90, heights.Max)).Y
			thick := min(1.4, 0.18*(p.At(1, 0).X-p.At(0, 0).X))
			p.StrokeLine2(drawing.Stroke(drawing.White, 2*thick), x, low, x, high)
			p.StrokeLine2(drawing.Stroke(drawing.Black, thick), x, low, x, high)
		}
	}
	p.Quarters(periods)
	p.Led(notes)
}

// steps fills what lies below a height of each quarter: in one piece where quarters follow each other, as edges between
// pieces would show.
func steps(p drawing.Panel, fill color.Color, quarters []results.Shades, of func(q results.Shades) float64) {
	var points []vg.Point
	for i, q := range quarters {
		left, right := float64(q.From)-0.5, float64(q.From)+0.5
		if len(points) == 0 {
			points = append(points, p.At(left, 0))
		}
		height := min(of(q), p.Up.Max)
		points = append(points, p.At(left, height), p.At(right, height))
		if i+1 == len(quarters) || quarters[i+1].From != q.To {
			p.FillPolygon(fill, append(points, p.At(right, 0)))
			points = nil
		}
	}
}

// drawLost draws how the ARR that was lost had been, a bar a period: with its shares below, or in it where bars are many.
func drawLost(c draw.Canvas, h *results.Health) {
	const many = 5
	list, _ := bars(h)
	names := vg.Length(0)
	for _, y := range list {
		names = max(names, drawing.TickInk.Width(y.Name))
	}
	p := drawing.Panel{Canvas: draw.Crop(c, names+8, 0, 36, -24), Across: drawing.Scale{Min: 0, Max: 1}, Up: drawing.Scale{Min: 0, Max: 1}}
	drawing.StrongInk.Write(c, c.Min.X, p.Max.Y+12, drawing.After, "of the ARR lost, before")
	pitch, below := min((p.Max.Y-p.Min.Y)/vg.Length(len(list)), 70), vg.Length(3)
	if len(list) <= many {
		below = 24
	}
	for i, y := range list {
		top := p.Max.Y - vg.Length(i)*pitch
		foot := top - pitch + below
		middle := (top + foot) / 2
		drawing.TickInk.Beside(p.Canvas, p.Min.X-8, middle, drawing.Before, y.Name)
		from := 0.0
		for _, part := range []struct {
			fill, ink color.Color
			share     float64
		}{{red, drawing.White, y.Red}, {yellow, drawing.Black, y.Yellow}, {green, drawing.Black, y.Green}} {
			low, end := p.At(from, 0).X, p.At(from+part.share, 0).X
			from += part.share
			if end <= low {
				continue
			}
			p.FillPolygon(part.fill, drawing.Corners(vg.Rectangle{Min: vg.Point{X: low, Y: foot}, Max: vg.Point{X: end, Y: top}}))
			ink := drawing.Ink{Size: drawing.TickInk.Size, Color: part.ink}
			if text := rounded(part.share); len(list) > many && ink.Width(text)+4 < end-low && ink.Size < top-foot {
				ink.Beside(p.Canvas, (low+end)/2, middle, drawing.Centre, text)
			}
		}
		if len(list) <= many {
			drawing.TickInk.Write(c, c.Max.X, foot-14, drawing.Before, fmt.Sprintf("red %s, green %s", rounded(y.Red), rounded(y.Green)))
		}
	}
}

// bars returns the periods whose losses are drawn, the last among them, and says which are left out.
func bars(h *results.Health) (list []results.Shades, note string) {
	every := (len(h.Lost) + mostBars - 1) / mostBars
	if every < 2 {
		return h.Lost, ""
	}
	for i := (len(h.Lost) - 1) % every; i < len(h.Lost); i += every {
		list = append(list, h.Lost[i])
	}
	return list, fmt.Sprintf(" Losses shown: 1 period in %d.", every)
}

// healthLegend says what the marks mean, and what of green is beyond the picture.
func healthLegend(s *results.Run, h *results.Health, heights drawing.Scale) string {
	text := "Means of " + words.Trials(s) + ", by the last look at each customer."
	last := h.Quarters[len(h.Quarters)-1]
	switch {
	case !s.Many():
		text = "A single future, by the last look at each customer."
	case results.Exists(last.RedP10):
		text += " Whiskers: 8 in 10 futures of red."
	}
	if heights.Max < 1 {
		text += " Green goes on to 100 %."
	}
	_, note := bars(h)
	return text + note
}

// found says where red ARR goes, and what was to be seen of the ARR that was lost.
func found(s *results.Run, h *results.Health) string {
	first, last := h.Quarters[0], h.Quarters[len(h.Quarters)-1]
	text := ""
	switch from, to := words.ShareLabel(first.Red), words.ShareLabel(last.Red); {
	case h.Course == results.Stays && to == words.ShareLabel(0):
		text = "Next to no ARR is red"
	case h.Course == results.Peaks:
		text = fmt.Sprintf("Red peaks at %s of ARR in %s and ends at %s", words.ShareLabel(h.Peak.Red), h.Peak.Name, to)
	case h.Course == results.Grows:
		text = fmt.Sprintf("Red grows from %s to %s of ARR", from, to)
	case h.Course == results.Shrinks:
		text = fmt.Sprintf("Red shrinks from %s to %s of ARR", from, to)
	case len(h.Quarters) == 1:
		text = fmt.Sprintf("Red is %s of ARR", to)
	default:
		text = fmt.Sprintf("Red stays near %s of ARR", to)
	}
	if len(h.Lost) == 0 {
		return text + "; none is lost"
	}
	lost := h.Lost[len(h.Lost)-1]
	name, share := lost.Largest()
	return fmt.Sprintf("%s; %s of what is lost in %s was %s", text, rounded(share), lost.Name, name)
}

// rounded writes a share in whole per cent, and more exactly where that would be none or all.
func rounded(share float64) string {
	if text := whole(share); text != whole(0) && text != whole(1) || share == 0 || share == 1 {
		return text
	}
	return words.ShareLabel(share)
}
