package saved

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"postsale/models/results"
	"postsale/sim/estimate"
)

// Number is a float64 that is null in JSON when it does not exist.
type Number float64

// MarshalJSON returns the shortest digits that give the number back.
func (n Number) MarshalJSON() ([]byte, error) {
	if !results.Exists(float64(n)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n) + 0) // not -0
}

// spreadRecord is how a number differs from trial to trial.
type spreadRecord struct {
	Mean    Number `json:"mean"`
	SD      Number `json:"sd"`
	MCError Number `json:"mc_error"`
	P5      Number `json:"p5"`
	P10     Number `json:"p10"`
	P25     Number `json:"p25"`
	P50     Number `json:"p50"`
	P75     Number `json:"p75"`
	P90     Number `json:"p90"`
	P95     Number `json:"p95"`
}

func spreadOf(d estimate.Distribution) spreadRecord {
	return spreadRecord{Mean: Number(d.Mean), SD: Number(d.SD), MCError: Number(d.MCError), P5: Number(d.P5), P10: Number(d.P10),
		P25: Number(d.P25), P50: Number(d.P50), P75: Number(d.P75), P90: Number(d.P90), P95: Number(d.P95)}
}

// failedTrials returns their numbers.
func failedTrials(s *results.Run) []int {
	list := make([]int, len(s.Failures))
	for i, f := range s.Failures {
		list[i] = f.Trial
	}
	return list
}

// Object is a JSON object that is written a key, or an element of a list, a line.
type Object struct {
	text bytes.Buffer
	err  error
}

func (o *Object) key(name string) {
	if o.text.Len() > 0 {
		o.text.WriteString(",\n ")
	}
	o.text.WriteString(`"` + name + `": `)
}

func (o *Object) element(v any) {
	out := json.NewEncoder(&o.text)
	out.SetEscapeHTML(false)
	o.err = errors.Join(o.err, out.Encode(v))
	o.text.Truncate(o.text.Len() - 1) // the line's end
}

func (o *Object) Value(name string, v any) {
	o.key(name)
	o.element(v)
}

func (o *Object) List(name string, elements []any) {
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

func (o *Object) Write(w io.Writer) error {
	if o.err != nil {
		return o.err
	}
	_, err := io.WriteString(w, "{"+o.text.String()+"}\n")
	return err
}

type ScenarioRecord struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

type FailureRecord struct {
	Trial int    `json:"trial"`
	Cause string `json:"cause"`
}
