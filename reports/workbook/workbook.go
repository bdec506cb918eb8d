// Package workbook says what of a record stands in a workbook, which package sheet writes: the document that is told of it
// everywhere, its measures, differences or shares, some of its futures, its trials, what it assumes and what made it, each on
// a sheet, and charts of them.
//
//	notes, err := sheet.Write(file, workbook.Of(record))
//
// It picks and orders, and works nothing out: each number is one of the record, in the record's own unit, with two exceptions
// of layout. Differences of shares are in points, as everywhere; and a step of the ARR bridge has beside its value the height
// at which it stands. Distributions are shown by the futures that stand for all (see results.Dots), at their places in order.
package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/reports"
	"postsale/reports/sheet"
	"postsale/reports/words"
)

// Of returns the workbook of a record.
func Of(record results.Record) sheet.Workbook {
	b := sheet.Workbook{Title: titleOf(record), Maker: "postsale " + record.Went().Program, Document: reports.Document(record)}
	switch r := record.(type) {
	case *results.Run:
		ofRun(&b, r)
	case *results.Comparison:
		ofComparison(&b, r)
	case *results.Explanation:
		ofExplanation(&b, r)
	default:
		panic(fmt.Sprintf("workbook: no workbook of a %T", record))
	}
	runs := record.Runs()
	b.Tables = append(b.Tables, assumptions(runs), origin(record.CommandLine(), record.Went(), runs))
	return b
}

func titleOf(record results.Record) string {
	went := record.Went()
	switch r := record.(type) {
	case *results.Comparison:
		var others []string
		for _, other := range r.Others {
			others = append(others, other.Name)
		}
		return went.Name + " beside " + strings.Join(others, ", ")
	case *results.Explanation:
		if r.To != nil {
			return "From " + went.Name + " to " + r.To.Name
		}
		return "What moves " + went.Name
	}
	return went.Name
}

// assumptions are those of runs, a row each.
func assumptions(runs []*results.Run) sheet.Table {
	t := sheet.Table{Name: "Assumptions", Note: "The results rest on them, and no trial tests them.",
		Columns: []sheet.Column{{Title: "scenario", Width: 24}, {Title: "assumption", Width: 44}, {Title: "value", Width: 60}, {Title: "source", Width: 60}}}
	var rows [][]sheet.Value
	for _, r := range runs {
		for _, a := range r.Assumptions {
			rows = append(rows, []sheet.Value{sheet.Words(r.Name), sheet.Words(a.Name), sheet.Words(a.Value), sheet.Words(a.Source)})
		}
	}
	return filled(t, rows)
}

// origin tells what made the record, and how it is made again.
func origin(command string, went *results.Run, runs []*results.Run) sheet.Table {
	t := sheet.Table{Name: "Origin", Note: "The same command of the same program gives the same figures, to the last digit, and the same workbook.",
		Columns: []sheet.Column{{Title: "what", Width: 24}, {Title: "is", Width: 100}}}
	var rows [][]sheet.Value
	say := func(what, is string) { rows = append(rows, []sheet.Value{sheet.Words(what), sheet.Words(is)}) }
	say("program", "postsale "+went.Program)
	say("built by", went.GoVersion)
	say("command", command)
	say("seed", strconv.FormatUint(went.Seed, 10))
	rows = append(rows, []sheet.Value{sheet.Words("trials"), sheet.Count(went.Done)})
	if went.Interrupted {
		say("interrupted", fmt.Sprintf("before all of %s trials were done", words.Count(went.Asked)))
	}
	for _, f := range went.Failures {
		say("failed trial", fmt.Sprintf("%s%s: %s", words.Count(f.Trial), of(f.Plan), f.Cause))
	}
	for _, r := range runs {
		say("scenario", r.Name)
		if r.Description != "" {
			say("its description", r.Description)
		}
		say("its SHA-256", r.SHA256)
	}
	return filled(t, rows)
}

func of(plan string) string {
	if plan == "" {
		return ""
	}
	return " of " + plan
}

// filled is a table with its rows.
func filled(t sheet.Table, rows [][]sheet.Value) sheet.Table {
	t.Count = len(rows)
	t.Rows = func(yield func([]sheet.Value) bool) {
		for _, row := range rows {
			if !yield(row) {
				return
			}
		}
	}
	return t
}

// formOf returns how values of a unit are shown.
func formOf(u measures.Unit) sheet.Form {
	switch u {
	case measures.Share:
		return sheet.Share
	case measures.Dollars:
		return sheet.Dollars
	case measures.Days:
		return sheet.Days
	case measures.Hours:
		return sheet.Hours
	}
	return sheet.Tenths
}

// spread are the numbers of a distribution, those of the columns of spreadColumns.
func spread(d results.Distribution, scale float64, form, size sheet.Form) []sheet.Value {
	list := []sheet.Value{sheet.Figure(scale*d.Mean, form), sheet.Figure(scale*d.SD, size), sheet.Figure(scale*d.MCError, size)}
	for _, v := range []float64{d.P5, d.P10, d.P25, d.P50, d.P75, d.P90, d.P95} {
		list = append(list, sheet.Figure(scale*v, form))
	}
	return append(list, sheet.Figure(d.Fewer, sheet.Tenths))
}

// spreadColumns are the titles of a distribution.
func spreadColumns() []sheet.Column {
	var list []sheet.Column
	for _, title := range []string{"mean", "sd", "mc_error", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "controls_gain"} {
		list = append(list, sheet.Column{Title: title})
	}
	return list
}

// The places of quantiles among the columns of a distribution.
const (
	atP5  = 3
	atP10 = 4
	atP50 = 6
	atP90 = 8
	atP95 = 9
)
