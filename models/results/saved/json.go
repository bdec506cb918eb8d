package saved

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"postsale/models/results"
	"postsale/sim/estimate"
)

// Number is a float64 that is null in JSON, and an empty cell in CSV, when it does not exist.
type Number float64

// MarshalJSON returns the shortest digits that give the number back.
func (n Number) MarshalJSON() ([]byte, error) {
	if !results.Exists(float64(n)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n) + 0) // not -0
}

// UnmarshalJSON reads a number that is finite, or null.
func (n *Number) UnmarshalJSON(text []byte) error {
	cell := string(text)
	if cell == "null" {
		cell = ""
	}
	v, err := readCell(cell)
	*n = Number(v)
	return err
}

// spreadRecord is how a number differs from trial to trial.
type spreadRecord struct {
	Mean    Number `json:"mean" says:"mean"`
	SD      Number `json:"sd" says:"standard deviation"`
	MCError Number `json:"mc_error" says:"standard error of the mean, which more trials would shrink"`
	P5      Number `json:"p5" says:"5 % quantile"`
	P10     Number `json:"p10" says:"10 % quantile"`
	P25     Number `json:"p25" says:"25 % quantile"`
	P50     Number `json:"p50" says:"median"`
	P75     Number `json:"p75" says:"75 % quantile"`
	P90     Number `json:"p90" says:"90 % quantile"`
	P95     Number `json:"p95" says:"95 % quantile"`
	Fewer   Number `json:"controls_gain" unit:"times" says:"how many times as many trials would tell the mean as surely with known luck left in; 1 where it is"`
}

func spreadOf(d estimate.Distribution) spreadRecord {
	return spreadRecord{Mean: Number(d.Mean), SD: Number(d.SD), MCError: Number(d.MCError), P5: Number(d.P5), P10: Number(d.P10),
		P25: Number(d.P25), P50: Number(d.P50), P75: Number(d.P75), P90: Number(d.P90), P95: Number(d.P95), Fewer: Number(d.Fewer)}
}

// distribution returns what was written of a number that exists in n trials; the errors of its quantiles do not exist.
func (r spreadRecord) distribution(n int) estimate.Distribution {
	d := estimate.Of(nil)
	d.N, d.Mean, d.SD, d.MCError = n, float64(r.Mean), float64(r.SD), float64(r.MCError)
	d.P5, d.P10, d.P25, d.P50 = float64(r.P5), float64(r.P10), float64(r.P25), float64(r.P50)
	d.P75, d.P90, d.P95, d.Fewer = float64(r.P75), float64(r.P90), float64(r.P95), float64(r.Fewer)
	return d
}

// oddsOf returns the odds that were written as three numbers, of n trials.
func oddsOf(p, low, high Number, n int) estimate.Odds {
	o := estimate.Odds{P: float64(p), Low: float64(low), High: float64(high), Fewer: 1}
	if results.Exists(o.P) {
		o.N, o.Hits = n, int(o.P*float64(n)+0.5)
	}
	return o
}

// failedTrials returns their numbers.
func failedTrials(s *results.Run) []int {
	list := make([]int, len(s.Failures))
	for i, f := range s.Failures {
		list[i] = f.Trial
	}
	return list
}

// field is a field of a record, by the name that it has in a file.
type field struct {
	name     string
	index    []int
	optional bool // left out when it is nil, or 0
	lines    bool // a list, of which each element has a line
}

// fieldsOf returns the fields of a record, with those of the records that it embeds.
func fieldsOf(record reflect.Type) []field {
	var list []field
	for _, f := range reflect.VisibleFields(record) {
		if name, options, tagged := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			list = append(list, field{name, f.Index, tagged && options == "omitempty", f.Tag.Get("each") == "line"})
		}
	}
	return list
}

// Head is how records begin that stand alone: what they are, what made them, and their luck.
type Head struct {
	Kind    string `json:"kind"`
	Program string `json:"program"` // its version
	Command string `json:"command"` // in canonical form
	Seed    uint64 `json:"seed"`
}

