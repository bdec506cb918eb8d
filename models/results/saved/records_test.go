package saved_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
	"postsale/reports"
	plain "postsale/reports/text"
	"postsale/sim/estimate"
)

// text returns what is written.
func text(t testing.TB, write func(w io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b))
	return b.String()
}

// told returns all that is printed of a record.
func told(t testing.TB, record results.Record) string {
	t.Helper()
	return text(t, func(w io.Writer) error { return plain.Write(w, reports.Document(record)) }) +
		text(t, func(w io.Writer) error { return saved.JSON(w, record) })
}

// contents are the files of a record's folder but for plots and scenarios, with its tables in some forms (CSV if none is
// named), and its manifest.
func contents(t testing.TB, record results.Record, forms ...saved.Form) (map[string]string, saved.Manifest) {
	t.Helper()
	if forms == nil {
		forms = saved.Forms[:1]
	}
	files := map[string]string{}
	fill := func(name string, write func(w io.Writer) error) { files[name] = text(t, write) }
	tabled := func(record results.Record) {
		for _, table := range saved.TablesOf(record) {
			for _, form := range forms {
				fill(table.File(form), func(w io.Writer) error { return table.Write(w, form) })
			}
		}
	}
	m := saved.ManifestOf(record.Went(), nil, nil)
	switch r := record.(type) {
	case *results.Run:
		fill("summary.json", func(w io.Writer) error { return saved.SummaryJSON(w, r.Given()) })
		tabled(r)
	case *results.Comparison:
		m.Command = r.Command
		for _, o := range r.Others {
			m.Others = append(m.Others, saved.ScenarioRecord{Name: o.Name, SHA256: o.SHA256})
		}
		given := *r
		given.Base = r.Base.Given()
		fill("compare.json", func(w io.Writer) error { return saved.CompareJSON(w, &given) })
		tabled(r)
	case *results.Explanation:
		m.Command = r.Command
		if r.To != nil {
			m.Others = []saved.ScenarioRecord{{Name: r.To.Name, SHA256: r.To.SHA256}}
		}
		fill("why.json", func(w io.Writer) error { return saved.ExplainJSON(w, r) })
		fill("shares.csv", func(w io.Writer) error { return saved.SharesCSV(w, r) })
		fill("sets.csv", func(w io.Writer) error { return saved.SetsCSV(w, r) })
	}
	return files, m
}

// put writes files and a manifest that is true of them.
func put(t testing.TB, files map[string]string, m saved.Manifest) (dir string) {
	t.Helper()
	dir = t.TempDir()
	m.Files = nil
	for _, name := range slices.Sorted(maps.Keys(files)) {
		hash := sha256.Sum256([]byte(files[name]))
		m.Files = append(m.Files, saved.FileRecord{Name: name, Bytes: int64(len(files[name])), SHA256: hex.EncodeToString(hash[:])})
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(files[name]), 0o666))
	}
	manifest, err := json.MarshalIndent(m, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, saved.ManifestName), manifest, 0o666))
	return dir
}

// outline is what the scenario of a run tells of it.
func outline(s *results.Run) results.Run {
	return results.Run{Description: s.Description, Layout: s.Layout, Invented: s.Invented, Book: s.Book, Assumptions: s.Assumptions}
}

// read returns the record in a folder of the scenarios of another.
func read(dir string, like results.Record) (results.Record, error) {
	f, err := saved.OpenFolder(dir)
	if err != nil {
		return nil, err
	}
	switch like := like.(type) {
	case *results.Comparison:
		var plans []results.Run
		for _, s := range like.Runs() {
			plans = append(plans, outline(s))
		}
		c, err := f.Comparison(plans)
		if err == nil {
			c.OwnLuck = like.OwnLuck
			for i, o := range c.Others {
				o.Shared.Parts = like.Others[i].Shared.Parts // which is not written
			}
			for i, s := range c.Runs() {
				s.Targets = like.Runs()[i].Targets // nor are they
			}
		}
		return c, err
	case *results.Explanation:
		var to *results.Run
		if like.To != nil {
			other := outline(like.To)
			to = &other
		}
		return f.Explanation(outline(like.Of), to)
	}
	return f.Run(outline(like.Went()))
}

// records are of every kind.
func records(t *testing.T) map[string]results.Record {
	madeOnce.Do(func() { made = makeRecords(t) })
	return made
}

// made are the records, which take seconds to make and are changed by nobody.
var (
	made     map[string]results.Record
	madeOnce sync.Once
)

