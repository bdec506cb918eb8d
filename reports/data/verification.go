package data

import (
	"io"
	"math"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/sim/theory"
)

type verdictRecord struct {
	Level         string       `json:"level"`
	Line          string       `json:"line"`
	Source        string       `json:"source"`
	Expected      saved.Number `json:"expected"`
	Rounding      saved.Number `json:"rounding"`
	Simulated     saved.Number `json:"simulated"`
	StandardError saved.Number `json:"standard_error"`
	Z             saved.Number `json:"z"`
	Critical      saved.Number `json:"critical"`
	Exact         bool         `json:"exact"`
	Replications  int          `json:"replications"`
	Holds         bool         `json:"holds"`
	Failure       string       `json:"failure,omitempty"`
}

type verificationRecord struct {
	saved.Head
	Quick      bool            `json:"quick"`
	Lines      int             `json:"lines"`
	Judged     int             `json:"judged"`
	Failing    int             `json:"failing"`
	FalseAlarm float64         `json:"false_alarm"`
	Verdicts   []verdictRecord `json:"verdicts" each:"line"`
}

// VerificationJSON writes the table for programs, a line of it a line. What a line has no number for is null: all
// after a failure, and luck's if it is exact.
func VerificationJSON(w io.Writer, v *results.Verification) error {
	record := verificationRecord{Head: saved.Head{Kind: "verification", Program: v.Program, Command: v.Command, Seed: v.Seed}, Quick: v.Quick, Lines: v.Lines, Judged: len(v.Verdicts), Failing: len(v.Failing()),
		FalseAlarm: theory.FalseAlarm}
	for _, verdict := range v.Verdicts {
		r := verdictRecord{Level: verdict.Level, Line: verdict.Name, Source: verdict.Source, Expected: saved.Number(verdict.Want),
			Rounding: saved.Number(verdict.Rounding), Simulated: saved.Number(verdict.Got), StandardError: saved.Number(verdict.StandardError),
			Z: saved.Number(verdict.Z), Critical: saved.Number(verdict.Critical), Exact: verdict.Exact, Replications: verdict.Replications,
			Holds: verdict.Holds, Failure: verdict.Failure}
		none := saved.Number(math.NaN())
		if verdict.Failure != "" || math.IsInf(verdict.Got, 0) {
			r.Simulated = none
		}
		if verdict.Failure != "" || verdict.Exact {
			r.StandardError, r.Z, r.Critical = none, none, none
		}
		record.Verdicts = append(record.Verdicts, r)
	}
	return saved.WriteObject(w, record)
}
