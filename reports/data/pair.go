package data

import (
	"bufio"
	"cmp"
	"io"
	"slices"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/models/results/misses"
	"postsale/reports/story"
)

// TraceAgainstJSON writes the facts of both for programs, one JSON object a line,
// in order of time. Each says on which side it is: both, first or second. Before
// them stands where they part.
func TraceAgainstJSON(w io.Writer, a *results.TracePair) error {
	var records []any
	if n := a.First.Near; n != nil {
		records = append(records, recordOfNear(n, a.First.Trial), misses.FutureOf(a.First, n.Column, &n.Usual).Record())
	}
	if c := a.First.Only.Customer; c != "" {
		for _, s := range [...]results.Side{results.First, results.Second} {
			records = append(records, storyRecord{Kind: "story", Customer: c, Side: results.SideNames[s], Story: story.Story(a.Log(s), c)})
		}
	}
	m := a.Match()
	records = append(records, partsOf(a, story.Part(a, story.BothEntries(a, m)), m))
	for _, f := range facts(a, m) {
		if a.Tells(f.side, f.Fact) {
			records = append(records, recordOfSide(a, f))
		}
	}
	out := bufio.NewWriter(w)
	for _, r := range records {
		if err := writeJSON(out, r); err != nil {
			return err
		}
	}
	return out.Flush()
}

// partsRecord says where they part; there is no At when they do not.
type partsRecord struct {
	Kind   string      `json:"kind"`
	Alike  int         `json:"alike"` // events of customers before
	At     *float64    `json:"at,omitempty"`
	Date   string      `json:"date,omitempty"`
	First  *factRecord `json:"first,omitempty"` // what parts, and what the other has instead, if it has
	Second *factRecord `json:"second,omitempty"`
}

func partsOf(a *results.TracePair, p story.Parting, m results.Matches) partsRecord {
	r := partsRecord{Kind: "parts", Alike: p.Alike}
	if start := p.Start(); start != nil {
		r.At, r.Date = &start.Fact.At, start.Date
	}
	for s, to := range map[results.Side]**factRecord{results.First: &r.First, results.Second: &r.Second} {
		line := p.Lines[s]
		if line == nil {
			continue
		}
		*to = recordOfFact(a.Log(s), line.Fact)
		for _, i := range line.Facts {
			if m[s][i] < 0 {
				*to = recordOfFact(a.Log(s), a.Log(s).Facts[i])
				break
			}
		}
	}
	return r
}

// sidedFact is a fact of either log, or of both.
type sidedFact struct {
	ledger.Fact
	side results.Side
}

func recordOfSide(a *results.TracePair, f sidedFact) *factRecord {
	r := recordOfFact(a.Log(f.side), f.Fact)
	r.Side = results.SideNames[f.side]
	return r
}

// facts returns the facts of both logs, in order of time.
func facts(a *results.TracePair, m results.Matches) []sidedFact {
	var list []sidedFact
	for _, i := range story.InTime(a.First) {
		f := sidedFact{a.First.Facts[i], results.First}
		if m[results.First][i] >= 0 {
			f.side = results.Both
		}
		list = append(list, f)
	}
	for _, i := range story.InTime(a.Second) {
		if m[results.Second][i] < 0 {
			list = append(list, sidedFact{a.Second.Facts[i], results.Second})
		}
	}
	slices.SortStableFunc(list, func(x, y sidedFact) int { return cmp.Compare(x.At, y.At) })
	return list
}