func makeRecords(t *testing.T) map[string]results.Record {
	list := map[string]results.Record{}
	board := sample.Board
	few := sample.Shape{Trials: 30, Quarters: 8, WarmUp: 4, Start: board.Start}
	for name, shape := range map[string]sample.Shape{
		"run": few, "one trial": {Trials: 1, Quarters: 8, WarmUp: 4, Start: board.Start}, "no whole year": {Trials: 20, Quarters: 3, Start: board.Start},
		"ten years": {Trials: 10, Quarters: 40, WarmUp: 4, Start: board.Start},
	} {
		list[name] = shape.Run(t)
	}
	for name, change := range map[string]func(s *results.Run){
		"failed": func(s *results.Run) {
			s.Asked, s.Failures = s.Done+2, []results.Failure{{Trial: 900, Cause: "day 3:\n\x1b[31m <&>"}, {Trial: 901, Cause: "day 4"}}
		},
		"interrupted": func(s *results.Run) { s.Asked, s.Interrupted = 4000, true },
		"a measure that exists nowhere": func(s *results.Run) {
			s.Table.Values(s.Table.Find("nrr", measures.WholeCompany, "FY26"))[0] = math.NaN()
			clearColumn(s, "grr")
		},
		"settled": func(s *results.Run) {
			s.Until = &results.Until{Expression: "odds(nrr.FY27) within 2pt", Settled: true, Looks: 3, Claims: []results.Claim{
				{Name: "odds(nrr.FY27 >= 100%)", Unit: measures.Share, Estimate: 0.7, Low: 0.65, High: 0.75}, {Name: "odds(nrr.FY27 >= 105%)", Unit: measures.Share, Estimate: 0.1, Low: 0.05, High: 0.2}}}
		},
		"unsettled": func(s *results.Run) {
			s.Until = &results.Until{Expression: "first_response_mean.FY27.p95 beyond 2", Looks: 1, Claims: []results.Claim{
				{Name: "first_response_mean.FY27.p95", Measure: "first_response_mean", Unit: measures.Days, Estimate: 0.4, Low: 0.3, High: math.Inf(1)}}}
		},
	} {
		s := few.Run(t)
		change(s)
		s.Estimates = s.Table.Estimate()
		list[name] = s
	}
	list["freed"] = freed(few.Run(t))
	list["freed"].Went().Estimates = list["freed"].Went().Table.Estimate()
	for name, c := range sample.Pairings(t) {
		switch name {
		case "nothing done", "hostile names": // neither is ever written
		case "two plans", "one trial", "identical", "mostly identical", "no twelve months", "a single quarter", "one without NRR", "no cost", "another horizon":
			list["plans, "+name] = priced(apart(c))
		}
	}
	three := priced(sample.ThreePlans(t))
	three.Base.Until = &results.Until{Expression: "nrr.FY27.mean within 1pt", Settled: true, Looks: 2, Claims: []results.Claim{
		{Name: "overflow: nrr.FY27.mean", Measure: "nrr", Unit: measures.Share, Difference: true, Estimate: 0.01, Low: 0.005, High: math.Inf(1)}}}
	three.Others[1].Shared = three.Others[0].Shared
	list["three plans"] = three
	list["plans, freed"] = unlike(sample.ThreePlans(t))
	list["why"], list["changes"] = explained(t, false), explained(t, true)
	list["drawn orders"], list["orders by trial"] = drawn(explained(t, false)), byTrial(drawn(explained(t, false)))
	return list
}

// freed gives a run lasting luck that its trials are freed of.
func freed(s *results.Run) *results.Run {
	s.Layout.Lucks = []measures.Luck{{Name: "propensity", Says: "of who enters", Lasting: true}}
	s.Table.Luck = measures.NewControls(s.Layout.Controls())
	luck := rand.New(rand.NewPCG(5, 6))
	for range s.Table.Trials {
		row := make([]float64, len(s.Table.Luck.List))
		for i := range row {
			row[i] = luck.NormFloat64()
		}
		s.Table.Luck.Append(row)
	}
	return s
}

// unlike gives plans luck of which only some have each kind.
func unlike(c *results.Comparison) *results.Comparison {
	for i, s := range c.Runs() {
		if freed(s); i == 1 {
			for k := range s.Layout.Lucks {
				s.Layout.Lucks[k].Name = "stayed"
			}
			for k := range s.Table.Luck.List {
				s.Table.Luck.List[k].Luck.Name = "stayed"
			}
		}
	}
	c.Others[1].Shared = c.Others[0].Shared
	return priced(c)
}

