package outcome

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/results/sought"
	"postsale/reports/drawing"
	"postsale/reports/folder"
	"postsale/reports/words"
)

// drawn returns the picture of the curve, as SVG and PNG.
func drawn(s *sought.Search) ([]folder.File, error) {
	f := figure(s)
	origin := fmt.Sprintf("%s · %s trials of all values · seed %d · postsale %s", drawing.FooterInk.Named(s.Of.Name, 320), words.Count(s.Trials), s.Of.Seed,
		words.Clean(s.Of.Program))
	svg, err := f.SVG(origin)
	if err != nil {
		return nil, err
	}
	png, err := f.PNG(origin)
	return []folder.File{svg, png}, err
}

// figure is the curve with its intervals, what is to be reached, and the values that may be the answer.
func figure(s *sought.Search) drawing.Figure {
	k := formOf(s)
	heights := []float64{s.Goal.Value / k.by}
	var xs, low, middle, high []float64
	for _, p := range s.Points {
		xs, middle = append(xs, p.At), append(middle, p.Estimate/k.by)
		low, high = append(low, p.Low/k.by), append(high, p.High/k.by)
	}
	heights = append(append(append(heights, middle...), low...), high...)
	f := drawing.Figure{Name: "curve", Title: title(s), Subtitle: "Dots: " + figureOf(s) + k.title + ", of values that were tried; band: what the trials cannot rule out at any look. " +
		"Dashed: the goal. Thick at the foot: the values that may be the answer."}
	f.Draw = func(c draw.Canvas) {
		up := drawing.Spanning(0, heights...)
		if !(up.Max > up.Min) {
			up.Min, up.Max = up.Min-1, up.Max+1
		}
		show := up.Numbers(6)
		across := drawing.Spanning(0, xs...)
		if !(across.Max > across.Min) {
			across.Min, across.Max = across.Min-1, across.Max+1
		}
		note := []drawing.Note{{Ink: drawing.AskedInk, Text: "goal"}}
		p := drawing.Panel{Canvas: draw.Crop(c, drawing.Room(up, show), -drawing.Gutter(note), 24, -4), Across: across, Up: up}
		p.Rows(show)
		p.Band(drawing.Pale, xs, low, high)
		p.Lines(drawing.Stroke(drawing.Strong, 1.6), xs, middle)
		goal := p.At(across.Min, s.Goal.Value/k.by).Y
		p.StrokeLine2(drawing.Stroke(drawing.Asked, 1.4, 6, 3), p.Min.X, goal, p.Max.X, goal)
		note[0].Y = goal
		p.Notes(note)
		taken := p.Min.X - 100
		for i, point := range s.Points {
			at := p.At(point.At, middle[i])
			ink, colour := drawing.TickInk, drawing.Strong
			if point.Value == s.Answer {
				ink, colour = drawing.StrongInk, drawing.Deep
			}
			if finite(middle[i]) {
				drawing.Disc(p.Canvas, colour, at, 3.2)
			}
			text := words.Clean(point.Value)
			half := ink.Width(text)/2 + 4
			if point.Value == s.Answer || at.X-half > taken && clear(s, p, at.X+half) {
				ink.Write(p.Canvas, at.X, p.Min.Y-15, drawing.Centre, text)
				taken = at.X + half
			}
		}
		p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
		if s.Outcome == sought.Found {
			const least = 3
			a, b := p.At(min(s.From.At, s.To.At), up.Min).X, p.At(max(s.From.At, s.To.At), up.Min).X
			p.StrokeLine2(drawing.Stroke(drawing.Deep, 3), a-least, p.Min.Y, b+least, p.Min.Y)
		}
	}
	return f
}

// clear reports whether a label that ends at a place leaves the answer its own.
func clear(s *sought.Search, p drawing.Panel, end vg.Length) bool {
	answer := s.Point(s.Answer)
	if answer == nil {
		return true
	}
	at := p.At(answer.At, p.Up.Min).X
	half := drawing.StrongInk.Width(words.Clean(s.Answer))/2 + 4
	return end < at-half || end-2*half > at
}

// title says the answer in short.
func title(s *sought.Search) string {
	switch s.Outcome {
	case sought.Found:
		return fmt.Sprintf("%s: %s is %s that reaches %s", s.Key, s.Answer, superlative(s), goalOf(s))
	case sought.Every:
		return fmt.Sprintf("Every value of %s that was tried reaches %s", s.Key, goalOf(s))
	case sought.Absent:
		return figureOf(s) + " does not exist"
	case sought.None:
		return fmt.Sprintf("No value of %s that was tried reaches %s", s.Key, goalOf(s))
	}
	return fmt.Sprintf("%s moves nothing of %s", s.Key, figureOf(s))
}
