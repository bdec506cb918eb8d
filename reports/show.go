package reports

import (
	"fmt"
	"io"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/folder"
)

// Show writes a record for people, or for programs as json.
func Show(w io.Writer, record results.Record, format string) error {
	json := format == "json"
	switch r := record.(type) {
	case *results.Run:
		if json {
			return saved.SummaryJSON(w, r)
		}
		return Summary(w, r)
	case *results.Comparison:
		if json {
			return saved.CompareJSON(w, r)
		}
		return Compare(w, r)
	case *results.Explanation:
		if json {
			return saved.ExplainJSON(w, r)
		}
		return Explain(w, r)
	}
	panic(fmt.Sprintf("reports: no report of a %T", record))
}

// Files returns what the folder of a record holds.
func Files(record results.Record) folder.Results {
	switch r := record.(type) {
	case *results.Run:
		return runFiles{r}
	case *results.Comparison:
		return comparisonFiles{r}
	case *results.Explanation:
		return explanationFiles{r}
	}
	panic(fmt.Sprintf("reports: no folder of a %T", record))
}
