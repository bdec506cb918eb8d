package reports

import (
	"fmt"

	"postsale/models/results"
	"postsale/reports/document"
	"postsale/reports/folder"
)

// Document returns what a record tells people.
func Document(record results.Record) document.Document {
	switch r := record.(type) {
	case *results.Run:
		return Summary(r)
	case *results.Comparison:
		return Comparison(r)
	case *results.Explanation:
		return Explanation(r)
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
