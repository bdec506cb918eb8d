package goals

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"postsale/models/units"
)

// Expression is what is asked of a figure, in the words in which it was written.
type Expression struct {
	text      string
	odds      bool
	point     bool // what a point of a share costs
	column    string
	side      string // of odds: >=, <= or neither
	bound     string // of odds
	statistic string // of a figure
	rule      string // within, beyond, >= or <=; empty if it is left to the direction in which a measure gets better
	size      string // how wide, beyond what or what is to be reached
}

// The rules.
const (
	within  = "within"
	beyond  = "beyond"
	atLeast = ">="
	atMost  = "<="
)

// ParseSettled reads a figure and within WIDTH or beyond BOUND.
func ParseSettled(text string) (Expression, error) {
	x := Expression{text: text}
	subject := ""
	for _, rule := range []string{within, beyond} {
		if before, after, found := strings.Cut(text, " "+rule+" "); found {
			subject, x.size, x.rule = strings.TrimSpace(before), strings.TrimSpace(after), rule
		}
	}
	if subject == "" || x.size == "" {
		return x, fmt.Errorf("want something to settle, and within WIDTH or beyond BOUND, such as odds(nrr.FY27) within 2pt, got %s", units.Quote(text))
	}
	return x, x.figure(subject)
}

// figure reads odds(COLUMN), odds(COLUMN >= BOUND), STATISTIC(COLUMN) or COLUMN.STATISTIC.
func (x *Expression) figure(text string) error {
	if name, inner, open := strings.Cut(text, "("); open && findable(name) && strings.HasSuffix(inner, ")") {
		x.statistic, x.column = standard(name), strings.TrimSpace(strings.TrimSuffix(inner, ")"))
		return nil
	}
	inner, open := strings.CutPrefix(text, "odds(")
	if !open {
		at := strings.LastIndex(text, ".")
		x.column, x.statistic = text[:max(0, at)], standard(text[at+1:])
		if !findable(x.statistic) {
			return fmt.Errorf("%s: want odds(COLUMN) or a statistic at the end such as nrr.FY27.p50, got %s%s; there are %s",
				units.Printable(text), units.Quote(x.statistic), units.Hint(x.statistic, Statistics()), strings.Join(Statistics(), ", "))
		}
		return nil
	}
	x.odds = true
	inner, closed := strings.CutSuffix(inner, ")")
	if !closed {
		return fmt.Errorf("%s: want ) at the end", units.Printable(text))
	}
	x.column = strings.TrimSpace(inner)
	if at := strings.IndexAny(inner, "<>="); at >= 0 {
		x.column, x.side = strings.TrimSpace(inner[:at]), inner[at:min(len(inner), at+2)]
		x.bound = strings.TrimSpace(inner[at+len(x.side):])
		if x.side != atLeast && x.side != atMost || x.bound == "" {
			return fmt.Errorf("%s: want COLUMN >= BOUND or COLUMN <= BOUND, got %s", units.Printable(text), units.Quote(inner))
		}
	}
	return nil
}

