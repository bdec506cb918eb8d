package batch

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
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

// variedOf returns them: numbers where every value is one, as written or in per cent, and else the words of the file.
func variedOf(p *Plan) varied {
	var v varied
	for i, path := range p.Varied {
		kind, unit, read := tables.Text, "", func(text string) tables.Values {
			if text == "" {
				return tables.Values{}
			}
			return tables.Values{Texts: []string{text}}
		}
		for _, form := range []struct{ suffix, unit string }{{"", ""}, {"%", string(measures.Share)}} {
			if !slices.ContainsFunc(p.Scenarios, func(s Scenario) bool {
				return len(s.Varied) > 0 && s.Varied[i] != "" && math.IsNaN(numeral(s.Varied[i], form.suffix))
			}) {
				kind, unit = tables.Real, form.unit
				read = func(text string) tables.Values { return tables.Values{Reals: []float64{numeral(text, form.suffix)}} }
				break
			}
		}
		v.columns = append(v.columns, tables.Column{Name: path, Kind: kind, Unit: unit, Says: "what stands there, in the words of the sweep; empty where that of its base stands"})
		v.values = append(v.values, read)
	}
	return v
}

// numeral returns the number of a text that ends so, per cent as a share; NaN if it is none.
func numeral(text, suffix string) float64 {
	number, is := strings.CutSuffix(text, suffix)
	n, err := strconv.ParseFloat(number, 64)
	switch {
	case !is || err != nil || math.IsInf(n, 0):
		return math.NaN()
	case suffix == "%":
		return n / 100
	}
	return n
}

// of returns the values of a scenario.
func (v varied) of(s *Scenario) []tables.Values {
	list := make([]tables.Values, len(v.columns))
	for i, read := range v.values {
		if len(s.Varied) > 0 {
			list[i] = read(s.Varied[i])
		}
	}
	return list
}

// sheet is a table while it is written, in every form that is asked for.
type sheet struct {
	name    string
	columns []tables.Column
	parts   []*part
	names   []string
	buffers []*bufio.Writer
	hashes  []io.Writer
	sums    []func() (int64, string)
	writers []tables.Writer
}

// newSheet begins a table in the folder.
func newSheet(dir, name string, columns []tables.Column, forms []saved.Form, about []tables.About) (*sheet, error) {
	s := &sheet{name: name, columns: columns}
	for _, form := range forms {
		p, err := create(dir)
		if err != nil {
			s.discard()
			return nil, err
		}
		s.parts, s.names = append(s.parts, p), append(s.names, name+"."+string(form))
		hash, size := sha256.New(), new(counter)
		buffer := bufio.NewWriterSize(io.MultiWriter(p, hash, size), 1<<20)
		s.buffers = append(s.buffers, buffer)
		s.sums = append(s.sums, func() (int64, string) { return int64(*size), hex.EncodeToString(hash.Sum(nil)) })
		var w tables.Writer
		if form == saved.CSV {
			w = tables.NewCSV(buffer, columns)
		} else if w, err = tables.NewParquet(buffer, columns, about); err != nil {
			s.discard()
			return nil, fmt.Errorf("%s: %w", s.names[len(s.names)-1], err)
		}
		s.writers = append(s.writers, w)
	}
	return s, nil
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func (s *sheet) write(rows int, values []tables.Values) error {
	if rows == 0 {
		return nil
	}
	for i, w := range s.writers {
		if err := w.Write(rows, values); err != nil {
			return fmt.Errorf("%s: %w", s.names[i], cause(err))
		}
	}
	return nil
}

// end writes what is left of the table.
func (s *sheet) end() error {
	for i, w := range s.writers {
		err := w.Close()
		if err == nil {
			err = s.buffers[i].Flush()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.names[i], cause(err))
		}
	}
	return nil
}

