package reports

import (
	"bufio"
	"cmp"
	"io"
	"slices"

	"postsale/models/ledger"
)

// TraceAgainstJSON writes the facts of both for programs, one JSON object a line,
// in order of time. Each says on which side it is: both, first or second. Before
// them stands where they part.
func TraceAgainstJSON(w io.Writer, a *Against) error {
	var records []any
	if n := a.First.Near; n != nil {
		records = append(records, n.record(a.First.Trial))
	}
	if c := a.First.Only.Customer; c != "" {
		for _, s := range [...]side{first, second} {
			records = append(records, storyRecord{Kind: "story", Customer: c, Side: sideNames[s], Story: a.log(s).story(c)})
		}
	}
	m := a.match()
	records = append(records, a.partsRecord(a.part(a.entries(m)), m))
	for _, f := range a.facts(m) {
		if a.tells(f.side, f.Fact) {
			records = append(records, a.record(f))
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

func (a *Against) partsRecord(p parting, m matches) partsRecord {
	r := partsRecord{Kind: "parts", Alike: p.alike}
	if start := p.start(); start != nil {
		r.At, r.Date = &start.fact.At, start.date
	}
	for s, to := range map[side]**factRecord{first: &r.First, second: &r.Second} {
		line := p.lines[s]
		if line == nil {
			continue
		}
		*to = a.log(s).record(line.fact)
		for _, i := range line.facts {
			if m[s][i] < 0 {
				*to = a.log(s).record(a.log(s).Facts[i])
				break
			}
		}
	}
	return r
}

// sidedFact is a fact of either log, or of both.
type sidedFact struct {
	ledger.Fact
	side side
}

func (a *Against) record(f sidedFact) *factRecord {
	r := a.log(f.side).record(f.Fact)
	r.Side = sideNames[f.side]
	return r
}

// facts returns the facts of both logs, in order of time.
func (a *Against) facts(m matches) []sidedFact {
	var list []sidedFact
	for _, i := range a.First.inTime() {
		f := sidedFact{a.First.Facts[i], first}
		if m[first][i] >= 0 {
			f.side = both
		}
		list = append(list, f)
	}
	for _, i := range a.Second.inTime() {
		if m[second][i] < 0 {
			list = append(list, sidedFact{a.Second.Facts[i], second})
		}
	}
	slices.SortStableFunc(list, func(x, y sidedFact) int { return cmp.Compare(x.At, y.At) })
	return list
}
