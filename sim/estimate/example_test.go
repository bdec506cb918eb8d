package estimate_test

import (
	"fmt"
	"math"

	"postsale/sim/estimate"
)

func ExampleOf() {
	waits := []float64{12, 7, 31, math.NaN(), 9, 15, 22, 10, 18} // in one trial of nine nobody waited
	d := estimate.Of(waits)
	fmt.Printf("in %d trials: mean %.1f ± %.1f days, median %.1f ± %.1f\n", d.N, d.Mean, d.MCError, d.P50, d.P50Error)
	fmt.Printf("in half of them from %.1f to %.1f days\n", d.P25, d.P75)
	// Output:
	// in 8 trials: mean 15.5 ± 2.8 days, median 13.5 ± 3.6
	// in half of them from 9.8 to 19.0 days
}

func ExampleWilson() {
	odds := estimate.Wilson(1640, 2000, .95)
	fmt.Printf("%.0f %% of trials reach the target (95 %% interval %.1f to %.1f %%)\n", 100*odds.P, 100*odds.Low, 100*odds.High)
	// Output:
	// 82 % of trials reach the target (95 % interval 80.3 to 83.6 %)
}

// One buffer serves any number of columns.
func ExampleSorted() {
	columns := [][]float64{{3, 1, 2}, {30, 10, 20}}
	var buffer []float64
	for _, column := range columns {
		buffer = estimate.Sorted(buffer, column)
		fmt.Println(estimate.Quantile(buffer, .5), estimate.Dots(buffer, 2))
	}
	// Output:
	// 2 [1 3]
	// 20 [10 30]
}
