package reports

import "fmt"

// Plots draws what there is to draw, each plot as an SVG and a PNG file. The notes
// name the plots that had nothing to show, and say why.
func Plots(s *Study) (files []File, notes []string, err error) {
	figures, notes := s.figures()
	files, err = rendered(figures, s.provenance())
	return files, notes, err
}

// rendered returns figures as files.
func rendered(figures []figure, origin string) (files []File, err error) {
	for _, f := range figures {
		for _, render := range []func(origin string) (File, error){f.svg, f.png} {
			file, err := render(origin)
			if err != nil {
				return nil, fmt.Errorf("plot %s: %w", f.name, err)
			}
			files = append(files, file)
		}
	}
	return files, nil
}

// plot makes a figure of a name, or says why there is none.
type plot struct {
	name string
	draw func(name string) (f figure, missing string)
}

// drawn returns the plots that have something to show, and notes of the others.
func drawn(plots []plot) (list []figure, notes []string) {
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

// figures returns the plots of a study.
func (s *Study) figures() (list []figure, notes []string) {
	slots := queue{"projects_queued", "projects_queued_peak", "The queue for a slot", "No project waits for a slot", "project"}
	backlog := queue{"ticket_backlog", "ticket_backlog_peak", "The ticket backlog", "No ticket is open", "ticket"}
	return drawn([]plot{
		{"nrr-fan", func(name string) (figure, string) { return s.retentionFan(name, "nrr", "NRR") }},
		{"grr-fan", func(name string) (figure, string) { return s.retentionFan(name, "grr", "GRR") }},
		{"nrr-dots", func(name string) (figure, string) { return s.retentionDots(name, "nrr", "NRR") }},
		{"grr-dots", func(name string) (figure, string) { return s.retentionDots(name, "grr", "GRR") }},
		{"arr-bridge", func(name string) (figure, string) { return s.bridge(name) }},
		{"start-delay-by-week", func(name string) (figure, string) { return s.startDelay(name) }},
		{"queue", func(name string) (figure, string) { return s.waiting(name, slots) }},
		{"backlog", func(name string) (figure, string) { return s.waiting(name, backlog) }},
		{"cohorts", func(name string) (figure, string) { return s.cohorts(name) }},
	})
}

// provenance says at the foot of a plot where it is from.
func (s *Study) provenance() string { return s.from(footerInk.named(s.Name, 320)) }

func (s *Study) from(names string) string {
	text := fmt.Sprintf("%s · %s · seed %d · postsale %s", names, s.trials(), s.Seed, clean(s.Program))
	if s.Interrupted {
		text += fmt.Sprintf(" · interrupted before %s trials", count(s.Asked))
	}
	return text
}
