package operation

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/words"
)

// mostPanels is how many teams a page has room for, and mostTaken how much of a team a panel shows.
const mostPanels, mostTaken = 12, 1.6

// Load shows how much of each team is taken, by quarter, in a row a team.
func Load(s *results.Run, name string) (drawing.Figure, string) {
	l := s.Loads()
	switch {
	case s.Done == 0:
		return drawing.Figure{}, "no trial was done"
	case len(l.Teams) == 0:
		return drawing.Figure{}, "nobody is there to work"
	}
	teams := fullest(l)
	heights := heightsOf(teams)
	return drawing.Figure{
		Name:     name,
		Title:    bottleneck(s, l),
		Subtitle: marks(s, l, teams, heights),
		Taller:   drawing.Rows(len(teams), pitch, drawing.Field-footOf(s)),
		Draw: func(c draw.Canvas) {
			name, told := vg.Length(0), vg.Length(0)
			for _, t := range teams {
				name, told = max(name, drawing.StrongInk.Width(short(t))), max(told, drawing.StrongInk.Width(taken(t)))
			}
			p := drawing.Panel{Canvas: draw.Crop(c, name+10+drawing.TickInk.Width(full), -told-10, footOf(s), 0), Across: quarters(s), Up: heights}
			high := min((p.Max.Y-p.Min.Y)/vg.Length(len(teams)), mostPitch)
			for i, t := range teams {
				row := p
				row.Max.Y = p.Max.Y - vg.Length(i)*high - 2
				row.Min.Y = row.Max.Y - high + 4
				drawLoad(c, row, t, t == l.Bottleneck, i == 0)
			}
			p.Min.Y = p.Max.Y - vg.Length(len(teams))*high
			p.Quarters(s.Layout.Quarters())
		},
	}, ""
}

// pitch is how high the row of a team is at least, mostPitch at most; full is what is written beside all that there is.
const pitch, mostPitch, full = 36, 50, "100 %"

// short is the name of a team as there is room for it.
func short(t *results.Load) string { return drawing.StrongInk.Named(t.Team, 150) }

// fullest returns the teams that there is room for, in the order of work.
func fullest(l results.Loads) (list []*results.Load) {
	order := make([]int, len(l.Teams))
	for i := range order {
		order[i] = i
	}
	if len(order) > mostPanels {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.Teams[b].Last.P50, l.Teams[a].Last.P50) })
		order = order[:mostPanels]
		slices.Sort(order)
	}
	for _, at := range order {
		list = append(list, &l.Teams[at])
	}
	return list
}

// heightsOf returns the scale of all panels.
func heightsOf(teams []*results.Load) drawing.Scale {
	most := 1.0
	for _, t := range teams {
		for _, q := range t.Quarters {
			for _, v := range []float64{q.P50, q.P90} {
				if v > most {
					most = v
				}
			}
		}
	}
	return drawing.Scale{Min: 0, Max: min(1.1*most, mostTaken)}
}

// quarters returns the horizontal scale.
func quarters(s *results.Run) drawing.Scale {
	list := s.Layout.Quarters()
	return drawing.Scale{Min: float64(list[0].From) - 0.5, Max: float64(list[len(list)-1].From) + 0.5}
}

// footOf is how high the names of quarters are below the rows.
func footOf(s *results.Run) vg.Length {
	if len(s.Layout.Quarters()) > 9 {
		return 18
	}
	return 32
}

// drawLoad draws how much of a team is taken by quarter, its name before and its figure behind.
func drawLoad(c draw.Canvas, p drawing.Panel, t *results.Load, emphasised, first bool) {
	const arrow = 3.5
	band, line, ink := color.Color(faint), color.Color(drawing.Grey), drawing.LabelInk
	if emphasised {
		band, line, ink = drawing.Middle, drawing.Deep, drawing.StrongInk
		c.FillPolygon(drawing.Pale, drawing.Corners(vg.Rectangle{Min: vg.Point{X: c.Min.X - 4, Y: p.Min.Y - 2}, Max: vg.Point{X: c.Max.X + 4, Y: p.Max.Y + 2}}))
	}
	within := func(v float64) float64 { return min(v, p.Up.Max) }
	beyond := func(v float64) float64 { return min(v, 2*p.Up.Max) } // an infinite one is no point of a line
	var xs, low, middle, high []float64
	for _, q := range t.Quarters {
		xs = append(xs, float64(q.From))
		low, middle, high = append(low, within(q.P10)), append(middle, beyond(q.P50)), append(high, within(q.P90))
	}
	p.Band(band, xs, low, high)
	all := p.At(0, 1).Y
	p.StrokeLine2(drawing.Stroke(drawing.Asked, 1.2, 5, 3), p.Min.X, all, p.Max.X, all)
	p.Thread(drawing.Stroke(line, 2.2), xs, middle)
	last := p.Min.X - 3*arrow
	for _, q := range t.Quarters {
		if at := p.At(float64(q.From), p.Up.Max); q.P50 > p.Up.Max && at.X-last >= 3*arrow {
			last = at.X
			p.FillPolygon(line, []vg.Point{{X: at.X - arrow, Y: at.Y - 2*arrow}, {X: at.X, Y: at.Y}, {X: at.X + arrow, Y: at.Y - 2*arrow}})
		}
	}
	p.StrokeLine2(drawing.Stroke(drawing.Grey, 0.5), p.Min.X, p.Min.Y, p.Max.X, p.Min.Y)
	middleY := (p.Min.Y + p.Max.Y) / 2
	ink.Beside(c, c.Min.X, middleY, drawing.After, short(t))
	ink.Beside(c, p.Max.X+8, middleY, drawing.After, taken(t))
	if emphasised || first {
		drawing.AskedInk.Beside(c, p.Min.X-4, all, drawing.Before, full)
	}
}

