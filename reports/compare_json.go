package reports

import (
	"io"
	"math"

	"postsale/models/ledger"
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
	spreadRecord
	Better number `json:"better"`
	Low    number `json:"better_low"`
	High   number `json:"better_high"`
	Same   int    `json:"same"`
	Gain   number `json:"pairing_gain"`
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
			o.Parting = append(o.Parting, partingRecord{ledger.Kinds[p.Kind].Name, p.Trials})
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
		N: d.N, From: number(d.From), To: number(d.To), spreadRecord: spreadOf(d.Distribution),
		Better: number(d.Better.P), Low: number(d.Better.Low), High: number(d.Better.High), Same: d.Same, Gain: number(d.Gain)}
}

func anyList(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}
