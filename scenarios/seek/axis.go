package seek

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/scenarios"
)

// axis is the values that may be the answer, in order.
type axis struct {
	key    scenarios.Key
	texts  []string  // as --set takes them
	at     []float64 // in the units of the model
	start  int       // which of them stands in the file; below 0: none
	stated string
	step   string
	given  bool // somebody said from where to where
}

// Steps between two ends, if nobody says how many: about as finely as anybody plans.
const mostSteps = 100

// mostValues is how many values there may be.
const mostValues = 10_000

// reader reads and writes the values of a key.
type reader struct {
	scenarios.Key
	calendar fiscal.Calendar
	horizon  float64
	days     bool // it is a time since the first day, or a day
	quarters bool // which are told by fiscal quarters,
	dates    bool // or dates
	unit     unit // in which all lengths of time are told that are whole in it
}

// unit is one of time.
type unit struct {
	name string
	days float64
}

// unitsOfTime are those in which lengths of time are told, the longest first.
var unitsOfTime = []unit{{"q", fiscal.Quarter}, {"mo", fiscal.Quarter / 3}, {"w", fiscal.Week}, {"d", 1}, {"h", fiscal.Hour}}

// holds returns how many of the unit a time is, and whether these are whole.
func (u unit) holds(days float64) (n float64, whole bool) {
	n = math.Round(days / u.days)
	return n, u.days > 0 && math.Abs(n*u.days-days) <= 1e-9*math.Max(1, days)
}

// wrong is a fault of an option.
type wrong struct {
	option string
	err    error
}

func (w *wrong) Error() string { return w.err.Error() }

func wrongly(option, format string, args ...any) error {
	return &wrong{option, fmt.Errorf(format, args...)}
}

// errUnknown says that no scenario can have a key.
var errUnknown = errors.New("no such key")

// keyOf returns the key of a path, which must hold one number.
func keyOf(path string) (scenarios.Key, error) {
	key, found := scenarios.Find(path)
	switch {
	case strings.Contains(path, "*"):
		return key, fmt.Errorf("%s: must name one key, got *, which stands for several", units.Printable(path))
	case !found:
		return key, errUnknown
	case key.Kind == scenarios.Quantity || key.Kind == scenarios.Spread:
		if path == "trials" {
			return key, errors.New("trials: says how many futures there are, and moves nothing")
		}
		return key, nil
	case key.Kind == scenarios.Mapping || key.Kind == scenarios.List:
		var below []string
		for _, k := range scenarios.Keys() {
			rest, under := strings.CutPrefix(k.Path, key.Path+".")
			if under && k.Kind == scenarios.Quantity && !strings.ContainsAny(rest, ".[*") {
				below = append(below, path+"."+rest)
			}
		}
		if len(below) == 0 {
			return key, fmt.Errorf("%s: holds keys, want one that is a number", units.Printable(path))
		}
		return key, fmt.Errorf("%s: holds keys, want one that is a number, such as %s", units.Printable(path), units.Several(below, 4))
	}
	return key, fmt.Errorf("%s: is %s, want a key that is a number", units.Printable(path), cmp.Or(key.Want(), "no number"))
}

// read returns a value from what a file writes.
func (r *reader) read(text string) (float64, error) {
	if !r.days {
		return r.Read(text)
	}
	var m units.Moment
	err := m.ReadOn(r.calendar, text)
	return float64(m), err
}

// write returns a value as a file writes it.
func (r *reader) write(v float64) string {
	switch {
	case r.days && r.dates:
		return r.calendar.Date(v).Format("2006-01-02")
	case r.timed():
		if n, whole := r.unit.holds(v); whole && n > 0 {
			return strconv.FormatFloat(n, 'f', -1, 64) + r.unit.name
		}
		return units.Duration(v).String()
	}
	return r.Write(v)
}

// timed reports whether values are lengths of time.
func (r *reader) timed() bool { return r.days || r.Units() == units.Duration(0).Form().Unit }

