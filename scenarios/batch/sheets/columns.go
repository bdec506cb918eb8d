package sheets

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/results/tables"
	"postsale/sim/estimate"
)

// varied are the paths that vary in a plan, as columns.
type varied struct {
	columns []tables.Column
	values  []func(text string) tables.Values
}

// variedOf returns them: numbers where every scenario has one there, plain, in per cent or in dollars as 12k is, and else words.
func variedOf(paths []string, list []Scenario) varied {
	var v varied
	for i, path := range paths {
		c := tables.Column{Name: path, Kind: tables.Text, Says: "what stands there in the resolved scenario"}
		read := said
		for _, form := range numerals {
			if !slices.ContainsFunc(list, func(s Scenario) bool { return s.Varied[i] != "" && math.IsNaN(form.read(s.Varied[i])) }) {
				c.Kind, c.Unit = tables.Real, form.unit
				read = func(text string) tables.Values { return tables.Values{Reals: []float64{form.read(text)}} }
				break
			}
		}
		if slices.ContainsFunc(own, func(c tables.Column) bool { return c.Name == path }) {
			c.Name = "varied." + path
		}
		v.columns, v.values = append(v.columns, c), append(v.values, read)
	}
	return v
}

// numerals are the forms of numbers, which read as NaN what is none.
var numerals = []struct {
	unit string
	read func(text string) float64
}{
	{"", numeral},
	{string(measures.Share), func(text string) float64 {
		number, is := strings.CutSuffix(text, "%")
		if !is {
			return math.NaN()
		}
		return numeral(number) / 100
	}},
	{string(measures.Dollars), func(text string) float64 {
		for suffix, factor := range map[string]float64{"k": 1e3, "M": 1e6} {
			if number, is := strings.CutSuffix(text, suffix); is {
				return numeral(number) * factor
			}
		}
		return numeral(text)
	}},
}

func numeral(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) {
		return math.NaN()
	}
	return n
}

// of returns the values of a scenario.
func (v varied) of(s *Scenario) []tables.Values {
	list := make([]tables.Values, len(v.columns))
	for i, read := range v.values {
		list[i] = read(s.Varied[i])
	}
	return list
}

// union is the columns of many scenarios, each once, in the order in which they were seen.
type union struct {
	columns []tables.Column
	places  map[string]int
}

func (u *union) add(c tables.Column) int {
	if u.places == nil {
		u.places = map[string]int{}
	}
	at, known := u.places[c.Name]
	if !known {
		at = len(u.columns)
		u.places[c.Name] = at
		u.columns = append(u.columns, c)
	}
	return at
}

// annual is the column of a measure, a segment and a fiscal year, or a quarter where there is no year.
func annual(c measures.Column) tables.Column {
	return saved.Measured(saved.ColumnName(c), c)
}

// quarterly is the column of a measure and a segment, by quarter.
func quarterly(c measures.Column) tables.Column {
	return saved.Measured(c.Measure.Name+"."+c.Segment, c)
}

// text is a column of texts.
func text(name, says string) tables.Column {
	return tables.Column{Name: name, Kind: tables.Text, Says: says}
}

// whole is a column of whole numbers.
func whole(name, says string) tables.Column {
	return tables.Column{Name: name, Kind: tables.Whole, Says: says}
}

// real is a column of numbers without a unit.
func real(name, says string) tables.Column {
	return tables.Column{Name: name, Kind: tables.Real, Says: says}
}

var (
	scenarioColumn = text("scenario", "the name of the scenario")
	measureColumn  = text("measure", "its definition: postsale measures NAME")
	segmentColumn  = text("segment", "a segment, all of the company, or team/NAME")
	trialColumn    = whole("trial", "the number of the trial: the same luck in all scenarios of a seed")
)

// scenarioColumns are those of the table of scenarios, but for what varies.
var scenarioColumns = []tables.Column{
	scenarioColumn, text("from", "where it was read from"), text("sha256", "of the resolved scenario"), text("description", "what it says of itself"),
	whole("trials", "that were done"), whole("failed_trials", "that failed and are left out"), text("first_failure", "why the first of them did"),
}

// own are the columns whose names no path that varies may have.
var own = slices.Concat(scenarioColumns, []tables.Column{trialColumn},
	spreadColumns(nil, text("period", "")), spreadColumns(nil, text("quarter", "")), targetColumns(nil))

