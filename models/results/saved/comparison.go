package saved

import (
	"fmt"
	"io"
	"math"
	"slices"

	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

type differenceRecord struct {
	Other   string `json:"other" says:"the plan that differs from the base"`
	Measure string `json:"measure" says:"which measure; postsale measures NAME tells what it is"`
	Segment string `json:"segment" says:"a segment, all of them, or team/NAME"`
	Period  string `json:"period" says:"a fiscal year, a quarter or run"`
	Unit    string `json:"unit" says:"that of the numbers in the row; days are working days"`
	N       int    `json:"n" unit:"trials" says:"those in which both plans have the measure, of which the row tells"`
	From    Number `json:"base_mean" says:"mean of the base"`
	To      Number `json:"other_mean" says:"mean of the other plan"`
	spreadRecord
	Better Number `json:"better" unit:"share" says:"chance of the other plan being strictly better"`
	Low    Number `json:"better_low" unit:"share" says:"lower end of the interval of that chance, of 95 %"`
	High   Number `json:"better_high" unit:"share" says:"upper end of it"`
	Same   int    `json:"same" unit:"trials" says:"those in which both come to the same"`
	Gain   Number `json:"pairing_gain" unit:"times" says:"how many times as many independent trials would tell the mean as surely"`
}

type changeRecord struct {
	Path string `json:"path"`
	From string `json:"from"`
	To   string `json:"to"`
}

type luckRecord struct {
	What  string `json:"what"`
	Both  int    `json:"both"`
	Same  int    `json:"alike"`
	First int    `json:"base_only"`
	Other int    `json:"other_only"`
	Alike string `json:"what_is_alike"`
}

type partingRecord struct {
	Kind   string `json:"kind"`
	Trials int    `json:"trials"`
}

type otherRecord struct {
	Name    string          `json:"name"`
	SHA256  string          `json:"sha256"`
	Changes []changeRecord  `json:"changes"`
	Price   Number          `json:"dollars_a_year_per_point"` // null unless NRR and cost both clearly differ, the same way
	Error   Number          `json:"dollars_a_year_per_point_error"`
	Payback string          `json:"ahead_on_money_from"` // a quarter; empty if never
	Luck    []luckRecord    `json:"luck"`
	Parting []partingRecord `json:"parting"`
}

// gapRecord is what a plan has more than another.
type gapRecord struct {
	Mean   Number `json:"mean"`
	Error  Number `json:"mc_error"`
	Better Number `json:"better"`
}

type duelRecord struct {
	Plan   string    `json:"plan"`
	Beside string    `json:"beside"`
	NRR    gapRecord `json:"nrr"`
	Earned gapRecord `json:"contribution_a_year"`
}

type stepRecord struct {
	From  string    `json:"from"`
	To    string    `json:"to"`
	NRR   gapRecord `json:"nrr"`
	Cost  gapRecord `json:"cost_a_year"`
	Price Number    `json:"dollars_a_year_per_point"`
	Error Number    `json:"dollars_a_year_per_point_error"`
}

func gapOf(d estimate.Paired) gapRecord {
	return gapRecord{Number(d.Mean), Number(d.MCError), Number(d.Better.P)}
}

type comparisonRecord struct {
	Base        ScenarioRecord     `json:"base"`
	Seed        uint64             `json:"seed"`
	Trials      int                `json:"trials"`
	Partial     bool               `json:"partial"`
	Until       *UntilRecord       `json:"until,omitempty"`
	Failed      []int              `json:"failed_trials"`
	Looked      int                `json:"trials_looked_at"`
	Others      []otherRecord      `json:"others" each:"line"`
	Steps       []stepRecord       `json:"steps,omitempty" each:"line"`
	Duels       []duelRecord       `json:"duels,omitempty" each:"line"`
	Differences []differenceRecord `json:"differences" each:"line"`
	Warnings    []string           `json:"warnings" each:"line"`
}

// CompareJSON writes a comparison for programs, a measure a line: the difference is of the other less the base, trial
// by trial, better the share of trials in which the other is strictly better, and pairing_gain how many times as many
// independent trials would tell the mean difference as surely.
func CompareJSON(w io.Writer, c *results.Comparison) error {
	record := comparisonRecord{Base: ScenarioRecord{c.Base.Name, c.Base.SHA256}, Seed: c.Base.Seed, Trials: c.Base.Done, Partial: c.Base.Interrupted,
		Until: UntilOf(c.Base.Until, c.Base.Done), Failed: failedTrials(c.Base), Warnings: c.Warnings}
	for _, r := range c.Others {
		o := otherRecord{Name: r.Name, SHA256: r.SHA256, Changes: []changeRecord{}, Luck: []luckRecord{}, Parting: []partingRecord{},
			Price: Number(math.NaN()), Error: Number(math.NaN()), Payback: r.Earnings.Payback.From}
		if r.Standing.Bargain == results.Trade {
			o.Price, o.Error = Number(r.Price.Value), Number(r.Price.Error)
		}
		for _, d := range r.Changes {
			o.Changes = append(o.Changes, changeRecord(d))
		}
		for _, l := range r.Shared.Luck {
			o.Luck = append(o.Luck, luckRecord{l.What, l.Both, l.Same, l.First, l.Second, l.Alike})
		}
		for _, p := range r.Shared.Partings {
			o.Parting = append(o.Parting, partingRecord{ledger.Kinds[p.Kind].Name, p.Trials})
		}
		record.Looked = r.Shared.Trials
		record.Others = append(record.Others, o)
		for _, pair := range r.Pairs {
			if pair.Difference.N > 0 {
				record.Differences = append(record.Differences, recordOfPair(r, pair))
			}
		}
	}
	for _, s := range c.Steps {
		record.Steps = append(record.Steps, stepRecord{s.From.Name, s.To.Name, gapOf(s.NRR), gapOf(s.Cost), Number(s.Price.Value), Number(s.Price.Error)})
	}
	for _, d := range c.Duels {
		record.Duels = append(record.Duels, duelRecord{d.Plan.Name, d.Beside.Name, gapOf(d.NRR), gapOf(d.Earned)})
	}
	return WriteObject(w, record)
}

// Differences returns every difference in long form, a plan, measure, segment and period a row.
func Differences(c *results.Comparison) Table {
	return ofRecords(DifferencesName, "what each other plan has less what the base has, trial by trial, of every measure by segment and period", aboutComparison(c),
		func(yield func(differenceRecord) bool) {
			for _, r := range c.Others {
				for _, pair := range r.Pairs {
					if !yield(recordOfPair(r, pair)) {
						return
					}
				}
			}
		})
}

func recordOfPair(r *results.Plan, pair measures.Pair) differenceRecord {
	d := pair.Difference
	return differenceRecord{Other: r.Name, Measure: pair.Measure.Name, Segment: pair.Segment, Period: pair.Period.Name, Unit: string(pair.Measure.Unit),
		N: d.N, From: Number(d.From), To: Number(d.To), spreadRecord: spreadOf(d.Distribution),
		Better: Number(d.Better.P), Low: Number(d.Better.Low), High: Number(d.Better.High), Same: d.Same, Gain: Number(d.Gain)}
}

// Comparison returns what a comparison found, of plans of which everything is known that no trial tells. The tables have what
// all plans measure by fiscal year, or by quarter if there is none. Nothing tells how often targets were reached, nor
// when plans part (Shared.Parts).
func (f *Folder) Comparison(plans []results.Run) (*results.Comparison, error) {
	var r comparisonRecord
	if err := f.object(OfComparison, &r); err != nil {
		return nil, err
	}
	if err := f.agrees(r.Base, r.Seed, r.Trials, r.Failed); err != nil {
		return nil, in(f.in(OfComparison), err)
	}
	differences, err := recordsOf[differenceRecord](f, DifferencesName)
	if err != nil {
		return nil, err
	}
	lived, err := f.trials(true)
	if err != nil {
		return nil, err
	}
	luck, err := f.controls(true)
	if err != nil {
		return nil, err
	}
	if len(plans) != 1+len(r.Others) || len(plans) != 1+len(f.Manifest.Others) {
		return nil, &fault{file: f.in(OfComparison), path: "others", says: "must be as many as in " + ManifestName}
	}
	if asked := f.Manifest.Trials.Asked; r.Looked < 0 || r.Looked > asked {
		return nil, &fault{file: f.in(OfComparison), path: "trials_looked_at", says: fmt.Sprintf("must be 0 to %d, got %d", asked, r.Looked)}
	}
	c := &results.Comparison{Command: f.Manifest.Command, Warnings: r.Warnings}
	for i, plan := range append([]ScenarioRecord{f.Manifest.Scenario}, f.Manifest.Others...) {
		s := f.of(plans[i])
		s.Name, s.SHA256 = plan.Name, plan.SHA256
		s.Table = f.tabulate(s, lived)
		if err := f.free(s, s.Name, s.Table, luck); err != nil {
			return nil, err
		}
		if i == 0 {
			s.Until = f.Manifest.Until.read(true)
			c.Base = s
			continue
		}
		other, err := r.Others[i-1].read(s, r.Looked)
		if err != nil {
			return nil, &fault{file: f.in(OfComparison), path: fmt.Sprintf("others[%d]", i-1), says: err.Error()}
		}
		c.Others = append(c.Others, other)
	}
	known := columnsByName(c.Base.Layout)
	for i, d := range differences {
		if err := d.read(c, known); err != nil {
			return nil, f.ofRow(DifferencesName, 1+i, err.Error())
		}
	}
	for _, other := range c.Others {
		other.Price = priceOf(c.Base, other)
	}
	return c.Judged(), nil
}

// tabulate returns the table of a plan.
func (f *Folder) tabulate(s *results.Run, lived *trials) *measures.Table {
	known, numbers := columnsByName(s.Layout), lived.plan(s.Name)
	var columns []measures.Column
	var values [][]float64
	for i, name := range lived.columns {
		if column, measured := known[name]; measured {
			columns, values = append(columns, column), append(values, numbers.values[i])
		}
	}
	return measures.TableOf(columns, numbers.numbers, values)
}

// read returns a plan without its pairs.
func (r otherRecord) read(s *results.Run, looked int) (*results.Plan, error) {
	if r.Name != s.Name || r.SHA256 != s.SHA256 {
		return nil, fmt.Errorf("must be %s as in %s, got %s", s.Name, ManifestName, r.Name)
	}
	plan := &results.Plan{Run: s, Price: estimate.Ratio{Value: float64(r.Price), Error: float64(r.Error)}}
	for _, d := range r.Changes {
		plan.Changes = append(plan.Changes, results.Change(d))
	}
	plan.Shared.Trials, plan.Shared.Parts = looked, estimate.Of(nil)
	for _, l := range r.Luck {
		if min(l.Same, l.Both-l.Same, l.First, l.Other) < 0 {
			return nil, fmt.Errorf("luck: must count what is there, got %d alike of %d in both, %d and %d", l.Same, l.Both, l.First, l.Other)
		}
		plan.Shared.Luck = append(plan.Shared.Luck, results.Luck{What: l.What, Same: l.Same, Both: l.Both, First: l.First, Second: l.Other, Alike: l.Alike})
	}
	for _, p := range r.Parting {
		kind := slices.Index(FactKinds(), p.Kind)
		if kind < 0 {
			return nil, fmt.Errorf("parting: no fact is called %s", excerpt([]byte(p.Kind)))
		}
		plan.Shared.Partings = append(plan.Shared.Partings, results.Parting{Kind: ledger.Kind(kind), Trials: p.Trials})
	}
	return plan, nil
}

// read adds a difference to the plan that it is of.
func (r differenceRecord) read(c *results.Comparison, known map[string]measures.Column) error {
	at := slices.IndexFunc(c.Others, func(o *results.Plan) bool { return o.Name == r.Other })
	column, measured := known[r.Measure+"."+r.Segment+"."+r.Period]
	switch {
	case at < 0:
		return fmt.Errorf("other: must be a plan that is compared, got %s", excerpt([]byte(r.Other)))
	case !measured:
		return fmt.Errorf("%s of %s in %s is not measured in this scenario", r.Measure, r.Segment, r.Period)
	case string(column.Measure.Unit) != r.Unit:
		return fmt.Errorf("unit: must be %s, got %s", column.Measure.Unit, excerpt([]byte(r.Unit)))
	case r.N < 0 || r.N > c.Base.Done:
		return fmt.Errorf("n: must be 0 to %d, got %d", c.Base.Done, r.N)
	}
	d := estimate.Paired{Distribution: r.distribution(r.N), From: float64(r.From), To: float64(r.To),
		Better: oddsOf(r.Better, r.Low, r.High, r.N), Same: r.Same, Gain: float64(r.Gain)}
	if d.Same < 0 || d.Better.Hits < 0 || d.Better.Hits+d.Same > d.N {
		return fmt.Errorf("better and same: must be of %d trials, got %v of them and %d", d.N, r.Better, d.Same)
	}
	other := c.Others[at]
	other.Pairs = append(other.Pairs, measures.Pair{Column: column, Difference: d,
		Base:  c.Base.Table.Find(r.Measure, r.Segment, r.Period),
		Other: other.Table.Find(r.Measure, r.Segment, r.Period)})
	return nil
}

// priceOf returns what a point of NRR costs, in dollars a year. It was written where NRR and cost both clearly differ, the
// same way; elsewhere nothing tells more of it than whether it exists, as it does where the means do.
func priceOf(base *results.Run, other *results.Plan) estimate.Ratio {
	if results.Exists(other.Price.Value) {
		return other.Price
	}
	price := estimate.RatioOf(nil, nil)
	if years := base.Layout.Years(); len(years) > 0 {
		net, total := other.Pair("nrr", measures.WholeCompany, years[len(years)-1].Name), other.Pair("cost_total", measures.WholeCompany, measures.Run)
		if net != nil && total != nil {
			price.Value = total.Difference.Mean / net.Difference.Mean
		}
	}
	return price
}