// axisOf returns the values of a key of a scenario between the ends that were asked for.
func axisOf(path string, base *scenarios.Scenario, from, to, step string) (*axis, error) {
	key, err := keyOf(path)
	if err != nil {
		return nil, err
	}
	params := &base.Params
	r := &reader{Key: key, calendar: params.Calendar(), days: key.Want() == units.Moment(0).Form().Want}
	r.horizon = float64(params.Layout().Ledger.Quarters) * fiscal.Quarter
	a := &axis{key: key, start: -1, given: from != "" || to != ""}
	stands := base.Values([]string{path})[0]
	if strings.HasPrefix(stands, "{") {
		kind, _, _ := strings.Cut(strings.TrimPrefix(stands, "{"), ":")
		return nil, fmt.Errorf("%s: differs from case to case: want a number of that, such as %s.%s.mean", units.Printable(path), path, kind)
	}
	now, err := r.read(stands)
	known := stands != "" && err == nil
	if known {
		a.stated = stands
	}
	low, high, err := r.ends(path, now, known, from, to)
	if err != nil {
		return nil, err
	}
	if r.quarters {
		return a, a.inQuarters(r, low, high, now, known, step)
	}
	size, err := r.steps(low, high, step)
	if err != nil {
		return nil, err
	}
	if r.timed() {
		r.unit = unitOf(size)
	}
	low, high = r.round(low, high, size, from == "", to == "")
	if n := (high - low) / size; n > mostValues {
		return nil, wrongly("step", "must leave at most %s values from %s to %s, got %s", units.Grouped(mostValues), r.write(low), r.write(high),
			units.Grouped(int(math.Min(n, 1e15))))
	}
	a.step = r.write(size)
	if r.days {
		a.step = (&reader{Key: r.Key, days: true, unit: r.unit}).write(size)
	}
	for i := 0; ; i++ {
		v := low + float64(i)*size
		if v > high+size*1e-9 {
			break
		}
		a.add(r, v)
	}
	a.add(r, high)
	if known && now >= low && now <= high {
		a.add(r, now)
		slices.Sort(a.at)
		a.start = nearest(a.at, now)
	}
	for _, v := range a.at {
		a.texts = append(a.texts, r.write(v))
	}
	if a.start >= 0 && !r.dates {
		a.texts[a.start] = stands
	}
	if len(a.at) < 2 {
		return nil, wrongly("from", "must leave values to choose from, got %s to %s by %s", r.write(low), r.write(high), a.step)
	}
	return a, nil
}

// add adds a value, in as many digits as make sense, unless one is there that is as good as the same.
func (a *axis) add(r *reader, v float64) {
	if !r.timed() {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	}
	if back, err := r.read(r.write(v)); err == nil {
		v = back
	}
	near := func(other float64) bool { return math.Abs(other-v) <= 1e-9*math.Max(1, math.Abs(v)) }
	if !slices.ContainsFunc(a.at, near) {
		a.at = append(a.at, v)
	}
}

// nearest returns which of some values is the nearest.
func nearest(list []float64, v float64) int {
	best := 0
	for i, other := range list {
		if math.Abs(other-v) < math.Abs(list[best]-v) {
			best = i
		}
	}
	return best
}

// ends returns from where to where values are.
func (r *reader) ends(path string, now float64, known bool, from, to string) (low, high float64, err error) {
	low, high = r.Range.Least, r.Range.Most
	if r.days {
		low, high = 0, r.horizon
	} else if known && now != 0 {
		const less, more = 0.5, 2
		low, high = math.Max(low, math.Min(now*less, now*more)), math.Min(high, math.Max(now*less, now*more))
		if r.whole() {
			low, high = math.Floor(low), math.Ceil(high)
		}
	}
	for _, end := range []struct {
		option, text string
		to           *float64
	}{{"from", from, &low}, {"to", to, &high}} {
		switch {
		case end.text != "":
			v, err := r.read(end.text)
			if err != nil {
				return 0, 0, wrongly(end.option, "%w", err)
			}
			r.quarters = r.quarters || r.days && strings.HasPrefix(end.text, "FY")
			r.dates = r.dates || r.days && strings.Count(end.text, "-") == 2
			*end.to = v
		case math.IsInf(*end.to, 0):
			says := "does not stand in the file"
			if known {
				says = "is " + r.write(now) + " in the file"
			}
			return 0, 0, wrongly(end.option, "must be given, as %s %s and has no range of its own", path, says)
		}
	}
	if !(low < high) {
		if from == "" && to != "" && high <= low {
			return 0, 0, wrongly("to", "must be above %s, from where values are, got %s: say --from as well", r.write(low), to)
		}
		return 0, 0, wrongly("from", "must be below %s, up to where values are, got %s", r.write(high), r.write(low))
	}
	if r.Range.Above && low == r.Range.Least && from == "" {
		low += (high - low) / mostSteps
	}
	if r.Range.Below && high == r.Range.Most && to == "" {
		high -= (high - low) / mostSteps
	}
	return low, high, nil
}

