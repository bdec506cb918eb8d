// Package plots draws the pictures of records: of a run its fans of retention and ARR (package fans), dots of its futures, the
// ARR bridge year by year (package bridges), start delay by week, queues, load and health (package operation), and cohorts; of a
// comparison the differences, and what plans cost more against what they keep more, with the lines on which that pays; of an
// explanation the waterfall from one value to the other.
//
//	files, notes, err := plots.RunPlots(run) // each picture as SVG and PNG; the notes say what had nothing to show
//
// The title of each is a finding with its figure, worked out in package results; this package words and draws it, with the
// means of package drawing. No mark shows a spread that is not there, and what is within its error is drawn pale.
package plots

import (
	"cmp"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"postsale/models/results"
	"postsale/reports/drawing"
	"postsale/reports/folder"
	"postsale/reports/operation"
	"postsale/reports/plots/bridges"
	"postsale/reports/plots/fans"
	"postsale/reports/words"
)

// RunPlots draws what there is to draw, each plot as an SVG and a PNG file. The notes
// name the plots that had nothing to show, and say why.
func RunPlots(s *results.Run) (files []folder.File, notes []string, err error) {
	figures, notes := runFigures(s)
	files, err = rendered(figures, runProvenance(s))
	return files, notes, err
}

// Figures returns the plots of a record as they are before they have a form, what stands at the foot of each, and notes of
// those that have nothing to show.
func Figures(record results.Record) (list []drawing.Figure, origin string, notes []string) {
	switch r := record.(type) {
	case *results.Run:
		list, notes = runFigures(r)
		return list, runProvenance(r), notes
	case *results.Comparison:
		list, notes = comparisonFigures(r)
		return list, comparisonProvenance(r), notes
	case *results.Explanation:
		list, notes = explanationFigures(r)
		return list, explanationProvenance(r), notes
	}
	panic(fmt.Sprintf("plots: no picture of a %T", record))
}

// rendered returns figures as files, drawn side by side on all cores.
func rendered(figures []drawing.Figure, origin string) ([]folder.File, error) {
	files, faults := make([]folder.File, 2*len(figures)), make([]error, 2*len(figures))
	var next atomic.Int64
	var working sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		working.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				f := figures[i/2]
				render := f.SVG
				if i%2 == 1 {
					render = f.PNG
				}
				if files[i], faults[i] = render(origin); faults[i] != nil {
					faults[i] = fmt.Errorf("plot %s: %w", f.Name, faults[i])
				}
			}
		})
	}
	working.Wait()
	return files, cmp.Or(faults...)
}

// plot makes a figure of a name, or says why there is none.
type plot struct {
	name string
	draw func(name string) (f drawing.Figure, missing string)
}

// drawn returns the plots that have something to show, and notes of the others.
func drawn(plots []plot) (list []drawing.Figure, notes []string) {
	for _, p := range plots {
		f, missing := p.draw(p.name)
		if missing != "" {
			notes = append(notes, fmt.Sprintf("plot %s left out: %s", p.name, missing))
			continue
		}
		list = append(list, f)
	}
	return list, notes
}

// runFigures returns the plots of a run.
func runFigures(s *results.Run) (list []drawing.Figure, notes []string) {
	slots := queue{"projects_queued", "projects_queued_peak", "The queue for a slot", "No project waits for a slot", "project"}
	backlog := queue{"ticket_backlog", "ticket_backlog_peak", "The ticket backlog", "No ticket is open", "ticket"}
	plots := []plot{
		{"nrr-fan", func(name string) (drawing.Figure, string) { return fans.Retention(s, name, "nrr", "NRR") }},
		{"grr-fan", func(name string) (drawing.Figure, string) { return fans.Retention(s, name, "grr", "GRR") }},
		{"arr-fan", func(name string) (drawing.Figure, string) { return fans.ARR(s, name) }},
		{"nrr-dots", func(name string) (drawing.Figure, string) { return retentionDots(s, name, "nrr", "NRR") }},
		{"grr-dots", func(name string) (drawing.Figure, string) { return retentionDots(s, name, "grr", "GRR") }},
		{"arr-bridge", func(name string) (drawing.Figure, string) { return bridges.ARR(s, name) }},
		{"start-delay-by-week", func(name string) (drawing.Figure, string) { return startDelay(s, name) }},
		{"queue", func(name string) (drawing.Figure, string) { return waiting(s, name, slots) }},
		{"backlog", func(name string) (drawing.Figure, string) { return waiting(s, name, backlog) }},
		{"load", func(name string) (drawing.Figure, string) { return byQuarter(s, name, operation.Load) }},
		{"cohorts", func(name string) (drawing.Figure, string) { return cohorts(s, name) }},
	}
	if s.LooksAtHealth() {
		plots = append(plots, plot{"health", func(name string) (drawing.Figure, string) { return byQuarter(s, name, operation.Health) }})
	}
	return drawn(plots)
}

// byQuarter returns a figure that tells of quarters, where there are any.
func byQuarter(s *results.Run, name string, draw func(s *results.Run, name string) (drawing.Figure, string)) (drawing.Figure, string) {
	if !s.Quarterly() {
		return drawing.Figure{}, fans.Missing
	}
	return draw(s, name)
}

// runProvenance says at the foot of a plot where it is from.
func runProvenance(s *results.Run) string { return from(s, drawing.FooterInk.Named(s.Name, 320)) }

func from(s *results.Run, names string) string {
	text := fmt.Sprintf("%s · %s · seed %d · postsale %s", names, words.Trials(s), s.Seed, words.Clean(s.Program))
	if s.Interrupted {
		text += fmt.Sprintf(" · interrupted before %s trials", words.Count(s.Asked))
	}
	return text
}
