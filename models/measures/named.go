package measures

import (
	"fmt"
	"slices"
	"strings"
)

// UnknownError says that a column was asked for by a word that names nothing.
type UnknownError struct {
	Of    string   // what was understood so far, such as nrr.smb; empty if nothing was
	Kind  string   // measure, segment or period
	Got   string   // the word
	Valid []string // what would name something
}

func (e *UnknownError) Error() string {
	switch {
	case e.Of == "":
		return fmt.Sprintf("no %s named %q", e.Kind, e.Got)
	case len(e.Valid) == 0:
		return fmt.Sprintf("%s is not measured in this run", e.Of)
	}
	return fmt.Sprintf("%s has no %s %q", e.Of, e.Kind, e.Got)
}

// Column returns the column of a name such as nrr.FY27, nrr.smb.FY27, nrr.FY27-Q4 or headcount.team/tier1.run: the
// whole company when no segment is named. What names nothing is an UnknownError.
func (l Layout) Column(name string) (Column, error) {
	parts := strings.Split(name, ".")
	if len(parts) == 2 {
		parts = slices.Insert(parts, 1, l.ScopeName(l.Ledger.All()))
	}
	if len(parts) != 3 || slices.Contains(parts, "") {
		return Column{}, fmt.Errorf("want MEASURE.PERIOD or MEASURE.SEGMENT.PERIOD such as nrr.FY27, got %q", name)
	}
	measure, segment, period := parts[0], parts[1], strings.Replace(parts[2], "-", " ", 1)
	m, ok := Find(measure)
	if !ok {
		return Column{}, &UnknownError{Kind: "measure", Got: measure, Valid: Names()}
	}
	var segments []string
	for _, scope := range l.scopes(m) {
		segments = append(segments, l.ScopeName(scope))
	}
	if !slices.Contains(segments, segment) {
		return Column{}, &UnknownError{Of: measure, Kind: "segment", Got: segment, Valid: segments}
	}
	var periods []string
	for _, c := range l.Columns() {
		if c.Measure != m || c.Segment != segment {
			continue
		}
		if c.Period.Name == period {
			return c, nil
		}
		periods = append(periods, c.Period.Name)
	}
	return Column{}, &UnknownError{Of: strings.TrimSuffix(name, "."+parts[2]), Kind: "period", Got: parts[2], Valid: periods}
}