// clearColumn says that a measure exists nowhere.
func clearColumn(s *results.Run, measure string) {
	for i, c := range s.Table.Columns {
		if c.Measure.Name == measure {
			for k := range s.Table.Values(i) {
				s.Table.Values(i)[k] = math.NaN()
			}
		}
	}
	s.Targets = slices.DeleteFunc(s.Targets, func(t results.Target) bool { return t.Measure == measure || t.Measure == "nrr" })
}

// apart gives plans of one name different ones.
func apart(c *results.Comparison) *results.Comparison {
	for i, o := range c.Others {
		if o.Name == c.Base.Name {
			o.Name += "-" + string(rune('2'+i))
		}
	}
	return c
}

// priced gives plans the odds of their targets and the price of a point of NRR in the last fiscal year, as a comparison does.
func priced(c *results.Comparison) *results.Comparison {
	for _, s := range c.Runs() {
		for i := range s.Targets {
			at := &s.Targets[i]
			at.Odds = s.Table.Odds(s.Table.Find(at.Measure, at.Segment, at.Period), at.Bound, at.AtMost)
		}
	}
	for _, o := range c.Others {
		o.Price = estimate.RatioOf(nil, nil)
		years := c.Base.Layout.Years()
		if len(years) == 0 {
			continue
		}
		net, total := o.Pair("nrr", measures.WholeCompany, years[len(years)-1].Name), o.Pair("cost_total", measures.WholeCompany, measures.Run)
		if net != nil && total != nil {
			of := estimate.RatioOf(c.Gaps(o, total), c.Gaps(o, net))
			span := float64(c.Base.Layout.Ledger.Quarters) * fiscal.Quarter / fiscal.Year
			o.Price = estimate.Ratio{Value: of.Value / span / 100, Error: of.Error / span / 100}
		}
	}
	return c.Judged()
}

// explained divides NRR among three causes.
func explained(t *testing.T, byChange bool) *results.Explanation {
	e := &results.Explanation{Command: "postsale why board", Of: sample.Shape{Trials: 20, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t), Sets: 8,
		Causes: []results.Cause{{Name: "clumping", Says: "deals come evenly"}, {Name: "start-delay", Says: "projects start at once"}, {Name: "idle", Says: "nothing"}}}
	if byChange {
		e.To, e.Changes = &results.Run{Name: "next", SHA256: "77"}, []results.Change{{Path: "deals.slip", From: "5%", To: ""}}
	}
	for _, column := range e.Of.Layout.Columns() {
		if column.Measure.Name != "nrr" && column.Measure.Name != "arr_closing" || !slices.Contains(e.Of.Layout.Years(), column.Period) {
			continue
		}
		d := results.Division{Column: column, Worth: make([]float64, e.Sets)}
		if byChange {
			d.Statistic = estimate.Median
		}
		for set := range d.Worth {
			d.Worth[set] = 1 + float64(set&1)/100 + float64(set&2)/30
		}
		d.Shares = []estimate.Share{{Value: 0.01, Error: 0.001}, {Value: 2. / 30, Error: 1. / 70}, {Value: math.Copysign(0, -1)}}
		d.Whole = estimate.Share{Value: 0.01 + 2./30, Error: math.NaN()}
		e.Divisions = append(e.Divisions, d)
	}
	return e
}

// drawn makes an explanation one of four causes by two orders.
func drawn(e *results.Explanation) *results.Explanation {
	sets := []uint64{0, 1, 2, 4, 7, 8, 11, 13, 14, 15}
	e.Orders, e.Sets, e.Causes = 2, len(sets), append(e.Causes, results.Cause{Name: "late", Says: "nothing is late"})
	for i := range e.Divisions {
		d := &e.Divisions[i]
		d.Sets, d.Worth, d.Shares = sets, d.Worth[:0], append(d.Shares, estimate.Share{Value: 0.02, Error: 0.01})
		for _, set := range sets {
			d.Worth = append(d.Worth, 1+float64(set)/100)
		}
	}
	return e
}

// byTrial makes an explanation one by two orders of each trial.
func byTrial(e *results.Explanation) *results.Explanation {
	e.Sets, e.ByTrial = 8, true
	for i := range e.Divisions {
		d := &e.Divisions[i]
		d.Sets, d.Worth = []uint64{0, 15}, []float64{d.From(), d.To()}
	}
	return e
}
