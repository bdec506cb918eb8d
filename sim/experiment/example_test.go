package experiment_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"postsale/sim/estimate"
	"postsale/sim/experiment"
)

// A hundred trials throw 10,000 darts each at the unit square: the share that lands in the quarter circle is π/4.
func ExampleRun() {
	const seed, darts = 3, 10_000
	newWorker := func(int) func(int) float64 {
		var key [32]byte
		source := rand.NewChaCha8(key)
		luck := rand.New(source)
		binary.LittleEndian.PutUint64(key[:], seed)
		return func(trial int) float64 {
			binary.LittleEndian.PutUint64(key[8:], uint64(trial)) // luck by trial, whichever worker runs it
			source.Seed(key)
			within := 0
			for range darts {
				x, y := luck.Float64(), luck.Float64()
				if x*x+y*y < 1 {
					within++
				}
			}
			return 4 * float64(within) / darts
		}
	}

	var estimates []float64
	summary := experiment.Run(context.Background(), experiment.Options{First: 1, Trials: 100}, newWorker,
		func(_ int, pi []float64) { estimates = append(estimates, pi...) })

	pi := estimate.Of(estimates)
	fmt.Printf("%d trials: π is %.4f ± %.4f\n", summary.Done, pi.Mean, pi.MCError)
	// Output:
	// 100 trials: π is 3.1418 ± 0.0018
}
