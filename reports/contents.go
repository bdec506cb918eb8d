package reports

import (
	"io"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/folder"
	"postsale/reports/plots"
)

type (
	runFiles         struct{ *results.Run }
	comparisonFiles  struct{ *results.Comparison }
	explanationFiles struct{ *results.Explanation }
)

func (c comparisonFiles) Contents() ([]folder.Content, []string, error) {
	figures, notes, err := plots.ComparisonPlots(c.Comparison)
	given := *c.Comparison
	given.Base = c.Base.Given()
	list := []folder.Content{
		{Name: "compare.json", Fill: func(to io.Writer) error { return saved.CompareJSON(to, &given) }},
		{Name: "differences.csv", Fill: func(to io.Writer) error { return saved.DifferencesCSV(to, c.Comparison) }},
		{Name: "trials.csv", Fill: func(to io.Writer) error { return saved.ComparedTrialsCSV(to, c.Comparison) }},
	}
	if c.Base.Table.Luck != nil {
		list = append(list, folder.Content{Name: saved.ControlsName, Fill: func(to io.Writer) error { return saved.ControlsCSV(to, true, c.Runs()...) }})
	}
	for _, f := range figures {
		list = append(list, folder.AsContent(f))
	}
	return list, notes, err
}

func (c comparisonFiles) Manifest(notes []string, files []saved.FileRecord) saved.Manifest {
	m := saved.ManifestOf(c.Base, notes, files)
	m.Command = c.Command
	for _, r := range c.Others {
		m.Others = append(m.Others, saved.ScenarioRecord{Name: r.Name, SHA256: r.SHA256})
	}
	return m
}

func (e explanationFiles) Contents() ([]folder.Content, []string, error) {
	figures, notes, err := plots.ExplanationPlots(e.Explanation)
	list := []folder.Content{
		{Name: "why.json", Fill: func(to io.Writer) error { return saved.ExplainJSON(to, e.Explanation) }},
		{Name: "shares.csv", Fill: func(to io.Writer) error { return saved.SharesCSV(to, e.Explanation) }},
		{Name: "sets.csv", Fill: func(to io.Writer) error { return saved.SetsCSV(to, e.Explanation) }},
	}
	for _, f := range figures {
		list = append(list, folder.AsContent(f))
	}
	return list, notes, err
}

func (e explanationFiles) Manifest(notes []string, files []saved.FileRecord) saved.Manifest {
	m := saved.ManifestOf(e.Of, notes, files)
	m.Command = e.Command
	if e.To != nil {
		m.Others = []saved.ScenarioRecord{{Name: e.To.Name, SHA256: e.To.SHA256}}
	}
	return m
}

func (s runFiles) Contents() ([]folder.Content, []string, error) {
	figures, notes, err := plots.RunPlots(s.Run)
	list := []folder.Content{
		{Name: "summary.json", Fill: func(to io.Writer) error { return saved.SummaryJSON(to, s.Given()) }},
		{Name: "quarters.csv", Fill: func(to io.Writer) error { return saved.QuartersCSV(to, s.Run) }},
		{Name: "trials.csv", Fill: func(to io.Writer) error { return saved.TrialsCSV(to, s.Run) }},
	}
	if s.Table.Luck != nil {
		list = append(list, folder.Content{Name: saved.ControlsName, Fill: func(to io.Writer) error { return saved.ControlsCSV(to, false, s.Run) }})
	}
	for _, f := range figures {
		list = append(list, folder.AsContent(f))
	}
	return list, notes, err
}

func (s runFiles) Manifest(notes []string, files []saved.FileRecord) saved.Manifest {
	return saved.ManifestOf(s.Run, notes, files)
}
