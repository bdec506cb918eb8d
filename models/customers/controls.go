package customers

// Control is a kind of luck of customers whose mean is known beforehand.
type Control int

// The controls: what the book lost or gained beyond what was to be expected when it was decided, in dollars of ARR: that
// which counts then, and for Propensity all of it, live or not. Whatever went before, each has mean 0: sums of them, over any customers and any span of a trial, tell how much of
// a result was luck (control variates: Lavenberg & Welch 1981).
const (
	Stayed Control = iota
	Kept
	Grew
	Propensity
	Controls
)

// ControlNames are what files call the controls.
var ControlNames = [Controls]string{"stayed", "kept", "grew", "propensity"}

// ControlSays is what each of them is the sum of.
var ControlSays = [Controls]string{
	Stayed:     "at renewals: chance of leaving less leaving, times ARR",
	Kept:       "at renewals: chance of contraction less contraction, times ARR and mean depth",
	Grew:       "by expansion: what was taken less the integrated rate",
	Propensity: "of who enters: mean probability of leaving at a renewal less the one drawn, times ARR",
}

// Lasting reports whether luck of a kind shows in what happens after it.
func (c Control) Lasting() bool { return c == Propensity }

// luck is what one segment's customers had of each kind since the trial began, and how fast expansion is expected to come
// to them.
type luck struct {
	sums  [Controls]float64
	pace  float64 // dollars a day
	since float64 // when that was last added
}

// settle adds what was expected of expansion up to now.
func (l *luck) settle(now float64) {
	l.sums[Grew] -= l.pace * (now - l.since)
	l.since = now
}

// Luck returns how much luck of each kind a segment had since the trial began, to be read at once.
func (b *Book) Luck(segment int) []float64 {
	l := &b.lucky[segment]
	l.settle(b.sim.Now())
	return l.sums[:]
}

// expect sets how fast expansion is expected to come to a customer from now on: at the acceptance of its last chance.
func (b *Book) expect(c *customer, acceptance float64) {
	s, l := &b.segments[c.segment], &b.lucky[c.segment]
	l.settle(b.sim.Now())
	pace := s.expansions * acceptance * s.meanSize * c.arr
	l.pace += pace - c.pace
	c.pace, c.accepts = pace, acceptance
}

// rise tells that a chance to expand came, which is decided later: at the acceptance of the last one.
func (b *Book) rise(c *customer) {
	b.lucky[c.segment].sums[Grew] += c.accepts * b.segments[c.segment].meanSize * c.arr
}

// chance tells what came of a chance to expand, which was taken with a probability and gained that much ARR: now that it
// came, or later than that.
func (b *Book) chance(c *customer, probability, arr, gain float64, late bool) {
	s := &b.segments[c.segment]
	known := c.accepts
	if late {
		known = 0
	}
	b.lucky[c.segment].sums[Grew] += gain - (probability-known)*s.meanSize*arr
	b.expect(c, probability)
}
