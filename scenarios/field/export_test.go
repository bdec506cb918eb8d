package field

import (
	"postsale/models/practice"
	"postsale/sim/estimate"
)

// Judged says what two plans differ by, trial by trial, and whether that is where the mechanism should move them.
func Judged(idle, with []float64, moves practice.Direction) practice.Sight {
	return judged(estimate.NewEstimator(len(idle)).Pair(with, idle, 0, nil, nil), moves)
}
