package random

// Stream is the numbers of one purpose in one trial.
type Stream struct {
	seed, purpose, trial uint64
}

// New returns the stream of a purpose in trial 0.
func New(seed uint64, purpose string) Stream {
	return Stream{seed: seed, purpose: uint64(Name(purpose))}
}

// Trial returns the stream of the same purpose in trial n.
func (s Stream) Trial(n uint64) Stream {
	s.trial = n
	return s
}

// Uniform returns the entity's n-th uniform, in the open interval (0, 1).
func (s Stream) Uniform(e Entity, n uint64) float64 {
	x0, x1, x2, x3 := philox(n/4, uint64(e), s.trial, 0, s.seed, s.purpose)
	return unit([4]uint64{x0, x1, x2, x3}[n%4])
}

// Four returns the entity's uniforms 4·block to 4·block+3 for little more than the cost of one.
func (s Stream) Four(e Entity, block uint64) (u0, u1, u2, u3 float64) {
	x0, x1, x2, x3 := philox(block, uint64(e), s.trial, 0, s.seed, s.purpose)
	return unit(x0), unit(x1), unit(x2), unit(x3)
}

// unit puts the upper 52 bits of x in the middle of their cell of (0, 1), so
// that u and 1−u are both exact and neither is ever 0.
func unit(x uint64) float64 {
	return (float64(int64(x>>12)) + 0.5) * 0x1p-52 // signed numbers convert faster
}