// WriteObject writes a record as a JSON object, a field a line, and each element of the lists that are tagged each:"line".
func WriteObject(w io.Writer, record any) error {
	v := reflect.ValueOf(record)
	var text bytes.Buffer
	var err error
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	element := func(v reflect.Value) {
		err = errors.Join(err, out.Encode(v.Interface()))
		text.Truncate(text.Len() - 1) // the line's end
	}
	for _, f := range fieldsOf(v.Type()) {
		of := v.FieldByIndex(f.index)
		if f.optional && of.IsZero() {
			continue
		}
		if text.Len() > 0 {
			text.WriteString(",\n ")
		}
		text.WriteString(`"` + f.name + `": `)
		if !f.lines {
			element(of)
			continue
		}
		text.WriteString("[")
		for i := range of.Len() {
			if i > 0 {
				text.WriteString(",")
			}
			text.WriteString("\n  ")
			element(of.Index(i))
		}
		text.WriteString("]")
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "{"+text.String()+"}\n")
	return err
}

// readObject reads a record, which must have all the fields of its type and no others.
func readObject(text []byte, record any) error {
	var syntax *json.SyntaxError
	if err := json.Unmarshal(text, new(json.RawMessage)); errors.As(err, &syntax) {
		return &fault{line: 1 + bytes.Count(text[:syntax.Offset], []byte("\n")), says: "must be JSON: " + err.Error()}
	}
	if err := fits(text, reflect.TypeOf(record).Elem(), ""); err != nil {
		return err
	}
	if err := json.Unmarshal(text, record); err != nil {
		return &fault{says: err.Error()}
	}
	return nil
}

// fits demands that a JSON value has the form of a type, and says which field of it has not.
func fits(text json.RawMessage, form reflect.Type, path string) error {
	for form.Kind() == reflect.Pointer {
		form = form.Elem()
	}
	got := func(must string) error { return &fault{path: path, says: "must be " + must + ", got " + excerpt(text)} }
	switch {
	case form == reflect.TypeFor[Number]():
		if json.Unmarshal(text, new(Number)) != nil {
			return got("a finite number or null")
		}
	case form.Kind() == reflect.Struct:
		var values map[string]json.RawMessage
		if json.Unmarshal(text, &values) != nil || values == nil {
			return got("an object")
		}
		for _, f := range fieldsOf(form) {
			inner := strings.TrimPrefix(path+"."+f.name, ".")
			value, there := values[f.name]
			delete(values, f.name)
			switch {
			case !there && !f.optional:
				return &fault{path: inner, says: "must be there"}
			case there:
				if err := fits(value, form.FieldByIndex(f.index).Type, inner); err != nil {
					return err
				}
			}
		}
		for name := range values {
			return &fault{path: path, says: fmt.Sprintf("holds %s, which this version does not know", strconv.Quote(name))}
		}
	case form.Kind() == reflect.Slice:
		var values []json.RawMessage
		if json.Unmarshal(text, &values) != nil || values == nil {
			return got("a list")
		}
		for i, value := range values {
			if err := fits(value, form.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case string(text) == "null" || json.Unmarshal(text, reflect.New(form).Interface()) != nil:
		switch form.Kind() {
		case reflect.String:
			return got("text")
		case reflect.Bool:
			return got("true or false")
		case reflect.Float64:
			return got("a number")
		}
		return got("a whole number")
	}
	return nil
}

// excerpt returns the beginning of a text, on one line.
func excerpt(text []byte) string {
	const most = 40
	if len(text) > most {
		return strconv.Quote(string(text[:most])) + "..."
	}
	return strconv.Quote(string(text))
}

type ScenarioRecord struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

type FailureRecord struct {
	Trial int    `json:"trial"`
	Cause string `json:"cause"`
}

// JSON writes a record for programs.
func JSON(w io.Writer, record results.Record) error {
	switch r := record.(type) {
	case *results.Run:
		return SummaryJSON(w, r)
	case *results.Comparison:
		return CompareJSON(w, r)
	case *results.Explanation:
		return ExplainJSON(w, r)
	}
	panic(fmt.Sprintf("saved: no JSON of a %T", record))
}
