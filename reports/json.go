package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"postsale/sim/estimate"
)

// number is a float64 that is null in JSON when it does not exist.
type number float64

// MarshalJSON returns the shortest digits that give the number back.
func (n number) MarshalJSON() ([]byte, error) {
	if !exists(float64(n)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n) + 0) // not -0
}

type measureRecord struct {
	Measure string `json:"measure"`
	Segment string `json:"segment"`
	Period  string `json:"period"`
	Unit    string `json:"unit"`
	N       int    `json:"n"`
	spreadRecord
}

// spreadRecord is how a number differs from trial to trial.
type spreadRecord struct {
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
}

func spreadOf(d estimate.Distribution) spreadRecord {
	return spreadRecord{Mean: number(d.Mean), SD: number(d.SD), MCError: number(d.MCError), P5: number(d.P5), P10: number(d.P10),
		P25: number(d.P25), P50: number(d.P50), P75: number(d.P75), P90: number(d.P90), P95: number(d.P95)}
}

type targetRecord struct {
	Measure string  `json:"measure"`
	Segment string  `json:"segment"`
	Period  string  `json:"period"`
	AtLeast *number `json:"at_least,omitempty"`
	AtMost  *number `json:"at_most,omitempty"`
	Odds    number  `json:"odds"`
	Low     number  `json:"low"`
	High    number  `json:"high"`
}

// SummaryJSON writes the summary for programs, a measure or target a line. It has
// the measures that exist in at least one trial; sd and mc_error are null where
// one trial is all there is, and the odds of a target where its measure exists in
// none.
func SummaryJSON(w io.Writer, s *Study) error {
	var records, targets []any
	for i, c := range s.Table.Columns {
		if d := s.Estimates[i]; d.N > 0 {
			records = append(records, measureRecord{
				Measure: c.Measure.Name, Segment: c.Segment, Period: c.Period.Name, Unit: string(c.Measure.Unit), N: d.N,
				spreadRecord: spreadOf(d),
			})
		}
	}
	for _, t := range s.Targets {
		record := targetRecord{Measure: t.Measure, Segment: t.Segment, Period: t.Period,
			Odds: number(t.Odds.P), Low: number(t.Odds.Low), High: number(t.Odds.High)}
		bound := number(t.Bound)
		if t.AtMost {
			record.AtMost = &bound
		} else {
			record.AtLeast = &bound
		}
		targets = append(targets, record)
	}

	o := object{}
	o.value("scenario", scenarioRecord{s.Name, s.SHA256})
	o.value("seed", s.Seed)
	o.value("trials", s.Done)
	o.value("failed_trials", s.failedTrials())
	if s.Until != nil {
		o.value("until", s.Until.record(s.Done))
	}
	o.list("measures", records)
	o.list("targets", targets)
	if s.Book != nil {
		o.list("opening_book", s.Book.records())
	}
	o.list("warnings", anyList(s.Warnings))
	return o.write(w)
}

// failedTrials returns their numbers.
func (s *Study) failedTrials() []int {
	list := make([]int, len(s.Failures))
	for i, f := range s.Failures {
		list[i] = f.Trial
	}
	return list
}

// object is a JSON object that is written a key, or an element of a list, a line.
type object struct {
	text bytes.Buffer
	err  error
}

func (o *object) key(name string) {
	if o.text.Len() > 0 {
		o.text.WriteString(",\n ")
	}
	o.text.WriteString(`"` + name + `": `)
}

func (o *object) element(v any) {
	out := json.NewEncoder(&o.text)
	out.SetEscapeHTML(false)
	o.err = errors.Join(o.err, out.Encode(v))
	o.text.Truncate(o.text.Len() - 1) // the line's end
}

func (o *object) value(name string, v any) {
	o.key(name)
	o.element(v)
}

func (o *object) list(name string, elements []any) {
	o.key(name)
	o.text.WriteString("[")
	for i, v := range elements {
		if i > 0 {
			o.text.WriteString(",")
		}
		o.text.WriteString("\n  ")
		o.element(v)
	}
	o.text.WriteString("]")
}

func (o *object) write(w io.Writer) error {
	if o.err != nil {
		return o.err
	}
	_, err := io.WriteString(w, "{"+o.text.String()+"}\n")
	return err
}
