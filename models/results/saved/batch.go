package saved

import (
	"encoding/json"
	"io"

	"postsale/models/results"
)

type batchRecord struct {
	Kind      string      `json:"kind"`
	Program   string      `json:"program"` // whose plan has what made it
	Seed      uint64      `json:"seed"`
	Trials    int         `json:"trials"`
	Scenarios []batchLine `json:"scenarios"`
}

type batchLine struct {
	Scenario string `json:"scenario"`
	Trials   int    `json:"trials"`
	Failed   int    `json:"failed_trials"`
	Cause    string `json:"first_failure,omitempty"`
	Period   string `json:"period"`
	NRR      Number `json:"nrr_p50"`
	NRRLow   Number `json:"nrr_p10"`
	NRRHigh  Number `json:"nrr_p90"`
	GRR      Number `json:"grr_p50"`
	GRRLow   Number `json:"grr_p10"`
	GRRHigh  Number `json:"grr_p90"`
}

// BatchJSON writes what the scenarios of a batch came to, in a few numbers; their tables have the others.
func BatchJSON(w io.Writer, b *results.Batch) error {
	r := batchRecord{Kind: "batch", Program: b.Program, Seed: b.Seed, Trials: b.Trials, Scenarios: []batchLine{}}
	for _, s := range b.Scenarios {
		r.Scenarios = append(r.Scenarios, batchLine{s.Name, s.Done, s.Failed, s.Cause, s.Period,
			Number(s.NRR.P50), Number(s.NRR.P10), Number(s.NRR.P90), Number(s.GRR.P50), Number(s.GRR.P10), Number(s.GRR.P90)})
	}
	return indented(w, r)
}

type batchPlanRecord struct {
	Kind      string            `json:"kind"`
	Program   string            `json:"program"`
	Seed      uint64            `json:"seed"`
	Trials    int               `json:"trials"`
	Shards    int               `json:"shards"`
	Workers   int               `json:"workers"`
	Each      float64           `json:"seconds_a_trial"`
	All       float64           `json:"seconds"`
	Bytes     float64           `json:"bytes_at_most"`
	Scenarios []plannedScenario `json:"scenarios"`
}

type plannedScenario struct {
	Scenario string `json:"scenario"`
	From     string `json:"from"`
	Trials   int    `json:"trials"`
}

// BatchPlanJSON writes what a batch would do.
func BatchPlanJSON(w io.Writer, p *results.BatchPlan) error {
	r := batchPlanRecord{"batch plan", p.Program, p.Seed, p.Trials, p.Shards, p.Workers, p.Each.Seconds(), p.All.Seconds(), p.Bytes, []plannedScenario{}}
	for _, s := range p.Scenarios {
		r.Scenarios = append(r.Scenarios, plannedScenario{s.Name, s.From, s.Trials})
	}
	return indented(w, r)
}

func indented(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(v)
}
