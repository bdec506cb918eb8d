package reports

import (
	"io"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/folder"
	"postsale/reports/plots"
)

type (
	runFiles struct {
		*results.Run
		pictures bool
	}
	comparisonFiles struct {
		*results.Comparison
		pictures bool
	}
	explanationFiles struct {
		*results.Explanation
		pictures bool
	}
)

// pictured returns contents with the pictures of a record, if they are asked for.
func pictured[R any](list []folder.Content, asked bool, record R, draw func(R) ([]folder.File, []string, error)) ([]folder.Content, []string, error) {
	if !asked {
		return list, []string{"plots left out: none were asked for"}, nil
	}
	figures, notes, err := draw(record)
	for _, f := range figures {
		list = append(list, folder.AsContent(f))
	}
	return list, notes, err
}

func (c comparisonFiles) Contents() ([]folder.Content, []string, error) {
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
	return pictured(list, c.pictures, c.Comparison, plots.ComparisonPlots)
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
	list := []folder.Content{
		{Name: "why.json", Fill: func(to io.Writer) error { return saved.ExplainJSON(to, e.Explanation) }},
		{Name: "shares.csv", Fill: func(to io.Writer) error { return saved.SharesCSV(to, e.Explanation) }},
		{Name: "sets.csv", Fill: func(to io.Writer) error { return saved.SetsCSV(to, e.Explanation) }},
	}
	return pictured(list, e.pictures, e.Explanation, plots.ExplanationPlots)
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
	list := []folder.Content{{Name: "summary.json", Fill: func(to io.Writer) error { return saved.SummaryJSON(to, s.Given()) }}}
	if !s.Kept() {
		list, notes, err := pictured(list, s.pictures, s.Run, plots.RunPlots)
		return list, append(notes, unkept(s.Run)), err
	}
	list = append(list,
		folder.Content{Name: "quarters.csv", Fill: func(to io.Writer) error { return saved.QuartersCSV(to, s.Run) }},
		folder.Content{Name: "trials.csv", Fill: func(to io.Writer) error { return saved.TrialsCSV(to, s.Run) }})
	if s.Table.Luck != nil {
		list = append(list, folder.Content{Name: saved.ControlsName, Fill: func(to io.Writer) error { return saved.ControlsCSV(to, false, s.Run) }})
	}
	return pictured(list, s.pictures, s.Run, plots.RunPlots)
}

// unkept says what a folder lacks where trials are not kept, and where else it stands.
func unkept(s *results.Run) string {
	quarters := "nor figures by quarter"
	if s.Quarterly() {
		quarters = "and figures by quarter stand in summary.json"
	}
	return "trials.csv, " + saved.ControlsName + " and quarters.csv left out: so many trials are not kept, " + quarters + "; postsale trace tells any of them with --trial N"
}

func (s runFiles) Manifest(notes []string, files []saved.FileRecord) saved.Manifest {
	return saved.ManifestOf(s.Run, notes, files)
}