// taken says how much of a team is taken in the last period.
func taken(t *results.Load) string {
	share := rounded(t.Last.P50)
	switch {
	case math.IsInf(t.Last.P50, 1):
		return "no hours left"
	case t.Last.N == 0:
		return "nobody there"
	case t.Part == measures.OfNeeds:
		return share + " needed"
	case t.Part == measures.OfSlots:
		if t.Does == measures.Partnering {
			return "partner, " + share + " of slots"
		}
		return share + " of slots"
	case t.Part == measures.OfTime:
		return share + " of time"
	default:
		return share + " of hours"
	}
}

// marks says what the marks of the panels mean.
func marks(s *results.Run, l results.Loads, teams []*results.Load, heights drawing.Scale) string {
	text, few, cut, arrows, cared := "", false, false, false, false
	for _, t := range teams {
		cared = cared || t.Part == measures.OfNeeds
		few = few || t.Last.N < results.Banded
		for _, q := range t.Quarters {
			cut, arrows = cut || q.P90 > heights.Max, arrows || q.P50 > heights.Max
		}
	}
	switch {
	case !s.Many():
		text = "One trial tells nothing of chance."
	case few:
		text = fmt.Sprintf("Lines: medians of %d futures.", s.Done)
	default:
		text = "Load as a share of capacity. Line: median; band: 8 in 10 futures."
	}
	text += " Dashed: all that the team has. Figures: " + teams[0].Last.Name + "."
	if cared {
		text += " Needed: by accounts, of the hours left for them."
	}
	switch {
	case arrows:
		text += " Arrows: the median is beyond the picture."
	case cut:
		text += fmt.Sprintf(" Cut off at %s.", whole(heights.Max))
	}
	if n := len(l.Teams); n > len(teams) {
		text += fmt.Sprintf(" Shown: the %d with most taken, of %d.", len(teams), n)
	}
	return text
}

// bottleneck says which team is the tightest, how much of it is taken and how often nearly all.
func bottleneck(s *results.Run, l results.Loads) string {
	t := l.Bottleneck
	if t == nil {
		return "No own team has work in " + l.Teams[0].Last.Name
	}
	team, of := drawing.TitleInk.Named(t.Team, 200), t.Last.Name
	part := map[measures.Part]string{measures.OfHours: " of its hours taken in ", measures.OfSlots: " of its slots taken in ", measures.OfTime: " of its time taken in "}[t.Part]
	text := team + " is the bottleneck: " + whole(t.Last.P50) + part + of
	switch {
	case !l.Tight:
		return "No team is a bottleneck: most is taken of " + team + ", " + whole(t.Last.P50) + part + of
	case math.IsInf(t.Last.P50, 1) && l.Equals > 0:
		return fmt.Sprintf("%s and %d more %s have no hours left for their accounts in %s", team, l.Equals, words.Plural(l.Equals, "team", "teams"), of)
	case math.IsInf(t.Last.P50, 1):
		return team + " is the bottleneck: it has no hours left for its accounts in " + of
	case t.Part == measures.OfNeeds:
		text = fmt.Sprintf("%s is the bottleneck: its accounts need %s of its hours in %s", team, rounded(t.Last.P50), of)
	}
	switch {
	case !s.Many():
		return text + " of this single future"
	case t.Last.Alike || !results.Exists(l.Beyond.P):
		return text
	default:
		return text + ", " + whole(l.Bound) + " or more " + words.Often(l.Beyond)
	}
}

// whole writes a share in whole per cent.
func whole(v float64) string { return words.Decimal(100*v, 0) + " %" }
