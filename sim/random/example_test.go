package random_test

import (
	"fmt"

	"postsale/sim/random"
)

// The third deal of a quarter is as large whatever happens to the others, and
// the same luck gives a larger deal from a larger mean.
func Example() {
	size := random.New(2027, "deal size").Trial(4711)
	deal := random.Name("enterprise", "FY27 Q4").Child(3)
	luck := size.Uniform(deal, 0)
	for _, mean := range []float64{100e3, 190e3} {
		acv, err := random.Lognormal(mean, 0.5)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%.0f\n", acv.Quantile(luck))
	}
	// Output:
	// 88238
	// 167652
}
