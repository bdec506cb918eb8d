package reports

import (
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"

	"postsale/models/measures"
)

type differenceRecord struct {
	Other   string `json:"other"`
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Period  string `json:"period"`
	Unit    string `json:"unit"`
	N       int    `json:"n"`
	From    number `json:"base_mean"`
	To      number `json:"other_mean"`
	Mean    number `json:"mean"`
	SD      number `json:"sd"`
	MCError number `json:"mc_error"`
	P5      number `json:"p5"`
	P10     number `json:"p10"`
	P25     number `json:"p25"`
	P50     number `json:"p50"`
	P75     number `json:"p75"`
	P90     number `json:"p90"`
	P95     number `json:"p95"`
	Better  number `json:"better"`
	Low     number `json:"better_low"`
	High    number `json:"better_high"`
	Same    int    `json:"same"`
	Gain    number `json:"pairing_gain"`
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
	Price   number          `json:"dollars_a_year_per_point"` // null unless NRR and cost both clearly differ, the same way
	Error   number          `json:"dollars_a_year_per_point_error"`
	Luck    []luckRecord    `json:"luck"`
	Parting []partingRecord `json:"parting"`
}

// CompareJSON writes a comparison for programs, a measure a line: the difference is of the other less the base, trial
// by trial, better the share of trials in which the other is strictly better, and pairing_gain how many times as many
// independent trials would tell the mean difference as surely.
func CompareJSON(w io.Writer, c *Comparison) error {
	var others, records []any
	looked := 0
	for _, r := range c.Rivals {
		o := otherRecord{Name: r.Name, SHA256: r.SHA256, Changes: []changeRecord{}, Luck: []luckRecord{}, Parting: []partingRecord{},
			Price: number(math.NaN()), Error: number(math.NaN())}
		if c.bargain(r) == trade {
			o.Price, o.Error = number(r.Price.Value), number(r.Price.Error)
		}
		for _, d := range r.Changes {
			o.Changes = append(o.Changes, changeRecord(d))
		}
		for _, l := range r.Health.Luck {
			o.Luck = append(o.Luck, luckRecord{l.What, l.Both, l.Same, l.First, l.Second, l.Alike})
		}
		for _, p := range r.Health.Partings {
			o.Parting = append(o.Parting, partingRecord{kinds[p.Kind], p.Trials})
		}
		looked = r.Health.Trials
		others = append(others, o)
		for _, pair := range r.Pairs {
			if pair.Difference.N > 0 {
				records = append(records, r.record(pair))
			}
		}
	}
	o := object{}
	o.value("base", scenarioRecord{c.Base.Name, c.Base.SHA256})
	o.value("seed", c.Base.Seed)
	o.value("trials", c.Base.Done)
	o.value("partial", c.Base.Interrupted)
	if c.Base.Until != nil {
		o.value("until", c.Base.Until.record(c.Base.Done))
	}
	o.value("failed_trials", c.Base.failedTrials())
	o.value("trials_looked_at", looked)
	o.list("others", others)
	o.list("differences", records)
	o.list("warnings", anyList(c.Warnings))
	return o.write(w)
}

func (r *Rival) record(pair measures.Pair) differenceRecord {
	d := pair.Difference
	return differenceRecord{Other: r.Name, Measure: pair.Measure.Name, Segment: pair.Segment, Period: pair.Period.Name, Unit: string(pair.Measure.Unit),
		N: d.N, From: number(d.From), To: number(d.To), Mean: number(d.Mean), SD: number(d.SD), MCError: number(d.MCError),
		P5: number(d.P5), P10: number(d.P10), P25: number(d.P25), P50: number(d.P50), P75: number(d.P75), P90: number(d.P90), P95: number(d.P95),
		Better: number(d.Better.P), Low: number(d.Better.Low), High: number(d.Better.High), Same: d.Same, Gain: number(d.Gain)}
}

func anyList(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}

// DifferencesCSV writes every difference in long form, a plan, measure, segment and period a line. What does not
// exist is an empty cell.
func DifferencesCSV(w io.Writer, c *Comparison) error {
	out := csv.NewWriter(w)
	out.Write([]string{"other", "measure", "segment", "period", "unit", "n", "base_mean", "other_mean", "mean", "sd", "mc_error",
		"p5", "p10", "p25", "p50", "p75", "p90", "p95", "better", "better_low", "better_high", "same", "pairing_gain"})
	for _, r := range c.Rivals {
		for _, pair := range r.Pairs {
			d := pair.Difference
			line := []string{r.Name, pair.Measure.Name, pair.Segment, pair.Period.Name, string(pair.Measure.Unit), strconv.Itoa(d.N)}
			for _, v := range []float64{d.From, d.To, d.Mean, d.SD, d.MCError, d.P5, d.P10, d.P25, d.P50, d.P75, d.P90, d.P95,
				d.Better.P, d.Better.Low, d.Better.High} {
				line = append(line, cell(v))
			}
			out.Write(append(line, strconv.Itoa(d.Same), cell(d.Gain)))
		}
	}
	out.Flush()
	return out.Error()
}

// ComparedTrialsCSV writes every measure that all plans have by fiscal year, a plan and trial a line and a measure,
// segment and year a column (nrr.all.FY27); by quarter when the run has no whole fiscal year. What does not exist is
// an empty cell.
func ComparedTrialsCSV(w io.Writer, c *Comparison) error {
	plans := []*Study{c.Base}
	for _, r := range c.Rivals {
		plans = append(plans, r.Study)
	}
	header := []string{"plan", "trial"}
	columns := make([][][]float64, len(plans))
	periods := c.Base.periods()
	for _, column := range c.Base.Table.Columns {
		if !slices.Contains(periods, column.Period) {
			continue
		}
		var values [][]float64
		for _, s := range plans {
			if i := s.Table.Find(column.Measure.Name, column.Segment, column.Period.Name); i >= 0 {
				values = append(values, s.Table.Values(i))
			}
		}
		if len(values) == len(plans) {
			header = append(header, columnName(column))
			for i := range plans {
				columns[i] = append(columns[i], values[i])
			}
		}
	}
	out := csv.NewWriter(w)
	out.Write(header)
	for i, s := range plans {
		for k, trial := range s.Table.Trials {
			line := []string{s.Name, strconv.Itoa(trial)}
			for _, values := range columns[i] {
				line = append(line, cell(values[k]))
			}
			out.Write(line)
		}
	}
	out.Flush()
	return out.Error()
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
