package studies

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/targets"
	"postsale/models/units"
)

// expression is what is to be settled, in the words in which it was written.
type expression struct {
	odds      bool
	column    string
	side      string // of odds: >=, <= or neither
	bound     string // of odds
	statistic string // of a figure
	within    bool   // otherwise beyond
	size      string // how wide, or beyond what
}

// parse reads odds(COLUMN) or odds(COLUMN >= BOUND) or COLUMN.STATISTIC, then within WIDTH or beyond BOUND.
func parse(text string) (x expression, err error) {
	subject := ""
	for _, rule := range []string{" within ", " beyond "} {
		if before, after, found := strings.Cut(text, rule); found {
			subject, x.size, x.within = strings.TrimSpace(before), strings.TrimSpace(after), rule == " within "
		}
	}
	if subject == "" || x.size == "" {
		return x, fmt.Errorf("want something to settle, and within WIDTH or beyond BOUND, such as odds(nrr.FY27) within 2pt, got %s", units.Quote(text))
	}
	inner, open := strings.CutPrefix(subject, "odds(")
	if !open {
		at := strings.LastIndex(subject, ".")
		x.column, x.statistic = subject[:max(0, at)], subject[at+1:]
		if _, ok := findStatistic(x.statistic); !ok {
			return x, fmt.Errorf("%s: want odds(COLUMN) or a statistic at the end such as nrr.FY27.p50, got %s%s; there are %s",
				units.Printable(subject), units.Quote(x.statistic), units.Hint(x.statistic, statisticNames()), strings.Join(statisticNames(), ", "))
		}
		return x, nil
	}
	x.odds = true
	inner, closed := strings.CutSuffix(inner, ")")
	if !closed {
		return x, fmt.Errorf("%s: want ) at the end", units.Printable(subject))
	}
	x.column = strings.TrimSpace(inner)
	if at := strings.IndexAny(inner, "<>="); at >= 0 {
		x.column, x.side = strings.TrimSpace(inner[:at]), inner[at:min(len(inner), at+2)]
		x.bound = strings.TrimSpace(inner[at+len(x.side):])
		if x.side != ">=" && x.side != "<=" || x.bound == "" {
			return x, fmt.Errorf("%s: want COLUMN >= BOUND or COLUMN <= BOUND, got %s", units.Printable(subject), units.Quote(inner))
		}
	}
	return x, nil
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

// measured reads how wide the interval may be, or what it must leave out.
func (x expression) measured(m *measures.Measure, read func(m *measures.Measure, text string) (float64, error)) (float64, error) {
	switch {
	case x.odds && x.within:
		return halfWidth(percentage, x.size)
	case x.odds:
		var share units.Share
		if err := share.UnmarshalText([]byte(x.size)); err != nil || share < 0 || share > 1 {
			return 0, fmt.Errorf("beyond: odds want a share from 0%% to 100%%, got %s", units.Quote(x.size))
		}
		return float64(share), nil
	case x.within:
		return halfWidth(m.Unit, x.size)
	}
	v, err := read(m, x.size)
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
	return bound.Value, targets.CheckBound(m, bound)
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
