package random

import (
	"fmt"
	"math"
)

// Distribution is a law of chance that is drawn from by inversion.
type Distribution interface {
	// Quantile returns the value that is not exceeded with probability u, 0 < u < 1; it never falls as u grows.
	Quantile(u float64) float64
	// Least returns the lower end of the values: none is below, however unlikely.
	Least() float64
	// Mean returns the expected value.
	Mean() float64
	// Variance returns the squared standard deviation, +Inf where it does not exist or is too large to write.
	Variance() float64
}

// Must returns a distribution whose parameters have been checked; it panics if they are out of range.
func Must(d Distribution, err error) Distribution {
	if err != nil {
		panic(err)
	}
	return d
}

// largest bounds every parameter, so that no square or product of two overflows.
const largest = 1e100

func checkNumber(name string, value float64) error {
	if !(math.Abs(value) <= largest) {
		return fmt.Errorf("%s must be a number within ±%g, got %g", name, float64(largest), value)
	}
	return nil
}

func checkPositive(name string, value float64) error {
	if !(value > 0) {
		return fmt.Errorf("%s must be above 0, got %g", name, value)
	}
	return checkNumber(name, value)
}

func checkRange(name string, value, low, high float64) error {
	if !(value >= low && value <= high) {
		return fmt.Errorf("%s must be from %g to %g, got %g", name, low, high, value)
	}
	return nil
}

// checkAscending says where low, mode and high are not in order.
func checkAscending(low, mode, high float64) error {
	if err := checkInterval(low, high); err != nil {
		return err
	}
	return checkRange("mode", mode, low, high)
}

func checkInterval(low, high float64) error {
	if err := checkNumber("low", low); err != nil {
		return err
	}
	if err := checkNumber("high", high); err != nil {
		return err
	}
	if !(high > low) {
		return fmt.Errorf("high must be above low %g, got %g", low, high)
	}
	return nil
}
