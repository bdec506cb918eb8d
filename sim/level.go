package sim

import "fmt"

// Level is a number that changes in steps, with its time average and peak. The
// zero value is a level of 0 from time 0 on. Methods panic when time goes back.
type Level struct {
	since, value float64
	area, peak   float64
}

// Reset starts anew from a time and a value.
func (l *Level) Reset(at, value float64) {
	*l = Level{since: at, value: value, peak: value}
}

// Add changes the value by delta.
func (l *Level) Add(at, delta float64) { l.Set(at, l.value+delta) }

// Set changes the value.
func (l *Level) Set(at, value float64) {
	l.advance(at)
	l.value = value
	if value > l.peak {
		l.peak = value
	}
}

// Value returns the value of now.
func (l *Level) Value() float64 { return l.value }

// Close returns the area under the level (value times time) and its peak since
// the last Close or Reset. The next period starts with the value of now.
func (l *Level) Close(at float64) (area, peak float64) {
	l.advance(at)
	area, peak = l.area, l.peak
	l.area, l.peak = 0, l.value
	return area, peak
}

func (l *Level) advance(at float64) {
	if !(at >= l.since) {
		panic(fmt.Sprintf("level: time must be at least %v, got %v", l.since, at))
	}
	l.area += l.value * (at - l.since)
	l.since = at
}
