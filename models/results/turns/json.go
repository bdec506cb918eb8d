package turns

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/sim/estimate"
)

type argumentRecord struct {
	saved.Head
	Name     string          `json:"name"`
	Question string          `json:"question"`
	Settings []string        `json:"settings,omitempty"`
	Trials   int             `json:"trials"`
	Failed   int             `json:"failed_trials"`
	First    sideRecord      `json:"first"`
	Second   sideRecord      `json:"second"`
	Path     string          `json:"path"`
	Across   string          `json:"across"`
	Unit     string          `json:"unit,omitempty"`
	Levels   []levelRecord   `json:"values"`
	Measures []measureRecord `json:"measures"`
	Turns    []turnRecord    `json:"turns"`
}

type sideRecord struct {
	Plan   string   `json:"plan"`
	Name   string   `json:"name"`
	Says   string   `json:"says"`
	HeldBy []string `json:"held_by"`
}

type levelRecord struct {
	Text   string       `json:"text"`
	Value  saved.Number `json:"value"`
	Trials int          `json:"trials"`
	Winner string       `json:"winner"`
}

type measureRecord struct {
	Measure string        `json:"measure"`
	Segment string        `json:"segment"`
	Period  string        `json:"period"`
	Unit    measures.Unit `json:"unit"`
	Better  string        `json:"better"`
	Says    string        `json:"says,omitempty"`
	Gaps    []gapRecord   `json:"differences"`
}

type gapRecord struct {
	Value  saved.Number `json:"value"`
	N      int          `json:"n"`
	First  saved.Number `json:"first"`
	Second saved.Number `json:"second"`
	Mean   saved.Number `json:"mean"`
	Error  saved.Number `json:"mc_error"`
	P10    saved.Number `json:"p10"`
	P90    saved.Number `json:"p90"`
	Same   int          `json:"same"`
	Odds   oddsRecord   `json:"second_better"`
}

type oddsRecord struct {
	P    saved.Number `json:"p"`
	Low  saved.Number `json:"low"`
	High saved.Number `json:"high"`
	Hits int          `json:"hits"`
	N    int          `json:"n"`
}

type turnRecord struct {
	At   saved.Number `json:"at"`
	From saved.Number `json:"not_settled_from"`
	To   saved.Number `json:"not_settled_to"`
	Then string       `json:"then"`
}

var (
	winners = map[Winner]string{Open: "", First: "first", Second: "second"}
	better  = map[measures.Direction]string{measures.Up: "more", measures.Down: "less"}
)

// JSON writes an argument for programs.
func JSON(w io.Writer, a *Argument) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(recordOf(a))
}

func recordOf(a *Argument) argumentRecord {
	r := argumentRecord{Head: saved.Head{Kind: "study", Program: a.Program, Command: a.Command, Seed: a.Seed}, Name: a.Name, Question: a.Title, Settings: a.Settings, Trials: a.Trials, Failed: a.Failed,
		First: sideRecord(a.First), Second: sideRecord(a.Second), Path: a.Across.Path, Across: a.Across.Says, Unit: a.Across.Unit, Turns: []turnRecord{}}
	for _, l := range a.Levels {
		r.Levels = append(r.Levels, levelRecord{l.Text, saved.Number(l.Value), l.Trials, winners[l.Winner]})
	}
	for _, m := range a.Measures {
		of := measureRecord{Measure: m.Measure.Name, Segment: m.Segment, Period: m.Period, Unit: m.Measure.Unit, Better: better[m.Better], Says: m.Says}
		for k, d := range m.Gaps {
			of.Gaps = append(of.Gaps, gapRecord{saved.Number(a.Levels[k].Value), d.N, saved.Number(d.From), saved.Number(d.To), saved.Number(d.Mean),
				saved.Number(d.MCError), saved.Number(d.P10), saved.Number(d.P90), d.Same,
				oddsRecord{saved.Number(d.Better.P), saved.Number(d.Better.Low), saved.Number(d.Better.High), d.Better.Hits, d.Better.N}})
		}
		r.Measures = append(r.Measures, of)
	}
	for _, t := range a.Turns {
		r.Turns = append(r.Turns, turnRecord{saved.Number(t.At), saved.Number(t.From), saved.Number(t.To), winners[t.Then]})
	}
	return r
}

// Read returns the argument that JSON wrote. Who wins where is worked out again, and a record that says otherwise is refused.
func Read(data []byte) (*Argument, error) {
	var r argumentRecord
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, err
	}
	var list []Measured
	for _, m := range r.Measures {
		of := Measured{Wanted: Wanted{Segment: m.Segment, Period: m.Period, Says: m.Says}}
		var known bool
		if of.Measure, known = measures.Find(m.Measure); !known {
			return nil, fmt.Errorf("no measure %s", units.Quote(m.Measure))
		}
		for direction, text := range better {
			if text == m.Better {
				of.Better = direction
			}
		}
		if len(m.Gaps) != len(r.Levels) {
			return nil, fmt.Errorf("%s: must have differences at all %d values, got %d", m.Measure, len(r.Levels), len(m.Gaps))
		}
		for _, d := range m.Gaps {
			of.Gaps = append(of.Gaps, results.Paired{From: float64(d.First), To: float64(d.Second), Same: d.Same,
				Distribution: estimate.Distribution{N: d.N, Mean: float64(d.Mean), MCError: float64(d.Error), P10: float64(d.P10), P90: float64(d.P90)},
				Better:       estimate.Odds{P: float64(d.Odds.P), Low: float64(d.Odds.Low), High: float64(d.Odds.High), Hits: d.Odds.Hits, N: d.Odds.N}})
		}
		list = append(list, of)
	}
	if len(list) == 0 || len(r.Levels) == 0 {
		return nil, errors.New("must have values and measures, got none")
	}
	var levels []Level
	for _, l := range r.Levels {
		levels = append(levels, Level{Step: Step{Text: l.Text, Value: float64(l.Value)}, Trials: l.Trials})
	}
	a := decided(Tried{Program: r.Program, Name: r.Name, Title: r.Question, Command: r.Command, Settings: r.Settings, Seed: r.Seed, Trials: r.Trials, Failed: r.Failed,
		First: Side(r.First), Second: Side(r.Second), Across: Across{Path: r.Path, Says: r.Across, Unit: r.Unit}}, levels, list)
	var again bytes.Buffer
	if err := JSON(&again, a); err != nil {
		return nil, err
	}
	if !bytes.Equal(again.Bytes(), data) {
		return nil, errors.New("is not what was written there: somebody changed it since")
	}
	return a, nil
}
