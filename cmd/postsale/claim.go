package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/reports"
	"postsale/sim/estimate"
)

// wish is what --until asks for, in the words in which it was written.
type wish struct {
	odds      bool
	column    string
	side      string // of odds: >=, <= or neither
	bound     string // of odds
	statistic string // of a figure
	within    bool   // otherwise beyond
	size      string // how wide, or beyond what
}

// parseWish reads odds(COLUMN) or odds(COLUMN >= BOUND) or COLUMN.STATISTIC, then within WIDTH or beyond BOUND.
func parseWish(text string) (w wish, err error) {
	subject := ""
	for _, rule := range []string{" within ", " beyond "} {
		if before, after, found := strings.Cut(text, rule); found {
			subject, w.size, w.within = strings.TrimSpace(before), strings.TrimSpace(after), rule == " within "
		}
	}
	if subject == "" || w.size == "" {
		return w, fmt.Errorf("want something to settle, and within WIDTH or beyond BOUND, such as odds(nrr.FY27) within 2pt, got %s", units.Quote(text))
	}
	inner, open := strings.CutPrefix(subject, "odds(")
	if !open {
		at := strings.LastIndex(subject, ".")
		w.column, w.statistic = subject[:max(0, at)], subject[at+1:]
		if _, ok := findStatistic(w.statistic); !ok {
			return w, fmt.Errorf("%s: want odds(COLUMN) or a statistic at the end such as nrr.FY27.p50, got %s%s; there are %s",
				units.Printable(subject), units.Quote(w.statistic), units.Hint(w.statistic, statisticNames()), strings.Join(statisticNames(), ", "))
		}
		return w, nil
	}
	w.odds = true
	inner, closed := strings.CutSuffix(inner, ")")
	if !closed {
		return w, fmt.Errorf("%s: want ) at the end", units.Printable(subject))
	}
	w.column = strings.TrimSpace(inner)
	if at := strings.IndexAny(inner, "<>="); at >= 0 {
		w.column, w.side = strings.TrimSpace(inner[:at]), inner[at:min(len(inner), at+2)]
		w.bound = strings.TrimSpace(inner[at+len(w.side):])
		if w.side != ">=" && w.side != "<=" || w.bound == "" {
			return w, fmt.Errorf("%s: want COLUMN >= BOUND or COLUMN <= BOUND, got %s", units.Printable(subject), units.Quote(inner))
		}
	}
	return w, nil
}

// statistic is a figure of a distribution: the mean, or a quantile.
type statistic struct {
	name string
	p    float64 // NaN for the mean
}

var statistics = []statistic{{"mean", math.NaN()}, {"p5", .05}, {"p10", .10}, {"p25", .25}, {"p50", .50}, {"p75", .75}, {"p90", .90}, {"p95", .95}}

func findStatistic(name string) (statistic, bool) {
	i := slices.Index(statisticNames(), name)
	if i < 0 {
		return statistic{}, false
	}
	return statistics[i], true
}

func statisticNames() []string {
	var names []string
	for _, s := range statistics {
		names = append(names, s.name)
	}
	return names
}

// claim is one figure that is to be settled.
type claim struct {
	name   string // as in the expression
	column measures.Column
	odds   func(v float64) bool // whether a trial counts; nil if it is a figure
	edges  []float64            // values on both sides of where that changes
	of     statistic            // unless it is of odds
	within bool                 // otherwise beyond
	size   float64
}

