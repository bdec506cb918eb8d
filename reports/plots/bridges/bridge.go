// Package bridges draws how ARR comes from what it was to what it is: opening, what is new, expansion, uplift, contraction and
// churn, and closing, which is the opening of the next year. Steps are means, which add up; whiskers, and the figures beside
// them, tell between what 8 in 10 futures lie.
//
//	figure, missing := bridges.ARR(run, "arr-bridge") // missing says why there is nothing to show
//
// Rows go down a page that is as tall as they need. The axis does not begin at 0, where steps of a few per cent could not be
// seen, so the totals are marks rather than bars. A run of more years than a page has room for, or that is not of whole fiscal
// years, has one bridge from its beginning to its end. What stands in the rows is worked out in package results.
package bridges

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// mostYears is how many years a page has room for, and pitch from row to row.
const mostYears, pitch = 5, 15.5

// row is a total or a step of a bridge.
type row struct {
	name     string
	total    bool
	from, to float64 // of means
	low, end float64 // 8 in 10 futures end between these; NaN where there is no spread, or too few to tell it
	value    string
	spread   string
}

// ARR shows how ARR came from the run's beginning to its end.
func ARR(s *results.Run, name string) (drawing.Figure, string) {
	if s.Done == 0 {
		return drawing.Figure{}, "no trial was done"
	}
	whole, list := s.Bridge(), s.Bridges()
	if len(list) == 0 || len(list) > mostYears {
		list = []results.Bridge{whole}
	}
	if list[0].Before > 0 { // what was before the run is in the rows
		whole = results.Joined(list)
	}
	rows := rowsOf(list)
	values := []float64{}
	for _, r := range rows {
		values = append(values, r.from, r.to, r.low, r.end)
	}
	if !some(values) {
		return drawing.Figure{}, "there is no ARR"
	}
	across := drawing.Spanning(1000, values...)
	across.Min = max(0, across.Min)
	return drawing.Figure{
		Name:     name,
		Title:    moves(whole) + most(whole),
		Subtitle: seen(s, list, rows, across),
		Taller:   drawing.Rows(len(rows), pitch, drawing.Field-24),
		Draw:     func(c draw.Canvas) { drawRows(c, rows, across) },
	}, ""
}

func some(values []float64) bool {
	for _, v := range values {
		if results.Exists(v) && v != 0 {
			return true
		}
	}
	return false
}

// rowsOf returns the rows of bridges that join.
func rowsOf(list []results.Bridge) []row {
	rows := []row{totalOf("opening", list[0].Opening)}
	for _, b := range list {
		at := b.Opening.Mean
		for _, step := range b.Steps {
			if step.Amount.Mean == 0 && step.Name == "uplift" {
				continue
			}
			r := row{name: step.Name, from: at, to: at + step.Sign*step.Amount.Mean, value: signed(step.Sign * step.Amount.Mean), low: math.NaN(), end: math.NaN()}
			if spread(step.Amount) {
				r.low, r.end = at+step.Sign*step.Amount.P10, at+step.Sign*step.Amount.P90
				r.spread = words.Dollars(step.Amount.P10) + " to " + words.Dollars(step.Amount.P90)
			}
			rows, at = append(rows, r), r.to
		}
		closing := totalOf("closing", b.Closing)
		if b.Name != measures.Run {
			closing.name = "end of " + b.Name
		}
		rows = append(rows, closing)
	}
	return rows
}

func totalOf(name string, d results.Distribution) row {
	r := row{name: name, total: true, from: d.Mean, to: d.Mean, low: math.NaN(), end: math.NaN(), value: words.Dollars(d.Mean)}
	if spread(d) {
		r.low, r.end, r.spread = d.P10, d.P90, words.Dollars(d.P10)+" to "+words.Dollars(d.P90)
	}
	return r
}

// spread reports whether there are trials enough to tell a spread, and one.
func spread(d results.Distribution) bool {
	return d.N >= results.Banded && !results.Alike(d) && d.P10 < d.P90
}

func signed(v float64) string {
	switch text := words.Dollars(math.Abs(v)); {
	case v > 0:
		return "+" + text
	case v < 0:
		return "-" + text
	default:
		return text
	}
}

