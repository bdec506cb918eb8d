package starts

import (
	"math"
	"slices"

	"postsale/models/fiscal"
	"postsale/sim/random"
)

// rounding is what two moments that are meant to be the same may differ by, in working days.
const rounding = 1e-9

// Cohorts are those of all segments.
type Cohorts struct {
	calendars []*calendar // by segment; nil where projects start as they come
	cohorts   [][]cohort  // by segment: those that are still to start
	luck      random.Stream
	trial     random.Stream
}

// calendar is the start days of a segment.
type calendar struct{ every, cutOff, pulled, window float64 }

// cohort is the projects of a type that start on a day.
type cohort struct {
	number int32 // of the start day, from the first day of the run
	kind   int16
	size   int32
}

// New returns the cohorts of a scenario and a seed, by the parameters of its segments; nil if no segment has any. The
// parameters must be valid.
func New(seed uint64, segments []*Params) *Cohorts {
	if !slices.ContainsFunc(segments, func(p *Params) bool { return p != nil }) {
		return nil
	}
	c := &Cohorts{calendars: make([]*calendar, len(segments)), cohorts: make([][]cohort, len(segments)), luck: random.New(seed, "cohort")}
	for i, p := range segments {
		if p != nil {
			c.calendars[i] = &calendar{every: float64(p.Every), cutOff: float64(p.CutOff), pulled: float64(p.Pulled), window: float64(p.Window)}
		}
	}
	return c
}

// Begin starts a trial without cohorts.
func (c *Cohorts) Begin(trial uint64) {
	if c == nil {
		return
	}
	c.trial = c.luck.Trial(trial)
	for i := range c.cohorts {
		c.cohorts[i] = c.cohorts[i][:0]
	}
}

// Pull returns when a deal of a segment closes that would close at a moment, in working days.
func (c *Cohorts) Pull(segment int, deal random.Entity, at float64) (closes float64) {
	s := c.calendars[segment]
	if s == nil || s.pulled == 0 {
		return at
	}
	cutOff, ok := s.pullsTo(at)
	if !ok || c.trial.Uniform(deal, 0) >= s.pulled {
		return at
	}
	return cutOff
}

// pullsTo returns the cut-off to which a deal that would close at a moment may be pulled; ok is false without one.
func (s *calendar) pullsTo(at float64) (cutOff float64, ok bool) {
	next := s.next(at + s.cutOff)
	if s.cutOffOf(next) <= at+rounding {
		return 0, false // it closes at one
	}
	cutOff = s.cutOffOf(next - 1)
	quarter := fiscal.Quarter * math.Floor(at/fiscal.Quarter)
	if at-cutOff > s.window+rounding || cutOff < quarter-rounding {
		return 0, false
	}
	return max(cutOff, quarter), true
}

// next returns the number of the first start day that is not before a moment.
func (s *calendar) next(at float64) int {
	n := int(math.Ceil(at / s.every))
	for s.day(n) < at-rounding {
		n++
	}
	for s.day(n-1) >= at-rounding {
		n--
	}
	return n
}

// day returns a start day, in working days; number 0 is the first day of the run.
func (s *calendar) day(number int) float64 { return fiscal.After(0, s.every, number) }

// cutOffOf returns the cut-off of a start day.
func (s *calendar) cutOffOf(number int) float64 { return s.day(number) - s.cutOff }

// Join puts a project of a segment that is handed over now into its cohort, and returns that by its number, the day on
// which it starts, and how many of the type are in it by now. Moments are in working days.
func (c *Cohorts) Join(segment, kind int, signed, now float64) (number int32, day float64, place int) {
	s := c.calendars[segment]
	first := s.next(max(now, signed+s.cutOff))
	number, day = int32(first), max(now, s.day(first))
	c.cohorts[segment] = slices.DeleteFunc(c.cohorts[segment], func(o cohort) bool { return s.day(int(o.number)) < now-rounding })
	one := c.find(segment, kind, number)
	if one == nil {
		c.cohorts[segment] = append(c.cohorts[segment], cohort{number: number, kind: int16(kind)})
		one = &c.cohorts[segment][len(c.cohorts[segment])-1]
	}
	one.size++
	return number, day, int(one.size)
}

// Leave takes a project out of a cohort that has not started yet.
func (c *Cohorts) Leave(segment, kind int, number int32) { c.find(segment, kind, number).size-- }

// Size returns how many projects of a type start with a cohort, on its day.
func (c *Cohorts) Size(segment, kind int, number int32) int {
	return int(c.find(segment, kind, number).size)
}

func (c *Cohorts) find(segment, kind int, number int32) *cohort {
	list := c.cohorts[segment]
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].number == number && int(list[i].kind) == kind {
			return &list[i]
		}
	}
	return nil
}
