package saved

import (
	"fmt"
	"io"
	"slices"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

type measureRecord struct {
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Period  string `json:"period"`
	Unit    string `json:"unit"`
	N       int    `json:"n"`
	spreadRecord
	Sketch *sketchRecord `json:"sketch,omitempty"`
}

// sketchRecord tells of quantiles that come from a sketch, as no trial was kept: their standard errors, and how far each may
// be from that of the trials, as a share of it.
type sketchRecord struct {
	P5Error  Number `json:"p5_error"`
	P50Error Number `json:"p50_error"`
	P95Error Number `json:"p95_error"`
	Within   Number `json:"within"`
}

func sketchOf(d estimate.Distribution) *sketchRecord {
	if d.Within == 0 {
		return nil
	}
	return &sketchRecord{Number(d.P5Error), Number(d.P50Error), Number(d.P95Error), Number(d.Within)}
}

type targetRecord struct {
	Measure string  `json:"measure"`
	Segment string  `json:"segment"`
	Period  string  `json:"period"`
	AtLeast *Number `json:"at_least,omitempty"`
	AtMost  *Number `json:"at_most,omitempty"`
	Odds    Number  `json:"odds"`
	Low     Number  `json:"low"`
	High    Number  `json:"high"`
	Fewer   Number  `json:"controls_gain"`
}

// actualRecord is what a measure came to before the run.
type actualRecord struct {
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Period  string `json:"period"`
	Unit    string `json:"unit"`
	Value   Number `json:"value"`
}

type summaryRecord struct {
	Scenario ScenarioRecord  `json:"scenario"`
	Seed     uint64          `json:"seed"`
	Trials   int             `json:"trials"`
	Failed   []int           `json:"failed_trials"`
	Until    *UntilRecord    `json:"until,omitempty"`
	Measures []measureRecord `json:"measures" each:"line"`
	Targets  []targetRecord  `json:"targets" each:"line"`
	Book     []bookRecord    `json:"opening_book,omitempty" each:"line"`
	Actuals  []actualRecord  `json:"actuals,omitempty" each:"line"`
	Warnings []string        `json:"warnings" each:"line"`
}

// SummaryJSON writes the summary for programs, a measure or target a line. It has
// the measures that exist in at least one trial; sd and mc_error are null where
// one trial is all there is, and the odds of a target where its measure exists in
// none.
func SummaryJSON(w io.Writer, s *results.Run) error {
	r := summaryRecord{Scenario: ScenarioRecord{s.Name, s.SHA256}, Seed: s.Seed, Trials: s.Done, Failed: failedTrials(s),
		Until: UntilOf(s.Until, s.Done), Book: bookOf(s.Book), Warnings: s.Warnings}
	for i, c := range s.Table.Columns {
		if d := s.Estimates[i]; d.N > 0 {
			r.Measures = append(r.Measures, measureRecord{
				Measure: c.Measure.Name, Segment: c.Segment, Period: c.Period.Name, Unit: string(c.Measure.Unit), N: d.N,
				spreadRecord: spreadOf(d), Sketch: sketchOf(d),
			})
		}
	}
	for _, a := range s.Actuals {
		r.Actuals = append(r.Actuals, actualRecord{a.Measure, a.Segment, a.Period, string(a.Unit), Number(a.Value)})
	}
	for _, t := range s.Targets {
		record := targetRecord{Measure: t.Measure, Segment: t.Segment, Period: t.Period,
			Odds: Number(t.Odds.P), Low: Number(t.Odds.Low), High: Number(t.Odds.High), Fewer: Number(t.Odds.Fewer)}
		bound := Number(t.Bound)
		if t.AtMost {
			record.AtMost = &bound
		} else {
			record.AtLeast = &bound
		}
		r.Targets = append(r.Targets, record)
	}
	return WriteObject(w, r)
}

// quarterRecord is a line of the table by quarter.
type quarterRecord struct {
	Measure string `json:"measure" says:"which measure; postsale measures NAME tells what it is"`
	Segment string `json:"segment" says:"a segment, all of them, or team/NAME"`
	Quarter string `json:"quarter" says:"a fiscal quarter"`
	Unit    string `json:"unit" says:"that of the numbers in the row; days are working days"`
	N       int    `json:"n" unit:"trials" says:"those in which the measure exists, of which the row tells"`
	spreadRecord
	P5Error  Number `json:"p5_error" says:"standard error of p5"`
	P50Error Number `json:"p50_error" says:"standard error of p50"`
	P95Error Number `json:"p95_error" says:"standard error of p95"`
}

// Quarters returns every measure by quarter in long form, a measure, segment and quarter a row.
func Quarters(s *results.Run) Table {
	quarters := s.Layout.Quarters()
	return ofRecords(QuartersName, "every measure by segment and quarter, over all trials", aboutRun(s), func(yield func(quarterRecord) bool) {
		for i, c := range s.Table.Columns {
			if !slices.Contains(quarters, c.Period) {
				continue
			}
			d := s.Estimates[i]
			if !yield(quarterRecord{c.Measure.Name, c.Segment, c.Period.Name, string(c.Measure.Unit), d.N, spreadOf(d),
				Number(d.P5Error), Number(d.P50Error), Number(d.P95Error)}) {
				return
			}
		}
	})
}

// Run returns what a run found, of a scenario of which everything is known that no trial tells: its layout, its
// assumptions, its book. The table has the numbers of single trials by fiscal year, or by quarter if there is none, and
// of other columns nothing but their distributions; errors of quantiles are there by year and quarter.
func (f *Folder) Run(of results.Run) (*results.Run, error) {
	var r summaryRecord
	if err := f.object(OfRun, &r); err != nil {
		return nil, err
	}
	if err := f.agrees(r.Scenario, r.Seed, r.Trials, r.Failed); err != nil {
		return nil, in(f.in(OfRun), err)
	}
	s := f.of(of)
	s.Name, s.SHA256, s.Warnings = r.Scenario.Name, r.Scenario.SHA256, r.Warnings
	s.Until = f.Manifest.Until.read(false)
	if err := f.measured(s, r.Measures); err != nil {
		return nil, err
	}
	for i, t := range r.Targets {
		target, err := t.read(s)
		if err != nil {
			return nil, &fault{file: f.in(OfRun), path: fmt.Sprintf("targets[%d]", i), says: err.Error()}
		}
		s.Targets = append(s.Targets, target)
	}
	book, err := readBook(r.Book, of.Book)
	if err != nil {
		return nil, &fault{file: f.in(OfRun), path: "opening_book", says: err.Error()}
	}
	s.Book = book
	return s, nil
}

// measured fills in what is known of each column and, if they were kept, of each trial.
func (f *Folder) measured(s *results.Run, list []measureRecord) error {
	if slices.ContainsFunc(list, func(r measureRecord) bool { return r.Sketch != nil }) {
		return f.estimates(s, list, nil, &trials{}, nil)
	}
	quarters, err := recordsOf[quarterRecord](f, QuartersName)
	if err != nil {
		return err
	}
	lived, err := f.trials(false)
	if err != nil {
		return err
	}
	luck, err := f.controls(false)
	if err != nil {
		return err
	}
	return f.estimates(s, list, quarters, lived, luck)
}

// estimates fills in what is known of each column.
func (f *Folder) estimates(s *results.Run, list []measureRecord, quarters []quarterRecord, lived, luck *trials) error {
	errors := map[string]quarterRecord{}
	for _, q := range quarters {
		errors[q.Measure+"."+q.Segment+"."+q.Quarter] = q
	}
	known := columnsByName(s.Layout)
	numbers := lived.plan("")
	var columns []measures.Column
	var values [][]float64
	for i, r := range list {
		name := r.Measure + "." + r.Segment + "." + r.Period
		wrong := func(says string, args ...any) error {
			return &fault{file: f.in(OfRun), path: fmt.Sprintf("measures[%d]", i), says: name + " " + fmt.Sprintf(says, args...)}
		}
		column, measured := known[name]
		delete(known, name)
		switch {
		case !measured:
			return wrong("is not measured in this scenario, or stands twice")
		case string(column.Measure.Unit) != r.Unit:
			return wrong("must be in %s, got %s", column.Measure.Unit, excerpt([]byte(r.Unit)))
		case r.N < 1 || r.N > s.Done:
			return wrong("must exist in 1 to %d trials, got %d", s.Done, r.N)
		}
		d := r.distribution(r.N)
		at, there := lived.find(name)
		if k := r.Sketch; k != nil {
			d.P5Error, d.P50Error, d.P95Error, d.Within = float64(k.P5Error), float64(k.P50Error), float64(k.P95Error), float64(k.Within)
			if !(d.Within > 0) {
				return wrong("must be within more than 0 of the quantiles of the trials, got %v", k.Within)
			}
		} else if q, by := errors[name]; by {
			d.P5Error, d.P50Error, d.P95Error = float64(q.P5Error), float64(q.P50Error), float64(q.P95Error)
		} else if !there && column.Period.Name != measures.Run {
			return wrong("must be in %s", f.TableFile(TrialsName))
		}
		columns, s.Estimates = append(columns, column), append(s.Estimates, d)
		values = append(values, nil)
		if there {
			values[len(values)-1] = numbers.values[at]
		}
	}
	s.Table = measures.TableOf(columns, numbers.numbers, values)
	if err := f.free(s, "", s.Table, luck); err != nil {
		return err
	}
	for i, c := range columns {
		if _, by := errors[ColumnName(c)]; by || values[i] == nil {
			continue
		}
		exact, d := s.Table.Distribution(i), &s.Estimates[i]
		if exact.N != d.N {
			return &fault{file: f.in(OfRun), says: fmt.Sprintf("%s must exist in as many trials as in %s, %d, got %d", ColumnName(c), f.TableFile(TrialsName), exact.N, d.N)}
		}
		d.P5Error, d.P50Error, d.P95Error = exact.P5Error, exact.P50Error, exact.P95Error
	}
	return nil
}

func columnsByName(l measures.Layout) map[string]measures.Column {
	known := map[string]measures.Column{}
	for _, c := range l.Columns() {
		known[ColumnName(c)] = c
	}
	return known
}

// read returns a target, with how often it was reached in the trials of a run.
func (r targetRecord) read(s *results.Run) (results.Target, error) {
	t := results.Target{Measure: r.Measure, Segment: r.Segment, Period: r.Period}
	m, known := measures.Find(r.Measure)
	switch {
	case !known:
		return t, fmt.Errorf("must be of a measure, got %s", excerpt([]byte(r.Measure)))
	case (r.AtLeast == nil) == (r.AtMost == nil):
		return t, fmt.Errorf("must have at_least or at_most")
	case r.AtMost != nil:
		t.AtMost, t.Bound = true, float64(*r.AtMost)
	default:
		t.Bound = float64(*r.AtLeast)
	}
	n := s.Estimate(r.Measure, r.Segment, r.Period).N
	if results.Exists(float64(r.Odds)) != (n > 0) || r.Odds < 0 || r.Odds > 1 {
		return t, fmt.Errorf("must have odds from 0 to 1 where its measure exists, and null elsewhere, got %v", r.Odds)
	}
	t.Unit, t.Odds = m.Unit, oddsOf(r.Odds, r.Low, r.High, n)
	t.Odds.Fewer = float64(r.Fewer)
	return t, nil
}

// recordsOf reads a table into records.
func recordsOf[R any](f *Folder, name string) (list []R, err error) {
	err = f.table(name, func(in source) (err error) {
		list, err = readRecords[R](in)
		return err
	})
	return list, err
}

// trials reads the numbers by trial, of every plan that the manifest tells of.
func (f *Folder) trials(compared bool) (all *trials, err error) {
	err = f.table(TrialsName, func(in source) (err error) {
		all, err = readTrials(in, compared)
		return err
	})
	if err != nil {
		return nil, err
	}
	plans := []string{""}
	if compared {
		plans = []string{f.Manifest.Scenario.Name}
		for _, o := range f.Manifest.Others {
			plans = append(plans, o.Name)
		}
	}
	for _, plan := range plans {
		if done := len(all.plan(plan).numbers); done != f.Manifest.Trials.Done {
			of := ""
			if compared {
				of = " of " + plan
			}
			return nil, &fault{file: f.in(f.TableFile(TrialsName)), says: fmt.Sprintf("must have the %d trials%s that %s tells of, got %d", f.Manifest.Trials.Done, of, ManifestName, done)}
		}
	}
	return all, nil
}
