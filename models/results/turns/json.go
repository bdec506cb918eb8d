package turns

import (
	"encoding/json"
	"io"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
)

type argumentRecord struct {
	Name     string          `json:"name"`
	Question string          `json:"question"`
	Command  string          `json:"command"`
	Seed     uint64          `json:"seed"`
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
	Odds   saved.Number `json:"odds_second_better"`
}

type turnRecord struct {
	At   saved.Number `json:"at"`
	From saved.Number `json:"not_settled_from"`
	To   saved.Number `json:"not_settled_to"`
	Then string       `json:"then"`
}

var winners = map[Winner]string{Open: "", First: "first", Second: "second"}

// JSON writes an argument for programs.
func JSON(w io.Writer, a *Argument) error {
	r := argumentRecord{Name: a.Name, Question: a.Title, Command: a.Command, Seed: a.Seed, Trials: a.Trials, Failed: a.Failed,
		First: recordOf(a.First), Second: recordOf(a.Second), Path: a.Across.Path, Across: a.Across.Says, Unit: a.Across.Unit, Turns: []turnRecord{}}
	for _, l := range a.Levels {
		r.Levels = append(r.Levels, levelRecord{saved.Number(l.Value), l.Trials, winners[l.Winner]})
	}
	for _, m := range a.Measures {
		of := measureRecord{Measure: m.Measure.Name, Segment: m.Segment, Period: m.Period, Unit: m.Measure.Unit,
			Better: map[measures.Direction]string{measures.Up: "more", measures.Down: "less"}[m.Better]}
		for k, d := range m.Gaps {
			of.Gaps = append(of.Gaps, gapOfRecord(a.Levels[k], d))
		}
		r.Measures = append(r.Measures, of)
	}
	for _, t := range a.Turns {
		r.Turns = append(r.Turns, turnRecord{saved.Number(t.At), saved.Number(t.From), saved.Number(t.To), winners[t.Then]})
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(r)
}

func recordOf(s Side) sideRecord { return sideRecord(s) }

func gapOfRecord(l Level, d results.Paired) gapRecord {
	return gapRecord{saved.Number(l.Value), d.N, saved.Number(d.From), saved.Number(d.To), saved.Number(d.Mean), saved.Number(d.MCError),
		saved.Number(d.P10), saved.Number(d.P90), saved.Number(d.Better.P)}
}