// moves says where ARR comes from and where it comes to.
func moves(b results.Bridge) string {
	opening, closing := b.Opening.Mean, b.Closing.Mean
	switch {
	case words.Dollars(opening) == words.Dollars(closing):
		return "ARR stays at " + words.Dollars(opening)
	case b.Level():
		return fmt.Sprintf("ARR goes from %s to %s, the same within its error", words.Dollars(opening), words.Dollars(closing))
	case closing < opening:
		return fmt.Sprintf("ARR shrinks from %s to %s", words.Dollars(opening), words.Dollars(closing))
	default:
		return fmt.Sprintf("ARR grows from %s to %s", words.Dollars(opening), words.Dollars(closing))
	}
}

// most names the largest gain and the largest loss of a bridge.
func most(b results.Bridge) string {
	gain, loss := b.Largest()
	var list []string
	for _, step := range []results.BridgeStep{gain, loss} {
		if step.Name != "" {
			list = append(list, step.Name+" "+signed(step.Sign*step.Amount.Mean))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return ": " + strings.Join(list, ", ")
}

// seen says what to see.
func seen(s *results.Run, list []results.Bridge, rows []row, across drawing.Scale) string {
	text := "Year by year: "
	if len(list) == 1 {
		quarters := s.Layout.Quarters()
		text = fmt.Sprintf("From the beginning of %s to the end of %s: ", quarters[0].Name, quarters[len(quarters)-1].Name)
	}
	ranged := false
	for _, r := range rows {
		ranged = ranged || r.spread != ""
	}
	switch {
	case !s.Many():
		text += "a single future."
	case ranged:
		text += fmt.Sprintf("means of %s futures, which add up. Whiskers, and beside them: 8 in 10 futures.", words.Count(s.Done))
	default:
		text += fmt.Sprintf("means of %s futures, which add up.", words.Count(s.Done))
	}
	if across.Min > 0 {
		text += " The axis does not begin at 0."
	}
	return text
}

func drawRows(c draw.Canvas, rows []row, across drawing.Scale) {
	left, value, spread := vg.Length(0), vg.Length(0), vg.Length(0)
	for _, r := range rows {
		left, value, spread = max(left, ink(r).Width(r.name)), max(value, ink(r).Width(r.value)), max(spread, drawing.TickInk.Width(r.spread))
	}
	right := value
	if spread > 0 {
		right += 10 + spread
	}
	p := drawing.Panel{Canvas: draw.Crop(c, left+12, -right-10, 20, 0), Across: across, Up: drawing.Scale{Min: 0, Max: 1}}
	p.Columns(across.Money(4), 4)
	high := min((p.Max.Y-p.Min.Y)/vg.Length(len(rows)), 26)
	at := func(i int) vg.Length { return p.Max.Y - high*(vg.Length(i)+0.5) }
	for i, r := range rows {
		y := at(i)
		ink(r).Beside(c, p.Min.X-12, y, drawing.Before, r.name)
		ink(r).Beside(c, p.Max.X+10+value, y, drawing.Before, r.value)
		drawing.TickInk.Beside(c, c.Max.X, y, drawing.Before, r.spread)
		if i+1 < len(rows) {
			x := p.At(r.to, 0).X
			p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.6), x, y, x, at(i+1))
		}
		bar(p, r, y, 0.34*high)
	}
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.7), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
}

func ink(r row) drawing.Ink {
	if r.total {
		return drawing.StrongInk
	}
	return drawing.LabelInk
}

func bar(p drawing.Panel, r row, y, half vg.Length) {
	from, to := p.At(r.from, 0).X, p.At(r.to, 0).X
	switch {
	case r.total:
		p.StrokeLine2(drawing.Stroke(drawing.Deep, 3.4), to, y-1.3*half, to, y+1.3*half)
	case r.from == r.to:
	default:
		fill := color.Color(drawing.Strong)
		if to < from {
			fill = drawing.Loss
		}
		left, right := min(from, to), max(from, to, min(from, to)+0.8)
		p.FillPolygon(fill, drawing.Corners(vg.Rectangle{Min: vg.Point{X: left, Y: y - half}, Max: vg.Point{X: right, Y: y + half}}))
	}
	if !results.Exists(r.low) {
		return
	}
	low, end := p.At(r.low, 0).X, p.At(r.end, 0).X
	p.StrokeLine2(drawing.Stroke(drawing.White, 3), low, y, end, y)
	p.StrokeLine2(drawing.Stroke(drawing.Black, 1.3), low, y, end, y)
	for _, x := range []vg.Length{low, end} {
		p.StrokeLine2(drawing.Stroke(drawing.Black, 1.3), x, y-0.5*half, x, y+0.5*half)
	}
}