// ParseReached reads a figure and >= VALUE or <= VALUE; compared, where a figure is of a difference, the value may be left
// out. An error says at which character of the text it is.
func ParseReached(text string, compared bool) (Expression, error) {
	x := Expression{text: text}
	at, err := x.split()
	if err != nil {
		return x, err
	}
	subject := text
	switch {
	case at >= 0:
		subject, x.size = text[:at], strings.TrimSpace(text[at+len(x.rule):])
		if x.size == "" {
			return x, x.fault(len(text), "want a value such as 50%%, got nothing")
		}
	case !compared:
		return x, x.fault(len(text), "want >= or <= and a value, as in odds(nrr.FY28 >= 105%%) >= 50%%, got nothing")
	}
	start := len(subject) - len(strings.TrimLeft(subject, " "))
	subject = strings.TrimSpace(subject)
	name, inner, called := strings.Cut(subject, "(")
	end := strings.LastIndex(subject, ")") + 1
	switch {
	case subject == "":
		return x, x.fault(0, "want a figure such as odds(nrr.FY28 >= 105%%), median(nrr.FY29) or nrr.FY29, got nothing")
	case !called && !findable(subject[strings.LastIndex(subject, ".")+1:]):
		x.column, x.statistic = subject, mean
		return x, nil
	case !called:
	case name != "odds" && name != point && !findable(name):
		known := append([]string{"odds", "median", point}, Statistics()...)
		return x, x.fault(start, "want odds or a statistic before (, got %s%s; there are %s", units.Quote(name), units.Hint(name, known), strings.Join(known, ", "))
	case end < len(subject):
		rest := strings.TrimLeft(subject[end:], " ")
		return x, x.fault(start+len(subject)-len(rest), "want >= or <=, got %s", units.Quote(rest))
	case strings.TrimSpace(strings.TrimSuffix(inner, ")")) == "":
		return x, x.fault(start+len(name)+1, "want a measure and a period such as nrr.FY28, got nothing")
	case name == point:
		x.point, x.statistic, x.column = true, mean, strings.TrimSpace(strings.TrimSuffix(inner, ")"))
		return x, nil
	}
	if err := x.figure(subject); err != nil {
		return x, x.fault(start, "%w", err)
	}
	return x, nil
}

// split finds the rule, and returns at which byte it is; -1 if there is none.
func (x *Expression) split() (at int, err error) {
	at = -1
	var open []int
	for i, r := range x.text {
		switch {
		case r == '(':
			open = append(open, i)
		case r == ')' && len(open) == 0:
			return at, x.fault(i, "want no ) without a ( before it")
		case r == ')':
			open = open[:len(open)-1]
		case len(open) > 0 || !strings.ContainsRune("<>=", r) || at >= 0 && i == at+1:
		case at >= 0:
			return at, x.fault(i, "want one value and nothing after it, got %s", units.Quote(x.text[i:]))
		default:
			at, x.rule = i, x.text[i:min(len(x.text), i+len(atLeast))]
			if x.rule != atLeast && x.rule != atMost {
				return at, x.fault(i, "want >= or <=, got %s", units.Quote(strings.TrimRightFunc(x.rule, func(r rune) bool { return !strings.ContainsRune("<>=", r) })))
			}
		}
	}
	if len(open) > 0 {
		return at, x.fault(open[0], "want a ) for this (")
	}
	return at, nil
}

// fault is what is wrong at a byte of the text.
func (x Expression) fault(at int, format string, args ...any) error {
	return fmt.Errorf("at character %d: %w", 1+utf8.RuneCountInString(x.text[:at]), fmt.Errorf(format, args...))
}

// statistic is a figure of a distribution: the mean, or a quantile.
type statistic struct {
	name string
	p    float64 // NaN for the mean
}

const mean = "mean"

// point is what a point of a share costs a year more than in another plan.
const point = "point"

// called returns what people call it.
func (s statistic) called() string {
	if s.p == .5 {
		return "median"
	}
	return s.name
}

var statistics = []statistic{{mean, math.NaN()}, {"p5", .05}, {"p10", .10}, {"p25", .25}, {"p50", .50}, {"p75", .75}, {"p90", .90}, {"p95", .95}}

// standard returns the usual name of a statistic.
func standard(name string) string {
	if name == "median" {
		return "p50"
	}
	return name
}

// Statistics returns the names of the statistics, the mean first.
func Statistics() []string {
	var names []string
	for _, s := range statistics {
		names = append(names, s.name)
	}
	return names
}

func findable(name string) bool { return slices.Contains(Statistics(), standard(name)) }

// find returns the statistic of a name.
func find(name string) statistic { return statistics[slices.Index(Statistics(), standard(name))] }

// Quantile returns which part of the values is up to the quantile of a name; NaN for the mean.
func Quantile(name string) float64 { return find(name).p }

// Column returns of which column it is, as it was written.
func (x Expression) Column() string { return x.column }