// spread is the columns of a distribution over trials.
var spread = []struct {
	tables.Column
	of func(d estimate.Distribution) float64
}{
	{real("mean", "the mean over trials"), func(d estimate.Distribution) float64 { return d.Mean }},
	{real("sd", "the standard deviation over trials"), func(d estimate.Distribution) float64 { return d.SD }},
	{real("mc_error", "the standard error of the mean"), func(d estimate.Distribution) float64 { return d.MCError }},
	{real("p5", "1 in 20 trials is below"), func(d estimate.Distribution) float64 { return d.P5 }},
	{real("p10", "1 in 10 trials is below"), func(d estimate.Distribution) float64 { return d.P10 }},
	{real("p25", "1 in 4 trials is below"), func(d estimate.Distribution) float64 { return d.P25 }},
	{real("p50", "the median"), func(d estimate.Distribution) float64 { return d.P50 }},
	{real("p75", "3 in 4 trials are below"), func(d estimate.Distribution) float64 { return d.P75 }},
	{real("p90", "9 in 10 trials are below"), func(d estimate.Distribution) float64 { return d.P90 }},
	{real("p95", "19 in 20 trials are below"), func(d estimate.Distribution) float64 { return d.P95 }},
	{real("controls_gain", "how many times as many trials the mean would take for the same error without known luck taken out"),
		func(d estimate.Distribution) float64 { return d.Fewer }},
	{real("p5_error", "the standard error of p5"), func(d estimate.Distribution) float64 { return d.P5Error }},
	{real("p50_error", "the standard error of p50"), func(d estimate.Distribution) float64 { return d.P50Error }},
	{real("p95_error", "the standard error of p95"), func(d estimate.Distribution) float64 { return d.P95Error }},
}

// spreadColumns are those of a table of distributions, of a period that is called so.
func spreadColumns(lead []tables.Column, period tables.Column) []tables.Column {
	list := slices.Concat(lead, []tables.Column{measureColumn, segmentColumn, period, text("unit", "of the numbers"),
		whole("n", "trials in which the number exists")})
	for _, c := range spread {
		list = append(list, c.Column)
	}
	return list
}

// spreads returns the distributions of some columns of a run, a row each.
func spreads(r *results.Run, lead []tables.Values, takes func(measures.Column) bool) (rows int, list []tables.Values) {
	of := make([]tables.Values, 5+len(spread))
	for i, c := range r.Table.Columns {
		if !takes(c) {
			continue
		}
		rows++
		d := r.Estimates[i]
		for k, word := range []string{c.Measure.Name, c.Segment, c.Period.Name, string(c.Measure.Unit)} {
			of[k].Texts = append(of[k].Texts, word)
		}
		of[4].Wholes = append(of[4].Wholes, int64(d.N))
		for k, s := range spread {
			of[5+k].Reals = append(of[5+k].Reals, saved.Finite(s.of(d)))
		}
	}
	return rows, slices.Concat(lead, of)
}

// targetColumns are those of the table of targets.
func targetColumns(lead []tables.Column) []tables.Column {
	return slices.Concat(lead, []tables.Column{measureColumn, segmentColumn,
		text("period", "a fiscal year, or a quarter where there is no whole one"), text("unit", "of the bounds"),
		real("at_least", "what it should reach at least"), real("at_most", "what it should reach at most"),
		real("odds", "the share of trials that do"),
		real("low", "of the odds, the lower end of their interval of 95 %"), real("high", "the upper end"),
		real("controls_gain", "how many times as many trials the odds would take for the same error without known luck taken out")})
}

// targets returns how often a run reached its targets, a row each.
func targets(r *results.Run, lead []tables.Values) (rows int, list []tables.Values) {
	of := make([]tables.Values, 10)
	for _, t := range r.Targets {
		for k, word := range []string{t.Measure, t.Segment, t.Period, string(t.Unit)} {
			of[k].Texts = append(of[k].Texts, word)
		}
		least, most := t.Bound, math.NaN()
		if t.AtMost {
			least, most = most, least
		}
		for k, v := range []float64{least, most, t.Odds.P, t.Odds.Low, t.Odds.High, t.Odds.Fewer} {
			of[4+k].Reals = append(of[4+k].Reals, saved.Finite(v))
		}
	}
	return len(r.Targets), slices.Concat(lead, of)
}
