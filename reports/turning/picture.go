package turning

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/turns"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// Picture shows what the plans differ by in what decides, against what varies.
func Picture(a *turns.Argument) drawing.Figure {
	m := a.Deciding()
	unit := formOf(m).unitIn(m)
	if unit != "" {
		unit = ", in " + unit
	}
	return drawing.Figure{
		Name:  "turn",
		Title: finding(a),
		Subtitle: fmt.Sprintf("%s: %s less %s%s. Dots: means; band: 8 in 10 of %s futures.", upper(Label(m)), a.Second.Name, a.First.Name,
			unit, words.Count(a.Trials)),
		Draw: func(c draw.Canvas) { panel(c, a) },
	}
}

// Origin says where a picture is from.
func Origin(a *turns.Argument) string {
	return words.Clean(a.Command) + " - first: " + words.Clean(a.First.Plan) + "; second: " + words.Clean(a.Second.Plan)
}

// finding says who wins where.
func finding(a *turns.Argument) string {
	name := func(w turns.Winner) string { return a.Side(w).Name }
	switch steady := a.Steady(); {
	case len(a.Turns) == 1:
		t := a.Turns[0]
		return upper(fmt.Sprintf("%s wins up to %s %s, %s beyond", name(t.Then.Other()), at(a, t.At), a.Across.Says, name(t.Then)))
	case len(a.Turns) > 1:
		var where []string
		for _, t := range a.Turns {
			where = append(where, at(a, t.At))
		}
		return upper(fmt.Sprintf("%s wins up to %s %s, and the winner changes again at %s", name(a.Turns[0].Then.Other()), where[0], a.Across.Says,
			strings.Join(where[1:], " and ")))
	case steady == turns.Open:
		return "Nobody is ahead at any value"
	default:
		for _, l := range a.Levels {
			if l.Winner != steady {
				return upper(name(steady) + " wins at every value that the trials can tell")
			}
		}
		return upper(name(steady) + " wins at every value")
	}
}

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// panel draws differences by level.
func panel(c draw.Canvas, a *turns.Argument) {
	m, f := a.Deciding(), formOf(a.Deciding())
	var xs, means, low, high []float64
	for k, d := range m.Gaps {
		xs = append(xs, a.Levels[k].Value)
		means, low, high = append(means, d.Mean/f.by), append(low, d.P10/f.by), append(high, d.P90/f.by)
	}
	heights := drawing.Spanning(10*math.Pow(10, -float64(f.finer)), append(append([]float64{0}, low...), high...)...)
	show := heights.Numbers(6)
	signed := func(v float64) string {
		if v > 0 {
			return "+" + show(v)
		}
		return show(v)
	}
	p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(heights, signed), -12, 50, -38), Up: heights}
	p.Across = drawing.Scale{Min: xs[0], Max: xs[len(xs)-1]}
	p.Across.Min, p.Across.Max = p.Across.Min-0.02*(xs[len(xs)-1]-xs[0]), p.Across.Max+0.02*(xs[len(xs)-1]-xs[0])
	for _, t := range a.Turns {
		p.FillPolygon(drawing.Even, drawing.Corners(vg.Rectangle{Min: p.At(t.From, heights.Min), Max: p.At(t.To, heights.Max)}))
	}
	p.Rows(signed)
	p.Band(drawing.Pale, xs, low, high)
	zero := p.At(0, 0).Y
	p.StrokeLine2(drawing.Stroke(drawing.Black, 1.2), p.Min.X, zero, p.Max.X, zero)
	p.Lines(drawing.Stroke(drawing.Strong, 1.6), xs, means)
	for k := range xs {
		drawing.Disc(p.Canvas, drawing.White, p.At(xs[k], means[k]), 5)
		drawing.Disc(p.Canvas, drawing.Deep, p.At(xs[k], means[k]), 4)
	}
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
	levels(p, a)
	mark(p, a, zero)
	above, below := a.Second.Name, a.First.Name
	if m.Better == measures.Down {
		above, below = below, above
	}
	wide := p.Max.X - p.Min.X
	drawing.StrongInk.Write(c, p.Min.X, p.Max.Y+25, drawing.After, "up here "+drawing.StrongInk.Named(above, wide-110)+" is ahead")
	drawing.StrongInk.Write(c, p.Min.X, p.Min.Y-46, drawing.After, "down here "+drawing.StrongInk.Named(below, wide-130)+" is ahead")
}

// levels writes the values below the panel, those that have room, and what they are.
func levels(p drawing.Panel, a *turns.Argument) {
	end := vg.Length(math.Inf(-1))
	for _, l := range a.Levels {
		x, half := p.At(l.Value, 0).X, drawing.TickInk.Width(value(l))/2
		p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), x, p.Min.Y, x, p.Min.Y-3)
		if x-half > end+6 {
			drawing.TickInk.Write(p.Canvas, x, p.Min.Y-15, drawing.Centre, value(l))
			end = x + half
		}
	}
	drawing.LabelInk.Write(p.Canvas, (p.Min.X+p.Max.X)/2, p.Min.Y-30, drawing.Centre, a.Across.Says)
}

// mark marks where the winner changes.
func mark(p drawing.Panel, a *turns.Argument, zero vg.Length) {
	for _, t := range a.Turns {
		if !results.Exists(t.At) {
			continue
		}
		x := p.At(t.At, 0).X
		p.StrokeLine2(drawing.Stroke(drawing.Asked, 1.4, 6, 3), x, p.Min.Y, x, p.Max.Y)
		drawing.Disc(p.Canvas, drawing.White, vg.Point{X: x, Y: zero}, 6)
		drawing.Disc(p.Canvas, drawing.Asked, vg.Point{X: x, Y: zero}, 4.5)
		ink := drawing.AskedInk
		ink.Bold = true
		text := "turns at " + at(a, t.At)
		half := ink.Width(text) / 2
		ink.Write(p.Canvas, max(p.Min.X+half, min(p.Max.X-half, x)), p.Max.Y+9, drawing.Centre, text)
	}
}
