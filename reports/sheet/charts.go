package sheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Chart is a chart that takes its numbers from cells of tables.
type Chart struct {
	Title  string
	Kind   Kind
	Up     Form // of the numbers along its vertical axis; of Bars along the horizontal one
	Along  Form // of those of Curves
	Rise   Bounds
	Run    Bounds // of Curves
	Series []Series
}

// Bounds are what an axis reaches from and to, in steps; all 0, where whoever shows it is to find them.
type Bounds struct{ Low, High, Step float64 }

// Kind is how the numbers of a chart are shown.
type Kind int

// The kinds.
const (
	Lines  Kind = iota
	Steps       // columns whose parts stand on each other
	Bars        // lying
	Curves      // of pairs of numbers
)

// Series is a row of numbers of a chart.
type Series struct {
	Name   Range // of one cell
	Labels Range // or the numbers along a curve
	Values Range
	Color  Color
	Width  float64 // of a line, in points
}

// Range is rows of a column of a table, counted from 0.
type Range struct {
	Sheet    string
	Column   int
	From, To int // To is the last; -1 and -1 is the title of the column
}

// Color is a colour of charts.
type Color string

// The colours of charts; Unseen shows nothing, and hides nothing.
const (
	Deep   Color = deep
	Strong Color = strong
	Middle Color = middle
	Loss   Color = loss
	Unseen Color = ""
)

// Shades are the colours of curves, in order.
var Shades = []Color{strong, loss, "0E6B5B", "A26FB8", "B9962B", "7A1F3D", "222222", middle}

// name returns the range as charts name it.
func (r Range) name() string {
	column, err := excelize.ColumnNumberToName(1 + r.Column)
	if err != nil {
		panic(err) // charts are of tables that are narrow
	}
	from, to := r.From+before+1, r.To+before+1
	if from == to {
		return fmt.Sprintf("'%s'!$%s$%d", r.Sheet, column, from)
	}
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", r.Sheet, column, from, column, to)
}

// Charts stand two abreast, so many rows of their sheet high.
const (
	abreast     = 2
	chartWide   = 640
	chartHigh   = 360
	chartRows   = 19
	chartColumn = 11
)

// charts puts charts on their sheet.
func (w *writer) charts(list []Chart) {
	if len(list) == 0 {
		return
	}
	w.say(chartsName, 1, 1, "Every chart takes its numbers from the sheets behind it, and can be edited.", look{grey: true})
	for i, c := range list {
		place := at(1+i%abreast*chartColumn, 3+i/abreast*chartRows)
		w.must(w.AddChart(chartsName, place, c.drawn()))
	}
	w.printed(chartsName, "portrait")
}

func (c Chart) drawn() *excelize.Chart {
	var first *excelize.Chart
	switch c.Kind {
	case Lines:
		first = c.base(excelize.Line)
		first.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	case Steps:
		first = c.base(excelize.ColStacked)
		gap, overlap := uint(40), 100
		first.GapWidth, first.Overlap = &gap, &overlap
		first.Legend.Position = "none"
	case Bars:
		first = c.base(excelize.Bar)
		gap := uint(60)
		first.GapWidth, first.XAxis.ReverseOrder = &gap, true
		first.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
		if len(c.Series) == 1 {
			first.Legend.Position = "none"
		}
	case Curves:
		first = c.base(excelize.Scatter)
		first.XAxis.NumFmt.CustomNumFmt = string(c.Along)
		c.Run.of(&first.XAxis)
		first.YAxis.TickLabelPosition = excelize.ChartTickLabelLow
	}
	for _, s := range c.Series {
		first.Series = append(first.Series, s.drawn())
	}
	return first
}

func (c Chart) base(kind excelize.ChartType) *excelize.Chart {
	alike := false
	chart := &excelize.Chart{
		Type:       kind,
		VaryColors: &alike,
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Size: 12, Bold: true, Color: deep}}}},
		Legend:     excelize.ChartLegend{Position: "bottom"},
		Dimension:  excelize.ChartDimension{Width: chartWide, Height: chartHigh},
		XAxis:      excelize.ChartAxis{Font: excelize.Font{Size: 9, Color: grey}},
		YAxis:      excelize.ChartAxis{Font: excelize.Font{Size: 9, Color: grey}, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: string(c.Up)}},
	}
	c.Rise.of(&chart.YAxis)
	return chart
}

func (b Bounds) of(axis *excelize.ChartAxis) {
	if b != (Bounds{}) {
		axis.Minimum, axis.Maximum, axis.MajorUnit = &b.Low, &b.High, b.Step
	}
}

func (s Series) drawn() excelize.ChartSeries {
	made := excelize.ChartSeries{Name: s.Name.name(), Categories: s.Labels.name(), Values: s.Values.name(), Fill: excelize.Fill{Type: "pattern"}, Marker: excelize.ChartMarker{Symbol: "none"}}
	if s.Color != Unseen {
		made.Fill.Pattern, made.Fill.Color = 1, []string{string(s.Color)}
	}
	if s.Width > 0 {
		made.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: s.Width, Fill: made.Fill}
	}
	return made
}
