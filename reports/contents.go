package reports

import (
	"io"
	"strings"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/folder"
	"postsale/reports/plots"
)

type (
	runFiles struct {
		*results.Run
		forms    []saved.Form
		pictures bool
	}
	comparisonFiles struct {
		*results.Comparison
		forms    []saved.Form
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

// tabled returns contents with the tables of a record, in each of the forms.
func tabled(list []folder.Content, record results.Record, forms []saved.Form) []folder.Content {
	for _, table := range saved.TablesOf(record) {
		for _, form := range forms {
			list = append(list, folder.Content{Name: table.File(form), Fill: func(to io.Writer) error { return table.Write(to, form) }})
		}
	}
	return list
}

func (c comparisonFiles) Contents() ([]folder.Content, []string, error) {
	given := *c.Comparison
	given.Base = c.Base.Given()
	list := []folder.Content{{Name: "compare.json", Fill: func(to io.Writer) error { return saved.CompareJSON(to, &given) }}}
	return pictured(tabled(list, c.Comparison, c.forms), c.pictures, c.Comparison, plots.ComparisonPlots)
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
		return list, append(notes, unkept(s.Run, s.forms)), err
	}
	return pictured(tabled(list, s.Run, s.forms), s.pictures, s.Run, plots.RunPlots)
}

// unkept says what a folder lacks where trials are not kept, and where else it stands.
func unkept(s *results.Run, forms []saved.Form) string {
	var lacks []string
	for _, table := range []string{saved.TrialsName, saved.ControlsName, saved.QuartersName} {
		for _, form := range forms {
			lacks = append(lacks, saved.FileOf(table, form))
		}
	}
	last := len(lacks) - 1
	quarters := "nor figures by quarter"
	if s.Quarterly() {
		quarters = "and figures by quarter stand in summary.json"
	}
	return strings.Join(lacks[:last], ", ") + " and " + lacks[last] + " left out: so many trials are not kept, " + quarters + "; postsale trace tells any of them with --trial N"
}

func (s runFiles) Manifest(notes []string, files []saved.FileRecord) saved.Manifest {
	return saved.ManifestOf(s.Run, notes, files)
}