// round returns ends at whole steps where nobody said which they are.
func (r *reader) round(low, high, size float64, lower, upper bool) (float64, float64) {
	const rounding = 1e-9
	if v := size * math.Floor(low/size+rounding); lower && r.Range.Holds(v) {
		low = v
	}
	if v := size * math.Ceil(high/size-rounding); upper && (r.Range.Holds(v) || r.days) {
		high = v
	}
	return low, high
}

// whole reports whether only whole numbers are values.
func (r *reader) whole() bool { return r.Write(1.5) == r.Write(2) }

// steps returns the distance between values.
func (r *reader) steps(low, high float64, given string) (float64, error) {
	if given != "" {
		size, err := r.size(given)
		if err != nil {
			return 0, wrongly("step", "%w", err)
		}
		if !(size > 0) || size > high-low {
			return 0, wrongly("step", "must be above 0 and at most the distance from %s to %s, got %s", r.write(low), r.write(high), units.Quote(given))
		}
		return size, nil
	}
	least := (high - low) / mostSteps
	switch {
	case r.Range.Step > 0:
		return r.Range.Step * math.Max(1, math.Ceil(least/r.Range.Step)), nil
	case r.timed():
		for _, d := range []float64{1. / 480, 1. / 96, 1. / 8, 1, 5, 10, 65, 130, 260} {
			if d >= least*(1-1e-9) {
				return d, nil
			}
		}
		return least, nil
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	size := 10 * power
	for _, nice := range []float64{1, 2, 5} {
		if nice*power >= least*(1-1e-9) {
			size = nice * power
			break
		}
	}
	if r.whole() {
		size = math.Max(1, math.Round(size))
	}
	return size, nil
}

// unitOf returns the longest unit in which a step is whole; none if it is in none.
func unitOf(step float64) unit {
	for _, u := range unitsOfTime {
		if n, whole := u.holds(step); whole && n > 0 {
			return u
		}
	}
	return unit{}
}

// size reads a distance between values.
func (r *reader) size(text string) (float64, error) {
	if r.days {
		var d units.Duration
		err := d.UnmarshalText([]byte(text))
		return float64(d), err
	}
	return r.read(text)
}

// inQuarters fills the axis with the first days of fiscal quarters.
func (a *axis) inQuarters(r *reader, low, high, now float64, known bool, step string) error {
	size := 1
	if step != "" {
		d, err := r.size(step)
		if err != nil {
			return wrongly("step", "%w", err)
		}
		if size = int(math.Round(d / fiscal.Quarter)); size < 1 || float64(size)*fiscal.Quarter != d {
			return wrongly("step", "must be whole quarters such as 1q, as the ends are, got %s", units.Quote(step))
		}
	}
	a.step = units.Duration(float64(size) * fiscal.Quarter).String()
	for q := 0; float64(q-1)*fiscal.Quarter <= high; q += size {
		name := r.calendar.QuarterName(q)
		v, err := r.read(name)
		if err != nil || v < low || v > high {
			continue
		}
		if known && v == now {
			a.start = len(a.at)
		}
		a.at, a.texts = append(a.at, v), append(a.texts, name)
	}
	if len(a.at) < 2 {
		return wrongly("from", "must leave fiscal quarters to choose from, got %s to %s", units.Duration(low), units.Duration(high))
	}
	return nil
}