// claims returns what is to be settled: several when a scenario has several targets. What is compared is settled for the
// differences of a plan, and odds without a bound are those of being better.
func (w wish) claims(params *company.Params, compared bool) ([]claim, error) {
	column, err := params.Layout().Column(w.column)
	if err != nil {
		return nil, err
	}
	base := claim{name: w.column, column: column, within: w.within}
	read := amount
	if compared {
		read = gap
	}
	if base.size, err = w.measured(column.Measure, read); err != nil {
		return nil, err
	}
	if !w.odds {
		base.of, _ = findStatistic(w.statistic)
		base.name += "." + w.statistic
		return []claim{base}, nil
	}
	switch {
	case w.side != "":
		bound, err := read(column.Measure, w.bound)
		if err != nil {
			return nil, fmt.Errorf("odds(%s %s %s): the bound %w", w.column, w.side, w.bound, err)
		}
		c := base.reaching(bound, w.side == "<=")
		if compared {
			c.name = fmt.Sprintf("odds(%s %s %s)", w.column, w.side, w.bound)
		}
		return []claim{c}, nil
	case compared && column.Measure.Better == measures.Neither:
		return nil, fmt.Errorf("odds(%s): neither more nor less of %s is better: state a bound of the difference, such as odds(%s >= 0)",
			w.column, column.Measure.Name, w.column)
	case compared:
		better := float64(column.Measure.Better)
		base.name = "odds(" + w.column + ")"
		base.odds = func(v float64) bool { return v*better > 0 }
		base.edges = []float64{-1, 1}
		return []claim{base}, nil
	}
	var list []claim
	for _, aim := range params.Aims() {
		if aim.Measure == column.Measure && aim.Segment == column.Segment && aim.Period == column.Period.Name {
			list = append(list, base.reaching(aim.Bound, aim.AtMost))
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("odds(%s): the scenario has no target for it (targets are for whole fiscal years): state a bound, such as odds(%s >= %s)",
			w.column, w.column, written(column.Measure, 1))
	}
	return list, nil
}

// reaching is the claim of the odds of reaching a bound.
func (c claim) reaching(bound float64, atMost bool) claim {
	side := ">="
	c.odds = func(v float64) bool { return v >= bound }
	if atMost {
		side = "<="
		c.odds = func(v float64) bool { return v <= bound }
	}
	c.edges = []float64{bound - 1, bound + 1}
	c.name = fmt.Sprintf("odds(%s %s %s)", c.name, side, written(c.column.Measure, bound))
	return c
}

// measured reads how wide the interval may be, or what it must leave out.
func (w wish) measured(m *measures.Measure, read func(m *measures.Measure, text string) (float64, error)) (float64, error) {
	switch {
	case w.odds && w.within:
		return halfWidth(percentage, w.size)
	case w.odds:
		var share units.Share
		if err := share.UnmarshalText([]byte(w.size)); err != nil || share < 0 || share > 1 {
			return 0, fmt.Errorf("beyond: odds want a share from 0%% to 100%%, got %s", units.Quote(w.size))
		}
		return float64(share), nil
	case w.within:
		return halfWidth(m.Unit, w.size)
	}
	v, err := read(m, w.size)
	if err != nil {
		err = fmt.Errorf("beyond: the bound %w", err)
	}
	return v, err
}

// gap reads a bound of a difference between plans: of shares, in points.
func gap(m *measures.Measure, text string) (float64, error) {
	if positive, negative := strings.CutPrefix(text, "-"); negative && m.Unit != measures.Share {
		v, err := amount(m, positive)
		return -v, err
	} else if m.Unit != measures.Share {
		return amount(m, text)
	}
	if text == "0" {
		return 0, nil
	}
	v, err := points(text)
	if err != nil {
		err = fmt.Errorf("must be points such as 0.5pt, as it is of a difference of shares, got %s", units.Quote(text))
	}
	return v, err
}

// percentage is the unit of odds.
const percentage = measures.Share

// halfWidth reads half of an interval, in a unit.
func halfWidth(unit measures.Unit, text string) (half float64, err error) {
	want := "a number such as 2"
	switch unit {
	case measures.Share:
		half, err = points(text)
		want = "percentage points such as 2pt"
	case measures.Days:
		var days units.Duration
		err = days.UnmarshalText([]byte(text))
		half, want = float64(days), "a duration such as 0.5d"
	case measures.Dollars:
		var dollars units.Money
		err = dollars.UnmarshalText([]byte(text))
		half, want = float64(dollars), "an amount such as 20k"
	default:
		var number units.Number
		err = number.UnmarshalText([]byte(text))
		half = float64(number)
	}
	if err != nil || !(half > 0) {
		return 0, fmt.Errorf("within: want %s, above 0, got %s", want, units.Quote(text))
	}
	return half, nil
}

// points reads percentage points: 2pt is 0.02.
func points(text string) (float64, error) {
	digits, found := strings.CutSuffix(text, "pt")
	var share units.Share
	if !found || share.UnmarshalText([]byte(digits+"%")) != nil {
		return 0, errors.New("must be percentage points such as 2pt")
	}
	return float64(share), nil
}

// amount reads a bound of a measure.
func amount(m *measures.Measure, text string) (float64, error) {
	if v, err := points(text); err == nil && m.Unit == measures.Share {
		return v, nil
	}
	var bound units.Bound
	if err := bound.UnmarshalText([]byte(text)); err != nil {
		return 0, fmt.Errorf("must be %s", strings.TrimPrefix(err.Error(), "want "))
	}
	return bound.Value, company.CheckBound(m, bound)
}

// written returns a bound as a scenario file states it.
func written(m *measures.Measure, bound float64) string {
	switch m.Unit {
	case measures.Share:
		return units.Share(bound).String()
	case measures.Days:
		return units.Bound{Value: bound, As: units.AsDuration}.String()
	case measures.Dollars:
		return units.Money(bound).String()
	}
	return units.Number(bound).String()
}

// hinted adds to an error of a column what it could have been.
func hinted(err error) error {
	var unknown *measures.UnknownError
	if !errors.As(err, &unknown) {
		return err
	}
	const most = 12
	switch hint := units.Hint(unknown.Got, unknown.Valid); {
	case hint != "":
		return fmt.Errorf("%w%s", err, hint)
	case unknown.Kind == "measure":
		return fmt.Errorf("%w; postsale measures lists them", err)
	case len(unknown.Valid) == 0:
		return err
	case len(unknown.Valid) > most:
		return fmt.Errorf("%w; there are %s and %d more", err, strings.Join(unknown.Valid[:most], ", "), len(unknown.Valid)-most)
	}
	return fmt.Errorf("%w; there are %s", err, strings.Join(unknown.Valid, ", "))
}

// values returns the numbers that it is about.
func (c claim) values(table *measures.Table) []float64 {
	return table.Values(table.Find(c.column.Measure.Name, c.column.Segment, c.column.Period.Name))
}

// estimate returns what the values say, with an interval of z standard errors to each side.
func (c claim) estimate(values []float64, z float64) reports.Claim {
	told := reports.Claim{Name: c.name, Measure: c.column.Measure.Name, Unit: c.column.Measure.Unit}
	switch {
	case c.odds != nil:
		hits, n := 0, 0
		for _, v := range values {
			if math.IsNaN(v) {
				continue
			}
			n++
			if c.odds(v) {
				hits++
			}
		}
		o := estimate.Score(hits, n, z)
		told.Measure, told.Unit = "", percentage
		told.Estimate, told.Low, told.High = o.P, o.Low, o.High
	case math.IsNaN(c.of.p):
		d := estimate.Of(values)
		told.Estimate = d.Mean
		told.Low, told.High = d.MeanInterval(z)
		if d.N < firstLook || d.SD == 0 { // too few to be normal; or what differs has not come yet
			told.Low, told.High = math.Inf(-1), math.Inf(1)
		}
	default:
		sorted := estimate.Sorted(nil, values)
		told.Estimate = estimate.Quantile(sorted, c.of.p)
		told.Low, told.High = estimate.QuantileInterval(sorted, c.of.p, z)
	}
	return told
}

// settled reports whether an interval is narrow enough, or leaves out what it must.
func (c claim) settled(told reports.Claim) bool {
	if c.within {
		return (told.High-told.Low)/2 <= c.size
	}
	return told.Low > c.size || told.High < c.size
}

// least returns how many trials it takes at least, when luck is so kind that all are alike.
func (c claim) least(z float64) int {
	alike := c.edges
	if c.odds == nil && math.IsNaN(c.of.p) {
		return firstLook
	}
	if c.odds == nil {
		alike = []float64{c.size - 1, c.size + 1}
	}
	possible := func(n int) bool {
		return slices.ContainsFunc(alike, func(v float64) bool { return c.settled(c.estimate(slices.Repeat([]float64{v}, n), z)) })
	}
	const most = 1 << 24
	enough := 1
	for enough < most && !possible(enough) {
		enough *= 2
	}
	for short := enough / 2; short+1 < enough; {
		if middle := (short + enough) / 2; possible(middle) {
			enough = middle
		} else {
			short = middle
		}
	}
	return enough
}
