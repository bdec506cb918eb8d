package saved

import (
	"io"
	"math"

	"postsale/models/measures"
	"postsale/models/results"
)

type differenceRecord struct {
	Other   string `json:"other"`
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Period  string `json:"period"`
	Unit    string `json:"unit"`
	N       int    `json:"n"`
	From    Number `json:"base_mean"`
	To      Number `json:"other_mean"`
	spreadRecord
	Better Number `json:"better"`
	Low    Number `json:"better_low"`
	High   Number `json:"better_high"`
	Same   int    `json:"same"`
	Gain   Number `json:"pairing_gain"`
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
	Luck    []luckRecord    `json:"luck"`
	Parting []partingRecord `json:"parting"`
}

// CompareJSON writes a comparison for programs, a measure a line: the difference is of the other less the base, trial
// by trial, better the share of trials in which the other is strictly better, and pairing_gain how many times as many
// independent trials would tell the mean difference as surely.
func CompareJSON(w io.Writer, c *results.Comparison) error {
	var others, records []any
	looked := 0
	for _, r := range c.Others {
		o := otherRecord{Name: r.Name, SHA256: r.SHA256, Changes: []changeRecord{}, Luck: []luckRecord{}, Parting: []partingRecord{},
			Price: Number(math.NaN()), Error: Number(math.NaN())}
		if c.BargainOf(r) == results.Trade {
			o.Price, o.Error = Number(r.Price.Value), Number(r.Price.Error)
		}
		for _, d := range r.Changes {
			o.Changes = append(o.Changes, changeRecord(d))
		}
		for _, l := range r.Shared.Luck {
			o.Luck = append(o.Luck, luckRecord{l.What, l.Both, l.Same, l.First, l.Second, l.Alike})
		}
		for _, p := range r.Shared.Partings {
			o.Parting = append(o.Parting, partingRecord{Kinds[p.Kind], p.Trials})
		}
		looked = r.Shared.Trials
		others = append(others, o)
		for _, pair := range r.Pairs {
			if pair.Difference.N > 0 {
				records = append(records, recordOfPair(r, pair))
			}
		}
	}
	o := Object{}
	o.Value("base", ScenarioRecord{c.Base.Name, c.Base.SHA256})
	o.Value("seed", c.Base.Seed)
	o.Value("trials", c.Base.Done)
	o.Value("partial", c.Base.Interrupted)
	if c.Base.Until != nil {
		o.Value("until", UntilOf(c.Base.Until, c.Base.Done))
	}
	o.Value("failed_trials", failedTrials(c.Base))
	o.Value("trials_looked_at", looked)
	o.List("others", others)
	o.List("differences", records)
	o.List("warnings", anyList(c.Warnings))
	return o.Write(w)
}

func recordOfPair(r *results.Plan, pair measures.Pair) differenceRecord {
	d := pair.Difference
	return differenceRecord{Other: r.Name, Measure: pair.Measure.Name, Segment: pair.Segment, Period: pair.Period.Name, Unit: string(pair.Measure.Unit),
		N: d.N, From: Number(d.From), To: Number(d.To), spreadRecord: spreadOf(d.Distribution),
		Better: Number(d.Better.P), Low: Number(d.Better.Low), High: Number(d.Better.High), Same: d.Same, Gain: Number(d.Gain)}
}

func anyList(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}