// place gives the files their names, and returns what they are.
func (s *sheet) place() ([]saved.FileRecord, error) {
	var list []saved.FileRecord
	for i, p := range s.parts {
		if err := p.become(s.names[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", s.names[i], cause(err))
		}
		size, sum := s.sums[i]()
		list = append(list, saved.FileRecord{Name: s.names[i], Bytes: size, SHA256: sum})
	}
	return list, nil
}

func (s *sheet) discard() {
	for _, p := range s.parts {
		p.discard()
	}
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
	return tables.Column{Name: saved.ColumnName(c), Kind: tables.Real, Unit: string(c.Measure.Unit), Says: c.Measure.Definition}
}

// quarterly is the column of a measure and a segment, by quarter.
func quarterly(c measures.Column) tables.Column {
	return tables.Column{Name: c.Measure.Name + "." + c.Segment, Kind: tables.Real, Unit: string(c.Measure.Unit), Says: c.Measure.Definition}
}

func text(name, says string) tables.Column {
	return tables.Column{Name: name, Kind: tables.Text, Says: says}
}
func whole(name, says string) tables.Column {
	return tables.Column{Name: name, Kind: tables.Whole, Says: says}
}
func number(name, says string) tables.Column {
	return tables.Column{Name: name, Kind: tables.Real, Says: says}
}

var (
	scenarioColumn = text("scenario", "the name of the scenario")
	trialColumn    = whole("trial", "the number of the trial: the same luck in all scenarios of a seed")
)

// spread is the columns of a distribution over trials.
var spread = []struct {
	tables.Column
	of func(d estimate.Distribution) float64
}{
	{number("mean", "the mean over trials"), func(d estimate.Distribution) float64 { return d.Mean }},
	{number("sd", "the standard deviation over trials"), func(d estimate.Distribution) float64 { return d.SD }},
	{number("mc_error", "the standard error of the mean"), func(d estimate.Distribution) float64 { return d.MCError }},
	{number("p5", "1 in 20 trials is below"), func(d estimate.Distribution) float64 { return d.P5 }},
	{number("p10", "1 in 10 trials is below"), func(d estimate.Distribution) float64 { return d.P10 }},
	{number("p25", "1 in 4 trials is below"), func(d estimate.Distribution) float64 { return d.P25 }},
	{number("p50", "the median"), func(d estimate.Distribution) float64 { return d.P50 }},
	{number("p75", "3 in 4 trials are below"), func(d estimate.Distribution) float64 { return d.P75 }},
	{number("p90", "9 in 10 trials are below"), func(d estimate.Distribution) float64 { return d.P90 }},
	{number("p95", "19 in 20 trials are below"), func(d estimate.Distribution) float64 { return d.P95 }},
	{number("controls_gain", "how many times as many trials the mean would take for the same error without known luck taken out"),
		func(d estimate.Distribution) float64 { return d.Fewer }},
	{number("p5_error", "the standard error of p5"), func(d estimate.Distribution) float64 { return d.P5Error }},
	{number("p50_error", "the standard error of p50"), func(d estimate.Distribution) float64 { return d.P50Error }},
	{number("p95_error", "the standard error of p95"), func(d estimate.Distribution) float64 { return d.P95Error }},
}

// spreadColumns are those of a table of distributions, of a period that is called so.
func spreadColumns(lead []tables.Column, period tables.Column) []tables.Column {
	list := slices.Concat(lead, []tables.Column{text("measure", "its definition: postsale measures NAME"), text("segment", "a segment, all of the company, or team/NAME"), period,
		text("unit", "of the numbers"), whole("n", "trials in which the number exists")})
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
			of[5+k].Reals = append(of[5+k].Reals, finite(s.of(d)))
		}
	}
	return rows, slices.Concat(lead, of)
}

// finite returns a number, or that there is none.
func finite(v float64) float64 {
	if !results.Exists(v) {
		return math.NaN()
	}
	return v
}

// targetColumns are those of the table of targets.
func targetColumns(lead []tables.Column) []tables.Column {
	return slices.Concat(lead, []tables.Column{text("measure", "its definition: postsale measures NAME"), text("segment", "a segment, all of the company, or team/NAME"),
		text("period", "a fiscal year, or a quarter where there is no whole one"), text("unit", "of the bounds"),
		number("at_least", "what it should reach at least"), number("at_most", "what it should reach at most"),
		number("odds", "the share of trials that do"), number("low", "of the odds, the lower end of their interval of 95 %"), number("high", "the upper end"),
		number("controls_gain", "how many times as many trials the odds would take for the same error without known luck taken out")})
}

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
			of[4+k].Reals = append(of[4+k].Reals, finite(v))
		}
	}
	return len(r.Targets), slices.Concat(lead, of)
}
