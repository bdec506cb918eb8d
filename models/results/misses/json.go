package misses

import (
	"encoding/json"
	"io"
	"time"

	"postsale/models/measures"
	"postsale/models/results/saved"
)

type missedRecord struct {
	saved.Head
	Scenario string         `json:"scenario"`
	Trials   int            `json:"trials"`
	Failed   int            `json:"failed_trials"`
	Absent   int            `json:"trials_without_value"`
	Target   string         `json:"target"`
	Verdict  string         `json:"verdict"`
	Odds     oddsRecord     `json:"odds_of_a_miss"`
	Gap      contrastRecord `json:"gap"`
	Parts    []partRecord   `json:"parts"`
	Losses   []lossRecord   `json:"losses"`
	Looked   int            `json:"measures_looked_at"`
	Chance   saved.Number   `json:"limit_of_chance"`
	Drivers  []driverRecord `json:"drivers"`
	Futures  []futureRecord `json:"futures"`
}

type oddsRecord struct {
	Missing  int          `json:"missing"`
	Of       int          `json:"of"`
	Estimate saved.Number `json:"estimate"`
	Low      saved.Number `json:"low"`
	High     saved.Number `json:"high"`
}

type contrastRecord struct {
	Missing    saved.Number `json:"missing"`
	Reaching   saved.Number `json:"reaching"`
	Difference saved.Number `json:"difference"`
	Error      saved.Number `json:"error"`
}

type partRecord struct {
	Kind    string `json:"kind"`
	Segment string `json:"segment"`
	contrastRecord
	Share      saved.Number `json:"share"`
	ShareError saved.Number `json:"share_error"`
}

type lossRecord struct {
	Segment   string         `json:"segment"`
	Customers contrastRecord `json:"customers"`
	ARR       contrastRecord `json:"arr"`
}

type columnRecord struct {
	Measure string        `json:"measure"`
	Segment string        `json:"segment"`
	Period  string        `json:"period"`
	Unit    measures.Unit `json:"unit"`
}

type driverRecord struct {
	columnRecord
	contrastRecord
	Trials     int          `json:"trials"`
	InErrors   saved.Number `json:"in_errors"`
	Chance     saved.Number `json:"chance"`
	Along      saved.Number `json:"share_along"`
	AlongError saved.Number `json:"share_along_error"`
}

type futureRecord struct {
	Trial   int               `json:"trial"`
	Chosen  string            `json:"chosen"`
	Failure string            `json:"failure,omitempty"`
	Year    string            `json:"year"`
	Value   saved.Number      `json:"value"`
	Usual   saved.Number      `json:"median_of_all"`
	Figures []figureRecord    `json:"figures"`
	Largest []departureRecord `json:"largest_lost"`
	Leavers []leaverRecord    `json:"people_left"`
}

type figureRecord struct {
	columnRecord
	Here    saved.Number `json:"here"`
	Usual   saved.Number `json:"median_of_all"`
	Quarter string       `json:"quarter,omitempty"`
}

type departureRecord struct {
	Customer string       `json:"customer"`
	Segment  string       `json:"segment"`
	ARR      saved.Number `json:"arr"`
	On       string       `json:"on"`
	Live     bool         `json:"live"`
	Delay    saved.Number `json:"days_late"`
	Missed   int          `json:"tickets_missed"`
	Red      bool         `json:"red"`
}

type leaverRecord struct {
	Team     string   `json:"team"`
	People   int      `json:"people"`
	Quarters []string `json:"quarters"`
}

var verdicts = map[Verdict]string{Compared: "compared", Never: "never missed", Always: "never reached", TooFew: "too few"}

var chosen = map[Chosen]string{Middle: "middle", Bad: "bad", Asked: "asked"}

// JSON writes what was found for programs.
func JSON(w io.Writer, m *Missed) error {
	r := missedRecord{Head: saved.Head{Kind: "misses", Program: m.Program, Command: m.Command, Seed: m.Seed}, Scenario: m.Name, Trials: m.Asked, Failed: m.Failed, Absent: m.Absent,
		Target: m.Text(), Verdict: verdicts[m.Verdict], Gap: ofContrast(m.Gap), Looked: m.Looked, Chance: saved.Number(m.Chance),
		Odds:  oddsRecord{m.Odds.Hits, m.Odds.N, saved.Number(m.Odds.P), saved.Number(m.Odds.Low), saved.Number(m.Odds.High)},
		Parts: []partRecord{}, Losses: []lossRecord{}, Drivers: []driverRecord{}, Futures: []futureRecord{}}
	for _, p := range m.Parts {
		r.Parts = append(r.Parts, partRecord{p.Kind, p.Segment, ofContrast(p.Contrast), saved.Number(p.Share), saved.Number(p.ShareError)})
	}
	for _, l := range m.Losses {
		r.Losses = append(r.Losses, lossRecord{l.Segment, ofContrast(l.Customers), ofContrast(l.ARR)})
	}
	for _, d := range m.Drivers {
		r.Drivers = append(r.Drivers, driverRecord{ofColumn(d.Column), ofContrast(d.Contrast), d.Trials, saved.Number(d.InErrors()),
			saved.Number(d.Chance), saved.Number(d.Along), saved.Number(d.AlongError)})
	}
	for _, f := range m.Futures {
		r.Futures = append(r.Futures, ofFuture(f))
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(r)
}

func ofContrast(c Contrast) contrastRecord {
	return contrastRecord{saved.Number(c.Missing), saved.Number(c.Reaching), saved.Number(c.Difference), saved.Number(c.Error)}
}

func ofColumn(c measures.Column) columnRecord {
	return columnRecord{c.Measure.Name, c.Segment, c.Period.Name, c.Measure.Unit}
}

// Record returns a future as a line of a trace, for programs.
func (f Future) Record() any {
	return struct {
		Kind string `json:"kind"`
		columnRecord
		futureRecord
	}{"future", ofColumn(f.Column), ofFuture(f)}
}

func ofFuture(f Future) futureRecord {
	r := futureRecord{Trial: f.Trial, Chosen: chosen[f.Chosen], Failure: f.Failure, Year: f.Year.Name, Value: saved.Number(f.Value), Usual: saved.Number(f.Usual),
		Figures: []figureRecord{}, Largest: []departureRecord{}, Leavers: []leaverRecord{}}
	for _, list := range [][]Figure{f.Sums, f.Churned, {f.Lost}, {f.Deals}, f.Quarter, f.Peaks} {
		for _, v := range list {
			if v.Measure != nil {
				r.Figures = append(r.Figures, figureRecord{ofColumn(v.Column), saved.Number(v.Here), saved.Number(v.Usual), v.Quarter})
			}
		}
	}
	for _, d := range f.Largest {
		r.Largest = append(r.Largest, departureRecord{d.Customer, d.Segment, saved.Number(d.ARR), d.On.Format(time.DateOnly), d.Live, saved.Number(d.Delay), d.Missed, d.Red})
	}
	for _, l := range f.Leavers {
		r.Leavers = append(r.Leavers, leaverRecord(l))
	}
	return r
}
