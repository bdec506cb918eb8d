package random

// Stream is the numbers of one purpose in one trial.
type Stream struct {
	key   [2]uint64
	trial uint64
}

// New returns the stream of a purpose in trial 0.
func New(seed uint64, purpose string) Stream {
	return Stream{key: [2]uint64{seed, uint64(Name(purpose))}}
}

// Trial returns the stream of the same purpose in trial n.
func (s Stream) Trial(n uint64) Stream {
	s.trial = n
	return s
}

// Uniform returns the entity's n-th uniform, in the open interval (0, 1).
func (s Stream) Uniform(e Entity, n uint64) float64 {
	return unit(s.block(e, n/4)[n%4])
}

// Four returns the entity's uniforms 4·block to 4·block+3 for the cost of one.
func (s Stream) Four(e Entity, block uint64) [4]float64 {
	x := s.block(e, block)
	return [4]float64{unit(x[0]), unit(x[1]), unit(x[2]), unit(x[3])}
}

func (s Stream) block(e Entity, block uint64) [4]uint64 {
	return philox([4]uint64{block, uint64(e), s.trial, 0}, s.key)
}

// unit puts the upper 52 bits of x in the middle of their cell of (0, 1), so
// that u and 1−u are both exact and neither is ever 0.
func unit(x uint64) float64 {
	return (float64(x>>12) + 0.5) * 0x1p-52
}
