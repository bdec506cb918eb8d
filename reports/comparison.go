package reports

import (
	"io"
	"slices"

	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/sim/estimate"
)

// Comparison is everything that a report shows of plans that lived through the same luck: their studies have the
// same trials, in the same order.
type Comparison struct {
	Command  string // in canonical form
	OwnLuck  bool   // the luck of some plans is not that of the base
	Base     *Study
	Rivals   []*Rival
	Warnings []string
}

// Rival is a plan beside the base.
type Rival struct {
	*Study
	Changes []Change        // what differs between the files
	Pairs   []measures.Pair // what both plans measure
	Price   estimate.Ratio  // dollars a year for a point of NRR in the last fiscal year, of the means
	Health  Health
}

// Health is which luck two plans shared in trials that were looked at fact by fact.
type Health struct {
	Trials   int
	Luck     []Luck
	Partings []Parting             // where they part, most often first
	Parts    estimate.Distribution // day on which they do
}

// Parting is a kind of fact with which two plans part.
type Parting struct {
	Kind   ledger.Kind
	Trials int
}

// Change is a setting that differs between two scenario files; what one of them lacks is empty.
type Change struct{ Path, From, To string }

// Luck is one kind of thing that both plans draw by the same luck.
type Luck struct {
	What          string // such as "deals"
	Same, Both    int    // drawn alike, of those that are in both plans
	First, Second int    // in the base or the rival alone
	Alike         string // what is the same of those drawn alike
}

// periodsWith returns the periods of the base that a rival has too: fiscal years, or quarters if it has none of them.
func (c *Comparison) periodsWith(r *Rival) []measures.Period {
	for _, periods := range [][]measures.Period{c.Base.periods(), c.Base.Layout.Quarters()} {
		list := slices.DeleteFunc(slices.Clone(periods), func(p measures.Period) bool {
			return !slices.ContainsFunc(r.Pairs, func(pair measures.Pair) bool { return pair.Period.Name == p.Name })
		})
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// pair returns a pair, or nil if one of the plans does not measure it.
func (r *Rival) pair(measure, segment, period string) *measures.Pair {
	for i := range r.Pairs {
		p := &r.Pairs[i]
		if p.Measure.Name == measure && p.Segment == segment && p.Period.Name == period {
			return p
		}
	}
	return nil
}

func (c *Comparison) contents() ([]content, []string, error) {
	plots, notes, err := c.Plots()
	given := *c
	given.Base = c.Base.given()
	list := []content{
		{"compare.json", func(to io.Writer) error { return CompareJSON(to, &given) }},
		{"differences.csv", func(to io.Writer) error { return DifferencesCSV(to, c) }},
		{"trials.csv", func(to io.Writer) error { return ComparedTrialsCSV(to, c) }},
	}
	for _, f := range plots {
		list = append(list, f.content())
	}
	return list, notes, err
}

func (c *Comparison) manifest(notes []string, files []fileRecord) manifest {
	m := c.Base.manifest(notes, files)
	m.Command = c.Command
	for _, r := range c.Rivals {
		m.Others = append(m.Others, scenarioRecord{r.Name, r.SHA256})
	}
	return m
}
